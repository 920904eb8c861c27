#!/bin/bash
# Runs each test program or script given (a word, or a word and its arguments), under WITH where that is set. Says one
# line for each; of one that fails, also what it printed, its passed tests aside. What ends badly has failed.
status=0
for command; do
    said=$($WITH $command 2>&1)
    code=$?
    read -r passed failed < <(awk '/^\[  PASSED  \] [0-9]+ test/ { passed += $4 } /^\[  FAILED  \] [0-9]+ test/ { failed += $4 }
        END { print passed + 0, failed + 0 }' <<<"$said")
    [ "$code" = 0 ] || [ "$failed" != 0 ] || { failed=1 && said+=$'\n'"ended with $code"; }
    if [ "$failed" != 0 ]; then
        status=1
        grep -avE '^\[( RUN      |       OK |==========|  PASSED  )\]' <<<"$said"
    fi
    name=${command%% *}
    name=${name#"${BUILD:-build}"/}
    echo "${name#tests/}: $passed passed, $failed failed"
done
exit $status
