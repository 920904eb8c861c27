#!/bin/bash
# arm64.sh FOLDER: what the aarch64 build links and its tests run with, from Debian: cJSON, cmocka, libmd and the UNO
# runtime. FOLDER/link names the libraries that a linker asks for.
set -eu
folder=$1
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
"$(dirname "$0")/../tests/platforms/debian.sh" packages "$folder" arm64 "$suite" libcjson1 libcjson-dev libmd0 libmd-dev \
    libcmocka0 libcmocka-dev zlib1g libuno-cppu3 libuno-sal3 libuno-salhelpergcc3-3 uno-libs-private libstdc++6 libgcc-s1
mkdir -p "$folder/link"
for library in "$folder"/usr/lib/libreoffice/program/*.so* "$folder"/usr/lib/aarch64-linux-gnu/*.{so*,a} "$folder"/lib/aarch64-linux-gnu/*.so*; do
    [ ! -e "$library" ] || ln -sf "$(realpath "$library")" "$folder/link/$(basename "$library")"
done
for name in cppu sal; do
    ln -sf "$(realpath "$folder/usr/lib/libreoffice/program/libuno_$name.so.3")" "$folder/link/libuno_$name.so"
done
