#!/bin/sh
# Puts the built extension into the user's own LibreOffice, or takes it out: install.sh add|remove IDENTIFIER OXT LOAD
# unopkg serves root only for every user of the machine (--shared), and it ends with 0 after some failures: what it
# lists afterwards decides. It registers a library that cannot be loaded as well: LOAD (load.c) loads it once.
set -u
what=$1 identifier=$2 oxt=${3:-} load=${4:-}
unopkg=${OFFICE:+$OFFICE/program/}unopkg
work=$(mktemp -d) || exit 1
log=$work/log
: >"$log"
trap 'rm -rf "$work"' EXIT

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

# The library of the extension, loaded with the office's own libraries.
loads() {
    program=$(dirname "$(readlink -f "$(command -v "$unopkg")")")
    unzip -qoj "$oxt" "lib/linux_$(uname -m)/sextant.so" -d "$work" >"$log" 2>&1 || return
    LD_LIBRARY_PATH=$program${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH} "$load" "$work/sextant.so" >"$log" 2>&1
}
# What the loader said, in words that help.
reason() {
    case $(cat "$log") in
    *GLIBC_*'not found'*) echo "It was built on a newer system than this one. Build it here: make clean install" ;;
    *'/sextant.so: cannot open shared object'* | *'ELF'* | *'wrong machine'* | *'filename not matched'*)
        echo "It was built for another kind of processor or system. Build it here: make clean install" ;;
    *'too short'* | *'cannot read file data'*) echo "The file is damaged. Build it again: make clean install" ;;
    *'undefined symbol'* | *LIBO_* | *UDK_*) echo "This LibreOffice is not the one that it was built for. 7.4 or later? Build it here: make clean install" ;;
    *'cannot open shared object'*) echo "A library that it needs is missing; the line above names it." ;;
    *) echo "The lines above are all that is known." ;;
    esac
}

case $what in
add)
    "$unopkg" add $shared --force --suppress-license "$oxt" >"$log" 2>&1 || fail "unopkg could not add $oxt; close LibreOffice and try again"
    registered || fail "unopkg added $oxt, but LibreOffice did not register it"
    loads || fail "Sextant is in $whose, but its library cannot be loaded: every cell would show Err:504.
install: $(reason)
install: make uninstall takes it out."
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
