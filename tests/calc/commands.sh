#!/bin/sh
# The menu's commands in a real, headless Calc, through their URLs, in the office's three languages and locales:
# commands.bas, check.bas, bring.bas, roll.bas, context.bas and functions.bas; with the argument "database" what reads databases, database.bas, on an SQLite
# file that is made here; with a locale behind that (menu de-DE), in this one alone.
set -eu
here=$(dirname "$0")
part=${1:-menu}
work=$(mktemp -d "${TMPDIR:-/tmp}/sextant-commands.XXXXXX")
export TMPDIR="$work"
trap 'rm -rf "$work"' EXIT
cat "$here/commands.bas" "$here/check.bas" "$here/bring.bas" "$here/roll.bas" "$here/context.bas" "$here/functions.bas" "$here/database.bas" "$here/same.bas" >"$work/commands.bas"
database() { # a file as its owner has it, one that is gone, and the sources that name them
    rm -f "$work/sales.sqlite"
    sqlite3 "$work/sales.sqlite" "
        create table receivables(invoice text, customer text, issued date, due text, amount real, currency text);
        create table leads(created text, responded text);
        create view late as select * from receivables where invoice = 'R2'"
    printf '[sales]\nDriver=SQLite3\nDatabase=%s\n[lost]\nDriver=SQLite3\nDatabase=%s\n' "$work/sales.sqlite" "$work/gone/lost.sqlite" >"$work/odbc.ini"
    for name in sales lost; do "$here/../postgresql/source.sh" "$work/$name.odb" "sdbc:odbc:$name"; done
    # a server that is not there, asked without a password and with one that nobody gives
    "$here/../postgresql/source.sh" "$work/server.odb" "sdbc:postgresql:host=127.0.0.1 port=1 dbname=sales" ann
    "$here/../postgresql/source.sh" "$work/secret.odb" "sdbc:postgresql:host=127.0.0.1 port=1 password=hush dbname=sales" ann true
    export ODBCINI="$work/odbc.ini"
}
runs=0
for locale in ${2:-en-US de-DE fr-FR}; do
    [ "$part" != database ] || database
    "$here/office.sh" -l $locale -t "${PATIENCE:-300}" basic "$work/commands.bas" "${locale%-*}" "$work/report" "$part"
    sed "s/\$/ ($locale)/" "$work/report" >>"$work/all"
    runs=$((runs + 1))
done
awk -v name="$part" -v runs=$runs -f "$here/judge.awk" "$work/all"
