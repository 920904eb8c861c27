/* Response curves, their slopes and inverses, envelopes and adstock. */
#include <float.h>
#include "core/unit.h"
#include "plan/envelope.h"

static sx_curve hill(double top, double half, double slope)
{
    return (sx_curve){.kind = SX_CURVE_HILL, .top = top, .half = half, .log_half = log(half), .slope = slope};
}

static sx_curve other(sx_curve_kind kind, double top, double half, double slope)
{
    return (sx_curve){.kind = kind, .top = top, .half = half, .slope = slope};
}

static size_t all_curves(sx_curve *curves)
{
    size_t n = 0;
    const double slopes[] = {0.3, 0.85, 1.0, 1.2, 2.385, 6.0};
    for (size_t k = 0; k < 6; k++)
        curves[n++] = hill(731.5, 1234.5, slopes[k]);
    curves[n++] = other(SX_CURVE_LOG, 77.7, 815.0, 1.0);
    curves[n++] = other(SX_CURVE_POWER, 3.3, 1.0, 0.4);
    curves[n++] = other(SX_CURVE_POWER, 3.3, 1.0, 1.0);
    curves[n++] = other(SX_CURVE_POWER, 0.033, 1.0, 1.7);
    curves[n++] = other(SX_CURVE_EXP, 731.5, 1234.5, 1.0);
    return n;
}

static void half_is_half_the_top(void **state)
{
    (void)state;
    for (double slope = 0.25; slope < 8.0; slope *= 1.7) {
        sx_curve curve = hill(731.5, 1234.5, slope);
        close_to(sx_curve_value(&curve, 1234.5), 731.5 / 2.0, 1e-14);
    }
    sx_curve curve = other(SX_CURVE_EXP, 731.5, 1234.5, 1.0);
    close_to(sx_curve_value(&curve, 1234.5), 731.5 / 2.0, 1e-15);
}

static void slope_is_the_derivative(void **state)
{
    (void)state;
    sx_curve curves[16];
    size_t n = all_curves(curves);
    for (size_t i = 0; i < n; i++)
        for (double x = 1.7; x < 2e5; x *= 1.9) {
            double h = 1e-4 * x; /* five points: the error is of fourth order */
            double by_hand = (8.0 * (sx_curve_value(&curves[i], x + h) - sx_curve_value(&curves[i], x - h)) -
                              (sx_curve_value(&curves[i], x + 2 * h) - sx_curve_value(&curves[i], x - 2 * h))) /
                             (12.0 * h);
            double slope = sx_curve_slope(&curves[i], x);
            double noise = 1e-11 * sx_curve_value(&curves[i], x) / h;
            if (!(fabs(slope - by_hand) <= 1e-9 * slope + noise * 1e-4))
                fail_msg("curve %zu at %g: %.12g, %.12g by differences", i, x, slope, by_hand);
        }
}

static void at_slope_inverts(void **state)
{
    (void)state;
    sx_curve curves[16];
    size_t n = all_curves(curves);
    for (size_t i = 0; i < n; i++) {
        double bend = sx_curve_inflection(&curves[i]);
        if (isinf(bend))
            continue;
        if (bend > 0.0) /* steepest there */
            assert_true(sx_curve_slope(&curves[i], bend) >= sx_curve_slope(&curves[i], bend * 1.01) &&
                        sx_curve_slope(&curves[i], bend) >= sx_curve_slope(&curves[i], bend * 0.99));
        for (double x = bend * 1.001 + 0.1; x < 1e9; x *= 2.3) {
            double slope = sx_curve_slope(&curves[i], x), elasticity = 0.0;
            if (slope < 1e-290)
                break;
            /* near the bend the slope hardly changes, and rounding of it moves x */
            double back = sx_curve_at_slope(&curves[i], slope, &elasticity);
            if (!(fabs(back - x) <= 1e-9 * x) && !(fabs(sx_curve_slope(&curves[i], back) - slope) <= 1e-13 * slope))
                fail_msg("curve %zu: slope %g at %.12g, found at %.12g", i, slope, x, back);
            assert_true(elasticity <= 0.0);
        }
        if (bend > 0.0)
            close_to(sx_curve_at_slope(&curves[i], 1.01 * sx_curve_slope(&curves[i], bend), NULL) + 1.0, 1.0, 0.0);
    }
}

static void no_overflow_at_the_ends(void **state)
{
    (void)state;
    const double ends[] = {0.0, DBL_TRUE_MIN, DBL_MIN, 1e-100, 1.0, 1e100, 1e308, DBL_MAX};
    const double halves[] = {1e-300, 1.0, 1e300};
    for (size_t h = 0; h < 3; h++)
        for (double slope = 0.02; slope < 100.0; slope *= 3.0) {
            sx_curve curve = hill(500.0, halves[h], slope), rising = other(SX_CURVE_EXP, 500.0, halves[h], 1.0);
            sx_curve log_curve = other(SX_CURVE_LOG, 500.0, halves[h], 1.0);
            double before = -1.0, before_exp = -1.0, before_log = -1.0;
            for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
                double value = sx_curve_value(&curve, ends[k]);
                assert_true(value >= before && value <= 500.0);
                assert_true(sx_curve_slope(&curve, ends[k]) >= 0.0);
                before = value;
                value = sx_curve_value(&rising, ends[k]);
                assert_true(value >= before_exp && value <= 500.0);
                before_exp = value;
                value = sx_curve_value(&log_curve, ends[k]);
                assert_true(value >= before_log && value < 1e308);
                before_log = value;
                assert_true(sx_curve_slope(&log_curve, ends[k]) >= 0.0);
                assert_true(sx_curve_slope(&rising, ends[k]) >= 0.0);
            }
        }
}

/* The envelope's demand at a price against a walk over the whole domain. */
static void demand_is_the_best(void **state)
{
    (void)state;
    double x[6] = {0, 200, 500, 700, 1500, 3000}, y[6] = {0, 10, 90, 95, 300, 310}, at[16], slope[16];
    sx_curve curves[17];
    size_t n = all_curves(curves);
    curves[n++] = (sx_curve){.kind = SX_CURVE_TABLE, .x = x, .y = y, .n_points = 6, .half = 1.0, .slope = 1.0};
    const sx_domain domains[] = {{false, 0, 5000}, {false, 300, 4000}, {true, 800, 4000}, {true, 2500, 2500}};
    for (size_t i = 0; i < n; i++)
        for (size_t d = 0; d < 4; d++) {
            sx_envelope envelope = {.x = at, .slope = slope};
            sx_envelope_make(&envelope, &curves[i], &domains[d]);
            for (size_t k = envelope.n; k-- > 2;)
                assert_true(envelope.slope[k] >= envelope.slope[k - 1]);
            for (double price = 0.003; price < 10.0; price *= 1.37) {
                double found = sx_envelope_demand(&envelope, price, false, NULL);
                double best = sx_curve_value(&curves[i], found) - price * found, hand = -1e300;
                if (domains[d].zero)
                    hand = curves[i].base;
                for (int k = 0; k <= 2000; k++) {
                    double spend = domains[d].low + (domains[d].high - domains[d].low) * k / 2000.0;
                    hand = fmax(hand, sx_curve_value(&curves[i], spend) - price * spend);
                }
                bool inside =
                    (found >= domains[d].low && found <= domains[d].high) || (domains[d].zero && found == 0.0);
                if (!inside || best < hand - 1e-9 * (fabs(hand) + 1.0))
                    fail_msg("curve %zu, domain %zu, price %g: %.10g at %g, %.10g by hand", i, d, price, best, found,
                             hand);
            }
        }
}

static void adstock_keeps_the_spend(void **state)
{
    (void)state;
    double spend[60] = {1000.0, 0.0, 250.0}, out[60], geometric[60], sum = 0.0;
    const sx_carryover carries[] = {{0.0, NAN}, {0.7, NAN}, {1.0, 2.0}, {2.5, 4.0}, {0.8, 1.5}};
    for (size_t k = 0; k < 5; k++) {
        sx_adstock(spend, 60, &carries[k], 0, out);
        sum = 0.0;
        for (size_t t = 0; t < 60; t++)
            sum += out[t];
        close_to(sum, 1250.0, 1e-7); /* what is not yet in after 60 periods is less than that */
        close_to(out[0], 1000.0 * sx_carryover_share(&carries[k], 1.0), 1e-14);
        assert_true(sx_carryover_share(&carries[k], INFINITY) == 1.0);
    }
    sx_carryover weibull = {1.0, 2.0}, rate = {exp(-0.5), NAN}; /* shape 1 is geometric */
    sx_adstock(spend, 60, &weibull, 1, out);
    sx_adstock(spend, 60, &rate, 1, geometric);
    for (size_t t = 0; t < 40; t++)
        close_to(out[t], geometric[t], 1e-9);
    for (size_t t = 0; t < 60; t++)
        spend[t] = 77.0;
    sx_adstock(spend, 60, &carries[1], 0, out);
    close_to(out[59], 77.0, 1e-8); /* a steady spend stays what it is */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(half_is_half_the_top), cmocka_unit_test(slope_is_the_derivative),
        cmocka_unit_test(at_slope_inverts),     cmocka_unit_test(no_overflow_at_the_ends),
        cmocka_unit_test(demand_is_the_best),   cmocka_unit_test(adstock_keeps_the_spend),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
