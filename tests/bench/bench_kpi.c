#define _POSIX_C_SOURCE 200809L /* clock_gettime */
/* What costs time in the KPI and TEST families: the Theil-Sen slope, and the searches of TEST. One core. */
#include "bench.h"
#include "base/distribution.h"
#include "test/power.h"
#include "test/proportion.h"
#include "kpi/theil_sen.h"

enum { MOST = 100000 };
static double periods[MOST], values[MOST];
static volatile double sink;

static void slope(void *state)
{
    double found = 0.0;
    if (sx_theil_sen(periods, values, *(const size_t *)state, &found) == SX_OK)
        sink = found;
}

static void slope_pairs(void *state)
{
    double found = 0.0;
    if (sx_theil_sen_pairs(periods, values, *(const size_t *)state, &found) == SX_OK)
        sink = found;
}

static void lift(void *state)
{
    (void)state;
    sink = sx_compare_shares(5123, 100000, 4911, 100010, 1.96).p;
}

static void size_of_means(void *state)
{
    double found = 0.0;
    if (sx_means_size(*(const double *)state, 1.0, 1.0, 0.8, 0.025, &found) == SX_OK)
        sink = found;
}

int main(void)
{
    unsigned seed = 1; /* Numerical Recipes' quick generator */
    for (size_t i = 0; i < MOST; i++) {
        seed = seed * 1664525u + 1013904223u;
        periods[i] = (double)i;
        values[i] = 100.0 + 0.01 * (double)i + (double)(seed >> 8) / 16777216.0;
    }
    size_t weeks = 104, column = 5000, all = MOST;
    sx_bench_line("KPI.TREND, 104 values", 1e3 * sx_bench_median(slope, &weeks, 51), "ms", 0.0);
    sx_bench_line("KPI.TREND, 5 000 values", 1e3 * sx_bench_median(slope, &column, 11), "ms", 0.0);
    sx_bench_line("  the same from all pairs", 1e3 * sx_bench_median(slope_pairs, &column, 3), "ms", 0.0);
    sx_bench_line("KPI.TREND, 100 000 values", 1e3 * sx_bench_median(slope, &all, 3), "ms", 0.0);
    sx_bench_line("TEST.LIFT", 1e3 * sx_bench_median(lift, NULL, 51), "ms", 0.0);
    double effect = 0.3;
    sx_bench_line("TEST.SAMPLESIZE of means", 1e3 * sx_bench_median(size_of_means, &effect, 51), "ms", 0.0);
    return 0;
}
