/* FCST.REVISION: the forecast of some periods ago beside today's, and what the difference is news of. */
#include "fcst.h"
#include "fcst/forecast.h"
#include "fcst/known.h"
#include "fcst/outlook.h"
#include <math.h>
#include <stdlib.h>

enum { LEVEL, TREND, SEASON, INFLUENCES, PARTS, COLUMNS = 4 + PARTS, LONGEST = 52 };

/* A step of a forecast: point = base * season * lift, of series that are not positive base + season + lift. */
typedef struct step {
    double point, base, season, lift;
    bool closed, shut; /* zero as the season, or a column of influences, says */
} step;

typedef struct change {
    double before, now, scale; /* scale: what one of the differences below is in the data's unit */
    double base, part[PARTS];
} change;

static step read_step(const sx_forecast *f, size_t h, bool logarithms)
{
    bool factors = f->multiplicative && f->method >= SX_METHOD_POOL, seasonal = f->method == SX_METHOD_SEASONAL;
    step s = {.point = f->point[h], .season = factors ? 1.0 : 0.0, .lift = factors ? 1.0 : 0.0};
    s.shut = f->shut[h] > 0.0;
    s.closed = !s.shut && sx_forecast_is_closed(f, h);
    if (s.shut || s.closed)
        return s;
    if (seasonal)
        s.season = f->figure[(f->n + h) % f->season];
    if (f->lifted)
        s.lift = factors || !f->mirrored ? f->lift[h] : 0.0 - f->lift[h];
    s.base = factors ? s.point / (s.season * s.lift) : s.point - s.season - s.lift;
    if (factors && !logarithms) { /* as summands */
        s.lift = s.point - s.base * s.season;
        s.season = s.base * (s.season - 1.0);
    }
    return s;
}

/* Both are products at every step: then the logarithms of their factors add up. */
static bool are_products(const sx_forecast *before, const sx_forecast *now, size_t back, size_t steps)
{
    if (!before->multiplicative || !now->multiplicative || before->method < SX_METHOD_POOL ||
        now->method < SX_METHOD_POOL)
        return false;
    for (size_t h = 0; h < steps; h++) {
        bool open = !sx_forecast_is_closed(now, h) && !sx_forecast_is_closed(before, back + h);
        if (open && !(now->point[h] * before->point[back + h] > 0.0))
            return false;
    }
    return true;
}

/* Logarithmic mean: (now - before) = scale * log(now / before), so that the factors' logarithms times scale add up to
 * the difference (Ang 2004, additive LMDI-I). */
static change compare(const sx_forecast *before, const sx_forecast *now, size_t back, size_t h, bool logarithms)
{
    step a = read_step(before, back + h, logarithms), b = read_step(now, h, logarithms);
    change c = {.before = a.point, .now = b.point, .scale = 1.0, .base = (double)NAN};
    if (a.shut || b.shut)
        c.part[INFLUENCES] = b.point - a.point;
    else if (a.closed || b.closed)
        c.part[SEASON] = b.point - a.point;
    else if (logarithms) {
        double ratio = b.point / a.point;
        c.scale = ratio == 1.0 ? a.point : (b.point - a.point) / log(ratio);
        c.part[SEASON] = log(b.season / a.season);
        c.part[INFLUENCES] = log(b.lift / a.lift);
        c.base = log(b.base / a.base);
    } else {
        c.part[SEASON] = b.season - a.season;
        c.part[INFLUENCES] = b.lift - a.lift;
        c.base = b.base - a.base;
    }
    return c;
}

/* A line through the first m steps of the base's changes, x = 0 at the first one. */
static void fit_line(const change *c, size_t m, double *level, double *slope)
{
    double count = 0.0, x = 0.0, y = 0.0, xx = 0.0, xy = 0.0;
    for (size_t h = 0; h < m; h++)
        if (!isnan(c[h].base)) {
            count += 1.0;
            x += (double)h;
            y += c[h].base;
            xx += (double)(h * h);
            xy += (double)h * c[h].base;
        }
    double det = count * xx - x * x;
    *slope = det > 0.0 ? (count * xy - x * y) / det : 0.0;
    *level = count > 0.0 ? (y - *slope * x) / count : 0.0;
}

/* The base's change into level (at the first step), trend (what is added from there on) and what comes back with the
 * season: members hold a season of their own, and its news stays in the base. */
static void part_base(change *c, size_t steps, size_t m)
{
    double level, slope;
    size_t season = m >= 2 && m <= steps ? m : 1;
    fit_line(c, season, &level, &slope);
    for (size_t h = steps; h-- > 0;) { /* from the end: the first season is read by all */
        if (isnan(c[h].base))
            continue;
        size_t first = h % season;
        double again = isnan(c[first].base) ? 0.0 : c[first].base - level - slope * (double)first;
        double rest = c[h].base - level - again;
        c[h].part[LEVEL] = level * c[h].scale;
        c[h].part[TREND] = rest * c[h].scale;
        c[h].part[SEASON] = (c[h].part[SEASON] + again) * c[h].scale;
        c[h].part[INFLUENCES] *= c[h].scale;
    }
}

static void put_change(sx_table *table, size_t row, const change *c)
{
    const double value[COLUMNS - 1] = {c->before,      c->now,          c->now - c->before, c->part[LEVEL],
                                       c->part[TREND], c->part[SEASON], c->part[INFLUENCES]};
    for (size_t i = 0; i + 1 < COLUMNS; i++)
        sx_put_number(table, row, 1 + i, value[i]);
}

static sx_status fill(const change *c, size_t horizon, sx_table *result)
{
    sx_table table;
    change all = {.before = 0.0};
    sx_table_make(&table, horizon + 1, COLUMNS);
    for (size_t h = 0; h < horizon; h++) {
        all.before += c[h].before;
        all.now += c[h].now;
        for (size_t i = 0; i < PARTS; i++)
            all.part[i] += c[h].part[i];
        sx_put_number(&table, h + 1, 0, (double)(h + 1));
        put_change(&table, h + 1, &c[h]);
    }
    sx_put_constant(&table, 0, 0, "all");
    put_change(&table, 0, &all);
    return sx_table_give(&table, result);
}

static sx_status revise(const sx_forecast *before, const sx_forecast *now, size_t back, size_t steps, size_t horizon,
                        sx_table *result)
{
    change *c = malloc(steps * sizeof *c);
    if (!c)
        return SX_NOMEM;
    bool logarithms = are_products(before, now, back, steps);
    for (size_t h = 0; h < steps; h++)
        c[h] = compare(before, now, back, h, logarithms);
    part_base(c, steps, now->season);
    sx_status status = fill(c, horizon, result);
    free(c);
    return status;
}

/* Steps that both forecasts are asked for: a season at least, so that a step's news does not hang on the horizon. */
static size_t steps_of(const sx_question *now, size_t back, size_t horizon)
{
    size_t season = now->season ? now->season : LONGEST, steps = horizon > season ? horizon : season;
    size_t known = now->influences ? now->rows - now->n : SX_FORECAST_HORIZON;
    steps = steps > known ? known : steps;
    return steps + back > SX_FORECAST_HORIZON ? SX_FORECAST_HORIZON - back : steps;
}

sx_status sx_fcst_revision(const double *history, size_t n_history, double ago, double horizon, double season,
                           const double *influences, size_t rows_influences, size_t columns_influences, double start,
                           sx_table *result, sx_context *context)
{
    sx_question now, then;
    sx_forecast before, after;
    size_t back = (size_t)ago, ahead = (size_t)horizon;
    sx_status status = sx_question_make(history, n_history, season, influences, rows_influences, columns_influences,
                                        start, ahead, &now, context);
    if (status != SX_OK)
        return status;
    if (now.n <= back)
        return sx_fail(context, SX_VALUE, "history: %zu values, and a forecast of %zu periods ago needs one before it",
                       now.n, back);
    then = now;
    for (then.n -= back; isnan(then.history[then.n - 1]); then.n--)
        back++;
    if (back + ahead > SX_FORECAST_HORIZON)
        return sx_fail(context, SX_NUM, "ago: with the horizon it is %zu periods, %d are the most", back + ahead,
                       SX_FORECAST_HORIZON);
    size_t steps = steps_of(&now, back, ahead);
    status = sx_forecast_ask(&now, steps, &after);
    if (status == SX_OK) {
        status = sx_forecast_ask(&then, back + steps, &before);
        if (status == SX_OK) {
            status = revise(&before, &after, back, steps, ahead, result);
            if (after.note[0] && status == SX_OK)
                sx_note(context, "%s", after.note);
            sx_forecast_free(&before);
        }
        sx_forecast_free(&after);
    }
    return status == SX_OK ? SX_OK : sx_fail(context, status, "%s", sx_forecast_reason(status));
}
