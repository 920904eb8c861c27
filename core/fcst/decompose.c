#include "fcst/decompose.h"
#include <math.h>

static bool is_closed(const sx_forecast *f, size_t t)
{
    return f->open_season < f->season && f->closed[t % f->season] > 0.0;
}

double sx_past_effect(const sx_forecast *f, size_t t)
{
    if (!f->lifted || is_closed(f, t))
        return f->multiplicative ? 1.0 : 0.0;
    return f->mirrored && !f->multiplicative ? 0.0 - f->effect[t] : f->effect[t];
}

static double adjusted(const sx_forecast *f, size_t t)
{
    double left = f->multiplicative ? f->history[t] / sx_past_effect(f, t) : f->history[t] - sx_past_effect(f, t);
    double index = f->seasonal ? f->figure[t % f->season] : 0.0;
    if (!f->seasonal)
        return left;
    return f->multiplicative ? left / index : left - index;
}

/* Closed periods are no part of the level. */
static double level(const sx_forecast *f, size_t t)
{
    size_t half = f->season >= 2 ? f->season / 2 : 2, last = f->n - 1;
    half = t < half ? t : half;
    half = last - t < half ? last - t : half;
    double sum = 0.0, count = 0.0;
    for (size_t s = t - half; s <= t + half; s++) {
        if (is_closed(f, s))
            continue;
        sum += adjusted(f, s);
        count += 1.0;
    }
    return count > 0.0 ? sum / count : 0.0;
}

/* Level, trend, what the season adds, what influences add, remainder of one value; returns the level. before: the last
 * one's. */
static double put_row(const sx_forecast *f, size_t t, double actual, double before, sx_table *table, size_t row)
{
    double here = level(f, t), seasonal = 0.0, known = 0.0, effect = sx_past_effect(f, t);
    if (is_closed(f, t))
        seasonal = 0.0 - here;
    else if (f->seasonal)
        seasonal = f->multiplicative ? here * (f->figure[t % f->season] - 1.0) : f->figure[t % f->season];
    if (f->lifted)
        known = f->multiplicative ? (here + seasonal) * (effect - 1.0) : effect;
    double left = f->history[t] - here - seasonal - known;
    known +=
        isnan(actual) ? 0.0 : actual - f->history[t]; /* a column closed the period: what was filled is not there */
    sx_put_number(table, row, 0, here);
    if (t == 0)
        sx_put_fault(table, row, 1, SX_NA);
    else
        sx_put_number(table, row, 1, here - before);
    sx_put_number(table, row, 2, seasonal);
    /* What is left of the rounding is no remainder. */
    sx_put_number(table, row, 3, fabs(left) > 1e-13 * fabs(f->history[t]) ? left : 0.0);
    if (table->columns > 4)
        sx_put_number(table, row, 4, known);
    return here;
}

void sx_decompose(const sx_forecast *f, const double *history, size_t first, sx_table *table)
{
    double before = 0.0;
    for (size_t t = 0; t < f->n; t++)
        before = put_row(f, t, history[t], before, table, first + t);
}
