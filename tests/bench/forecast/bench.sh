#!/bin/bash
# bench.sh FOLDER: Sextant, R's forecast package and Calc's FORECAST.ETS over the series in FOLDER, one table a set.
# FOLDER holds NAME-train.csv and NAME-test.csv; NAME ends in yearly, quarterly, monthly, weekly, daily or hourly.
# Times are processor times a series, Calc's with the start of the office in it and three cells a step.
# SAMPLE (100): series for R and Calc, evenly through a set; R gets ten times as many yearly ones, auto.arima a third. What is not installed is left out.
set -e
data=${1:?usage: bench.sh FOLDER}
build=${BUILD:-build}
sample=${SAMPLE:-100}
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

calc() { # TRAIN SEASON HORIZON OUT: Calc's forecasts as CSV, processor milliseconds a series on standard output
    local profile spent TIMEFORMAT='%U %S'
    profile=$(mktemp -d)
    "$bin/sheet" "$1" "$2" "$3" "$sample" > "$out/calc.fods"
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
    ms=$("$bin/run" "$train" "$season" "$horizon" 2>&1 > "$out/$name-sextant.csv")
    methods=("Sextant=$out/$name-sextant.csv,$ms")
    if command -v Rscript > /dev/null && Rscript -e 'library(forecast)' > /dev/null 2>&1; then
        for method in ets thetaf auto.arima; do
            some=$sample
            [ "$season" = 1 ] && some=$((10 * sample)) # a yearly series takes R a hundredth of a monthly one
            [ $method = auto.arima ] && some=$(((some + 2) / 3))
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
