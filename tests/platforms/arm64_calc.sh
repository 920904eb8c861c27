#!/bin/bash
# A Calc for arm64, unpacked under build/offices and run by qemu, with the extension of the release (make dist), which holds
# the libraries of all platforms: every line, what users do to documents, the help, documents and workbooks of released
# versions, the menu's commands; in parts, so that a run that was stopped goes on (parts.sh).
cd "$(dirname "$0")/../.." || exit 2
export BUILD=${BUILD:-build} PATIENCE=${PATIENCE:-14400}
root=$PWD/$BUILD/offices/arm64
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
tests/platforms/debian.sh root "$root" arm64 "$suite" libreoffice-calc fonts-liberation bash coreutils libc-bin dash || exit 1
QEMU=qemu-aarch64-static tests/platforms/office.sh "$root" "$root.office" || exit 1
export OFFICE=$root.office EXTENSIONS=$BUILD/dist/extensions
tests/platforms/parts.sh "$root/passed" "tests/calc/run.sh $BUILD/tests/calc/cases.fods" tests/calc/outside.sh \
    "tests/calc/help.sh $BUILD/sextant $BUILD/templates/sextant-functions.ots" tests/calc/released.sh \
    tests/workbooks/released.sh 'tests/calc/commands.sh menu en-US' 'tests/calc/commands.sh menu de-DE' \
    'tests/calc/commands.sh menu fr-FR'
