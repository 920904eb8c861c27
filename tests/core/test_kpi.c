/* What golden values cannot say of the KPI family: slow twins, limits, identities. */
#include <stdlib.h>
#include "core/unit.h"
#include "kpi.h"
#include "kpi/bridge.h"
#include "kpi/theil_sen.h"
#include "base/statistics.h"

/* Margins summed one period after the other. */
static double slow_ltv(double m, double churn, double discount, int timing, long periods)
{
    double sum = 0.0, q = (1.0 - churn) / (1.0 + discount), part = timing == SX_KPI_LTV_TIMING_END ? m * q : m;
    for (long t = 0; t < periods; t++) {
        sum += part;
        part *= q;
    }
    return sum;
}

static void lifetime_value(void **state)
{
    (void)state;
    static const double churns[] = {0.0, 0.001, 0.0371, 0.5, 1.0}, discounts[] = {0.0, 0.0083, 0.12};
    static const long horizons[] = {1, 7, 36, 500};
    double value = 0.0;
    for (size_t c = 0; c < 5; c++)
        for (size_t d = 0; d < 3; d++)
            for (int timing = 0; timing < 2; timing++) {
                for (size_t h = 0; h < 4; h++) {
                    assert_int_equal(
                        sx_kpi_ltv(117.3, 0.73, churns[c], discounts[d], timing, (double)horizons[h], &value, NULL),
                        SX_OK);
                    close_to(value, slow_ltv(117.3 * 0.73, churns[c], discounts[d], timing, horizons[h]), 1e-12);
                }
                if (churns[c] == 0.0)
                    continue;
                assert_int_equal(sx_kpi_ltv(117.3, 0.73, churns[c], discounts[d], timing, (double)NAN, &value, NULL),
                                 SX_OK);
                close_to(value, slow_ltv(117.3 * 0.73, churns[c], discounts[d], timing, 100000), 1e-11);
            }
    /* A horizon without end is none; no discount is the limit of a small one; no churn that of a little churn. */
    double whole = 0.0, limit = 0.0;
    sx_kpi_ltv(100.0, 0.8, 0.05, 0.01, SX_KPI_LTV_TIMING_BEGIN, (double)NAN, &whole, NULL);
    sx_kpi_ltv(100.0, 0.8, 0.05, 0.01, SX_KPI_LTV_TIMING_BEGIN, 1e9, &limit, NULL);
    close_to(limit, whole, 1e-14);
    sx_kpi_ltv(100.0, 0.8, 0.05, 0.0, SX_KPI_LTV_TIMING_END, (double)NAN, &whole, NULL);
    sx_kpi_ltv(100.0, 0.8, 0.05, 1e-13, SX_KPI_LTV_TIMING_END, (double)NAN, &limit, NULL);
    close_to(limit, whole, 1e-11);
    sx_kpi_ltv(100.0, 0.8, 1e-14, 0.0, SX_KPI_LTV_TIMING_BEGIN, 24.0, &limit, NULL);
    close_to(limit, 1920.0, 1e-12);
    value = 7.0;
    assert_int_equal(sx_kpi_ltv(100.0, 0.8, 0.0, 0.1, SX_KPI_LTV_TIMING_END, (double)NAN, &value, NULL), SX_DIV0);
    close_to(value, 7.0, 0.0);
}

static void payback_earns_the_cost(void **state)
{
    (void)state;
    for (double churn = 0.0; churn < 0.11; churn += 0.0137) {
        double n = 0.0;
        assert_int_equal(sx_kpi_payback(317.0, 50.0, 0.83, churn, &n, NULL), SX_OK);
        double earned = churn == 0.0 ? 41.5 * n : 41.5 * (1.0 - pow(1.0 - churn, n)) / churn;
        close_to(earned, 317.0, 1e-12);
    }
    double n = 7.0, tiny = 0.0;
    assert_int_equal(sx_kpi_payback(317.0, 50.0, 0.83, 41.5 / 317.0, &n, NULL), SX_NA);
    assert_int_equal(sx_kpi_payback(317.0, 50.0, 0.0, 0.0, &n, NULL), SX_NA);
    assert_int_equal(sx_kpi_payback(317.0, 50.0, -0.2, 0.0, &n, NULL), SX_NA);
    close_to(n, 7.0, 0.0);
    assert_int_equal(sx_kpi_payback(317.0, 50.0, 0.83, 1e-15, &tiny, NULL), SX_OK);
    close_to(tiny, 317.0 / 41.5, 1e-13);
    assert_int_equal(sx_kpi_payback(0.0, 0.0, 0.0, 0.0, &n, NULL), SX_OK);
    close_to(n, 0.0, 0.0);
}

static void rates(void **state)
{
    (void)state;
    double a_year = 0.0, a_month = 0.0;
    assert_int_equal(sx_kpi_annualrate(0.0237, 12.0, &a_year), SX_OK);
    assert_int_equal(sx_kpi_annualrate(a_year, 1.0 / 12.0, &a_month), SX_OK);
    close_to(a_month, 0.0237, 1e-14);
    assert_int_equal(sx_kpi_annualrate(1e-18, 12.0, &a_year), SX_OK);
    close_to(a_year, 1.2e-17, 1e-14);
    assert_int_equal(sx_kpi_annualrate(1.0, 12.0, &a_year), SX_OK);
    close_to(a_year, 1.0, 0.0);
    assert_int_equal(sx_kpi_annualrate(-1.0, 1e308, &a_year), SX_NUM);
}

/* 0.1 + 0.2 > 0.3 must not refuse a share of exactly all, nor make a coverage of 1e20. */
static void rounding_is_no_difference(void **state)
{
    (void)state;
    double value = 7.0;
    assert_int_equal(sx_kpi_revenuechurn(0.1, 0.2, 0.3, &value), SX_OK);
    close_to(value, 1.0, 0.0);
    assert_int_equal(sx_kpi_coverage(5.0, 0.3, 0.1 + 0.2, &value), SX_DIV0);
    assert_int_equal(sx_kpi_coverage(5.0, 0.1 + 0.2, 0.3, &value), SX_DIV0);
    assert_int_equal(sx_kpi_mroas(1.0, 0.3, 2.0, 0.1 + 0.2, &value), SX_DIV0);
    assert_int_equal(sx_kpi_nrr(0.3, 0.0, 0.1, 0.2, 0.0, &value), SX_OK);
    close_to(value, 0.0, 0.0);
    assert_int_equal(sx_kpi_nrr(0.3, 0.0, 0.1, 0.2001, 0.0, &value), SX_NUM);
    assert_int_equal(sx_kpi_contribution(1.0 + 1e-9, 1.0, &value), SX_NUM);
}

static void overflow(void **state)
{
    (void)state;
    double value = 7.0;
    assert_int_equal(sx_kpi_cac(1e308, 1e-300, &value), SX_NUM);
    assert_int_equal(sx_kpi_roi(-1e308, 1.7e308, &value), SX_NUM);
    assert_int_equal(sx_kpi_winrate(1e308, 1e308, 1e308, &value), SX_NUM);
    assert_int_equal(sx_kpi_velocity(1e200, 1e200, 1.0, 1.0, &value), SX_NUM);
    close_to(value, 7.0, 0.0);
}

static void no_minus_zero(void **state)
{
    (void)state;
    double value = 7.0;
    assert_int_equal(sx_kpi_mroas(100.0, 30.0, 100.0, 10.0, &value), SX_OK);
    assert_true(value == 0.0 && !signbit(value));
}

static void grr_by_customer(void **state)
{
    (void)state;
    double start[] = {100.0, 200.0, 0.0, 50.0}, end[] = {90.0, 900.0, 400.0, 0.0}, value = 0.0;
    assert_int_equal(sx_kpi_grr(start, 4, end, 4, &value), SX_OK);
    close_to(value, 290.0 / 350.0, 1e-15);
    assert_int_equal(sx_kpi_grr(start, 4, start, 4, &value), SX_OK);
    close_to(value, 1.0, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lifetime_value), cmocka_unit_test(payback_earns_the_cost),
                                       cmocka_unit_test(rates),          cmocka_unit_test(rounding_is_no_difference),
                                       cmocka_unit_test(overflow),       cmocka_unit_test(grr_by_customer),
                                       cmocka_unit_test(no_minus_zero)};
    return cmocka_run_group_tests_name("kpi", tests, NULL, NULL);
}
