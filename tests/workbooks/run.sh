#!/bin/bash
# Every workbook in a real Calc: blank, sample, faults, round trips, print. Its figures against NAME.sh beside this file.
set -u
shopt -s lastpipe # so that a test at the end of a pipe counts
build=${BUILD:-build} work=${BUILD:-build}/tests/workbooks/work
export BUILD=$build
passed=0 failed=0
pass() { passed=$((passed + 1)); }
fail() { failed=$((failed + 1)); echo "[  ERROR   ] --- workbooks: $*"; }
# result MESSAGE: passes when standard input is empty, else fails and shows it
empty() { found=$(head -n 5); if [ -z "$found" ]; then pass; else fail "$1: $found"; fi; }
# warns CELLS: Review says that it must not be trusted
warns() { grep -q $'^Review\t.*[✗–].*\(must not be trusted\|do not rely\)' "$1"; }
# held CELLS: place, type, value and formula; an empty text is nothing
held() { cut -f1-6 "$1" | grep -v $'\tstring\t\t$'; }
# figures_of CELLS: numbers, and the signs of checks
figures_of() { awk -F'\t' -v OFS='\t' '$4 != "string" { print $1, $2, $3, $4, $5 } $4 == "string" && $5 ~ /^(✓|✗|–)/ { print $1, $2, $3, substr($5, 1, 3) }'; }
rm -rf "$work"
mkdir -p "$work"/{german,blank,half,sample,plain,letter,a4,bad,good,back,faults}
names=
for name in ${WORKBOOKS:-$(for spec in templates/*.json; do basename "$spec" .json; done)}; do # WORKBOOKS: only these
    if [ -e "$build/templates/$name.ots" ] && [ -e "$build/samples/$name.pdf" ]; then names="$names $name"; else fail "$name is not built"; fi
done
write() { "$build/write" --story "$build/story-data" "$@" || fail "cannot write $*"; }
job() { local IFS=$'\t'; echo "$*"; }
here() { case $1 in /*) echo "$1" ;; *) echo "$PWD/$1" ;; esac; }
# office KIND: the jobs of all workbooks, work/NAME.KIND, in two starts of the office side by side
office() {
    local name side=0 list
    for name in $names; do
        cat "$work/$name.$1" >>"$work/$1.$side"
        side=$((1 - side))
    done
    for list in "$work/$1".?; do
        tests/calc/office.sh -t 900 basic tests/workbooks/office.bas "$(here "$list")" "$(here "$list.report")" || echo failed >>"$list.report" &
    done
    wait
    for list in "$work/$1".?; do
        grep -v '^done$' "$list.report" | empty "$list"
        if [ "$(tail -n 1 "$list.report")" = done ]; then pass; else fail "$list was not done to its end"; fi
    done
}
# sheets NAME FIGURES: those that the figures stand on
sheets() { awk -F'\t' 'NR == FNR { on[$1] = $2; next } { sub(/\[[0-9]+\]$/, "", $1); if ($1 in on && !seen[on[$1]]++) print on[$1] }' "$work/$1.names" "$2"; }
flat='OpenDocument Spreadsheet Flat XML' excel='Calc MS Excel 2007 XML' full=$(here "$work")

# A specification with one fault each: refused, with the place and the reason; without a fault it is written.
"$build/write" tests/workbooks/small.json "$work/small.ods" && pass || fail "small.json is refused"
while IFS=$'\t' read -r edit reason; do
    sed "$edit" tests/workbooks/small.json >"$work/broken.json"
    said=$("$build/write" "$work/broken.json" "$work/broken.ods" 2>&1)
    if [ $? = 1 ] && [[ $said == *broken.json*"$reason"* ]]; then pass; else fail "$edit: says \"$said\", not \"$reason\""; fi
done <tests/workbooks/broken.tsv
# What may be written in two ways is the same document.
while read -r edit; do
    sed "$edit" tests/workbooks/small.json >"$work/alike.json"
    if cmp -s "$work/alike.json" tests/workbooks/small.json; then fail "$edit: finds nothing in small.json"; fi
    "$build/write" "$work/alike.json" "$work/alike.ods" && cmp "$work/small.ods" "$work/alike.ods" 2>&1 | empty "$edit"
done <tests/workbooks/alike.tsv
unzip -p "$work/small.ods" content.xml | grep -q 'of:=IF(\[.*\]&gt;\[.*\];&quot;it.s &quot;&quot;much&quot;&quot;&quot;;&quot;&quot;)' && pass || fail "a quoted text in a formula"
# The same specification gives the same bytes.
"$build/write" tests/workbooks/small.json "$work/again.ods" && cmp "$work/small.ods" "$work/again.ods" 2>&1 | empty "not the same bytes again"

for name in $names; do
    "$build/write" --names "templates/$name.json" >"$work/$name.names"
    write --letter --sample "templates/sample/$name.json" "templates/$name.json" "$work/letter/$name.ods"
    {
        job load "$(here "$build/templates/$name.ots")"
        job store "$flat" "$full/blank/$name.fods"
        job locked "$name, blank"
        job load "$full/letter/$name.ods"
        job store calc_pdf_Export "$full/letter/$name.pdf"
        job load "$(here "$build/samples/plain/$name.ods")"
        job store "$flat" "$full/plain/$name.fods"
        job load "$(here "$build/samples/$name.ods")"
        job locked "$name, sample"
        job store "$flat" "$full/sample/$name.fods"
        job store "$excel" "$full/back/$name.xlsx"
        job load "$full/back/$name.xlsx"
        job store "$flat" "$full/back/$name.fods"
    } >"$work/$name.jobs"
    for part in inputs tables; do # filled by half
        write --sample "templates/sample/$name.json" --without $part "templates/$name.json" "$work/half/$name-without-$part.ods"
        job load "$full/half/$name-without-$part.ods"
        job store "$flat" "$full/half/$name-without-$part.fods"
    done >>"$work/$name.jobs"
    touch "$work/bad/$name.list" "$work/good/$name.list"
    [ -e "tests/workbooks/$name.sh" ] || continue
    tests/workbooks/"$name".sh figures >"$work/$name.figures" || fail "$name: no figures to compare"
    for kind in bad good; do
        mkdir -p "$work/$kind/$name"
        tests/workbooks/"$name".sh $kind "$work/$kind/$name" >"$work/$kind/$name.list"
        cut -f1 "$work/$kind/$name.list" | sort -u >"$work/$kind/$name.cases" # one may make several checks fail
        while read -r case; do
            write --sample "templates/sample/$name.json" --sample "$work/$kind/$name/$case.json" "templates/$name.json" \
                "$work/$kind/$name+$case.ods"
            shown=(Checks Review)
            figures="$work/good/$name/$case.figures" # its own, else the sample's
            [ -e "$figures" ] || figures=$work/$name.figures
            [ $kind = bad ] || mapfile -t shown < <(sheets "$name" "$figures")
            job load "$full/$kind/$name+$case.ods" >>"$work/$name.jobs"
            job show "$full/$kind/$name+$case.tsv" "${shown[@]}" >>"$work/$name.jobs"
        done <"$work/$kind/$name.cases"
    done
done
office jobs
for fods in "$work"/*/*.fods; do "$build/tests/workbooks/cells" "$fods" >"${fods%.fods}.tsv"; done
# Faults typed into the sample: those of NAME.bad, and a text in every column of money.
for name in $names; do
    job load "$(here "$build/samples/$name.ods")" >"$work/$name.faults"
    touch "$work/$name.bad" "$work/faults/$name.list"
    [ ! -e "tests/workbooks/$name.bad" ] || grep -v '^#' "tests/workbooks/$name.bad" >"$work/$name.bad"
    awk -v cases="$work/faults/$name.list" -v folder="$full/faults" -v book="$name" -f tests/workbooks/faults.awk mode=names "$work/$name.names" \
        mode=sample "$work/sample/$name.tsv" mode=faults "$work/$name.bad" >>"$work/$name.faults" || fail "$name.bad names no place"
done
# Beside the faults: the samples once more where the comma is decimal.
tests/calc/office.sh -t 900 -l de-DE convert fods "$full/german" $(for name in $names; do here "$build/samples/$name.ods"; done) &
office faults

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
    # The same numbers and the same verdicts in a German office.
    "$build/tests/workbooks/cells" "$work/german/$name.fods" | figures_of >"$work/german/$name.figures"
    figures_of <"$work/sample/$name.tsv" | diff - "$work/german/$name.figures" 2>&1 | empty "$name, in German"
    # No error anywhere, and words where input is missing.
    for tsv in "$work/blank/$name.tsv" "$work/sample/$name.tsv" "$work/half/$name"-without-*.tsv; do
        awk -F'\t' '$4 == "error" || $5 ~ /^(#[A-Z]+[!\/?0A]*|Err:[0-9]+)$/ { print $1 " row " $2 " column " $3 " shows " $5 }' "$tsv" |
            empty "$tsv"
    done
    if grep -q $'^Review\t.*enter .* on Inputs' "$work/blank/$name.tsv"; then pass; else fail "$name, blank: Review names no missing input"; fi
    # Checks: all pass in the sample but those in NAME.fails.
    awk -F'\t' '$1 == "Checks" && $3 == 1 { label = $5 } $1 == "Checks" && $3 == 2 && $2 > 5 && $5 ~ /^(✗|–)/ { print label }' "$work/sample/$name.tsv" |
        diff - <(cat "tests/workbooks/$name.fails" 2>/dev/null) | empty "$name, sample: checks that do not pass"
    # No constant in a formula but 0 and 1: texts, cells and names taken away.
    awk -F'\t' '$6 != "" { f = $6; gsub(/"[^"]*"/, "", f); gsub(/\[[^\]]*\]/, "", f); gsub(/[A-Z][A-Z0-9.]*\(/, "(", f)
        if (f ~ /[2-9]|[01][0-9.]/) print $1 " row " $2 " column " $3 ": " $6 }' "$work/sample/$name.tsv" | empty "$name: constants"
    # What looks wherever it is told at run time cannot be followed; Review holds what is computed, its own inputs, and line numbers.
    awk -F'\t' '$6 ~ /(OFFSET|INDIRECT|TODAY|NOW|RAND)\(/ { print $1 " row " $2 " column " $3 ": " $6 }' "$work/sample/$name.tsv" | empty "$name: functions"
    awk -F'\t' 'FILENAME == ARGV[1] { if ($2 == "Review" && ($8 == "input" || $7 == "line")) for (r = 0; r < $6; r++) for (c = 0; c < $5; c++) input[$4 + r, $3 + c]; next }
        $1 == "Review" && $4 != "string" && $6 == "" && !(($2, $3) in input) { print "row " $2 " column " $3 ": " $5 }' \
        "$work/$name.names" "$work/sample/$name.tsv" | empty "$name: typed over on Review"
    # Every chart says in words what it shows; every text and number has room.
    awk 'BEGIN { RS = "<draw:frame" } NR > 1 && /<draw:object/ && !/<svg:desc>[^<]/ { print "frame " NR - 1 }' "$work/sample/$name.fods" | empty "$name: a chart without description"
    "$build/tests/workbooks/widths" "$work/sample/$name.fods" 2>&1 | empty "$name, sample: cut off"
    "$build/tests/workbooks/widths" "$work/blank/$name.fods" 2>&1 | grep -E "^(Start|Review) " | empty "$name, blank: cut off"
    # A fault typed into the sample: the check meant (any that passed, if none is) does not pass, and Review warns.
    while IFS=$'\t' read -r case label; do
        says=${label#* => } # "label => words": the line of the check names what is wrong
        if [ "$says" = "$label" ]; then says=; else
            label=${label% => *}
            awk -F'\t' -v label="$label" -v says="$says" '$1 == "Checks" && $3 == 1 { now = $5 } $1 == "Checks" && $3 == 4 && now == label { if (index($5, says)) found = 1; else said = $5 }
                END { if (!found) print "does not name " says ": " said }' "$work/faults/$name+$case.tsv" | empty "$name, $case"
        fi
        awk -F'\t' -v label="$label" 'FNR == 1 { n++ } $1 == "Checks" && $3 == 1 { now = $5 }
            $1 == "Checks" && $3 == 2 && $2 > 5 { if (n == 1) was[now] = $5 ~ /^✓/; else if ($5 ~ /^(✗|–)/ && (label == "" ? was[now] : now == label)) found = 1 }
            END { if (!found) print (label == "" ? "no check fails" : "does not fail: " label) }' "$work/sample/$name.tsv" "$work/faults/$name+$case.tsv" | empty "$name, $case"
        if warns "$work/faults/$name+$case.tsv"; then pass; else fail "$name, $case: Review does not warn"; fi
    done <"$work/faults/$name.list"
    # Protected, and nothing that computes is unlocked.
    grep -o '<table:table table:name="[^"]*"[^>]*' "$work/sample/$name.fods" | grep -v 'table:protected="true"\|"local-table"' | empty "$name: not protected"
    unlocked=$(grep -o '<style:style style:name="ce[0-9]*" style:family="table-cell" style:parent-style-name="\(Input\|Input_20_of_a_long_table\|Pasted\)"' "$work/sample/$name.fods" |
        sed 's/.*style:name="\(ce[0-9]*\)".*/\1/' | paste -sd'|')
    grep -oE "<table:table-cell table:style-name=\"($unlocked)\"[^>]*table:formula" "$work/sample/$name.fods" | empty "$name: a formula is unlocked"
    # Round trips keep every value and formula.
    diff <(held "$work/plain/$name.tsv") <(held "$work/sample/$name.tsv") | empty "$name: stored and loaded again"
    diff <(held "$work/back/$name.tsv") <(held "$work/sample/$name.tsv") | empty "$name: through .xlsx"
    # Print: sheets meant for one page have one, on A4 and on Letter; no ### anywhere.
    for pdf in "$build/samples/$name.pdf" "$work/letter/$name.pdf"; do
        pdftotext -layout "$pdf" - | grep '###' | empty "$name, $pdf: a column is too narrow"
        for sheet in Review $(grep -B 2 '"one_page": true' "templates/$name.json" | grep -o '"name": "[A-Za-z]*"' | cut -d'"' -f4 | grep -v Review); do
            case $name:$sheet in yearly-*:Review) meant=2 ;; *) meant=1 ;; esac
            pages=$(pdftotext -layout "$pdf" - | awk -v RS='\f' -v sheet="$sheet" '{ sub(/^\n+/, ""); sub(/\n.*/, "") } $NF == sheet { n++ } END { print n + 0 }')
            if [ "$pages" = $meant ]; then pass; else fail "$name, $pdf: $sheet takes $pages pages, not $meant"; fi
        done
    done
    # What several reviews show, from the story's tables.
    tests/workbooks/story.sh "$name" >"$work/$name.story" || fail "$name: no figures from the story"
    passed=$((passed + $(wc -l <"$work/$name.story")))
    awk -F'\t' "$against" "$work/$name.names" "$work/sample/$name.tsv" "$work/$name.story" | empty "$name, the story"
    [ -e "tests/workbooks/$name.sh" ] || continue
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
        if warns "$work/bad/$name+$case.tsv"; then pass; else fail "$name, $case: Review does not warn"; fi
    done <"$work/bad/$name.list"
done
# The same figure wherever it stands: same.tsv, a figure a line, WORKBOOK:place[+place...] tabs between.
same='function figure(text,    at, book, list, n, i, s, name, index_, r, c, v) {
        at = index(text, ":"); book = substr(text, 1, at - 1); n = split(substr(text, at + 1), list, "+"); s = 0
        for (i = 1; i <= n; i++) {
            name = list[i]; index_ = 1
            if (match(name, /\[[0-9]+\]$/)) { index_ = substr(name, RSTART + 1, RLENGTH - 2); name = substr(name, 1, RSTART - 1) }
            if (!((book, name) in sheet)) return "no place " text
            c = column[book, name] + (across[book, name] ? index_ - 1 : 0); r = row[book, name] + (across[book, name] ? 0 : index_ - 1)
            v = value[book, sheet[book, name], r, c]
            if (v !~ /^-?[0-9]/) return "nothing at " list[i]
            s += v
        }
        return sprintf("%.6f", s)
    }
    FILENAME ~ /\.names$/ { b = FILENAME; gsub(/.*\/|\.names$/, "", b); sheet[b, $1] = $2; column[b, $1] = $3; row[b, $1] = $4; across[b, $1] = $5 > 1 && $6 == 1; next }
    FILENAME ~ /sample\/.*\.tsv$/ { b = FILENAME; gsub(/.*\/|\.tsv$/, "", b); value[b, $1, $2, $3] = $5; next }
    { for (i = 2; i <= NF; i++) if (figure($1) != figure($i) || figure($1) !~ /^-?[0-9]/) print $1 " is " figure($1) ", " $i " is " figure($i) }'
while read -r pair; do
    printf '%s\n' "$pair" | awk -F'\t' "$same" "$work"/*.names "$work"/sample/*.tsv - | empty "the reviews differ"
done < <(grep -v '^#' tests/workbooks/same.tsv)
echo "[  PASSED  ] $passed test(s)."
[ "$failed" = 0 ] || echo "[  FAILED  ] $failed test(s)."
[ "$failed" = 0 ]
