#include "fcst/pool.h"
#include "base/statistics.h"
#include "fcst/annual.h"
#include "fcst/arima.h"
#include "fcst/boxcox.h"
#include "fcst/holtwinters.h"
#include "fcst/prepare.h"
#include "fcst/seasonality.h"
#include "fcst/smooth.h"
#include "fcst/theta.h"
#include <math.h>
#include <string.h>

enum {
    LONGEST_SEASON = 60, /* of Holt-Winters: its normal equations grow with the square */
    SHORTEST_YEAR = 6,   /* seasons whose totals are forecast: months; no gain for quarters, too few years of weeks */
    LONGEST_YEAR = 24
};

size_t sx_pool_work(size_t n, size_t m, size_t horizon)
{
    size_t smooth = sx_holtwinters_work(n, m < LONGEST_SEASON ? m : LONGEST_SEASON), arima = sx_arima_work(n, horizon);
    return (smooth > arima ? smooth : arima) + 3 * n + 2 * m + 16;
}

static sx_member *new_member(sx_forecast *f, const char *name)
{
    sx_member *member = &f->member[f->n_members++];
    double none = (double)NAN;
    *member = (sx_member){name, none, none, none, none, none, none, none, member->path};
    return member;
}

static void put_season_back(const sx_forecast *f, size_t steps, double *path)
{
    if (!f->seasonal)
        return;
    for (size_t h = 0; h < steps; h++) {
        double index = f->figure[(f->n + h) % f->season];
        path[h] = f->multiplicative ? path[h] * index : path[h] + index;
    }
}

static void transform_back(const sx_pool *pool, double lambda, size_t steps, double *path)
{
    for (size_t h = 0; h < steps && pool->positive; h++)
        path[h] = sx_boxcox_back(path[h], lambda);
}

/* Box-Cox of source into pool->transformed, or a copy where a value is not positive. Returns lambda. */
static double transform(const sx_forecast *f, sx_pool *pool, const double *source)
{
    if (!pool->positive) {
        memcpy(pool->transformed, source, f->n * sizeof(double));
        return 1.0;
    }
    double lambda = sx_boxcox_lambda(source, f->n, pool->work);
    sx_boxcox(source, f->n, lambda, pool->transformed);
    return lambda;
}

static void take_season_out(sx_forecast *f, sx_pool *pool)
{
    size_t n = f->n, m = f->season;
    f->multiplicative = pool->positive;
    f->seasonal = f->method == SX_METHOD_SEASONAL && sx_is_seasonal(pool->y, n, m, pool->work) &&
                  sx_shrunken_figure(pool->y, n, m, f->multiplicative, f->figure);
    for (size_t i = 0; i < m && !f->seasonal; i++)
        f->figure[i] = f->multiplicative ? 1.0 : 0.0;
    for (size_t t = 0; t < n; t++)
        pool->adjusted[t] = f->multiplicative ? pool->y[t] / f->figure[t % m] : pool->y[t] - f->figure[t % m];
}

static void run_theta(sx_forecast *f, sx_pool *pool)
{
    sx_member *member = new_member(f, "Theta (Box-Cox)");
    size_t m = f->season, steps = (f->horizon + m - 1) / m * m;
    sx_theta(pool->transformed, f->n, steps, pool->whole, &member->alpha, &member->drift, pool->work);
    member->lambda = pool->lambda;
    transform_back(pool, pool->lambda, steps, pool->whole);
    put_season_back(f, steps, pool->whole);
    memcpy(member->path, pool->whole, f->horizon * sizeof(double));
}

static void run_dotm(sx_forecast *f, sx_pool *pool, int transformed)
{
    sx_member *member = new_member(f, transformed ? "Dynamic theta (Box-Cox)" : "Dynamic theta");
    sx_dotm(transformed ? pool->transformed : pool->adjusted, f->n, f->horizon, member->path, &member->alpha,
            &member->theta, pool->work);
    if (transformed) {
        member->lambda = pool->lambda;
        transform_back(pool, pool->lambda, f->horizon, member->path);
    }
    put_season_back(f, f->horizon, member->path);
}

/* The models averaged with Akaike weights exp(-AICc / 2) (Kolassa 2011); the parameters shown are those of the best. */
static void run_smoothing(sx_forecast *f, sx_pool *pool)
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
    sx_member *member = new_member(f, "Exponential smoothing (AICc average)");
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
    put_season_back(f, f->horizon, member->path);
}

static void run_random_walk(sx_forecast *f, sx_pool *pool)
{
    sx_member *member = new_member(f, "Random walk with median drift (Box-Cox)");
    for (size_t t = 1; t < f->n; t++)
        pool->work[t - 1] = pool->transformed[t] - pool->transformed[t - 1];
    member->drift = sx_median(pool->work, f->n - 1);
    member->lambda = pool->lambda;
    for (size_t h = 0; h < f->horizon; h++)
        member->path[h] = pool->transformed[f->n - 1] + member->drift * (double)(h + 1);
    transform_back(pool, pool->lambda, f->horizon, member->path);
    put_season_back(f, f->horizon, member->path);
}

/* y: the series or its transform (lambda); start: its additive figure. */
static void run_holtwinters(sx_forecast *f, sx_pool *pool, const char *name, const double *y, sx_trend trend,
                            double lambda)
{
    sx_holtwinters fit = {.season = pool->state};
    if (f->n < 2 * f->season + 4 || f->season > LONGEST_SEASON ||
        !sx_holtwinters_fit(y, f->n, f->season, trend, pool->start, &fit, pool->work))
        return;
    sx_member *member = new_member(f, name);
    sx_holtwinters_path(&fit, f->n, f->season, f->horizon, member->path);
    member->alpha = fit.alpha;
    member->gamma = fit.gamma;
    if (trend != SX_TREND_NONE)
        member->beta = fit.beta;
    if (trend == SX_TREND_DAMPED)
        member->phi = fit.phi;
    if (y != pool->y) {
        member->lambda = lambda;
        transform_back(pool, lambda, f->horizon, member->path);
    }
}

static void run_arima(sx_forecast *f, sx_pool *pool, const double *y, int differenced, double lambda)
{
    sx_arima fit = {.differenced = differenced};
    sx_member *member = &f->member[f->n_members];
    if (f->n < 3 * f->season || !sx_arima_path(y, f->n, f->season, &fit, f->horizon, member->path, pool->work))
        return;
    member = new_member(f, differenced ? "ARIMA(0,1,1)(0,1,1) (Box-Cox)" : "ARIMA(1,0,1)(0,1,1) (Box-Cox)");
    member->theta = fit.ma;
    member->gamma = fit.sma;
    member->lambda = lambda;
    if (!differenced) {
        member->phi = fit.ar;
        member->drift = fit.drift;
    }
    transform_back(pool, lambda, f->horizon, member->path);
}

/* The theta path, moved to the totals of its seasons; after run_theta. */
static void run_annual(sx_forecast *f, sx_pool *pool)
{
    size_t m = f->season, steps = (f->horizon + m - 1) / m * m;
    if (m < SHORTEST_YEAR || m > LONGEST_YEAR || f->n < SX_ANNUAL_LEAST * m)
        return;
    sx_member *member = new_member(f, "Season totals by theta and smoothing");
    sx_annual(pool->y, f->n, m, pool->positive, steps, pool->whole, pool->work);
    memcpy(member->path, pool->whole, f->horizon * sizeof(double));
}

/* The members that hold the season in themselves. */
static void run_seasonal(sx_forecast *f, sx_pool *pool)
{
    sx_seasonal_figure(pool->y, f->n, f->season, 0, pool->start);
    run_holtwinters(f, pool, "Holt-Winters", pool->y, SX_TREND_ADDITIVE, 1.0);
    double lambda = transform(f, pool, pool->y);
    sx_seasonal_figure(pool->transformed, f->n, f->season, 0, pool->start);
    run_holtwinters(f, pool, "Holt-Winters without trend (Box-Cox)", pool->transformed, SX_TREND_NONE, lambda);
    run_holtwinters(f, pool, "Holt-Winters damped (Box-Cox)", pool->transformed, SX_TREND_DAMPED, lambda);
    run_arima(f, pool, pool->transformed, 0, lambda);
    run_arima(f, pool, pool->transformed, 1, lambda);
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
            double *value = &f->member[i].path[h], kept = isnan(*value) ? pool->y[f->n - 1] : *value;
            kept = fmin(fmax(kept, least - room), greatest + room);
            if (kept != *value && (f->bounded_from == 0 || h + 1 < f->bounded_from))
                f->bounded_from = h + 1;
            if (f->nonnegative && (kept < 0.0 || sx_is_always_zero(pool->y, f->n, f->season, (f->n + h) % f->season)))
                kept = 0.0;
            *value = kept * pool->unit;
        }
    }
}

/* Noise about a level makes changes with an autocorrelation of -1/2 at lag 1, a random walk 0. Noisy: below -0.3 and
 * below the 95 % bound of a random walk. Without a season only: there the kind of data is not known otherwise. */
static int is_noisy(const sx_forecast *f, const sx_pool *pool)
{
    size_t n = f->n - 1;
    for (size_t t = 0; t < n; t++)
        pool->work[t] = pool->adjusted[t + 1] - pool->adjusted[t];
    return f->season < 2 && sx_autocorrelation(pool->work, n, 1) < -fmax(0.3, 1.645 / sqrt((double)n));
}

/* Errors of simple smoothing in the past: the scale of the range rests on them. One step ahead, and as many steps as
 * are forecast with the mean change as a drift; where the history is too short for that many, growing with their root.
 */
static void measure_errors(sx_forecast *f, const sx_pool *pool)
{
    sx_ses fit;
    size_t n = f->n, recent = f->season > 4 ? 2 * f->season : 8;
    const double *y = pool->adjusted;
    double *level = pool->work, before, sum = 0.0, drift = (y[n - 1] - y[0]) / (double)(n - 1);
    recent = recent < n ? recent : n;
    f->noisy = is_noisy(f, pool);
    sx_ses_fit(y, n, &fit);
    before = fit.first;
    for (size_t t = 0; t < n; t++) {
        double error = y[t] - before;
        sum += t + recent >= n ? fabs(error) : 0.0;
        level[t] = before += fit.alpha * error;
    }
    f->step_error = sqrt(fit.squares / (double)n) * pool->unit;
    f->recent_error = sum / (double)recent * pool->unit;
    for (size_t h = 0; h < f->horizon; h++) {
        double steps = (double)(h + 1), size = 0.0, last = h ? f->path_error[h - 1] : f->step_error;
        for (size_t t = 2; t + h + 1 < n; t++)
            size += fabs(y[t + h + 1] - level[t] - drift * steps);
        size = h + 3 < n ? size / (double)(n - h - 3) * pool->unit : h ? last * sqrt(steps / (steps - 1.0)) : last;
        f->path_error[h] = h ? fmax(size, last) : size;
    }
}

void sx_pool_run(sx_forecast *f, sx_pool *pool)
{
    double greatest = 0.0;
    int exponent;
    pool->positive = 1;
    for (size_t t = 0; t < f->n; t++) {
        greatest = fmax(greatest, fabs(f->history[t]));
        pool->positive = pool->positive && f->history[t] > 0.0;
    }
    frexp(greatest, &exponent);
    pool->unit = ldexp(1.0, exponent);
    for (size_t t = 0; t < f->n; t++)
        pool->y[t] = f->history[t] / pool->unit;
    take_season_out(f, pool);
    f->n_outliers = sx_count_outliers(pool->adjusted, f->n, pool->work);
    pool->lambda = transform(f, pool, pool->adjusted);
    measure_errors(f, pool);
    run_theta(f, pool);
    run_dotm(f, pool, 0);
    int months = f->season >= SHORTEST_YEAR && f->season <= LONGEST_YEAR;
    if (f->method == SX_METHOD_POOL || (!f->seasonal && !months)) {
        run_dotm(f, pool, 1);
        run_smoothing(f, pool);
    }
    if (f->method == SX_METHOD_SEASONAL) {
        run_annual(f, pool);
        run_seasonal(f, pool);
    }
    f->n_trimmed = f->method == SX_METHOD_SEASONAL && f->n_members >= 5 ? 1 : 0;
    if (f->n_members <= 4) {
        transform(f, pool, pool->adjusted);
        run_random_walk(f, pool);
    }
    bound(f, pool);
    for (size_t i = 0; i < f->season && f->seasonal && !f->multiplicative; i++)
        f->figure[i] *= pool->unit;
}
