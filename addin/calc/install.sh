#!/bin/sh
# Puts the built extension into the user's own LibreOffice, or takes it out: install.sh add|remove IDENTIFIER OXT
# unopkg serves root only for every user of the machine (--shared), and it ends with 0 after some failures: what it
# lists afterwards decides.
set -u
what=$1 identifier=$2 oxt=$3
unopkg=${OFFICE:+$OFFICE/program/}unopkg
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT

fail() {
    cat "$log" >&2
    echo "install: $*" >&2
    exit 1
}
command -v "$unopkg" >/dev/null || fail "no unopkg: install libreoffice-calc or set OFFICE"
shared='' whose="your LibreOffice"
[ "$(id -u)" -ne 0 ] || { shared=--shared whose="the LibreOffice of every user, as you are root"; }
# By way of a file: grep -q in a pipe would end unopkg before it has removed the office's lock.
registered() {
    "$unopkg" list $shared "$identifier" >"$log" 2>&1
    grep -q 'is registered: yes' "$log"
}

case $what in
add)
    "$unopkg" add $shared --force --suppress-license "$oxt" >"$log" 2>&1 || fail "unopkg could not add $oxt; close LibreOffice and try again"
    registered || fail "unopkg added $oxt, but LibreOffice did not register it"
    echo "Sextant is in $whose. Restart it and type =KPI.CAC(50000;125) into a cell: 400."
    ;;
remove)
    if ! registered; then
        echo "Sextant is not in $whose."
        exit 0
    fi
    "$unopkg" remove $shared "$identifier" >"$log" 2>&1
    ! registered || fail "unopkg could not remove $identifier; close LibreOffice and try again"
    echo "Sextant is out of $whose."
    ;;
*) fail "add or remove?" ;;
esac
