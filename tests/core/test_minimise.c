/* The minimisers find known minima, stay inside their box and give the same bits twice. */
#include "core/unit.h"
#include "base/minimise.h"

typedef struct watch {
    size_t calls, outside;
} watch;

/* Rosenbrock 1960: minimum 0 at (1, 1). */
static double banana(const double *x, void *data)
{
    watch *w = data;
    w->calls++;
    w->outside += fabs(x[0]) > 2.0 || fabs(x[1]) > 2.0 ? 1 : 0;
    return 100.0 * (x[1] - x[0] * x[0]) * (x[1] - x[0] * x[0]) + (1.0 - x[0]) * (1.0 - x[0]);
}

static void finds_the_bottom_of_the_banana(void **state)
{
    (void)state;
    const double low[2] = {-2.0, -2.0}, high[2] = {2.0, 2.0};
    double x[2] = {-1.2, 1.0}, again[2] = {-1.2, 1.0};
    watch w = {0, 0};
    double value = sx_minimise(banana, &w, 2, x, low, high, 0.1, 1e-6, 2000);
    assert_true(value < 1e-9);
    assert_float_equal(x[0], 1.0, 1e-4);
    assert_float_equal(x[1], 1.0, 1e-4);
    assert_int_equal(w.outside, 0);
    sx_minimise(banana, &w, 2, again, low, high, 0.1, 1e-6, 2000);
    assert_memory_equal(x, again, sizeof x);
}

static void keeps_to_the_limit_of_calls(void **state)
{
    (void)state;
    const double low[2] = {-2.0, -2.0}, high[2] = {2.0, 2.0};
    double x[2] = {-1.2, 1.0};
    watch w = {0, 0};
    sx_minimise(banana, &w, 2, x, low, high, 0.1, 1e-9, 30);
    assert_true(w.calls <= 30 + 4);
}

static double corner(const double *x, void *data)
{
    (void)data;
    return x[0] + 2.0 * x[1] - x[2];
}

static void a_minimum_at_the_corner(void **state)
{
    (void)state;
    const double low[3] = {0.0, 0.0, 0.0}, high[3] = {1.0, 1.0, 1.0};
    double x[3] = {0.5, 0.5, 0.5};
    sx_minimise(corner, NULL, 3, x, low, high, 0.2, 1e-6, 3000);
    assert_float_equal(x[0], 0.0, 1e-5);
    assert_float_equal(x[1], 0.0, 1e-5);
    assert_float_equal(x[2], 1.0, 1e-5);
}

static double partly_undefined(const double *x, void *data)
{
    (void)data;
    return x[0] < 0.3 ? (double)NAN : (x[0] - 0.4) * (x[0] - 0.4);
}

static void undefined_places_are_left(void **state)
{
    (void)state;
    const double low = 0.0, high = 1.0;
    double x = 0.9, y;
    sx_minimise(partly_undefined, NULL, 1, &x, &low, &high, 0.2, 1e-6, 500);
    assert_float_equal(x, 0.4, 1e-4);
    sx_minimise_line(partly_undefined, NULL, 0.0, 1.0, 10, 1e-6, &y);
    assert_float_equal(y, 0.4, 1e-4);
}

static double two_valleys(const double *x, void *data)
{
    (void)data;
    return fmin((x[0] - 0.1) * (x[0] - 0.1) + 0.01, (x[0] - 0.83) * (x[0] - 0.83));
}

static void the_grid_finds_the_deeper_valley(void **state)
{
    (void)state;
    double x, value = sx_minimise_line(two_valleys, NULL, 0.0, 1.0, 10, 1e-7, &x);
    assert_float_equal(x, 0.83, 1e-5);
    assert_true(value < 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_bottom_of_the_banana),   cmocka_unit_test(keeps_to_the_limit_of_calls),
        cmocka_unit_test(a_minimum_at_the_corner),          cmocka_unit_test(undefined_places_are_left),
        cmocka_unit_test(the_grid_finds_the_deeper_valley),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
