#!/bin/bash
# The Windows build from outside, under Wine: the tests of the shell as Linux runs them, byte for byte the same answers,
# arguments and files in UTF-8, pipes that carry bytes, and what the three files ask of Windows.
cd "$(dirname "$0")/../.." || exit 2
build=${BUILD:-build}
there=$build/windows wine=tests/platforms/wine.sh
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
. tests/found.sh
windows() { "$wine" "$there/sextant.exe" "$@"; }
# both WHAT ARGUMENT...: output, reason and exit code are those of Linux.
both() {
    local what=$1
    shift
    "$build/sextant" "$@" >"$work/out" 2>"$work/err" <"${input:-/dev/null}"
    echo "exit $?" >>"$work/err"
    windows "$@" >"$work/out.w" 2>"$work/err.w" <"${input:-/dev/null}"
    echo "exit $?" >>"$work/err.w"
    check "$what" "$(cmp "$work/out" "$work/out.w" 2>&1; cmp "$work/err" "$work/err.w" 2>&1 && true; diff "$work/err" "$work/err.w")"
}

# The shell's own tests call $S: here a program of this name that starts the other through Wine. Not to be had there: an
# argument that is no UTF-8, the words for a folder in place of a file, SQLite, and a terminal of Linux.
known=' wrong_usage a_file_is_refused a_database_takes_each_row_once a_changed_row_is_replaced_or_kept_beside a_database_is_left_alone_where_it_cannot_be batch_shows_a_bar_on_a_terminal '
mkdir -p "$there/shell"
printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$PWD/$wine" "$PWD/$there/sextant.exe" >"$there/shell/sextant"
chmod +x "$there/shell/sextant"
for test in test_shell test_import; do
    BUILD=$there/shell "$build/tests/catalogue/$test" >"$work/said" 2>&1
    passed=$((passed + $(grep -ac '^\[       OK \]' "$work/said")))
    check "$test ran" "$(grep -aq '^\[  PASSED  \]' "$work/said" || cat "$work/said")"
    while read -r name; do
        [[ $known == *" $name "* ]] || check "$test: $name" "$(grep -a ^ERROR "$work/said")"
    done < <(sed -n 's/^\[  FAILED  \] \([a-z_]*\)$/\1/p' "$work/said" | sort -u)
done

said=$(tests/bits/same.sh only Windows "$wine" "$there/sextant.exe" 2>&1) || said="other: $said"
check "examples, golden values and 5 000 random calls" "$(grep -E 'ERROR|FAILED|other:' <<<"$said")"
both "the version" --version
both "the list of functions" list
both "a page of the reference" about PLAN.MIX
both "a reason" call KPI.CAC 50000 0
for name in 'KPI.CAÇ' 'Größe ✗' '日本語' '😀 x' 'a "quoted" \ word\'; do
    both "an argument $name" call SEXTANT.WHY "\"$(sed 's/[\\"]/\\&/g' <<<"$name")\""
    both "the name $name" call "$name"
done
mkdir -p "$work/Bücher ✓"
for file in tests/core/exports/google_de.csv tests/core/exports/google_ja.csv; do
    cp "$file" "$work/Bücher ✓/日本 Käse.csv"
    both "a file with a name in UTF-8 ($file)" import --table spend "$work/Bücher ✓/日本 Käse.csv"
done
printf '{"f":"KPI.CAC","args":[50000,125]}\r\n{"f":"SEXTANT.WHY","args":["\032 a\\nb"]}\n\032\n{"f":"KPI.CAC","args":[1,2]}' >"$work/bytes"
input=$work/bytes both "bytes that Windows reads otherwise in texts" batch
"$build/tests/bits/batch" 20000 tests/catalogue/golden/*.json >"$work/lines"
check "a reader that leaves ends the batch" \
    "$(WINE_SECONDS=600 windows batch <"$work/lines" 2>"$work/err" | head -n 1 >/dev/null; [ "${PIPESTATUS[0]}" = 2 ] || cat "$work/err" -)"

# Windows' own and the office's alone, and none of mingw-w64's mathematical functions, which are less exact than ours.
export LC_ALL=C
for file in sextant.dll commands.dll sextant.exe; do
    check "$file needs more than Windows and the office" "$(x86_64-w64-mingw32-objdump -p "$there/$file" |
        sed -n 's/.*DLL Name: //p' | grep -vxiE 'kernel32\.dll|msvcrt\.dll|bcrypt\.dll|shell32\.dll|cppu3\.dll|sal3\.dll')"
done
for file in sextant commands; do
    check "$file.dll shows other names" "$(diff <(sed '1,2d; s/ //g' "addin/windows/$file.def") \
        <(x86_64-w64-mingw32-objdump -p "$there/$file.dll" | sed -n 's/^\t\[ *[0-9]*\] \([a-z]\)/\1/ip' | sed 's/.* //'))"
done
symbols() { x86_64-w64-mingw32-nm "$there/libsextant.a" 2>/dev/null | awk -v kind="$1" 'NF == 2 { if (kind == "U" && $1 == "U") print $2 } NF == 3 { if (kind == "D" && $2 ~ /[TDRBC]/) print $3 }' | sort -u; }
names=$(readelf --dyn-syms -W "$(gcc -print-file-name=libm.so.6)" | awk '$7 != "UND" && $8 { sub(/@.*/, "", $8); print $8 }' | sort -u)
check "no libm was read" "$(grep -qx lgamma <<<"$names" || echo none)"
check "no symbols were read" "$(symbols D | grep -qx lgamma || echo none)"
check "the core takes mathematical functions from elsewhere" "$(comm -12 <(comm -23 <(symbols U) <(symbols D)) <(echo "$names"))"
verdict
