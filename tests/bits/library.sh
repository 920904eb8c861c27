#!/bin/bash
# What the built libraries ask of a system: no newer glibc than 2.17 (2012), no library but the C library and the
# office's own, and, as the shell, none of the system's mathematical functions: they differ by machine. Of any Linux:
# BUILD says where they lie.
cd "$(dirname "$0")/../.." || exit 2
build=${BUILD:-build}
. tests/found.sh
export LC_ALL=C
needed() { readelf -dW "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'; }
wanted() { readelf --dyn-syms -W "$1" | awk '$7 == "UND" && $8 { print $8 }'; } # exp@GLIBC_2.29

for library in "$build"/{sextant,commands}.so; do
    check "no library was read" "$([ "$(wanted "$library" | wc -l)" -gt 10 ] || echo "$library")"
    newer=$(wanted "$library" | grep -o '[^@]*@GLIBC_.*' | while IFS=@ read -r name version; do
        newest=$(printf '%s\n' GLIBC_2.17 "$version" | sort -V | tail -n 1)
        [ "$newest" = GLIBC_2.17 ] || echo "$name@$version"
    done)
    check "$library asks for a glibc above 2.17" "$newer"
    check "$library needs more than the C library and the office" \
        "$(needed "$library" | grep -vxE 'libc\.so\.6|libuno_(cppu|sal)\.so\.3|ld-linux-.*|libpthread\.so\.0|libdl\.so\.2')"
done

# Every name that the system's libm defines.
libm=$("${CC:-gcc}" -print-file-name=libm.so.6)
names=$(readelf --dyn-syms -W "$libm" | awk '$7 != "UND" && $8 { sub(/@.*/, "", $8); print $8 }' | sort -u)
check "no libm was read" "$(grep -qx lgamma <<<"$names" || echo "$libm")"
for product in "$build"/{sextant,commands}.so "$build/sextant" "$build/write" "$build/story"; do
    [ -e "$product" ] || continue
    check "$product calls the system's mathematical functions" \
        "$(comm -12 <(wanted "$product" | sed 's/@.*//' | sort -u) <(echo "$names"))"
done
verdict
