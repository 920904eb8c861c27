#!/bin/sh
# Runs a Windows program under Wine, in a Windows of its own under build/, without a word of Wine's: wine.sh PROGRAM [ARGUMENT...]
wine=$(command -v wine64 || echo /usr/lib/wine/wine64)
export WINEPREFIX="${WINEPREFIX:-$PWD/build/wine}" WINEDEBUG=-all WINEDLLOVERRIDES='mscoree=;mshtml='
mkdir -p "${WINEPREFIX%/*}"
exec timeout -k 5 "${WINE_SECONDS:-3600}" "$wine" "$@"
