#!/bin/bash
# Documents that released versions stored (released/<version>.ods: every line of their own tests, with the answers they
# gave) in this version's Calc: each name and argument is known, and each answer is the old one but for the lines that
# released/<version>.changed names, which must differ. OFFICE as in office.sh.
here=$(dirname "$0")
passed=0 failed=0
work=$(mktemp -d "${TMPDIR:-/tmp}/sextant-released.XXXXXX")
trap 'rm -rf "$work"' EXIT
error() {
    failed=$((failed + 1))
    echo "[  ERROR   ] --- a document of $version: $*"
}
for document in "$here"/released/*.ods; do
    version=$(basename "$document" .ods)
    cp "$document" "$work/old.ods" && rm -f "$work"/old-*.csv
    "$here/office.sh" -t "${PATIENCE:-300}" csv "$work" "$work/old.ods" || { error "cannot be opened"; continue; }
    sheet=$work/old-Checks.csv
    # A line: name, answer, wanted, tolerance, verdict.
    lines=$(grep -cE ',(ok|FAIL)$' "$sheet")
    [ "$lines" -gt 100 ] || error "only $lines lines"
    sed 's/ *#.*//; /^$/d' "$here/released/$version.changed" | sort >"$work/may"
    grep -E ',FAIL$' "$sheet" >"$work/other"
    while IFS= read -r line; do
        error "no longer known: $line"
    done < <(grep -E '^("[^"]*"|[^",]*),(#NAME\?|Err:5[0-9]+),' "$work/other")
    # The lines of an example or golden value by its name: FCST.AUTO, golden 16
    sed 's/^"\{0,1\}\([A-Z.]*, [a-z]* [0-9]*\).*/\1/' "$work/other" | paste - "$work/other" >"$work/named"
    while IFS=$'\t' read -r name line; do
        grep -qxF "$name" "$work/may" || error "another answer: $(cut -c1-200 <<<"$line")"
    done <"$work/named"
    while read -r name; do
        error "$name is as it was: released/$version.changed says it is not"
    done < <(cut -f1 "$work/named" | sort -u | comm -23 "$work/may" -)
    passed=$((passed + lines))
done
[ "$passed" -gt 0 ] || error "there is none"
echo "[  PASSED  ] $passed test(s)."
[ $failed = 0 ] || { echo "[  FAILED  ] $failed test(s)."; exit 1; }
