#!/bin/sh
# A headless Calc with the built add-in, in a profile of its own that is gone afterwards. Works for root as well.
#
#   tests/calc/office.sh [options] convert FORMAT FOLDER FILE...   FORMAT: ods ots fods xlsx pdf html ...
#   tests/calc/office.sh [options] csv FOLDER FILE...              every sheet: FOLDER/<file>-<Sheet>.csv
#   tests/calc/office.sh [options] basic FILE.bas [ARGUMENT...]    runs its Sub Main, with the arguments as texts
#
# Each document is loaded, recalculated hard and stored; all files of one call share one start of the office (1 to 2 s).
# Results are removed first and must be there afterwards: exit 1 and the office's own words when they are not, or when
# the add-in did not register. CSV: UTF-8, comma, what the cell shows; errors as "#DIV/0!", "Err:502".
# A Basic module writes its findings to a file and ends with StarDesktop.terminate().
#
#   -e FOLDER    folder that holds the unpacked extension's folder; default EXTENSIONS, else $BUILD/extensions, BUILD=build
#   -n           without the extension
#   -l LOCALE    the office's locale, as de-DE; default en-US
#   -u LOCALE    the language of its menus and windows, as de-DE, where the office has it; default its own
#   -t SECONDS   patience; default PATIENCE, 120
#   -p FOLDER    the profile (kept); default a fresh one
#   -w COMMAND   starts the office through this command ("strace -f -o FILE")
# OFFICE: the office's installation, found from soffice on the path otherwise.
set -eu

extensions=${EXTENSIONS:-${BUILD:-build}/extensions} locale=en-US patience=${PATIENCE:-120} profile='' with='' words=''
while getopts e:nl:u:t:p:w: option; do
    case $option in
    e) extensions=$OPTARG ;;
    n) extensions= ;;
    l) locale=$OPTARG ;;
    u) words=$OPTARG ;;
    t) patience=$OPTARG ;;
    p) profile=$OPTARG ;;
    w) with=$OPTARG ;;
    *) sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
done
shift $((OPTIND - 1))

fail() { echo "office.sh: $*" >&2; exit 1; }

[ $# -ge 2 ] || fail "wrong usage; see the head of $0"
soffice=${OFFICE:+$OFFICE/program/}soffice
command -v "$soffice" >/dev/null || fail "no soffice found: install libreoffice-calc or set OFFICE"

scratch=$(mktemp -d "${TMPDIR:-/tmp}/sextant-office.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM
profile=${profile:-$scratch/profile}
mkdir -p "$profile/user"
profile=$(cd "$profile" && pwd)

# Recalculate whatever is loaded; speak this locale; run our own macros.
setting() { echo "<item oor:path=\"/org.openoffice.$1\"><prop oor:name=\"$2\" oor:op=\"fuse\"><value>$3</value></prop></item>"; }
[ -e "$profile/user/registrymodifications.xcu" ] || {
    echo '<?xml version="1.0" encoding="UTF-8"?>'
    echo '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">'
    setting Setup/L10N ooSetupSystemLocale "$locale"
    [ -z "$words" ] || setting Setup/L10N ooLocale "$words"
    [ -z "$words" ] || setting Office.Linguistic/General UILocale "${words%-*}"
    setting Office.Calc/Formula/Load ODFRecalcMode 0
    setting Office.Calc/Formula/Load OOXMLRecalcMode 0
    setting Office.Common/Security/Scripting MacroSecurityLevel 0
    echo '</oor:items>'
} >"$profile/user/registrymodifications.xcu"

if [ -n "$extensions" ]; then
    ls "$extensions"/*/META-INF/manifest.xml >/dev/null 2>&1 || fail "no unpacked extension in $extensions: run make"
    extensions=$(cd "$extensions" && pwd)
    # A library that does not load shows as Err:504 in every cell and nowhere else.
    program=$(dirname "$(readlink -f "$(command -v "$soffice")")")
    LD_LIBRARY_PATH=$program ldd -r "$extensions"/*/lib/linux_$(uname -m)/*.so >"$scratch/log" 2>&1 || fail "not a library: $extensions/*/lib/*/*.so"
    ! grep 'not found\|undefined symbol' "$scratch/log" >&2 || fail "the add-in's library cannot load"
fi

# The office's own words go to a log, shown only when something failed.
office() {
    status=0
    # shellcheck disable=SC2086 # $with is a command and its words
    LC_ALL=C.UTF-8 timeout -k 5 "$patience" $with "$soffice" "-env:UserInstallation=file://$profile" \
        ${extensions:+"-env:BUNDLED_EXTENSIONS=file://$extensions"} --headless --norestore --nologo "$@" \
        >"$scratch/log" 2>&1 </dev/null || status=$?
    [ $status -ne 124 ] || fail "the office took longer than $patience s: $*"
    [ $status -eq 0 ] || { cat "$scratch/log" >&2; fail "the office ended with $status: $*"; }
    [ -z "$extensions" ] || grep -qs CalcAddIns.xcu "$profile"/user/extensions/bundled/registry/*/backenddb.xml || {
        cat "$scratch/log" >&2
        fail "the add-in did not register from $extensions"
    }
}

convert() { # format, filter, folder, files
    format=$1 filter=$2 folder=$3
    shift 3
    [ $# -gt 0 ] || fail "no file to convert"
    mkdir -p "$folder"
    for file; do
        [ -e "$file" ] || fail "no such file: $file"
        name=$(basename "${file%.*}")
        rm -f "$folder/$name.$format"
        [ "$format" != csv ] || rm -f "$folder/$name"-*.csv
    done
    office --convert-to "$filter" --outdir "$folder" "$@"
    for file; do
        name=$(basename "${file%.*}")
        found=false
        for result in "$folder/$name.$format" "$folder/$name"-*."$format"; do
            [ ! -s "$result" ] || found=true
        done
        $found || { cat "$scratch/log" >&2; fail "the office could not make $format of $file"; }
    done
}

basic() { # module, arguments
    module=$1
    shift
    [ -e "$module" ] || fail "no such file: $module"
    echo 1 >"$scratch/first.csv" # a profile's first start would overwrite the module with an empty one
    office --convert-to ods --outdir "$scratch" "$scratch/first.csv"
    library=$profile/user/basic/Standard
    mkdir -p "$library"
    entry() { echo "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"; cat; }
    entry >"$library/Sextant.xba" <<EOF
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Sextant" script:language="StarBasic">
$(sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g' "$module")
</script:module>
EOF
    entry >"$library/script.xlb" <<EOF
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">
<library:element library:name="Sextant"/>
</library:library>
EOF
    entry >"$library/../script.xlc" <<EOF
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
<library:library library:name="Standard" xlink:href="\$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/>
</library:libraries>
EOF
    arguments=
    for argument; do arguments="$arguments${arguments:+,}\"$argument\""; done
    office "macro:///Standard.Sextant.Main($arguments)"
}

command=$1
shift
case $command in
convert) format=$1; shift; convert "$format" "$format" "$@" ;;
csv) convert csv 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1' "$@" ;;
basic) basic "$@" ;;
*) fail "no such command: $command" ;;
esac
