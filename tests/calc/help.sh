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
# Each recipe, its functions behind it; and no link that leads to nothing.
grep -v '^#' idl/recipes | while IFS='|' read -r have want functions; do
    want=${want# }
    grep -qF "I have ${have% }, and want ${want% }." "$work/$name-Recipes.csv" || echo "$have"
    for function in $functions; do grep -q "^\"*$function  [A-Z0-9]" "$work/$name-Recipes.csv" || echo "$function"; done
done >"$work/lost"
unzip -p "$2" content.xml | grep -o 'xlink:href="#[^"]*"' | grep -vE '"#[A-Z]+\.[A-Z]+[0-9]+"' >>"$work/lost" || true
lost=$(wc -l <"$work/lost")
sed 's/^/[  ERROR   ] --- the workbook of functions, recipes and links: /' "$work/lost"
missing=$((missing + lost)) found=$((found + $(grep -vc '^#' idl/recipes) - lost))
echo "[  PASSED  ] $found test(s)."
[ $missing -eq 0 ] && [ $found -gt 0 ] || { echo "[  FAILED  ] $missing test(s)."; exit 1; }
