#!/bin/bash
# A long run in parts: parts.sh FOLDER COMMAND... runs each command as tests/each.sh does, says when it begins and how long
# it took, and writes down in FOLDER which has passed, with the sources that it passed with. Begun again after it was
# stopped, it goes on behind them: what passed with these very sources (of this office: FOLDER is its own) is named and not
# run again. Without git, or with files that git does not know, everything runs. AGAIN=1: everything runs.
cd "$(dirname "$0")/../.." || exit 2
folder=${1:?usage: parts.sh FOLDER COMMAND...}
shift
mkdir -p "$folder" || exit 2
# All that is built is made of these alone.
sources() {
    [ -z "$(git ls-files --others --exclude-standard 2>&1)" ] || return 0
    { git ls-files --stage && git diff HEAD; } 2>/dev/null | grep -v '\.md$' | sha256sum | cut -d' ' -f1
}
of=$(sources) status=0
took() { echo "$(($1 / 60)) min $(($1 % 60)) s"; }
for command; do
    words=$(sed "s|${BUILD:-build}/||g; s|tests/||g" <<<"$command")
    name=$(sed "s|[^A-Za-z0-9.-]|_|g" <<<"$words")
    if [ -z "${AGAIN:-}" ] && [ -n "$of" ] && [ "$(head -n 1 "$folder/$name" 2>/dev/null)" = "$of" ]; then
        sed -n '2s/$/, not run again/p' "$folder/$name"
        continue
    fi
    rm -f "$folder/$name"
    began=$SECONDS at=$(date "+%F %H:%M")
    [[ $words != *" "* ]] || at="${words#* }; $at"
    if said=$(tests/each.sh "$command"); then
        said+=" ($at, $(took $((SECONDS - began))))"
        [ -z "$of" ] || printf '%s\n' "$of" "$said" >"$folder/$name"
        echo "$said"
    else
        status=1
        echo "$said ($at, $(took $((SECONDS - began))))"
    fi
done
exit $status
