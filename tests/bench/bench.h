/* Timing for the benches: wall clock, the median of several runs, one line a measure. A bench prints what it measured
 * and nothing else; the command is its own name. */
#ifndef SX_BENCH_H
#define SX_BENCH_H
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "base/value.h"

enum { SX_BENCH_MOST_RUNS = 101 };

static inline double sx_bench_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static inline int sx_bench_order(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Runs work(state) once to warm up, then `runs` times (odd, at most SX_BENCH_MOST_RUNS); the median in seconds. */
static inline double sx_bench_median(void (*work)(void *state), void *state, int runs)
{
    double seconds[SX_BENCH_MOST_RUNS];
    work(state);
    for (int i = 0; i < runs; i++) {
        double start = sx_bench_now();
        work(state);
        seconds[i] = sx_bench_now() - start;
    }
    qsort(seconds, (size_t)runs, sizeof *seconds, sx_bench_order);
    return seconds[runs / 2];
}

/* "auto, 120 months        1.234 ms   bar 2.000 ms   met"; a bar of 0 is none. */
static inline void sx_bench_line(const char *what, double value, const char *unit, double bar)
{
    printf("%-44s %10.3f %s", what, value, unit);
    if (bar > 0.0)
        printf("   bar %.3f %s   %s", bar, unit, value <= bar ? "met" : "MISSED");
    putchar('\n');
    fflush(stdout);
}

/* A range over rows x columns cells. */
static inline sx_table sx_bench_table(size_t rows, size_t columns, sx_cell *cells)
{
    return (sx_table){
        .rows = rows, .columns = columns, .declared_rows = rows, .declared_columns = columns, .cells = cells};
}
#endif
