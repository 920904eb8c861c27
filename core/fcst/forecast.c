#include "fcst/forecast.h"
#include "fcst/boxcox.h"
#include "fcst/intermittent.h"
#include "fcst/kind.h"
#include "fcst/pool.h"
#include "fcst/prepare.h"
#include "fcst/seasonality.h"
#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONG_SEASON = 24 }; /* weeks: one season and eight values are enough, of shorter ones it takes two */

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
    size_t all = 3 * n + 2 * m + 9 * h + n + h + SX_FORECAST_MEMBERS * h + 3 * n + 3 * m + (h + m) + scratch;
    f->block = calloc(all, sizeof(double));
    if (!f->block)
        return SX_NOMEM;
    double *next = f->block;
    f->history = next;
    f->whole = next += n;
    f->effect = next += n;
    f->figure = next += n;
    f->closed = next += m;
    f->point = next += m;
    f->path_error = next += h;
    f->spread = next += h;
    f->deviation = next += h;
    f->lift = next += h;
    f->lift_deviation = next += h;
    f->shut = next += h;
    f->spread_share = next += h;
    f->path_share = next += h;
    next += h;
    for (size_t i = 0; i < SX_FORECAST_MEMBERS; i++, next += h)
        f->member[i].path = next;
    pool->y = next;
    pool->adjusted = next += n;
    pool->transformed = next += n;
    pool->start = next += n;
    pool->state = next += m;
    pool->own = next += m;
    pool->whole = next += m;
    pool->effect = next += h + m;
    pool->work = next + n + h;
    return SX_OK;
}

static bool all_equal(const double *y, size_t n)
{
    for (size_t t = 1; t < n; t++)
        if (y[t] != y[0])
            return false;
    return true;
}

static void add_flat_member(sx_forecast *f, const char *name, double value)
{
    sx_member *member = &f->member[f->n_members++];
    double none = (double)NAN;
    *member = (sx_member){name, SX_GROUP_FREED, none, none, none, none, none, none, none, member->path};
    for (size_t h = 0; h < f->horizon; h++)
        member->path[h] = value;
    f->n_of[SX_GROUP_FREED] = 1;
    f->share[SX_GROUP_FREED] = 1.0;
}

static void forecast_intermittent(sx_forecast *f)
{
    sx_intermittent fit;
    sx_intermittent_fit(f->history, f->n, &fit);
    add_flat_member(f, "TSB (intermittent)", fit.size * fit.probability);
    f->size = fit.size;
    f->chance = fit.probability;
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

double sx_forecast_group(const sx_forecast *f, sx_group group, size_t h)
{
    double sum = 0.0, least = INFINITY, greatest = -INFINITY;
    for (size_t i = 0; i < f->n_members; i++) {
        double value = f->member[i].path[h];
        if (f->member[i].group != group)
            continue;
        sum += value;
        least = fmin(least, value);
        greatest = fmax(greatest, value);
    }
    if (group == SX_GROUP_CLASSICAL && f->n_trimmed)
        return (sum - greatest - least) / (double)(f->n_of[group] - 2);
    return sum / (double)f->n_of[group];
}

bool sx_forecast_is_closed(const sx_forecast *f, size_t h)
{
    return (f->season > f->open_season && f->closed[(f->n + h) % f->season] > 0.0) || f->shut[h] > 0.0;
}

double sx_forecast_factor(const sx_forecast *f, size_t h)
{
    bool factor = f->method == SX_METHOD_SEASONAL && f->multiplicative;
    double index = factor ? f->figure[(f->n + h) % f->season] : 1.0;
    return f->lifted && f->multiplicative ? index * f->lift[h] : index;
}

double sx_forecast_average(const sx_forecast *f, size_t h)
{
    double average = 0.0;
    for (size_t g = 0; g < SX_GROUPS; g++)
        average += f->n_of[g] ? f->share[g] * sx_forecast_group(f, (sx_group)g, h) : 0.0;
    return average;
}

/* The season that will do, and why not the one that was asked for. */
static size_t usable_season(sx_forecast *f, size_t asked, double *work)
{
    if (asked == 0) {
        size_t found = sx_choose_season(f->history, f->n, work);
        if (found >= 2)
            say(f, "no season given: a season of %zu periods was found", found);
        else if (f->n >= 8)
            say(f, "no season given, and no season was found (of 4, 7, 12 and 52 periods)");
        return found;
    }
    size_t least = asked > LONG_SEASON ? asked + 8 : 2 * asked;
    if (asked >= 2 && f->n < least) {
        say(f,
            asked > LONG_SEASON ? "fewer than %zu values: no season of %zu periods is used"
                                : "fewer than two seasons (%zu values): no season of %zu periods is used",
            least, asked);
        return 1;
    }
    return asked;
}

/* Signs, before any gap is filled: costs with a minus are turned over, and turned back at the end. */
static void read_signs(sx_forecast *f)
{
    f->mirrored = sx_is_mirrored(f->history, f->n);
    f->nonnegative = true;
    for (size_t t = 0; t < f->n; t++) {
        f->history[t] = f->mirrored ? 0.0 - f->history[t] : f->history[t];
        f->nonnegative = f->nonnegative && !(f->history[t] < 0.0);
    }
}

static void leave_out(sx_forecast *f, size_t first)
{
    memmove(f->history, f->history + first, (f->n - first) * sizeof(double));
    f->n -= first;
}

/* Dead time before the first sale, and what an ended series was before. */
static void leave_dead_time_out(sx_forecast *f, size_t season)
{
    size_t first = f->nonnegative ? sx_dead_start(f->history, f->n) : 0;
    if (first) {
        say(f, "%zu zeros before the first other value left out", first);
        leave_out(f, first);
        f->n_dead = first;
    }
    size_t ended = 0;
    while (f->nonnegative && f->n > 1 && (first = sx_regime_start(f->history, f->n, season)) > 0) {
        leave_out(f, first);
        ended += first;
    }
    f->n_dead += ended;
    if (ended)
        say(f, "the last %zu values are below a fifth of what was before: the forecast rests on them alone", f->n);
}

static void fill_gaps(sx_forecast *f, size_t season, sx_pool *pool)
{
    /* A first filling without a season, so that one can be looked for. */
    memcpy(f->whole, f->history, f->n * sizeof(double));
    size_t gaps = sx_fill_gaps(f->history, f->n, 1, pool->work), shut = 0;
    f->season = usable_season(f, season, pool->work);
    if (gaps && f->season >= 2) {
        memcpy(f->history, f->whole, f->n * sizeof(double));
        sx_fill_gaps(f->history, f->n, f->season, pool->work);
    }
    for (size_t t = 0; t < f->n && pool->known.shut; t++)
        shut += isnan(f->whole[t]) && pool->known.shut[t] > 0.0 ? 1 : 0;
    f->n_filled = gaps -= shut;
    if (gaps)
        say(f, "%zu blank value%s inside the history filled by %s interpolation", gaps, gaps == 1 ? "" : "s",
            f->season >= 2 ? "seasonal" : "linear");
}

/* Values of periods that a closed column tells are gaps; the first and the last, which cannot be, stand in for by the
 * value a season away, or by their neighbour. */
static void leave_shut_out(sx_forecast *f, const sx_known *known, size_t season)
{
    size_t n = f->n, m = season >= 2 && n > season ? season : 1, shut = 0;
    for (size_t t = 0; t < n; t++)
        if (known->shut[t] > 0.0) {
            f->history[t] = (double)NAN;
            shut++;
        }
    for (size_t t = m; t < n && isnan(f->history[n - 1]); t += m)
        f->history[n - 1] = f->history[n - 1 - t];
    for (size_t t = m; t < n && isnan(f->history[0]); t += m)
        f->history[0] = f->history[t];
    for (size_t t = 1; t < n && isnan(f->history[n - 1]); t++)
        f->history[n - 1] = f->history[n - 1 - t];
    for (size_t t = 1; t < n && isnan(f->history[0]); t++)
        f->history[0] = f->history[t];
    say(f, "%zu values of closed periods left out, as a column of influences tells", shut);
}

/* What is known ahead; twice, for the season is found on what closed periods leave. */
static sx_status read_known(const sx_question *q, sx_forecast *f, sx_pool *pool, bool again)
{
    size_t first = f->n_left_out + f->n_dead;
    if (!q->influences && isnan(q->start))
        return SX_OK;
    sx_known_free(&pool->known);
    sx_status status =
        sx_known_make(q, first, q->history + first, f->n, again ? f->season : 0, f->horizon, &pool->known);
    if (status == SX_OK && !again && pool->known.shut)
        leave_shut_out(f, &pool->known, q->season);
    return status;
}

static void measure_size(sx_forecast *f)
{
    f->change = f->level = 0.0;
    for (size_t t = 0; t < f->n; t++) {
        f->level += fabs(f->history[t]) / (double)f->n;
        f->change += t ? fabs(f->history[t] - f->history[t - 1]) / (double)(f->n - 1) : 0.0;
    }
}

static sx_status prepare(const sx_question *q, sx_forecast *f, sx_pool *pool)
{
    size_t n = f->n, room = q->season > n ? n : q->season > 52 ? q->season : n < 52 ? n : 52;
    sx_status status = make_room(f, n, room ? room : 1, pool);
    if (status != SX_OK)
        return status;
    memcpy(f->history, q->history + f->n_left_out, n * sizeof(double));
    read_signs(f);
    leave_dead_time_out(f, q->season);
    status = read_known(q, f, pool, false);
    fill_gaps(f, q->season, pool);
    if (status == SX_OK)
        status = read_known(q, f, pool, true);
    for (size_t t = 0; t < f->n && status == SX_OK; t++)
        status = isfinite(f->history[t]) ? SX_OK : SX_NUM;
    measure_size(f);
    return status;
}

static void run(sx_forecast *f, sx_pool *pool)
{
    f->method = choose_method(f);
    if (f->method == SX_METHOD_INTERMITTENT)
        forecast_intermittent(f);
    else if (f->method < SX_METHOD_INTERMITTENT)
        add_flat_member(f, "Naive (last value)", f->history[f->n - 1]);
    else
        sx_pool_run(f, pool);
    if (f->method == SX_METHOD_SEASONAL && f->season <= SX_STRUCTURAL_SEASON && !(f->season_gain > 0.0))
        say(f, "the season of %zu periods carries nothing in this history", f->season);
    if (f->n_closed_days)
        say(f, "%zu zero%s among the values taken for closed periods, not for demand", f->n_closed_days,
            f->n_closed_days == 1 ? "" : "s");
    if (f->n_outliers)
        say(f, "%zu value%s unlike the rest (FCST.UNUSUAL shows which)", f->n_outliers, f->n_outliers == 1 ? "" : "s");
    if (pool->known.n_columns)
        say(f,
            f->lifted ? "what is known ahead (%zu column%s, the calendar's included) is used"
                      : "what is known ahead (%zu column%s, the calendar's included) carries too little: left out",
            pool->known.n_columns, pool->known.n_columns == 1 ? "" : "s");
    if (pool->known.n_rare)
        say(f, "%zu column%s of influences left out: fewer than three values differ from the most common one",
            pool->known.n_rare, pool->known.n_rare == 1 ? "" : "s");
    if (pool->known.no_calendar)
        say(f, "start is not used: only months with a season of 12 have a calendar");
    if (f->tempered != 0.0)
        say(f, "the last value is out of all proportion to those before it: it counts as %.*g",
            SX_SHOWN(f->mirrored ? 0.0 - f->tempered : f->tempered));
    for (size_t h = 0; h < f->horizon; h++) {
        double now = 0.0;
        f->point[h] = sx_forecast_average(f, h);
        for (size_t i = 0; i < f->n_members; i++)
            now += f->share[f->member[i].group] / (double)f->n_of[f->member[i].group] *
                   fabs(f->member[i].path[h] - f->point[h]);
        now /= sx_forecast_factor(f, h);
        /* Where paths cross they agree by chance: a range does not narrow for that. */
        f->spread[h] = h ? fmax(f->spread[h - 1], now) : now;
        double share = now * sx_forecast_factor(f, h) / fmax(f->point[h], 0.0); /* without bound where it is zero */
        f->spread_share[h] = h ? fmax(f->spread_share[h - 1], share) : share;
    }
}

/* From the open periods to all of them, in place and so from the end; period i of `length` has the phase
 * (first + i) mod m. */
static void open_up(const sx_forecast *f, double *values, size_t first, size_t length, size_t open)
{
    for (size_t i = length; i-- > 0;)
        values[i] = f->closed[(first + i) % f->season] > 0.0 ? 0.0 : values[--open];
}

static size_t count_open(const sx_forecast *f, size_t first, size_t length)
{
    size_t open = 0;
    for (size_t i = 0; i < length; i++)
        open += f->closed[(first + i) % f->season] > 0.0 ? 0 : 1;
    return open;
}

/* Closed periods (sx_closed_phases) are zero ahead; the others are a series of their own, with a shorter season. */
static void run_open(sx_forecast *f, sx_pool *pool, size_t n_closed)
{
    sx_forecast whole = *f;
    size_t n = f->n, h = f->horizon, m = f->season;
    memcpy(f->whole, f->history, n * sizeof(double));
    f->n = f->horizon = 0;
    for (size_t t = 0; t < n; t++)
        if (!(f->closed[t % m] > 0.0))
            f->history[f->n++] = f->history[t];
    size_t open = count_open(&whole, n, h), rows = 0, wide = pool->known.n_columns;
    for (size_t t = 0; t < n + h && wide; t++)
        if (!(f->closed[t % m] > 0.0))
            memmove(pool->known.columns + rows++ * wide, pool->known.columns + t * wide, wide * sizeof(double));
    f->horizon = open ? open : 1;
    f->season = m - n_closed;
    say(f, "%zu of %zu periods of a season are zero throughout: closed, and zero ahead", n_closed, m);
    measure_size(f);
    run(f, pool);
    f->open_season = f->season;
    for (size_t i = 0; i < f->n_members; i++)
        open_up(&whole, f->member[i].path, n, h, open);
    open_up(&whole, f->point, n, h, open);
    open_up(&whole, f->path_error, n, h, open);
    open_up(&whole, f->spread, n, h, open);
    open_up(&whole, f->path_share, n, h, open);
    open_up(&whole, f->spread_share, n, h, open);
    open_up(&whole, f->deviation, n, h, open);
    open_up(&whole, f->lift, n, h, open);
    open_up(&whole, f->effect, 0, n, f->n);
    open_up(&whole, f->figure, 0, m, f->season);
    memcpy(f->history, f->whole, n * sizeof(double));
    f->n = n;
    f->horizon = h;
    f->season = m;
}

static void shut_steps(sx_forecast *f, const double *shut)
{
    for (size_t h = 0; h < f->horizon; h++) {
        f->shut[h] = shut[h];
        if (!(shut[h] > 0.0))
            continue;
        f->point[h] = 0.0;
        for (size_t i = 0; i < f->n_members; i++)
            f->member[i].path[h] = 0.0;
    }
}

/* Back to costs with a minus. */
static void turn_over(sx_forecast *f)
{
    for (size_t t = 0; t < f->n; t++)
        f->history[t] = 0.0 - f->history[t];
    for (size_t h = 0; h < f->horizon; h++) {
        f->point[h] = 0.0 - f->point[h];
        for (size_t i = 0; i < f->n_members; i++)
            f->member[i].path[h] = 0.0 - f->member[i].path[h];
    }
    for (size_t i = 0; i < f->season && f->method == SX_METHOD_SEASONAL && !f->multiplicative; i++)
        f->figure[i] = 0.0 - f->figure[i];
}

sx_status sx_forecast_make(const double *history, size_t n, size_t season, size_t horizon, sx_forecast *forecast)
{
    return sx_forecast_ask(&(sx_question){.history = history, .n = n, .season = season, .start = (double)NAN}, horizon,
                           forecast);
}

sx_status sx_forecast_ask(const sx_question *question, size_t horizon, sx_forecast *forecast)
{
    const double *history = question->history;
    size_t n = question->n;
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
    sx_status status = prepare(question, &f, &pool);
    if (status != SX_OK) {
        sx_known_free(&pool.known);
        sx_forecast_free(&f);
        return status;
    }
    size_t n_closed = f.nonnegative && f.n >= 5 ? sx_closed_phases(f.history, f.n, f.season, f.closed) : 0;
    f.open_season = f.season;
    if (n_closed)
        run_open(&f, &pool, n_closed);
    else
        run(&f, &pool);
    if (pool.known.shut)
        shut_steps(&f, pool.known.shut + f.n);
    if (f.mirrored)
        turn_over(&f);
    sx_known_free(&pool.known);
    if (f.failed) {
        sx_forecast_free(&f);
        return SX_NOMEM;
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
