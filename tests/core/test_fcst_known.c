/* What is known ahead: influences, closed columns, the calendar. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "base/date.h"
#include "fcst.h"
#include "fcst/known.h"

enum { WEEKS = 60, AHEAD = 8, MOST = 160 };

/* About standard normal, of a fixed generator (Knuth's MMIX). */
static double noise(void)
{
    static uint64_t state = 31;
    double sum = -6.0;
    for (int i = 0; i < 12; i++) {
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        sum += (double)(state >> 11) * 0x1p-53;
    }
    return sum;
}

static void within(double a, double low, double high)
{
    if (!(a >= low && a <= high))
        fail_msg("%.17g is not between %.17g and %.17g", a, low, high);
}

/* Brand sales: a promotion that lifts by half, a price with an elasticity of -2. */
static void sales(double *y, double *columns)
{
    for (size_t t = 0; t < WEEKS + AHEAD; t++) {
        double promoted = t % 9 == 4 ? 1.0 : 0.0, price = log(t % 13 < 3 ? 0.8 : 1.0);
        columns[2 * t] = promoted;
        columns[2 * t + 1] = price;
        y[t] = 1000.0 * exp(0.4 * promoted - 2.0 * price + 0.05 * noise());
    }
}

static void ask(const double *y, size_t n, double season, const double *columns, size_t rows, size_t wide, double start,
                sx_table *table, sx_context *context)
{
    *context = (sx_context){.memo = NULL};
    assert_int_equal(sx_fcst_auto(y, n, AHEAD, season, 0.8, columns, rows, wide, start, table, context), SX_OK);
}

static void a_promotion_known_ahead_is_forecast(void **state)
{
    (void)state;
    double y[WEEKS + AHEAD], columns[2 * (WEEKS + AHEAD)], with = 0.0, without = 0.0;
    sx_context context;
    sx_table a, b;
    sales(y, columns);
    ask(y, WEEKS, 1.0, columns, WEEKS + AHEAD, 2, (double)NAN, &a, &context);
    assert_non_null(strstr(context.reason, "2 columns, the calendar's included) is used"));
    ask(y, WEEKS, 1.0, NULL, 0, 0, (double)NAN, &b, &context);
    for (size_t h = 0; h < AHEAD; h++) {
        with += fabs(sx_at(&a, h, 0)->as.number - y[WEEKS + h]);
        without += fabs(sx_at(&b, h, 0)->as.number - y[WEEKS + h]);
        within(sx_at(&a, h, 0)->as.number / y[WEEKS + h], 0.8, 1.25);
    }
    assert_true(with < 0.4 * without);
    sx_table_free(&a);
    sx_table_free(&b);
}

static void model_tells_each_influence_with_its_range(void **state)
{
    (void)state;
    double y[WEEKS + AHEAD], columns[2 * (WEEKS + AHEAD)], value[2][3] = {{0}};
    size_t found = 0;
    sx_context context = {.memo = NULL};
    sx_table table;
    sales(y, columns);
    assert_int_equal(sx_fcst_model(y, WEEKS, 1.0, 0.95, columns, WEEKS + AHEAD, 2, (double)NAN, &table, &context),
                     SX_OK);
    for (size_t row = 0; row < table.rows; row++)
        if (strncmp(sx_at(&table, row, 0)->as.text, "influence", 9) == 0 &&
            strcmp(sx_at(&table, row, 0)->as.text, "influences") != 0) {
            value[found / 3][found % 3] = sx_at(&table, row, 2)->as.number;
            found++;
        }
    assert_int_equal(found, 6);
    within(value[0][0], 1.35, 1.6);  /* exp .4 = 1.49 */
    within(value[1][0], 0.09, 0.18); /* exp -2 = .135 a unit of the logarithm of the price */
    for (size_t i = 0; i < 2; i++)
        assert_true(value[i][1] < value[i][0] && value[i][0] < value[i][2]);
    assert_true(value[0][1] < 1.4918 && 1.4918 < value[0][2]);
    /* Eight of twelve steps are known; the others are #N/A. */
    assert_true(sx_at(&table, 0, 4 + AHEAD - 1)->kind == SX_NUMBER && sx_at(&table, 0, 4 + AHEAD)->kind != SX_NUMBER);
    sx_table_free(&table);
}

static void few_occurrences_and_noise_do_no_harm(void **state)
{
    (void)state;
    double y[WEEKS + AHEAD], columns[WEEKS + AHEAD];
    sx_context context;
    sx_table a, b;
    for (size_t t = 0; t < WEEKS + AHEAD; t++) {
        y[t] = 1000.0 * exp(0.05 * noise());
        columns[t] = t == 20 || t == 41 || t == WEEKS + 2 ? 1.0 : 0.0; /* twice in the history */
    }
    y[20] *= 2.0;
    y[41] *= 2.0;
    ask(y, WEEKS, 1.0, columns, WEEKS + AHEAD, 1, (double)NAN, &a, &context);
    ask(y, WEEKS, 1.0, NULL, 0, 0, (double)NAN, &b, &context);
    for (size_t h = 0; h < AHEAD; h++)
        assert_true(sx_at(&a, h, 0)->as.number == sx_at(&b, h, 0)->as.number);
    sx_table_free(&a);
    columns[30] = 1.0; /* a third time: it is told */
    y[30] *= 2.0;
    ask(y, WEEKS, 1.0, columns, WEEKS + AHEAD, 1, (double)NAN, &a, &context);
    within(sx_at(&a, 2, 0)->as.number / sx_at(&a, 1, 0)->as.number, 1.5, 2.2);
    sx_table_free(&a);
    for (size_t t = 0; t < WEEKS + AHEAD; t++)
        columns[t] = t * 7 % 5 == 1 ? 1.0 : 0.0; /* has nothing to do with it */
    ask(y, WEEKS, 1.0, columns, WEEKS + AHEAD, 1, (double)NAN, &a, &context);
    assert_non_null(strstr(context.reason, "carries too little: left out"));
    for (size_t h = 0; h < AHEAD; h++)
        assert_true(sx_at(&a, h, 0)->as.number == sx_at(&b, h, 0)->as.number || y[30] > 1500.0);
    sx_table_free(&a);
    sx_table_free(&b);
}

static void closed_days_are_zero_ahead_and_no_demand_before(void **state)
{
    (void)state;
    double y[WEEKS + AHEAD], columns[WEEKS + AHEAD];
    sx_context context;
    sx_table table;
    for (size_t t = 0; t < WEEKS + AHEAD; t++) {
        columns[t] = t % 17 == 3 || t == WEEKS - 1 || t == WEEKS + 1 ? 1.0 : 0.0;
        y[t] = columns[t] > 0.0 ? 0.0 : 100.0 + 3.0 * noise();
    }
    ask(y, WEEKS, 1.0, columns, WEEKS + AHEAD, 1, (double)NAN, &table, &context);
    for (size_t h = 0; h < AHEAD; h++) {
        double point = sx_at(&table, h, 0)->as.number, upper = sx_at(&table, h, 2)->as.number;
        if (columns[WEEKS + h] > 0.0)
            assert_true(point == 0.0 && upper == 0.0);
        else
            within(point, 96, 104);
    }
    assert_non_null(strstr(context.reason, "values of closed periods left out"));
    sx_table_free(&table);
}

static void costs_with_influences_are_the_mirror(void **state)
{
    (void)state;
    double y[WEEKS + AHEAD], z[WEEKS], columns[2 * (WEEKS + AHEAD)];
    sx_context context;
    sx_table a, b;
    sales(y, columns);
    for (size_t t = 0; t < WEEKS; t++)
        z[t] = 0.0 - y[t];
    ask(y, WEEKS, 1.0, columns, WEEKS + AHEAD, 2, (double)NAN, &a, &context);
    ask(z, WEEKS, 1.0, columns, WEEKS + AHEAD, 2, (double)NAN, &b, &context);
    for (size_t h = 0; h < AHEAD; h++)
        assert_true(sx_at(&a, h, 0)->as.number == -sx_at(&b, h, 0)->as.number &&
                    sx_at(&a, h, 1)->as.number == -sx_at(&b, h, 2)->as.number);
    sx_table_free(&a);
    sx_table_free(&b);
}

/* 2024: leap, Easter on 31 March (US Naval Observatory); March has five Fridays, Saturdays and Sundays. */
static void the_calendar_by_hand(void **state)
{
    (void)state;
    double row[SX_CALENDAR];
    sx_calendar(sx_date_serial(2024, 3, 1), row);
    for (size_t day = 0; day < 7; day++)
        assert_true(fabs(row[day] - ((day >= 4 ? 5.0 : 4.0) - 31.0 / 7.0)) < 1e-12);
    assert_true(row[7] == 0.0 && row[8] == 0.5);
    sx_calendar(sx_date_serial(2024, 2, 10), row);
    assert_true(row[7] == 1.0 && row[8] == 0.0);
    sx_calendar(sx_date_serial(2024, 4, 30), row);
    assert_true(row[8] == 0.5);
    sx_calendar(sx_date_serial(2019, 4, 1), row); /* 21 April */
    assert_true(row[8] == 1.0);
    sx_calendar(sx_date_serial(2100, 2, 1), row); /* no leap year */
    assert_true(row[7] == 0.0);
}

/* Sales that count working days: months with start are forecast better than without. */
static void months_get_their_weekdays(void **state)
{
    (void)state;
    double y[60 + AHEAD], with = 0.0, without = 0.0, start = sx_date_serial(2015, 1, 1);
    sx_context context;
    sx_table a, b;
    for (size_t t = 0; t < 60 + AHEAD; t++) {
        double row[SX_CALENDAR];
        sx_calendar(sx_add_months(start, (int)t), row);
        y[t] = 1000.0 * exp(0.06 * (row[5] + row[6]) + 0.01 * noise());
    }
    ask(y, 60, 12.0, NULL, 0, 0, start, &a, &context);
    ask(y, 60, 12.0, NULL, 0, 0, (double)NAN, &b, &context);
    for (size_t h = 0; h < AHEAD; h++) {
        with += fabs(sx_at(&a, h, 0)->as.number - y[60 + h]);
        without += fabs(sx_at(&b, h, 0)->as.number - y[60 + h]);
    }
    assert_true(with < 0.7 * without);
    sx_table_free(&a);
    sx_table_free(&b);
}

static void what_does_not_fit_is_refused_in_words(void **state)
{
    (void)state;
    double y[WEEKS + AHEAD], columns[16 * (WEEKS + AHEAD)], cell = 5.0;
    sx_context context = {.memo = NULL};
    sales(y, columns);
    assert_int_equal(sx_fcst_point(y, WEEKS, 9.0, 1.0, 0.8, columns, WEEKS + AHEAD, 2, (double)NAN, &cell, &context),
                     SX_VALUE);
    assert_non_null(strstr(context.reason, "68 rows, and 69 are needed"));
    assert_int_equal(sx_fcst_point(y, WEEKS, 8.0, 1.0, 0.8, columns, WEEKS + AHEAD, 2, (double)NAN, &cell, &context),
                     SX_OK);
    cell = 5.0;
    memset(columns, 0, sizeof columns);
    assert_int_equal(sx_fcst_point(y, WEEKS, 1.0, 1.0, 0.8, columns, WEEKS + AHEAD, 16, (double)NAN, &cell, &context),
                     SX_ARGUMENT);
    assert_int_equal(sx_fcst_point(y, WEEKS, 1.0, 12.0, 0.8, NULL, 0, 0, -5.0, &cell, &context), SX_NUM);
    assert_true(cell == 5.0);
}

static void a_backtest_knows_its_influences(void **state)
{
    (void)state;
    double y[WEEKS + AHEAD], columns[2 * (WEEKS + AHEAD)];
    sx_context context = {.memo = NULL};
    sx_table a, b;
    sales(y, columns);
    assert_int_equal(sx_fcst_backtest(y, WEEKS, 6.0, 1.0, 4.0, 0.8, columns, WEEKS, 2, (double)NAN, &a, &context),
                     SX_OK);
    assert_int_equal(sx_fcst_backtest(y, WEEKS, 6.0, 1.0, 4.0, 0.8, NULL, 0, 0, (double)NAN, &b, &context), SX_OK);
    assert_true(sx_at(&a, 0, 3)->as.number < 0.5 * sx_at(&b, 0, 3)->as.number);
    sx_table_free(&a);
    sx_table_free(&b);
}

/* Blanks before the first value, as where a column begins later than those beside it: the rows stay where they are. */
static void blanks_in_front_keep_the_rows_in_place(void **state)
{
    (void)state;
    enum { FRONT = 5 };
    double y[FRONT + WEEKS + AHEAD], columns[2 * (FRONT + WEEKS + AHEAD)];
    sx_context context;
    sx_question question;
    sx_table a, b;
    for (size_t t = 0; t < FRONT; t++) {
        y[t] = (double)NAN;
        columns[2 * t] = 1.0;
        columns[2 * t + 1] = 9.0;
    }
    sales(y + FRONT, columns + 2 * FRONT);
    ask(y + FRONT, WEEKS, 1.0, columns + 2 * FRONT, WEEKS + AHEAD, 2, (double)NAN, &a, &context);
    ask(y, FRONT + WEEKS, 1.0, columns, FRONT + WEEKS + AHEAD, 2, (double)NAN, &b, &context);
    for (size_t h = 0; h < AHEAD; h++)
        for (size_t i = 0; i < 3; i++)
            assert_true(sx_at(&a, h, i)->as.number == sx_at(&b, h, i)->as.number);
    sx_table_free(&a);
    sx_table_free(&b);
    assert_int_equal(sx_question_make(y, FRONT + WEEKS, 12.0, columns, FRONT + WEEKS + AHEAD - 1, 2, (double)NAN, AHEAD,
                                      &question, &context),
                     SX_VALUE);
    assert_int_equal(
        sx_question_make(y, FRONT + WEEKS, 12.0, NULL, 0, 0, sx_date_serial(2020, 10, 1), AHEAD, &question, &context),
        SX_OK);
    assert_true(question.history == y + FRONT && question.n == WEEKS);
    assert_true(question.start == sx_date_serial(2021, 3, 1));
}

/* value = level + seasonal + remainder + influences, row beside row; a promotion explains what stood out. */
static void the_past_is_taken_apart_with_its_influences(void **state)
{
    (void)state;
    double y[WEEKS + AHEAD + 2], columns[2 * (WEEKS + AHEAD + 2)] = {0}, none = (double)NAN;
    sx_context context = {.memo = NULL};
    sx_table table, plain;
    y[0] = y[1] = none;
    sales(y + 2, columns + 4);
    size_t n = WEEKS + 2;
    assert_int_equal(sx_fcst_season(y, n, 1.0, columns, n, 2, none, &table, &context), SX_OK);
    assert_true(table.rows == n && table.columns == 5);
    for (size_t t = 0; t < n; t++) {
        double sum = 0.0, known = 0.0;
        if (t < 2) {
            for (size_t column = 0; column < 5; column++)
                assert_true(sx_at(&table, t, column)->kind == SX_FAULT);
            continue;
        }
        for (size_t column = 0; column < 5; column++)
            sum += column == 1 ? 0.0 : sx_at(&table, t, column)->as.number;
        known = sx_at(&table, t, 4)->as.number;
        within(sum / y[t], 1.0 - 1e-12, 1.0 + 1e-12);
        if (columns[2 * t] > 0.0 && columns[2 * t + 1] == 0.0)
            within(known / (y[t] - known), 0.2, 0.65); /* exp .4 - 1 = .49, against the mean of both columns */
    }
    assert_int_equal(sx_fcst_season(y, n, 1.0, NULL, 0, 0, none, &plain, &context), SX_OK);
    assert_true(plain.rows == n && plain.columns == 4);
    sx_table_free(&table);
    sx_table_free(&plain);
    y[30] *= 2.0; /* in no promotion */
    assert_true(columns[60] == 0.0);
    assert_int_equal(sx_fcst_unusual(y, n, 1.0, 5.0, columns, n, 2, none, &table, &context), SX_OK);
    assert_true(table.rows == 1 && sx_at(&table, 0, 0)->as.number == 31.0);
    within(sx_at(&table, 0, 2)->as.number, 1350, 1900); /* a price of .8 lifts 1000 by .8 ^ -2 */
    assert_true(sx_at(&table, 0, 3)->as.number < sx_at(&table, 0, 2)->as.number);
    sx_table_free(&table);
    assert_int_equal(sx_fcst_season(y, n, 1.0, columns, n - 1, 2, none, &table, &context), SX_VALUE);
}

/* A closed period has its level and season, and what the closing takes away. */
static void a_closed_day_in_the_past(void **state)
{
    (void)state;
    double y[WEEKS], columns[WEEKS];
    sx_context context = {.memo = NULL};
    sx_table table;
    for (size_t t = 0; t < WEEKS; t++) {
        columns[t] = t % 17 == 3 ? 1.0 : 0.0;
        y[t] = columns[t] > 0.0 ? 0.0 : 100.0 + 3.0 * noise();
    }
    assert_int_equal(sx_fcst_season(y, WEEKS, 1.0, columns, WEEKS, 1, (double)NAN, &table, &context), SX_OK);
    within(sx_at(&table, 20, 0)->as.number, 95, 105);
    within(sx_at(&table, 20, 4)->as.number, -106, -94);
    sx_table_free(&table);
}

static void parts_know_their_influences(void **state)
{
    (void)state;
    enum { PARTS = 2 };
    double y[WEEKS + AHEAD], both[PARTS * WEEKS], columns[2 * (WEEKS + AHEAD)], missed = 0.0, plain = 0.0;
    sx_context context = {.memo = NULL};
    sx_table with, without;
    sales(y, columns);
    for (size_t t = 0; t < WEEKS; t++) {
        both[PARTS * t] = y[t];
        both[PARTS * t + 1] = 300.0 + 5.0 * noise();
    }
    assert_int_equal(
        sx_fcst_parts(both, WEEKS, PARTS, AHEAD, 1.0, 0.8, columns, WEEKS + AHEAD, 2, (double)NAN, &with, &context),
        SX_OK);
    assert_int_equal(sx_fcst_parts(both, WEEKS, PARTS, AHEAD, 1.0, 0.8, NULL, 0, 0, (double)NAN, &without, &context),
                     SX_OK);
    for (size_t h = 0; h < AHEAD; h++) {
        double total = sx_at(&with, h, 0)->as.number, one = sx_at(&with, h, 3)->as.number;
        within((one + sx_at(&with, h, 6)->as.number) / total, 1.0 - 1e-12, 1.0 + 1e-12);
        missed += fabs(one - y[WEEKS + h]);
        plain += fabs(sx_at(&without, h, 3)->as.number - y[WEEKS + h]);
    }
    assert_true(missed < 0.5 * plain);
    sx_table_free(&with);
    sx_table_free(&without);
    assert_int_equal(
        sx_fcst_parts(both, WEEKS, PARTS, AHEAD, 1.0, 0.8, columns, WEEKS + AHEAD - 1, 2, (double)NAN, &with, &context),
        SX_VALUE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_promotion_known_ahead_is_forecast),
        cmocka_unit_test(model_tells_each_influence_with_its_range),
        cmocka_unit_test(few_occurrences_and_noise_do_no_harm),
        cmocka_unit_test(closed_days_are_zero_ahead_and_no_demand_before),
        cmocka_unit_test(costs_with_influences_are_the_mirror),
        cmocka_unit_test(the_calendar_by_hand),
        cmocka_unit_test(months_get_their_weekdays),
        cmocka_unit_test(what_does_not_fit_is_refused_in_words),
        cmocka_unit_test(a_backtest_knows_its_influences),
        cmocka_unit_test(blanks_in_front_keep_the_rows_in_place),
        cmocka_unit_test(the_past_is_taken_apart_with_its_influences),
        cmocka_unit_test(a_closed_day_in_the_past),
        cmocka_unit_test(parts_know_their_influences),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
