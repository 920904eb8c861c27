#!/bin/sh
# Every window of the menu in an office whose own language is English, German and French: windows.bas.
set -eu
here=$(dirname "$0")
build=${BUILD:-build}
work=$(mktemp -d "${TMPDIR:-/tmp}/sextant-windows.XXXXXX")
trap 'rm -rf "$work"' EXIT
cat "$here/windows.bas" "$here/same.bas" >"$work/windows.bas"
word() { sed -n "s/^$2 = //p" "idl/words.$1"; }
runs=0
for locale in en-US de-DE fr-FR; do
    language=${locale%-*}
    for window in addin/commands/dialogs/*.xdl; do
        key=$(sed -n 's/.*dlg:title="&amp;\([a-z.]*\)".*/\1/p' "$window")
        printf '%s\t%s\n' "$(basename "$window" .xdl)" "$(word "$language" "$key")"
    done >"$work/titles"
    "$here/office.sh" -l $locale -u $locale -t "${PATIENCE:-300}" basic "$work/windows.bas" "$work/titles" "$work/report" \
        "$(cd "$build/extensions/sextant/dialogs" && pwd)" "$(word "$language" menu.sextant)" "$(word "$language" msg.notreview)"
    sed "s/\$/ ($locale)/" "$work/report" >>"$work/all"
    runs=$((runs + 1))
done
awk -v name=windows -v runs=$runs -f "$here/judge.awk" "$work/all"
