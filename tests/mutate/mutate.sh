#!/bin/bash
# mutate.sh MUTANTS SAMPLE PROGRAMS FOLDER: breaks the core one place at a time and asks the tests of PROGRAMS/asked which
# ran that line (LINES, the same built with --coverage, says which do), the quickest first, to the first that fails. A
# mutant is one object, loaded before the library that it replaces a part of. What was tried stands in FOLDER/results, a
# line each, and is not tried again: file, place, its line, kind, caught by | survived | slow in | unasked (no test runs
# the line) | same code | no C; a survivor's diff in FOLDER/survivors. The sample is always drawn the same way, so that a
# longer one goes on where a shorter one ended. What is known to be no change at all is named with its reason in
# equivalent.txt. JOBS (2), FILES (names). A place is a number in its file as it stands: when a file of the core has
# changed, what was tried of it is forgotten. AGAIN=1 asks the survivors again, after tests were added.
mutants=$1 sample=$2 programs=$3 folder=$4
root=$PWD
mkdir -p "$folder/survivors"
touch "$folder/results"
export mutants folder programs root CCACHE_DISABLE=1 # no mutant comes twice

tests() { (cd "$programs/asked" && printf '%s\n' */test_*); }
files() { printf '%s\n' ${FILES:-core/*/*.c} | grep -vE '^core/(maths|cli/main)'; }

# How long each test takes, and which lines it runs: of the library as it stands. What a file of the core was tried for is
# forgotten when it has changed; a test is measured again when it or its golden values have.
core=$(cat $(files) | cksum | tr ' ' -)
[ "$(cat "$folder/known" 2>/dev/null)" = "$core" ] || rm -rf "$folder/whole" "$folder/runs"
mkdir -p "$folder/whole" "$folder/runs"
echo "$core" >"$folder/known"
measure() {
    local test=$1 key took
    key=$(cat "tests/$test.c" tests/*/*.h $([ "${test%%/*}" = core ] || echo tests/catalogue/golden/*.json) | cksum | tr ' ' -)
    local runs=$folder/runs/${test//\//-}
    [ ! -s "$runs-$key" ] || return 0
    rm -f "$runs"-[0-9]*
    find "$LINES" -name '*.gcda' -delete
    BUILD=$LINES/asked "$LINES/asked/$test" >/dev/null 2>&1
    TIMEFORMAT=%U
    took=$( { time BUILD=$programs/asked "$programs/asked/$test" >"$folder/said" 2>&1 || echo failed; } 2>&1)
    [[ $took != *failed* ]] || { echo "mutate: $test fails as it is" >&2; tail -n 3 "$folder/said" >&2; return 1; }
    { echo "$test $took" && gcov -t "$LINES"/core/*/*.gcda 2>/dev/null | awk -F: -v test="$test" '{ gsub(/ /, "", $1) }
        $2 + 0 == 0 && $3 == "Source" { file = $4; next }
        file ~ /^core\/.*\.c$/ && $1 != "-" { print file, $2 + 0, ($1 ~ /^[0-9]/ ? test : "-") }'; } >"$runs.new"
    mv "$runs.new" "$runs-$key"
}
for test in $(tests); do measure "$test" || exit 1; done
for runs in "$folder"/runs/*; do head -n 1 "$runs"; done >"$folder/times"
for runs in "$folder"/runs/*; do tail -n +2 "$runs"; done | sort -u >"$folder/lines"
while read -r file; do
    sum=$(cksum <"$file")
    grep -qxF "$file $sum" "$folder/sums" 2>/dev/null || sed -i "\\,^$file ,d" "$folder/results"
    echo "$file $sum"
done < <(files) >"$folder/sums.new"
mv "$folder/sums.new" "$folder/sums"
[ -z "$AGAIN" ] || sed -i -E '/ (survived|unasked)$/d' "$folder/results"

object() { # FILE OUT: the source on standard input, compiled as what FILE is
    { echo "# 1 \"$1\"" && cat; } | $COMPILE -iquote "$(dirname "$1")" -x c -c - -o "$2" 2>/dev/null
}

try() { # file, place, line, kind, tests with their seconds
    local file=$1 k=$2 line=$3 kind=$4 work=$folder/run.$BASHPID caught=survived whole code test seconds
    whole=$folder/whole/${file//\//-}.o
    shift 4
    mkdir -p "$work"
    "$mutants" "$file" "$k" >"$work/mutant.c"
    [ -s "$whole" ] || { object "$file" "$work/whole.o" <"$file" && mv "$work/whole.o" "$whole"; }
    if ! object "$file" "$work/mutant.o" <"$work/mutant.c"; then
        caught="no C"
    elif cmp -s "$work/mutant.o" "$whole"; then
        caught="same code"
    elif ! $CC -shared "$work/mutant.o" "$programs/libmaths.a" -o "$work/mutant.so" 2>/dev/null; then
        caught="no C"
    elif [ $# = 0 ]; then
        caught=unasked
    else
        for test; do
            seconds=${test##*=} test=${test%=*}
            [[ $test == *@* ]] && export SX_ONLY=${test#*@} || unset SX_ONLY
            test=${test%@*}
            # Seconds of the processor: the machine may be busy.
            (ulimit -c 0 -v 8000000 -t $((2 + 3 * ${seconds%.*})) && BUILD=$programs/asked LD_PRELOAD=$root/$work/mutant.so \
              exec "$programs/asked/$test") >/dev/null 2>&1
            code=$?
            [ $code != 137 ] && [ $code != 152 ] || { caught="slow in $test"; break; }
            [ $code = 0 ] || { caught="caught by $test"; break; }
        done
    fi
    echo "$file $k $line $kind $caught" >>"$folder/results"
    [ "$caught" != survived ] && [ "$caught" != unasked ] ||
        diff -u --label "$file" --label "mutant $k" "$file" "$work/mutant.c" >"$folder/survivors/${file//\//-}-$k.diff"
    rm -rf "$work"
}

# The sample: all places in the order of a checksum of their names; beside each the tests that run its line. A line that
# holds no code of its own (the rest of a statement, a table) is taken for any of its file's. What takes more than MOST
# (4) seconds is asked of its own family alone. First of all the golden values and examples of its own family.
files | while read -r file; do
    "$mutants" "$file" | awk -v f="$file" '{ print f, $1, $2, $3 }'
done | awk 'BEGIN { for (i = 0; i < 256; i++) code[sprintf("%c", i)] = i }
    { h = 5381; for (i = 1; i <= length($0); i++) h = (h * 33 + code[substr($0, i, 1)]) % 4294967291; print h, $0 }' |
    sort -n | head -n "$sample" | cut -d' ' -f2- >"$folder/sample"
sort -k2n "$folder/times" >"$folder/quickest.times"
awk -v most="${MOST:-4}" 'function family(file) { split(file, p, "/"); return p[2] }
    FILENAME ~ /times$/ { order[++n] = $1; seconds[$1] = $2; next }
    FILENAME ~ /lines$/ { known[$1, $2] = 1; if ($3 != "-") { ran[$1, $2, $3] = 1; some[$1, $3] = 1; any[$1] = 1 }; next }
    FILENAME ~ /results$/ { tried[$1, $2] = 1; next }
    !(($1, $2) in tried) { said = $0
        f = family($1)
        if (f ~ /^(budget|cash|data|drive|fcst|gov|kpi|plan|test)$/)
            said = said " catalogue/test_examples@" toupper(f) ".*=0 catalogue/test_golden@*" f ".json=0"
        for (i = 1; i <= n; i++) {
            t = order[i]
            if (seconds[t] > most && index(t, "/test_" family($1)) == 0)
                continue
            if (($1, $3) in known ? (($1, $3, t) in ran) : ($1 in any) ? (($1, t) in some) : 1) said = said " " t "=" seconds[t]
        }
        print said }' "$folder/quickest.times" "$folder/lines" "$folder/results" "$folder/sample" >"$folder/asked" 2>/dev/null
while read -r -a mutant; do
    while [ "$(jobs -rp | wc -l)" -ge "${JOBS:-2}" ]; do wait -n; done
    try "${mutant[@]}" &
done <"$folder/asked"
wait

# What is known to answer as before stands in equivalent.txt by its file and the line as the mutant has it; a dropped
# statement by "dropped: " and what stood there.
while read -r file k _; do
    line=$(awk '/^[-+] /{ mark = substr($0, 1, 1); sub(/^[-+] */, ""); if (mark == "-" && !was) was = $0; if (mark == "+" && !is) is = $0 }
        END { print is == ";" ? "dropped: " was : is }' "$folder/survivors/${file//\//-}-$k.diff")
    grep -qxF -- "$line" <(awk -F'\t' -v f="$file" '$1 == f { print $2 }' tests/mutate/equivalent.txt) && echo "$file $k"
done < <(grep -E ' (survived|unasked)$' "$folder/results") >"$folder/equivalent"
awk 'FILENAME ~ /equivalent$/ { same[$1 " " $2] = 1; next }
    FILENAME ~ /sample$/ { drawn[$1 " " $2] = 1; next }
    !($1 " " $2 in drawn) { next }
    / no C$/ { stillborn++; next } / same code$/ { alike++; next } { n++ }
    / (survived|unasked)$/ { if ($1 " " $2 in same) equivalent++; else { alive++; print } }
    END { n -= equivalent; printf "%d mutants: %d caught, %d survive (%.1f %% caught); %d equivalent, %d the same code, %d no C\n",
        n, n - alive, alive, n ? 100 * (n - alive) / n : 0, equivalent + 0, alike + 0, stillborn + 0 }' \
    "$folder/equivalent" "$folder/sample" "$folder/results"
