#!/bin/bash
# story.sh WORKBOOK: figures that more than one review shows, computed from the story's tables alone: name[index], tab, figure.
set -eu
build=${BUILD:-build} story=${BUILD:-build}/story-data
line() { printf '%s\t%s\n' "$1" "$2"; }
call() { "$build/sextant" call "$@" 2>/dev/null; }
# sum FILE COLUMN DATE-COLUMN FROM TO [COLUMN VALUE]: of the lines from FROM to before TO; COUNT as a column counts
sum() {
    awk -F, -v c="$2" -v d="$3" -v from="$4" -v to="$5" -v name="${6:-}" -v is="${7:-}" '
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        $at[d] >= from && $at[d] < to && (name == "" || $at[name] == is) { s += c == "COUNT" ? 1 : $at[c] } END { printf "%.17g", s }' "$story/$1.csv"
}
revenue() { sum pipeline amount close "$1" "$2" stage Won; }
decided() { sum pipeline COUNT close "$1" "$2" stage "$3"; }
spend() { sum spend cost date "$1" "$2"; }
month() { printf '%04d-%02d-01' $((2024 + ($1 - 1) / 12)) $((($1 - 1) % 12 + 1)); } # 1: January 2024
case $1 in
monthly-*)
    for i in 13 22 23 24; do
        from=$(month $i) to=$(month $((i + 1)))
        line "months.revenue[$i]" "$(revenue $from $to)"
        line "months.spend[$i]" "$(spend $from $to)"
        line "months.won[$i]" "$(decided $from $to Won)"
        line "months.lost[$i]" "$(decided $from $to Lost)"
        line "months.created[$i]" "$(sum pipeline amount created $from $to)"
    done
    line tile_revenue "$(revenue 2025-12-01 2026-01-01)"
    line control.actual_total "$(sum ledger amount date 2025-01-01 2026-01-01)" # the books, not the platforms
    line control.budget_total "$(sum budget amount period 2025-01-01 2026-01-01)"
    line month_control.actual_total "$(sum ledger amount date 2025-12-01 2026-01-01)"
    line month_control.budget_total "$(sum budget amount period 2025-12-01 2026-01-01)"
    line recon.ledger_total "$(sum ledger amount date 2025-12-01 2026-01-01)"
    line recon.platform_total "$(spend 2025-12-01 2026-01-01)"
    starts=$(awk -F, 'NR > 1 { printf "%s[%s]", (n++ ? "," : "["), $2 } END { print "]" }' "$story/mrr.csv")
    ends=$(awk -F, 'NR > 1 { printf "%s[%s]", (n++ ? "," : "["), $3 } END { print "]" }' "$story/mrr.csv")
    line tile_nrr "$(call KPI.NRR $(awk -F, '$1 == "2025-12-01" { print $2, $3, $4, $5 }' "$story/retention.csv"))"
    line tile_grr "$(call KPI.GRR "$starts" "$ends")"
    line held.share "$(awk -F, 'NR > 1 { n++; held += $6 >= $3 && $6 <= $5 } END { printf "%.17g", held / n }' "$story/forecasts.csv")"
    ;;
quarterly-*)
    from=2025-10-01 to=2026-01-01
    line tile_revenue "$(revenue $from $to)"
    line tile_win "$(awk -v w="$(decided $from $to Won)" -v l="$(decided $from $to Lost)" 'BEGIN { printf "%.17g", w / (w + l) }')"
    line tile_cac "$(call KPI.CAC "$(awk -v a="$(sum ledger amount date $from $to)" -v b="$(sum orders accrued date $from $to)" 'BEGIN { printf "%.17g", a + b }')" "$(decided $from $to Won)")"
    line "weeks.total[104]" "$(spend 2025-12-22 2025-12-29)"
    line "weeks.total[53]" "$(spend 2024-12-30 2025-01-06)"
    line held.share "$(awk -F, 'NR > 1 { n++; held += $6 >= $3 && $6 <= $5 } END { printf "%.17g", held / n }' "$story/forecasts.csv")"
    ;;
yearly-*)
    for q in 1 2 3 4; do
        from=$(month $((10 + 3 * q))) to=$(month $((13 + 3 * q)))
        line "quarters.revenue[$q]" "$(revenue $from $to)"
        line "quarters.spend[$q]" "$(sum ledger amount date $from $to)" # the books
        line "quarters.platforms[$q]" "$(spend $from $to)"
        line "quarters.budget[$q]" "$(sum budget amount period $from $to)"
        line "quarters.won[$q]" "$(decided $from $to Won)"
        line "quarters.lost[$q]" "$(decided $from $to Lost)"
    done
    line year_revenue "$(revenue 2025-01-01 2026-01-01)"
    line tile_revenue "$(revenue 2025-01-01 2026-01-01)"
    line year_spend "$(sum ledger amount date 2025-01-01 2026-01-01)"
    line year_budget "$(sum budget amount period 2025-01-01 2026-01-01)"
    line before_revenue "$(revenue 2024-01-01 2025-01-01)"
    line before_spend "$(sum ledger amount date 2024-01-01 2025-01-01)"
    line before_won "$(decided 2024-01-01 2025-01-01 Won)"
    line tile_cac "$(call KPI.CAC "$(sum ledger amount date 2025-01-01 2026-01-01)" "$(decided 2025-01-01 2026-01-01 Won)")"
    line heldrow.share "$(awk -F, 'NR > 1 { n++; held += $6 >= $3 && $6 <= $5 } END { printf "%.17g", held / n }' "$story/forecasts.csv")"
    ;;
weekly-*)
    sample=templates/sample/$1.json
    number() { awk -v name="\"$1\"" 'index($0, name) { found = 1 } found && /"value"/ { gsub(/[^0-9.]/, ""); print; exit }' "$sample"; }
    mapfile -t share < <(awk '/"slip"/ { found = 1 } found && /"share"/ { gsub(/[^0-9.]/, ""); print; if (++n == 4) exit }' "$sample")
    closings=$(awk -F, -v opening="$(number opening)" -v shares="${share[*]}" '
        BEGIN { split(shares, share, " ") }
        FNR == 1 { next }
        FILENAME ~ /invoices/ { due[FNR - 5] = $2; next } # -3 to 13: four weeks behind, thirteen ahead
        { w = FNR - 1; c = w == 1 ? opening : c
          for (k = 0; k < 4; k++) c += share[k + 1] * due[w - k]
          c += $2 - $3 - $4 - $5 - $6 - $7 - $8; printf "%.17g\n", c }' "$story/invoices.csv" "$story/cash.csv")
    n=0
    for closing in $closings; do
        n=$((n + 1))
        line "weeks13.closing[$n]" "$closing"
    done
    line tile_cash "$(number opening)"
    line tile_lowest "$(printf '%s\n' $closings | sort -g | head -n 1)"
    plan() { awk -F, -v c="$1" 'NR > 1 { printf "%s[%s]", (n++ ? "," : "["), $c } END { print "]" }' "$story/cash.csv"; }
    n=0
    for spent in $(call CASH.EBBFLOW "$(plan 8)" "[$(printf '%s\n' $closings | paste -sd, | sed 's/,/],[/g; s/^/[/; s/$/]/')]" "$(number floor)" "$(plan 9)" "$(plan 10)" |
        tr -d '\n ' | sed 's/\],\[/\n/g' | tr -d '[]' | cut -d, -f1); do
        n=$((n + 1))
        line "ebb.spend[$n]" "$spent"
    done
    line "signals.value[1]" "$(spend 2025-12-22 2025-12-29)"
    ;;
esac
