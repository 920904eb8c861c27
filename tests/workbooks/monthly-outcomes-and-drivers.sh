#!/bin/bash
# What the monthly must show, computed without it: the story's tables by awk, the functions by the shell.
#   figures          name[index], tab, the figure
#   bad FOLDER       writes a sample for each fault; case, tab, the check that must fail
#   good FOLDER      writes samples that must show the same figures, or those in their own CASE.figures
set -eu
build=${BUILD:-build} story=${BUILD:-build}/story-data sample=templates/sample/monthly-outcomes-and-drivers.json
call() { "$build/sextant" call "$@" 2>/dev/null; }
line() { printf '%s\t%s\n' "$1" "$2"; }
input() { grep -A 1 "\"$1\": *{" $sample | sed -n 's/.*"value": *"\{0,1\}\([^",]*\).*/\1/p'; }
column() { awk -F, -v field="$2" 'NR > 1 { printf "%s[%s]", (n++ ? "," : "["), $field } END { print "]" }' "$story/$1.csv"; }
plan() { awk -v key="\"$2\"" -v month="\"month\": \"$1\"" 'index($0, month) { on = 1 } on && index($0, key) { gsub(/[^0-9.]/, "", $2); print $2; exit }' $sample; }

figures() {
    # The deals: what was won and lost, created and open, in December 2025.
    eval "$(awk -F, 'NR > 1 {
            decided = $3 != "Won" && $3 != "Lost" ? 0 : 1; in_month = $7 >= "2025-12-01" && $7 <= "2025-12-31"
            if (in_month && $3 == "Won") { won++; revenue += $4; days += day($7) - day($6) }
            if (in_month && $3 == "Lost") lost++
            if ($6 >= "2025-12-01" && $6 <= "2025-12-31" && $9 != "Partner") pipeline += $4
            if (!(decided && $7 < "2025-12-01")) play++
            if (!decided) open += $4 }
        function day(d,   y, m) { y = substr(d, 1, 4); m = substr(d, 6, 2) + 0; if (m < 3) { y--; m += 12 }
            return 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * m - 457) / 5) + substr(d, 9, 2) }
        END { printf "won=%d lost=%d play=%d revenue=%.17g days=%.17g pipeline=%.17g open=%.17g", won, lost, play, revenue, days, pipeline, open }' "$story/pipeline.csv")"
    spend=$(awk -F, 'NR > 1 && $1 >= "2025-12-01" && $1 <= "2025-12-31" { s += $5 } END { printf "%.17g", s }' "$story/spend.csv")
    of() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.17g", a / b }'; }
    cost=$(awk -F, 'FNR == 1 { file++; next } file == 1 && $1 >= "2025-12-01" { s += $4 } file == 2 && $2 >= "2025-12-01" { s += $8 } END { printf "%.17g", s }' "$story/ledger.csv" "$story/orders.csv")
    rate=$(call KPI.WINRATE "$won" "$lost") value=$(of "$revenue" "$won") share=$(of $((won + lost)) "$play") cac=$(call KPI.CAC "$cost" "$won")
    line 'measures.revenue[24]' "$revenue"
    line tile_revenue "$revenue"
    line 'measures.pipeline[24]' "$pipeline"
    line 'measures.winrate[24]' "$rate"
    line 'months.spend[24]' "$spend"
    line 'measures.cac[24]' "$cac"
    line 'measures.velocity[24]' "$(call KPI.VELOCITY "$play" "$value" "$rate" "$(of "$days" "$won")")"
    line 'measures.payback[24]' "$(call KPI.PAYBACK "$cac" "$(of "$value" 12)" "$(input margin)" "$(input churn)")"
    target=$(for month in 2026-01-01 2026-02-01; do for key in in_play decided win_rate deal_value; do plan $month $key; done | paste -sd' '; done |
        awk '{ s += $1 * $2 * $3 * $4 } END { printf "%.17g", s }')
    line 'measures.coverage[24]' "$(call KPI.COVERAGE "$open" "$target")"
    m=2025-12-01
    call KPI.BRIDGE "[[$(plan $m in_play)],[$(plan $m decided)],[$(plan $m win_rate)],[$(plan $m deal_value)]]" "[[$play],[$share],[$rate],[$value]]" |
        tr -d '[]' | tr ',' '\n' | awk '{ printf "bridge.contribution[%d]\t%s\n", NR, $1 }'
    line 'measures.grr[24]' "$(call KPI.GRR "$(column mrr 2)" "$(column mrr 3)")"
    line 'measures.nrr[24]' "$(awk -F, 'NR > 1 && $2 > 0 { s += $2; e += $3 } END { printf "%.17g", e / s }' "$story/mrr.csv")"
    call DRIVE.HELD "$(column forecasts 3)" "$(column forecasts 5)" "$(column forecasts 6)" | tr -d '[]' | awk -F, '{ print "held.share[1]\t" $1 "\nheld.held[1]\t" $4 }'
    line forecast_bias "$(call FCST.BIAS "$(column forecasts 6)" "$(column forecasts 4)")"
    line forecast_wape "$(call FCST.WAPE "$(column forecasts 6)" "$(column forecasts 4)")"
    # The books: exposure of the year and difference of the month by channel, in the order of Inputs.
    awk -F, 'BEGIN { n = split("Search Social Events Partner Content", name, " ") }
        FNR == 1 { file++; next }
        file == 1 && $1 >= "2025-01-01" { channel = name[($2 - 6100) / 10]; actual[channel] += $4; if ($1 >= "2025-12-01") month[channel] += $4 }
        file == 2 { rest = $6 - $7 - $8; bound[$3] += $8 + (rest > 0 ? rest : 0) }
        file == 3 && $1 >= "2025-12-01" { platform[$2] += $5; all += $5; if ($3 ~ /retargeting/) broken += $5 }
        END {
            for (i = 1; i <= n; i++) {
                printf "control.exposure[%d]\t%.17g\nrecon.ledger[%d]\t%.17g\n", i, actual[name[i]] + bound[name[i]], i, month[name[i]]
                printf "recon.platform[%d]\t%.17g\nrecon.difference[%d]\t%.2f\n", i, platform[name[i]], i, month[name[i]] - platform[name[i]]
            }
            printf "recon_over\t1\ntagged_share\t%.17g\n", 1 - broken / all
        }' "$story/ledger.csv" "$story/orders.csv" "$story/spend.csv"
}

bad() { # faults that do not hide one another share a sample: each takes seconds to compute
    folder=$1
    case_of() { name=$1 && shift && for label; do line "$name" "$label"; done; }
    sed -e '9s/\(EUR,\)[^,]*/\1n.a./' -e '10s/,[A-Z][a-z]*,/,Radio,/' -e '11s/EUR/USD/' -e '/^2025-08/d' "$story/spend.csv" >"$folder/spend.csv"
    awk -F, -v OFS=, 'NR == 9 { t = $6; $6 = $7; $7 = t } NR == 10 { $4 = "much" } NR == 11 { $9 = "Radio" } 1' "$story/pipeline.csv" >"$folder/deals.csv"
    sed -e '/^2025-12-28,6150/d' -e '9s/,[0-9.]*,EUR/,open,EUR/' "$story/ledger.csv" >"$folder/ledger.csv"
    echo '{"tables": {"raw_spend": "spend.csv", "raw_deals": "deals.csv", "raw_ledger": "ledger.csv"}}' >"$folder/exports.json"
    case_of exports 'Every line of spend has a cost' 'Every line of spend has a channel of Inputs' 'All amounts are in the currency of Inputs' 'Every month of the last twelve has spend' \
        'No deal closed before it was created' 'Every deal has an amount, a creation and a closing date' 'Every deal comes from a channel of Inputs' \
        'Every channel is booked in the month' 'Every line of the ledger has an amount'
    sed '/^2025-08-04/d' "$story/signals.csv" >"$folder/signals.csv"
    sed '3p' "$story/campaigns.csv" >"$folder/campaigns.csv"
    sed '/^2025-12-01,Social/p' "$story/budget.csv" >"$folder/budget.csv"
    sed '2s/,[^,]*,/,9,/' "$story/mrr.csv" >"$folder/mrr.csv"
    sed '$s/[^,]*$/1/' "$story/forecasts.csv" >"$folder/forecasts.csv"
    { sed '1s/cost/outlay/' "$story/spend.csv"; awk 'BEGIN { for (i = 0; i < 589; i++) print "2025-12-01,Search,2025_sea_brand_emea,EUR,1" }'; } >"$folder/long.csv"
    echo '{"tables": {"raw_spend": "long.csv", "signals": "signals.csv", "campaigns": "campaigns.csv", "budget": "budget.csv", "mrr": "mrr.csv", "forecasts": "forecasts.csv"}}' >"$folder/tables.json"
    case_of tables 'Every column of the spend export was found' 'No export is longer than its table' 'No week is missing or doubled in the weekly counts' 'No campaign stands twice' \
        'Every channel has one budget for the month' "Recurring revenue by customer agrees with the month's" "The forecasts' actuals are the revenue in the deals"
    echo '{"inputs": {"review_month": {"value": "2025-11-01"}, "coverage_months": {"value": 9}, "margin": {"value": "high"}}}' >"$folder/inputs.json"
    case_of inputs 'No deal was decided after the month under review' 'The plan has the month once and reaches ahead' 'Every assumption is a number' 'Every limit has an owner and a date'
}

good() {
    folder=$1
    # The same figures from exports as platforms write them: lines before, other columns, commas, brackets, totals.
    awk -F, 'function money(x,   whole, out) { whole = int(x + 1e-9); out = sprintf("%.2f", x); sub(/.*\./, ".", out)
                while (whole >= 1000) { out = sprintf(",%03d", whole % 1000) out; whole = int(whole / 1000) } return "\"" whole out "\"" }
        BEGIN { print "Campaign report\nAll time\nDay,Campaign,Currency code,Cost,Impr.,Clicks,Conversions" }
        NR > 1 && $2 ~ /^S|^E/ { print $1 "," $3 ",EUR," money($5) "," $6 "," $7 ",--"; all += $5 }
        END { print "Total: Account,--,EUR," money(all) ",1,1,1" }' "$story/spend.csv" >"$folder/google.csv"
    awk -F, 'BEGIN { print "Reporting starts,Reporting ends,Campaign name,Results,Amount spent (EUR),Impressions" }
        NR > 1 && $2 ~ /^[PC]/ { print $1 "," $1 "," $3 ",," $5 "," $6; all += $5 } END { print ",,,," all ",1" }' "$story/spend.csv" >"$folder/facebook.csv"
    awk -F, 'BEGIN { print "Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Create Date,Original Source" }
        NR > 1 { print $1 "," $2 "," ($3 ~ /Won|Lost/ ? "Closed " $3 : $3) "," $7 " 14:22," $8 ",\"" $4 "\"," $6 " 09:03," $9 }' "$story/pipeline.csv" >"$folder/hubspot.csv"
    { printf 'Brightwater\nGeneral Ledger\nAll Dates\n\n,Date,Transaction Type,Num,Name,Memo/Description,Split,Amount,Balance\n'
        tail -n +2 "$story/ledger.csv" | sort -t, -k2,2 -k1,1 | awk -F, '
            $2 != account { if (account) print "Total for " name ",,,,,,,\"" sum "\","; account = $2; name = $2 " " $3; sum = 0; print name ",,,,,,,," }
            { d = substr($1, 6, 2) "/" substr($1, 9, 2) "/" substr($1, 1, 4); sum += $4
              printf ",%s,Bill,%s,X,%s,2000 Payable,\"%.2f\",0\n,%s,Vendor Credit,%s,X,%s,2000 Payable,(80.25),0\n", d, $6, $3, $4 + 80.25, d, $6, $3 }
            END { print "Total for " name ",,,,,,,\"" sum "\",\nTOTAL,,,,,,,1," }'; } >"$folder/quickbooks.csv"
    echo '{"tables": {"raw_spend": "google.csv", "raw_spend2": "facebook.csv", "raw_deals": "hubspot.csv", "raw_ledger": "quickbooks.csv"}}' >"$folder/exports.json"
    echo exports
    # The small exports that stand beside the samples, by hand.
    cp templates/sample/raw/*.csv "$folder"
    echo '{"tables": {"raw_spend": "google-ads.csv", "raw_spend2": "meta.csv", "raw_deals": "hubspot-deals.csv", "raw_ledger": "quickbooks-general-ledger.csv"}}' >"$folder/small.json"
    printf '%s\t%s\n' 'spend.cost[3]' 1190.6 'months.spend[24]' 13451 'spend2.cost[2]' 2088.1 'recon.ledger[1]' 3251 'recon.platform[1]' 3251 'recon.ledger[2]' 10200 \
        'recon.platform[2]' 10200 'ledger.amount[6]' -420.81 recon_over 0 'deals.days[1]' 43 'measures.revenue[24]' 28000.5 'measures.winrate[24]' 0.66666666666666667 >"$folder/small.figures"
    echo small
    echo '{"tables": {"raw_spend": "plain.csv", "raw_spend2": "google-ads.csv"}}' >"$folder/plain.json"
    printf '%s\t%s\n' 'spend.cost[2]' 310.25 'spend2.cost[1]' 1250.4 'recon.platform[4]' 730.25 'recon.platform[1]' 3251 'months.spend[24]' 3981.25 >"$folder/plain.figures"
    echo plain
}

case $1 in
figures) figures ;;
bad) bad "$2" ;;
good) good "$2" ;;
esac
