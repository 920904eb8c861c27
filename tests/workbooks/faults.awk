# faults.awk CASES: jobs for office.bas, a fault at a time, and CASES: a line a fault, case and the label of the check
# that must fail ("" where any will do). Reads, as mode=... before each file on the command line says:
#   names    write --names   |   sample   cells of the sample   |   faults   NAME.bad
# NAME.bad: case, label, then edits PLACE=VALUE. PLACE: name[index], one cell or a table's whole row; area[row,column]. VALUE: what is
# typed, nothing (emptied), or @PLACE, what stands there in the sample. Beside them: a text in each money column of Data.
BEGIN { FS = OFS = "\t"; ENVIRON["TZ"] = "UTC" }
function place(text,    index_, inner) { # sets n, c, r, cells
    name = text; index_ = 1; inner = 0
    if (match(name, /\[[0-9]+(,[0-9]+)?\]$/)) { index_ = substr(name, RSTART + 1, RLENGTH - 2); name = substr(name, 1, RSTART - 1) }
    if (split(index_, at, ",") == 2) { index_ = at[1]; inner = at[2] }
    if (!(name in sheet)) { print "no such place: " text >"/dev/stderr"; exit 1 }
    across = width[name] > 1 && height[name] == 1
    c = column[name] + (across ? index_ - 1 : 0); r = row[name] + (across ? 0 : index_ - 1)
    cells = height[name] > 1 && !inner ? width[name] : 1; c += inner ? inner - 1 : 0
}
function stored(s, c, r,    v, part) {
    v = value[s, r, c]
    if (type[s, r, c] == "date" && split(v, part, /[-T:]/) >= 3) # days since 1899-12-30; the office has no leap seconds
        v = int(mktime(part[1] " " part[2] " " part[3] " 12 00 00") / 86400) + 25569
    return v
}
function edit(text,    at, what, i, to_c, to_r, to_sheet, n) {
    at = index(text, "="); what = substr(text, at + 1)
    place(substr(text, 1, at - 1)); to_c = c; to_r = r; n = cells; to_sheet = sheet[name]
    if (what ~ /^@/) place(substr(what, 2))
    for (i = 0; i < n; i++)
        print "set", to_sheet, to_c + i, to_r, what ~ /^@/ ? stored(sheet[name], c + i, r) : what
}
function finish(case_, label) { print "show", folder "/" book "+" case_ ".tsv", "Checks", "Review"; print "undo"; print case_, label >cases }
mode == "names" { sheet[$1] = $2; column[$1] = $3; row[$1] = $4; width[$1] = $5; height[$1] = $6
    if ($2 == "Data" && $6 > 1 && $8 == "input" && $7 ~ /^(money|cents)$/) money[++moneys] = $1 }
mode == "sample" { type[$1, $2, $3] = $4; value[$1, $2, $3] = $5 }
mode == "faults" { for (i = 3; i <= NF; i++) edit($i); finish($1, $2) }
END { for (i = 1; i <= moneys; i++) {
    place(money[i] "[2]")
    if (type["Data", r, c] == "float") { print "set", "Data", c, r, "n.a."; case_ = "text-in-" money[i]; gsub(/[^A-Za-z0-9-]/, "-", case_); finish(case_, "") } } }
