#!/bin/bash
# bench.sh FOLDER: Sextant, R's forecast package and Calc's FORECAST.ETS over the series in FOLDER, one table a set.
# FOLDER holds NAME-train.csv and NAME-test.csv; NAME ends in yearly, quarterly, monthly, weekly, daily or hourly.
# Sextant answers through its shell, FCST.AUTO for 80 and for 95 %. Times are processor times a series, Sextant's with
# both calls and the reading and writing of JSON in it, Calc's with the start of the office and three cells a step.
# SAMPLE (100): series for R and Calc, evenly through a set; R gets ten times as many yearly ones, Calc half as many
# weekly ones (2 s each). ARIMA (a third of SAMPLE): series for auto.arima. What is not installed is left out.
set -e
data=${1:?usage: bench.sh FOLDER}
build=${BUILD:-build}
sample=${SAMPLE:-100}
arima=${ARIMA:-$(((sample + 2) / 3))}
bin=$build/tests/bench/forecast
out=$build/bench-forecast
here=tests/bench/forecast
mkdir -p "$out"

score_of() { # NAME -> the competition's period, ours, horizon
    case $1 in
    *yearly) echo 1 1 ;;
    *quarterly) echo 4 4 ;;
    *monthly) echo 12 12 ;;
    *weekly) echo 1 52 ;;
    *daily) echo 1 7 ;;
    *hourly) echo 24 24 ;;
    *) return 1 ;;
    esac
}

sextant() { # TRAIN SEASON HORIZON OUT: forecasts through the shell's door, processor milliseconds a series
    local spent TIMEFORMAT='%U %S'
    awk -F, -v season="$2" -v horizon="$3" '{ gsub(/["\r]/, ""); $0 = $0; if ($2 + 0 != $2) next
        history = "[" $2 "]"; for (t = 3; t <= NF && $t + 0 == $t && $t != ""; t++) history = history ",[" $t "]"
        for (level = 80; level <= 95; level += 15)
            printf "{\"f\":\"FCST.AUTO\",\"args\":[[%s],%d,%d,%.2f]}\n", history, horizon, season, level / 100 }' \
        "$1" > "$out/calls.json"
    spent=$({ time "$build/sextant" batch < "$out/calls.json" > "$out/answers.json"; } 2>&1)
    echo "$spent $(($(wc -l < "$out/answers.json") / 2))" | awk '{ printf "%.3f\n", 1000 * ($1 + $2) / $3 }'
    awk -F, '{ gsub(/["\r]/, ""); $0 = $0; if ($2 + 0 == $2) { print $1; print $1 } }' "$1" |
        paste -d '\t' - "$out/answers.json" | awk -F '\t' '{ sub(/^\{"value":\[\[/, "", $2); sub(/\]\].*/, "", $2)
            n = split($2, row, /\],\[/)
            for (h = 1; h <= n; h++) {
                split(row[h], cell, ",")
                if (NR % 2) first[h] = cell[1] "," cell[2] "," cell[3]
                else printf "%s,%d,%s,%s,%s\n", $1, h, first[h], cell[2], cell[3]
            } }' > "$4"
}

calc() { # TRAIN SEASON HORIZON OUT: Calc's forecasts as CSV, processor milliseconds a series on standard output
    local profile spent some=$sample TIMEFORMAT='%U %S'
    profile=$(mktemp -d)
    [ "$2" -gt 24 ] && some=$(((sample + 1) / 2))
    "$bin/sheet" "$1" "$2" "$3" "$some" > "$out/calc.fods"
    spent=$({ time soffice "-env:UserInstallation=file://$profile" --headless --convert-to csv --outdir "$out" \
        "$out/calc.fods" > /dev/null 2>&1; } 2>&1)
    echo "$spent $(($(wc -l < "$out/calc.csv") - 1))" | awk '{ printf "%.3f\n", 1000 * ($1 + $2) / $3 }'
    rm -rf "$profile"
    awk -F, -v horizon="$3" 'NR > 1 { for (h = 0; h < horizon; h++) { p = $(2 + 3 * h); a = $(3 + 3 * h); b = $(4 + 3 * h)
        if (p + 0 == p) printf "%s,%d,%.10g,%.10g,%.10g,%.10g,%.10g\n", $1, h + 1, p, p - a, p + a, p - b, p + b } }' \
        "$out/calc.csv" > "$4"
}

for train in "$data"/*-train.csv; do
    name=$(basename "$train" -train.csv)
    test=$data/$name-test.csv
    [ -f "$test" ] || continue
    read -r period season < <(score_of "$name") || continue
    horizon=$(awk -F, 'NR == 1 { print NF - 1 }' "$test")
    ms=$(sextant "$train" "$season" "$horizon" "$out/$name-sextant.csv")
    methods=("Sextant=$out/$name-sextant.csv,$ms")
    if command -v Rscript > /dev/null && Rscript -e 'library(forecast)' > /dev/null 2>&1; then
        for method in ets thetaf auto.arima; do
            some=$sample
            [ "$season" = 1 ] && some=$((10 * sample)) # a yearly series takes R a hundredth of a monthly one
            [ $method = auto.arima ] && some=$arima
            ms=$(Rscript "$here/peers.R" "$train" "$season" "$horizon" $method "$some" "$out/$name-$method.csv")
            methods+=("R:$method=$out/$name-$method.csv,${ms// /}")
        done
    fi
    if command -v soffice > /dev/null; then
        ms=$(calc "$train" "$season" "$horizon" "$out/$name-calc.csv") || ms=0
        methods+=("Calc:ETS.ADD=$out/$name-calc.csv,$ms")
    fi
    echo "== $name: $(wc -l < "$test") series, season $season, horizon $horizon"
    "$bin/score" "$train" "$test" "$period" "${methods[@]}"
done
