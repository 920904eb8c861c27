#!/bin/bash
# What long inputs cost, in instructions as callgrind counts them, which no other load changes: a third more than when the
# bound was written is a fault. Each is so long that a loop within a loop over it would take many times as much.
# instructions.sh SHELL [show]
shell=$1 status=0 passed=0
column() { awk -v n="$1" -v f="$2" 'BEGIN { s = 1; printf "["; for (i = 0; i < n; i++) { s = (s * 16807) % 2147483647
    u = s / 2147483647; x = f == "random" ? u : f == "few" ? int(10 * u) : f == "count" ? i : 100 + int(900 * u)
    printf "%s[%s]", i ? "," : "", x }; printf "]" }'; }
keyed() { awk -v n="$1" -v d="$2" 'BEGIN { printf "["; for (i = 0; i < n; i++) printf "%s[\"k%d\",%d.25]", i ? "," : "", i % d, i; printf "]" }'; }
rows() { awk -v n="$1" 'BEGIN { printf "["; for (i = 0; i < n; i++) printf "%s[%d,\"Rent %d\",%d.37]", i ? "," : "", 45992 + i % 400, i % 7, i % 1000 - 900; printf "]" }'; }
steps() { awk -v n="$1" -v m="$2" 'BEGIN { printf "["; for (k = 0; k < n; k++) { printf "%s[\"c%d\",\"table\",null,null,null", k ? "," : "", k
    for (i = 1; i <= m; i++) printf ",%d,%d", 100 * i, 50 * i - (i * i + k) % 40; printf "]" }; printf "]" }'; }

check() { # name, millions of instructions at most, arguments
    local said count
    said=$(printf '{"f":"%s","args":[%s]}\n' "$1" "$3" |
        valgrind --tool=callgrind --callgrind-out-file=/dev/null "$shell" batch 2>&1) # counts on standard error
    count=$(sed -n 's/.*Collected *: *//p' <<<"$said")
    [ -z "$SHOW" ] || printf '%-16s %6d of %6d million\n' "$1" $((count / 1000000)) "$2"
    if grep -q '"value"' <<<"$said" && [ -n "$count" ] && [ "$count" -le $(($2 * 1000000)) ]; then
        passed=$((passed + 1))
    else
        echo "instructions: $1: $((${count:-0} / 1000000)) million, $2 at most: ${said:0:120}"
        status=1
    fi
}
SHOW=$2
check KPI.TREND 190 "$(column 20000 random)"
check KPI.TREND 120 "$(column 20000 few)"
check CASH.RECEIPTS 90 "$(column 3000 money),[[$(printf '0.001,%.0s' {1..399})0.001]]"
check GOV.RECONCILE 165 "$(keyed 5000 5000),$(keyed 5000 3500),1"
check GOV.MATURITY 60 "$(keyed 10000 900 | sed 's/,[0-9]*\.25/,3/g')"
check DATA.SUMS 120 "\"bank\",\"month description\",\"amount count\",200,$(rows 10000)"
check PLAN.ADSTOCK 45 "$(column 2000 money),[[1.5,4]]"
check PLAN.FRONTIER 20 "[[1000],[2000],[4000],[8000]],$(steps 10 20)"
check FCST.BACKTEST 175 "$(column 120 money),6,12,10,0.8"
[ $status = 1 ] || printf '[==========] instructions\n[  PASSED  ] %d test(s).\n' "$passed"
exit $status
