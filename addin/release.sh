#!/bin/bash
# What a release holds beside the extension: release.sh FOLDER VERSION SEXTANT.exe IDENTIFIER [URL], where it will lie on
# the web. The source is what is committed.
set -eu
cd "$(dirname "$0")/.."
folder=$1 version=$2 identifier=$4 url=${5:-} row=
[ -z "$(git status --porcelain)" ] || echo "dist: what is not committed is not in the source archive"
git -c tar.umask=0022 archive --format=tar --prefix="sextant-$version/" HEAD | gzip -9n >"$folder/sextant-$version-source.tar.gz"
cp "$3" "$folder/sextant-$version-windows-x86_64.exe"
if [ -n "$url" ]; then
    addin/update.sh feed "$url" "$identifier" "$version" "$folder/extensions/sextant/description.xml" >"$folder/$identifier.update.xml"
    row="| \`$identifier.update.xml\` | where an office that has this version looks for a newer one: ${url%/}/$identifier.update.xml |"$'\n'
fi
cat >"$folder/RELEASE.md" <<END
# Sextant $version

| file | what |
|---|---|
| \`sextant-$version.oxt\` | the extension, one file for Linux x86_64, Linux aarch64 and Windows x86_64; double click, or Tools > Extension Manager |
| \`sextant-$version-windows-x86_64.exe\` | the shell for Windows: \`sextant-$version-windows-x86_64.exe call KPI.CAC 50000 125\` |
| \`sextant-$version-source.tar.gz\` | the source; its README says how to build, test and install |
$row| \`SHA256SUMS\` | \`sha256sum -c SHA256SUMS\` |

LibreOffice 7.4 or later; on Linux glibc 2.17 or later. Any other platform is refused by the Extension Manager in words.
**Windows is experimental**: tested under Wine, not yet inside LibreOffice for Windows; run \`=SEXTANT.SELFTEST()\` and tell us.
An older Sextant is replaced; workbooks made with it stay as they are and compute on.

$(awk -v version="$version" '/^## / { on = index($2, version) == 1 } on' CHANGELOG.md)
END
(cd "$folder" && sha256sum RELEASE.md sextant-"$version"* ${url:+"$identifier.update.xml"} >SHA256SUMS)
ls "$folder" | grep -v extensions | sed "s|^|$folder/|"
