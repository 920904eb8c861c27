#include "fcst/decompose.h"

static double adjusted(const sx_forecast *f, size_t t)
{
    double index = f->seasonal ? f->figure[t % f->season] : 0.0;
    if (!f->seasonal)
        return f->history[t];
    return f->multiplicative ? f->history[t] / index : f->history[t] - index;
}

static double level(const sx_forecast *f, size_t t)
{
    size_t half = f->season >= 2 ? f->season / 2 : 2, last = f->n - 1;
    half = t < half ? t : half;
    half = last - t < half ? last - t : half;
    double sum = 0.0;
    for (size_t s = t - half; s <= t + half; s++)
        sum += adjusted(f, s);
    return sum / (double)(2 * half + 1);
}

void sx_decompose(const sx_forecast *f, sx_table *table)
{
    double before = level(f, 0);
    for (size_t t = 0; t < f->n; t++) {
        double here = level(f, t), seasonal = 0.0;
        if (f->seasonal)
            seasonal = f->multiplicative ? here * (f->figure[t % f->season] - 1.0) : f->figure[t % f->season];
        sx_put_number(table, t, 0, here);
        if (t == 0)
            sx_put_fault(table, t, 1, SX_NA);
        else
            sx_put_number(table, t, 1, here - before);
        sx_put_number(table, t, 2, seasonal);
        sx_put_number(table, t, 3, f->history[t] - here - seasonal);
        before = here;
    }
}
