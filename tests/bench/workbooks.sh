#!/bin/bash
# What the workbooks cost in a real Calc, ms: opening a filled sample against the same one with values in place of our
# formulas; a change of each numeric input; and the monthly review with a Data table of 20 000 rows. BUILD=build
# A quiet machine, please: the ratio takes turns, the rest does not.
set -euo pipefail
build=$(cd "${BUILD:-build}" && pwd)
export BUILD=$build
work=$(mktemp -d "${TMPDIR:-/tmp}/sextant-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
missed=0
job() { local IFS=$'\t'; echo "$*"; }
median() { sort -n | awk '{ x[NR] = $1 } END { print x[int((NR + 1) / 2)] }'; }
bar() { # text, figure, bar
    verdict=$(awk -v x="$2" -v bar="$3" 'BEGIN { print x <= bar ? "met" : "MISSED" }')
    printf '  %-64s %8s   bar %-5s %s\n' "$1" "$2" "$3" "$verdict"
    [ "$verdict" = met ] || missed=$((missed + 1))
}
# changes NAME CELLS DOCUMENT: jobs that change each numeric input of the workbook by one hundredth and back
changes() {
    job load "$3"
    awk -F'\t' -v OFS='\t' 'FILENAME == ARGV[1] { if ($2 == "Inputs" && $5 * $6 == 1 && $8 == "input" && $7 !~ /date|month|line|text|choice/) { sheet[$1] = $2; c[$1] = $3; r[$1] = $4 }; next }
        { value[$1, $2, $3] = $5 }
        END { for (name in sheet) { v = value[sheet[name], r[name], c[name]]; if (v + 0 != 0) print "time", name, 4, sheet[name], c[name], r[name], v * 1.01, v } }' "$work/$1.names" "$2"
}
names=$(for spec in templates/*.json; do basename "$spec" .json; done)
for name in $names; do
    "$build/write" --names "templates/$name.json" >"$work/$name.names"
    mkdir -p "$work/$name"
    (
        cd "$work/$name"
        cp "$build/samples/$name.ods" "$work/$name.values.ods"
        unzip -qo "$work/$name.values.ods" content.xml
        sed -Ei 's/ table:number-matrix-columns-spanned="[0-9]+" table:number-matrix-rows-spanned="[0-9]+"( table:formula="[^"]*SEXTANT\.)/\1/g
            s/ table:formula="[^"]*SEXTANT\.[^"]*"//g' content.xml
        ! grep -q 'formula="[^"]*SEXTANT' content.xml
        zip -q "$work/$name.values.ods" content.xml
    )
    for _ in 1 2 3 4 5; do
        job reload "$name" "$build/samples/$name.ods"
        job reload "$name.values" "$work/$name.values.ods"
    done
    job load "$build/samples/$name.ods"
    job store 'OpenDocument Spreadsheet Flat XML' "$work/$name.fods"
done >"$work/jobs"
tests/calc/office.sh -t 500 basic tests/workbooks/office.bas "$work/jobs" "$work/report"
! grep -v '^time\|^done' "$work/report"
echo "Opening and recalculating a filled sample, ms (make bench-workbooks)"
for name in $names; do
    of() { awk -F'\t' -v name="$1" '$2 == name { print $3 }' "$work/report"; }
    printf '  %-64s %8s\n' "$name" "$(of "$name" | median)" "with values in place of our formulas" "$(of "$name.values" | median)"
    bar "ratio, median of five turns" "$(paste <(of "$name") <(of "$name.values") | awk '{ printf "%.3f\n", $1 / $2 }' | median)" 1.5
done

for name in $names; do
    "$build/tests/workbooks/cells" "$work/$name.fods" >"$work/$name.tsv"
    changes "$name" "$work/$name.tsv" "$build/samples/$name.ods" | sed "s/^time\t/&$name /"
done >"$work/jobs"
tests/calc/office.sh -t 500 basic tests/workbooks/office.bas "$work/jobs" "$work/report"
echo "A change of one numeric input, until everything that it touches is computed, ms"
for name in $names; do
    grep "^time	$name " "$work/report" | sort -t'	' -k3 -n >"$work/sorted"
    printf '  %-64s %8s\n' "$name, the median input of $(wc -l <"$work/sorted")" "$(cut -f3 "$work/sorted" | median)"
    bar "the slowest: $(tail -n 1 "$work/sorted" | cut -f2 | cut -d' ' -f2)" "$(tail -n 1 "$work/sorted" | cut -f3)" 100
done

# The monthly's spend in 20 000 lines: each line of the story in as many parts as it takes.
name=monthly-outcomes-and-drivers
mkdir -p "$work/story"
cp "$build"/story-data/*.csv "$work/story"
awk -F, -v OFS=, -v want=20000 'NR == 1 { print; next } { line[NR - 1] = $0 }
    END { for (i = 0; i < want; i++) { k = int(i * (NR - 1) / want) + 1; $0 = line[k]; $3 = $3 "_" i; $5 = $5 / 20; print } }' "$build/story-data/spend.csv" >"$work/story/spend.csv"
sed -E '/"id": "(raw_)?spend"/s/"rows": [0-9]+/"rows": 20000/' "templates/$name.json" >"$work/$name.json"
"$build/write" --story "$work/story" --sample "templates/sample/$name.json" "$work/$name.json" "$work/long.ods"
"$build/write" --names "$work/$name.json" >"$work/$name.names"
{
    changes "$name" "$work/$name.tsv" "$work/long.ods" | grep '^load\|	margin	\|	plan_tolerance	'
    place() { awk -F'\t' -v OFS='\t' -v name="$1" -v row="$2" -v column="$3" '$1 == name { print $2, $3 + column - 1, $4 + row - 1 }' "$work/$name.names"; }
    printf 'time\ta cost on Raw\t4\t%s\t100\t120\n' "$(place raw_spend.area 501 5)"
} >"$work/jobs"
tests/calc/office.sh -t 500 basic tests/workbooks/office.bas "$work/jobs" "$work/report"
echo "A change in the monthly review with 20 000 lines of spend, ms"
while IFS=$'\t' read -r _ what ms; do bar "$what" "$ms" 1000; done < <(grep '^time' "$work/report")
[ $missed -eq 0 ] || echo "$missed bar(s) missed"
