#!/bin/bash
# Every case through the server, in one session: goldens.sh CASES
set -eu
cases=$1
folder=$(mktemp -d "${TMPDIR:-/tmp}/sextant-pg-cases.XXXXXX")
trap 'rm -rf "$folder"' EXIT
psql -qc 'create extension if not exists sextant'
cut -f1 "$cases" >"$folder/sql"
cut -f2 "$cases" >"$folder/wanted"
PGOPTIONS='-c search_path=sextant,public' psql -XAtq -f "$folder/sql" >"$folder/found" 2>"$folder/errors" || true
lines=$(wc -l <"$cases")
passed=$(paste "$folder/found" "$folder/wanted" | awk -F'\t' '$1 == $2' | wc -l)
if ! cmp -s "$folder/found" "$folder/wanted"; then
    echo "[  ERROR   ] --- PostgreSQL: $((lines - passed)) of $lines are other than the door's; the first:"
    head -n 5 "$folder/errors"
    paste "$folder/found" "$folder/wanted" "$folder/sql" | awk -F'\t' '$1 != $2 { print substr($0, 1, 600); if (++n == 10) exit }'
    echo "[  FAILED  ] 1 test(s)."
    exit 1
fi
[ "$lines" -gt 1000 ]
echo "[  PASSED  ] $lines test(s)."
