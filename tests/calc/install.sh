#!/bin/bash
# install.sh in an installation of its own, with root and without: install.sh IDENTIFIER OXT LOAD. The extension is put
# in, loaded, computes in a real Calc, is taken out; and libraries that cannot be loaded are named with their reason.
set -u
identifier=$1 oxt=$2 load=$3 passed=0 failed=0
here=$(dirname "$0")
work=$(mktemp -d "${TMPDIR:-/tmp}/sextant-install.XXXXXX")
trap 'rm -rf "$work"' EXIT
# The office's own variables: where its user's profile is, and where what all users share.
export UserInstallation=file://$work/profile UNO_SHARED_PACKAGES_CACHE=file://$work/shared

# says WORDS STATUS COMMAND...: ends so, and says so (a pattern)
says() {
    local words=$1 status=$2 said ended
    shift 2
    said=$("$@" 2>&1)
    ended=$?
    if [ $ended = "$status" ] && [[ $said == *$words* ]]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "[  ERROR   ] --- ${*##*/}: ends with $ended, not $status, and says \"$said\", not \"$words\""
    fi
}
install() { addin/calc/install.sh "$1" "$identifier" "${2:-$oxt}" "$load"; }
# cell: what a real Calc shows of our function in that installation
cell() {
    printf '%s\n' '=KPI.CAC(50000;125)' >"$work/cell.csv"
    "$here/office.sh" -n -p "$work/profile" convert fods "$work" "$work/cell.csv" && grep -o 'office:value="400"' "$work/cell.fods"
}
# other NAME COMMAND...: the extension with a library that COMMAND makes of the built one, named in $library
other() {
    mkdir -p "$work/$1"
    library=$work/$1/lib/linux_$(uname -m)/sextant.so
    unzip -qo "$oxt" '*/sextant.so' -d "$work/$1"
    cp "$oxt" "$work/$1.oxt"
    "${@:2}"
    (cd "$work/$1" && zip -q "$work/$1.oxt" "${library#"$work/$1/"}")
}
newer() { LC_ALL=C sed -i 's/GLIBC_2\./GLIBC_9./g' "$library"; }
another_processor() { printf '\xb7' | dd of="$library" bs=1 seek=18 conv=notrunc status=none; } # e_machine: AArch64, or none
cut_off() { truncate -s 100 "$library"; }
missing() { # needs a library that is gone
    echo 'int gone(void); int gone(void) { return 0; }' | gcc -shared -fPIC -x c - -o "$work/libgone.so"
    echo 'int gone(void); void component_getFactory(void); void component_getFactory(void) { gone(); }' |
        gcc -shared -fPIC -x c - -o "$library" -L"$work" -lgone
    rm "$work/libgone.so"
}
no_component() { echo 'int nothing;' | gcc -shared -fPIC -x c - -o "$library"; }

says "Sextant is not in" 0 install remove
says "Sextant is in" 0 install add
says 'office:value="400"' 0 cell
says "Sextant is in" 0 install add # over itself
says "Sextant is out of" 0 install remove
says "Sextant is not in" 0 install remove
says "no unopkg" 1 env OFFICE="$work/nowhere" addin/calc/install.sh add "$identifier" "$oxt" "$load"
says "could not add" 1 install add "$work/nothing.oxt"

other newer newer
says 'GLIBC_9*every cell would show Err:504*built on a newer system' 1 install add "$work/newer.oxt"
says "Sextant is out of" 0 install remove
other another_processor another_processor
says "another kind of processor" 1 install add "$work/another_processor.oxt"
other cut_off cut_off
says "is damaged" 1 install add "$work/cut_off.oxt"
other missing missing
says 'libgone.so*A library that it needs is missing' 1 install add "$work/missing.oxt"
other no_component no_component
says "component_getFactory" 1 install add "$work/no_component.oxt"
says "Sextant is in" 0 install add # what serves again after all that
says "Sextant is out of" 0 install remove

echo "[  PASSED  ] $passed test(s)."
[ $failed -eq 0 ] || { echo "[  FAILED  ] $failed test(s)."; exit 1; }
