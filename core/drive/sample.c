#include "drive/sample.h"
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include "base/distribution.h"
#include "base/linear.h"
#include "base/statistics.h"
#include "drive/copula.h"
#include "drive/draws.h"

/* One measure's sampling under way. */
typedef struct sampler {
    const sx_range *range;
    const sx_sampling *how;
    sx_measure measure;
    size_t n, active[SX_DRIVERS_MOST]; /* its factors that are not fixed */
    double factor[SX_DRIVERS_MOST * SX_DRIVERS_MOST];
    double *draw;     /* points: the product of its drivers */
    double *control;  /* points: a lognormal near to the product */
    double slope;     /* sigma of the control */
    double *estimate; /* replicates x (levels and mean): rows only differ in scale */
} sampler;

static void summarise(const sampler *s, double *x, double *to)
{
    sx_summarise(x, s->how->points, s->range->levels, s->range->n_levels, to);
}

double sx_driver_effect(const sx_marginal *m, bool is_cost)
{
    double up = sx_marginal_draw(m, 1.0), down = sx_marginal_draw(m, -1.0);
    double slope = down > 0.0 ? log(up / down) / 2.0 : up > 0.0 ? 1.0 : 0.0;
    return is_cost ? -slope : slope;
}

static sx_status prepare(sampler *s)
{
    const sx_range *range = s->range;
    double l[SX_DRIVERS_MOST * SX_DRIVERS_MOST], work[SX_DRIVERS_MOST * SX_DRIVERS_MOST], g[SX_DRIVERS_MOST];
    s->n = 0;
    for (size_t k = 0; k < range->model->n; k++)
        if (range->marginal[k].family != SX_FIXED && sx_range_has(range, s->measure, k))
            s->active[s->n++] = k;
    size_t n = s->n;
    for (size_t i = 0; i < n; i++) {
        const double *r = range->correlation ? range->correlation + s->active[i] * range->model->n : NULL;
        g[i] = sx_driver_effect(&range->marginal[s->active[i]], s->active[i] == 0);
        for (size_t j = 0; j < n; j++)
            l[i * n + j] = i == j ? 1.0 : r ? r[s->active[j]] : 0.0;
    }
    sx_status status = sx_cholesky(l, n);
    if (status != SX_OK)
        return status;
    sx_turn_factor(l, n, g, 1, s->factor, work);
    s->slope = 0.0;
    for (size_t i = 0; i < n; i++)
        s->slope += g[i] * s->factor[i * n];
    return status;
}

static void draw_points(sampler *s, uint64_t seed)
{
    const sx_range *range = s->range;
    size_t n = range->model->n, n_active = s->n;
    double point[SX_SOBOL_DIMENSIONS], score[SX_DRIVERS_MOST], level[SX_DRIVERS_MOST];
    sx_sobol sobol;
    assert(n > 0);
    sx_sobol_start(&sobol, n_active ? n_active : 1, seed);
    for (size_t k = 0; k < n; k++)
        level[k] = range->marginal[k].likely;
    for (size_t i = 0; i < s->how->points; i++) {
        sx_sobol_next(&sobol, point);
        sx_correlated_scores(s->factor, n_active, point, score);
        for (size_t j = 0; j < n_active; j++)
            level[s->active[j]] = sx_marginal_draw(&range->marginal[s->active[j]], score[j]);
        double product = 1.0 / level[0];
        for (size_t k = 1; k < n; k++)
            product *= sx_range_has(range, s->measure, k) ? level[k] : 1.0;
        s->draw[i] = product;
        s->control[i] = n_active ? exp(s->slope * point[0]) : 1.0;
    }
}

/* The mean with what the control, whose mean is known, says of the sample (control variate; Glasserman 2003, 4.1): the
 * tail that carries the mean of a lognormal is thinly sampled. */
static double controlled_mean(const sampler *s)
{
    size_t n = s->how->points;
    double mean = sx_mean(s->draw, n), control = sx_mean(s->control, n), both = 0.0, square = 0.0;
    for (size_t i = 0; i < n; i++) {
        both += (s->draw[i] - mean) * (s->control[i] - control);
        square += (s->control[i] - control) * (s->control[i] - control);
    }
    return square > 0.0 ? mean - both / square * (control - exp(s->slope * s->slope / 2.0)) : mean;
}

double sx_over_replicates(const double *x, size_t replicates, size_t stride, double *error)
{
    double mean = 0.0, square = 0.0;
    for (size_t r = 0; r < replicates; r++)
        mean += x[r * stride];
    mean /= (double)replicates;
    for (size_t r = 0; r < replicates; r++)
        square += (x[r * stride] - mean) * (x[r * stride] - mean);
    *error = sqrt(square / (double)(replicates * (replicates - 1)));
    return mean;
}

static void finish(const sampler *s, double *out)
{
    size_t wide = s->range->n_levels + 1;
    double value[SX_LEVELS_MOST + 1], error[SX_LEVELS_MOST + 1];
    for (size_t i = 0; i < wide; i++)
        value[i] = sx_over_replicates(s->estimate + i, s->how->replicates, wide, &error[i]);
    sx_range_spread(s->range, s->measure, value, error, out + (s->measure == SX_REVENUE ? wide : 0));
}

static void sample_measure(sampler *s, double *out)
{
    size_t one = s->range->n_levels + 1;
    uint64_t seeds = s->how->seed;
    for (size_t r = 0; r < s->how->replicates; r++) {
        sx_splitmix(&seeds); /* every other one */
        draw_points(s, sx_splitmix(&seeds) | 1u);
        double mean = controlled_mean(s);
        summarise(s, s->draw, s->estimate + r * one);
        s->estimate[r * one + s->range->n_levels] = mean;
    }
    finish(s, out);
}

sx_status sx_range_sample(const sx_range *range, const sx_sampling *sampling, double *out)
{
    if (sampling->counts || sx_range_needs_walk(range))
        return sx_range_walked(range, sampling, out);
    size_t points = sampling->points;
    double *data = malloc((2 * points + sampling->replicates * (range->n_levels + 1)) * sizeof *data);
    if (!data)
        return SX_NOMEM;
    sampler s = {
        .range = range, .how = sampling, .draw = data, .control = data + points, .estimate = data + 2 * points};
    sx_status status = SX_OK;
    for (int measure = SX_PIPELINE; measure <= SX_REVENUE && status == SX_OK; measure++) {
        s.measure = (sx_measure)measure;
        status = prepare(&s);
        if (status == SX_OK)
            sample_measure(&s, out);
    }
    free(data);
    return status;
}
