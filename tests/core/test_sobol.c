/* Sobol points: the published start of the sequence, the net property, and that scrambling keeps it. */
#include "core/unit.h"
#include "base/sobol.h"

/* Bratley and Fox 1988 / Joe and Kuo's own example: the first points of dimensions 1 to 3, in Gray code order. */
static void start(void **state)
{
    (void)state;
    const double truth[8][3] = {{0, 0, 0},
                                {0.5, 0.5, 0.5},
                                {0.75, 0.25, 0.25},
                                {0.25, 0.75, 0.75},
                                {0.375, 0.375, 0.625},
                                {0.875, 0.875, 0.125},
                                {0.625, 0.125, 0.875},
                                {0.125, 0.625, 0.375}};
    sx_sobol sobol;
    sx_sobol_start(&sobol, 3, 0);
    for (int i = 0; i < 8; i++) {
        double point[3];
        sx_sobol_next(&sobol, point);
        for (int d = 0; d < 3; d++)
            assert_true(fabs(point[d] - truth[i][d]) < 0x1p-31);
    }
}

/* Every first 2^m points put one point into each of 2^m equal intervals, in every dimension and for every seed. */
static void stratified(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 5; seed++) {
        sx_sobol sobol;
        sx_sobol_start(&sobol, SX_SOBOL_DIMENSIONS, seed);
        static unsigned char seen[SX_SOBOL_DIMENSIONS][1024];
        memset(seen, 0, sizeof seen);
        for (int i = 0; i < 1024; i++) {
            double point[SX_SOBOL_DIMENSIONS];
            sx_sobol_next(&sobol, point);
            for (int d = 0; d < SX_SOBOL_DIMENSIONS; d++)
                assert_int_equal(seen[d][(int)(point[d] * 1024)]++, 0);
        }
    }
}

/* The first two dimensions are a (0, m, 2)-net: 32 x 32 boxes, and 8 x 128, hold one of 1 024 points each. */
static void net(void **state)
{
    (void)state;
    for (int wide = 1; wide <= 1024; wide *= 4) {
        sx_sobol sobol;
        sx_sobol_start(&sobol, 2, 77);
        unsigned char seen[1024] = {0};
        for (int i = 0; i < 1024; i++) {
            double point[2];
            sx_sobol_next(&sobol, point);
            int box = (int)(point[0] * wide) * (1024 / wide) + (int)(point[1] * (1024.0 / wide));
            assert_int_equal(seen[box]++, 0);
        }
    }
}

static double genz_error(uint64_t seed, int n)
{
    sx_sobol sobol;
    sx_sobol_start(&sobol, 6, seed);
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        double point[6], product = 1.0;
        sx_sobol_next(&sobol, point);
        for (int d = 0; d < 6; d++)
            product *= 1.0 + (point[d] - 0.5) / (d + 1.0);
        sum += product;
    }
    return sum / n - 1.0;
}

/* Scrambled nets integrate a smooth function far better than chance (sd 5e-3 at 4 096 points), without bias. */
static void integrates(void **state)
{
    (void)state;
    double mean = 0.0, square = 0.0;
    for (uint64_t seed = 1; seed <= 32; seed++) {
        double error = genz_error(seed, 4096);
        mean += error / 32.0;
        square += error * error / 32.0;
    }
    assert_true(sqrt(square) < 1e-4);
    assert_true(fabs(mean) < 4.0 * sqrt(square / 32.0));
}

static void same_bits(void **state)
{
    (void)state;
    sx_sobol a, b, other;
    sx_sobol_start(&a, 5, 42);
    sx_sobol_start(&b, 5, 42);
    sx_sobol_start(&other, 5, 43);
    double x[5], y[5], z[5];
    sx_sobol_next(&a, x);
    sx_sobol_next(&b, y);
    sx_sobol_next(&other, z);
    assert_memory_equal(x, y, sizeof x);
    assert_memory_not_equal(x, z, sizeof x);
    uint64_t seed = 1234567; /* published first output of splitmix64 for this seed */
    assert_true(sx_splitmix(&seed) == UINT64_C(6457827717110365317));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(start), cmocka_unit_test(stratified), cmocka_unit_test(net),
                                       cmocka_unit_test(integrates), cmocka_unit_test(same_bits)};
    return cmocka_run_group_tests_name("sobol", tests, NULL, NULL);
}
