#!/bin/bash
# What the quarterly review must show, computed without it: the story's tables by awk, the functions by the shell.
#   figures          name[index], tab, the figure
#   bad FOLDER       writes a sample for each fault; case, tab, the check that must fail
#   good FOLDER      writes samples that must show the same figures
set -eu
sextant=${BUILD:-build}/sextant story=${BUILD:-build}/story-data
sample=templates/sample/quarterly-return-and-reallocation.json
input() { grep -o "\"$1\": *{[^}]*" $sample | sed 's/.*"value": *"\{0,1\}\([^",]*\).*/\1/'; }
call() { "$sextant" call "$@" 2>/dev/null; }
rows() { tr -d '\n ' | sed 's/\],\[/\n/g; s/[]["]//g'; echo; } # a table, a row a line
column() { awk -F, -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) c = i; next } { printf "%s[%s]", (NR > 2 ? "," : "["), $c } END { print "]" }' "$story/$2.csv"; }
line() { printf '%s\t%s\n' "$1" "$2"; }
times() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.17g", a * b }'; }
programmes=(Search Social Events Partner Content) accounts=(6110 6120 6130 6140 6150)
low=(0.8 0.6 0.8 0.8 0.8) high=(1.5 1 1.3 1.6 1) # Social and Content may get no more: stop and fix
tests=(null '[[15000,9000,-7800,2600]]' null '[[3000,6000,19500,4000]]' '[[3000,5000,7600,2200]]')
from=2025-10-01 to=2026-01-01

figures() {
    margin=$(input margin)
    # The quarter by the ledger, the platforms, the orders and the CRM.
    for i in 0 1 2 3 4; do
        n=$((i + 1)) p=${programmes[i]}
        sum() { awk -F, -v from=$from -v to=$to -v key="$2" -v k="$3" -v d="$4" -v v="$5" 'NR > 1 && $k == key && $d >= from && $d < to { s += $v } END { printf "%.17g", s }' "$story/$1.csv"; }
        line "roi.platform[$n]" "$(sum spend "$p" 2 1 5)"
        ledger=$(sum ledger "${accounts[i]}" 2 1 4) accrued=$(sum orders "$p" 3 2 8)
        cost=$(awk -v a="$ledger" -v b="$accrued" 'BEGIN { printf "%.17g", a + b }')
        line "roi.ledger[$n]" "$ledger"
        line "roi.cost[$n]" "$cost"
        read -r revenue customers < <(awk -F, -v from=$from -v to=$to -v p="$p" '$3 == "Won" && $9 == p && $7 >= from && $7 < to { s += $4; n++ } END { printf "%.17g %d\n", s, n }' "$story/pipeline.csv")
        line "roi.revenue[$n]" "$revenue"
        line "roi.roi[$n]" "$(call KPI.ROI "$(times "$revenue" "$margin")" "$cost")"
        line "roi.cac[$n]" "$(call KPI.CAC "$cost" "$customers")"
    done
    # A quarter is the sum of its months.
    awk -F, 'NR > 22 { r += $2; w += $3; l += $4 } END { printf "quarters.revenue[8]\t%.17g\nquarters.won[8]\t%d\nquarters.lost[8]\t%d\n", r, w, l }' "$story/months.csv"
    read -r won lost < <(awk -F, 'NR > 13 { w += $3; l += $4 } END { print w, l }' "$story/months.csv")
    rate=$(call KPI.WINRATE "$won" "$lost")
    line win_rate "$rate"
    line breakeven "$(call KPI.BREAKEVEN "$margin" "$(input hurdle)")"
    # The curves, the best split of the same budget, its rounding, and what the last unit earns.
    curves='' lows='' highs='' todays='' total=0
    for i in 0 1 2 3 4; do
        n=$((i + 1)) p=$(echo "${programmes[i]}" | tr '[:upper:]' '[:lower:]')
        today=$(column "${p}_spend" weeks | tr -d '[]' | tr ',' '\n' | tail -n 13 | awk '{ s += $1 } END { printf "%.17g", s / NR }')
        fit=$(call PLAN.FIT "$(column "${p}_spend" weeks)" "$(column "${p}_pipeline" weeks)" '"hill"' '"fit"' "${tests[i]}" '"none"' "$(input range_level)" | rows)
        value() { echo "$fit" | awk -F, -v row="$1" 'NR == row { print $2 }'; }
        curve="[\"${programmes[i]}\",\"hill\",$(value 6),\"\",\"\",$(value 2),$(value 3),1]"
        line "curves.top[$n]" "$(value 2)"
        line "quality.marginal[$n]" "$(value 12)"
        line "moves.today_week[$n]" "$today"
        line "verdicts.marginal[$n]" "$(times "$(call PLAN.MARGINAL "$today" "[$curve]")" "$rate")"
        curves="$curves${curves:+,}$curve" todays="$todays${todays:+,}[$today]"
        lows="$lows${lows:+,}[$(times "$today" "${low[i]}")]" highs="$highs${highs:+,}[$(times "$today" "${high[i]}")]"
        total=$(awk -v a="$total" -v b="$today" 'BEGIN { printf "%.17g", a + 13 * b }')
    done
    budget=$(awk -v t="$total" -v r="$(input rounding)" 'BEGIN { print int(t / r) * r }')
    line budget_next "$budget"
    best=$(call PLAN.ALLOCATE "$(awk -v b="$budget" 'BEGIN { printf "%.17g", b / 13 }')" "[$curves]" "[$lows]" "[$highs]" null "[$todays]")
    echo "$best" | rows | awk '{ printf "best.spend[%d]\t%s\n", NR, $1 }'
    scale=$(awk -v r="$(input rounding)" 'BEGIN { print r * 100 }')
    call PLAN.SPLIT "$(awk -v b="$budget" -v s="$scale" 'BEGIN { printf "%.17g", b / s }')" "$best" | rows | awk -v s="$scale" '{ printf "plan.spend[%d]\t%.17g\n", NR, $1 * s }'
    # Accuracy, and the base scenario.
    line 'held.share[1]' "$(call DRIVE.HELD "$(column low forecasts)" "$(column high forecasts)" "$(column actual forecasts)" | rows | cut -d, -f1)"
    line wape "$(call FCST.WAPE "$(column actual forecasts)" "$(column point forecasts)")"
    line bias "$(call FCST.BIAS "$(column actual forecasts)" "$(column point forecasts)")"
    spend=$(awk -v t="$total" -v b="$budget" 'BEGIN { printf "[[%.17g],[%.17g],[%.17g],[%.17g],[%.17g]]", t, b, b * 1.02, b * 0.95, b * 1.02 }')
    drivers='[["Opportunity","cost per",2050,2350,2700,0],["Won","rate",0.17,0.22,0.27,0.6],["Revenue","value",15800,17300,18800,0]]'
    call DRIVE.RANGE "$spend" "$drivers" | rows | awk -F, 'NR == 2 { print "scenarios.p10[1]\t" $6 "\nscenarios.p50[1]\t" $7 "\nscenarios.p90[1]\t" $8 }'
}

bad() {
    table() { printf '{"tables": {"%s": "%s.csv"}}\n' "$2" "$1" >"$folder/$1.json"; printf '%s\t%s\n' "$1" "$3"; }
    inputs() { printf '{"inputs": {"%s": {"value": %s, "owner": "x", "date": "2025-12-29"}}}\n' "$2" "$3" >"$folder/$1.json"; printf '%s\t%s\n' "$1" "$4"; }
    folder=$1
    sed '500s/,EUR,[0-9.]*,/,EUR,n.a.,/' "$story/spend.csv" >"$folder/text.csv"; table text spend 'Every amount and date of spend is a number'
    awk -F, -v OFS=, 'NR == 700 { t = $6; $6 = $7; $7 = t } 1' "$story/pipeline.csv" >"$folder/swapped.csv"; table swapped pipeline 'No deal closes before it was created'
    sed 's/^\(D0700,.*\)/\1\n\1/' "$story/pipeline.csv" >"$folder/deal.csv"; table deal pipeline 'Every deal stands once'
    sed '/^2025-06-02/d' "$story/spend.csv" >"$folder/week.csv"; table week spend 'No week of the history is without spend'
    sed '600p' "$story/spend.csv" >"$folder/campaign.csv"; table campaign spend 'Every campaign stands once a day'
    sed '600s/,Social,/,Socials,/; 600s/,Search,/,Searches,/; 600s/,Events,/,Event,/; 600s/,Partner,/,Partners,/; 600s/,Content,/,Contents,/' "$story/spend.csv" >"$folder/channel.csv"; table channel spend 'Every channel and source is a programme'
    sed '600s/,EUR,/,USD,/' "$story/spend.csv" >"$folder/currency.csv"; table currency spend 'All amounts are in the one currency'
    sed '600s/,EUR,/,EUR,-/' "$story/spend.csv" >"$folder/negative.csv"; table negative spend 'No amount of spend or of a deal is negative'
    sed '/^2025-12-28,6110/s/media,[0-9.]*/media,1.00/' "$story/ledger.csv" >"$folder/ledger.csv"; table ledger ledger 'Ledger and platform agree within the tolerance, programme by programme'
    sed '10s/^\([^,]*,[^,]*\),[^,]*/\1,9999999/' "$story/forecasts.csv" >"$folder/order.csv"; table order forecasts 'Past forecasts lie within their ranges'
    # A programme twice, and one without a curve.
    programme() { awk -v edit="$2" '/"programmes": \[/ { on = 1 } on { print } on && /\]/ { exit }' $sample | sed "$2; \$s/,\$/}}/; 1s/^/{\"tables\": {/" >"$folder/$1.json"; printf '%s\t%s\n' "$1" "$3"; }
    programme twice 's/"name": "Content"/"name": "Social"/' 'Every programme stands once, with owner, account, curve and bounds'
    programme curve '/"Events"/s/"kind": "hill", //' 'Every programme has a curve with its range'
    inputs month quarter '"2025-11-01"' "The quarter begins on a quarter's first day"
    inputs money margin '"most of it"' 'Every assumption is a number'
}

case $1 in
figures) figures ;;
bad) bad "$2" ;;
good) # the same deals and spend in another order
    folder=$2
    for table in spend pipeline; do
        { head -n 1 "$story/$table.csv"; tail -n +2 "$story/$table.csv" | sort -t, -k3,3 -k4,4; } >"$folder/sorted-$table.csv"
    done
    echo '{"tables": {"spend": "sorted-spend.csv", "pipeline": "sorted-pipeline.csv"}}' >"$folder/sorted.json"
    echo sorted
    ;;
esac
