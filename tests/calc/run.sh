#!/bin/sh
# Runs the cases in a real headless Calc, in offices with a decimal point and with a comma, the month first and the day
# first: run.sh CASES.fods. LOCALES: in these alone; PATIENCE: seconds an office may take.
# Prints what failed and closes with the counts in cmocka's form.
set -eu
cases=$1 failed=0 passed=0
here=$(dirname "$0")
results=$(mktemp -d "${TMPDIR:-/tmp}/sextant-cases.XXXXXX")
trap 'rm -rf "$results"' EXIT
name=$(basename "$cases" .fods)
wanted=$(grep -o '&quot;ok&quot;' "$cases" | wc -l)

for locale in ${LOCALES:-en-US en-GB de-DE fr-FR}; do
    "$here/office.sh" -l $locale -t "${PATIENCE:-300}" csv "$results" "$cases"
    ok=$(grep -c ',ok$' "$results/$name-Checks.csv" || true)
    if [ "$ok" -ne "$wanted" ]; then
        echo "[  ERROR   ] --- $((wanted - ok)) of $wanted checks failed in Calc ($locale); name, found, wanted, tolerance:"
        grep ',FAIL$' "$results/$name-Checks.csv" || true
    fi
    passed=$((passed + ok)) failed=$((failed + wanted - ok))
    # Behaviour: what it is, what the cell shows, what it must show; * is set-up.
    awk -F, -v locale=$locale '
        $3 == "*" { next }
        $2 == $3 { good++; next }
        { printf "[  ERROR   ] --- Calc (%s): %s: shows %s instead of %s\n", locale, $1, $2, $3; bad++ }
        END { print good + 0, bad + 0 >"/dev/stderr" }' "$results/$name-Behaviour.csv" 2>"$results/counts"
    read -r good bad <"$results/counts"
    passed=$((passed + good)) failed=$((failed + bad))
done
echo "[  PASSED  ] $passed test(s)."
[ $failed -eq 0 ] || { echo "[  FAILED  ] $failed test(s)."; exit 1; }
