#!/bin/bash
# What the return on marketing must show, computed without it: the series by awk, the functions by the shell.
#   figures          name[index], tab, the figure
#   bad FOLDER       writes a sample for each fault; case, tab, the check that must fail
#   good FOLDER      writes samples that must show the same figures
set -eu
sextant=${BUILD:-build}/sextant
csv=templates/sample/insurance-tv.csv
input() { grep -o "\"$1\": *{[^}]*" templates/sample/return-on-marketing.json | sed 's/.*"value": *"\{0,1\}\([^",]*\).*/\1/'; }
call() { "$sextant" call "$@" 2>/dev/null; }
case $1 in
figures)
    # Twelve months to April 2005, and the twelve before.
    sum() { awk -F, -v field="$1" -v from="$2" -v to="$3" 'NR > 1 && $1 >= from && $1 <= to { s += $field } END { printf "%.17g", s }' $csv; }
    times() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.17g", a * b }'; }
    line() { printf '%s\t%s\n' "$1" "$2"; }
    for year in 2 3; do
        from=$((2000 + year + 1))-05 to=$((2000 + year + 2))-04
        spend=$(times "$(sum 3 $from $to)" "$(input spend_unit)")
        quotes=$(times "$(sum 2 $from $to)" "$(input quote_unit)")
        won=$(times "$(times "$quotes" "$(input close_rate)")" "$(input tv_share)")
        monthly=$(awk -v d="$(input discount)" 'BEGIN { printf "%.17g", (1 + d) ^ (1 / 12) - 1 }')
        ltv=$(call KPI.LTV "$(input arpa)" "$(input margin)" "$(input churn)" "$monthly")
        cac=$(call KPI.CAC "$spend" "$won")
        line "years.spend[$year]" "$spend"
        line "years.quotations[$year]" "$quotes"
        line "years.costper[$year]" "$(call KPI.COSTPER "$spend" "$quotes")"
        line "years.cac[$year]" "$cac"
        line "years.ltv[$year]" "$ltv"
        line "years.ltvcac[$year]" "$(call KPI.LTVCAC "$ltv" "$cac")"
        line "years.payback[$year]" "$(call KPI.PAYBACK "$cac" "$(input arpa)" "$(input margin)" "$(input churn)")"
        line "years.roi[$year]" "$(call KPI.ROI "$(times "$won" "$ltv")" "$spend")"
    done
    line tile_cac "$cac"
    line tile_trend "$(call KPI.TREND "[$(awk -F, -v u="$(input quote_unit)" 'NR > 17 { printf "%s[%.17g]", (n++ ? "," : ""), $2 * u }' $csv)]")"
    series="[$(awk -F, -v u="$(input quote_unit)" 'NR > 1 { printf "%s[%.17g]", (n++ ? "," : ""), $2 * u }' $csv)]"
    cells() { tr -d '[]' | tr ',' '\n'; } # a table of numbers, one a line
    call FCST.AUTO "$series" 12 null "$(input range_level)" | cells | awk '
        { split("point lower upper", name, " "); printf "ahead.%s[%d]\t%s\n", name[(NR - 1) % 3 + 1], int((NR - 1) / 3) + 1, $1 }'
    curves='[["Television","hill","","","",4430000,1398000],["Search","hill","","","",549000,44700],["Direct mail","hill","","","",853000,294000]]'
    call PLAN.ALLOCATE 1084000 "$curves" '[[700000],[40000],[50000]]' '[[1000000],[160000],[180000]]' null '[[874000],[120000],[90000]]' |
        cells | awk '{ printf "best.spend[%d]\t%s\n", NR, $1 }'
    plan='[[880000],[860000],[840000],[820000],[780000],[760000],[760000],[800000],[980000],[1050000],[1020000],[900000]]'
    drivers='[["Quotation","cost per",64,72,84,0],["Policy","rate",0.105,0.12,0.132,1],["Lifetime margin","value",960,1167,1320,0]]'
    call DRIVE.RANGE "$plan" "$drivers" | sed 's/\],\[/\n/g' | awk -F, 'END { gsub(/[][]/, ""); print "scenarios.p10[1]\t" $6 "\nscenarios.p50[1]\t" $7 "\nscenarios.p90[1]\t" $8 }'
    ;;
bad)
    overlay() { printf '{"tables": {"raw_series": "%s.csv"}}\n' "$1" >"$folder/$1.json"; printf '%s\t%s\n' "$1" "$2"; }
    inputs() { printf '{"inputs": {"%s": {"value": %s, "owner": "x", "date": "2005-01-01"}}}\n' "$2" "$3" >"$folder/$1.json"; printf '%s\t%s\n' "$1" "$4"; }
    folder=$2
    sed '/^2004-02/d' $csv >"$folder/missing.csv"; overlay missing 'No month is missing'
    sed '/^2004-02/p' $csv >"$folder/twice.csv"; overlay twice 'No month stands twice'
    sed 's/^\(2004-02,[^,]*\),.*/\1,n.a./' $csv >"$folder/text.csv"; overlay text 'Every month has quotations and spend'
    sed 's/^2004-02,/&-/' $csv >"$folder/negative.csv"; overlay negative 'Spend and quotations are not negative'
    sed '1s/tv_advert/television/' $csv >"$folder/header.csv"; overlay header 'Every column of the export was found'
    { cat $csv; awk 'BEGIN { for (i = 0; i < 109; i++) print "2099-01,1,1" }'; } >"$folder/long.csv"; overlay long 'No line of the export is beyond the table'
    inputs month review_month '"2004-11-01"' 'The month under review is the last one in Data'
    inputs money arpa '"ninety"' 'Every assumption is a number'
    printf '{"tables": {"drivers": [{"low": 64, "likely": 50, "high": 84, "lag": 0}, {"low": 0.1, "likely": 0.12, "high": 0.13, "lag": 1}, {"low": 960, "likely": 1167, "high": 1320, "lag": 0}]}}\n' >"$folder/order.json"
    printf 'order\tLikely values lie within low and high\n'
    ;;
good) # an export as they come: remarks before, another order of columns, commas, a total below
    folder=$2
    awk -F, 'BEGIN { print "Series export,\nPeriod: all," }
        NR == 1 { print "TV_ADVERT,note,Quotes,Month"; next }
        { printf "\"%s\",x,%s,%s\n", $3, $2, $1; s += $3 }
        END { printf "\"%s\",,,Total:\n", s }' $csv >"$folder/order-of-columns.csv"
    echo '{"tables": {"raw_series": "order-of-columns.csv"}}' >"$folder/order-of-columns.json"
    echo order-of-columns
    ;;
esac
