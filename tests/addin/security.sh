#!/bin/bash
# What addin/SECURITY.md says of the extension, held: security.sh SEXTANT.OXT PERMITTED [ADDRESS], an extension as it ships,
# the list of symbols that its libraries may import (LIBRARY SYMBOL: that library alone), the one address it may name.
oxt=$1 permitted=$2 address=${3:-}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
ok() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)) && echo "ERROR: $*"; }
# none WHAT COMMAND...: the command prints nothing; its first lines are what is wrong.
none() {
    what=$1
    shift
    found=$("$@" | head -n 5)
    if [ -z "$found" ]; then ok; else bad "$what: $found"; fi
}
beyond() {
    awk -v library="${1##*/}" '/^#/ { next } NF == 1 { print $1 } $1 == library { print $2 }' "$permitted" >"$work/permitted"
    nm -D --undefined-only "$1" | awk '{ sub(/@.*/, "", $2); print $2 }' | grep -vxE '_ITM_.*|__gmon_start__' | grep -vxF -f "$work/permitted"
}
programs() { find "$1" -type f | grep -v '/lib/windows_x86_64/[a-z]*\.dll$' | grep -iE '\.(py|pyc|jar|class|bas|xba|xlb|js|bsh|sh|exe|dll)$'; }
scripts() { find "$1" -type f ! -name '*.so' ! -name '*.dll' -exec grep -lIE '^#!' {} +; }
registered() { grep -rhE "$2" "$1" --include='*.xml' --include='*.xcu' --include='*.components'; }
inside() { unzip -Z1 "$1" | grep -iE '^(Basic|Scripts|Dialogs)/|\.(bin|exe|class|jar|py)$'; }
words() { grep -oE "$2" "$1" | sort -u; }
outside() { words "$1" 'xlink:href="[^"]*"' | grep -vE '"(#|\./Object|Object |\./ObjectReplacements/|ObjectReplacements/|Pictures/)'; }

unzip -qo "$oxt" -d "$work/oxt" || exit 2
# The check must see what it is there to see: a program that opens files is not what the list permits.
if beyond "$(command -v nm)" | grep -qxF fopen; then ok; else bad "the check of imports does not see fopen"; fi
libraries=0
while read -r library; do
    libraries=$((libraries + 1))
    none "${library##*/} imports what $permitted does not name" beyond "$library"
done < <(find "$work/oxt" -name '*.so')
if [ "$libraries" -ge 1 ]; then ok; else bad "no library in $oxt"; fi
none "a program in the extension" programs "$work/oxt"
none "a script in the extension" scripts "$work/oxt"
none "a macro or a scripted component is registered" \
    registered "$work/oxt" 'basic-library|type=(Java|Python)|framework-script|vnd\.sun\.star\.script:|com\.sun\.star\.loader\.(Java|Python)'
# Addresses in what is registered: names of namespaces alone.
addresses() { registered "$work/oxt" '://' | grep -oE '[a-z]+://[^"< ]*' | grep -vE '^http://(openoffice\.org|libreoffice\.org|www\.w3\.org)/' | grep -vxF "$address"; }
none "an address is registered" addresses

# Templates: no macro, no event, no object of another program, no formula, source or link that leaves the document.
for template in "$work"/oxt/template/*/*.ots; do
    name=${template##*/}
    none "$name holds a program" inside "$template"
    unzip -p "$template" content.xml styles.xml settings.xml meta.xml >"$work/text" 2>/dev/null
    if grep -q '<office:spreadsheet' "$work/text"; then ok; else bad "$name cannot be read"; fi
    none "$name has a script, an event or a source outside of it" words "$work/text" \
        'script:[a-z-]+|table:(dde-link|table-source|cell-range-source|database-source[a-z-]*)|office:(event-listeners|dde-source|scripts)|vnd\.sun\.star\.script'
    none "$name links to something outside of it" outside "$work/text"
    none "$name has a formula that leaves the document" words "$work/text" '\b(WEBSERVICE|DDE|FILTERXML|EXTERNAL|CALL)\('
done
echo "[  PASSED  ] $passed tests."
echo "[  FAILED  ] $failed tests."
[ "$failed" = 0 ]
