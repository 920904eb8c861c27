#!/bin/bash
# Workbooks that released versions filled, computed and stored (released/<version>-<workbook>.ods), opened and computed
# again in this version's Calc: every formula stands as it was stored, every cell has the kind and the value that it had
# (numbers within 1e-9 of it), but for those that the .changed beside it names, which must differ. OFFICE as in office.sh.
cd "$(dirname "$0")/../.." || exit 2
export LC_ALL=C
build=${BUILD:-build} folder=tests/workbooks/released
work=$(mktemp -d "${TMPDIR:-/tmp}/sextant-released.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
. tests/found.sh
# A line a cell that holds something, sorted: place, kind, value, formula.
cells() {
    "$build/tests/workbooks/show_cells" "$1" | awk -F'\t' 'NF >= 7 { print $1 " " $2 ":" $3 "\t" $4 "\t" $5 "\t" $6 }' | sort
}
for document in "$folder"/*.ods; do
    name=$(basename "$document" .ods)
    unzip -p "$document" content.xml >"$work/stored.fods" && cells "$work/stored.fods" >"$work/stored"
    cp "$document" "$work/now.ods" && tests/calc/office.sh -t "${PATIENCE:-300}" convert fods "$work" "$work/now.ods"
    cells "$work/now.fods" >"$work/now"
    formulas=$(awk -F'\t' '$4 != "" && $3 != ""' "$work/stored" | wc -l)
    check "$name: formulas with a value" "$([ "$formulas" -ge 100 ] || echo "only $formulas")"
    check "$name: formulas of ours" "$(grep -q SEXTANT "$work/stored" || echo none)"
    join -t $'\t' -a 1 -a 2 -e - -o 0,1.2,1.3,1.4,2.2,2.3,2.4 "$work/stored" "$work/now" | awk -F'\t' '
        function number(kind) { return kind == "float" || kind == "percentage" || kind == "currency" }
        function near(x, y) { return (x - y) ^ 2 <= (1e-9 * x) ^ 2 }
        $2 == $5 && $4 == $7 && ($3 == $6 || (number($2) && near($3, $6))) { next }
        { print $1 "\t" $2 " " $3 " became " $5 " " $6 ($4 == $7 ? "" : ", another formula") }' >"$work/other"
    sed 's/ *#.*//; /^$/d' "${document%.ods}.changed" | sort >"$work/may"
    check "$name" "$(awk -F'\t' 'FILENAME == ARGV[1] { may[$1]; next } !($1 in may)' "$work/may" "$work/other" | head -n 5)"
    check "$name: as it was, and .changed says it is not" "$(cut -f1 "$work/other" | comm -23 "$work/may" -)"
    check "$name: errors" "$(awk -F'\t' '$2 == "error" || $3 ~ /^(#[A-Z\/0]+[?!]|Err:5[0-9]+)$/' "$work/now" | head -n 5)"
    passed=$((passed + formulas))
done
check "there is none" "$([ "$passed" -gt 0 ] || echo none)"
verdict
