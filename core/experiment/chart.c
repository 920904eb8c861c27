#include "experiment/chart.h"
#include <math.h>
#include <stdlib.h>
#include "test.h"
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

int sx_western_electric(const double *values, size_t n, const sx_limits *limits, int *side)
{
    static const struct {
        double bound;
        size_t wanted, span;
    } rules[] = {{3.0, 1, 1}, {2.0, 2, 3}, {1.0, 4, 5}, {0.0, 8, 8}};
    for (int rule = 0; rule < 4; rule++)
        for (int s = 1; s >= -1; s -= 2)
            if (run(values, n, limits, s, rules[rule].bound, rules[rule].wanted, rules[rule].span)) {
                *side = s;
                return rule + 1;
            }
    *side = 0;
    return 0;
}

static sx_status explain(sx_status status, const char *name, sx_context *context)
{
    if (status == SX_VALUE)
        return sx_fail(context, status, "%s: no two values stand next to each other, so there is no moving range",
                       name);
    if (status == SX_NUM)
        return sx_fail(context, status, "%s: a difference is too large for a number", name);
    return sx_fail(context, status, "out of memory");
}

static void note_few(size_t n, sx_context *context)
{
    if (n < 10)
        sx_note(context, "limits from %zu values are provisional: ten at least should stand behind them", n);
}

sx_status sx_test_xmr(const double *values, size_t n_values, sx_table *result, sx_context *context)
{
    sx_limits limits;
    sx_status status = sx_natural_limits(values, n_values, &limits);
    if (status != SX_OK)
        return explain(status, "values", context);
    double *present = malloc(n_values * sizeof *present);
    if (!present || sx_table_make(result, n_values, 4) != SX_OK) {
        free(present);
        return explain(SX_NOMEM, "values", context);
    }
    size_t n = 0;
    for (size_t i = 0; i < n_values; i++) {
        sx_put_number(result, i, 0, limits.centre);
        sx_put_number(result, i, 1, limits.lower);
        sx_put_number(result, i, 2, limits.upper);
        if (isnan(values[i]))
            continue; /* its rule stays blank, and the runs go on after the gap */
        int side;
        present[n++] = values[i];
        sx_put_number(result, i, 3, sx_western_electric(present, n, &limits, &side));
    }
    free(present);
    note_few(n, context);
    return SX_OK;
}

sx_status sx_test_signal(const double *history, size_t n_history, double value, sx_text *result, sx_context *context)
{
    sx_limits limits;
    sx_status status = sx_natural_limits(history, n_history, &limits);
    if (status != SX_OK)
        return explain(status, "history", context);
    /* The value and the seven before it: the longest run of a rule. */
    double last[8];
    size_t n = 8, from = 7, n_values = 0;
    last[7] = value;
    for (size_t i = n_history; i-- > 0;) {
        if (isnan(history[i]))
            continue;
        n_values++;
        if (from > 0)
            last[--from] = history[i];
    }
    int side, rule = sx_western_electric(last + from, n - from, &limits, &side);
    note_few(n_values, context);
    if (rule > 1)
        sx_note(context, "rule %d, %s the centre of %.15g", rule, side > 0 ? "above" : "below", limits.centre);
    return sx_text_add(result, "%s", rule == 0 ? "in" : rule > 1 ? "trend" : side > 0 ? "high" : "low");
}
