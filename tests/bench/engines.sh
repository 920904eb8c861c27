#!/bin/bash
# What the SQL hosts cost: engines.sh PEAK, inside of tests/postgresql/server.sh, BUILD=build, SERIES=100000.
# 1. a key figure over a million rows against the engine's own division; 2. a forecast of many series of 60 months by
# one statement against sextant batch on one core, which answers the same lines; 3. the peak of memory of a tenth of
# them and of all. Processor time, which a busy machine does not lengthen as it does the clock's; ratios are the median of
# each round's own.
set -eu
peak=$(realpath "$1") series=${SERIES:-100000} missed=0
sqlite=$BUILD/sqlite/sextant sextant=$BUILD/sextant
work=$(mktemp -d "${TMPDIR:-/tmp}/sextant-engines.XXXXXX")
trap 'rm -rf "$work"' EXIT
one="taskset -c 0"

bar() { # text, figure, bar
    verdict=$(awk -v x="$2" -v bar="$3" 'BEGIN { print x <= bar ? "met" : "MISSED" }')
    printf '  %-72s %8s   bar %-5s %s\n' "$1" "$2" "$3" "$verdict"
    [ "$verdict" = met ] || missed=$((missed + 1))
}
median() { sort -n | awk '{ x[NR] = $1 } END { print NR % 2 ? x[(NR + 1) / 2] : (x[NR / 2] + x[NR / 2 + 1]) / 2 }'; }
ratios() { awk '{ printf "%.3f\n", $1 / $2 }' "$1" | median; }
lite() { # statement: "kilobytes milliseconds"
    $one "$peak" "$work/peak" sqlite3 -cmd ".load $sqlite" "$work/base" "$1" >"$work/answer"
    cat "$work/peak"
}
# The processor time in milliseconds that a backend took for a statement, and the most memory of its own that it held,
# in kilobytes, looked at five times a second. The shell of a COPY is a child of the backend. No JIT: the planner takes it
# for the long statement only, and the memory of the compiler (some 10 MB) would stand beside a short one without it.
server() {
    local data=$SEXTANT_SERVER/data
    rm -f "$data"/{before,after,most}
    psql -XAtq -c 'set max_parallel_workers_per_gather = 0' -c 'set jit = off' -c 'set search_path = public, sextant' \
        -c "select kpi_cac(1, 1)" \
        -c "copy (select 1) to program 'cat /proc/\$PPID/stat >$data/before; p=\$PPID; (while grep RssAnon /proc/\$p/status; do sleep 0.2; done) >$data/most 2>/dev/null </dev/null &'" \
        -c "$1" -c "copy (select 1) to program 'cat /proc/\$PPID/stat >$data/after'" >"$work/answer"
    awk '{ sub(/.*\) /, ""); t[NR] = $12 + $13 } END { printf "%d", (t[2] - t[1]) * 10 }' "$data/before" "$data/after"
    awk '$2 > most { most = $2 } END { print " " most }' "$data/most"
}

echo "Key figures over a million rows, processor time of a statement (make bench-engines)"
sqlite3 "$work/base" "create table t(a real, b real); with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000000)
    insert into t select i * 37.5, i % 97 + 1 from n"
psql -Xq -c 'create extension sextant' -c "create table t as select i * 37.5::float8 as a, (i % 97 + 1)::float8 as b from generate_series(1, 1000000) i" -c 'vacuum analyze t'
for round in 1 2 3 4 5; do
    echo "$(lite 'select sum(kpi_cac(a, b)) from t' | cut -d' ' -f2) $(lite 'select sum(a / b) from t' | cut -d' ' -f2)" >>"$work/lite"
    echo "$(server "select sum(kpi_cac(a, b)) from t, generate_series(1, 5)" | cut -d' ' -f1) $(server "select sum(float8div(a, b)) from t, generate_series(1, 5)" | cut -d' ' -f1)" >>"$work/server"
done
bar "SQLite: kpi_cac(a, b) / (a / b)" "$(ratios "$work/lite")" 3
bar "PostgreSQL: kpi_cac(a, b) / float8div(a, b), its C function that divides" "$(ratios "$work/server")" 3

echo "$series series of 60 months, forecast by one statement, against sextant batch on one core"
sqlite3 "$work/base" "create table s(s int, m int, v real, primary key(s, m)) without rowid;
    with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < $series * 60)
    insert into s select i / 60, i % 60, 100 + (i / 60 * 7919 + i % 60 * 104729) % 89 + (i % 60) * (i / 60 % 5) + (i % 60 % 12) * (i / 60 % 7) from n;"
sqlite3 -separator , "$work/base" 'select s, m, v from s' | psql -Xq -c 'create table s(s int, m int, v float8, primary key(s, m))' -c '\copy s from stdin csv'
psql -Xq -c 'vacuum analyze s'
sqlite3 "$work/base" "select json_object('f', 'FCST.POINT', 'args', json_array(json(json_group_array(json_array(v))), 1)) from (select * from s order by s, m) group by s" >"$work/lines"
for round in ${ROUNDS:-1 2 3}; do
    $one "$peak" "$work/peak" bash -c "'$sextant' batch <'$work/lines' >'$work/batch'"
    batch=$(cut -d' ' -f2 "$work/peak")
    lite_all=$(lite 'select fcst_point_agg(v, 1) from s group by s')
    echo "${lite_all#* } $batch" >>"$work/lite-batch"
    server_all=$(server 'select fcst_point_agg(v, 1 order by m) from s group by s order by s')
    echo "${server_all% *} $batch" >>"$work/server-batch"
    awk 'NR > 1' "$work/answer" | cmp -s - <(sed 's/^{"value"://; s/,"note":.*//; s/}$//' "$work/batch") || { echo "  PostgreSQL's digits are other than the shell's"; missed=$((missed + 1)); }
    echo "  batch $batch ms, SQLite ${lite_all#* } ms, PostgreSQL ${server_all% *} ms"
done
bar "SQLite / sextant batch" "$(ratios "$work/lite-batch")" 1.2
bar "PostgreSQL / sextant batch" "$(ratios "$work/server-batch")" 1.2
lite_few=$(lite "select fcst_point_agg(v, 1) from s where s < $series / 10 group by s")
server_few=$(server "select fcst_point_agg(v, 1 order by m) from s where s < $series / 10 group by s order by s")
bar "SQLite: peak of memory, all series / a tenth of them" "$(awk -v a="${lite_all% *}" -v b="${lite_few% *}" 'BEGIN { printf "%.2f", a / b }')" 1.1
bar "PostgreSQL: the same, of the backend's own" "$(awk -v a="${server_all#* }" -v b="${server_few#* }" 'BEGIN { printf "%.2f", a / b }')" 1.1
[ $missed = 0 ] || echo "  $missed missed"
