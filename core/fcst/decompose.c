#include "fcst/decompose.h"
#include <math.h>

static bool is_closed(const sx_forecast *f, size_t t)
{
    return f->open_season < f->season && f->closed[t % f->season] > 0.0;
}

static double adjusted(const sx_forecast *f, size_t t)
{
    double index = f->seasonal ? f->figure[t % f->season] : 0.0;
    if (!f->seasonal)
        return f->history[t];
    return f->multiplicative ? f->history[t] / index : f->history[t] - index;
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

void sx_decompose(const sx_forecast *f, size_t first, sx_table *table)
{
    double before = level(f, 0);
    for (size_t t = 0; t < f->n; t++) {
        double here = level(f, t), seasonal = 0.0;
        if (is_closed(f, t))
            seasonal = 0.0 - here;
        else if (f->seasonal)
            seasonal = f->multiplicative ? here * (f->figure[t % f->season] - 1.0) : f->figure[t % f->season];
        sx_put_number(table, first + t, 0, here);
        if (t == 0)
            sx_put_fault(table, first + t, 1, SX_NA);
        else
            sx_put_number(table, first + t, 1, here - before);
        sx_put_number(table, first + t, 2, seasonal);
        /* What is left of the rounding is no remainder. */
        double left = f->history[t] - here - seasonal;
        sx_put_number(table, first + t, 3, fabs(left) > 1e-13 * fabs(f->history[t]) ? left : 0.0);
        before = here;
    }
}
