#include "fcst/outlook.h"
#include "base/distribution.h"
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
    o->noisy = f->noisy;
    o->open_season = f->open_season;
    o->errors = f->errors;
    if (f->method == SX_METHOD_INTERMITTENT)
        keep_sizes(f, o);
    size_t open = 0;
    for (size_t h = 0; h < f->horizon; h++) {
        bool closed = sx_forecast_is_closed(f, h);
        o->step[h] = (sx_step){f->point[h], sx_interval_scale(f, h, o->group),
                               f->noisy > 0.0 ? sx_interval_scale(f, h, SX_QUANTILE_NOISY) : 0.0, open};
        open += closed ? 0 : 1;
    }
    *outlook = o;
    return SX_OK;
}

static sx_status make(const sx_question *q, size_t horizon, sx_outlook **outlook)
{
    sx_forecast f;
    sx_status status = sx_forecast_ask(q, horizon, &f);
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

/* All that a forecast rests on, as bytes. NULL: out of memory. */
static unsigned char *key_of(const sx_question *q, size_t length, size_t *n_key)
{
    const size_t numbers[] = {q->n, q->season, length, q->rows, q->n_influences};
    size_t values = q->n * sizeof(double), influences = q->rows * q->n_influences * sizeof(double);
    *n_key = sizeof numbers + sizeof q->start + values + influences;
    unsigned char *key = malloc(*n_key), *next = key;
    if (!key)
        return NULL;
    memcpy(next, numbers, sizeof numbers);
    memcpy(next += sizeof numbers, &q->start, sizeof q->start);
    memcpy(next += sizeof q->start, q->history, values);
    if (q->influences)
        memcpy(next + values, q->influences, influences);
    return key;
}

sx_status sx_outlook_get(const sx_question *q, size_t horizon, sx_outlook **outlook, sx_context *context)
{
    static const size_t lengths[] = {36, 130, SX_FORECAST_HORIZON};
    size_t length = 0, kept = 0, n_key;
    while (length < 2 && lengths[length] < horizon)
        length++;
    size_t steps = lengths[length], known = q->rows - (q->influences ? q->n : 0);
    if (q->influences && steps > known) /* no further than the influences are known */
        steps = known;
    unsigned char *key = key_of(q, steps, &n_key);
    if (!key)
        return sx_fail(context, SX_NOMEM, "out of memory");
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
        status = make(q, steps, &o);
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

/* Distances from the point to the ends, of the positive twin; not cut at zero. */
static void ends(const sx_outlook *o, size_t h, double level, double end[2])
{
    double below, above, noisy_below = 0.0, noisy_above = 0.0;
    double scale = (1.0 - o->noisy) * o->step[h].scale, other = o->noisy * o->step[h].noisy;
    sx_interval_quantiles(o->group, o->step[h].open, level, &below, &above);
    if (o->noisy > 0.0)
        sx_interval_quantiles(SX_QUANTILE_NOISY, o->step[h].open, level, &noisy_below, &noisy_above);
    end[0] = below * scale + noisy_below * other;
    end[1] = above * scale + noisy_above * other;
}

void sx_outlook_range(const sx_outlook *o, size_t h, double level, double *lower, double *upper)
{
    double point = o->mirrored ? 0.0 - o->step[h].point : o->step[h].point, low, high;
    if (o->method == SX_METHOD_ONE) {
        *lower = *upper = (double)NAN;
        return;
    }
    if (o->method == SX_METHOD_INTERMITTENT) {
        low = fmin(point, intermittent_quantile(o, 0.5 - 0.5 * level));
        high = fmax(point, intermittent_quantile(o, 0.5 + 0.5 * level));
    } else {
        double end[2];
        ends(o, h, level, end);
        low = point - end[0];
        high = point + end[1];
        low = o->nonnegative ? fmax(low, 0.0) : low;
    }
    *lower = o->mirrored ? 0.0 - high : low;
    *upper = o->mirrored ? 0.0 - low : high;
}

/* Of the errors of two open steps; errors that nothing is known of go together. */
static double correlation(const sx_outlook *o, size_t h, size_t k)
{
    const sx_structural_errors *e = &o->errors;
    double own = sx_structural_covariance(e, o->open_season, h, h),
           other = sx_structural_covariance(e, o->open_season, k, k);
    return own > 0.0 && other > 0.0 ? sx_structural_covariance(e, o->open_season, h, k) / sqrt(own * other) : 1.0;
}

/* Mean and variance of a period: zero with 1 - chance, else one of the sizes. */
static void intermittent_total(const sx_outlook *o, double steps, double level, double total[3])
{
    double squares = 0.0, mean = fabs(total[0]) / steps, z = sx_normal_quantile(0.5 + 0.5 * level);
    for (size_t i = 0; i < o->n_recent; i++)
        squares += o->recent[i] * o->recent[i] / (double)o->n_recent;
    double half = z * sqrt(steps * fmax(o->chance * squares - mean * mean, 0.0));
    double low = fmax(steps * mean - half, 0.0), high = steps * mean + half;
    total[1] = o->mirrored ? 0.0 - high : low;
    total[2] = o->mirrored ? 0.0 - low : high;
}

/* Of the added ranges, what the range of a total is where its size is right as it stands: the kind of a series is known
 * from few values only, so that noise gets a walk's share by half, and a walk some of noise's. On made series and inner
 * holdouts (README.md). */
static const double USUAL_SHARE = 0.75;

void sx_outlook_total(const sx_outlook *o, size_t from, size_t to, double level, double total[3])
{
    double end[SX_FORECAST_HORIZON][2], square[2] = {0.0, 0.0}, alone[2] = {0.0, 0.0};
    double added[2] = {0.0, 0.0}, half[2];
    total[0] = 0.0;
    for (size_t h = from; h <= to; h++)
        total[0] += o->step[h].point;
    if (o->method == SX_METHOD_ONE)
        total[1] = total[2] = (double)NAN;
    else if (o->method == SX_METHOD_INTERMITTENT)
        intermittent_total(o, (double)(to - from + 1), level, total);
    if (o->method == SX_METHOD_ONE || o->method == SX_METHOD_INTERMITTENT)
        return;
    for (size_t h = from; h <= to; h++) {
        ends(o, h, level, end[h]);
        for (size_t k = from; k <= h; k++) {
            double together = k < h ? 2.0 * correlation(o, o->step[h].open, o->step[k].open) : 1.0;
            square[0] += together * end[h][0] * end[k][0];
            square[1] += together * end[h][1] * end[k][1];
        }
        for (size_t i = 0; i < 2; i++) {
            added[i] += end[h][i];
            alone[i] += end[h][i] * end[h][i];
        }
    }
    for (size_t i = 0; i < 2; i++) {
        double root = sqrt(fmax(square[i], 0.0)), share = added[i] > 0.0 ? root / added[i] : 1.0;
        half[i] = root * pow(share / USUAL_SHARE, 1.0 - 1.0 / (double)(to - from + 1));
        half[i] = fmin(fmax(half[i], sqrt(alone[i])), added[i]);
    }
    total[1] = total[0] - half[o->mirrored ? 1 : 0];
    total[2] = total[0] + half[o->mirrored ? 0 : 1];
    if (o->nonnegative && o->mirrored)
        total[2] = fmin(total[2], 0.0);
    else if (o->nonnegative)
        total[1] = fmax(total[1], 0.0);
}
