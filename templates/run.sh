#!/bin/bash
# run.sh WORKBOOK.ods...: the key figures of recalculated workbooks as a table, as their Review sheets show them.
set -eu
build=${BUILD:-build}
work=$build/run
mkdir -p "$work"
tests/calc/office.sh convert fods "$work" "$@"
for ods; do
    name=$(basename "$ods" .ods)
    "$build/write" --names "templates/$name.json" >"$work/$name.names"
    "$build/tests/workbooks/show_cells" "$work/$name.fods" >"$work/$name.tsv"
    echo
    echo "$name (recalculated by Calc: $ods, ${ods%.ods}.pdf)"
    awk -F'\t' 'FILENAME == ARGV[1] { shown[$1, $2, $3] = $7; next }
        $2 == "Review" && $5 == 1 && $6 == 1 && $8 == "computed" && $9 != $1 { print "  " $9 "\t" shown[$2, $4, $3] "\t" shown[$2, $4 + 1, $3] " " shown[$2, $4 + 1, $3 + 1] }' \
        "$work/$name.tsv" "$work/$name.names" >"$work/$name.figures"
    awk -F'\t' 'length($2) > 60 { print "  " $2 }' "$work/$name.figures" # a sentence, not a figure
    awk -F'\t' 'length($2) <= 60' "$work/$name.figures" | LC_ALL=C.UTF-8 column -t -s "$(printf '\t')"
    awk -F'\t' '$1 == "Checks" && $2 == 4 && $3 == 2 { print "  Checks: " $7 }' "$work/$name.tsv"
done
