#!/bin/bash
# The libraries with the C library and the UNO runtime of Debian 11 (glibc 2.31), fetched and unpacked: every symbol is
# found, as its loader says. What library.sh says of versions, seen.
cd "$(dirname "$0")/../.." || exit 2
build=${BUILD:-build} passed=0 failed=0
root=$build/offices/bullseye
tests/platforms/debian.sh packages "$root" "$(dpkg --print-architecture)" bullseye libc6 libstdc++6 libgcc-s1 zlib1g libuno-cppu3 \
    libuno-sal3 libuno-salhelpergcc3-3 uno-libs-private || exit 1
loader=$(ls "$root"/lib/*-linux-gnu*/ld-2.31.so)
path=$(dirname "$loader"):$root/usr/lib/$(basename "$(dirname "$loader")"):$root/usr/lib/libreoffice/program
for library in "$@"; do
    said=$(LD_TRACE_LOADED_OBJECTS=1 LD_WARN=1 LD_BIND_NOW=1 "$loader" --library-path "$path" "$library" 2>&1)
    if grep -q "libc.so.6 => $root" <<<"$said" && ! grep -qE 'undefined symbol|not found|error' <<<"$said"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "[  ERROR   ] --- $library on Debian 11: $said"
    fi
done
echo "[  PASSED  ] $passed test(s)."
[ $failed = 0 ] && [ $passed -gt 0 ] || { echo "[  FAILED  ] $failed test(s)."; exit 1; }
