#!/bin/bash
# cells.sh: processor seconds that Calc needs to recalculate 1 000 monthly series of 60 values with 12 forecast cells each, by
# FCST.POINT and by Calc's own FORECAST.ETS.ADD, less what the same sheet without formulas takes. SERIES (1000).
set -e
build=${BUILD:-build}
series=${SERIES:-1000}
out=$build/bench-forecast
mkdir -p "$out/csv"

sheet() { # FORMULA with %d for the step, V for the values, T for the timeline
    awk -v series="$series" -v formula="$1" 'BEGIN {
        print "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\" office:version=\"1.3\" office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"><office:body><office:spreadsheet><table:table table:name=\"f\">"
        for (row = 1; row <= series + 1; row++) {
            printf "<table:table-row>"
            for (h = 1; h <= 12; h++) {
                text = formula
                gsub(/%d/, (text ~ /ETS/ ? 60 + h : h), text)
                gsub(/V/, "[.M" row ":.BT" row "]", text)
                gsub(/T[$]/, "[.$M$1:.$BT$1]", text)
                if (row > 1 && formula != "") printf "<table:table-cell table:formula=\"of:=%s\"/>", text
                else printf "<table:table-cell/>"
            }
            for (t = 1; t <= 60; t++)
                printf "<table:table-cell office:value-type=\"float\" office:value=\"%.6g\"/>", row == 1 ? t : (200 + t + row % 97) * (1 + 0.2 * sin(t * 0.5235987756)) + 9 * sin(12.9898 * t + row) + 5 * sin(78.233 * t * t + row)
            print "</table:table-row>"
        }
        print "</table:table></office:spreadsheet></office:body></office:document>" }'
}

seconds() { # NAME
    local TIMEFORMAT='%U %S'
    { time tests/calc/office.sh -t 590 csv "$out/csv" "$out/$1.fods" > /dev/null 2>&1; } 2>&1 | awk '{ print $1 + $2 }'
}

sheet '' > "$out/cells-none.fods"
sheet 'SEXTANT.FCST.POINT(V;%d;12)' > "$out/cells-sextant.fods"
sheet 'COM.MICROSOFT.FORECAST.ETS(%d;V;T$;12;1)' > "$out/cells-calc.fods"
none=$(seconds cells-none)
ours=$(seconds cells-sextant)
theirs=$(seconds cells-calc)
echo "$series $none $ours $theirs" | awk '{ a = $3 - $2; b = $4 - $2
    printf "%d series, 12 cells each, 60 months: FCST.POINT %.2f s, FORECAST.ETS.ADD %.2f s, ratio %.1f (sheet alone %.2f s taken off)\n", $1, a, b, b / a, $2 }'
