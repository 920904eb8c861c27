/* The dual of a flight by hand: at any prices of its rows no plan is above it. */
#include <math.h>
#include "core/unit.h"
#include "plan/flight_dual.h"

/* One channel, one period, a straight line of 0.1 a unit up to 1000 and a sum of at least 1000: 100 is the one plan's
 * worth. A unit less of the sum at a price below 0: spending is paid for, and the dual is 100 at every such price. */
static void a_price_below_nothing_bounds_too(void **state)
{
    (void)state;
    const double points[] = {0, 1000}, worths[] = {0, 100};
    const sx_curve curve = {.kind = SX_CURVE_TABLE, .x = points, .y = worths, .n_points = 2};
    const double weight = 1.0, ground = 0.0, multiplier = 1.0;
    double low = 0.0, high = 1000.0, minimum = 0.0, least = 0.0, most = INFINITY, sum_low = 1000.0, sum_high = INFINITY;
    size_t of = 0;
    sx_allocation_group group = {0, 0.0, 1000.0};
    const sx_flight flight = {.channels = 1,
                              .periods = 1,
                              .n = 1,
                              .curves = &curve,
                              .weight = &weight,
                              .ground = &ground,
                              .multiplier = &multiplier,
                              .low = &low,
                              .high = &high,
                              .minimum = &minimum,
                              .least = &least,
                              .most = &most,
                              .sum_low = &sum_low,
                              .sum_high = &sum_high,
                              .of = &of,
                              .n_groups = 1,
                              .groups = &group};
    for (double price = -0.01; price > -1000.0; price *= 7.0) {
        double x = 900.0, term_least = 0.0, term_most = 1000.0, work = 0.0;
        size_t member = 0;
        sx_flight_terms terms = {.least = &term_least, .most = &term_most};
        sx_flight_row row = {.low = 1000.0, .high = INFINITY, .price = price, .first = 0, .end = 1};
        sx_flight_steps steps = {.f = &flight,
                                 .terms = &terms,
                                 .low = &low,
                                 .high = &high,
                                 .x = &x,
                                 .rows = &row,
                                 .n_rows = 1,
                                 .member = &member};
        sx_flight_proof proof = {.bound = INFINITY};
        assert_int_equal(sx_flight_dual(&steps, &proof, &work), SX_OK);
        if (!(proof.bound >= 100.0 && proof.bound < 100.0 + 1e-6 * (1.0 - price)))
            fail_msg("at a price of %g: %.12g", price, proof.bound);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_price_below_nothing_bounds_too)};
    return cmocka_run_group_tests_name("plan flight dual", tests, NULL, NULL);
}
