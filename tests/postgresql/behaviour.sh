#!/bin/bash
# The statements of behaviour.tsv, each in a session of its own.
set -u
cd "$(dirname "$0")" || exit 2
passed=0 failed=0
psql -qc 'create extension if not exists sextant'
export PGOPTIONS='-c search_path=sextant,public -c client_min_messages=warning'
while IFS=$'\t' read -r what statement wanted; do
    case $what in '#'* | '') continue ;; esac
    shown=$(psql -XAtq -c "$statement" 2>&1 | head -n 1)
    case $wanted in
    '*') [ -z "$shown" ] || echo "[  ERROR   ] --- $what: $shown" ;;
    *...) [[ $shown == "${wanted%...}"* ]] ;;
    *) [ "$shown" = "$wanted" ] ;;
    esac && passed=$((passed + 1)) && continue
    failed=$((failed + 1))
    echo "[  ERROR   ] --- $what: $statement: shows $shown instead of $wanted"
done <behaviour.tsv
# A database that is not UTF-8: texts are brought to it and back.
latin=$(PGDATABASE=latin psql -XAtq -c 'create extension sextant' -c "set client_encoding = 'UTF8'" \
    -c "select sextant.gov_fingerprint('Müller'), sextant.sextant_why('kpi_cac', 'Müller'::text, 1)" 2>&1)
utf8=$(psql -XAtq -c "select gov_fingerprint('Müller'), sextant_why('kpi_cac', 'Müller'::text, 1)" 2>&1)
if [ "$latin" = "$utf8" ] && [ -n "$latin" ]; then passed=$((passed + 1)); else
    failed=$((failed + 1))
    echo "[  ERROR   ] --- LATIN1 shows $latin, UTF-8 $utf8"
fi
echo "[  PASSED  ] $passed test(s)."
[ $failed = 0 ] || echo "[  FAILED  ] $failed test(s)."
[ $failed = 0 ]
