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
    return sizeof(sx_outlook) + horizon * 2 * sizeof(double);
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
    if (f->method == SX_METHOD_INTERMITTENT) {
        o->n_recent = f->n < SX_OUTLOOK_RECENT ? f->n : SX_OUTLOOK_RECENT;
        memcpy(o->recent, f->history + f->n - o->n_recent, o->n_recent * sizeof(double));
        sx_sort(o->recent, o->n_recent);
    }
    for (size_t h = 0; h < f->horizon; h++) {
        o->step[h][0] = f->point[h];
        o->step[h][1] = sx_interval_scale(f, h);
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

void sx_outlook_range(const sx_outlook *o, size_t h, double level, double *lower, double *upper)
{
    double point = o->step[h][0], scale = o->step[h][1];
    if (o->method == SX_METHOD_ONE) {
        *lower = *upper = (double)NAN;
    } else if (o->method == SX_METHOD_INTERMITTENT) {
        *lower = fmin(point, sx_quantile_sorted(o->recent, o->n_recent, 0.5 - 0.5 * level));
        *upper = fmax(point, sx_quantile_sorted(o->recent, o->n_recent, 0.5 + 0.5 * level));
    } else {
        double below, above;
        sx_interval_quantiles(o->group, h, level, &below, &above);
        *lower = point - below * scale;
        *upper = point + above * scale;
        if (o->nonnegative)
            *lower = fmax(*lower, 0.0);
    }
}
