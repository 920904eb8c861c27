#!/bin/sh
# The menu's commands in a real, headless Calc, through their URLs: commands.bas, check.bas and bring.bas in the office's three languages and locales.
set -eu
here=$(dirname "$0")
work=$(mktemp -d "${TMPDIR:-/tmp}/sextant-commands.XXXXXX")
export TMPDIR="$work"
trap 'rm -rf "$work"' EXIT
cat "$here/commands.bas" "$here/check.bas" "$here/bring.bas" "$here/same.bas" >"$work/commands.bas"
runs=0
for locale in en-US de-DE fr-FR; do
    "$here/office.sh" -l $locale -t "${PATIENCE:-300}" basic "$work/commands.bas" "${locale%-*}" "$work/report"
    sed "s/\$/ ($locale)/" "$work/report" >>"$work/all"
    runs=$((runs + 1))
done
awk -v name=commands.bas -v runs=$runs -f "$here/judge.awk" "$work/all"
