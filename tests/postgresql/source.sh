#!/bin/sh
# A data source as Base stores one, an address, a user, and whether it wants a password: source.sh FILE.odb ADDRESS [USER [true]]
set -eu
folder=$(mktemp -d "${TMPDIR:-/tmp}/sextant-source.XXXXXX")
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/META-INF"
printf 'application/vnd.oasis.opendocument.base' >"$folder/mimetype"
cat >"$folder/content.xml" <<XML
<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:db="urn:oasis:names:tc:opendocument:xmlns:database:1.0" office:version="1.2"><office:body><office:database><db:data-source><db:connection-data><db:connection-resource xlink:href="$2" xlink:type="simple"/><db:login ${3:+db:user-name="$3"} db:is-password-required="${4:-false}"/></db:connection-data><db:application-connection-settings><db:table-filter><db:table-include-filter><db:table-filter-pattern>%</db:table-filter-pattern></db:table-include-filter></db:table-filter></db:application-connection-settings></db:data-source></office:database></office:body></office:document-content>
XML
cat >"$folder/META-INF/manifest.xml" <<XML
<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.base"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>
XML
rm -f "$1"
(cd "$folder" && zip -q -0 -X made.odb mimetype && zip -q -X -r made.odb content.xml META-INF)
mv "$folder/made.odb" "$1"
