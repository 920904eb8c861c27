/* The signs' log evidence of PLAN.MIX: what further columns must change, and what they must not. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "plan/mix_scan.h"
#include "draw.h"

enum { N = 60 };

static const double SCALE = 0.05;

/* What the calls to come find where their own variables will stand: nothing of it may count. */
static __attribute__((noinline)) double litter(double x)
{
    volatile double left[16384];
    for (size_t i = 0; i < 16384; i++)
        left[i] = x;
    return left[5];
}

static double evidence(sx_mix_scan *scan, const double *columns, size_t m)
{
    litter(3.0);
    double first = sx_mix_scan_with(scan, columns, m);
    litter(0.7);
    assert_true(sx_mix_scan_with(scan, columns, m) == first);
    return first;
}

/* A column of nothing has its prior deviation's part of the determinant and no other: -ln scale. The order of columns
 * does not matter, and one that is in the outcome is worth having. */
static void columns_and_their_evidence(void **state)
{
    (void)state;
    double outcome[N], one[N], two[2 * N], other[2 * N], three[3 * N], nothing[N] = {0};
    sx_mix_scan scan;
    seed = 17;
    for (size_t t = 0; t < N; t++) {
        double a = 0.3 * draw(), b = 0.2 * draw() * draw();
        outcome[t] = t == 9 ? (double)NAN : 0.9 + 0.1 * draw() + a;
        one[t] = two[2 * t] = other[2 * t + 1] = three[3 * t] = a;
        two[2 * t + 1] = other[2 * t] = three[3 * t + 1] = b;
        three[3 * t + 2] = 0.0;
    }
    const sx_mix_input input = {.n = N, .season = 26.0};
    assert_int_equal(sx_mix_scan_make(&input, outcome, SCALE, &scan), SX_OK);
    double none = evidence(&scan, NULL, 0), with_two = evidence(&scan, two, 2);
    assert_true(isfinite(none) && isfinite(with_two));
    assert_true(fabs(evidence(&scan, nothing, 1) - (none - log(SCALE))) < 1e-9);
    assert_true(fabs(evidence(&scan, three, 3) - (with_two - log(SCALE))) < 1e-9);
    assert_true(fabs(evidence(&scan, other, 2) - with_two) < 1e-9);
    assert_true(evidence(&scan, one, 1) > evidence(&scan, nothing, 1) + 5.0);
    sx_mix_scan_free(&scan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(columns_and_their_evidence)};
    return cmocka_run_group_tests_name("plan mix scan", tests, NULL, NULL);
}
