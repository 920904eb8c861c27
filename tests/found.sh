# shellcheck shell=bash
# For scripts that say what they find and should not: sourced. check, then verdict at the end.
passed=0 failed=0
check() { # words; what is found, and should not be
    if [ -z "$2" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "[  ERROR   ] --- $1: $(head -c 1000 <<<"$2" | tr '\n' ' ')"
    fi
}
verdict() {
    echo "[  PASSED  ] $passed test(s)."
    [ $failed = 0 ] || { echo "[  FAILED  ] $failed test(s)."; return 1; }
}
