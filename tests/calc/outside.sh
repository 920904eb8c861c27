#!/bin/sh
# What users do to documents with our functions, in a real headless Calc: outside.bas, in a plain profile, and in one that
# shows English function names after an office without the extension has stored the document once more.
set -eu
here=$(dirname "$0")
work=$(mktemp -d "${TMPDIR:-/tmp}/sextant-outside.XXXXXX")
trap 'rm -rf "$work"' EXIT

mkdir -p "$work/again" "$work/english/user"
cat "$here/outside.bas" "$here/same.bas" >"$work/outside.bas"
"$here/office.sh" basic "$work/outside.bas" "$work" "$work/report"
"$here/office.sh" -n convert ods "$work/again" "$work/outside.ods"
mv "$work/again/outside.ods" "$work/again.ods"
cat >"$work/english/user/registrymodifications.xcu" <<EOF
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Syntax"><prop oor:name="EnglishFunctionName" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
EOF
"$here/office.sh" -p "$work/english" basic "$work/outside.bas" "$work" "$work/report2"
cat "$work/report2" >>"$work/report"

awk -v name=outside.bas -v runs=2 -f "$here/judge.awk" "$work/report"
