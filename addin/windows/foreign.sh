#!/bin/bash
# Under FOLDER/lib and FOLDER/include what the Windows build links beside Windows' own: cJSON and cmocka of Debian's
# sources, and import libraries of the office's cppu3.dll and sal3.dll.
set -eu
folder=$1
here=$(dirname "$0")
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
"$here/../../tests/platforms/debian.sh" source "$folder/source" "$suite" cjson cmocka
mkdir -p "$folder"/{lib,include/cjson}
cp "$folder/source/cjson/cJSON.h" "$folder/include/cjson/"
cp "$folder/source/cmocka/include/"cmocka*.h "$folder/include/"
# -D__USE_MINGW_ANSI_STDIO: numbers are read and written exactly, whatever version of Windows: see core/base/system.c.
$CC -O2 -w -D__USE_MINGW_ANSI_STDIO=1 -c "$folder/source/cjson/cJSON.c" -o "$folder/cJSON.o"
$CC -O2 -w -D__USE_MINGW_ANSI_STDIO=1 -DHAVE_SIGNAL_H=1 -DHAVE_STRINGS_H=1 -DHAVE_MALLOC_H=1 -DHAVE_INTTYPES_H=1 -DHAVE_IO_H=1 \
    -DHAVE_SNPRINTF=1 -DHAVE_VSNPRINTF=1 -I"$folder/include" -c "$folder/source/cmocka/src/cmocka.c" -o "$folder/cmocka.o"
rm -f "$folder"/lib/*.a
$AR rcs "$folder/lib/libcjson.a" "$folder/cJSON.o"
$AR rcs "$folder/lib/libcmocka.a" "$folder/cmocka.o"
$AR rcs "$folder/lib/libdl.a" # what POSIX has apart, Windows has among the rest
for name in cppu sal; do
    $DLLTOOL -d "$here/${name}3.def" -l "$folder/lib/libuno_$name.a"
done
