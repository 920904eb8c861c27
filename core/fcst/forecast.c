#include "fcst/forecast.h"
#include "fcst/boxcox.h"
#include "fcst/intermittent.h"
#include "fcst/pool.h"
#include "fcst/prepare.h"
#include "fcst/seasonality.h"
#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void SX_PRINTF(2, 3) say(sx_forecast *f, const char *format, ...)
{
    size_t used = strlen(f->note);
    va_list arguments;
    va_start(arguments, format);
    if (used && used + 2 < sizeof f->note) {
        memcpy(f->note + used, "; ", 3);
        used += 2;
    }
    sx_format(f->note + used, sizeof f->note - used, format, arguments);
    va_end(arguments);
}

/* One allocation for all arrays; the pool's scratch stands at its end. */
static sx_status make_room(sx_forecast *f, size_t n, size_t m, sx_pool *pool)
{
    size_t h = f->horizon, scratch = sx_pool_work(n, m, h);
    size_t all = n + m + 3 * h + SX_FORECAST_MEMBERS * h + 3 * n + 2 * m + (h + m) + scratch;
    f->block = calloc(all, sizeof(double));
    if (!f->block)
        return SX_NOMEM;
    double *next = f->block;
    f->history = next;
    f->figure = next += n;
    f->point = next += m;
    f->path_error = next += h;
    f->spread = next += h;
    next += h;
    for (size_t i = 0; i < SX_FORECAST_MEMBERS; i++, next += h)
        f->member[i].path = next;
    pool->y = next;
    pool->adjusted = next += n;
    pool->transformed = next += n;
    pool->start = next += n;
    pool->state = next += m;
    pool->whole = next += m;
    pool->work = next + h + m;
    return SX_OK;
}

static int all_equal(const double *y, size_t n)
{
    for (size_t t = 1; t < n; t++)
        if (y[t] != y[0])
            return 0;
    return 1;
}

static void add_flat_member(sx_forecast *f, const char *name, double value)
{
    sx_member *member = &f->member[f->n_members++];
    double none = (double)NAN;
    *member = (sx_member){name, none, none, none, none, none, none, none, member->path};
    for (size_t h = 0; h < f->horizon; h++)
        member->path[h] = value;
}

static void forecast_intermittent(sx_forecast *f)
{
    sx_intermittent fit;
    sx_intermittent_fit(f->history, f->n, &fit);
    add_flat_member(f, "TSB (intermittent)", fit.size * fit.probability);
    f->member[0].alpha = fit.alpha;
    f->member[0].beta = fit.beta;
    say(f, "over 30 %% of the values are zero: an intermittent method (TSB) gives the mean demand a period");
}

/* Which way the history has to go; the fallbacks say so. */
static sx_method choose_method(sx_forecast *f)
{
    const double *y = f->history;
    if (f->n == 1) {
        say(f, "one value only: repeated, and nothing is known about its error");
        return SX_METHOD_ONE;
    }
    if (all_equal(y, f->n)) {
        say(f, "all values are equal: that value, with a range of no width");
        return SX_METHOD_CONSTANT;
    }
    if (f->n < 5) {
        say(f, "fewer than 5 values: the last one is repeated (naive)");
        return SX_METHOD_NAIVE;
    }
    if (f->nonnegative && sx_share_of_zeros(y, f->n, f->season) > 0.3)
        return SX_METHOD_INTERMITTENT;
    return f->season >= 2 ? SX_METHOD_SEASONAL : SX_METHOD_POOL;
}

static void measure(sx_forecast *f)
{
    f->nonnegative = 1;
    f->change = 0.0;
    for (size_t t = 0; t < f->n; t++) {
        f->nonnegative = f->nonnegative && f->history[t] >= 0.0;
        if (t >= 1)
            f->change += fabs(f->history[t] - f->history[t - 1]) / (double)(f->n - 1);
    }
}

double sx_forecast_average(const sx_forecast *f, size_t h)
{
    double sum = 0.0, least = INFINITY, greatest = -INFINITY;
    for (size_t i = 0; i < f->n_members; i++) {
        double value = f->member[i].path[h];
        sum += value;
        least = fmin(least, value);
        greatest = fmax(greatest, value);
    }
    if (f->n_trimmed == 0)
        return sum / (double)f->n_members;
    return (sum - greatest - least) / (double)(f->n_members - 2);
}

/* The season that will do, and why not the one that was asked for. */
static size_t usable_season(sx_forecast *f, const double *history, size_t asked, double *work)
{
    if (asked == 0)
        return sx_choose_season(history, f->n, work);
    if (asked >= 2 && f->n < 2 * asked) {
        say(f, "fewer than two seasons of %zu periods: no season is used", asked);
        return 1;
    }
    return asked;
}

static sx_status prepare(const double *history, size_t season, sx_forecast *f, sx_pool *pool)
{
    size_t n = f->n, room = season > f->n ? n : season > 52 ? season : n < 52 ? n : 52;
    sx_status status = make_room(f, n, room ? room : 1, pool);
    if (status != SX_OK)
        return status;
    memcpy(f->history, history, n * sizeof(double));
    /* A first filling without a season, so that one can be looked for. */
    size_t gaps = sx_fill_gaps(f->history, n, 1, pool->work);
    f->season = usable_season(f, f->history, season, pool->work);
    if (gaps && f->season >= 2) {
        memcpy(f->history, history, n * sizeof(double));
        sx_fill_gaps(f->history, n, f->season, pool->work);
    }
    f->n_filled = gaps;
    if (gaps)
        say(f, "%zu blank value%s inside the history filled by %s interpolation", gaps, gaps == 1 ? "" : "s",
            f->season >= 2 ? "seasonal" : "linear");
    return SX_OK;
}

sx_status sx_forecast_make(const double *history, size_t n, size_t season, size_t horizon, sx_forecast *forecast)
{
    assert(history && n > 0 && horizon > 0 && horizon <= SX_FORECAST_HORIZON && !isnan(history[n - 1]));
    sx_forecast f = {.horizon = horizon, .n = n};
    sx_pool pool = {0};
    if (n > SX_FORECAST_VALUES) {
        f.n = SX_FORECAST_VALUES;
        while (isnan(history[n - f.n]))
            f.n--;
        f.n_left_out = n - f.n;
        say(&f, "the latest %zu values are used", f.n);
    }
    sx_status status = prepare(history + f.n_left_out, season, &f, &pool);
    if (status != SX_OK)
        return status;
    for (size_t i = 0; i < f.n; i++)
        if (!isfinite(f.history[i])) {
            sx_forecast_free(&f);
            return SX_NUM;
        }
    measure(&f);
    f.method = choose_method(&f);
    if (f.method == SX_METHOD_INTERMITTENT)
        forecast_intermittent(&f);
    else if (f.method < SX_METHOD_INTERMITTENT)
        add_flat_member(&f, "Naive (last value)", f.history[f.n - 1]);
    else
        sx_pool_run(&f, &pool);
    for (size_t h = 0; h < horizon; h++) {
        double now = 0.0;
        f.point[h] = sx_forecast_average(&f, h);
        for (size_t i = 0; i < f.n_members; i++)
            now += fabs(f.member[i].path[h] - f.point[h]) / (double)f.n_members;
        /* Where paths cross they agree by chance: a range does not narrow for that. */
        f.spread[h] = h ? fmax(f.spread[h - 1], now) : now;
    }
    *forecast = f;
    return SX_OK;
}

const char *sx_forecast_reason(sx_status status)
{
    return status == SX_NUM ? "history: its values are too large to fill the gap between them" : "out of memory";
}

void sx_forecast_free(sx_forecast *f)
{
    free(f->block);
    f->block = NULL;
}
