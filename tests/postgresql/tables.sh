#!/bin/bash
# The canonical tables: every export of tests/core/exports that is read is loaded as import writes it, and what comes
# back is the same rows; once from standard input and once by the server's own COPY FROM PROGRAM.
set -uo pipefail
passed=0 failed=0
folder=$(mktemp -d "${TMPDIR:-/tmp}/sextant-pg-tables.XXXXXX")
trap 'rm -rf "$folder"' EXIT
wrong() { failed=$((failed + 1)) && echo "[  ERROR   ] --- $*"; }
psql -qc 'create database tables'
export PGDATABASE=tables PGOPTIONS='-c client_min_messages=warning'
for turn in 1 2; do # a second time changes nothing
    said=$(psql -Xq -v ON_ERROR_STOP=1 -f "$BUILD/postgresql/sextant-tables.sql" 2>&1)
    [ -z "$said" ] || wrong "the schema, turn $turn: $said"
done
# What differs between CSV as import and as COPY write it: the letter between a day and its time, and 1.50 for 1.5 no more.
alike() { sed -E 's/([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2})(:00)?/\1 \2/g; s/([0-9]{4}-[0-9]{2}-[0-9]{2}) 00:00/\1/g' | LC_ALL=C sort; }
for facts in tests/core/exports/*.facts.json; do
    name=$(basename "$facts" .facts.json)
    table=$(sed -n 's/^ "table": "\(.*\)",*/\1/p' "$facts" | head -n 1)
    file=$(sed -n 's/^ "file": "\(.*\)",*/\1/p' "$facts" | head -n 1)
    "$BUILD/sextant" import --table "$table" "tests/core/exports/$file" >"$folder/csv" 2>/dev/null || continue
    said=$(psql -XAtq -v ON_ERROR_STOP=1 -c "truncate $table" -c "\\copy $table from stdin csv header" <"$folder/csv" 2>&1)
    [ -z "$said" ] || { wrong "$name: $said"; continue; }
    psql -XAtq -c "\\copy $table to stdout csv header" | alike >"$folder/back"
    if alike <"$folder/csv" | cmp -s - "$folder/back"; then passed=$((passed + 1)); else
        wrong "$name: other rows come back: $(alike <"$folder/csv" | diff - "$folder/back" | head -n 3)"
    fi
done
[ $passed -gt 40 ] || wrong "only $passed exports were read"

# The server reads an export by itself: a question or a refusal ends the statement, and nothing is loaded.
cp "$BUILD/sextant" tests/core/exports/google_de.csv tests/core/exports/h_dates_ambiguous.csv "$SEXTANT_SERVER/stage"
chmod -R a+rX "$SEXTANT_SERVER/stage"
load() { psql -XAtq -c "truncate spend" -c "copy spend from program '$SEXTANT_SERVER/stage/sextant import --table spend $SEXTANT_SERVER/stage/$1 2>/dev/null' csv header" -c 'select count(*), sum(cost) from spend' 2>&1 | tail -n 1; }
loaded=$(load google_de.csv)
wanted=$("$BUILD/sextant" import --table spend tests/core/exports/google_de.csv 2>/dev/null | awk -F, 'NR > 1 { n++ } END { print n }')
[ "${loaded%|*}" = "$wanted" ] && passed=$((passed + 1)) || wrong "COPY FROM PROGRAM: $loaded instead of $wanted rows"
loaded=$(load h_dates_ambiguous.csv)
[ "$loaded" = "0|" ] && passed=$((passed + 1)) || wrong "a question loads $loaded"

# Any engine that pipes lines: a batch as a table, the same lines as from the shell.
printf '%s\n' '{"f":"KPI.CAC","args":[50000,125]}' '{"f":"KPI.CAC","args":[50000,0]}' '{"f":"SEXTANT.ABOUT","args":["KPI.CAC"]}' 'no call' \
    >"$SEXTANT_SERVER/stage/lines"
chmod a+r "$SEXTANT_SERVER/stage/lines"
psql -XAtq -c 'create table answers(line json)' -c "copy answers from program '$SEXTANT_SERVER/stage/sextant batch <$SEXTANT_SERVER/stage/lines' with (format csv, quote e'\x01', delimiter e'\x02')"
[ "$(psql -XAtq -c 'select line from answers')" = "$("$BUILD/sextant" batch <"$SEXTANT_SERVER/stage/lines")" ] && passed=$((passed + 1)) || wrong "a batch as a table"

# The tables and the functions together: the spend of each channel and what the catalogue makes of it.
psql -XAtq -c 'create extension sextant'
shown=$(load google_de.csv; psql -XAtq -c "select abs(sextant.kpi_roas(sum(conversion_value)::float8, sum(cost)::float8) - sum(conversion_value) / sum(cost)) < 1e-12 from spend" | tail -n 1)
[ "${shown##*$'\n'}" = t ] && passed=$((passed + 1)) || wrong "a key figure of the table: $shown"

# What import --into leaves in SQLite are the same tables and the same figures.
base=$folder/base.sqlite
for table in $(psql -XAtq -c "select tablename from pg_tables where schemaname = 'public' and tablename <> 'answers' order by 1"); do
    facts=$(grep -lE "^ \"table\": \"$table\"" tests/core/exports/*.facts.json | head -n 40)
    for f in $facts; do
        "$BUILD/sextant" import --table "$table" --into "$base" "${f%.facts.json}.csv" >/dev/null 2>&1 && break
    done
    lite=$(sqlite3 "$base" "select group_concat(name) from pragma_table_info('$table') where name not like '\_%' escape '\'")
    server=$(psql -XAtq -c "select string_agg(attname, ',' order by attnum) from pg_attribute where attrelid = 'public.$table'::regclass and attnum > 0")
    [ -z "$lite" ] || { [ "$lite" = "$server" ] && passed=$((passed + 1)) || wrong "$table is $lite in SQLite and $server in PostgreSQL"; }
done
rm -f "$base"
"$BUILD/sextant" import --table spend --into "$base" tests/core/exports/google_de.csv >/dev/null 2>&1
load google_de.csv >/dev/null
figure="select printf('%!.17g %!.17g', kpi_roas(max(conversion_value), max(cost)), kpi_cac(min(cost), max(clicks))) from spend"
lite=$(sqlite3 -cmd ".load $BUILD/sqlite/sextant" "$base" "$figure" 2>&1)
server=$(psql -XAtq -c "select sextant.kpi_roas(max(conversion_value)::float8, max(cost)::float8), sextant.kpi_cac(min(cost)::float8, max(clicks)::float8) from spend" | tr '|' ' ')
awk -v a="$lite" -v b="$server" 'BEGIN { split(a, x, " "); split(b, y, " "); exit !(x[1] + 0 == y[1] + 0 && x[2] + 0 == y[2] + 0 && x[1] + 0 > 0) }' &&
    passed=$((passed + 1)) || wrong "SQLite's figures $lite, PostgreSQL's $server"
echo "[  PASSED  ] $passed test(s)."
[ $failed = 0 ] || echo "[  FAILED  ] $failed test(s)."
[ $failed = 0 ]
