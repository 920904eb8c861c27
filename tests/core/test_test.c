/* What golden values cannot say of the TEST family: agreement of intervals and p values, slow twins, limits. */
#include "core/unit.h"
#include "core/draw.h"
#include "test.h"
#include "base/distribution.h"
#include "test/chart.h"
#include "test/means.h"
#include "test/noncentral.h"
#include "test/power.h"
#include "test/proportion.h"

static double quantile(double level)
{
    return -sx_normal_quantile(0.5 * (1.0 - level));
}

/* The bounds are where the score test just does not refuse: |x/n - p| = z sqrt(p (1 - p) / n). */
static void wilson_inverts_the_score_test(void **state)
{
    (void)state;
    for (double n = 1.0; n < 2e6; n = floor(n * 2.7) + 1.0)
        for (int k = 0; k <= 4; k++) {
            double x = floor(n * 0.25 * k), low, high, z = 1.7;
            sx_wilson(x, n, z, &low, &high);
            assert_true(low >= 0.0 && high <= 1.0 && low <= x / n && x / n <= high);
            if (x > 0.0)
                close_to(x / n - low, z * sqrt(low * (1.0 - low) / n), 1e-9);
            if (x < n)
                close_to(high - x / n, z * sqrt(high * (1.0 - high) / n), 1e-9);
            double mirrored_low, mirrored_high;
            sx_wilson(n - x, n, z, &mirrored_low, &mirrored_high);
            close_to(mirrored_low + high, 1.0, 1e-14);
        }
}

/* The interval of the difference, that of the lift and p must never contradict each other, at any level. */
static void lift_never_contradicts(void **state)
{
    (void)state;
    static const double levels[] = {0.5, 0.8, 0.9, 0.95, 0.99, 0.9999};
    size_t outside = 0, inside = 0;
    for (int n1 = 1; n1 <= 40; n1 += 6)
        for (int n2 = 1; n2 <= 40; n2 += 7)
            for (int x1 = 0; x1 <= n1; x1++)
                for (int x2 = 0; x2 <= n2; x2++)
                    for (size_t k = 0; k < 6; k++) {
                        sx_two_shares r = sx_compare_shares(x1, n1, x2, n2, quantile(levels[k]));
                        int apart = r.difference_low > 0.0 || r.difference_high < 0.0;
                        if (apart != (r.p < 1.0 - levels[k]))
                            fail_msg("%d/%d %d/%d at %g: %g to %g, p %g", x1, n1, x2, n2, levels[k], r.difference_low,
                                     r.difference_high, r.p);
                        assert_true(r.difference_low >= -1.0 && r.difference_high <= 1.0);
                        apart ? outside++ : inside++;
                        if (x2 == 0)
                            continue;
                        if (apart != (r.lift_low > 0.0 || r.lift_high < 0.0))
                            fail_msg("%d/%d %d/%d at %g: lift %g to %g, p %g", x1, n1, x2, n2, levels[k], r.lift_low,
                                     r.lift_high, r.p);
                        assert_true(r.lift_low >= -1.0 && r.lift_low <= r.lift && r.lift <= r.lift_high);
                    }
    assert_true(outside > 1000 && inside > 1000);
    /* Without any difference there is nothing to find; turned around it is the same test. */
    close_to(sx_compare_shares(3, 30, 1, 10, 1.96).p, 1.0, 0.0);
    close_to(sx_compare_shares(9, 10, 3, 10, 1.96).p, sx_compare_shares(3, 10, 9, 10, 1.96).p, 1e-14);
    /* Millions of visitors. */
    sx_two_shares big = sx_compare_shares(2e6, 1e8, 1.9e6, 1e8, 1.96);
    assert_true(big.p < 1e-300 && big.difference_low > 0.0);
}

static sx_sample all(const double *x, size_t n)
{
    return (sx_sample){x, n, (double)n};
}

static void welch_interval_and_p(void **state)
{
    (void)state;
    double a[] = {3.1, 4.7, 2.2, 5.9, 4.4}, b[] = {1.9, 3.3, 2.8, 0.7}, moved[5], apart = 0.0;
    sx_welch_result r, again;
    assert_int_equal(sx_welch_test(all(a, 5), all(b, 4), 0.95, 0, &r), SX_OK);
    /* At the level 1 - p the interval ends at zero. */
    assert_int_equal(sx_welch_test(all(a, 5), all(b, 4), 1.0 - r.p, 0, &again), SX_OK);
    if (fabs(again.low) > 1e-12)
        fail_msg("%g", again.low);
    for (int i = 0; i < 5; i++)
        moved[i] = 1e-160 * a[i];
    for (int i = 0; i < 4; i++)
        b[i] *= 1e-160;
    assert_int_equal(sx_welch_test(all(moved, 5), all(b, 4), 0.95, 0, &again),
                     SX_OK); /* squares of variances would underflow */
    close_to(again.df, r.df, 1e-4);
    double flat[] = {2.0, 2.0}, huge[] = {1e200, -1e200};
    again.t = apart;
    assert_int_equal(sx_welch_test(all(flat, 2), all(flat, 2), 0.95, 0, &again), SX_DIV0);
    assert_int_equal(sx_welch_test(all(huge, 2), all(flat, 2), 0.95, 0, &again), SX_NUM);
    close_to(again.t, apart, 0.0);
}

/* Hall's transformation by its definition, inverted by halving. */
static double hall(double t, double g)
{
    return t + g * t * t / 3.0 + g * g * t * t * t / 27.0 + g / 6.0;
}

static double from_hall(double z, double g)
{
    double low = -100.0, high = 100.0;
    for (int i = 0; i < 80; i++) {
        double middle = 0.5 * (low + high);
        if (hall(middle, g) < z)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Visitors without an order are zeros, written out or not; each end is the farther one of t's and Hall's. Orders are
 * lognormal, 4 % of 1 500 and of 15 000 visitors have one. */
static void revenue_per_visitor(void **state)
{
    (void)state;
    enum { FEW = 1500, MANY = 15000, ROUNDS = 400 };
    static double a[FEW], b[MANY];
    int out = 0, plain = 0;
    sx_welch_result r, same;
    seed = 29;
    for (int round = 0; round < ROUNDS; round++) {
        size_t n_a = 0, n_b = 0;
        for (size_t i = 0; i < FEW; i++)
            if (draw() < 0.04)
                a[n_a++] = exp(0.8 * draw_normal());
        for (size_t i = 0; i < MANY; i++)
            if (draw() < 0.04)
                b[n_b++] = exp(0.8 * draw_normal());
        assert_int_equal(sx_welch_test((sx_sample){a, n_a, FEW}, (sx_sample){b, n_b, MANY}, 0.95, 0, &r), SX_OK);
        memset(a + n_a, 0, (FEW - n_a) * sizeof *a);
        memset(b + n_b, 0, (MANY - n_b) * sizeof *b);
        assert_int_equal(sx_welch_test(all(a, FEW), all(b, MANY), 0.95, 0, &same), SX_OK);
        close_to(r.difference, same.difference, 1e-11);
        close_to(r.t, same.t, 1e-11);
        close_to(r.df, same.df, 1e-11);
        close_to(r.skewness, same.skewness, 1e-10);
        double error = r.difference / r.t, t = (same.high - same.difference) / error;
        close_to(r.high, fmax(same.high, r.difference - error * from_hall(-t, r.skewness)), 1e-9);
        close_to(r.low, fmin(same.low, r.difference - error * from_hall(t, r.skewness)), 1e-9);
        double other = hall(r.t, r.skewness), up = sx_t_cdf(-fmin(r.t, other), r.df);
        double down = sx_t_cdf(fmax(r.t, other), r.df);
        close_to(r.p, fmin(2.0 * fmin(up, down), 1.0), 1e-8);
        assert_true((r.low > 0.0 || r.high < 0.0) == (r.p < 0.05));
        out += r.p < 0.05;
        plain += same.p < 0.05;
    }
    assert_true(out < plain && out <= 22); /* 4 000 rounds: 4.1 % against 6.3 % */
}

/* One side: half the p of two, or what is left of 1; its range ends at zero at the level 1 - p. */
static void one_side(void **state)
{
    (void)state;
    static const double a[] = {3.1, 4.7, 2.2, 5.9, 4.4}, b[] = {1.9, 3.3, 2.8, 0.7};
    sx_welch_result two, up, down, again;
    assert_int_equal(sx_welch_test(all(a, 5), all(b, 4), 0.95, 0, &two), SX_OK);
    assert_int_equal(sx_welch_test(all(a, 5), all(b, 4), 0.95, 1, &up), SX_OK);
    assert_int_equal(sx_welch_test(all(a, 5), all(b, 4), 0.95, -1, &down), SX_OK);
    close_to(up.p, 0.5 * two.p, 1e-12);
    close_to(down.p, 1.0 - 0.5 * two.p, 1e-12);
    assert_true(isinf(up.high) && up.high > 0.0 && isinf(down.low) && down.low < 0.0);
    assert_true(up.low > two.low && down.high < two.high);
    assert_int_equal(sx_welch_test(all(a, 5), all(b, 4), 1.0 - up.p, 1, &again), SX_OK);
    assert_true(fabs(again.low) < 1e-9);
    assert_int_equal(sx_welch_test(all(b, 4), all(a, 5), 0.95, -1, &again), SX_OK);
    close_to(again.p, up.p, 1e-12);
    close_to(again.high, -up.low, 1e-12);
}

/* The note stands from 355 times the squared skewness on, and nowhere else. */
static void skewness_is_told(void **state)
{
    (void)state;
    static const double a[] = {90, 4000, 60, 75, 80, 66}, b[] = {80, 90, 70, 60, 95};
    sx_table result;
    sx_context context = {{0}, NULL};
    double none = (double)NAN;
    assert_int_equal(sx_test_welch(a, 6, b, 5, 0.95, 500, 500, SX_TEST_WELCH_SIDES_TWO, &result, &context), SX_OK);
    assert_non_null(strstr(context.reason, "a few large values carry the difference"));
    sx_table_free(&result);
    context = (sx_context){{0}, NULL};
    assert_int_equal(sx_test_welch(b, 5, b, 5, 0.95, 500, 500, SX_TEST_WELCH_SIDES_TWO, &result, &context), SX_OK);
    assert_string_equal(context.reason, "");
    sx_table_free(&result);
    assert_int_equal(sx_test_welch(a, 6, b, 5, 0.95, none, none, SX_TEST_WELCH_SIDES_TWO, &result, &context), SX_OK);
    assert_string_equal(context.reason, ""); /* too few for such a statement */
    sx_table_free(&result);
    assert_int_equal(sx_test_welch(a, 6, b, 5, 0.95, 5, none, SX_TEST_WELCH_SIDES_TWO, &result, &context), SX_NUM);
    assert_string_equal(context.reason, "visitorsa is 5, but a has 6 values");
}

static void geo_effect(void **state)
{
    (void)state;
    double x[] = {51, 48, 56, 52, 49, 54, 50}, y[7], xd[] = {53, 57, 47}, yd[3];
    static const double e[] = {0.7, -1.1, 0.4, 0.9, -1.3, -0.2, 0.6};
    for (int i = 0; i < 7; i++)
        y[i] = 5.0 + 2.0 * x[i] + e[i];
    sx_geo base, r;
    for (int i = 0; i < 3; i++)
        yd[i] = 5.0 + 2.0 * xd[i];
    assert_int_equal(sx_geo_effect(y, x, 7, yd, xd, 3, 0.9, &base), SX_OK);
    for (int i = 0; i < 3; i++)
        yd[i] += 4.0;
    assert_int_equal(sx_geo_effect(y, x, 7, yd, xd, 3, 0.9, &r), SX_OK);
    close_to(r.effect - base.effect, 12.0, 1e-12); /* what is put in comes out */
    close_to(r.high - r.low, base.high - base.low, 1e-12);
    /* One period at the mean of the control: the plain prediction interval s sqrt(1 + 1 / n). */
    double middle = 360.0 / 7.0, one = 100.0, rest = 0.0;
    assert_int_equal(sx_geo_effect(y, x, 7, &one, &middle, 1, 0.9, &r), SX_OK);
    double mean = 0.0;
    for (int i = 0; i < 7; i++)
        mean += y[i] / 7.0;
    for (int i = 0; i < 7; i++)
        rest += pow(y[i] - mean - r.slope * (x[i] - middle), 2.0);
    close_to(r.scale, sqrt(rest / 5.0 * (1.0 + 1.0 / 7.0)), 1e-12);
    close_to(r.expected, mean, 1e-12);
    /* p and interval agree. */
    assert_int_equal(sx_geo_effect(y, x, 7, yd, xd, 3, 0.9, &base), SX_OK);
    assert_int_equal(sx_geo_effect(y, x, 7, yd, xd, 3, 1.0 - base.p, &r), SX_OK);
    if (fabs(r.low) > 1e-9)
        fail_msg("%g", r.low);
    double flat[] = {0.1, 0.1, 0.1};
    assert_int_equal(sx_geo_effect(y, flat, 3, yd, xd, 3, 0.9, &r), SX_DIV0);
}

static void rules(void **state)
{
    (void)state;
    const sx_limits l = {.centre = 10.0, .lower = 4.0, .upper = 16.0}; /* thirds of 2 */
    static const struct {
        double x[8];
        size_t n;
        int rule, side;
    } cases[] = {
        {{16.0}, 1, 0, 0},
        {{16.001}, 1, 1, 1},
        {{3.9}, 1, 1, -1},
        {{14.5, 10, 14.5}, 3, 2, 1},
        {{14.5, 14.5, 10}, 3, 0, 0},     /* the point itself must break it */
        {{14.5, 10, 10, 14.5}, 4, 0, 0}, /* two of four */
        {{14.5, 10, 5.5}, 3, 0, 0},      /* different sides */
        {{14, 10, 14}, 3, 0, 0},         /* on the line is not beyond it */
        {{12.5, 12.5, 9, 12.5, 12.5}, 5, 3, 1},
        {{7.5, 7.5, 7.5, 10, 7.5}, 5, 3, -1},
        {{7.5, 7.5, 10, 10, 7.5}, 5, 0, 0},
        {{10.1, 10.1, 10.1, 10.1, 10.1, 10.1, 10.1, 10.1}, 8, 4, 1},
        {{10.1, 10.1, 10.1, 10.1, 10.0, 10.1, 10.1, 10.1}, 8, 0, 0},
        {{9.9, 9.9, 9.9, 9.9, 9.9, 9.9, 9.9}, 7, 0, 0},
        {{9.9, 9.9, 9.9, 9.9, 9.9, 9.9, 9.9, 9.9}, 8, 4, -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int side = 7, rule = sx_western_electric(cases[i].x, cases[i].n, &l, SX_ALL_RULES, &side);
        if (rule != cases[i].rule || side != cases[i].side)
            fail_msg("case %zu: rule %d, side %d", i, rule, side);
    }
    /* A constant breaks no rule, even where its mean, rounded, is not the constant. */
    double constant[60];
    size_t off = 0;
    sx_limits found;
    for (size_t n = 2; n <= 60; n++)
        for (int tenths = 1; tenths < 40; tenths++) {
            int side = 7;
            for (size_t i = 0; i < n; i++)
                constant[i] = tenths / 10.0;
            assert_int_equal(sx_natural_limits(constant, n, &found), SX_OK);
            off += found.centre != constant[0];
            assert_int_equal(sx_western_electric(constant, n, &found, SX_ALL_RULES, &side), 0);
        }
    assert_true(off > 0);
    double x[] = {10, 12, (double)NAN, 20, 17, 18}; /* ranges 2, 3, 1 */
    assert_int_equal(sx_natural_limits(x, 6, &found), SX_OK);
    close_to(found.centre, 15.4, 1e-15);
    close_to(found.upper, 15.4 + 5.32, 1e-15);
    double gaps[] = {10, (double)NAN, 12, (double)NAN, 11}, huge[] = {1e308, -1e308};
    assert_int_equal(sx_natural_limits(gaps, 5, &found), SX_VALUE);
    assert_int_equal(sx_natural_limits(huge, 2, &found), SX_NUM);
    close_to(found.centre, 15.4, 1e-15);
}

static void signal_reads_the_last_values(void **state)
{
    (void)state;
    /* Far back it ran high, then seven below the centre: an eighth is a trend, one above the centre is not. */
    double history[15] = {14, 13, 14, 12, 13, 14, 13, 12, 10, 11, 10, 11, 10, 11, 10};
    sx_text text = {0};
    sx_context context = {0};
    assert_int_equal(sx_test_signal(history, 15, 11.0, &text, &context), SX_OK);
    assert_string_equal(text.data, "trend");
    sx_text_free(&text);
    assert_int_equal(sx_test_signal(history, 15, 12.5, &text, &context), SX_OK);
    assert_string_equal(text.data, "in");
    double near_limit[11] = {10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 12.9}; /* limits about 7.9 and 13.3 */
    sx_text_free(&text);
    assert_int_equal(sx_test_signal(near_limit, 11, 12.9, &text, &context), SX_OK);
    assert_string_equal(text.data, "trend"); /* two of three near the same limit */
    sx_text_free(&text);
    double gaps[] = {1.0, (double)NAN, 2.0};
    assert_int_equal(sx_test_signal(gaps, 3, 1.0, &text, &context), SX_VALUE);
    assert_null(text.data);
}

/* Seven after the shift are none, eight are; eight that barely leave the centre are none either; Holm leaves one
 * comparison as it is. */
static void shifts_are_confirmed(void **state)
{
    (void)state;
    double x[20] = {10, 12, 11, 13, 12, 10, 11, 12, 13, 11};
    for (size_t i = 10; i < 18; i++)
        x[i] = 14.0 + (double)(i % 2);
    assert_int_equal(sx_first_shift(x, 17), 17);
    assert_int_equal(sx_first_shift(x, 18), 10);
    for (size_t i = 10; i < 18; i++)
        x[i] = 11.6 + 0.1 * (double)(i % 2);
    assert_int_equal(sx_first_shift(x, 18), 18);
    for (size_t i = 7; i < 15; i++) /* seven values before are too few */
        x[i] = 40.0 + (double)(i % 2);
    assert_int_equal(sx_first_shift(x, 15), 15);
    sx_table chart;
    sx_context context = {{0}, NULL};
    double gaps[20];
    for (size_t i = 0; i < 20; i++)
        gaps[i] = i == 4 || i == 15 ? (double)NAN : i < 10 ? 10.0 + (double)(i % 3) : 30.0 + (double)(i % 3);
    assert_int_equal(sx_test_xmr(gaps, 20, 0, SX_TEST_XMR_REBASE_SHIFT, &chart, &context), SX_OK);
    assert_non_null(strstr(context.reason, "a confirmed shift: new limits from value 11 on"));
    assert_true(sx_at(&chart, 9, 0)->as.number < 13.0 && sx_at(&chart, 10, 0)->as.number > 29.0);
    assert_int_equal(sx_at(&chart, 15, 3)->kind, SX_BLANK);
    sx_table_free(&chart);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(wilson_inverts_the_score_test),
                                       cmocka_unit_test(lift_never_contradicts),
                                       cmocka_unit_test(welch_interval_and_p),
                                       cmocka_unit_test(revenue_per_visitor),
                                       cmocka_unit_test(one_side),
                                       cmocka_unit_test(skewness_is_told),
                                       cmocka_unit_test(geo_effect),
                                       cmocka_unit_test(shifts_are_confirmed),
                                       cmocka_unit_test(rules),
                                       cmocka_unit_test(signal_reads_the_last_values)};
    return cmocka_run_group_tests_name("experiment", tests, NULL, NULL);
}
