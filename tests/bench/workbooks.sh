#!/bin/bash
# What the workbooks cost in a real Calc, ms: opening a filled sample against the same one with values in place of our
# formulas; a change of each input; and the monthly review with 20 000 lines pasted on Raw. BUILD=build
# A quiet machine, please: the ratio takes turns, the rest does not.
# Nothing is measured twice on the same figures, for Sextant remembers tables that it answered before: each turn of an
# opening has its own start of the office, and each turn of a change its own value.
set -euo pipefail
build=$(cd "${BUILD:-build}" && pwd)
export BUILD=$build
work=$(mktemp -d "${TMPDIR:-/tmp}/sextant-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
missed=0
job() { local IFS=$'\t'; echo "$*"; }
office() { # JOBS: what they measured, as name, tab, ms
    tests/calc/office.sh -t 500 basic tests/workbooks/office.bas "$1" "$1.report"
    grep -v '^time\|^done' "$1.report" >&2 && exit 1
    sed -n 's/^time\t//p' "$1.report"
}
median() { sort -n | awk '{ x[NR] = $1 } END { print x[int((NR + 1) / 2)] }'; }
bar() { # text, figure, bar
    verdict=$(awk -v x="$2" -v bar="$3" 'BEGIN { print x <= bar ? "met" : "MISSED" }')
    printf '  %-64s %8s   bar %-5s %s\n' "$1" "$2" "$3" "$verdict"
    [ "$verdict" = met ] || missed=$((missed + 1))
}
# changes SPECIFICATION DOCUMENT: jobs that change each input of the workbook
changes() {
    job load "$2"
    "$build/write" --names "$1" | awk -F'\t' -v OFS='\t' '$2 == "Inputs" && $5 * $6 == 1 && $8 == "input" { print "time", $1, 5, $2, $3, $4, $7 }'
}
slowest() { # text, bar; name, tab, ms on standard input
    sort -t$'\t' -k2 -n >"$work/sorted"
    printf '  %-64s %8s\n' "$1, the median input of $(wc -l <"$work/sorted")" "$(cut -f2 "$work/sorted" | median)"
    bar "the slowest: $(tail -n 1 "$work/sorted" | cut -f1)" "$(tail -n 1 "$work/sorted" | cut -f2)" "$2"
}
names=$(for spec in templates/*.json; do basename "$spec" .json; done)
for name in $names; do
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
done
for turn in 1 2 3 4 5; do
    for name in $names; do
        job load "$build/templates/$name.ots" # loads what the first document of a start would have to wait for
        [ $((turn % 2)) = 0 ] || job reload "$name" "$build/samples/$name.ods"
        job reload "$name.values" "$work/$name.values.ods"
        [ $((turn % 2)) = 1 ] || job reload "$name" "$build/samples/$name.ods"
    done >"$work/jobs"
    office "$work/jobs" >>"$work/openings"
done
echo "Opening and recalculating a filled sample, ms (make bench-workbooks)"
for name in $names; do
    of() { awk -F'\t' -v name="$1" '$1 == name { print $2 }' "$work/openings"; }
    printf '  %-64s %8s\n' "$name" "$(of "$name" | median)" "with values in place of our formulas" "$(of "$name.values" | median)"
    bar "ratio, median of five turns" "$(paste <(of "$name") <(of "$name.values") | awk '{ printf "%.3f\n", $1 / $2 }' | median)" 1.5
done
echo "A change of one input, until everything that it touches is computed, ms"
for name in $names; do
    changes "templates/$name.json" "$build/samples/$name.ods" >"$work/jobs"
    office "$work/jobs" | slowest "$name" 100
done

# The monthly's spend in 20 000 lines: each line of the story in as many parts as it takes.
name=monthly-outcomes-and-drivers
mkdir -p "$work/story"
cp "$build"/story-data/*.csv "$work/story"
awk -F, -v OFS=, -v want=20000 'NR == 1 { print; next } { line[NR - 1] = $0 }
    END { for (i = 0; i < want; i++) { k = int(i * (NR - 1) / want) + 1; $0 = line[k]; $5 = $5 / 20; $6 = i; print } }' "$build/story-data/spend.csv" >"$work/story/spend.csv"
"$build/write" --story "$work/story" --sample "templates/sample/$name.json" "templates/$name.json" "$work/long.ods"
{
    changes "templates/$name.json" "$work/long.ods"
    "$build/write" --names "templates/$name.json" | awk -F'\t' -v OFS='\t' '$1 == "raw_spend.area" { print "time", "a cost on Raw", 5, $2, $3 + 4, $4 + 500, "cents" }'
} >"$work/jobs"
office "$work/jobs" >"$work/long"
echo "A change in the monthly review with 20 000 lines of spend, ms"
grep -v 'on Raw' "$work/long" | slowest inputs 1000
bar 'a cost on Raw' "$(sed -n 's/^a cost on Raw\t//p' "$work/long")" 1000
[ $missed -eq 0 ] || echo "$missed bar(s) missed"
