/* The noncentral t distribution against R 4.2.2 (pt with lower.tail = FALSE) and against sums; power, size and effect
 * against each other. */
#include "core/unit.h"
#include "test.h"
#include "base/distribution.h"
#include "test/noncentral.h"
#include "test/power.h"

/* t, df, ncp, P(T > t) */
static const double from_r[][4] = {
    {-2.1000000000000001, 1.0000000000000000e+00, 0.00000000000000000, 8.5853697187849098e-01},
    {12.0000000000000000, 1.0000000000000000e+00, 0.00000000000000000, 2.6464676059589871e-02},
    {4.4000000000000004, 2.0000000000000000e+00, 0.00000000000000000, 2.3983445351292983e-02},
    {1.3000000000000000, 7.2999999999999998e+00, 0.00000000000000000, 1.1657077503308290e-01},
    {0.0000000000000000, 5.8000000000000000e+01, 0.00000000000000000, 5.0000000000000000e-01},
    {-2.1000000000000001, 4.0000000000000000e+02, 0.00000000000000000, 9.8182269496097319e-01},
    {12.0000000000000000, 4.0000000000000000e+02, 0.00000000000000000, 7.5421316915329116e-29},
    {4.4000000000000004, 1.0000000000000000e+05, 0.00000000000000000, 5.4181322012114356e-06},
    {1.3000000000000000, 1.0000000000000000e+00, 0.69999999999999996, 4.0909097472095812e-01},
    {0.0000000000000000, 2.0000000000000000e+00, 0.69999999999999996, 7.5803634777692697e-01},
    {-2.1000000000000001, 7.2999999999999998e+00, 0.69999999999999996, 9.9238983163480421e-01},
    {12.0000000000000000, 7.2999999999999998e+00, 0.69999999999999996, 1.3690859629211793e-05},
    {4.4000000000000004, 5.8000000000000000e+01, 0.69999999999999996, 3.1570228595978467e-04},
    {1.3000000000000000, 4.0000000000000000e+02, 0.69999999999999996, 2.7473453837294759e-01},
    {0.0000000000000000, 1.0000000000000000e+05, 0.69999999999999996, 7.5803634777692697e-01},
    {-2.1000000000000001, 1.0000000000000000e+00, 3.10000000000000009, 9.9989989046352146e-01},
    {12.0000000000000000, 1.0000000000000000e+00, 3.10000000000000009, 2.0317939621243364e-01},
    {4.4000000000000004, 2.0000000000000000e+00, 3.10000000000000009, 3.9289298664947137e-01},
    {1.3000000000000000, 7.2999999999999998e+00, 3.10000000000000009, 9.5955970744034125e-01},
    {0.0000000000000000, 5.8000000000000000e+01, 3.10000000000000009, 9.9903239678678157e-01},
    {-2.1000000000000001, 4.0000000000000000e+02, 3.10000000000000009, 9.9999989169594916e-01},
    {12.0000000000000000, 4.0000000000000000e+02, 3.10000000000000009, 2.7700064464397656e-13},
    {4.4000000000000004, 1.0000000000000000e+05, 3.10000000000000009, 9.6813151817239707e-02},
    {1.3000000000000000, 1.0000000000000000e+00, 8.00000000000000000, 9.9999892662462564e-01},
    {0.0000000000000000, 2.0000000000000000e+00, 8.00000000000000000, 9.9999999999999933e-01},
    {-2.1000000000000001, 7.2999999999999998e+00, 8.00000000000000000, 9.9999999999995171e-01},
    {12.0000000000000000, 7.2999999999999998e+00, 8.00000000000000000, 1.3215187782305371e-01},
    {4.4000000000000004, 5.8000000000000000e+01, 8.00000000000000000, 9.9958511745877865e-01},
    {1.3000000000000000, 4.0000000000000000e+02, 8.00000000000000000, 9.9999999998912203e-01},
    {0.0000000000000000, 1.0000000000000000e+05, 8.00000000000000000, 9.9999999999999933e-01},
    {-2.1000000000000001, 1.0000000000000000e+00, 25.00000000000000000, 1.0000000000000000e+00},
    {12.0000000000000000, 1.0000000000000000e+00, 25.00000000000000000, 9.6211871768549340e-01},
    {4.4000000000000004, 2.0000000000000000e+00, 25.00000000000000000, 9.9999999999991696e-01},
    {1.3000000000000000, 7.2999999999999998e+00, 25.00000000000000000, 1.0000000000000000e+00},
    {0.0000000000000000, 5.8000000000000000e+01, 25.00000000000000000, 1.0000000000000000e+00},
    {-2.1000000000000001, 4.0000000000000000e+02, 25.00000000000000000, 1.0000000000000000e+00},
    {12.0000000000000000, 4.0000000000000000e+02, 25.00000000000000000, 1.0000000000000000e+00},
    {4.4000000000000004, 1.0000000000000000e+05, 25.00000000000000000, 1.0000000000000000e+00},
};

static void noncentral_t_against_r(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof from_r / sizeof *from_r; i++) {
        double found = sx_noncentral_t_upper(from_r[i][0], from_r[i][1], from_r[i][2]);
        if (!(fabs(found - from_r[i][3]) <= 2e-11)) /* R's own series ends at 1e-12 */
            fail_msg("row %zu: %.17g is not %.17g", i, found, from_r[i][3]);
    }
}

/* Simpson's rule over S itself, fine and slow, for whole df: the density of S by products instead of gamma functions.
 */
static double slow_upper(double t, int df, double ncp)
{
    double constant = 1.0, sum = 0.0, top = 12.0;
    for (int k = df; k > 2; k -= 2)
        constant /= k - 2;
    if (df % 2)
        constant *= sqrt(2.0 / acos(-1.0));
    constant *= pow((double)df, 0.5 * df);
    const int steps = 200000;
    for (int i = 0; i <= steps; i++) {
        double s = top * i / steps, weight = i == 0 || i == steps ? 1.0 : i % 2 ? 4.0 : 2.0;
        double density = constant * pow(s, df - 1.0) * exp(-0.5 * df * s * s);
        sum += weight * density * sx_normal_cdf(ncp - t * s);
    }
    return sum * top / steps / 3.0;
}

static void noncentral_t_against_simpson(void **state)
{
    (void)state;
    static const int dfs[] = {1, 2, 3, 10, 39};
    for (size_t d = 0; d < 5; d++)
        for (double t = -1.7; t < 9.0; t += 2.13)
            for (double ncp = 0.0; ncp < 8.0; ncp += 1.9) {
                double found = sx_noncentral_t_upper(t, dfs[d], ncp), slow = slow_upper(t, dfs[d], ncp);
                if (!(fabs(found - slow) <= 1e-12))
                    fail_msg("t %g df %d ncp %g: %.17g is not %.17g", t, dfs[d], ncp, found, slow);
            }
    for (double t = -3.0; t < 5.0; t += 0.77) /* without noncentrality it is Student's */
        close_to(sx_noncentral_t_upper(t, 7.3, 0.0), 1.0 - sx_t_cdf(t, 7.3), 1e-11);
}

static void t_quantile_at_many_degrees(void **state)
{
    (void)state;
    close_to(sx_t_upper_quantile(0.025, 1e5), 1.9599877075346088, 1e-14); /* R 4.2.2 qt */
    close_to(sx_t_upper_quantile(0.0005, 1e5), 3.2906240314119133, 1e-14);
    close_to(sx_t_upper_quantile(0.4, 1e5), 0.25334777715717988, 1e-14);
    close_to(sx_t_upper_quantile(0.025, 123456.7), 1.9599832001362318, 1e-14);
    close_to(sx_t_upper_quantile(0.001, 1e9), 3.0902323143179422, 1e-14);
    close_to(sx_t_upper_quantile(0.025, 99999.0), sx_t_upper_quantile(0.025, 100001.0), 1e-9); /* where the ways meet */
}

/* What a size or an effect was asked for must be the power there. */
static void size_and_effect_give_the_power(void **state)
{
    (void)state;
    static const double powers[] = {0.2, 0.5, 0.8, 0.99}, tails[] = {0.05, 0.025, 0.0005};
    for (size_t i = 0; i < 4; i++)
        for (size_t k = 0; k < 3; k++) {
            double n = 0.0, effect = 0.0, power = 0.0;
            assert_int_equal(sx_means_size(0.313, 1.0, 1.0, powers[i], tails[k], &n), SX_OK);
            close_to(sx_means_power(0.313, 1.0, n, 1.0, tails[k]), powers[i], 1e-10);
            assert_int_equal(sx_means_effect(3.7, 23.0, 1.0, powers[i], tails[k], &effect), SX_OK);
            close_to(sx_means_power(-effect, 3.7, 23.0, 1.0, tails[k]), powers[i], 1e-11);
            assert_int_equal(sx_shares_size(0.11, 0.17, 1.0, powers[i], tails[k], &n), SX_OK);
            assert_int_equal(sx_shares_power(0.11, 0.17, n, 1.0, tails[k], &power), SX_OK);
            close_to(power, powers[i], 1e-12);
            assert_int_equal(sx_shares_effect(0.11, 733.0, 1.0, powers[i], tails[k], &effect), SX_OK);
            assert_int_equal(sx_shares_power(0.11, 0.11 + effect, 733.0, 1.0, tails[k], &power), SX_OK);
            close_to(power, powers[i], 1e-11);
            assert_int_equal(sx_shares_effect(0.0, 733.0, 1.0, powers[i], tails[k], &effect), SX_OK);
            assert_true(effect > 0.0);
        }
    /* Large samples: means behave as the normal approximation. */
    double n = 0.0, z = sx_normal_quantile(0.8) - sx_normal_quantile(0.025);
    assert_int_equal(sx_means_size(1e-5, 1.0, 1.0, 0.8, 0.025, &n), SX_OK);
    close_to(n, 2.0 * z * z * 1e10, 1e-9);
}

/* Groups of two sizes: it does not matter which is called the first, and for a given number in all two halves find
 * most. */
static void groups_of_two_sizes(void **state)
{
    (void)state;
    static const double ratios[] = {0.01, 0.3, 1.0, 2.5, 40.0};
    for (size_t i = 0; i < 5; i++) {
        double r = ratios[i], one = 0.0, other = 0.0, half = 0.0, n = 0.0, effect = 0.0;
        assert_int_equal(sx_shares_power(0.11, 0.17, 900.0, r, 0.025, &one), SX_OK);
        assert_int_equal(sx_shares_power(0.17, 0.11, 900.0 * r, 1.0 / r, 0.025, &other), SX_OK);
        close_to(one, other, 1e-12);
        close_to(sx_means_power(0.4, 2.0, 700.0, r, 0.05), sx_means_power(0.4, 2.0, 700.0 * r, 1.0 / r, 0.05), 1e-11);
        half = sx_means_power(0.4, 2.0, 350.0 * (1.0 + r), 1.0, 0.05);
        assert_true(r == 1.0 ? half == sx_means_power(0.4, 2.0, 700.0, r, 0.05)
                             : half > sx_means_power(0.4, 2.0, 700.0, r, 0.05));
        assert_int_equal(sx_means_size(0.4, 2.0, r, 0.8, 0.025, &n), SX_OK);
        close_to(sx_means_power(0.4, 2.0, n, r, 0.025), 0.8, 1e-10);
        assert_int_equal(sx_means_effect(2.0, 700.0, r, 0.8, 0.025, &effect), SX_OK);
        close_to(sx_means_power(effect, 2.0, 700.0, r, 0.025), 0.8, 1e-10);
        assert_int_equal(sx_shares_size(0.11, 0.17, r, 0.8, 0.025, &n), SX_OK);
        assert_int_equal(sx_shares_power(0.11, 0.17, n, r, 0.025, &one), SX_OK);
        close_to(one, 0.8, 1e-11);
        assert_int_equal(sx_shares_effect(0.11, 900.0, r, 0.8, 0.025, &effect), SX_OK);
        assert_int_equal(sx_shares_power(0.11, 0.11 + effect, 900.0, r, 0.025, &one), SX_OK);
        close_to(one, 0.8, 1e-11);
    }
}

static void limits(void **state)
{
    (void)state;
    double value = 7.0;
    assert_int_equal(sx_shares_power(1.0, 1.0, 50.0, 1.0, 0.025, &value), SX_DIV0);
    assert_int_equal(sx_shares_size(0.3, 0.3, 1.0, 0.8, 0.025, &value), SX_NA);
    assert_int_equal(sx_means_size(0.0, 1.0, 1.0, 0.8, 0.025, &value), SX_NA);
    assert_int_equal(sx_means_size(1e-9, 1.0, 1.0, 0.8, 0.025, &value), SX_NUM);
    assert_int_equal(sx_shares_effect(0.95, 20.0, 1.0, 0.8, 0.025, &value), SX_NA);
    assert_int_equal(sx_shares_effect(1.0, 1e6, 1.0, 0.8, 0.025, &value), SX_NA);
    assert_int_equal(sx_means_effect(1.0, 20.0, 1.0, 0.02, 0.025, &value), SX_NUM);
    assert_int_equal(sx_means_effect(1e308, 2.0, 1.0, 0.8, 0.025, &value), SX_NUM);
    close_to(value, 7.0, 0.0);
    assert_int_equal(sx_shares_power(0.0, 1.0, 50.0, 1.0, 0.025, &value), SX_OK);
    close_to(value, 1.0, 0.0);
    close_to(sx_means_power(1.0, 1e-300, 2.0, 1.0, 5e-7), 1.0, 0.0);
    /* The corner that costs most: few degrees of freedom and a far quantile. */
    assert_int_equal(sx_means_effect(1.0, 2.0, 1.0, 0.9, 5e-6, &value), SX_OK);
    close_to(sx_means_power(value, 1.0, 2.0, 1.0, 5e-6), 0.9, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(noncentral_t_against_r),     cmocka_unit_test(noncentral_t_against_simpson),
        cmocka_unit_test(t_quantile_at_many_degrees), cmocka_unit_test(size_and_effect_give_the_power),
        cmocka_unit_test(groups_of_two_sizes),        cmocka_unit_test(limits)};
    return cmocka_run_group_tests_name("experiment power", tests, NULL, NULL);
}
