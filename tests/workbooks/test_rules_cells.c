/* The rules about cells and formulas: what keeps to them passes, what breaks them fails, in words that name the place.
 */
#define _POSIX_C_SOURCE 200809L
#include "test_rules.h"

static void errors(void **state)
{
    static const char *const bad[] = {"#DIV/0!", "#N/A", "#NAME?", "#VALUE!", "#REF!", "Err:502"};
    static const char *const good[] = {"#1 of 3", "#Search", "Err: none", "400", ""};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        cells c = of(written("Review\t7\t2\tstring\t%s\t\t%s\n", bad[i], bad[i]));
        report *r = ask();
        no_errors(r, &c);
        fails(r, written("Review B7 shows %s", bad[i]));
    }
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        cells c = of(written("Review\t7\t2\tstring\t%s\t\t%s\n", good[i], good[i]));
        report *r = ask();
        no_errors(r, &c);
        passes(r);
    }
    cells typed = of(CELL("Review", "7", "28", "error", "", "of:=1/0"));
    report *r = ask();
    no_errors(r, &typed);
    fails(r, "Review AB7");
}

static void figures_in_another_language(void **state)
{
    (void)state;
    cells was = of(CELL("Review", "1", "1", "float", "0.5", "") CELL("Checks", "6", "2", "string", "✓ passes", "")
                       CELL("Review", "2", "1", "string", "half", ""));
    cells is = of(CELL("Review", "1", "1", "float", "0.5", "") CELL("Checks", "6", "2", "string", "✓ besteht", "")
                      CELL("Review", "2", "1", "string", "halb", ""));
    report *r = ask();
    same_figures(r, &is, &was);
    passes(r);
    is = of(CELL("Review", "1", "1", "float", "5", "") CELL("Checks", "6", "2", "string", "✓ besteht", ""));
    r = ask();
    same_figures(r, &is, &was);
    fails(r, "Review A1 holds 5, and held 0.5");
    is = of(CELL("Review", "1", "1", "float", "0.5", "") CELL("Checks", "6", "2", "string", "✗ fällt durch", ""));
    r = ask();
    same_figures(r, &is, &was);
    fails(r, "Checks B6");
    is = of(CELL("Review", "1", "1", "float", "0.5", ""));
    r = ask();
    same_figures(r, &is, &was);
    fails(r, "Checks B6 held ✓ passes, and holds nothing");
}

static void round_trips(void **state)
{
    (void)state;
    cells was = of(CELL("Cash", "1", "1", "float", "1", "of:=[.B1]") CELL("Cash", "2", "1", "string", "", ""));
    cells is = of(CELL("Cash", "1", "1", "float", "1", "of:=[.B1]"));
    report *r = ask();
    same_cells(r, &is, &was);
    passes(r);
    is = of(CELL("Cash", "1", "1", "float", "1", ""));
    r = ask();
    same_cells(r, &is, &was);
    fails(r, "Cash A1 holds 1, and held 1 (of:=[.B1])");
    is = of(CELL("Cash", "1", "1", "float", "1", "of:=[.B1]") CELL("Cash", "1", "2", "float", "9", ""));
    r = ask();
    same_cells(r, &is, &was);
    fails(r, "Cash B1 holds 9, and held nothing");
    was = of(CELL("Cash", "1", "1", "date", "2025-12-01T12:53:59.9968", ""));
    is = of(CELL("Cash", "1", "1", "date", "2025-12-01T12:54:00", ""));
    r = ask();
    same_cells(r, &is, &was);
    passes(r);
    is = of(CELL("Cash", "1", "1", "date", "2025-12-01T12:54:00.01", ""));
    r = ask();
    same_cells(r, &is, &was);
    fails(r, "Cash A1 holds 2025-12-01T12:54:00.01, and held 2025-12-01T12:53:59.9968");
    is = of(CELL("Cash", "1", "1", "date", "2025-12-01T12:53:59.99", ""));
    r = ask();
    same_cells(r, &is, &was);
    passes(r);
    is = of(CELL("Cash", "1", "1", "date", "2025-12-01T12:53:59.98", ""));
    r = ask();
    same_cells(r, &is, &was);
    fails(r, "Cash A1 holds 2025-12-01T12:53:59.98, and held 2025-12-01T12:53:59.9968");
    is = of(CELL("Cash", "1", "1", "date", "2025-12-02T12:53:59.9968", ""));
    r = ask();
    same_cells(r, &is, &was);
    fails(r, "Cash A1 holds 2025-12-02T12:53:59.9968, and held 2025-12-01T12:53:59.9968");
}

static void a_page(void **state)
{
    (void)state;
    cells was = of(CELL("Review", "1", "1", "string", "Cash falls.", "") CELL("Review", "1", "3", "float", "1", ""));
    cells is = of(CELL("Review", "1", "1", "string", "Cash  falls.", "") CELL("Review", "1", "3", "float", "2", ""));
    report *r = ask();
    page_stays(r, &is, &was, "Review", 2);
    passes(r);
    r = ask();
    page_stays(r, &is, &was, "Review", 3);
    fails(r, "Review C1: \"2\" and \"1\"");
    is = of(CELL("Review", "1", "1", "string", "Cash falls.", "") CELL("Review", "2", "2", "float", "2", ""));
    r = ask();
    page_stays(r, &is, &was, "Review", 2);
    fails(r, "Review B2: \"2\" and \"\"");
}

static void a_figure(void **state)
{
    (void)state;
    book b = names();
    cells c = of(CELL("Review", "5", "2", "float", "400", "of:=1") CELL("Data", "27", "3", "float", "7", "")
                     CELL("Cash", "7", "6", "float", "-3.5", "") CELL("Raw", "4", "5", "string", "n.a.", ""));
    report *r = ask();
    shows(r, &b, &c, "tile_cac", 400 * (1 + 5e-10));
    shows(r, &b, &c, "months.revenue[24]", 7);
    shows(r, &b, &c, "cash.closing[5]", -3.5);
    passes(r);
    assert_int_equal(r->passed, 3);
    static const struct {
        const char *place;
        double figure;
        const char *words;
    } bad[] = {{"tile_cac", 401, "Review B5 shows 400, not 401"},
               {"tile_cac", 400 * (1 + 2e-9), "Review B5 shows 400, not 400.000000"},
               {"months.revenue[23]", 0, "Data C26 shows nothing, not 0"}, /* blank is not zero */
               {"raw.area[3,5]", 0, "Raw E4 shows n.a., not 0"},           /* nor is a text */
               {"tile_cap", 400, "no such place"},
               {"months.revenue[24", 7, "no such place"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        r = ask();
        shows(r, &b, &c, bad[i].place, bad[i].figure);
        fails(r, bad[i].words);
    }
}

static void words(void **state)
{
    (void)state;
    book b = names();
    cells c = of(CELL("Review", "5", "2", "string", "falls in March", "of:=1")
                     CELL("Data", "27", "3", "error", "", "{}") CELL("Data", "26", "3", "string", "", "{}"));
    report *r = ask();
    says(r, &b, &c, "tile_cac", "in March");
    says(r, &b, &c, "months.revenue[23]", "nothing");
    says(r, &b, &c, "months.revenue[22]", "nothing");
    passes(r);
    r = ask();
    says(r, &b, &c, "tile_cac", "in April");
    fails(r, "does not say \"in April\" but \"falls in March\"");
    r = ask();
    says(r, &b, &c, "tile_cac", "nothing");
    fails(r, "does not say \"nothing\" but \"falls in March\"");
    r = ask();
    says(r, &b, &c, "months.revenue[24]", "nothing");
    fails(r, "Data C27 does not say \"nothing\" but \"an error\"");
}

static void expected_figures(void **state)
{
    (void)state;
    report *r = ask();
    figures_expected(r, "# words\na\t1\nb[2]\t0.5\n", "a\t1.0000000001\nb[2]\t0.5\nc\t9\tFCST.AUTO\n");
    passes(r);
    assert_int_equal(r->passed, 3);
    static const char *const bad[][3] = {{"a\t1\n", "a\t2\n", "a is 2, not 1"},
                                         {"a\t1\nb\t1\n", "a\t1\n", "b is not computed"},
                                         {"a\t1\n", "a\t1\nb\t1\n", "b is missing"},
                                         {"a\tx\n", "a\t1\n", "a place and a figure"}};
    for (size_t i = 0; i < 3; i++) {
        r = ask();
        figures_expected(r, bad[i][0], bad[i][1]);
        fails(r, bad[i][2]);
    }
    r = ask();
    figures_expected(r, "", "");
    fails(r, "nothing is computed");
}

static void constants(void **state)
{
    static const char *const good[] = {"of:=[.B1]*(1+[.C22])",
                                       "of:=IF(A;\"at 12 %\";0)",
                                       "of:=SEXTANT.TEST.X2([.A1])-1",
                                       "of:=LOG10([.A1])",
                                       "of:=SUM([$Inputs.$B$12:.C99])",
                                       "{}",
                                       "of:=INDEX(SEXTANT.TEST.XMR(INDEX([.C1:.D9];0;[.B7]));1;2)+1",
                                       "of:=INDEX(SEXTANT.TEST.XMR([.A1:.A9]);3;2)"};
    static const char *const bad[] = {"of:=[.B1]*1.5",
                                      "of:=[.B1]*12",
                                      "of:=ROUND([.B1];2)",
                                      "of:=10*[.B1]",
                                      "of:=IF(A;\"x\";7)",
                                      "of:=INDEX([.C1:.D9];1;2)",
                                      "of:=INDEX(SEXTANT.TEST.XMR([.A1:.A9]);1;ROUND([.B1];2))",
                                      "of:=INDEX([.A1:.A9];3;2)"};
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        cells c = of(written("Cash\t1\t1\tfloat\t1\t%s\t1\n", good[i]));
        report *r = ask();
        no_constants(r, &c);
        passes(r);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        cells c = of(written("Cash\t1\t1\tfloat\t1\t%s\t1\n", bad[i]));
        report *r = ask();
        no_constants(r, &c);
        fails(r, written("Cash A1: %s", bad[i]));
    }
}

static void wandering(void **state)
{
    static const char *const bad[] = {"OFFSET([.A1];1;1)", "INDIRECT(\"A\")", "TODAY()", "NOW()", "RAND()"};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        cells c = of(written("Cash\t3\t1\tfloat\t1\tof:=1+%s\t1\n", bad[i]));
        report *r = ask();
        no_wandering(r, &c);
        fails(r, written("Cash A3: of:=1+%s", bad[i]));
    }
    cells c = of(CELL("Cash", "3", "1", "float", "1", "of:=INDEX([.A1:.A9];1)"));
    report *r = ask();
    no_wandering(r, &c);
    passes(r);
}

static void typed_over(void **state)
{
    (void)state;
    book b = names();
    cells c = of(CELL("Review", "9", "1", "float", "3", "") CELL("Review", "13", "1", "float", "2", "")
                     CELL("Review", "5", "2", "float", "400", "of:=1") CELL("Data", "1", "1", "float", "5", "")
                         CELL("Review", "2", "1", "string", "words", ""));
    report *r = ask();
    nothing_typed_over(r, &b, &c);
    passes(r);
    c = of(CELL("Review", "5", "2", "float", "400", ""));
    r = ask();
    nothing_typed_over(r, &b, &c);
    fails(r, "Review B5: 400");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(errors),      cmocka_unit_test(figures_in_another_language),
                                       cmocka_unit_test(round_trips), cmocka_unit_test(a_page),
                                       cmocka_unit_test(a_figure),    cmocka_unit_test(expected_figures),
                                       cmocka_unit_test(constants),   cmocka_unit_test(wandering),
                                       cmocka_unit_test(typed_over),  cmocka_unit_test(words)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
