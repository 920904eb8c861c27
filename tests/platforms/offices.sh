#!/bin/bash
# The tests that need an office, in offices that this machine has not: offices.sh SUITE... (Debian's names of releases),
# each unpacked under build/offices by debian.sh. Every line and what users do to documents (test-calc), the menu's
# commands, documents of released versions, our functions inside of newer Calc's own, and the workbooks; in parts, so that
# a run that was stopped goes on (parts.sh). PATIENCE: seconds that one start of an office may take.
cd "$(dirname "$0")/../.." || exit 2
export BUILD=${BUILD:-build} PATIENCE=${PATIENCE:-7200}
status=0
tests/each.sh "tests/platforms/old.sh $BUILD/sextant.so $BUILD/commands.so" || status=1
for suite; do
    root=$PWD/$BUILD/offices/$suite
    tests/platforms/debian.sh root "$root" "$(dpkg --print-architecture)" "$suite" libreoffice-calc fonts-liberation \
        bash coreutils libc-bin dash || exit 1
    tests/platforms/office.sh "$root" "$root.office" || exit 1
    export OFFICE=$root.office
    echo "=SEXTANT.VERSION()" >"$root.office/version.csv"
    tests/calc/office.sh convert fods "$root.office" "$root.office/version.csv" || exit 1
    echo "$suite: $(grep -o 'LibreOffice/[0-9.]*' "$root.office/version.fods" | head -n 1), $(date +%F)"
    tests/platforms/modern.sh | sed -n '/^not in this office/p'
    tests/platforms/parts.sh "$root/passed" tests/platforms/modern.sh "tests/calc/run.sh $BUILD/tests/calc/cases.fods" \
        tests/calc/outside.sh "tests/calc/help.sh $BUILD/sextant $BUILD/templates/sextant-functions.ots" tests/calc/released.sh \
        'tests/calc/commands.sh menu en-US' 'tests/calc/commands.sh menu de-DE' 'tests/calc/commands.sh menu fr-FR' \
        tests/workbooks/released.sh tests/workbooks/run.sh || status=1
done
exit $status
