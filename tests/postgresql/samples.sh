#!/bin/bash
# The review workbooks on databases: the sample company's tables are imported into the canonical tables of PostgreSQL and
# of an SQLite file; the filled samples are emptied of what was pasted and typed, read those tables through the office's
# own data sources while the tables lack lines and hold others twice, are stored, opened again and refreshed when the
# tables are complete, and then show the figures of the samples. Inside of server.sh.
set -u
passed=0 failed=0
folder=$(mktemp -d "${TMPDIR:-/tmp}/sextant-samples.XXXXXX")
trap 'rm -rf "$folder"' EXIT
wrong() { failed=$((failed + 1)) && echo "[  ERROR   ] --- samples: $*"; }
story=$BUILD/story-data lite=$folder/samples.sqlite
tables=("spend $story/spend.csv" "pipeline $story/pipeline.csv" "ledger $story/ledger.csv" "budget $story/budget.csv"
    "leads $story/responses.csv" "receivables templates/sample/raw/open-invoices.csv")

psql -qc 'create database samples' -c 'create database insurer'
fill() { # database, SQLite file, table, file, settings
    local database=$1 file=$2 table=$3 from=$4
    shift 4
    "$BUILD/sextant" import --table "$table" "$@" "$from" 2>"$folder/said" |
        PGDATABASE=$database psql -Xq -v ON_ERROR_STOP=1 -c "\\copy $table from stdin csv header" || wrong "$from: $(cat "$folder/said")"
    "$BUILD/sextant" import --table "$table" "$@" --into "$file" "$from" 2>"$folder/said" || wrong "$from: $(cat "$folder/said")"
}
for database in samples insurer; do PGDATABASE=$database psql -Xq -f "$BUILD/postgresql/sextant-tables.sql"; done
for table in "${tables[@]}"; do fill samples "$lite" ${table% *} "${table#* }"; done
fill insurer "$folder/insurer.sqlite" spend templates/sample/insurance-tv.csv --set column:cost=tv_advert --set column:conversions=quotes

# What a workbook reads: workbook, raw block, database, table; and what was typed in its place: workbook, table.
cat >"$folder/reads" <<'READS'
monthly-outcomes-and-drivers raw_spend samples spend
monthly-outcomes-and-drivers raw_deals samples pipeline
monthly-outcomes-and-drivers raw_ledger samples ledger
monthly-outcomes-and-drivers raw_budget samples budget
monthly-outcomes-and-drivers raw_leads samples leads
quarterly-return-and-reallocation raw_spend samples spend
quarterly-return-and-reallocation raw_deals samples pipeline
quarterly-return-and-reallocation raw_ledger samples ledger
weekly-cash-and-signals raw_leads samples leads
yearly-budget-review raw_budget samples budget
return-on-marketing raw_series insurer spend
READS
typed="monthly-outcomes-and-drivers budget_typed responses
weekly-cash-and-signals responses
yearly-budget-review budget_typed
return-on-marketing raw_series.headers"
place() { awk -F'\t' -v id="$2" -v OFS='\t' '$1 == id { print $2, $3, $4, $5, $6; exit }' "$folder/$1.names"; }
# An address of SQLite is a driver's, and names the file; the office goes to it through ODBC.
sources() { # kind
    local database
    for database in samples insurer; do
        case $1 in
        postgresql) tests/postgresql/source.sh "$folder/$1-$database.odb" "sdbc:postgresql:host=$PGHOST dbname=$database" "$PGUSER" ;;
        sqlite) tests/postgresql/source.sh "$folder/$1-$database.odb" "sdbc:odbc:$database" ;;
        esac
        printf 'source\t%s\t%s\n' "$database" "$folder/$1-$database.odb"
    done
}
for database in samples insurer; do
    printf '[%s]\nDriver=SQLite3\nDatabase=%s\nReadOnly=1\n' "$database" "$folder/$database.sqlite"
done >"$folder/odbc.ini"
export ODBCINI=$folder/odbc.ini

# Both databases take the same words.
change() { # kind, statement
    case $1 in
    postgresql) PGDATABASE=samples psql -Xq -v ON_ERROR_STOP=1 -c "$2" ;;
    sqlite) sqlite3 -bail "$folder/samples.sqlite" "$2" ;;
    esac || wrong "$1: $2"
}
early="create table spend_kept as select * from spend; create table pipeline_kept as select * from pipeline;
    delete from spend where date >= '2025-12-01'; insert into pipeline select * from pipeline_kept"
late="delete from spend; insert into spend select * from spend_kept; delete from pipeline; insert into pipeline select * from pipeline_kept"
run() { # jobs
    tests/calc/office.sh -t "${PATIENCE:-600}" basic tests/workbooks/office.bas "$folder/$1.jobs" "$folder/$1.report" || wrong "the office failed at $1"
    [ "$(cat "$folder/$1.report")" = "done" ] && passed=$((passed + 1)) || wrong "$1: $(head -n 5 "$folder/$1.report")"
}
read_at() { awk -F'\t' -v p="$(place "$2" "$3")" 'BEGIN { split(p, at, FS) } $1 == at[1] && $2 == at[3] && $3 == at[2] { print $5 }' "$folder/$1-$2.tsv"; }
names=$(cut -d' ' -f1 "$folder/reads" | sort -u)
for kind in postgresql sqlite; do
    change $kind "$early"
    sources $kind | tee "$folder/$kind-late.jobs" >"$folder/$kind-early.jobs"
    for name in $names; do
        "$BUILD/write" --names "templates/$name.json" >"$folder/$name.names"
        printf 'load\t%s\n' "$(realpath "$BUILD/samples/plain/$name.ods")"
        for block in $(sed -n "s/^$name //p" <<<"$typed"); do printf 'empty\t%s\n' "$(place "$name" "$block")"; done
        awk -v b="$name" '$1 == b' "$folder/reads" | while read -r _ block database table; do
            printf 'empty\t%s\n' "$(place "$name" "$block.area")"
            printf 'feed\t%s\t%s\tselect * from %s\n' "$(place "$name" "$block.area")" "$database" "$table"
        done
        printf 'show\t%s\nstore\tcalc8\t%s\n' "$folder/$kind-early-$name.tsv" "$folder/$kind-$name.ods"
    done >>"$folder/$kind-early.jobs"
    for name in $names; do
        printf 'load\t%s\nrefresh\nshow\t%s\n' "$folder/$kind-$name.ods" "$folder/$kind-late-$name.tsv"
    done >>"$folder/$kind-late.jobs"
    run $kind-early
    change $kind "$late"
    run $kind-late
    monthly=monthly-outcomes-and-drivers
    for when in early late; do # deals that stand twice are a question, and none is read
        spend=$(read_at $kind-$when $monthly raw_spend.read) deals=$(read_at $kind-$when $monthly raw_deals.read)
        case $when-$spend-$deals in
        early-1000-0 | late-1040-1710) passed=$((passed + 1)) ;;
        *) wrong "$kind, $when: $spend lines of spend and $deals deals are read" ;;
        esac
    done
    for name in $names; do
        "$BUILD/tests/workbooks/shown" "$name" "$folder/$name.names" "$folder/$kind-late-$name.tsv" && passed=$((passed + 1)) || wrong "$name from $kind"
    done
done
[ -z "${KEEP:-}" ] || cp -r "$folder"/. "$KEEP"
echo "[  PASSED  ] $passed test(s)."
[ $failed = 0 ] || echo "[  FAILED  ] $failed test(s)."
[ $failed = 0 ]
