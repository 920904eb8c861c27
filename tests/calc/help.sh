#!/bin/sh
# The workbook of functions in a real headless Calc: every function that `sextant list` names stands in its index and
# as a heading on its family's sheet: help.sh SEXTANT FUNCTIONS.ots
set -eu
here=$(dirname "$0")
sextant=$1 name=$(basename "$2" .ots) missing=0 found=0
work=$(mktemp -d "${TMPDIR:-/tmp}/sextant-help.XXXXXX")
trap 'rm -rf "$work"' EXIT
"$here/office.sh" csv "$work" "$2"
for function in $("$sextant" list | awk '{ print $1 }'); do
    if grep -q "^$function,[^,]" "$work/$name-Functions.csv" && grep -qx "$function," "$work/$name-${function%%.*}.csv"; then
        found=$((found + 1))
    else
        echo "[  ERROR   ] --- the workbook of functions does not tell of $function"
        missing=$((missing + 1))
    fi
done
echo "[  PASSED  ] $found test(s)."
[ $missing -eq 0 ] && [ $found -gt 0 ] || { echo "[  FAILED  ] $missing test(s)."; exit 1; }
