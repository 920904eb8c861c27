/* The rules about Checks, Review, several workbooks and the office; and how cells and cases are read. */
#define _POSIX_C_SOURCE 200809L
#include "test_rules.h"

static void missing_input(void **state)
{
    (void)state;
    cells c = of(CELL("Review", "5", "2", "string", "enter churn on Inputs", "of:=1"));
    report *r = ask();
    names_missing_input(r, &c);
    passes(r);
    c = of(CELL("Review", "5", "2", "string", "", "of:=IF(1;1;\"enter churn on Inputs\")") /* says, shows not */
           CELL("Cash", "5", "2", "string", "enter churn on Inputs", ""));
    r = ask();
    names_missing_input(r, &c);
    fails(r, "nothing says");
}

static void warning_and_paperwork(void **state)
{
    (void)state;
    cells c = of(CELL("Review", "2", "1", "string", "✗ Do not rely on this page. This fails: Adds up (Cash E21)", ""));
    report *r = ask();
    review_warns(r, &c);
    warns_of(r, &c, "Adds up");
    passes(r);
    r = ask();
    warns_of(r, &c, "Signed");
    fails(r, "for want of: Signed");
    r = ask();
    review_tells(r, &c);
    fails(r, "warns for want of a paper");
    c = of(CELL("Review", "2", "1", "string", "✓ Figures: all 3 checks pass", "")
               CELL("Review", "2", "8", "string", "Paperwork: 1 of 2 open (Signed)", ""));
    r = ask();
    review_tells(r, &c);
    passes(r);
    r = ask();
    review_warns(r, &c);
    fails(r, "nothing says that Review must not be trusted");
    c = of(CELL("Review", "2", "1", "string", "○ Do not rely on this page yet: 3 of 9 checks wait for data", ""));
    r = ask();
    review_warns(r, &c);
    passes(r);
}

#define CHECKS(first, second, third)                                                                                   \
    CELL("Checks", "6", "1", "string", "Adds up", "")                                                                  \
    CELL("Checks", "6", "2", "string", first, "")                                                                      \
    CELL("Checks", "7", "1", "string", "In order", "")                                                                 \
    CELL("Checks", "7", "2", "string", second, "")                                                                     \
    CELL("Checks", "7", "4", "string", "D0700: put it in order", "")                                                   \
    CELL("Checks", "8", "1", "string", "Signed", "")                                                                   \
    CELL("Checks", "8", "2", "string", third, "")

static void checks_of_the_sample(void **state)
{
    static const char *const but[] = {"Signed", "In order"};
    (void)state;
    book b = names();
    cells c = of(CHECKS("✓ passes", "✓ passes", "✗ fails"));
    report *r = ask();
    checks_pass_but(r, &b, &c, but, 1);
    passes(r);
    r = ask();
    checks_pass_but(r, &b, &c, NULL, 0);
    fails(r, "Checks B8: Signed ✗ fails");
    c = of(CHECKS("✓ passes", "– nothing entered", "✗ fails"));
    r = ask();
    checks_pass_but(r, &b, &c, but, 1);
    fails(r, "Checks B7: In order – nothing entered");
    c = of(CHECKS("✓ passes", "✓ passes", "✓ passes"));
    r = ask();
    checks_pass_but(r, &b, &c, but, 1);
    fails(r, "does not fail: Signed");
    c = of("");
    r = ask();
    checks_pass_but(r, &b, &c, NULL, 0);
    fails(r, "no check passes");
}

static void a_check_fails(void **state)
{
    (void)state;
    book b = names();
    cells sample = of(CHECKS("✓ passes", "✓ passes", "✗ fails"));
    cells fails_ = of(CHECKS("✓ passes", "✗ fails", "✗ fails"));
    cells undecided = of(CHECKS("✓ passes", "– no data", "✗ fails"));
    report *r = ask();
    check_fails(r, &b, &fails_, "In order", false);
    check_fails(r, &b, &undecided, "In order", true);
    some_check_fails(r, &b, &sample, &fails_);
    some_check_fails(r, &b, &sample, &undecided);
    check_says(r, &b, &fails_, "In order", "D0700");
    passes(r);
    assert_int_equal(r->passed, 5);
    r = ask();
    check_fails(r, &b, &sample, "In order", true);
    fails(r, "Checks B7: In order ✓ passes");
    r = ask();
    check_fails(r, &b, &undecided, "In order", false);
    fails(r, "Checks B7: In order – no data");
    r = ask();
    check_fails(r, &b, &fails_, "In odor", true);
    fails(r, "no such check: In odor");
    r = ask();
    some_check_fails(r, &b, &sample, &sample); /* what failed before does not count */
    fails(r, "none on Checks does");
    r = ask();
    check_says(r, &b, &fails_, "In order", "D0701");
    fails(r, "does not say \"D0701\" but \"D0700: put it in order\"");
}

static void warnings(void **state)
{
    (void)state;
    cells c = of(CELL("Review", "3", "1", "string", "✗ 2 checks fail: Review must not be trusted", ""));
    report *r = ask();
    review_warns(r, &c);
    passes(r);
    c = of(CELL("Review", "3", "1", "string", "✓ all checks pass: nothing must not be trusted", "")
               CELL("Review", "4", "1", "string", "✗ a check fails", "")
                   CELL("Start", "3", "1", "string", "✗ do not rely on it", ""));
    r = ask();
    review_warns(r, &c);
    fails(r, "nothing says that Review must not be trusted");
}

static void several_books(void **state)
{
    (void)state;
    book a = names(), b = names();
    b.title = "large";
    cells of_a = of(CELL("Review", "5", "2", "float", "30", "")),
          of_b = of(CELL("Data", "4", "3", "float", "10", "") CELL("Data", "5", "3", "float", "20", ""));
    filled all[] = {{&a, &of_a}, {&b, &of_b}};
    static const char *const lines[][2] = {
        {"small:tile_cac\tlarge:months.revenue[1]+months.revenue[2]", NULL},
        {"small:tile_cac\tlarge:months.revenue[1]", "large:months.revenue[1] is 10.000000"},
        {"small:tile_cac\tlarge:months.revenue[3]", "Data C6: no number"},
        {"small:tile_cac\tlarge:month[3]", "no place month[3]"},
        {"small:tile_cac\tlost:tile_cac", "no workbook lost"},
        {"small:tile_cac", "where else"}};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        report *r = ask();
        agree(r, all, 2, keep(lines[i][0], strlen(lines[i][0])));
        if (lines[i][1])
            fails(r, lines[i][1]);
        else
            passes(r);
    }
}

static void office_reports(void **state)
{
    (void)state;
    report *r = ask();
    office_done(r, keep("done\n", 5));
    passes(r);
    assert_int_equal(r->passed, 2);
    r = ask();
    office_done(r, keep("error\tstore x\ndone\n", 19));
    fails(r, "error\tstore x");
    r = ask();
    office_done(r, keep("", 0));
    fails(r, "it did not");
}

/* What is read: places, matrices and repetitions of a document, cases, faults. */
static void cells_are_read(void **state)
{
    (void)state;
    cells c = cells_of_document(
        "<table:table table:name=\"A &amp; B\"><table:table-row table:number-rows-repeated=\"3\"><table:table-cell/>"
        "</table:table-row><table:table-row><table:table-cell table:number-columns-repeated=\"2\" "
        "office:value-type=\"float\" office:value=\"7\"><text:p>7.0</text:p></table:table-cell><table:table-cell "
        "table:formula=\"of:=X()\" table:number-matrix-rows-spanned=\"1\" table:number-matrix-columns-spanned=\"2\" "
        "office:value-type=\"string\"><text:p>a<draw:frame>chart</draw:frame></text:p></table:table-cell>"
        "<table:table-cell office:value-type=\"string\"><text:p>b</text:p></table:table-cell></table:table-row>");
    assert_int_equal(c.n, 4);
    assert_string_equal(value_at(&c, "A & B", 4, 2), "7");
    assert_string_equal(value_at(&c, "A & B", 4, 3), "a");
    assert_string_equal(cell_at(&c, "A & B", 4, 4)->formula, "{}");
    assert_string_equal(where(cell_at(&c, "A & B", 4, 4)), "A & B D4");
    assert_null(cell_at(&c, "A & B", 4, 5));
}

static void cases_are_read(void **state)
{
    static const char text[] = "# words\ntyped\tlost\tIn order => D0700\traw.area[3,5]=n.a.\nfails\tSigned\n";
    (void)state;
    book b = names();
    cases all = cases_of(keep(text, strlen(text)));
    cells sample = of(CELL("Data", "5", "3", "float", "10", ""));
    faults f = faults_of(&all, &b, &sample);
    assert_int_equal(f.n, 2);
    assert_string_equal(f.items[0].label, "In order");
    assert_string_equal(f.items[0].words, "D0700");
    assert_string_equal(f.items[0].edits[0], "raw.area[3,5]=n.a.");
    assert_string_equal(f.items[1].name, "text-in-months-revenue");
    assert_string_equal(f.items[1].edits[0], "months.revenue[2]=n.a.");
    assert_null(f.items[1].label);
    size_t from = 0;
    assert_string_equal(next_case(&all, "fails", &from)->parts[1], "Signed");
    assert_null(next_case(&all, "fails", &from));
}

static void wrong_cases_are_refused(void **state)
{
    static const char *const all[][2] = {{"fails\tSigned\nlaid\ta\tspend\tx.csv\tdrop 2025\nkeeps\ta\n", NULL},
                                         {"fails\n", "\"fails  ...\" is no case"},
                                         {"fials\tSigned\n", "\"fials Signed ...\" is no case"},
                                         {"typed\tlost\tIn order\n", "\"typed lost ...\" is no case"},
                                         {"shows\ta\ttile_cac\tmany\n", "\"shows a ...\" is no case"},
                                         {"pages\tReview\t2\t3\n", "\"pages Review ...\" is no case"},
                                         {"laid\ta\tspend\tx.csv\nkeeps\tb\n", "\"laid a ...\": nothing is expected"}};
    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        cases c = cases_of(keep(all[i][0], strlen(all[i][0])));
        const char *found = wrong_case(&c), *wrong = found ? found : "", *wanted = all[i][1] ? all[i][1] : "";
        if (!strstr(wrong, wanted) || (*wrong && !*wanted))
            fail_msg("says \"%s\", not \"%s\"", wrong, wanted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(missing_input),
                                       cmocka_unit_test(warning_and_paperwork),
                                       cmocka_unit_test(checks_of_the_sample),
                                       cmocka_unit_test(a_check_fails),
                                       cmocka_unit_test(warnings),
                                       cmocka_unit_test(several_books),
                                       cmocka_unit_test(office_reports),
                                       cmocka_unit_test(cells_are_read),
                                       cmocka_unit_test(cases_are_read),
                                       cmocka_unit_test(wrong_cases_are_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
