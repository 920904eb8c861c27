#!/bin/bash
# Debian's packages of another release or architecture, unpacked into a folder; this machine's dpkg and apt are left alone.
#   debian.sh root FOLDER ARCHITECTURE SUITE PACKAGE...   the packages and all that they depend on: a system to chroot into
#   debian.sh packages FOLDER ARCHITECTURE SUITE PACKAGE...   these packages alone
#   debian.sh source FOLDER SUITE PACKAGE...              the upstream sources of source packages: FOLDER/<package>
# MIRROR: where Debian comes from, else from where this machine's apt takes its own release.
set -eu
stop() { echo "debian.sh: $*" >&2; exit 1; }
[ $# -ge 4 ] || stop "wrong usage; see the head of $0"
what=$1
mkdir -p "$2" && folder=$(cd "$2" && pwd)
shift 2
architecture=amd64
[ "$what" = source ] || { architecture=$1; shift; }
suite=$1
shift
[ ! -e "$folder/complete" ] || [ "$(cat "$folder/complete")" != "$architecture $suite $*" ] || exit 0

own=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
mirror=${MIRROR:-$(apt-get indextargets --format '$(CREATED_BY) $(CODENAME) $(COMPONENT) $(REPO_URI)' |
    sed -n "s/^Packages $own main //p" | head -n 1)}
[ -n "$mirror" ] || stop "this machine's apt names no Debian: set MIRROR"
keys=/usr/share/keyrings/debian-archive-keyring.gpg
[ -e "$keys" ] || stop "needs debian-archive-keyring"

apt=$folder.apt log=$folder.apt/log
rm -rf --one-file-system "$folder"
mkdir -p "$folder" "$apt"/{lists/partial,cache/archives/partial,etc,state}
: >"$apt/state/status"
: >"$log"
kind=deb
[ "$what" != source ] || kind=deb-src
echo "$kind [signed-by=$keys] $mirror $suite main" >"$apt/sources.list"
options=(-q -o APT::Architecture="$architecture" -o APT::Architectures="$architecture" -o Dir::State="$apt/state"
    -o Dir::State::Lists="$apt/lists" -o Dir::State::status="$apt/state/status" -o Dir::Cache="$apt/cache"
    -o Dir::Etc="$apt/etc" -o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null -o Dir::Etc::Main=/dev/null
    -o Dir::Etc::Parts=/dev/null -o APT::Install-Recommends=false -o Debug::NoLocking=true -o Acquire::Languages=none)
[ "$(id -u)" != 0 ] || options+=(-o APT::Sandbox::User=root)
said() { tail -n 20 "$log" >&2; stop "$*"; }
apt-get "${options[@]}" update >>"$log" 2>&1 || said "$mirror has no $suite for $architecture"

if [ "$what" = source ]; then
    cd "$apt/cache"
    apt-get "${options[@]}" source --download-only "$@" >>"$log" 2>&1 || said "no sources of $*"
    for package; do
        mkdir -p "$folder/$package"
        tar -xf "$(ls "$package"_*.orig.tar.?z)" -C "$folder/$package" --strip-components=1 || stop "cannot unpack $package"
    done
    echo "$architecture $suite $*" >"$folder/complete"
    exit 0
fi
if [ "$what" = root ]; then
    apt-get "${options[@]}" -y --download-only install "$@" >>"$log" 2>&1 || said "cannot fetch $*"
else
    (cd "$apt/cache/archives" && apt-get "${options[@]}" download "$@" >>"$log" 2>&1) || said "cannot fetch $*"
fi
# /bin is /usr/bin before the first package, so that its links find what they name.
for name in bin sbin lib lib64; do
    mkdir -p "$folder/usr/$name"
    ln -s "usr/$name" "$folder/$name"
done
for package in "$apt"/cache/archives/*.deb; do
    dpkg-deb --fsys-tarfile "$package" | tar -x --no-same-owner --keep-directory-symlink -C "$folder" || stop "cannot unpack $package"
done
# What libreoffice-common does when it is installed; share/registry may be an absolute link.
office=$folder/usr/lib/libreoffice/share
if [ -d "$office/.registry" ]; then
    mkdir -p "$folder/etc/libreoffice/registry"
    cp -rn "$office"/.registry/* "$folder/etc/libreoffice/registry/"
fi
mkdir -p "$folder"/{proc,dev,tmp}
rm -rf "$apt/cache/archives"
echo "$architecture $suite $*" >"$folder/complete"
