#!/bin/bash
# A release made twice, of clones in two folders: the same bits. And what it says of itself, held against what it holds.
cd "$(dirname "$0")/../.." || exit 2
work=$(mktemp -d "${TMPDIR:-/tmp}/sextant-dist.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
. tests/found.sh
export CCACHE_DISABLE=1 # else the second would be a copy of the first where the compiler stands behind a cache
for folder in "$work/one" "$work/another-folder-with-a-longer-name"; do
    git clone -q . "$folder" || exit 2
    (cd "$folder" && TZ=Asia/Tokyo LC_ALL=C.UTF-8 make -j2 dist) >"$work/log" 2>&1 || { tail -n 20 "$work/log"; exit 1; }
    cat "$folder/build/dist/SHA256SUMS" >>"$work/sums"
done
dist=$work/one/build/dist version=$(sed -n 's/^VERSION = //p' Makefile)
oxt=$dist/sextant-$version.oxt
check "another folder gives other bits" "$(sort "$work/sums" | uniq -u)"
check "the checksums do not hold" "$(cd "$dist" && sha256sum -c --quiet SHA256SUMS 2>&1)"
check "files without a checksum" "$(cd "$dist" && comm -3 <(find . -maxdepth 1 -type f ! -name SHA256SUMS | sed 's|./||' | sort) \
    <(awk '{ print $2 }' SHA256SUMS | sort))"
check "the source lacks what is committed" "$(comm -3 <(tar -tzf "$dist/sextant-$version-source.tar.gz" | grep -v '/$' | sed 's|^[^/]*/||' | sort) \
    <(git -C "$work/one" ls-tree -r --name-only HEAD | sort) | head)"
check "the notes do not name the version" "$(grep -q "^## $version" "$dist/RELEASE.md" || echo no)"
mkdir "$work/oxt" && unzip -qo "$oxt" -d "$work/oxt" || exit 2
for file in lib/linux_x86_64/{sextant,commands}.so lib/linux_aarch64/{sextant,commands}.so lib/windows_x86_64/{sextant,commands}.dll; do
    check "$file is not in it" "$([ -s "$work/oxt/$file" ] || echo missing)"
    platform=$(basename "$(dirname "$file")") name=$(basename "${file%.*}")
    check "$file is not registered" "$(grep -q "uri=\"$file\"" "$work/oxt/$name-$platform.components" || echo no)"
    check "$file is registered for all" \
        "$(grep -q "full-path=\"$name-$platform.components\".*platform=$platform\"" "$work/oxt/META-INF/manifest.xml" || echo no)"
done
check "it does not say that Windows is experimental" "$(grep -q "^Windows is experimental.*SEXTANT.SELFTEST()" "$work/oxt/description.txt" || echo no)"
check "its kinds of processor" "$(diff <(printf '%s\n' 'Advanced Micro Devices X86-64' AArch64) \
    <(for p in linux_x86_64 linux_aarch64; do readelf -h "$work/oxt/lib/$p/sextant.so" | sed -n 's/ *Machine: *//p'; done))"
check "security" "$(tests/addin/security.sh "$oxt" addin/calc/permitted.txt | grep -E '^ERROR')"

# A machine that is none of the three, played by an extension for none of those that run this: refused, with the reason.
sed 's/<platform value="[^"]*"/<platform value="macosx_aarch64"/' "$work/oxt/description.xml" >"$work/description.xml"
cp "$oxt" "$work/foreign.oxt" && (cd "$work" && zip -q foreign.oxt description.xml)
export UserInstallation=file://$work/profile UNO_SHARED_PACKAGES_CACHE=file://$work/shared
shared=''
[ "$(id -u)" != 0 ] || shared=--shared
said=$(unopkg add $shared --suppress-license "$work/foreign.oxt" 2>&1)
check "a foreign platform is not refused in words" "$(grep -qiE 'platform|does not work on this' <<<"$said" || echo "$said")"
check "and registered" "$(unopkg list $shared org.sextant.calc 2>&1 | grep 'registered: yes')"
unopkg add $shared --suppress-license "$oxt" >"$work/log" 2>&1
check "the release is not taken here" "$(unopkg list $shared org.sextant.calc 2>&1 | grep -q 'registered: yes' || cat "$work/log")"

# Where a newer version may be asked for: nowhere, unless it is said, and then there alone.
check "an address of updates that nobody gave" "$(grep -l update-information "$work/oxt/description.xml"; ls "$dist" | grep update)"
released() { (cd "$work/one" && make -j2 dist UPDATE_URL="$1") 2>&1; }
check "an address without https" "$(released http://example.org/sextant >"$work/said" && echo taken; grep -q '^UPDATE_URL is' "$work/said" || cat "$work/said")"
url=https://example.org/sextant feed=$dist/org.sextant.calc.update.xml
released "$url" >"$work/log" || { tail -n 20 "$work/log"; exit 1; }
check "the checksums with an address" "$(cd "$dist" && sha256sum -c --quiet SHA256SUMS 2>&1; grep -q update.xml SHA256SUMS || echo none)"
check "the notes do not name the address" "$(grep -qF "$url/${feed##*/}" "$dist/RELEASE.md" || echo no)"
check "security with an address" "$(tests/addin/security.sh "$oxt" addin/calc/permitted.txt "$url/${feed##*/}" | grep -E '^ERROR')"
check "security that expects none" "$(tests/addin/security.sh "$oxt" addin/calc/permitted.txt | grep -q '^ERROR: an address is registered' || echo "sees none")"
said=$(tests/platforms/update.sh "$oxt" "$feed" "$url") || check "updates" "$said"
passed=$((passed + $(sed -n 's/^\[  PASSED  \] \([0-9]*\).*/\1/p' <<<"$said")))
verdict
