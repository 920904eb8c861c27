#!/bin/bash
# unpack.sh FUZZER FOLDER: the inputs kept for it (tests/fuzz/inputs), a file each, for libFuzzer to begin with.
inputs=tests/fuzz/inputs/$(basename "$1").hex
[ -f "$inputs" ] || exit 0
while read -r line; do
    # shellcheck disable=SC2059 # the line is the format: hexadecimal digits
    printf "$(sed 's/../\\x&/g' <<<"$line")" >"$2/kept-$(cksum <<<"$line" | cut -d' ' -f1)"
done <"$inputs"
