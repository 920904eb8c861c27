#!/bin/bash
# analyse.sh FILE STAMP FLAGS...: what clang-tidy and gcc -fanalyzer find in a file, less what tests/analyse.txt explains.
file=$1 stamp=$2
shift 2
found=$(mktemp) || exit 2
trap 'rm -f "$found"' EXIT
clang-tidy --quiet "$file" -- "$@" 2>/dev/null | sed -n "s|^$PWD/||; /: \(error\|warning\): /p" >"$found"
# gcc 12 forgets between two loops how often the first one went, and takes what it filled for uninitialised: that check
# is clang's, and valgrind's.
gcc "$@" -O1 -fanalyzer -Wno-analyzer-use-of-uninitialized-value -MMD -MP -MF "${stamp%.stamp}.d" -MT "$stamp" -c "$file" -o /dev/null 2>&1 |
    grep -E '^[^ ]+: (error|warning): ' >>"$found"
while read -r where check _; do
    case $where in '#'* | '') ;; *) sed -i "\\|^$where:.*$check|d" "$found" ;; esac
done <tests/analyse.txt
[ ! -s "$found" ] || { sort -u "$found"; exit 1; }
touch "$stamp"
