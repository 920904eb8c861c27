#!/bin/bash
# Every workbook in a real Calc: blank, sample, faults, round trips, print. Its figures against NAME.sh beside this file.
set -u
shopt -s lastpipe # so that a test at the end of a pipe counts
build=${BUILD:-build} office="tests/calc/office.sh" work=${BUILD:-build}/tests/workbooks/work
export BUILD=$build
passed=0 failed=0
pass() { passed=$((passed + 1)); }
fail() { failed=$((failed + 1)); echo "[  ERROR   ] --- workbooks: $*"; }
# result MESSAGE: passes when standard input is empty, else fails and shows it
empty() { found=$(head -n 5); if [ -z "$found" ]; then pass; else fail "$1: $found"; fi; }
rm -rf "$work"
mkdir -p "$work"/{blank,sample,plain,letter,bad,good,xlsx,back}
names=$(for spec in templates/*.json; do basename "$spec" .json; done)
write() { "$build/write" --story "$build/story-data" "$@" || fail "cannot write $*"; }

# A specification with one fault each: refused, with the place and the reason; without a fault it is written.
"$build/write" tests/workbooks/small.json "$work/small.ods" && pass || fail "small.json is refused"
while IFS=$'\t' read -r edit reason; do
    sed "$edit" tests/workbooks/small.json >"$work/broken.json"
    said=$("$build/write" "$work/broken.json" "$work/broken.ods" 2>&1)
    if [ $? = 1 ] && [[ $said == *broken.json*"$reason"* ]]; then pass; else fail "$edit: says \"$said\", not \"$reason\""; fi
done <tests/workbooks/broken.tsv
# The same specification gives the same bytes.
"$build/write" tests/workbooks/small.json "$work/again.ods" && cmp "$work/small.ods" "$work/again.ods" 2>&1 | empty "not the same bytes again"

for name in $names; do
    "$build/write" --names "templates/$name.json" >"$work/$name.names"
    cp "$build/templates/$name.ots" "$work/blank"
    write --letter --sample "templates/sample/$name.json" "templates/$name.json" "$work/letter/$name.ods"
    for kind in bad good; do
        [ -e "tests/workbooks/$name.sh" ] || continue
        mkdir -p "$work/$kind/$name"
        tests/workbooks/"$name".sh $kind "$work/$kind/$name" >"$work/$kind/$name.list"
        while IFS=$'\t' read -r case _; do
            write --sample "templates/sample/$name.json" --sample "$work/$kind/$name/$case.json" "templates/$name.json" \
                "$work/$kind/$name+$case.ods"
        done <"$work/$kind/$name.list"
    done
done
$office convert fods "$work/blank" "$work"/blank/*.ots
$office convert fods "$work/sample" "$build"/samples/*.ods
$office convert fods "$work/plain" "$build"/samples/plain/*.ods
$office convert fods "$work/bad" "$work"/bad/*.ods
$office convert fods "$work/good" "$work"/good/*.ods
$office convert pdf "$work/letter" "$work"/letter/*.ods
$office convert xlsx "$work/xlsx" "$build"/samples/*.ods
$office convert fods "$work/back" "$work"/xlsx/*.xlsx
for fods in "$work"/*/*.fods; do "$build/tests/workbooks/cells" "$fods" >"${fods%.fods}.tsv"; done

# name[index] and figure against the cells; index along the longer side. awk -f - NAMES CELLS FIGURES
against='
FILENAME == ARGV[1] { sheet[$1] = $2; column[$1] = $3; row[$1] = $4; across[$1] = $5 > 1 && $6 == 1; next }
FILENAME == ARGV[2] { value[$1, $2, $3] = $5; next }
{   name = $1; index_ = 1
    if (match(name, /\[[0-9]+\]$/)) { index_ = substr(name, RSTART + 1, RLENGTH - 2); name = substr(name, 1, RSTART - 1) }
    c = column[name] + (across[name] ? index_ - 1 : 0); r = row[name] + (across[name] ? 0 : index_ - 1)
    got = value[sheet[name], r, c]; d = got - $2; s = $2 < 0 ? -$2 : $2
    if (!(name in sheet) || got == "" || d > 1e-9 * s + 1e-12 || d < -1e-9 * s - 1e-12) print $1 " shows " got ", not " $2 }'

for name in $names; do
    # No error anywhere, and words where input is missing.
    awk -F'\t' '$4 == "error" || $5 ~ /^(#[A-Z]+[!\/?0A]*|Err:[0-9]+)$/ { print $1 " row " $2 " column " $3 " shows " $5 }' \
        "$work/blank/$name.tsv" | empty "$name, blank"
    awk -F'\t' '$4 == "error" || $5 ~ /^(#[A-Z]+[!\/?0A]*|Err:[0-9]+)$/ { print $1 " row " $2 " column " $3 " shows " $5 }' \
        "$work/sample/$name.tsv" | empty "$name, sample"
    if grep -q $'^Review\t.*enter .* on Inputs' "$work/blank/$name.tsv"; then pass; else fail "$name, blank: Review names no missing input"; fi
    # Checks: all pass in the sample but those in NAME.fails.
    awk -F'\t' '$1 == "Checks" && $3 == 1 { label = $5 } $1 == "Checks" && $3 == 2 && $2 > 5 && $5 !~ /^✓/ { print label }' "$work/sample/$name.tsv" |
        diff - <(cat "tests/workbooks/$name.fails" 2>/dev/null) | empty "$name, sample: checks that do not pass"
    # No constant in a formula but 0 and 1: texts, cells and names taken away.
    awk -F'\t' '$6 != "" { f = $6; gsub(/"[^"]*"/, "", f); gsub(/\[[^\]]*\]/, "", f); gsub(/[A-Z][A-Z0-9.]*\(/, "(", f)
        if (f ~ /[2-9]|[01][0-9.]/) print $1 " row " $2 " column " $3 ": " $6 }' "$work/sample/$name.tsv" | empty "$name: constants"
    # Protected, and nothing that computes is unlocked.
    grep -o '<table:table table:name="[^"]*"[^>]*' "$work/sample/$name.fods" | grep -v 'table:protected="true"\|"local-table"' | empty "$name: not protected"
    unlocked=$(grep -o '<style:style style:name="ce[0-9]*" style:family="table-cell" style:parent-style-name="\(Input\|Pasted\)"' "$work/sample/$name.fods" |
        sed 's/.*style:name="\(ce[0-9]*\)".*/\1/' | paste -sd'|')
    grep -oE "<table:table-cell table:style-name=\"($unlocked)\"[^>]*table:formula" "$work/sample/$name.fods" | empty "$name: a formula is unlocked"
    # Round trips keep every value and formula.
    diff <(cut -f1-6 "$work/plain/$name.tsv") <(cut -f1-6 "$work/sample/$name.tsv") | empty "$name: stored and loaded again"
    diff <(cut -f1-6 "$work/back/$name.tsv") <(cut -f1-6 "$work/sample/$name.tsv") | empty "$name: through .xlsx"
    # Print: sheets meant for one page have one, on A4 and on Letter; no ### anywhere.
    for pdf in "$build/samples/$name.pdf" "$work/letter/$name.pdf"; do
        pdftotext -layout "$pdf" - | grep '###' | empty "$name, $pdf: a column is too narrow"
        for sheet in $(grep -B 2 '"one_page": true' "templates/$name.json" | grep -o '"name": "[A-Za-z]*"' | cut -d'"' -f4); do
            pages=$(pdftotext -layout "$pdf" - | awk -v RS='\f' -v sheet="$sheet" '{ sub(/^\n+/, ""); sub(/\n.*/, "") } $NF == sheet { n++ } END { print n + 0 }')
            if [ "$pages" = 1 ]; then pass; else fail "$name, $pdf: $sheet takes $pages pages"; fi
        done
    done
    [ -e "tests/workbooks/$name.sh" ] || continue
    tests/workbooks/"$name".sh figures >"$work/$name.figures" || fail "$name: no figures to compare"
    passed=$((passed + $(wc -l <"$work/$name.figures")))
    [ -s "$work/$name.figures" ] || fail "$name: no figures to compare"
    awk -F'\t' "$against" "$work/$name.names" "$work/sample/$name.tsv" "$work/$name.figures" | empty "$name"
    while IFS=$'\t' read -r case _; do
        figures="$work/good/$name/$case.figures" # its own, else the sample's
        [ -e "$figures" ] || figures="$work/$name.figures"
        awk -F'\t' "$against" "$work/$name.names" "$work/good/$name+$case.tsv" "$figures" | empty "$name, $case"
    done <"$work/good/$name.list"
    # A fault: the check that is meant fails, and Review says that it must not be relied on.
    while IFS=$'\t' read -r case label; do
        if awk -F'\t' -v label="$label" '$1 == "Checks" && $3 == 1 { now = $5 } $1 == "Checks" && $3 == 2 && now == label && $5 ~ /^✗/ { found = 1 } END { exit !found }' "$work/bad/$name+$case.tsv"; then
            pass
        else
            fail "$name, $case: the check \"$label\" does not fail"
        fi
        if grep -q $'^Review\t.*✗.*do not rely' "$work/bad/$name+$case.tsv"; then pass; else fail "$name, $case: Review does not warn"; fi
    done <"$work/bad/$name.list"
done
echo "[  PASSED  ] $passed test(s)."
[ "$failed" = 0 ] || echo "[  FAILED  ] $failed test(s)."
[ "$failed" = 0 ]
