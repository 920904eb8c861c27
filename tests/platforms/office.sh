#!/bin/bash
# The LibreOffice of a root that debian.sh unpacked, as an installation of this machine: office.sh ROOT FOLDER makes
# FOLDER/program/soffice, which serves tests/calc/office.sh as OFFICE=FOLDER. It runs in a name space of its own with this
# machine's /proc, /dev and /tmp; as root, or where users may make name spaces. QEMU: a static emulator, for a root of
# another architecture.
set -eu
root=$(cd "$1" && pwd)
mkdir -p "$2/program" && folder=$(cd "$2" && pwd)
emulator=
if [ -n "${QEMU:-}" ]; then
    emulator=/usr/bin/$(basename "$QEMU")
    cp "$(command -v "$QEMU")" "$root$emulator"
fi
own=
[ "$(id -u)" = 0 ] || own=--map-root-user
# office.sh's check whether the library loads is made out here, with this machine's UNO runtime.
here=$(dirname "$(readlink -f "$(command -v soffice)")")
ln -sf "$here"/libuno_*.so.3 "$here"/lib{reglo,storelo}.so "$folder/program/"
cat >"$folder/program/inside" <<'END'
root=$1 visible=$2
shift 2
mount --bind /proc "$root/proc" && mount --rbind /dev "$root/dev" && mount --bind /tmp "$root/tmp" || exit 1
if [ "$visible" != /tmp ]; then
    mkdir -p "$root$visible" && mount --bind "$visible" "$root$visible" || exit 1
fi
exec chroot "$root" "$@"
END
# 79 and 81: the office asks to be started again, as after it has taken an extension.
cat >"$folder/program/soffice" <<END
#!/bin/bash
code=81
while [ \$code = 81 ] || [ \$code = 79 ]; do
    env -i LANG=C.UTF-8 LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp SAL_USE_VCLPLUGIN=svp \\
        unshare $own --mount --propagation private bash "$folder/program/inside" "$root" "$PWD" $emulator \\
        /usr/bin/env -C "$PWD" $emulator /usr/lib/libreoffice/program/soffice.bin "\$@"
    code=\$?
done
exit \$code
END
chmod +x "$folder/program/soffice"
