#!/bin/bash
# Random calls, for a number of statements or of seconds: random.sh RANDOM [STATEMENTS [SECONDS]]. No statement may end
# its session, and none may end the server.
set -eu
random=$1 statements=${2:-4000} seconds=${3:-0} seed=1 sent=0
folder=$(mktemp -d "${TMPDIR:-/tmp}/sextant-pg-random.XXXXXX")
trap 'rm -rf "$folder"' EXIT
psql -qc 'create extension if not exists sextant'
export PGOPTIONS='-c search_path=sextant,public -c statement_timeout=20s'
started=$(psql -XAtc 'select pg_postmaster_start_time()')
until=$(($(date +%s) + seconds))
while :; do
    "$random" "$statements" "$seed" >"$folder/sql"
    psql -XAtq -f "$folder/sql" >"$folder/found" 2>"$folder/errors" || true
    sent=$((sent + $(wc -l <"$folder/sql")))
    if grep -E 'server closed|connection to server|statement timeout|FATAL|PANIC|XX[0-9]{3}|out of memory' "$folder/errors" >"$folder/bad"; then
        echo "[  ERROR   ] --- seed $seed: $(head -n 1 "$folder/bad")"
        exit 1
    fi
    answers=$(grep -c . "$folder/found" || true)
    [ "$answers" -gt $((statements / 10)) ] || { echo "[  ERROR   ] --- seed $seed: only $answers lines of answers"; exit 1; }
    seed=$((seed + 1))
    [ "$(date +%s)" -lt "$until" ] || break
done
[ "$started" = "$(psql -XAtc 'select pg_postmaster_start_time()')" ]
if grep -E 'terminated by signal|PANIC|FATAL' "$SEXTANT_SERVER/data/log"; then exit 1; fi
echo "$sent random calls"
echo "[  PASSED  ] 1 test(s)."
