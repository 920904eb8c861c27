/* The classical members: they find the season by a test or hold it in themselves. */
#include "fcst/annual.h"
#include "fcst/arima.h"
#include "fcst/holtwinters.h"
#include "fcst/pool.h"
#include "fcst/seasonality.h"
#include <string.h>

enum { LONGEST_SEASON = 60 /* of Holt-Winters: its normal equations grow with the square */ };

size_t sx_pool_work(size_t n, size_t m, size_t horizon)
{
    size_t smooth = sx_holtwinters_work(n, m < LONGEST_SEASON ? m : LONGEST_SEASON), arima = sx_arima_work(n, horizon);
    size_t most = smooth > arima ? smooth : arima, structural;
    structural = sx_structural_work(m < SX_STRUCTURAL_SEASON ? m : SX_STRUCTURAL_SEASON, SX_STRUCTURAL_INFLUENCES);
    return (most > structural ? most : structural) + 4 * n + 2 * m + 16;
}

/* y: the series or its transform (lambda); start: its additive figure. */
static void run_holtwinters(sx_forecast *f, sx_pool *pool, const char *name, const double *y, sx_trend trend,
                            double lambda)
{
    sx_holtwinters fit = {.season = pool->state};
    if (f->n < 2 * f->season + 4 || f->season > LONGEST_SEASON ||
        !sx_holtwinters_fit(y, f->n, f->season, trend, pool->start, &fit, pool->work))
        return;
    sx_member *member = sx_pool_member(f, pool, name);
    sx_holtwinters_path(&fit, f->n, f->season, f->horizon, member->path);
    member->alpha = fit.alpha;
    member->gamma = fit.gamma;
    if (trend != SX_TREND_NONE)
        member->beta = fit.beta;
    if (trend == SX_TREND_DAMPED)
        member->phi = fit.phi;
    if (y != pool->y) {
        member->lambda = lambda;
        sx_pool_back(pool, lambda, f->horizon, member->path);
    }
}

static void run_arima(sx_forecast *f, sx_pool *pool, const double *y, int differenced, double lambda)
{
    sx_arima fit = {.differenced = differenced};
    sx_member *member = &f->member[f->n_members];
    if (f->n < 3 * f->season || !sx_arima_path(y, f->n, f->season, &fit, f->horizon, member->path, pool->work))
        return;
    member = sx_pool_member(f, pool, differenced ? "ARIMA(0,1,1)(0,1,1) (Box-Cox)" : "ARIMA(1,0,1)(0,1,1) (Box-Cox)");
    member->theta = fit.ma;
    member->gamma = fit.sma;
    member->lambda = lambda;
    if (!differenced) {
        member->phi = fit.ar;
        member->drift = fit.drift;
    }
    sx_pool_back(pool, lambda, f->horizon, member->path);
}

/* The theta path, moved to the totals of its seasons; after sx_pool_theta. */
static void run_annual(sx_forecast *f, sx_pool *pool)
{
    size_t m = f->season, steps = (f->horizon + m - 1) / m * m;
    if (m < SX_POOL_SHORTEST_YEAR || m > SX_POOL_LONGEST_YEAR || f->n < SX_ANNUAL_LEAST * m)
        return;
    sx_member *member = sx_pool_member(f, pool, "Season totals by theta and smoothing");
    sx_annual(pool->y, f->n, m, pool->positive, steps, pool->whole, pool->work);
    memcpy(member->path, pool->whole, f->horizon * sizeof(double));
}

/* The members that hold the season in themselves. */
static void run_seasonal(sx_forecast *f, sx_pool *pool)
{
    sx_seasonal_figure(pool->y, f->n, f->season, 0, pool->start);
    run_holtwinters(f, pool, "Holt-Winters", pool->y, SX_TREND_ADDITIVE, 1.0);
    double lambda = sx_pool_transform(f, pool, pool->y);
    sx_seasonal_figure(pool->transformed, f->n, f->season, 0, pool->start);
    run_holtwinters(f, pool, "Holt-Winters without trend (Box-Cox)", pool->transformed, SX_TREND_NONE, lambda);
    run_holtwinters(f, pool, "Holt-Winters damped (Box-Cox)", pool->transformed, SX_TREND_DAMPED, lambda);
    run_arima(f, pool, pool->transformed, 0, lambda);
    run_arima(f, pool, pool->transformed, 1, lambda);
}

/* The members that test for a season or hold it in themselves; from three seasons on. */
void sx_pool_classical(sx_forecast *f, sx_pool *pool)
{
    size_t m = f->season;
    bool months = m >= SX_POOL_SHORTEST_YEAR && m <= SX_POOL_LONGEST_YEAR, found;
    pool->group = SX_GROUP_CLASSICAL;
    found = sx_is_seasonal(pool->y, f->n, m, pool->work) &&
            sx_shrunken_figure(pool->y, f->n, m, f->multiplicative, pool->state);
    memcpy(pool->own, pool->state, m * sizeof(double));
    for (size_t i = 0; i < m && !found; i++)
        pool->own[i] = f->multiplicative ? 1.0 : 0.0;
    sx_pool_free_of(f, pool, pool->own);
    sx_pool_theta(f, pool);
    sx_pool_dotm(f, pool, 0);
    if (!found && !months) {
        sx_pool_dotm(f, pool, 1);
        sx_pool_smoothing(f, pool);
    }
    run_annual(f, pool);
    run_seasonal(f, pool);
    f->n_trimmed = f->n_of[SX_GROUP_CLASSICAL] >= 5 ? 1 : 0;
}
