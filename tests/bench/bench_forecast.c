#define _POSIX_C_SOURCE 200809L /* clock_gettime */
/* What a forecast costs: all members, the steps and the range. One core. */
#include "bench.h"
#include "base/memo.h"
#include "fcst/outlook.h"
#include <math.h>

typedef struct job {
    double y[1000];
    size_t n, season, horizon;
    sx_context context;
} job;

static volatile double sink;

static void fill(job *j)
{
    for (size_t t = 0; t < j->n; t++) {
        double x = (double)t, turn = 6.283185307179586 * x / (double)(j->season > 1 ? j->season : 9);
        j->y[t] = (200.0 + 0.8 * x) * (1.0 + 0.15 * sin(turn)) + 11.0 * sin(12.9898 * x) + 6.0 * sin(78.233 * x * x);
    }
}

static void forecast(void *state)
{
    job *j = state;
    sx_outlook *o;
    if (sx_outlook_get(&(sx_question){.history = j->y, .n = j->n, .season = j->season}, j->horizon, &o, &j->context) !=
        SX_OK)
        return;
    for (size_t h = 0; h < j->horizon; h++) {
        double lower, upper;
        sx_outlook_range(o, h, 0.95, &lower, &upper);
        sink = o->step[h].point + lower + upper;
    }
    free(o);
}

int main(void)
{
    static job monthly = {.n = 150, .season = 12, .horizon = 18}, young = {.n = 36, .season = 12, .horizon = 12},
               yearly = {.n = 30, .season = 1, .horizon = 6}, quarterly = {.n = 60, .season = 4, .horizon = 8},
               weekly = {.n = 1000, .season = 52, .horizon = 13};
    fill(&monthly);
    fill(&young);
    fill(&yearly);
    fill(&quarterly);
    fill(&weekly);
    sx_bench_line("forecast, 150 months, 18 steps with range", 1e3 * sx_bench_median(forecast, &monthly, 51), "ms",
                  3.0);
    sx_bench_line("forecast, 36 months, 12 steps with range", 1e3 * sx_bench_median(forecast, &young, 51), "ms", 1.0);
    sx_bench_line("forecast, 60 quarters, 8 steps with range", 1e3 * sx_bench_median(forecast, &quarterly, 51), "ms",
                  0.0);
    sx_bench_line("forecast, 30 years, 6 steps with range", 1e3 * sx_bench_median(forecast, &yearly, 51), "ms", 0.3);
    sx_bench_line("forecast, 1 000 weeks, 13 steps with range", 1e3 * sx_bench_median(forecast, &weekly, 21), "ms",
                  10.0);
    monthly.context.memo = sx_memo_new(1 << 20);
    sx_bench_line("the same 150 months again, from the memo", 1e6 * sx_bench_median(forecast, &monthly, 101), "us",
                  0.0);
    sx_memo_free(monthly.context.memo);
    return 0;
}
