#!/bin/bash
# mutate.sh MUTANTS SAMPLE FOLDER TEST-PROGRAMS: breaks the core one place at a time and asks the tests, those of the
# family first. What was tried stands in FOLDER/results, a line each, and is not tried again: file, place, its line, kind,
# caught by | survived | slow | no C; a survivor's diff in FOLDER/survivors. The sample is always drawn the same way, so
# that a longer one goes on where a shorter one ended. CC, CFLAGS and LIBRARIES come from mutate.mk. What is known to
# be no change at all is named with its reason in equivalent.txt. JOBS (2), FILES (names). A place is a number in its file
# as it stands: when the core has changed, remove FOLDER.
mutants=$1 sample=$2 folder=$3
shift 3
programs=("$@")
mkdir -p "$folder/survivors"
touch "$folder/results"

# Each test's objects and libraries, the mutant before the library that holds what it replaces.
ask() { # the mutant's object, a test program
    local program=$folder/run.$BASHPID/test
    # shellcheck disable=SC2086 # words
    $CC $CFLAGS "$BUILD/${2#"$BUILD"/}.o" $1 $OBJECTS $LIBRARIES -o "$program" 2>"$program.said" || return 3
    (ulimit -t 60 && exec nice -n 19 "$program") >"$program.said" 2>&1 # seconds of the processor: the machine may be busy
    local code=$?
    [ $code != 137 ] && [ $code != 152 ] || return 2
    [ $code = 0 ] || return 1
}

try() { # file, place, line, kind
    local file=$1 k=$2 family work=$folder/run.$BASHPID caught=survived program code
    family=$(basename "$(dirname "$file")")
    mkdir -p "$work"
    "$mutants" "$file" "$k" >"$work/mutant.c"
    # shellcheck disable=SC2086 # words
    if ! $CC $COMPILE -w -I"$(dirname "$file")" -c "$work/mutant.c" -o "$work/mutant.o" 2>/dev/null; then
        caught="no C"
    elif cmp -s "$work/mutant.o" <($CC $COMPILE -w -I"$(dirname "$file")" -c "$file" -o /dev/stdout 2>/dev/null); then
        caught="same code"
    else
        for program in $(printf '%s\n' "${programs[@]}" | awk -v f="$family" '{ n = split($0, p, "/")
            print (p[n] ~ "^test_" f "(_|$)" ? 0 : p[n] ~ /^test_(golden|examples)$/ ? 1 : $0 ~ /catalogue/ ? 2 : 3), $0 }' |
            sort -s -n | cut -d' ' -f2); do
            ask "$work/mutant.o" "$program"
            code=$?
            [ $code = 3 ] && { caught="not linked by $(basename "$program")"; break; }
            [ $code = 2 ] && { caught="slow in $(basename "$program")"; break; }
            [ $code = 1 ] && { caught="caught by $(basename "$program")"; break; }
        done
    fi
    echo "$file $k $3 $4 $caught" >>"$folder/results"
    [ "$caught" != survived ] ||
        diff -u --label "$file" --label "mutant $k" "$file" "$work/mutant.c" >"$folder/survivors/${file//\//-}-$k.diff"
    rm -rf "$work"
}
export -f try ask
export mutants folder

# A test that fails on what is whole would catch everything.
mkdir -p "$folder/run.$BASHPID"
for program in "${programs[@]}"; do
    ask "" "$program" || { echo "mutate: $program fails as it is" >&2; tail -n 3 "$folder/run.$BASHPID/test.said" >&2; exit 1; }
done
rm -rf "$folder/run.$BASHPID"

# The sample: all places in the order of a checksum of their names.
while read -r _ file k line kind; do
    grep -q "^$file $k $line " "$folder/results" && continue
    while [ "$(jobs -rp | wc -l)" -ge "${JOBS:-2}" ]; do wait -n; done
    try "$file" "$k" "$line" "$kind" &
done < <(for file in ${FILES:-$(ls core/*/*.c | grep -vE '^core/(maths|cli)/')}; do
    "$mutants" "$file" | awk -v f="$file" '{ print f, $1, $2, $3 }'
done | awk 'BEGIN { for (i = 0; i < 256; i++) code[sprintf("%c", i)] = i }
    { h = 5381; for (i = 1; i <= length($0); i++) h = (h * 33 + code[substr($0, i, 1)]) % 4294967291; print h, $0 }' |
    sort -n | head -n "$sample")
wait

# What is known to answer as before stands in equivalent.txt by its file and the line as the mutant has it.
while read -r file k _; do
    grep -m 1 '^+ ' "$folder/survivors/${file//\//-}-$k.diff" | sed 's/^+ *//' |
        grep -qxFf <(awk -F'\t' -v f="$file" '$1 == f { print $2 }' tests/mutate/equivalent.txt) && echo "$file $k"
done < <(grep ' survived$' "$folder/results") >"$folder/equivalent"
awk 'FILENAME ~ /equivalent$/ { same[$1 " " $2] = 1; next }
    / no C$/ { stillborn++; next } / same code$/ { alike++; next } { n++ }
    / survived$/ { if ($1 " " $2 in same) equivalent++; else { alive++; print } }
    END { n -= equivalent; printf "%d mutants: %d caught, %d survive (%.1f %% caught); %d equivalent, %d the same code, %d no C\n",
        n, n - alive, alive, n ? 100 * (n - alive) / n : 0, equivalent + 0, alike + 0, stillborn + 0 }' "$folder/equivalent" "$folder/results"
