#!/bin/bash
# A workbook reads the canonical tables from a PostgreSQL server through the office's own data source and refreshes
# them: the figures are those of the export. Inside of server.sh.
set -u
passed=0 failed=0
folder=$(mktemp -d "${TMPDIR:-/tmp}/sextant-pg-office.XXXXXX")
trap 'rm -rf "$folder"' EXIT
shows() { # what, found, wanted: numbers that agree to 12 digits
    if awk -v a="$2" -v b="$3" 'BEGIN { n = split(a, x, " "); m = split(b, y, " "); good = n == m && n > 0
            for (i = 1; i <= n; i++) { d = x[i] - y[i]; if (d < 0) d = -d; if (d > 1e-12 * (y[i] < 0 ? -y[i] : y[i])) good = 0 }
            exit !good }'; then passed=$((passed + 1)); else
        failed=$((failed + 1))
        echo "[  ERROR   ] --- $1: $2 instead of $3"
    fi
}
# Rows with a cost, their sum, the return on it and the first day as Calc counts days, from the export itself.
figures() { "$BUILD/sextant" import --table spend "$@" 2>/dev/null | awk -F, 'function day(y, m, d) { if (m < 3) { y--; m += 12 }
        return 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * (m - 3) + 2) / 5) + d - 693900 }
    NR > 1 { if ($5 != "") n++; cost += $5; value += $9; if (!first || $1 < first) first = $1 }
    END { split(first, d, "-"); printf "%d %.10f %.15f %d", n, cost, value / cost, day(d[1], d[2], d[3]) }'; }
load() { "$BUILD/sextant" import --table spend "$1" 2>/dev/null | psql -Xq -c 'truncate spend' -c '\copy spend from stdin csv header'; }
psql -qc 'create database office'
export PGDATABASE=office
psql -Xq -f "$BUILD/postgresql/sextant-tables.sql"
load tests/core/exports/google_de.csv
touch "$folder/go"
(
    while [ -e "$folder/go" ]; do sleep 0.2; done
    load tests/core/exports/google_ja.csv
    touch "$folder/go"
) &
waiter=$!
tests/postgresql/source.sh "$folder/warehouse.odb" "sdbc:postgresql:host=$PGHOST dbname=office" "$PGUSER"
tests/calc/office.sh -t ${PATIENCE:-120} basic tests/postgresql/office.bas "$folder" "$folder/warehouse.odb" "$folder/go" "$folder/report"
kill $waiter 2>/dev/null
shows "what the workbook reads" "$(sed -n 1p "$folder/report")" "$(figures tests/core/exports/google_de.csv)"
shows "what it reads after a refresh" "$(sed -n 2p "$folder/report")" "$(figures tests/core/exports/google_ja.csv)"
echo "[  PASSED  ] $passed test(s)."
[ $failed = 0 ] || echo "[  FAILED  ] $failed test(s)."
[ $failed = 0 ]
