# What a module said in the office, a line a check: "ok", "absent" (not in this office) or what is wrong, a tab, what was
# checked; "done" where the module came to its end. -v name=FILE.bas -v runs=how often it ran -v absent=1 where
# what is not there is no fault.
BEGIN { FS = "\t" }
/^ok/ { good++; next }
/^absent/ && absent { next }
/^done/ { ended++; next }
{ print "[  ERROR   ] --- Calc: " $2 ": " $1; bad++ }
END {
    if (ended != runs) { print "[  ERROR   ] --- Calc: " name " did not come to its end"; bad++ }
    print "[  PASSED  ] " good + 0 " test(s)."
    if (bad) print "[  FAILED  ] " bad " test(s)."
    exit bad > 0
}
