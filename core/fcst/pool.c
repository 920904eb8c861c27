#include "fcst/pool.h"
#include "base/statistics.h"
#include "fcst/boxcox.h"
#include "fcst/kind.h"
#include "fcst/outlier.h"
#include "fcst/prepare.h"
#include "fcst/seasonality.h"
#include "fcst/smooth.h"
#include "fcst/structural.h"
#include "fcst/theta.h"
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST_GAIN = 2 }; /* of log-likelihood that influences must bring: they shall do no harm */

sx_member *sx_pool_member(sx_forecast *f, const sx_pool *pool, const char *name)
{
    sx_member *member = &f->member[f->n_members++];
    double none = (double)NAN;
    *member = (sx_member){name, pool->group, none, none, none, none, none, none, none, member->path};
    f->n_of[pool->group]++;
    return member;
}

static void put_season_back(const sx_forecast *f, const sx_pool *pool, size_t steps, double *path)
{
    for (size_t h = 0; h < steps; h++) {
        double index = pool->figure[(f->n + h) % f->season];
        path[h] = f->multiplicative ? path[h] * index : path[h] + index;
    }
}

void sx_pool_back(const sx_pool *pool, double lambda, size_t steps, double *path)
{
    for (size_t h = 0; h < steps && pool->positive; h++)
        path[h] = sx_boxcox_back(path[h], lambda);
}

/* Box-Cox of source into pool->transformed, or a copy where a value is not positive. Returns lambda. */
double sx_pool_transform(const sx_forecast *f, sx_pool *pool, const double *source)
{
    if (!pool->positive) {
        memcpy(pool->transformed, source, f->n * sizeof(double));
        return 1.0;
    }
    double lambda = sx_boxcox_lambda(source, f->n, pool->work);
    sx_boxcox(source, f->n, lambda, pool->transformed);
    return lambda;
}

/* The series without the figure that the members of this group put back. */
void sx_pool_free_of(const sx_forecast *f, sx_pool *pool, double *figure)
{
    assert(f->season > 0);
    pool->figure = figure;
    for (size_t t = 0; t < f->n; t++) {
        double index = figure[t % f->season];
        pool->adjusted[t] = f->multiplicative ? pool->y[t] / index : pool->y[t] - index;
    }
    pool->lambda = sx_pool_transform(f, pool, pool->adjusted);
}

void sx_pool_theta(sx_forecast *f, sx_pool *pool)
{
    sx_member *member = sx_pool_member(f, pool, "Theta (Box-Cox)");
    size_t m = f->season, steps = (f->horizon + m - 1) / m * m;
    sx_theta(pool->transformed, f->n, steps, pool->whole, &member->alpha, &member->drift, pool->work);
    member->lambda = pool->lambda;
    sx_pool_back(pool, pool->lambda, steps, pool->whole);
    put_season_back(f, pool, steps, pool->whole);
    memcpy(member->path, pool->whole, f->horizon * sizeof(double));
}

void sx_pool_dotm(sx_forecast *f, sx_pool *pool, int transformed)
{
    sx_member *member = sx_pool_member(f, pool, transformed ? "Dynamic theta (Box-Cox)" : "Dynamic theta");
    sx_dotm(transformed ? pool->transformed : pool->adjusted, f->n, f->horizon, member->path, &member->alpha,
            &member->theta, pool->work);
    if (transformed) {
        member->lambda = pool->lambda;
        sx_pool_back(pool, pool->lambda, f->horizon, member->path);
    }
    put_season_back(f, pool, f->horizon, member->path);
}

/* The models averaged with Akaike weights exp(-AICc / 2) (Kolassa 2011); the parameters shown are those of the best. */
void sx_pool_smoothing(sx_forecast *f, sx_pool *pool)
{
    sx_smooth fit[6];
    size_t n_fits = 0, best = 0, h_all = f->horizon;
    for (int multiplicative = 0; multiplicative <= pool->positive; multiplicative++)
        for (int trend = SX_TREND_NONE; trend <= SX_TREND_DAMPED; trend++)
            if (sx_smooth_fit(pool->adjusted, f->n, (sx_trend)trend, multiplicative, &fit[n_fits]))
                n_fits++;
    if (n_fits == 0)
        return;
    for (size_t i = 1; i < n_fits; i++)
        if (fit[i].aicc < fit[best].aicc)
            best = i;
    sx_member *member = sx_pool_member(f, pool, "Exponential smoothing (AICc average)");
    double total = 0.0;
    memset(member->path, 0, h_all * sizeof(double));
    for (size_t i = 0; i < n_fits; i++) {
        double weight = exp(-0.5 * (fit[i].aicc - fit[best].aicc)), damped = 0.0, power = 1.0;
        total += weight;
        for (size_t h = 0; h < h_all; h++) {
            power *= fit[i].phi;
            damped += power;
            member->path[h] += weight * (fit[i].level + damped * fit[i].slope);
        }
    }
    for (size_t h = 0; h < h_all; h++)
        member->path[h] /= total;
    member->alpha = fit[best].alpha;
    if (fit[best].trend != SX_TREND_NONE)
        member->beta = fit[best].beta;
    if (fit[best].trend == SX_TREND_DAMPED)
        member->phi = fit[best].phi;
    put_season_back(f, pool, f->horizon, member->path);
}

static void run_random_walk(sx_forecast *f, sx_pool *pool)
{
    sx_member *member = sx_pool_member(f, pool, "Random walk with median drift (Box-Cox)");
    for (size_t t = 1; t < f->n; t++)
        pool->work[t - 1] = pool->transformed[t] - pool->transformed[t - 1];
    member->drift = sx_median(pool->work, f->n - 1);
    member->lambda = pool->lambda;
    for (size_t h = 0; h < f->horizon; h++)
        member->path[h] = pool->transformed[f->n - 1] + member->drift * (double)(h + 1);
    sx_pool_back(pool, pool->lambda, f->horizon, member->path);
    put_season_back(f, pool, f->horizon, member->path);
}

/* Keeps the members inside what the history supports: its range widened on both sides by itself and by two thirds more
 * for each third of its length ahead; not below zero where it never was; zero where a period always was. */
static void bound(sx_forecast *f, sx_pool *pool)
{
    double least = INFINITY, greatest = -INFINITY;
    for (size_t t = 0; t < f->n; t++) {
        least = fmin(least, pool->y[t]);
        greatest = fmax(greatest, pool->y[t]);
    }
    for (size_t i = 0; i < f->n_members; i++) {
        for (size_t h = 0; h < f->horizon; h++) {
            double room = (greatest - least) * (1.0 + 2.0 * (double)(h + 1) / (double)f->n);
            double *value = &f->member[i].path[h], kept;
            *value = kept = isnan(*value) ? pool->y[f->n - 1] : *value;
            kept = fmin(fmax(kept, least - room), greatest + room);
            if (kept != *value && (f->bounded_from == 0 || h + 1 < f->bounded_from))
                f->bounded_from = h + 1;
            if (f->nonnegative && (kept < 0.0 || sx_is_always_zero(pool->y, f->n, f->season, (f->n + h) % f->season)))
                kept = 0.0;
            if (f->lifted)
                kept = f->multiplicative ? kept * f->lift[h] : kept + f->lift[h] / pool->unit;
            *value = (f->nonnegative ? fmax(kept, 0.0) : kept) * pool->unit;
        }
    }
}

/* Noise about a level makes changes with an autocorrelation of -1/2 at lag 1, a random walk 0. 1 at half as much again
 * as -0.3 and the 95 % bound of a random walk, 0 at half as much, and between them in proportion. Without a season
 * only: there the kind of data is not known otherwise. */
static double noisiness(const sx_forecast *f, const sx_pool *pool)
{
    size_t n = f->n - 1;
    if (f->season >= 2)
        return 0.0;
    for (size_t t = 0; t < n; t++)
        pool->work[t] = pool->adjusted[t + 1] - pool->adjusted[t];
    double undone = sx_autocorrelation(pool->work, n, 1) / -fmax(0.3, 1.645 / sqrt((double)n));
    return fmin(fmax(undone - 0.5, 0.0), 1.0);
}

typedef struct past {
    double *step, *recent, *path; /* path: horizon */
} past;

/* Errors of simple smoothing in the past: the scale of the range rests on them. One step ahead, and as many steps as
 * are forecast with the mean change as a drift; where the history is too short for that many, growing with their root.
 * work: n. */
static void measure_errors(const sx_forecast *f, const double *y, double unit, past of, double *work)
{
    sx_ses fit;
    size_t n = f->n, recent = f->season > 4 ? 2 * f->season : 8;
    double *level = work, before, sum = 0.0, drift = (y[n - 1] - y[0]) / (double)(n - 1);
    recent = recent < n ? recent : n;
    sx_ses_fit(y, n, &fit);
    before = fit.first;
    for (size_t t = 0; t < n; t++) {
        double error = y[t] - before;
        sum += t + recent >= n ? fabs(error) : 0.0;
        level[t] = before += fit.alpha * error;
    }
    *of.step = sqrt(fit.squares / (double)n) * unit;
    *of.recent = sum / (double)recent * unit;
    for (size_t h = 0; h < f->horizon; h++) {
        double steps = (double)(h + 1), size = 0.0, last = h ? of.path[h - 1] : *of.step;
        for (size_t t = 2; t + h + 1 < n; t++)
            size += fabs(y[t + h + 1] - level[t] - drift * steps);
        size = h + 3 < n ? size / (double)(n - h - 3) * unit : h ? last * sqrt(steps / (steps - 1.0)) : last;
        of.path[h] = h ? fmax(size, last) : size;
    }
}

/* In the data's unit, and of a positive series as shares of its level too, from its logarithms. */
static void measure_all_errors(sx_forecast *f, const sx_pool *pool)
{
    double *logs = pool->work + f->n;
    f->noisy = noisiness(f, pool);
    measure_errors(f, pool->adjusted, pool->unit, (past){&f->step_error, &f->recent_error, f->path_error}, pool->work);
    for (size_t t = 0; t < f->n && f->multiplicative; t++)
        logs[t] = log(pool->adjusted[t]);
    if (f->multiplicative)
        measure_errors(f, logs, 1.0, (past){&f->step_share, &f->recent_share, f->path_share}, pool->work);
}

/* The structural model of the series, positive ones in logarithms; a member where there is a season. False: the period
 * is too long for it. */
static bool run_structural(sx_forecast *f, sx_pool *pool)
{
    sx_structural fit = {.path = pool->whole, .deviation = f->deviation, .figure = f->figure};
    if (f->season > SX_STRUCTURAL_SEASON)
        return false;
    for (size_t t = 0; t < f->n; t++)
        pool->transformed[t] = pool->positive ? log(pool->y[t]) : pool->y[t];
    if (!sx_structural_fit(pool->transformed, f->n, f->season, f->horizon, NULL, 0, &fit, pool->work))
        return false;
    f->errors = fit.errors;
    for (size_t h = 0; h < f->horizon; h++) {
        f->deviation[h] *= pool->positive ? 1.0 : pool->unit;
        if (f->lifted) /* what the influences are uncertain by is in the fit that had them */
            f->deviation[h] = f->lift_deviation[h];
    }
    f->season_gain = fit.season_gain;
    if (f->season < 2)
        return true;
    sx_member *member = sx_pool_member(f, pool, "Structural (random effects)");
    for (size_t h = 0; h < f->horizon; h++)
        member->path[h] = pool->positive ? exp(fit.path[h]) : fit.path[h];
    member->lambda = pool->positive ? 0.0 : 1.0;
    member->drift = fit.drift;
    double mean = 0.0;
    for (size_t i = 0; i < f->season && pool->positive; i++)
        mean += (f->figure[i] = exp(f->figure[i])) / (double)f->season;
    for (size_t i = 0; i < f->season && pool->positive; i++)
        f->figure[i] /= mean;
    return true;
}

static void run_unseasonal(sx_forecast *f, sx_pool *pool)
{
    sx_pool_theta(f, pool);
    sx_pool_dotm(f, pool, 0);
    sx_pool_dotm(f, pool, 1);
    sx_pool_smoothing(f, pool);
    run_random_walk(f, pool);
}

/* The longer the history, the more the classical members count: they need seasons to learn from, the others do not. Of
 * the rest the freed get .35; of weeks, where freed data have few seasons behind them, .15; the structural the others.
 * From six seasons on the freed give way, and from eight on they are not run. README.md has the trials. */
static double share_of_freed(const sx_forecast *f)
{
    double seasons = (double)f->n / (double)f->season;
    if (!f->seasonal || f->season > SX_STRUCTURAL_SEASON)
        return 1.0;
    return (f->season > SX_POOL_LONGEST_YEAR ? 0.15 : 0.35) * fmin(fmax((8.0 - seasons) / 2.0, 0.0), 1.0);
}

static void weigh(sx_forecast *f)
{
    double seasons = (double)f->n / (double)f->season, late = f->season < SX_POOL_SHORTEST_YEAR ? 3.0 : 2.0;
    double young = fmin(late / seasons, 1.0), classical = 1.0 - (late > 2.0 ? young * sqrt(young) : young);
    if (f->n_of[SX_GROUP_CLASSICAL] == 0)
        classical = 0.0;
    double freed = share_of_freed(f);
    f->share[SX_GROUP_CLASSICAL] = classical;
    f->share[SX_GROUP_STRUCTURAL] = (1.0 - freed) * (1.0 - classical);
    f->share[SX_GROUP_FREED] = freed * (1.0 - classical);
}

/* To 40 binary digits: the search of a model depends on the last digits, and thousands must be forecast as units. */
static double rounded(double x)
{
    int exponent;
    double mantissa = frexp(x, &exponent);
    return ldexp(round(ldexp(mantissa, 40)), exponent - 40);
}

/* The series without what influences and calendar did to it, if the structural model finds them worth it; members run
 * on that, and are lifted by what is known of the steps ahead. */
static void take_influences(sx_forecast *f, sx_pool *pool)
{
    size_t n = f->n, q = pool->known.n_columns;
    double least = INFINITY, greatest = -INFINITY;
    sx_structural fit = {
        .path = pool->whole, .deviation = f->lift_deviation, .figure = pool->own, .effect = pool->effect};
    for (size_t t = 0; t < n; t++)
        pool->transformed[t] = pool->positive ? log(pool->y[t]) : pool->y[t];
    if (!sx_structural_fit(pool->transformed, n, f->season, f->horizon, pool->known.columns, q, &fit, pool->work))
        return;
    f->influence_gain = fit.influence_gain;
    f->lifted = fit.influence_gain >= LEAST_GAIN;
    if (!f->lifted)
        return;
    for (size_t t = 0; t < n; t++) {
        least = fmin(least, fit.effect[t]);
        greatest = fmax(greatest, fit.effect[t]);
        f->effect[t] = pool->positive ? exp(fit.effect[t]) : fit.effect[t] * pool->unit;
        pool->y[t] = pool->positive ? pool->y[t] / f->effect[t] : pool->y[t] - fit.effect[t];
    }
    for (size_t h = 0; h < f->horizon; h++) { /* half as far again as ever seen, and no further */
        double room = 0.5 * (greatest - least), effect = fmin(fmax(fit.effect[n + h], least - room), greatest + room);
        f->lift[h] = pool->positive ? exp(effect) : effect * pool->unit;
        f->lift_deviation[h] *= pool->positive ? 1.0 : pool->unit;
    }
    f->n_influences = q;
    for (size_t j = 0; j < q; j++) {
        f->influence_column[j] = j < pool->known.n_given ? pool->known.which[j] : SX_NOT_GIVEN;
        f->influence[j] = fit.coefficient[j] * (pool->positive ? 1.0 : pool->unit);
        f->influence_deviation[j] = fit.coefficient_deviation[j] * (pool->positive ? 1.0 : pool->unit);
    }
}

static void temper_last(sx_forecast *f, sx_pool *pool)
{
    size_t n = f->n;
    for (size_t t = 0; t < n; t++)
        pool->transformed[t] = pool->positive ? log(pool->y[t]) : pool->y[t];
    double last = sx_tempered_last(pool->transformed, n, f->season, pool->positive, pool->work);
    if (last == pool->transformed[n - 1])
        return;
    pool->y[n - 1] = pool->positive ? exp(last) : last;
    f->tempered = pool->y[n - 1] * pool->unit;
}

/* Values that FCST.UNUSUAL lists at its default. Reported, never removed. Looked for in rounds only where the season
 * as it stands shows any, and only of a year's months and shorter seasons: weeks would take too long. */
static void count_unusual(sx_forecast *f, sx_pool *pool)
{
    size_t n = f->n, seen = 0;
    double *usual = pool->work, *logs = usual + n;
    for (size_t t = 0; t < n; t++)
        logs[t] = f->multiplicative ? log(pool->adjusted[t]) : pool->adjusted[t];
    double deviation = sx_usual_values(logs, n, usual, logs + n);
    for (size_t t = 0; t < n && deviation > 0.0; t++)
        seen += fabs(logs[t] - usual[t]) > SX_UNUSUAL * deviation ? 1 : 0;
    if (f->season > SX_POOL_LONGEST_YEAR)
        f->n_outliers = seen;
    sx_outlier *found = seen && !f->n_outliers ? malloc(n * sizeof *found) : NULL;
    f->failed = seen && !f->n_outliers && !found;
    if (!found)
        return;
    for (size_t t = 0; t < n; t++)
        logs[t] = f->multiplicative ? log(pool->y[t]) : pool->y[t];
    f->failed = sx_find_outliers(logs, n, f->season, SX_UNUSUAL, found, &f->n_outliers, &deviation) != SX_OK;
    free(found);
}

void sx_pool_run(sx_forecast *f, sx_pool *pool)
{
    pool->unit = 0.0;
    pool->positive = 1;
    for (size_t t = 0; t < f->n; t++)
        pool->unit = fmax(pool->unit, fabs(f->history[t]));
    for (size_t t = 0; t < f->n; t++)
        pool->y[t] = rounded(f->history[t] / pool->unit);
    f->n_closed_days = f->nonnegative ? sx_closed_days(pool->y, f->n, pool->work) : 0;
    if (f->n_closed_days)
        sx_fill_gaps(pool->y, f->n, f->season, pool->work);
    for (size_t t = 0; t < f->n; t++)
        pool->positive = pool->positive && pool->y[t] > 0.0;
    f->multiplicative = pool->positive;
    f->seasonal = f->season >= 2;
    if (pool->known.n_columns && f->season <= SX_STRUCTURAL_SEASON)
        take_influences(f, pool);
    temper_last(f, pool);
    pool->group = SX_GROUP_STRUCTURAL;
    if (!run_structural(f, pool))
        sx_shrunken_figure(pool->y, f->n, f->season, f->multiplicative, f->figure);
    for (size_t i = 0; i < f->season && !f->seasonal; i++)
        f->figure[i] = f->multiplicative ? 1.0 : 0.0;
    if (f->seasonal && f->n >= SX_POOL_SEASONS * f->season)
        sx_pool_classical(f, pool);
    pool->group = SX_GROUP_FREED;
    sx_pool_free_of(f, pool, f->figure);
    count_unusual(f, pool);
    measure_all_errors(f, pool);
    if (share_of_freed(f) > 0.0)
        run_unseasonal(f, pool);
    weigh(f);
    bound(f, pool);
    for (size_t i = 0; i < f->season && f->seasonal && !f->multiplicative; i++)
        f->figure[i] *= pool->unit;
}
