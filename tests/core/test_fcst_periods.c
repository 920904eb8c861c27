/* FCST.PERIODS: what a note says, and that nothing is lost. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>
#include "base/date.h"
#include "fcst.h"

static void says(const double *dates, const double *values, size_t n, int kind, double until, const char *words)
{
    sx_context context = {.memo = NULL};
    sx_table table;
    context.reason[0] = '\0';
    assert_int_equal(
        sx_fcst_periods(dates, n, values, n, kind, until, SX_FCST_PERIODS_UNFINISHED_KEEP, &table, &context), SX_OK);
    if (*words ? !strstr(context.reason, words) : context.reason[0] != '\0')
        fail_msg("says \"%s\", not \"%s\"", context.reason, words);
    sx_table_free(&table);
}

static void a_note_names_what_is_odd(void **state)
{
    (void)state;
    double months[] = {45658, 45689, 45748}, ones[] = {1, 1, 1}, none = (double)NAN; /* January, February, April 2025 */
    says(months, ones, 2, SX_FCST_PERIODS_PERIOD_MONTH, none, "");
    says(months, ones, 3, SX_FCST_PERIODS_PERIOD_MONTH, none, "1 period has no value: from 2025-03-01");
    says(months, ones, 3, SX_FCST_PERIODS_PERIOD_MONTH, 45757, "unfinished: 0.3333 of its days are over");
    says(months, ones, 3, SX_FCST_PERIODS_PERIOD_MONTH, 45777, "1 period has no value"); /* the 30th: whole */
    double twice[] = {45658, 45658.5, 45659};
    says(twice, ones, 3, SX_FCST_PERIODS_PERIOD_DAY, none, "1 row stands beside another of its day: 2025-01-01");
}

static void years_of_53_weeks_are_those_of_iso_8601(void **state)
{
    (void)state;
    double ones[] = {1, 1}, none = (double)NAN;
    double from_2014[] = {sx_date_serial(2014, 1, 6), sx_date_serial(2033, 1, 10)};
    says(from_2014, ones, 2, SX_FCST_PERIODS_PERIOD_WEEK, none, "53 weeks in 2015, 2020, 2026, 2032");
    double before[] = {sx_date_serial(2026, 12, 14), sx_date_serial(2026, 12, 21)},
           at[] = {sx_date_serial(2026, 12, 21), sx_date_serial(2026, 12, 28)},
           behind[] = {sx_date_serial(2027, 1, 4), sx_date_serial(2027, 1, 11)};
    says(before, ones, 2, SX_FCST_PERIODS_PERIOD_WEEK, none, "");
    says(at, ones, 2, SX_FCST_PERIODS_PERIOD_WEEK, none, "53 weeks in 2026");
    says(behind, ones, 2, SX_FCST_PERIODS_PERIOD_WEEK, none, "");
}

static void nothing_is_lost(void **state)
{
    (void)state;
    enum { ROWS = 700 };
    double dates[ROWS], values[ROWS], sum = 0;
    for (int i = 0; i < ROWS; i++) {
        dates[i] = 45000.0 + (double)(i * 37 % 1000) + 0.25;
        values[i] = (double)(i * 13 % 101) - 50.0;
        sum += values[i];
    }
    for (int kind = SX_FCST_PERIODS_PERIOD_DAY; kind <= SX_FCST_PERIODS_PERIOD_YEAR; kind++) {
        sx_context context = {.memo = NULL};
        sx_table table;
        double found = 0, rows = 0;
        assert_int_equal(sx_fcst_periods(dates, ROWS, values, ROWS, kind, (double)NAN, SX_FCST_PERIODS_UNFINISHED_KEEP,
                                         &table, &context),
                         SX_OK);
        for (size_t i = 0; i < table.rows; i++) {
            const sx_cell *value = sx_at(&table, i, 1);
            found += value->kind == SX_NUMBER ? value->as.number : 0.0;
            rows += sx_at(&table, i, 2)->as.number;
            assert_true(i == 0 || sx_at(&table, i, 0)->as.number > sx_at(&table, i - 1, 0)->as.number);
        }
        assert_true(fabs(found - sum) < 1e-9 && rows > ROWS - 0.5 && rows < ROWS + 0.5);
        sx_table_free(&table);
    }
}

/* Money to the cent in any order: in two of the three, floating point gives 3946.7299999999996. */
static void cents_stay_cents(void **state)
{
    (void)state;
    double dates[] = {45658, 45659, 45660}, values[] = {0.1, 0.2, 3946.43};
    for (int turn = 0; turn < 3; turn++) {
        sx_context context = {.memo = NULL};
        sx_table table;
        double first = values[0];
        assert_int_equal(sx_fcst_periods(dates, 3, values, 3, SX_FCST_PERIODS_PERIOD_MONTH, (double)NAN,
                                         SX_FCST_PERIODS_UNFINISHED_KEEP, &table, &context),
                         SX_OK);
        assert_true(sx_at(&table, 0, 1)->as.number == 3946.73);
        sx_table_free(&table);
        values[0] = values[1];
        values[1] = values[2];
        values[2] = first;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_note_names_what_is_odd),
        cmocka_unit_test(years_of_53_weeks_are_those_of_iso_8601),
        cmocka_unit_test(nothing_is_lost),
        cmocka_unit_test(cents_stay_cents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
