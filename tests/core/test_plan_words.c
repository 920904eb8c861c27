/* Allocation in words: what is refused and why, what binds, and what is said beside a plan. */
#include "core/plan_cells.h"
#include "plan.h"

typedef struct refusal {
    const char *curves, *low, *high, *groups, *today;
    sx_status status;
    const char *reason;
} refusal;

static void refusals(void **state)
{
    (void)state;
    static const refusal CASES[] = {
        {"A hill _ _ _ 10 5 0", 0, 0, 0, 0, SX_NUM, "row 1, column 8: slope is 0 and must be above 0"},
        {"A hill _ _ _ 10 -5", 0, 0, 0, 0, SX_NUM, "row 1, column 7: half is -5"},
        {"A hill _ _ _ -10 5", 0, 0, 0, 0, SX_NUM, "row 1, column 6: top is -10"},
        {"A hill _ _ _ 10", 0, 0, 0, 0, SX_VALUE, "row 1, column 7: half of the hill curve is missing"},
        {"A hill _ _ _ ten 5", 0, 0, 0, 0, SX_VALUE, "top must be a number and is the text \"ten\""},
        {"A adbudg _ _ _ 10 5 1 2", 0, 0, 0, 0, SX_NUM, "the curve falls from min 10 to max 5"},
        {"A table _ _ _ 10 5 20 4", 0, 0, 0, 0, SX_NUM, "column 9: the curve falls from 5 to 4"},
        {"A table _ _ _ 10 5 10 6", 0, 0, 0, 0, SX_NUM, "must ascend"},
        {"A table _ _ _ 10 5 20 _", 0, 0, 0, 0, SX_VALUE, "not complete"},
        {"A table _ _ _ _ _", 0, 0, 0, 0, SX_VALUE, "needs pairs"},
        {"A line _ _ _ 10 5", 0, 0, 0, 0, SX_ARGUMENT, "the kind must be"},
        {"A _ _ _ _ 10 5", 0, 0, 0, 0, SX_VALUE, "the kind of curve is missing"},
        {"A hill 1.2 _ _ 10 5", 0, 0, 0, 0, SX_NUM, "carry-over is 1.2"},
        {"A hill _ _ -3 10 5", 0, 0, 0, 0, SX_NUM, "minimum if active is -3"},
        {"A hill _ _ _ 10 5 | B exp _ _ _ 10 5 | A log _ _ _ 10 5", 0, 0, 0, 0, SX_ARGUMENT,
         "row 3: the channel A already stands in row 1"},
        {"channel kind | A hill", 0, 0, 0, 0, SX_VALUE, "row 2, column 6: top of the hill curve is missing"},
        {"A log _ _ _ 10 5 | B log _ _ _ 10 5", "80 | 40", 0, 0, 0, SX_NA,
         "the lows sum to 120.00, above the budget 100.00 by 20.00"},
        {"A log _ _ _ 10 5 | B log _ _ _ 10 5", "80 | _", "70 | _", 0, 0, SX_NA,
         "the low of A in row 1 is 80.00, above its high 70.00 by 10.00"},
        {"A log _ _ _ 10 5 | B log _ _ _ 10 5", 0, "20 | 30", "G _ 60 _ | A G _ _ | B G _ _", 0, SX_NA,
         "group G: the highs sum to 50.00, below its low 60.00 by 10.00"},
        {"A log _ _ _ 10 5 | B log _ _ _ 10 5", "20 | 30", 0, "G _ _ 45 | A G _ _ | B G _ _", 0, SX_NA,
         "group G: the lows sum to 50.00, above its high 45.00 by 5.00"},
        {"A log _ _ 40 10 5 | B log _ _ 40 10 5", 0, "45 | 45", "G _ 60 70 | A G _ _ | B G _ _", 0, SX_NA,
         "minimums if active cannot be combined"},
        {"A log _ _ _ 10 5", "1 | 2", 0, 0, 0, SX_ARGUMENT, "low has 2 rows and the curves 1"},
        {"A log _ _ _ 10 5 | B log _ _ _ 10 5", 0, "1", 0, 0, SX_ARGUMENT, "high has 1 rows and the curves 2"},
        {"A log _ _ _ 10 5", "-1", 0, 0, 0, SX_NUM, "low, row 1: -1 must be at least 0"},
        {"A log _ _ _ 10 5", 0, "much", 0, 0, SX_VALUE, "high, row 1: must be a number and is the text \"much\""},
        {"A log _ _ _ 10 5", 0, 0, 0, "-4", SX_NUM, "today, row 1"},
        {"A log _ _ _ 10 5", 0, 0, "G _ _ 4 | G _ _ 5 | A G _ _", 0, SX_ARGUMENT, "row 2: G already stands in row 1"},
        {"A log _ _ _ 10 5", 0, 0, "G H _ 4 | A G _ _", 0, SX_ARGUMENT, "the group H has no row of its own"},
        {"A log _ _ _ 10 5", 0, 0, "G H _ 4 | H G _ 5", 0, SX_ARGUMENT, "belongs to itself"},
        {"A log _ _ _ 10 5", 0, 0, "G _ _ 4", 0, SX_ARGUMENT,
         "G is no channel of the curves, and nothing belongs to it"},
        {"A log _ _ _ 10 5 | B log _ _ _ 10 5", 0, 0, "A _ _ 4 | B A _ _", 0, SX_ARGUMENT,
         "A is a channel and holds no others"},
        {"A log _ _ _ 10 5", 0, 0, "G _ _ -4 | A G _ _", 0, SX_NUM, "groups, row 1, column 4: -4"},
        {"A power _ _ _ 1e300 9", 0, 0, 0, 0, SX_NUM, "too large"},
    };
    for (size_t k = 0; k < sizeof CASES / sizeof *CASES; k++) {
        const refusal *c = &CASES[k];
        grid g[5];
        sx_table result = {.rows = 77};
        sx_context why = {0};
        sx_status status =
            sx_plan_allocate(100.0, cells(&g[0], c->curves), c->low ? cells(&g[1], c->low) : NULL,
                             c->high ? cells(&g[2], c->high) : NULL, c->groups ? cells(&g[3], c->groups) : NULL,
                             c->today ? cells(&g[4], c->today) : NULL, NULL, NAN, NAN, &result, &why);
        if (status != c->status || !strstr(why.reason, c->reason))
            fail_msg("case %zu: status %d, \"%s\"; wanted %d, \"%s\"", k, (int)status, why.reason, (int)c->status,
                     c->reason);
        assert_int_equal(result.rows, 77); /* untouched */
    }
}

static const char *label(const sx_table *t, size_t row, size_t column)
{
    const sx_cell *cell = sx_at(t, row, column);
    return cell->kind == SX_TEXT ? cell->as.text : "";
}

static void certificate_names_what_binds(void **state)
{
    (void)state;
    grid g, high, groups;
    sx_table result = {0};
    sx_context why = {0};
    const sx_table *curves =
        cells(&g, "A log _ _ _ 100 50 | B log _ _ _ 100 50 | C log _ _ _ 100 50 | D hill _ _ 900 1 5");
    assert_int_equal(sx_plan_certificate(1000.0, curves, NULL, cells(&high, "_ | 100 | _ | _"),
                                         cells(&groups, "G _ _ 200 | A G _ _"), NULL, NULL, NAN, NAN, &result, &why),
                     SX_OK);
    assert_string_equal(label(&result, 0, 1), "optimal");
    assert_int_equal(result.rows, 11 + 4);
    /* A is held at 200 by its group, B at 100, C takes 700: 100/750 a unit more */
    assert_string_equal(label(&result, 11, 1), "B is at its high 100.00; a unit more would be worth 0.5333");
    assert_string_equal(label(&result, 12, 1), "D rests: active it would need at least 900.00");
    assert_string_equal(label(&result, 13, 1), "group G is at its high 200.00; a unit more would be worth 0.2667");
    assert_string_equal(label(&result, 14, 1), "the budget is spent; a unit more would be worth 0.1333");
    assert_true(fabs(sx_at(&result, 5, 1)->as.number - 100.0 / 750.0) < 1e-9);
    sx_table_free(&result);
}

/* The note on a plan of 1000 over two curves, with the most ever spent on each and highs that allow more. */
static void note_of(const char *most, const char *high, const char *says)
{
    grid g, beside, above;
    sx_table result = {0};
    sx_context why = {0};
    const sx_table *curves = cells(&g, "Search log _ _ _ 100 50 | TV log _ _ _ 200 50");
    assert_int_equal(sx_plan_allocate(1000.0, curves, NULL, high ? cells(&above, high) : NULL, NULL, NULL,
                                      most ? cells(&beside, most) : NULL, NAN, NAN, &result, &why),
                     SX_OK);
    if (says ? !strstr(why.reason, says) : why.reason[0] != 0)
        fail_msg("the note is \"%s\"; wanted \"%s\"", why.reason, says ? says : "");
    sx_table_free(&result);
}

static void beyond_what_was_spent_is_said(void **state)
{
    (void)state;
    note_of(NULL, NULL, NULL);
    note_of("316.67 | 683.33", "1000 | 1000", NULL);
    note_of("316.67 | 683.31", "1000 | 1000", "TV goes 0.00293 % beyond the most that was ever spent on it");
    note_of("200 | 600", "1000 | 1000", "Search goes 58.3 % beyond");
    note_of("0 | 900", "1000 | 1000", "nothing was ever spent on Search");
    note_of("600 | 400", NULL, "TV goes 20 % beyond"); /* where no high is given the plan stops there */
}

/* The note on a verdict at age days with that word of health. */
static void verdict_says(double age, const char *health, bool says)
{
    sx_table result = {0};
    sx_context why = {0};
    assert_int_equal(sx_plan_verdict(4.0, 2.5, 3.0, 5.0, age, 365.0, health, &result, &why), SX_OK);
    assert_int_equal(strstr(why.reason, "was not checked") != NULL, says);
    sx_table_free(&result);
}

static void a_verdict_without_health_was_not_checked(void **state)
{
    (void)state;
    verdict_says(90.0, NULL, true);
    verdict_says(90.0, "", true);
    verdict_says(90.0, "good", false);
    verdict_says(90.0, "weak", false);
    verdict_says(400.0, NULL, false); /* the age decided */
}

/* Time is bounded: one period more than may be is refused in words, that many are not. */
static void too_many_periods(void **state)
{
    (void)state;
    enum { ADSTOCK_MOST = 50000, FIT_MOST = 20000 };
    static double spend[ADSTOCK_MOST + 1], outcome[FIT_MOST + 1];
    double weibull[] = {2.0, 1.0}, rate = 0.5;
    sx_context why = {0};
    sx_table result = {0};
    spend[0] = 100.0;
    assert_int_equal(sx_plan_adstock(spend, ADSTOCK_MOST, weibull, 2, SX_PLAN_ADSTOCK_WEIGHTS_SHARE, &result, &why),
                     SX_OK);
    assert_true(fabs(sx_at(&result, 0, 0)->as.number - 100.0 * (1.0 - exp(-1.0))) < 1e-12);
    sx_table_free(&result);
    assert_int_equal(sx_plan_adstock(spend, ADSTOCK_MOST + 1, weibull, 2, SX_PLAN_ADSTOCK_WEIGHTS_SHARE, &result, &why),
                     SX_NUM);
    assert_non_null(strstr(why.reason, "50001 periods"));
    assert_int_equal(sx_plan_adstock(spend, ADSTOCK_MOST + 1, &rate, 1, SX_PLAN_ADSTOCK_WEIGHTS_SHARE, &result, &why),
                     SX_OK);
    sx_table_free(&result);
    for (size_t t = 0; t <= FIT_MOST; t++) {
        spend[t] = (double)(t % 100);
        outcome[t] = 5.0 + log(1.0 + spend[t]);
    }
    for (size_t n = FIT_MOST; n <= FIT_MOST + 1; n++) {
        sx_status status =
            sx_plan_fit(spend, n, outcome, n, SX_PLAN_FIT_KIND_LOG, NULL, NULL, SX_PLAN_FIT_BASE_CONSTANT, 0.9,
                        SX_PLAN_FIT_PART_REPORT, 1.0, 1.0, NULL, &result, &why);
        assert_int_equal(status, n > FIT_MOST ? SX_NUM : SX_OK);
    }
    assert_non_null(strstr(why.reason, "20001 periods"));
    sx_table_free(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refusals),
        cmocka_unit_test(certificate_names_what_binds),
        cmocka_unit_test(beyond_what_was_spent_is_said),
        cmocka_unit_test(a_verdict_without_health_was_not_checked),
        cmocka_unit_test(too_many_periods),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
