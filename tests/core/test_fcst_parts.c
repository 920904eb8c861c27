/* FCST.PARTS and FCST.UNUSUAL. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>
#include "fcst.h"

enum { MONTHS = 36, PARTS = 3, STEPS = 12 };

static void channels(double *y)
{
    for (size_t t = 0; t < MONTHS; t++) {
        double x = (double)t, turn = 0.5235987755982988 * x;
        y[t * PARTS] = 500.0 + 3.0 * x + 80.0 * sin(turn) + 9.0 * sin(12.9898 * x);
        y[t * PARTS + 1] = 120.0 - 1.0 * x + 30.0 * sin(turn + 1.0) + 12.0 * sin(78.233 * x * x);
        y[t * PARTS + 2] = t % 2 ? 8.0 : 3.0;
    }
}

static void parts_add_up_to_the_total(void **state)
{
    (void)state;
    double y[MONTHS * PARTS];
    sx_context context = {.memo = NULL};
    sx_table table, own;
    channels(y);
    assert_int_equal(sx_fcst_parts(y, MONTHS, PARTS, STEPS, 12.0, 0.8, NULL, 0, 0, (double)NAN, &table, &context),
                     SX_OK);
    assert_int_equal(table.columns, 3 * (PARTS + 1));
    for (size_t h = 0; h < STEPS; h++) {
        double sum = 0.0, total = sx_at(&table, h, 0)->as.number;
        for (size_t j = 0; j <= PARTS; j++) {
            double point = sx_at(&table, h, 3 * j)->as.number;
            sum += j ? point : 0.0;
            assert_true(sx_at(&table, h, 3 * j + 1)->as.number <= point && point >= 0.0);
            assert_true(sx_at(&table, h, 3 * j + 2)->as.number >= point);
        }
        assert_true(fabs(sum - total) < 1e-10 * total);
    }
    /* By hand: each moves by the square of its range's width. */
    double alone[PARTS + 1][3], history[MONTHS], missing = 0.0, all = 0.0;
    for (size_t j = 0; j <= PARTS; j++) {
        for (size_t t = 0; t < MONTHS; t++) {
            const double *row = y + t * PARTS;
            history[t] = j ? row[j - 1] : row[0] + row[1] + row[2];
        }
        assert_int_equal(sx_fcst_auto(history, MONTHS, 1.0, 12.0, 0.8, NULL, 0, 0, (double)NAN, &own, &context), SX_OK);
        for (size_t i = 0; i < 3; i++)
            alone[j][i] = sx_at(&own, 0, i)->as.number;
        sx_table_free(&own);
        missing += j ? -alone[j][0] : alone[j][0];
        all += pow(alone[j][2] - alone[j][1], 2.0);
    }
    for (size_t j = 1; j <= PARTS; j++) {
        double moved = alone[j][0] + missing * pow(alone[j][2] - alone[j][1], 2.0) / all;
        assert_true(fabs(sx_at(&table, 0, 3 * j)->as.number - moved) < 1e-9 * moved);
    }
    sx_table_free(&table);
}

static void one_part_is_its_own_total(void **state)
{
    (void)state;
    double y[MONTHS];
    sx_context context = {.memo = NULL};
    sx_table table, own;
    for (size_t t = 0; t < MONTHS; t++)
        y[t] = 100.0 + 20.0 * sin(0.5235987755982988 * (double)t) + 3.0 * sin(12.9898 * (double)t);
    assert_int_equal(sx_fcst_parts(y, MONTHS, 1, 6.0, 12.0, 0.8, NULL, 0, 0, (double)NAN, &table, &context), SX_OK);
    assert_int_equal(sx_fcst_auto(y, MONTHS, 6.0, 12.0, 0.8, NULL, 0, 0, (double)NAN, &own, &context), SX_OK);
    for (size_t h = 0; h < 6; h++)
        for (size_t i = 0; i < 6; i++)
            assert_true(fabs(sx_at(&table, h, i)->as.number - sx_at(&own, h, i % 3)->as.number) < 1e-9);
    sx_table_free(&table);
    sx_table_free(&own);
}

static size_t unusual(const double *y, size_t n, double season, double deviations, sx_table *table)
{
    sx_context context = {.memo = NULL};
    assert_int_equal(sx_fcst_unusual(y, n, season, deviations, NULL, 0, 0, (double)NAN, table, &context), SX_OK);
    return sx_at(table, 0, 0)->kind == SX_NUMBER ? table->rows : 0;
}

static void a_typo_is_found_and_a_peak_is_not(void **state)
{
    (void)state;
    double y[48];
    sx_table table;
    for (size_t t = 0; t < 48; t++)
        y[t] = (t % 12 == 11 ? 400.0 : 100.0) * exp(0.05 * sin(78.233 * (double)(t * t)));
    assert_int_equal(unusual(y, 48, 12.0, 5.0, &table), 0); /* December comes every year */
    assert_string_equal(sx_at(&table, 0, 0)->as.text, "none");
    sx_table_free(&table);
    y[30] *= 13.0;
    assert_int_equal(unusual(y, 48, 12.0, 5.0, &table), 1);
    assert_true(sx_at(&table, 0, 0)->as.number == 31.0 && sx_at(&table, 0, 1)->as.number == y[30]);
    double expected = sx_at(&table, 0, 2)->as.number, away = sx_at(&table, 0, 5)->as.number;
    assert_true(expected > 80.0 && expected < 160.0 && away > 5.0);
    assert_true(sx_at(&table, 0, 4)->as.number < y[30]);
    sx_table_free(&table);
    /* On either side of the threshold; without a season, which is found again without what is set aside. */
    for (size_t t = 0; t < 48; t++)
        y[t] = 100.0 * exp(0.05 * sin(78.233 * (double)(t * t)));
    y[30] = 300.0;
    assert_int_equal(unusual(y, 48, 1.0, 5.0, &table), 1);
    away = sx_at(&table, 0, 5)->as.number;
    sx_table_free(&table);
    assert_int_equal(unusual(y, 48, 1.0, away * (1.0 - 1e-9), &table), 1);
    sx_table_free(&table);
    assert_int_equal(unusual(y, 48, 1.0, away * (1.0 + 1e-9), &table), 0);
    sx_table_free(&table);
    const double few[6] = {1, 2, 1, 2, 9, 1};
    assert_int_equal(unusual(few, 6, 1.0, 5.0, &table), 0);
    assert_string_equal(sx_at(&table, 0, 0)->as.text, "not known");
    sx_table_free(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_add_up_to_the_total),
        cmocka_unit_test(one_part_is_its_own_total),
        cmocka_unit_test(a_typo_is_found_and_a_peak_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
