/* What the FCST functions promise: what the average is made of, scale, repeatability, the memo, fallbacks and bad
 * input. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "base/memo.h"
#include "fcst.h"
#include "fcst/forecast.h"
#include "fcst/interval.h"
#include "fcst/outlook.h"

/* Sales of a made-up company: trend, season, and a disturbance without randomness. */
static void sales(double *y, size_t n, size_t m)
{
    for (size_t t = 0; t < n; t++) {
        double turn = 6.283185307179586 * (double)(t % m) / (double)m, x = (double)t;
        y[t] = (200.0 + 1.3 * x) * (1.0 + 0.2 * sin(turn)) + 9.0 * sin(12.9898 * x) + 5.0 * sin(78.233 * x * x);
    }
}

static void near(double a, double b, double tolerance)
{
    if (!(fabs(a - b) <= tolerance * fabs(b) + 1e-300))
        fail_msg("%.17g is not %.17g", a, b);
}

static void make(const double *y, size_t n, size_t m, size_t h, sx_forecast *f)
{
    assert_int_equal(sx_forecast_make(y, n, m, h, f), SX_OK);
}

/* The forecast rebuilt from a column of FCST.MODEL by its rule. */
static double rebuild(const sx_table *table, size_t column, double *weights)
{
    double members = 0.0, groups = 0.0;
    bool grouped = false;
    *weights = 0.0;
    for (size_t row = 0; row < table->rows; row++) {
        const char *part = sx_at(table, row, 0)->as.text;
        double weight = sx_at(table, row, 2)->as.number, value = sx_at(table, row, column)->as.number;
        if (strcmp(part, "group") == 0) {
            groups += weight * value;
            grouped = true;
        } else if (strcmp(part, "member") == 0) {
            members += weight * value;
            *weights += weight;
        }
    }
    return grouped ? groups : members;
}

static void model_rows_rebuild_the_forecast(void **state)
{
    (void)state;
    static const struct {
        size_t n, season;
    } cases[] = {{60, 12}, {60, 1}, {24, 12}, {60, 4}, {10, 4}, {15, 1}};
    double y[60], weights;
    sales(y, 60, 12);
    for (size_t s = 0; s < sizeof cases / sizeof *cases; s++) {
        sx_context context = {.memo = NULL};
        sx_table table;
        assert_int_equal(
            sx_fcst_model(y, cases[s].n, (double)cases[s].season, 0.8, NULL, 0, 0, (double)NAN, &table, &context),
            SX_OK);
        for (size_t column = 4; column < table.columns; column++) {
            near(sx_at(&table, 0, column)->as.number, rebuild(&table, column, &weights), 1e-13);
            near(weights, 1.0, 1e-14);
            assert_true(sx_at(&table, 1, column)->as.number <= sx_at(&table, 0, column)->as.number);
            assert_true(sx_at(&table, 2, column)->as.number >= sx_at(&table, 0, column)->as.number);
        }
        sx_table_free(&table);
    }
}

/* Each group from its members, by hand. */
static void groups_are_their_members_average(void **state)
{
    (void)state;
    double y[60];
    sx_forecast f;
    sales(y, 60, 12);
    make(y, 60, 12, 12, &f);
    for (size_t h = 0; h < 12; h++) {
        double sum[SX_GROUPS] = {0}, count[SX_GROUPS] = {0}, least = INFINITY, most = -INFINITY;
        for (size_t i = 0; i < f.n_members; i++) {
            double value = f.member[i].path[h];
            sum[f.member[i].group] += value;
            count[f.member[i].group] += 1.0;
            least = f.member[i].group == SX_GROUP_CLASSICAL ? fmin(least, value) : least;
            most = f.member[i].group == SX_GROUP_CLASSICAL ? fmax(most, value) : most;
        }
        near(sx_forecast_group(&f, SX_GROUP_CLASSICAL, h), (sum[0] - least - most) / (count[0] - 2.0), 1e-13);
        near(sx_forecast_group(&f, SX_GROUP_FREED, h), sum[1] / 5.0, 1e-13);
        near(sx_forecast_group(&f, SX_GROUP_STRUCTURAL, h), sum[2], 1e-13);
        near(f.point[h], 0.6 * (sum[0] - least - most) / (count[0] - 2.0) + 0.14 * sum[1] / 5.0 + 0.26 * sum[2], 1e-13);
    }
    sx_forecast_free(&f);
}

static void order_of_members_does_not_matter(void **state)
{
    (void)state;
    double y[60];
    sx_forecast f;
    sales(y, 60, 12);
    make(y, 60, 12, 12, &f);
    for (size_t h = 0; h < 12; h++) {
        double before = sx_forecast_average(&f, h);
        sx_member keep = f.member[0];
        memmove(f.member, f.member + 1, (f.n_members - 1) * sizeof keep);
        f.member[f.n_members - 1] = keep;
        near(sx_forecast_average(&f, h), before, 1e-13);
    }
    sx_forecast_free(&f);
}

static void scales_with_the_data(void **state)
{
    (void)state;
    static const size_t seasons[] = {1, 4, 12};
    static const double factors[] = {1024.0, 1e-6, 1e250, -1.0};
    for (size_t s = 0; s < 3; s++) {
        double y[60], z[60];
        sales(y, 60, seasons[s] > 1 ? seasons[s] : 7);
        for (size_t t = 0; t < 60; t++)
            y[t] -= 240.0; /* not all positive: additive, and -1 is a scale too */
        sx_forecast a, b;
        make(y, 60, seasons[s], 12, &a);
        for (size_t i = 0; i < 4; i++) {
            for (size_t t = 0; t < 60; t++)
                z[t] = factors[i] * y[t];
            make(z, 60, seasons[s], 12, &b);
            for (size_t h = 0; h < 12; h++) {
                assert_true(fabs(b.point[h] / factors[i] - a.point[h]) < (i ? 1e-3 : 1e-12) * a.change);
                near(sx_interval_scale(&b, h, sx_interval_group(&b)) / fabs(factors[i]),
                     sx_interval_scale(&a, h, sx_interval_group(&a)), i ? 1e-2 : 1e-9);
            }
            sx_forecast_free(&b);
        }
        sx_forecast_free(&a);
    }
}

static void same_history_same_bits(void **state)
{
    (void)state;
    double y[150];
    sx_outlook *a, *b, *c;
    sx_context none = {.memo = NULL}, with = {.memo = sx_memo_new(1 << 20)};
    sales(y, 150, 12);
    assert_int_equal(sx_outlook_get(&(sx_question){.history = y, .n = 150, .season = 12}, 5, &a, &none), SX_OK);
    for (size_t h = 1; h <= 200; h += 61) {
        assert_int_equal(sx_outlook_get(&(sx_question){.history = y, .n = 150, .season = 12}, h, &b, &with), SX_OK);
        assert_int_equal(sx_outlook_get(&(sx_question){.history = y, .n = 150, .season = 12}, h, &c, &with),
                         SX_OK); /* from the memo */
        assert_memory_equal(a->step, b->step, 5 * sizeof *a->step);
        assert_memory_equal(b->step, c->step, h * sizeof *b->step);
        free(b);
        free(c);
    }
    y[70] = nextafter(y[70], 1e9); /* the least change is another history */
    assert_int_equal(sx_outlook_get(&(sx_question){.history = y, .n = 150, .season = 12}, 5, &b, &with), SX_OK);
    assert_int_equal(sx_outlook_get(&(sx_question){.history = y, .n = 150, .season = 12}, 5, &c, &none), SX_OK);
    assert_memory_equal(b->step, c->step, 5 * sizeof *b->step);
    free(a);
    free(b);
    free(c);
    sx_memo_free(with.memo);
}

static void cells_agree_with_the_table(void **state)
{
    (void)state;
    double y[48], cell;
    sx_context context = {.memo = sx_memo_new(1 << 20)};
    sx_table table;
    sales(y, 48, 12);
    assert_int_equal(sx_fcst_auto(y, 48, 40.0, (double)NAN, 0.9, NULL, 0, 0, (double)NAN, &table, &context), SX_OK);
    for (size_t h = 0; h < 40; h++) {
        double step = (double)(h + 1);
        assert_int_equal(sx_fcst_point(y, 48, step, (double)NAN, 0.9, NULL, 0, 0, (double)NAN, &cell, &context), SX_OK);
        assert_true(cell == sx_at(&table, h, 0)->as.number);
        assert_int_equal(sx_fcst_lower(y, 48, step, (double)NAN, 0.9, NULL, 0, 0, (double)NAN, &cell, &context), SX_OK);
        assert_true(cell == sx_at(&table, h, 1)->as.number);
        assert_int_equal(sx_fcst_upper(y, 48, step, (double)NAN, 0.9, NULL, 0, 0, (double)NAN, &cell, &context), SX_OK);
        assert_true(cell == sx_at(&table, h, 2)->as.number);
    }
    sx_table_free(&table);
    sx_memo_free(context.memo);
}

static const char *note_of(const double *y, size_t n, double season, double *point)
{
    static sx_context context;
    context = (sx_context){.memo = NULL};
    assert_int_equal(sx_fcst_point(y, n, 1.0, season, 0.8, NULL, 0, 0, (double)NAN, point, &context), SX_OK);
    return context.reason;
}

static void fallbacks_say_so(void **state)
{
    (void)state;
    double y[30], point;
    for (size_t t = 0; t < 30; t++)
        y[t] = 5.0;
    assert_non_null(strstr(note_of(y, 30, 12.0, &point), "all values are equal"));
    assert_true(point == 5.0);
    assert_non_null(strstr(note_of(y, 1, 1.0, &point), "one value only"));
    const double few[4] = {3.0, 1.0, 4.0, 1.5};
    assert_non_null(strstr(note_of(few, 4, 1.0, &point), "fewer than 5 values"));
    assert_true(point == 1.5);
    sales(y, 23, 12);
    assert_non_null(strstr(note_of(y, 23, 12.0, &point), "fewer than two seasons"));
    assert_null(strstr(note_of(y, 23, 1.0, &point), "season"));
    y[10] = y[11] = (double)NAN;
    assert_non_null(strstr(note_of(y, 23, 1.0, &point), "2 blank values"));
    for (size_t t = 0; t < 30; t++)
        y[t] = t % 3 ? 0.0 : 4.0 + (double)(t % 5);
    assert_non_null(strstr(note_of(y, 30, 1.0, &point), "intermittent"));
    assert_true(point > 0.0 && point < 4.0);
    for (size_t t = 0; t < 8; t++)
        y[t] = pow(9.0, (double)t);
    assert_non_null(strstr(note_of(y, 8, 1.0, &point), "growth bounded"));
    sx_forecast f;
    make(y, 8, 1, 40, &f);
    assert_true(f.point[39] < 20.0 * y[7]);
    sx_forecast_free(&f);
}

static void a_month_that_is_always_closed_stays_zero(void **state)
{
    (void)state;
    double y[60];
    sales(y, 60, 12);
    for (size_t t = 0; t < 60; t++)
        y[t] = t % 12 > 6 ? 0.0 : y[t];
    sx_forecast f;
    make(y, 60, 12, 24, &f);
    assert_int_equal(f.method, SX_METHOD_SEASONAL);
    for (size_t h = 0; h < 24; h++)
        assert_true((h % 12 > 6) == (f.point[h] == 0.0));
    sx_forecast_free(&f);
}

static void hard_histories_give_finite_numbers(void **state)
{
    (void)state;
    static const double shapes[][6] = {{1e300, -1e300, 1e300, 1e299, 1e300, -1e300},
                                       {1e-300, 2e-300, 1e-300, 3e-300, 1e-300, 0},
                                       {0, 0, 0, 0, 0, 1e300},
                                       {1, 1, 1, 1, 1, 1 + 1e-15},
                                       {-5, -4, -3, -2, -1, 0},
                                       {1e-9, 1e9, 1e-9, 1e9, 1e-9, 1e9}};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        for (size_t n = 1; n <= 120; n += n < 12 ? 1 : 17) {
            double y[120];
            for (size_t t = 0; t < n; t++)
                y[t] = shapes[i][t % 6] * (1.0 + 0.001 * (double)(t / 6));
            for (size_t m = 0; m <= 60; m = m ? m * 2 : 1) {
                sx_forecast f;
                make(y, n, m, 30, &f);
                for (size_t h = 0; h < 30; h++)
                    assert_true(isfinite(f.point[h]) && sx_interval_scale(&f, h, sx_interval_group(&f)) >= 0.0);
                sx_forecast_free(&f);
            }
        }
    }
}

static void backtest_by_hand(void **state)
{
    (void)state;
    /* A straight line: naive misses by the slope times the step. */
    double y[20];
    for (size_t t = 0; t < 20; t++)
        y[t] = 10.0 + 2.0 * (double)t;
    sx_context context = {.memo = NULL};
    sx_table table;
    assert_int_equal(sx_fcst_backtest(y, 20, 3.0, 1.0, 4.0, 0.8, NULL, 0, 0, (double)NAN, &table, &context), SX_OK);
    assert_int_equal(table.rows, 4);
    for (size_t h = 1; h <= 3; h++) {
        near(sx_at(&table, h, 6)->as.number, (double)h, 1e-12); /* scale: the slope */
        assert_true(sx_at(&table, h, 8)->as.number == 4.0);
        assert_true(sx_at(&table, h, 7)->as.number > 0.5);
    }
    near(sx_at(&table, 0, 6)->as.number, 2.0, 1e-12);
    sx_table_free(&table);
    assert_int_equal(sx_fcst_backtest(y, 10, 3.0, 1.0, 4.0, 0.8, NULL, 0, 0, (double)NAN, &table, &context), SX_VALUE);
    assert_non_null(strstr(context.reason, "11 values"));
}

static void a_backtest_does_not_see_the_future(void **state)
{
    (void)state;
    double y[60];
    sx_context context = {.memo = NULL};
    sx_table a, b;
    sales(y, 60, 12);
    assert_int_equal(sx_fcst_backtest(y, 60, 6.0, 12.0, 1.0, 0.8, NULL, 0, 0, (double)NAN, &a, &context), SX_OK);
    double error = sx_at(&a, 1, 4)->as.number * y[54]; /* bias times actual: forecast less actual */
    y[59] *= 3.0;                                      /* only the sixth step's actual changes */
    assert_int_equal(sx_fcst_backtest(y, 60, 6.0, 12.0, 1.0, 0.8, NULL, 0, 0, (double)NAN, &b, &context), SX_OK);
    near(sx_at(&b, 1, 4)->as.number * y[54], error, 1e-9);
    sx_table_free(&a);
    sx_table_free(&b);
}

static void seasons_add_up(void **state)
{
    (void)state;
    double y[60];
    sx_context context = {.memo = NULL};
    sx_table table;
    sales(y, 60, 12);
    assert_int_equal(sx_fcst_season(y, 60, 12.0, NULL, 0, 0, (double)NAN, &table, &context), SX_OK);
    double largest = 0.0;
    for (size_t t = 0; t < 60; t++) {
        double level = sx_at(&table, t, 0)->as.number, seasonal = sx_at(&table, t, 2)->as.number;
        near(level + seasonal + sx_at(&table, t, 3)->as.number, y[t], 1e-12);
        largest = fmax(largest, fabs(seasonal));
    }
    assert_true(largest > 30.0);
    sx_table_free(&table);
}

/* Sales of one size alone: the chance of a sale follows from the mean, and with it the variance of their number. */
static void a_total_of_rare_sales_by_hand(void **state)
{
    (void)state;
    double y[24] = {0, 4, 0, 0, 4, 0, 0, 0, 4, 0, 4, 0, 0, 0, 4, 0, 0, 4, 0, 0, 0, 0, 4, 0}, z = 1.2815515655446004;
    for (int mirrored = 0; mirrored < 2; mirrored++) {
        sx_table got = {0};
        assert_int_equal(sx_fcst_total(y, 24, 1, 6, 1, 0.8, NULL, 0, NULL, 0, 0, (double)NAN, &got, NULL), SX_OK);
        double total = sx_at(&got, 0, 0)->as.number, mean = fabs(total) / 6;
        double half = z * sqrt(6 * (mean * 4 - mean * mean)); /* a chance of mean / 4 of a 4 */
        assert_true(mean > 0.5 && mean < 2);
        near(sx_at(&got, 0, 1)->as.number, total - half, 1e-9);
        near(sx_at(&got, 0, 2)->as.number, total + half, 1e-9);
        sx_table_free(&got);
        for (size_t t = 0; t < 24; t++)
            y[t] = -y[t];
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(model_rows_rebuild_the_forecast),
        cmocka_unit_test(groups_are_their_members_average),
        cmocka_unit_test(order_of_members_does_not_matter),
        cmocka_unit_test(scales_with_the_data),
        cmocka_unit_test(same_history_same_bits),
        cmocka_unit_test(cells_agree_with_the_table),
        cmocka_unit_test(fallbacks_say_so),
        cmocka_unit_test(a_month_that_is_always_closed_stays_zero),
        cmocka_unit_test(hard_histories_give_finite_numbers),
        cmocka_unit_test(backtest_by_hand),
        cmocka_unit_test(a_backtest_does_not_see_the_future),
        cmocka_unit_test(a_total_of_rare_sales_by_hand),
        cmocka_unit_test(seasons_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
