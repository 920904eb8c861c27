#include "drive/draws.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/distribution.h"
#include "base/linear.h"
#include "base/statistics.h"
#include "drive/copula.h"
#include "drive/sample.h"

#define MOST_WORK 3e6    /* shares of cohorts in all draws of an answer, where fewer points do */
#define LONGEST_WORK 6e7 /* and where there are as few as may be: about a second */
enum { FEW_POINTS = 64, FEWEST_POINTS = 16 };

struct sx_draws {
    const sx_range *range;
    const sx_sampling *how;
    sx_walk *walk;
    uint64_t seeds;
    double factor[SX_DRIVERS_MOST * SX_DRIVERS_MOST];
    double *course;   /* pipeline and revenue of one draw: periods + 1 each */
    double *expected; /* the same without the chance of counts */
};

/* All drivers, the fixed ones as well: a scenario that fixes one more still has its draws in common. */
static sx_status turn(sx_draws *draws, const sx_range *guide)
{
    size_t n = guide->model->n;
    double l[SX_DRIVERS_MOST * SX_DRIVERS_MOST], work[SX_DRIVERS_MOST * SX_DRIVERS_MOST], g[SX_DRIVERS_MOST];
    for (size_t i = 0; i < n; i++) {
        g[i] = guide->marginal[i].family == SX_FIXED ? 0.0 : sx_driver_effect(&guide->marginal[i], i == 0);
        for (size_t j = 0; j < n; j++)
            l[i * n + j] = guide->correlation ? guide->correlation[i * n + j] : i == j ? 1.0 : 0.0;
    }
    sx_status status = sx_cholesky(l, n);
    if (status == SX_OK)
        sx_turn_factor(l, n, g, 1, draws->factor, work);
    return status;
}

sx_status sx_draws_new(const sx_range *range, const sx_range *guide, const sx_sampling *how, sx_draws **draws)
{
    sx_draws *d = calloc(1, sizeof *d);
    if (!d)
        return SX_NOMEM;
    *d = (sx_draws){.range = range, .how = how, .seeds = how->seed};
    d->course = malloc(4 * (range->periods + 1) * sizeof *d->course);
    d->expected = d->course + (how->counts ? 2 * (range->periods + 1) : 0);
    sx_status status = d->course ? turn(d, guide) : SX_NOMEM;
    if (status == SX_OK)
        status = sx_walk_new(range, &d->walk);
    if (status == SX_OK)
        *draws = d;
    else
        sx_draws_free(d);
    return status;
}

void sx_draws_free(sx_draws *draws)
{
    if (!draws)
        return;
    sx_walk_free(draws->walk);
    free(draws->course);
    free(draws);
}

/* One draw's course into its place in every row: the periods, to the horizon, beyond, in all. */
static void lay_down(const double *course, size_t periods, size_t stride, size_t i, double *rows)
{
    for (size_t t = 0; t < periods; t++)
        rows[t * stride + i] = course[t];
    double within = sx_sum(course, periods);
    rows[periods * stride + i] = within;
    rows[(periods + 1) * stride + i] = course[periods];
    rows[(periods + 2) * stride + i] = within + course[periods];
}

static void add_mean(const double *course, size_t periods, size_t points, double *mean)
{
    double within = sx_sum(course, periods), share = 1.0 / (double)points;
    for (size_t t = 0; t < periods; t++)
        mean[t] += share * course[t];
    mean[periods] += share * within;
    mean[periods + 1] += share * course[periods];
    mean[periods + 2] += share * (within + course[periods]);
}

void sx_draws_next(sx_draws *d, double *pipeline, double *revenue, size_t stride, double *mean)
{
    const sx_range *range = d->range;
    size_t n = range->model->n, periods = range->periods, points = d->how->points;
    uint64_t stream = sx_splitmix(&d->seeds), seed = sx_splitmix(&d->seeds) | 1u;
    double point[SX_SOBOL_DIMENSIONS], score[SX_DRIVERS_MOST], level[SX_DRIVERS_MOST];
    sx_sobol sobol;
    sx_sobol_start(&sobol, n, seed);
    memset(mean, 0, 2 * sx_range_rows(range) * sizeof *mean);
    for (size_t i = 0; i < points; i++) {
        sx_sobol_next(&sobol, point);
        sx_correlated_scores(d->factor, n, point, score);
        for (size_t k = 0; k < n; k++)
            level[k] = sx_marginal_draw(&range->marginal[k], score[k]);
        uint64_t key = sx_splitmix(&stream);
        sx_walk_run(d->walk, level, d->how->counts, key, d->course, d->course + periods + 1);
        if (d->how->counts)
            sx_walk_run(d->walk, level, false, key, d->expected, d->expected + periods + 1);
        add_mean(d->expected, periods, points, mean);
        add_mean(d->expected + periods + 1, periods, points, mean + sx_range_rows(range));
        lay_down(d->course, periods, stride, i, pipeline);
        lay_down(d->course + periods + 1, periods, stride, i, revenue);
    }
}

sx_status sx_draws_points(const sx_range *range, size_t replicates, size_t most, size_t *points, sx_context *why)
{
    sx_walk *walk;
    sx_status status = sx_walk_new(range, &walk);
    if (status != SX_OK)
        return status;
    double work = (double)sx_walk_work(walk) * (double)replicates;
    sx_walk_free(walk);
    *points = most;
    while (*points > FEW_POINTS && work * (double)*points > MOST_WORK)
        *points /= 2;
    while (*points > FEWEST_POINTS && work * (double)*points > LONGEST_WORK)
        *points /= 2;
    if (work * (double)*points > LONGEST_WORK)
        return sx_fail(
            why, SX_NUM,
            "%zu periods and %zu drivers are too many to be drawn period by period, as an opening, a season, "
            "noise and counts ask for: take longer periods, or method sampled without them",
            range->periods, range->model->n);
    return SX_OK;
}

/* Counts leave gaps, at whose edge the quantiles of replicates scatter less than that of all draws together; and noise
 * is drawn anew at every point, which eight replicates may happen to hide: there the error is at least half the
 * distance of the quantiles one standard error of the share to either side. */
static void widen(const sx_range *range, double *draws, size_t n, double *error)
{
    double side[2][SX_LEVELS_MOST + 1], level[SX_LEVELS_MOST];
    for (int s = 0; s < 2; s++) {
        for (size_t i = 0; i < range->n_levels; i++) {
            double p = range->levels[i], step = sqrt(p * (1.0 - p) / (double)n);
            level[i] = s ? fmin(p + step, 1.0) : fmax(p - step, 0.0);
        }
        sx_summarise(draws, n, level, range->n_levels, side[s]);
    }
    for (size_t i = 0; i < range->n_levels; i++)
        error[i] = fmax(error[i], (side[1][i] - side[0][i]) / 2.0);
}

static bool has_noise(const sx_model *model)
{
    for (size_t k = 0; k < model->n; k++)
        if (model->driver[k].noise > 0.0)
            return true;
    return false;
}

/* One row of draws, replicate after replicate, into value and error: one a level, then the mean. means: one a
 * replicate, 2 rows apart. */
static void summarise(const sx_range *range, const sx_sampling *how, double *draws, const double *means,
                      double *estimate, double *value, double *error)
{
    size_t wide = range->n_levels + 1;
    for (size_t r = 0; r < how->replicates; r++) {
        sx_summarise(draws + r * how->points, how->points, range->levels, range->n_levels, estimate + r * wide);
        estimate[r * wide + wide - 1] = means[r * 2 * sx_range_rows(range)];
    }
    for (size_t i = 0; i < wide; i++)
        value[i] = sx_over_replicates(estimate + i, how->replicates, wide, &error[i]);
    double mean = value[wide - 1];
    sx_summarise(draws, how->replicates * how->points, range->levels, range->n_levels, value);
    value[wide - 1] = mean;
    if (how->counts || has_noise(range->model))
        widen(range, draws, how->replicates * how->points, error);
}

sx_status sx_range_walked(const sx_range *range, const sx_sampling *how, double *out)
{
    size_t rows = sx_range_rows(range), wide = range->n_levels + 1, stride = how->replicates * how->points;
    sx_draws *draws;
    sx_status status = sx_draws_new(range, range, how, &draws);
    if (status != SX_OK)
        return status;
    double *data = malloc((2 * rows * stride + how->replicates * (wide + 2 * rows)) * sizeof *data);
    if (!data)
        status = SX_NOMEM;
    double *estimate = data ? data + 2 * rows * stride : NULL,
           *means = estimate ? estimate + how->replicates * wide : NULL;
    for (size_t r = 0; status == SX_OK && r < how->replicates; r++)
        sx_draws_next(draws, data + r * how->points, data + rows * stride + r * how->points, stride,
                      means + r * 2 * rows);
    for (size_t i = 0; status == SX_OK && i < 2 * rows; i++) {
        double *to = out + i % rows * 4 * wide + i / rows * wide;
        summarise(range, how, data + i * stride, means + i, estimate, to, to + 2 * wide);
    }
    free(data);
    sx_draws_free(draws);
    return status;
}
