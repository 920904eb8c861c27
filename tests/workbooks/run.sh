#!/bin/bash
# Every workbook in a real Calc: blank, sample, filled by half, faults, round trips, print. Here the offices are started,
# side by side where they can be; what they made is judged by judge.c.
set -u
build=${BUILD:-build} work=${BUILD:-build}/tests/workbooks/work
export BUILD=$build
tools=$build/tests/workbooks
failed=0
fail() {
    failed=$((failed + 1))
    echo "[  ERROR   ] --- workbooks: $*"
}
here() { case $1 in /*) echo "$1" ;; *) echo "$PWD/$1" ;; esac; }

rm -rf "$work"
mkdir -p "$work"/{alone,blank,sample,plain,back,without-inputs,without-tables,laid,faults,german,a4,letter}
names=()
for name in ${WORKBOOKS:-$(basename -s .json templates/*.json)}; do # WORKBOOKS: only these
    if [ -e "$build/templates/$name.ots" ] && [ -e "$build/samples/$name.pdf" ]; then
        names+=("$name")
    else
        fail "$name is not built"
    fi
done

# filled NAME FOLDER OPTION...: the sample, written otherwise
filled() {
    local name=$1 document=$work/$2.ods
    shift 2
    "$build/write" --story "$build/story-data" --sample "templates/sample/$name.json" "$@" "templates/$name.json" "$document" ||
        fail "cannot write $document"
}

# office LIST: what `jobs LIST` says for all workbooks, in two starts of the office
office() {
    local list=$1 side=0 name pid pids=()
    for name in "${names[@]}"; do
        "$tools/jobs" "$list" "$name" >>"$work/$list.$side" || fail "$name: no jobs"
        side=$((1 - side))
    done
    for side in "$work/$list".?; do
        tests/calc/office.sh -t "${PATIENCE:-900}" basic tests/workbooks/office.bas "$(here "$side")" "$(here "$side.report")" &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do wait "$pid" || fail "an office failed at $list"; done
}

for name in "${names[@]}"; do
    "$build/write" --names "templates/$name.json" >"$work/$name.names" || fail "$name: no names"
    "$tools/figures" "$name" >"$work/$name.figures" || fail "$name: no figures"
    "$tools/jobs" samples "$name" || fail "$name: no samples"
    filled "$name" "letter/$name" --letter
    filled "$name" "without-inputs/$name" --without inputs
    filled "$name" "without-tables/$name" --without tables
    for case in "$work/laid/$name+"*.json; do
        [ ! -e "$case" ] || filled "$name" "laid/$(basename "$case" .json)" --sample "$case"
    done
done

office first
samples=("${names[@]/%/.ods}")
tests/calc/office.sh -t "${PATIENCE:-900}" -l de-DE convert fods "$work/german" "${samples[@]/#/$build/samples/}" &
german=$!
tests/calc/office.sh -t "${PATIENCE:-900}" -n convert fods "$work/alone" "${samples[@]/#/$build/samples/}" || fail "the office without the extension failed"
office faults
wait $german || fail "the office where the comma is decimal failed"

for name in "${names[@]}"; do
    pdftotext -layout "$build/samples/$name.pdf" "$work/a4/$name.txt"
    pdftotext -layout "$work/letter/$name.pdf" "$work/letter/$name.txt"
done
"$tools/judge" "${names[@]}"
judged=$?
[ $judged -le 1 ] || fail "the judge came to no end"
[ $failed -eq 0 ] || echo "[  FAILED  ] $failed test(s). run.sh"
[ $failed -eq 0 ] && [ $judged -eq 0 ]
