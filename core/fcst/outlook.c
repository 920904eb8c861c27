#include "fcst/outlook.h"
#include "base/memo.h"
#include "base/statistics.h"
#include "fcst/interval.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

size_t sx_asked_season(double season)
{
    return isnan(season) ? 0 : (size_t)season;
}

static size_t size_of(size_t horizon)
{
    return sizeof(sx_outlook) + horizon * sizeof(sx_step);
}

/* The latest sizes of an intermittent series, moved so that their mean is the size of the forecast. */
static void keep_sizes(const sx_forecast *f, sx_outlook *o)
{
    double sum = 0.0;
    for (size_t t = f->n; t-- > 0 && o->n_recent < SX_OUTLOOK_RECENT;)
        if (f->history[t] != 0.0)
            sum += o->recent[o->n_recent++] = fabs(f->history[t]);
    for (size_t i = 0; i < o->n_recent; i++)
        o->recent[i] *= f->size / (sum / (double)o->n_recent);
    sx_sort(o->recent, o->n_recent);
    o->chance = f->chance;
}

sx_status sx_outlook_of(const sx_forecast *f, sx_outlook **outlook)
{
    sx_outlook *o = calloc(1, size_of(f->horizon));
    if (!o)
        return SX_NOMEM;
    o->n = f->n;
    o->season = f->season;
    o->horizon = f->horizon;
    o->method = f->method;
    o->nonnegative = f->nonnegative;
    o->bounded_from = f->bounded_from;
    o->group = sx_interval_group(f);
    memcpy(o->note, f->note, sizeof o->note);
    o->mirrored = f->mirrored;
    if (f->method == SX_METHOD_INTERMITTENT)
        keep_sizes(f, o);
    size_t open = 0;
    for (size_t h = 0; h < f->horizon; h++) {
        bool closed = f->season > f->open_season && f->closed[(f->n + h) % f->season] > 0.0;
        o->step[h] = (sx_step){f->point[h], closed ? 0.0 : sx_interval_scale(f, h), open};
        open += closed ? 0 : 1;
    }
    *outlook = o;
    return SX_OK;
}

static sx_status make(const double *history, size_t n, size_t season, size_t horizon, sx_outlook **outlook)
{
    sx_forecast f;
    sx_status status = sx_forecast_make(history, n, season, horizon, &f);
    if (status != SX_OK)
        return status;
    status = sx_outlook_of(&f, outlook);
    sx_forecast_free(&f);
    return status;
}

void sx_outlook_note(const sx_outlook *o, size_t horizon, sx_context *context)
{
    if (o->note[0])
        sx_note(context, "%s", o->note);
    if (o->bounded_from && horizon >= o->bounded_from)
        sx_note(context, "growth bounded from step %zu: a member left the range that the history supports",
                o->bounded_from);
}

sx_status sx_outlook_get(const double *history, size_t n, size_t season, size_t horizon, sx_outlook **outlook,
                         sx_context *context)
{
    static const size_t lengths[] = {36, 130, SX_FORECAST_HORIZON};
    size_t length = 0, kept = 0;
    while (lengths[length] < horizon)
        length++;
    /* season, horizon and the history itself: that is all a forecast rests on. */
    size_t n_key = 2 * sizeof(size_t) + n * sizeof(double);
    unsigned char *key = malloc(n_key);
    if (!key)
        return SX_NOMEM;
    memcpy(key, &season, sizeof season);
    memcpy(key + sizeof season, &lengths[length], sizeof *lengths);
    memcpy(key + 2 * sizeof season, history, n * sizeof(double));
    struct sx_memo *memo = context ? context->memo : NULL;
    const void *found = sx_memo_find(memo, "FCST", key, n_key, &kept);
    sx_outlook *o = NULL;
    sx_status status = SX_OK;
    if (found) {
        o = malloc(kept);
        if (o)
            memcpy(o, found, kept);
        else
            status = SX_NOMEM;
    } else {
        status = make(history, n, season, lengths[length], &o);
        if (status == SX_OK)
            sx_memo_put(memo, "FCST", key, n_key, o, size_of(o->horizon));
    }
    free(key);
    if (status != SX_OK)
        return sx_fail(context, status, "%s", sx_forecast_reason(status));
    sx_outlook_note(o, horizon, context);
    *outlook = o;
    return SX_OK;
}

/* Zero with 1 - chance, else one of the sizes. */
static double intermittent_quantile(const sx_outlook *o, double p)
{
    double beyond = p - (1.0 - o->chance);
    return beyond <= 0.0 ? 0.0 : sx_quantile_sorted(o->recent, o->n_recent, fmin(beyond / o->chance, 1.0));
}

void sx_outlook_range(const sx_outlook *o, size_t h, double level, double *lower, double *upper)
{
    double point = o->mirrored ? 0.0 - o->step[h].point : o->step[h].point, scale = o->step[h].scale, low, high;
    if (o->method == SX_METHOD_ONE) {
        *lower = *upper = (double)NAN;
        return;
    }
    if (o->method == SX_METHOD_INTERMITTENT) {
        low = fmin(point, intermittent_quantile(o, 0.5 - 0.5 * level));
        high = fmax(point, intermittent_quantile(o, 0.5 + 0.5 * level));
    } else {
        double below, above;
        sx_interval_quantiles(o->group, o->step[h].open, level, &below, &above);
        low = point - below * scale;
        high = point + above * scale;
        low = o->nonnegative ? fmax(low, 0.0) : low;
    }
    *lower = o->mirrored ? 0.0 - high : low;
    *upper = o->mirrored ? 0.0 - low : high;
}
