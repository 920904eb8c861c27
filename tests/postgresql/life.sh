#!/bin/bash
# The extension's life in a database: made, dumped and restored, upgraded, used by several workers, dropped:
# life.sh DECLARE
set -u
declare=$1 passed=0 failed=0
build=$BUILD
folder=$(mktemp -d "${TMPDIR:-/tmp}/sextant-pg-life.XXXXXX")
trap 'rm -rf "$folder"' EXIT
config=${PG_CONFIG:-$(ls /usr/lib/postgresql/15/bin/pg_config 2>/dev/null || echo pg_config)}
extensions=$SEXTANT_SERVER/stage$("$config" --sharedir)/extension
ask() { psql -XAtq -d "$1" -c "$2" 2>&1; }
shows() { # what, found, wanted
    if [ "$2" = "$3" ]; then passed=$((passed + 1)); else
        failed=$((failed + 1))
        echo "[  ERROR   ] --- $1: $2 instead of $3"
    fi
}
new_base() { psql -Xq -c "create database $1" -c "alter database $1 set search_path = public, sextant"; }

# Dumped and restored: what stands on the functions comes along, the functions come from the extension.
new_base first
ask first "create extension sextant; create table m(spend float8, customers float8,
    cac float8 generated always as (sextant.kpi_cac(spend, customers)) stored);
    insert into m(spend, customers) select 1000 * i, i % 7 from generate_series(1, 70) i;
    create index on m(sextant.kpi_cac(spend, customers));
    create view ahead as select * from sextant.fcst_auto((select array_agg(spend) from m), 3);
    create materialized view trend as select sextant.kpi_trend_agg(spend order by spend) as x from m"
new_base second
"$PGBIN/pg_dump" -d first >"$folder/dump.sql"
shows "restored without a word" "$(psql -XAtq -v ON_ERROR_STOP=1 -d second -f "$folder/dump.sql" 2>&1 | grep -v '^$' | head -n 3)" ""
query="select md5(string_agg(m::text, ',' order by spend)), (select string_agg(cells::text, ',') from ahead), (select x from trend) from m"
shows "the same after the restore" "$(ask second "$query")" "$(ask first "$query")"
shows "no function in the dump" "$(grep -c 'FUNCTION sextant\.' "$folder/dump.sql")" 0
shows "what stands on it holds it" "$(ask first 'drop extension sextant' | head -n 1)" "ERROR:  cannot drop extension sextant because other objects depend on it"

# Parallel workers give the same, and there are some.
ask first "create table big as select i, (i * 37 % 1009)::float8 as spend, (i % 53)::float8 as customers from generate_series(1, 200000) i; analyze big"
query='select count(*), sum(kpi_cac(spend, customers)::numeric), count(distinct kpi_cac(spend, customers)) from big where kpi_cac(spend, customers) > 3'
parallel='set parallel_setup_cost = 0; set parallel_tuple_cost = 0; set min_parallel_table_scan_size = 0; set max_parallel_workers_per_gather = 2'
shows "workers are launched" "$(ask first "$parallel; explain (analyze, costs off, timing off, summary off) $query" | grep -c 'Workers Launched: [12]')" 1
shows "the same from workers" "$(ask first "$parallel; $query")" "$(ask first "set max_parallel_workers_per_gather = 0; $query")"

# Upgraded: an older version is the present lock with a function, an argument and a column taken out.
sed '/^SEXTANT\.KPI\.CAC /d
     /^SEXTANT\.KPI\.PAYBACK /s/ [^ ]*?[^ ]* ->/ ->/
     /^SEXTANT\.FCST\.POINT /s/ [^ ]*?[^ ]* ->/ ->/
     /^SEXTANT\.FCST\.AUTO /s/|upper)/)/' idl/ids.lock >"$folder/old.lock"
shows "the older lock is another one" "$(cmp -s idl/ids.lock "$folder/old.lock" && echo the same)" ""
"$declare" create "$folder/old.lock" >"$extensions/sextant--0.0.9.sql"
"$declare" upgrade "$folder/old.lock" 0.0.9 >"$extensions/sextant--0.0.9--$(sed -n 's/^VERSION = //p' Makefile).sql"
new_base old
ask old "create extension sextant version '0.0.9';
    create view stays as select kpi_payback(600, 50, .8) as months, kpi_ltv(100, .8, .05) as ltv;
    create view ahead as select fcst_point('{1,2,3,5,8,13}', 1) as x;
    create view rows as select point from fcst_auto('{1,2,3,5,8,13}', 2)"
shows "the older has fewer functions" "$(ask old 'select kpi_cac(1, 2)' | head -n 1)" "ERROR:  function kpi_cac(integer, integer) does not exist"
before=$(ask old 'select (select stays from stays), (select x from ahead), (select sum(point) from rows)')
shows "upgraded without a word" "$(ask old 'alter extension sextant update')" ""
shows "a new function" "$(ask old 'select kpi_cac(50000, 125)')" 400
shows "a new column" "$(ask old "select count(upper) from fcst_auto('{1,2,3,5,8,13}', 2)")" 2
shows "a new argument" "$(ask old "select pronargs from pg_proc where proname = 'fcst_point'")" "$(ask first "select pronargs from pg_proc where proname = 'fcst_point'")"
shows "what stood on it answers as before" "$(ask old 'select (select stays from stays), (select x from ahead), (select sum(point) from rows)')" "$before"
shows "an aggregate of the new arity" "$(ask old "select count(*) from pg_proc where proname = 'fcst_point_agg'")" "$(ask first "select count(*) from pg_proc where proname = 'fcst_point_agg'")"
# But for what was moved away for a view and for the place of a new column, it is what a new one is.
signatures="select string_agg(p.oid::regprocedure || proisstrict::text || pronargdefaults || coalesce(obj_description(p.oid), ''), ';' order by p.oid::regprocedure::text)
    from pg_proc p join pg_namespace n on n.oid = pronamespace where nspname = 'sextant' and proname !~ '_of_0_0_9$'"
shows "as if it were made anew" "$(ask old "$signatures" | md5sum)" "$(ask first "$signatures" | md5sum)"
shows "only what a view held was kept" "$(ask old "select string_agg(proname, ',' order by proname) from pg_proc where proname like '%\_of\_%'")" fcst_point_of_0_0_9,kpi_payback_of_0_0_9
rm -f "$extensions"/sextant--0.0.9*

# Dropped, nothing of it stays.
ask second "drop extension sextant cascade" >/dev/null
shows "nothing stays" "$(ask second "select count(*) from pg_proc p join pg_namespace n on n.oid = pronamespace where nspname = 'sextant'")" 0
echo "[  PASSED  ] $passed test(s)."
[ $failed = 0 ] || echo "[  FAILED  ] $failed test(s)."
[ $failed = 0 ]
