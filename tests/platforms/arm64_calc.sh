#!/bin/bash
# Every line of tests/calc in a Calc for arm64, unpacked under build/offices and run by qemu, with the extension of the
# release (make dist), which holds the libraries of all platforms.
cd "$(dirname "$0")/../.." || exit 2
build=${BUILD:-build}
root=$PWD/$build/offices/arm64
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
tests/platforms/debian.sh root "$root" arm64 "$suite" libreoffice-calc fonts-liberation bash coreutils libc-bin dash || exit 1
QEMU=qemu-aarch64-static tests/platforms/office.sh "$root" "$root.office" || exit 1
OFFICE=$root.office BUILD=$build/dist LOCALES=${LOCALES:-de-DE} PATIENCE=${PATIENCE:-14400} tests/calc/run.sh "$build/tests/calc/cases.fods"
