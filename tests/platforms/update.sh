#!/bin/bash
# An extension that knows where a newer version may be, and the file that says so, in a real office: update.sh FILE.oxt
# FILE.update.xml URL. Both name the URL; and read from a folder in place of the web, a higher version is found, the same
# and a lower one are not, nor one that wants a newer office.
cd "$(dirname "$0")/../.." || exit 2
oxt=$1 feed=$2 url=$3
work=$(mktemp -d "${TMPDIR:-/tmp}/sextant-update.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
. tests/found.sh
version=$(sed -n 's/.*<version value="\([^"]*\)".*/\1/p' "$feed")
identifier=$(sed -n 's/.*<identifier value="\([^"]*\)".*/\1/p' "$feed")
check "the feed's name" "$([ "$(basename "$feed")" = "$identifier.update.xml" ] || echo "$feed")"
check "the feed's download" "$(grep -qxF "    <src xlink:href=\"$url/sextant-$version.oxt\"/>" "$feed" || cat "$feed")"
mkdir "$work/oxt" && unzip -qo "$oxt" description.xml -d "$work/oxt" || exit 2
check "the extension's address" "$(grep -qxF "    <src xlink:href=\"$url/$identifier.update.xml\"/>" "$work/oxt/description.xml" || cat "$work/oxt/description.xml")"
check "the extension's version" "$(grep -qF "<version value=\"$version\"/>" "$work/oxt/description.xml" || echo "not $version")"

sed -i "s|$url|file://$work|" "$work/oxt/description.xml"
cp "$oxt" "$work/here.oxt" && (cd "$work/oxt" && zip -q "$work/here.oxt" description.xml) || exit 2
export UserInstallation=file://$work/profile UNO_SHARED_PACKAGES_CACHE=file://$work/shared
shared=''
[ "$(id -u)" != 0 ] || shared=--shared
unopkg add $shared --suppress-license "$work/here.oxt" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
# finds WORDS WANTED SED: what the office finds where the feed is changed so
finds() {
    sed "$3" "$feed" >"$work/$identifier.update.xml"
    tests/calc/office.sh -n -t "${PATIENCE:-300}" -p "$work/profile" basic tests/platforms/update.bas "$identifier" "$work/report" 2>&1
    check "$1" "$(diff <([ -z "$2" ] || echo "$identifier $2"; echo "done") "$work/report" 2>&1)"
    rm -f "$work/report"
}
finds "a higher version is found" 99.0 "s/<version value=\"[^\"]*\"/<version value=\"99.0\"/"
finds "the same version is none" "" ""
finds "a lower version is none" "" "s/<version value=\"[^\"]*\"/<version value=\"0.0.9\"/"
finds "one for a newer office is none" "" "s/<version value=\"[^\"]*\"/<version value=\"99.0\"/; s/\(minimal-version value=\)\"[^\"]*\"/\1\"99.0\"/"
verdict
