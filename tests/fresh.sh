#!/bin/bash
# A machine that has nothing: Debian 12 in a folder, a clone of what is committed here, and there, as a user who may only
# sudo, both commands of the README, what lint asks and every benchmark. Needs root, debootstrap and about 8 GB.
# usage: tests/fresh.sh FOLDER    (MIRROR: where Debian comes from, else from where this machine's apt takes it;
# TARGETS: what is made there, else all of that)
set -u
cd "$(dirname "$0")/.." || exit 2
release=bookworm
room=${1:?usage: tests/fresh.sh FOLDER}
mirror=${MIRROR:-$(apt-get indextargets --format '$(CREATED_BY) $(CODENAME) $(COMPONENT) $(REPO_URI)' |
    sed -n "s/^Packages $release main //p" | head -n 1)}
stop() { echo "fresh: $*" >&2; exit 2; }
[ "$(id -u)" = 0 ] || stop "needs root"
command -v debootstrap >/dev/null || stop "needs debootstrap"
[ -n "$mirror" ] || stop "this machine's apt knows no $release: set MIRROR"
[ -z "$(git status --porcelain)" ] || echo "fresh: what is not committed is left out"
[ ! -e "$room" ] || stop "$room is there already"
mkdir -p "$room" && room=$(cd "$room" && pwd) || exit 2
log=$(mktemp) || exit 2
trap 'rm -rf --one-file-system "$room" "$log"' EXIT

echo "fresh: $release from $mirror"
debootstrap --variant=minbase --include=git,make,sudo,ca-certificates "$release" "$room" "$mirror" >"$log" 2>&1 ||
    { tail -n 20 "$log" >&2; stop "debootstrap failed"; }
chroot "$room" useradd --create-home --shell /bin/bash guest || exit 2
echo 'guest ALL=(ALL) NOPASSWD: ALL' >"$room/etc/sudoers.d/guest"
git clone -q --no-hardlinks . "$room/srv/sextant" && chroot "$room" chown -R guest: /srv/sextant || exit 2

# In a name space of its own, so that whatever is left running or mounted goes with it.
unshare --mount --pid --fork bash -s "$room" <<'END'
room=$1 status=0
mount -t proc proc "$room/proc" && mount --rbind /dev "$room/dev" && mount -t tmpfs tmpfs "$room/dev/shm" || exit 2
for target in ${TARGETS:-run test lint benches}; do
    started=$SECONDS
    echo "fresh: make $target"
    chroot "$room" su - guest -c "cd /srv/sextant && make $target" || { status=1; echo "fresh: make $target failed"; }
    echo "fresh: make $target took $((SECONDS - started)) s"
done
left=$(chroot "$room" su - guest -c 'cd /srv/sextant && git status --porcelain')
[ -z "$left" ] || { status=1; echo "fresh: the tree is not as it was cloned:"; echo "$left"; }
exit $status
END
