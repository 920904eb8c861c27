#!/bin/bash
# Where an office may ask for a newer version: URL is the folder of a release on the web, empty where there is none.
#   update.sh check URL                              ends with 1 and says why where it will not do
#   update.sh description URL IDENTIFIER             what description.xml says of it: nothing without one
#   update.sh feed URL IDENTIFIER VERSION DESCRIPTION.xml   the file that the office fetches, IDENTIFIER.update.xml there
# The office asks only when its user chooses Check for Updates, or lets it do so by itself.
set -eu
what=$1 url=${2%/} identifier=${3:-}
[ -n "$url" ] || exit 0
[[ $url =~ ^https://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~%+-]+)*$ ]] || {
    echo "UPDATE_URL is the folder of a release on the web, as https://example.org/sextant: https, letters, digits and ._~%+- alone; not $2" >&2
    exit 1
}
case $what in
check) ;;
description)
    cat <<END
  <update-information>
    <src xlink:href="$url/$identifier.update.xml"/>
  </update-information>
END
    ;;
feed)
    cat <<END
<?xml version="1.0" encoding="UTF-8"?>
<description xmlns="http://openoffice.org/extensions/update/2006" xmlns:d="http://openoffice.org/extensions/description/2006" xmlns:l="http://libreoffice.org/extensions/description/2011" xmlns:xlink="http://www.w3.org/1999/xlink">
  <identifier value="$identifier"/>
  <version value="$4"/>
$(sed -n '/<dependencies>/,/<\/dependencies>/p' "$5")
  <update-download>
    <src xlink:href="$url/sextant-$4.oxt"/>
  </update-download>
</description>
END
    ;;
*) exit 2 ;;
esac
