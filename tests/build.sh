#!/bin/bash
# What the build promises, tried in a small tree of one function: a changed entry with an unchanged kernel does not
# build at any -j, and what is built on the way stays.
cd "$(dirname "$0")/.." || exit 2
tree=$(mktemp -d) || exit 2
trap 'rm -rf "$tree"' EXIT
passed=0 failed=0
check() { # words, then a command that must hold
    if "${@:2}"; then passed=$((passed + 1)); else failed=$((failed + 1)) && echo "[  ERROR   ] --- build: $1"; fi
}

mkdir "$tree/build" && cp -a Makefile core idl "$tree" && cp -a --parents addin/*.mk addin/*/*.mk addin/commands templates/*.mk tests/*.mk tests/*/*.mk "$tree" &&
    cp -a "${BUILD:-build}"/generate* "$tree/build" && cd "$tree" || exit 2
rm -r idl/*/ && mkdir -p idl/zz core/zz tests/core || exit 2
: >idl/ids.lock
: >idl/recipes
version=$(sed -n 's/^VERSION = //p' Makefile)
entry() { # further arguments, summary
    cat >idl/zz/probe.json <<END
{ "id": "probe", "name": "ZZ.PROBE", "family": "zz", "category": "Financial", "since": "$version", "c": "sx_zz_probe",
  "summary": "${2:-A probe.}", "args": [ { "name": "spend", "shape": "number", "unit": "money", "help": "Spend." } $1 ],
  "returns": { "shape": "number", "unit": "money" }, "definition": "The spend.", "source": "By hand.",
  "examples": [ { "formula": "=ZZ.PROBE(1)", "gives": 1 } ] }
END
}
cat >core/zz/door.c <<'END'
#include "zz.h"
sx_status sx_zz_probe(double spend, double *result)
{
    *result = spend;
    return SX_OK;
}
END
printf '#include "base/value.h"\nint main(void)\n{\n    return SX_OK;\n}\n' >tests/core/test_zz.c
unset MAKEFLAGS MFLAGS MAKELEVEL # of a make above
build() { make --no-print-directory BUILD=build CORE_OBJ="build/core/zz/door.o build/gen/catalogue.o" \
    "$@" >said 2>&1; }
fails() { ! build "$@" && grep -q 'conflicting types' said; }

for jobs in 1 2 8; do
    entry
    check "a good entry and its kernel build at -j$jobs" build -j$jobs build/libsextant.a
    entry ', { "name": "more", "shape": "number", "unit": "money", "help": "More.", "optional": true }'
    check "a changed entry with an unchanged kernel fails at -j$jobs" fails -j$jobs build/libsextant.a
done
entry
check "the entry as it was builds again" build build/libsextant.a
check "a test builds" build build/tests/core/test_zz
check "the object of a test stays" test -e build/tests/core/test_zz.o
printf 'Spend. => Ausgaben.\nGone. => Weg.\n' >>idl/arguments.de
printf 'The spend. => La dépense.\n' >>idl/definitions.fr
said() { grep -qF -- "$1" "$2"; }
build build/gen/stamp
check "an argument has its text, bounds and unit in each language" said '<value xml:lang="de">Ausgaben. Einheit: Geld.</value><value xml:lang="fr">Spend. Unité : argent.</value>' build/gen/CalcAddIns.xcu
check "what is missing is named" said 'fr, ZZ.PROBE: is missing: Spend.' build/gen/texts.txt
check "what is there is not" eval '! said "fr, ZZ.PROBE: is missing: The spend." build/gen/texts.txt'
check "a text whose English no entry says is named" said 'no entry says: Gone.' build/gen/texts.txt
echo "[  PASSED  ] $passed test(s)."
[ $failed = 0 ] || { echo "[  FAILED  ] $failed test(s)."; exit 1; }
