#!/bin/bash
# Our functions inside LET, FILTER and the like, as far as the office has them: modern.bas. OFFICE as in office.sh.
set -eu
here=$(dirname "$0")
work=$(mktemp -d "${TMPDIR:-/tmp}/sextant-modern.XXXXXX")
trap 'rm -rf "$work"' EXIT
"$here/../calc/office.sh" basic "$here/modern.bas" "$work/report"
echo "not in this office: $(sed -n 's/^absent\t\([A-Z]*\) .*/\1/p' "$work/report" | sort -u | tr "\n" " ")"
awk -F'\t' '/^ok/ { good++; next } /^absent/ { next } /^done/ { ended++; next } { print "[  ERROR   ] --- Calc: " $2 ": " $1; bad++ }
    END {
        if (ended != 1) { print "[  ERROR   ] --- Calc: modern.bas did not come to its end"; bad++ }
        print "[  PASSED  ] " good + 0 " test(s)."
        if (bad) print "[  FAILED  ] " bad " test(s)."
        exit bad > 0
    }' "$work/report"
