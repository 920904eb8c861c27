/* The BUDGET family on 10 000 random ledgers against exact decimal arithmetic: whole cents in 64-bit integers. */
#include "core/unit.h"
#include "budget.h"

static uint64_t seed;

static int64_t draw(int64_t low, int64_t high)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return low + (int64_t)((seed >> 20) % (uint64_t)(high - low + 1));
}

static double money(int64_t cents)
{
    return (double)cents / 100.0;
}

enum { ROWS = 60 };

/* Amounts up to ten billion, where a plain sum of doubles loses cents. */
static int64_t fill(double *x, size_t n, int64_t low)
{
    int64_t sum = 0, most = draw(0, 1) ? 100000 : 1000000000000;
    for (size_t i = 0; i < n; i++) {
        int64_t cents = draw(low < 0 ? -most : low, most);
        x[i] = money(cents);
        sum += cents;
    }
    return sum;
}

static void random_ledgers(void **state)
{
    (void)state;
    seed = 1;
    int naive_wrong = 0;
    for (int trial = 0; trial < 10000; trial++) {
        double actual[ROWS], accrued[ROWS], orders[ROWS], matched[ROWS], result = 0.0, naive = 0.0;
        size_t n_actual = (size_t)draw(0, ROWS), n_accrued = (size_t)draw(0, ROWS), n_orders = (size_t)draw(0, ROWS);
        int64_t exact = fill(actual, n_actual, -1) + fill(accrued, n_accrued, -1);
        (void)fill(orders, n_orders, 0);
        (void)fill(matched, n_orders, 0);
        for (size_t i = 0; i < n_orders; i++) {
            int64_t order = llround(orders[i] * 100.0), invoiced = llround(matched[i] * 100.0);
            exact += order > invoiced ? order - invoiced : 0;
            naive += fmax(0.0, orders[i] - matched[i]);
        }
        for (size_t i = 0; i < n_actual; i++)
            naive += actual[i];
        for (size_t i = 0; i < n_accrued; i++)
            naive += accrued[i];
        sx_context context = {0};
        assert_int_equal(sx_budget_exposure(actual, n_actual, accrued, n_accrued, orders, n_orders, matched, n_orders,
                                            &result, &context),
                         SX_OK);
        assert_true(result == money(exact));
        naive_wrong += naive != money(exact);
        int64_t budget = draw(0, 5000000000000), planned = draw(0, 1000000000);
        double available = 0.0, completion = 0.0, cost = 0.0, revenue = 0.0;
        assert_int_equal(sx_budget_available(money(budget), result, &available), SX_OK);
        assert_true(available == money(budget - exact));
        assert_int_equal(sx_budget_completion(result, money(planned), &completion), SX_OK);
        assert_true(completion == money(exact + planned));
        assert_int_equal(sx_budget_variance(result, money(budget), SX_BUDGET_VARIANCE_KIND_COST, &cost), SX_OK);
        assert_int_equal(sx_budget_variance(result, money(budget), SX_BUDGET_VARIANCE_KIND_REVENUE, &revenue), SX_OK);
        assert_true(cost == money(budget - exact) && revenue == money(exact - budget));
    }
    assert_true(naive_wrong > 5000); /* the test sees what plain addition would do */
}

/* Matching an invoice moves money from the orders to actual: exposure stays. */
static void matched_is_never_counted_twice(void **state)
{
    (void)state;
    seed = 2;
    for (int trial = 0; trial < 1000; trial++) {
        double orders[ROWS], matched[ROWS], before = 0.0, after = 0.0;
        size_t n = (size_t)draw(1, ROWS);
        (void)fill(orders, n, 0);
        for (size_t i = 0; i < n; i++)
            matched[i] = money(draw(0, llround(orders[i] * 100.0)));
        sx_context context = {0};
        sx_budget_exposure(NULL, 0, NULL, 0, orders, n, NULL, 0, &before, &context);
        sx_budget_exposure(matched, n, NULL, 0, orders, n, matched, n, &after, &context);
        assert_true(before == after);
        assert_string_equal(context.reason, "");
    }
    double order = 1000.0, invoice = 1100.5, result = 0.0;
    sx_context context = {0};
    sx_budget_exposure(&invoice, 1, NULL, 0, &order, 1, &invoice, 1, &result, &context);
    assert_true(result == 1100.5);
    assert_non_null(strstr(context.reason, "order 1: the invoices matched (1100.50)"));
}

static void more_than_two_decimals(void **state)
{
    (void)state;
    double amounts[] = {0.333, 0.333, 0.334}, result = 0.0;
    sx_context context = {0};
    sx_budget_exposure(amounts, 3, NULL, 0, NULL, 0, NULL, 0, &result, &context);
    assert_true(fabs(result - 1.0) < 1e-15);
    assert_int_equal(sx_budget_completion(1e308, 1e308, &result), SX_NUM);
    assert_true(fabs(result - 1.0) < 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_ledgers),
                                       cmocka_unit_test(matched_is_never_counted_twice),
                                       cmocka_unit_test(more_than_two_decimals)};
    return cmocka_run_group_tests_name("budget", tests, NULL, NULL);
}
