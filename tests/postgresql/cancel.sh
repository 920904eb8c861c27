#!/bin/bash
# A long call ends when it is cancelled, the session goes on, and the server never went down.
set -u
passed=0 failed=0
psql -qc 'create extension if not exists sextant'
export PGOPTIONS='-c search_path=sextant,public'
psql -qc "create table long as select n, array_agg(100 + sin(i / 10.0) * 50 + i % 12 order by i) as v
  from unnest(array[3000, 1000000]) n, generate_series(1, n) i group by n"
started=$(psql -XAtc 'select pg_postmaster_start_time()')
# The statement alone would take far longer than the bound on its ending. What it is, the statement.
ends() {
    local from to shown
    from=$(date +%s%N)
    shown=$(timeout -s KILL 60 psql -XAtq -c "set statement_timeout = '300ms'; $2" -c 'select kpi_cac(50000, 125)' 2>&1)
    to=$(date +%s%N)
    # In words, and the session answers on: -c runs the second after the first failed only where the connection lives.
    if [ "$shown" = $'ERROR:  canceling statement due to statement timeout\n400' ] && [ $((to - from)) -lt 5000000000 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "[  ERROR   ] --- $1: $shown, after $(((to - from) / 1000000)) ms"
    fi
}
ends "many calls" "select sum(fcst_point(v, s)) from long, generate_series(1, 100000) s where n = 3000"
ends "one long call" "select kpi_trend(v) from long where n = 1000000"
ends "the rows of one call" "select count(*) from (select test_xmr(v) from long where n = 1000000) x"
ends "an aggregate" "select kpi_trend_agg(i % 13) from generate_series(1, 4000000) i, generate_series(1, 20)"
[ "$started" = "$(psql -XAtc 'select pg_postmaster_start_time()')" ] || { failed=$((failed + 1)) && echo "the server was restarted"; }
psql -qc 'drop table long'
echo "[  PASSED  ] $passed test(s)."
[ $failed = 0 ] || echo "[  FAILED  ] $failed test(s)."
[ $failed = 0 ]
