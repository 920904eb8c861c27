#!/bin/bash
# Runs a command with a PostgreSQL server of its own, into which the built extension can be loaded, and stops it again:
# server.sh COMMAND... The command finds it by PGHOST, PGUSER and PGDATABASE, as psql does; PGBIN are its programs and
# SEXTANT_SERVER its folder. The server has no network address and runs as an unprivileged user; nothing is installed.
set -eu
build=$(realpath "${BUILD:-build}")
config=${PG_CONFIG:-$(ls /usr/lib/postgresql/15/bin/pg_config 2>/dev/null || echo pg_config)}
PGBIN=$("$config" --bindir)
folder=$(mktemp -d "${TMPDIR:-/tmp}/sextant-pg.XXXXXX")
user=$(id -un)
if [ "$(id -u)" = 0 ]; then
    user=postgres
    id -u postgres >/dev/null 2>&1 || user=nobody
fi
as_user() {
    if [ "$(id -u)" = 0 ]; then (cd "$folder" && runuser -u "$user" -- "$@"); else "$@"; fi
}
stop() {
    as_user "$PGBIN/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM

stage() { # file, folder
    mkdir -p "$folder/stage$2"
    cp "$1" "$folder/stage$2"
}
stage "$build/postgresql/sextant.so" "$("$config" --pkglibdir)"
for file in "$build"/postgresql/sextant.control "$build"/postgresql/sextant--*.sql; do
    stage "$file" "$("$config" --sharedir)/extension"
done
chmod 755 "$folder"
mkdir "$folder/data" "$folder/socket"
[ "$(id -u)" != 0 ] || chown "$user" "$folder/data" "$folder/socket"
as_user "$PGBIN/initdb" -D "$folder/data" -U sextant -A trust -N --no-locale -E UTF8 >"$folder/initdb.log" 2>&1 ||
    { cat "$folder/initdb.log" >&2; exit 2; }
as_user "$PGBIN/pg_ctl" -D "$folder/data" -l "$folder/data/log" -w -o "-k $folder/socket -c listen_addresses= \
  -c extension_destdir=$folder/stage -c fsync=off -c max_connections=30 -c shared_buffers=64MB ${SEXTANT_SERVER_OPTIONS:-}" start \
  >"$folder/start.log" 2>&1 || { cat "$folder/start.log" "$folder/data/log" >&2; exit 2; }
export PGHOST=$folder/socket PGUSER=sextant PGDATABASE=postgres PGBIN SEXTANT_SERVER=$folder BUILD=$build
export PGOPTIONS= LC_ALL=C.UTF-8
"$@"
