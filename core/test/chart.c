#include "test/chart.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include "base/statistics.h"

sx_status sx_natural_limits(const double *values, size_t n, sx_limits *limits)
{
    double *work = malloc(2 * n * sizeof *work);
    if (!work)
        return SX_NOMEM;
    double *ranges = work + n;
    size_t n_values = 0, n_ranges = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(values[i]))
            continue;
        work[n_values++] = values[i];
        if (i > 0 && !isnan(values[i - 1]))
            ranges[n_ranges++] = fabs(values[i] - values[i - 1]);
    }
    sx_status status = n_ranges > 0 ? SX_OK : SX_VALUE;
    if (status == SX_OK) {
        double centre = sx_mean(work, n_values), reach = 2.66 * sx_mean(ranges, n_ranges);
        if (isfinite(centre) && isfinite(fabs(centre) + reach))
            *limits = (sx_limits){.centre = centre, .lower = centre - reach, .upper = centre + reach};
        else
            status = SX_NUM;
    }
    free(work);
    return status;
}

/* Thirds of the way from the centre to the limit of that side: beyond 3 lies outside. What only rounding leaves is
 * none: a series of 0.1 must not leave limits that coincide with its mean. */
static double thirds(double value, const sx_limits *limits, int side)
{
    double away = side * (value - limits->centre), third = (limits->upper - limits->centre) / 3.0;
    if (away <= 1e-12 * fabs(limits->centre))
        return away < 0.0 ? -1.0 : 0.0;
    return third > 0.0 ? away / third : HUGE_VAL;
}

/* Does the last value stand beyond bound, and with it at least wanted of the last span? */
static int run(const double *values, size_t n, const sx_limits *limits, int side, double bound, size_t wanted,
               size_t span)
{
    if (!(thirds(values[n - 1], limits, side) > bound))
        return 0;
    size_t found = 0;
    for (size_t k = 1; k <= span && k <= n; k++)
        found += thirds(values[n - k], limits, side) > bound;
    return found >= wanted;
}

int sx_western_electric(const double *values, size_t n, const sx_limits *limits, unsigned rules, int *side)
{
    static const struct {
        double bound;
        size_t wanted, span;
    } known[] = {{3.0, 1, 1}, {2.0, 2, 3}, {1.0, 4, 5}, {0.0, 8, 8}};
    for (int rule = 0; rule < 4; rule++)
        for (int s = 1; s >= -1; s -= 2)
            if ((rules & SX_RULE(rule + 1)) &&
                run(values, n, limits, s, known[rule].bound, known[rule].wanted, known[rule].span)) {
                *side = s;
                return rule + 1;
            }
    *side = 0;
    return 0;
}

/* The next RUN values from at on, where there are so many; values may have gaps. */
enum { RUN = 8, BEFORE = 8 };
static bool next_run(const double *values, size_t n, size_t at, double run_of[RUN])
{
    size_t found = 0;
    for (; at < n && found < RUN; at++)
        if (!isnan(values[at]))
            run_of[found++] = values[at];
    return found == RUN;
}

size_t sx_first_shift(const double *values, size_t n)
{
    double centre = 0.0, range = 0.0, run_of[RUN]; /* means so far, so that the way is walked once */
    size_t n_values = 0, n_ranges = 0;
    for (size_t at = 0; at < n; at++) {
        if (isnan(values[at]))
            continue;
        if (n_values >= BEFORE && n_ranges > 0) {
            sx_limits limits = {.centre = centre, .lower = centre - 2.66 * range, .upper = centre + 2.66 * range};
            if (!next_run(values, n, at, run_of))
                return n;
            for (int side = 1; side >= -1; side -= 2)
                if (run(run_of, RUN, &limits, side, 0.0, RUN, RUN) && thirds(sx_mean(run_of, RUN), &limits, side) > 1.0)
                    return at;
        }
        centre += (values[at] - centre) / (double)++n_values;
        if (at > 0 && !isnan(values[at - 1]))
            range += (fabs(values[at] - values[at - 1]) - range) / (double)++n_ranges;
    }
    return n;
}
