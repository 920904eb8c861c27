#!/bin/bash
# The shell and the test of the mathematical functions built for aarch64, run by qemu: the same answers as here, bit for
# bit. The C libraries of that architecture are fetched by apt and unpacked under build/; this machine's own apt and dpkg
# are left as they are.
cd "$(dirname "$0")/../.." || exit 2
build=${BUILD:-build}
other=$build/arm64 root=$PWD/$build/arm64/root log=$build/arm64/log
libraries=$root/usr/lib/aarch64-linux-gnu
stop() {
    tail -n 20 "$log"
    echo "arm64: $*"
    exit 1
}
mkdir -p "$root" "$other"/apt/{lists/partial,archives/partial} || exit 2
if [ ! -e "$root/complete" ]; then
    : >"$other/apt/status"
    apt=(apt-get -q -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o Dir::State="$PWD/$other/apt"
        -o Dir::State::Lists="$PWD/$other/apt/lists" -o Dir::State::status="$PWD/$other/apt/status"
        -o Dir::Cache="$PWD/$other/apt" -o Debug::NoLocking=true -o Acquire::Languages=none)
    "${apt[@]}" update >"$log" 2>&1 # a source of others that has no arm64 may complain
    (cd "$other/apt/archives" && "${apt[@]}" download libcjson1 libcjson-dev libmd-dev libcmocka0 libcmocka-dev) >>"$log" 2>&1 ||
        stop "apt has no libraries for arm64"
    for package in "$other"/apt/archives/*.deb; do
        dpkg-deb -x "$package" "$root" >>"$log" 2>&1 || stop "cannot unpack $package"
    done
    touch "$root/complete"
fi
make --no-print-directory -j"$(nproc)" BUILD="$other" HOSTCC="${CC:-gcc}" AR=aarch64-linux-gnu-ar WARN="-std=c11 -w" \
    CC="aarch64-linux-gnu-gcc -I$root/usr/include -L$libraries" "$other/sextant" "$other/tests/core/test_maths" >"$log" 2>&1 ||
    stop "does not build"
arm=(qemu-aarch64 -L /usr/aarch64-linux-gnu -E LD_LIBRARY_PATH="$libraries")
"${arm[@]}" "$other/tests/core/test_maths" || exit 1
tests/bits/same.sh only "aarch64" "${arm[@]}" "$other/sextant"
