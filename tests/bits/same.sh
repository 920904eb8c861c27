#!/bin/bash
# The same answers, bit for bit: one SHA-256 for every example, every golden value and 5 000 random calls, whatever the
# processor has, on one processor and on all, in another locale. With `full` also from builds by gcc and clang, -O0 to
# -O3 and for this very processor. With `only` and a command in front of a shell (an emulator) that one alone, compared.
cd "$(dirname "$0")/../.." || exit 2
build=${BUILD:-build} passed=0 failed=0
lines=$(mktemp) || exit 2
trap 'rm -f "$lines"' EXIT
"$build/tests/bits/batch" 5000 tests/catalogue/golden/*.json >"$lines" || exit 2

answers() { "$@" batch <"$lines" | sha256sum; }
same() { # words, then how to run a shell
    local found
    found=$(answers "${@:2}")
    if [ "$found" = "$wanted" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "[  ERROR   ] --- other answers: $1. The first lines that differ:"
        diff <("$build/sextant" batch <"$lines") <("${@:2}" batch <"$lines") | head -n 4
    fi
}
end() {
    echo "[  PASSED  ] $passed test(s)."
    [ $failed = 0 ] || { echo "[  FAILED  ] $failed test(s)."; exit 1; }
    exit 0
}

# Answers at all, and most of them values.
n=$(wc -l <"$lines") values=$("$build/sextant" batch <"$lines" | grep -c '^{"value"')
if [ "$n" -gt 5000 ] && [ "$values" -gt $((n / 2)) ]; then
    passed=$((passed + 1))
else
    failed=$((failed + 1))
    echo "[  ERROR   ] --- $values values of $n lines"
fi
wanted=$(answers "$build/sextant")
echo "$n lines, $values values, SHA-256 ${wanted%% *}"

if [ "$1" = only ]; then
    same "$2" "${@:3}"
    end
fi
for features in -FMA -AVX2,-FMA -AVX,-AVX2,-FMA,-FMA4 -AVX512F,-AVX512VL -SSE4_1,-SSE4_2,-SSSE3,-AVX,-AVX2,-FMA; do
    same "without $features" env GLIBC_TUNABLES=glibc.cpu.hwcaps=$features "$build/sextant"
done
same "on one processor" taskset -c "$(taskset -cp $$ | sed 's/.*: //; s/[-,].*//')" "$build/sextant"
same "another locale" env LC_ALL=de_DE.UTF-8 LANG=tr_TR.UTF-8 "$build/sextant"
[ "$1" = full ] || end

for cc in gcc clang; do
    for flags in -O0 -O1 -O2 -O3 "-O3 -march=native"; do
        other=$build/bits/$cc${flags//[ =]/}
        if ! make --no-print-directory -j"$(nproc)" BUILD="$other" CC=$cc CFLAGS="$flags" WARN="-std=c11 -w" \
            "$other/sextant" "$other/tests/core/test_maths" >"$build/bits.log" 2>&1; then
            failed=$((failed + 1))
            echo "[  ERROR   ] --- $cc $flags does not build:"
            tail -n 5 "$build/bits.log"
            continue
        fi
        same "$cc $flags" "$other/sextant"
        if said=$("$other/tests/core/test_maths" 2>&1); then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
            echo "[  ERROR   ] --- $cc $flags: $said"
        fi
    done
done
end
