#!/bin/sh
# Puts the libraries of a platform into the unpacked extension, and what registers them there alone:
# platform.sh FOLDER PLATFORM SEXTANT.components COMMANDS.components LIBRARY...
set -eu
folder=$1 platform=$2 components="$3 $4"
shift 4
mkdir -p "$folder/lib/$platform" "$folder/META-INF"
cp "$@" "$folder/lib/$platform"
for file in $components; do
    name=$(basename "$file" .components)
    library=$(basename "$folder/lib/$platform/$name".*)
    sed "s|uri=\"$name\.so\"|uri=\"lib/$platform/$library\"|" "$file" >"$folder/$name-$platform.components"
    printf '  <manifest:file-entry manifest:full-path="%s" manifest:media-type="application/vnd.sun.star.uno-components;platform=%s"/>\n' \
        "$name-$platform.components" "$platform" >>"$folder/META-INF/libraries"
done
