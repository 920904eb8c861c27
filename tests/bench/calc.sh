#!/bin/sh
# What the add-in costs in a real headless Calc: calc.sh PEAK, the program built from peak.c. BUILD=build
# 1. hard recalculation of 50 000 cells against LibreOffice's own C++ Analysis add-in; 2. the peak of memory of a call
# over whole columns; 3. an export of 20 000 lines through DATA.TABLE; 4. the start with a document that uses none of our
# functions. Medians; ratios are the median of each round's own ratio, as the kinds run in turn and a busy machine slows
# them alike.
set -eu
peak=$1 here=$(dirname "$0") missed=0
office=$here/../calc/office.sh
work=$(mktemp -d "${TMPDIR:-/tmp}/sextant-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT

bar() { # text, figure, bar
    verdict=$(awk -v x="$2" -v bar="$3" 'BEGIN { print x <= bar ? "met" : "MISSED" }')
    printf '  %-64s %8s   bar %-5s %s\n' "$1" "$2" "$3" "$verdict"
    [ "$verdict" = met ] || missed=$((missed + 1))
}
median() { sort -n | awk '{ x[NR] = $1 } END { print NR % 2 ? x[(NR + 1) / 2] : (x[NR / 2] + x[NR / 2 + 1]) / 2 }'; }

"$office" -t 300 basic "$here/calc.bas" "$work/times"
kind() { awk -F '\t' -v kind="$1" '$1 == "time" && $2 == kind { print $3 }' "$work/times"; }
ratio() { # of kind to kind
    kind "$1" >"$work/a"
    kind "$2" >"$work/b"
    paste "$work/a" "$work/b" | awk '{ printf "%.3f\n", $1 / $2 }' | median
}
micro() { kind "$1" | median | awk '{ printf "%.2f", $1 * 1000 / 50000 }'; }
echo "Hard recalculation of 50 000 cells, microseconds a cell (make bench-calc)"
for row in "builtin:=A1+B1" "analysis2:Analysis QUOTIENT(a;b)" "sextant2:KPI.CAC(a;b)" \
    "analysis100:Analysis SERIESSUM(0.97;0;1;100 rows), numbers only" \
    "mixed100:Analysis WORKDAY(a;b;100 rows), cells of any kind" "sextant100:CASH.FIRSTBREACH(100 rows;a)"; do
    printf '  %-64s %8s\n' "${row#*:}" "$(micro "${row%%:*}")"
done
bar "KPI.CAC / QUOTIENT" "$(ratio sextant2 analysis2)" 1
bar "CASH.FIRSTBREACH / SERIESSUM, 100 rows" "$(ratio sextant100 analysis100)" 1.1
printf '  %-64s %8s\n' "CASH.FIRSTBREACH / WORKDAY, 100 rows" "$(ratio sextant100 mixed100)"

# Calc holds as much for a blank cell as for a number; we hold nothing for the blank ones. Four columns, as the office's
# own start peaks higher than a call over one.
column() { # name, formula
    "$office" -t 120 -w "$peak $work/$1" basic "$here/column.bas" "$work/shows-$1" "$2"
    cut -d" " -f1 "$work/$1"
}
plain=$(column plain "")
blank=$(column blank "=SEXTANT.CASH.FIRSTBREACH(F1:I1048576;0)")
full=$(column full "=SEXTANT.CASH.FIRSTBREACH(A1:D1048576;0)")
echo "A call over four whole columns of 1 048 576 cells each, peak of memory in MiB"
printf '  %-64s %8s\n' "Calc alone holds for the argument" $(((blank - plain) / 1024)) \
    "with all of our call" $(((full - plain) / 1024))
bar "call / Calc's own" "$(awk -v a=$((full - plain)) -v b=$((blank - plain)) 'BEGIN { printf "%.2f", a / b }')" 3

# 20 000 lines in 24 of the 64 columns that a Raw sheet has. A peer that takes the same cells and does nothing with them,
# and an array formula that copies as many, say what of it is Calc's own.
awk 'BEGIN {
    printf "Campaign report\nDay,Campaign,Currency code,Cost,Impr.,Clicks,Conversions"
    for (c = 8; c <= 24; c++) printf ",Extra %d", c
    for (i = 0; i < 20000; i++) {
        printf "\n2025-%02d-%02d,Campaign %d,EUR,%d.%02d,%d,%d,%d", 1 + int(i / 1700) % 12, 1 + i % 28, i * 7 % 400, \
            i * 13 % 5000, i % 100, i * 17 % 90000, i * 11 % 900, i % 30
        for (c = 8; c <= 24; c++) printf ",ad set %d value %d", i % 50, c
    }
}' >"$work/export.csv"
"$office" -t 300 basic "$here/table.bas" "$work/times" "$work/export.csv"
first() { awk -F '\t' -v kind="$1" '$1 == "first" && $2 == kind { print $3 }' "$work/times"; }
echo "An export of 20 000 lines in 24 of 64 columns through DATA.TABLE, ms: again, and the first time"
for row in "take:Calc alone: the cells to Analysis NETWORKDAYS, which looks at none" "copy:Calc alone: an array formula of 9 columns" \
    "plain:DATA.TABLE" "names:DATA.TABLE with headings"; do
    printf '  %-64s %8s %8s\n' "${row#*:}" "$(kind "${row%%:*}" | median)" "$(first "${row%%:*}")"
done
bar "DATA.TABLE with headings, the first time" "$(first names)" 500

echo "a,1" >"$work/plain.csv"
start() { # profile, options
    profile=$1
    shift
    "$office" "$@" -p "$work/$profile" convert ods "$work/out" "$work/plain.csv"
}
start without -n
start with
for _ in 1 2 3 4 5 6 7; do
    for which in without with; do
        option=
        [ $which = with ] || option=-n
        # shellcheck disable=SC2086 # an option or nothing
        start $which $option -w "$peak $work/one"
        cut -d" " -f2 "$work/one" >>"$work/start-$which"
    done
done
start with -w "strace -f -qq -e trace=openat -o $work/opened"
echo "Starting Calc with a document that uses none of our functions, ms of processor"
printf '  %-64s %8s\n' "without the extension" "$(median <"$work/start-without")" \
    "with it" "$(median <"$work/start-with")"
loaded=$(grep -c 'sextant\.so"' "$work/opened" || true)
bar "times the library was opened in such a start" "$loaded" 0
[ $missed -eq 0 ] || echo "$missed bar(s) missed"
