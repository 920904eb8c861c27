#!/bin/bash
# Our functions inside LET, FILTER and the like, as far as the office has them: modern.bas. OFFICE as in office.sh.
set -eu
here=$(dirname "$0")
work=$(mktemp -d "${TMPDIR:-/tmp}/sextant-modern.XXXXXX")
trap 'rm -rf "$work"' EXIT
"$here/../calc/office.sh" basic "$here/modern.bas" "$work/report"
echo "not in this office: $(sed -n 's/^absent\t\([A-Z]*\) .*/\1/p' "$work/report" | sort -u | tr "\n" " ")"
awk -v absent=1 -v name=modern.bas -v runs=1 -f "$here/../calc/judge.awk" "$work/report"
