/* KPI.TREND and KPI.BRIDGE: slow twins and identities. */
#include <stdlib.h>
#include "core/unit.h"
#include "kpi.h"
#include "kpi/bridge.h"
#include "kpi/theil_sen.h"
#include "base/statistics.h"

/* Numerical Recipes' quick generator: the same values on every machine. */
static double noise(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (double)(*seed >> 8) / 16777216.0;
}

/* The definition, sorted. */
static double slow_slope(const double *x, const double *y, size_t n)
{
    double *all = malloc(n * n * sizeof *all);
    assert_non_null(all);
    size_t k = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            all[k++] = (y[j] - y[i]) / (x[j] - x[i]);
    double slope = sx_median(all, k);
    free(all);
    return slope;
}

enum { KINDS = 14 };
/* A series of a kind: where a search for a median may go wrong. */
static void make_series(int kind, size_t n, uint32_t *seed, double *x, double *y)
{
    double step = 0.0;
    for (size_t i = 0; i < n; i++) {
        step += kind == 5 ? 1.0 + floor(noise(seed) * 3.0) : 1.0;
        x[i] = step;
        double v = noise(seed);
        y[i] = kind == 0   ? v                               /* noise around a level */
               : kind == 1 ? 1e9 + 3.25 * x[i]               /* a line far from zero: all slopes equal */
               : kind == 2 ? floor(4.0 * v)                  /* many ties */
               : kind == 3 ? -0.37 * x[i] + v * v * v * 50.0 /* outliers */
               : kind == 4 ? exp(40.0 * v)                   /* 17 orders of magnitude */
               : kind == 6 ? 0.0
               : kind == 7 ? (v < 0.9 ? 7.0 : 1e6 * v) /* mostly flat */
               : kind == 8
                   ? (i * 1000 < n * 707 ? 2.0 : 3.0 + v) /* half of the slopes zero: the median at their edge */
               : kind == 9  ? exp(600.0 * v - 300.0)      /* 260 orders of magnitude */
               : kind == 10 ? (v < 0.5 ? 1e17 * floor(6.0 * v) : v + 0.1 * x[i]) /* huge ones beside units */
               : kind == 11 ? x[i] / 3.0                                         /* equal but for rounding */
               : kind == 12 ? floor(4.0 * v) * 1e16 + x[i]                       /* units lost in keys */
               : kind == 13 ? (v < 0.1 ? 1e150 * (v - 0.05) : 0.01 * floor(100.0 * v) + 0.03 * x[i])
                            : 100.0 + 2.385 * x[i] + v; /* gaps in time */
    }
}

/* To the bit. */
static void check_inversions(int kind, size_t n, const double *x, const double *y, double truth)
{
    double slope = 0.0;
    assert_int_equal(sx_theil_sen_inversions(x, y, n, &slope), SX_OK);
    if (kind == 1 && slope != 3.25)
        fail_msg("n %zu: the slope of a line is %.17g", n, slope);
    if (slope != truth)
        fail_msg("n %zu kind %d: %.17g is not %.17g", n, kind, slope, truth);
}

static void theil_sen(void **state)
{
    (void)state;
    static double x[400], y[400];
    uint32_t seed = 7;
    for (size_t n = 2; n <= 400; n = n < 12 ? n + 1 : n * 3 / 2) {
        for (int kind = 0; kind < KINDS; kind++) {
            make_series(kind, n, &seed, x, y);
            double truth = slow_slope(x, y, n), slope = 0.0;
            assert_int_equal(sx_theil_sen_pairs(x, y, n, &slope), SX_OK);
            assert_true(slope == truth);
            check_inversions(kind, n, x, y, truth);
        }
    }
}

/* So long that the search begins with slopes drawn by chance; odd and even numbers of pairs. */
static void theil_sen_drawn(void **state)
{
    (void)state;
    static double x[4100], y[4100];
    uint32_t seed = 11;
    for (int kind = 0; kind < KINDS; kind++) {
        size_t n = kind % 2 ? 4098 : 4100; /* 8394753 and 8402950 pairs */
        double truth = 0.0;
        make_series(kind, n, &seed, x, y);
        assert_int_equal(sx_theil_sen_pairs(x, y, n, &truth), SX_OK);
        check_inversions(kind, n, x, y, truth);
    }
}

static void trend(void **state)
{
    (void)state;
    sx_context context = {0};
    double y[1500], value = 0.0;
    for (size_t i = 0; i < 1500; i++)
        y[i] = 1000.0 + 2.0 * (double)i; /* median 2499 */
    assert_int_equal(sx_kpi_trend(y, 1500, &value, &context), SX_OK);
    close_to(value, 2.0 / 2499.0, 1e-14);
    /* Scale leaves it, a gap leaves it, time reversed turns its sign, a negative level does not. */
    double small[] = {3.1, 2.7, 4.4, 4.1, 5.9, 5.2, 7.7}, other[7], base = 0.0;
    assert_int_equal(sx_kpi_trend(small, 7, &base, &context), SX_OK);
    for (size_t i = 0; i < 7; i++)
        other[i] = 1e-200 * small[i];
    sx_kpi_trend(other, 7, &value, &context);
    close_to(value, base, 1e-13);
    for (size_t i = 0; i < 7; i++)
        other[i] = small[6 - i];
    sx_kpi_trend(other, 7, &value, &context);
    close_to(value, -base, 1e-13);
    for (size_t i = 0; i < 7; i++)
        other[i] = -small[6 - i];
    sx_kpi_trend(other, 7, &value, &context);
    close_to(value, base, 1e-13);
    double gap[] = {10.0, (double)NAN, 14.0, 16.0};
    assert_int_equal(sx_kpi_trend(gap, 4, &value, &context), SX_OK);
    close_to(value, 2.0 / 14.0, 1e-15);
    double level[] = {0.0, 1.0, 1.0, -3.0, 1.0};
    assert_int_equal(sx_kpi_trend(level, 5, &value, &context), SX_OK);
    assert_false(signbit(value) && value == 0.0);
    value = 7.0;
    double flat[] = {0.0, 0.0, 0.0}, one[] = {5.0, (double)NAN}, huge[] = {1e308, -1e308, -1e308};
    assert_int_equal(sx_kpi_trend(flat, 3, &value, &context), SX_DIV0);
    assert_int_equal(sx_kpi_trend(one, 2, &value, &context), SX_VALUE);
    assert_int_equal(sx_kpi_trend(huge, 3, &value, &context), SX_NUM);
    close_to(value, 7.0, 0.0);
}

static void bridge_sums_and_turns(void **state)
{
    (void)state;
    uint32_t seed = 11;
    for (int run = 0; run < 500; run++) {
        double before[6], after[6], forth[6], back[6], rotated[6], p0 = 1.0, p1 = 1.0;
        size_t n = 1 + (size_t)run % 6;
        for (size_t i = 0; i < n; i++) {
            before[i] = exp(10.0 * noise(&seed) - 5.0);
            after[i] = run % 5 == 0 ? before[i] * (1.0 + 1e-7 * noise(&seed)) : exp(10.0 * noise(&seed) - 5.0);
            p0 *= before[i];
            p1 *= after[i];
        }
        assert_int_equal(sx_bridge(before, after, n, forth), SX_OK);
        assert_int_equal(sx_bridge(after, before, n, back), SX_OK);
        double largest = 0.0;
        for (size_t i = 0; i < n; i++)
            largest = fmax(largest, fabs(forth[i]));
        if (fabs(sx_sum(forth, n) - (p1 - p0)) > 2.3e-16 * fmax(largest, fabs(p1 - p0))) /* to the last digit */
            fail_msg("run %d: %.17g is not %.17g", run, sx_sum(forth, n), p1 - p0);
        double mean = (p1 - p0) / log(p1 / p0);
        for (size_t i = 0; i < n; i++) {
            if (fabs(forth[i] + back[i]) > 1e-13 * largest + 1e-14 * fmax(p0, p1))
                fail_msg("run %d: %.17g there, %.17g back", run, forth[i], back[i]);
            if (run % 5 && fabs(forth[i] - mean * log(after[i] / before[i])) > 1e-11 * largest)
                fail_msg("run %d: %.17g", run, forth[i]);
        }
        for (size_t i = 0; i < n; i++) { /* the order of the drivers does not matter */
            rotated[i] = before[(i + 1) % n];
            back[i] = after[(i + 1) % n];
        }
        double turned[6];
        assert_int_equal(sx_bridge(rotated, back, n, turned), SX_OK);
        for (size_t i = 0; i < n; i++)
            if (fabs(turned[i] - forth[(i + 1) % n]) > 1e-13 * largest + 1e-14 * fmax(p0, p1))
                fail_msg("run %d: order matters", run);
    }
}

static void bridge_limits(void **state)
{
    (void)state;
    double before[] = {1000.0, 0.02, 50.0}, c[3];
    assert_int_equal(sx_bridge(before, before, 3, c), SX_OK);
    for (int i = 0; i < 3; i++)
        close_to(c[i], 0.0, 0.0);
    /* Zero as the limit of ever smaller values; two at once share. */
    double gone[] = {800.0, 0.0, 60.0}, nearly[] = {800.0, 1e-300, 60.0}, limit[3];
    assert_int_equal(sx_bridge(before, gone, 3, c), SX_OK);
    assert_int_equal(sx_bridge(before, nearly, 3, limit), SX_OK);
    close_to(c[1], -1000.0, 0.0);
    for (int i = 0; i < 3; i++)
        if (fabs(c[i] - limit[i]) > 0.01 * 1000.0)
            fail_msg("driver %d: %g, limit %g", i, c[i], limit[i]);
    double both[] = {800.0, 0.0, 0.0};
    assert_int_equal(sx_bridge(both, before, 3, c), SX_OK);
    close_to(c[0], 0.0, 0.0);
    close_to(c[1], 500.0, 1e-15);
    close_to(c[2], 500.0, 1e-15);
    double other[] = {0.0, 0.1, 3.0};
    assert_int_equal(sx_bridge(gone, other, 3, c), SX_OK); /* zero before and after, by different drivers */
    close_to(c[0] + c[1] + c[2], 0.0, 0.0);
    /* The way may be large if the product is not. */
    double wide[] = {1e200, 1e200, 1e-300}, wider[] = {2e200, 1e200, 1e-300};
    assert_int_equal(sx_bridge(wide, wider, 3, c), SX_OK);
    close_to(c[0], 1e100, 1e-13);
    double large[] = {1e200, 1e200, 1.0}, untouched = c[0];
    assert_int_equal(sx_bridge(wide, large, 3, c), SX_NUM);
    close_to(c[0], untouched, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(theil_sen), cmocka_unit_test(theil_sen_drawn),
                                       cmocka_unit_test(trend), cmocka_unit_test(bridge_sums_and_turns),
                                       cmocka_unit_test(bridge_limits)};
    return cmocka_run_group_tests_name("kpi series", tests, NULL, NULL);
}
