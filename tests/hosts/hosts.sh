#!/bin/bash
# sextant batch on two hosts by GNU parallel: the same bytes as one process, and again after a worker was killed in the
# middle. The hosts are network namespaces with an sshd each, which this script makes and removes: as root.
# hosts.sh SEXTANT [lines]; with MEASURE=1 it also times one host against two, each held to one core.
set -euo pipefail
sextant=$(realpath "$1") lines=${2:-3000}
[ "$(id -u)" = 0 ] || { echo "[  ERROR   ] --- network namespaces are root's to make"; exit 1; }
folder=$(mktemp -d "${TMPDIR:-/tmp}/sextant-hosts.XXXXXX")
chmod 755 "$folder"
id=$$ passed=0 failed=0
tag=$((id % 9000 + 1000))
remove() {
    for h in 1 2; do
        [ ! -s "$folder/sshd$h.pid" ] || kill "$(cat "$folder/sshd$h.pid")" 2>/dev/null || true
        ip netns del "sx$tag-$h" 2>/dev/null || true
        ip link del "sxv$tag-$h" 2>/dev/null || true
    done
    rm -rf "$folder"
}
trap remove EXIT
trap 'exit 130' INT TERM
check() { # what, then a command that must hold
    local what=$1
    shift
    if "$@"; then passed=$((passed + 1)); else
        failed=$((failed + 1))
        echo "[  ERROR   ] --- $what"
    fi
}

ssh-keygen -q -t ed25519 -N '' -f "$folder/key"
mkdir -p /run/sshd
: >"$folder/hosts"
for h in 1 2; do
    address=10.213.$((tag % 250)).$((4 * h + 2))
    ip netns add "sx$tag-$h"
    ip link add "sxv$tag-$h" type veth peer name inside netns "sx$tag-$h"
    ip addr add "10.213.$((tag % 250)).$((4 * h + 1))/30" dev "sxv$tag-$h"
    ip link set "sxv$tag-$h" up
    ip -n "sx$tag-$h" addr add "$address/30" dev inside
    ip -n "sx$tag-$h" link set inside up
    ssh-keygen -q -t ed25519 -N '' -f "$folder/host$h"
    cat >"$folder/sshd$h.conf" <<CONF
ListenAddress $address
HostKey $folder/host$h
PidFile $folder/sshd$h.pid
AuthorizedKeysFile $folder/key.pub
StrictModes no
PermitRootLogin prohibit-password
PasswordAuthentication no
UsePAM no
MaxStartups 50
CONF
    # Each host has one core, so that two are twice one.
    core=$(((h - 1) % $(nproc)))
    ip netns exec "sx$tag-$h" taskset -c $core /usr/sbin/sshd -f "$folder/sshd$h.conf" -E "$folder/sshd$h.log"
    printf 'Host host%s\nHostName %s\nUser root\nIdentityFile %s\nStrictHostKeyChecking no\nUserKnownHostsFile %s\nLogLevel ERROR\n' \
        $h "$address" "$folder/key" "$folder/known" >>"$folder/ssh.conf"
    echo "1/host$h" >>"$folder/hosts"
done

# A day's work: key figures, forecasts and mistakes, in pieces of a thousand lines.
awk -v n="$lines" 'BEGIN { for (i = 1; i <= n; i++)
    if (i % 4) printf "{\"f\":\"KPI.CAC\",\"args\":[%d,%d]}\n", i * 37, i % 97
    else { printf "{\"f\":\"FCST.POINT\",\"args\":[["
           for (m = 1; m <= 36; m++) printf "%s[%d]", (m == 1 ? "" : ","), 100 + (i * m * 7919) % 89 + m * (i % 5)
           print "],1]}" } }' >"$folder/lines"
cd "$folder"
split -l $((lines / 12)) -d -a 3 lines piece.
"$sextant" batch <lines >wanted

# A piece goes to a host, its answers come back beside it; what stands in the log as done is not done again.
spread() { # command, options of parallel
    local command=$1
    shift
    ls piece.??? | parallel --will-cite --ssh "ssh -F $folder/ssh.conf" --workdir "$folder/there" --transferfile {} \
        --return {}.answers --cleanup --joblog "$folder/log" "$@" "$command"
}
batch="$sextant batch <{} >{}.answers"
answers() { cat piece.???.answers; }
spread "$batch" --sshloginfile hosts
check "two hosts give other bytes than one process" cmp -s wanted <(answers)
check "both hosts worked" [ "$(awk -F'\t' 'NR > 1 { print $2 }' log | sort -u | wc -l)" = 2 ]

# A worker is killed in the middle: its piece is known as failed, and is done again, and only it.
rm -f log piece.???.answers
cat >"$folder/dies" <<DIES
#!/bin/bash
# The seventh piece's worker is killed by a signal after some of its answers are written, the first time.
if [ -e "$folder/once" ] && [ "\$1" = piece.006 ]; then
    rm "$folder/once"
    head -n 50 "\$1" | "$sextant" batch >"\$1.answers"
    kill -KILL \$\$
fi
exec "$sextant" batch <"\$1" >"\$1.answers"
DIES
chmod +x "$folder/dies"
touch "$folder/once"
! spread "$folder/dies {}" --sshloginfile hosts 2>/dev/null || check "the killed worker was not noticed" false
check "one piece failed" [ "$(awk -F'\t' 'NR > 1 && $7 != 0' log | wc -l)" = 1 ]
done_before=$(awk 'NR > 1' log | wc -l)
spread "$folder/dies {}" --sshloginfile hosts --resume-failed
check "only the failed piece was done again" [ "$(($(awk 'NR > 1' log | wc -l) - done_before))" = 1 ]
check "after the repeat other bytes than one process" cmp -s wanted <(answers)
check "as many answers as lines" [ "$(answers | wc -l)" = "$lines" ]

if [ -n "${MEASURE:-}" ]; then
    head -n 1 hosts >one
    took() {
        rm -f log piece.???.answers
        local from to
        from=$(date +%s%N)
        spread "$batch" --sshloginfile "$1"
        to=$(date +%s%N)
        echo $(((to - from) / 1000000))
    }
    for turn in 1 2 3; do
        first=$(took one) second=$(took hosts)
        echo "$first $second"
    done | sort -n | awk '{ a[NR] = $1 / $2; printf "one host %d ms, two hosts %d ms, %.2f times\n", $1, $2, $1 / $2 }'
fi
echo "[  PASSED  ] $passed test(s)."
[ $failed = 0 ] || echo "[  FAILED  ] $failed test(s)."
[ $failed = 0 ]
