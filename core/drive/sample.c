#include "drive/sample.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/distribution.h"
#include "base/linear.h"
#include "base/statistics.h"
#include "drive/copula.h"

/* One measure's sampling under way. */
typedef struct sampler {
    const sx_range *range;
    const sx_sampling *how;
    sx_measure measure;
    size_t n, active[SX_DRIVERS_MOST]; /* its factors that are not fixed */
    double factor[SX_DRIVERS_MOST * SX_DRIVERS_MOST];
    double *draw;     /* points: the product of its drivers */
    double *count;    /* points, with counts: opportunities or won, in all; used up */
    double *value;    /* points, with counts: of each of them */
    double *within;   /* points, with counts: what has come so far */
    double *control;  /* points, without: a lognormal near to the product */
    double slope;     /* sigma of the control */
    double *estimate; /* replicates x rows x (levels and mean); one row where rows only differ in scale */
} sampler;

static void summarise(const sampler *s, double *x, double *to)
{
    sx_summarise(x, s->how->points, s->range->levels, s->range->n_levels, to);
}

/* The slope of ln of one driver in its score, over two of them; exact for a lognormal. */
static double effect(const sx_marginal *m, bool is_cost)
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
    for (size_t i = 0; i < s->n; i++) {
        const double *r = range->correlation ? range->correlation + s->active[i] * range->model->n : NULL;
        g[i] = effect(&range->marginal[s->active[i]], s->active[i] == 0);
        for (size_t j = 0; j < s->n; j++)
            l[i * s->n + j] = i == j ? 1.0 : r ? r[s->active[j]] : 0.0;
    }
    sx_status status = sx_cholesky(l, s->n);
    if (status != SX_OK)
        return status;
    sx_turn_factor(l, s->n, g, 1, s->factor, work);
    s->slope = 0.0;
    for (size_t i = 0; i < s->n; i++)
        s->slope += g[i] * s->factor[i * s->n];
    return status;
}

/* One uniform from the stream, strictly between 0 and 1. */
static double uniform(uint64_t *stream)
{
    return ((double)(sx_splitmix(stream) >> 11) + 0.5) * 0x1p-53;
}

/* The count of one draw; u decides the last step. */
static double draw_count(const sampler *s, const double *level, double u, uint64_t *stream)
{
    size_t n = s->range->model->n, last = s->measure == SX_REVENUE ? n - 2 : sx_opportunity_stage(n);
    double first = s->range->spend / level[0], pass = 1.0;
    double whole = floor(first) + (uniform(stream) < first - floor(first) ? 1.0 : 0.0);
    for (size_t k = 1; k <= last; k++) /* binomial after binomial is binomial */
        pass *= level[k];
    return sx_binomial_quantile(whole, pass, u);
}

static void draw_points(sampler *s, uint64_t seed, uint64_t *stream)
{
    const sx_range *range = s->range;
    size_t n = range->model->n, n_active = s->n, extra = s->how->counts && n_active < SX_SOBOL_DIMENSIONS;
    double point[SX_SOBOL_DIMENSIONS], level[SX_DRIVERS_MOST];
    sx_sobol sobol;
    sx_sobol_start(&sobol, n_active + extra ? n_active + extra : 1, seed);
    for (size_t k = 0; k < n; k++)
        level[k] = range->marginal[k].likely;
    for (size_t i = 0; i < s->how->points; i++) {
        sx_sobol_next(&sobol, point);
        double chance = extra ? point[n_active] : 0.0;
        for (size_t j = 0; j < n_active; j++)
            point[j] = sx_normal_quantile(point[j]);
        for (size_t j = 0; j < n_active; j++) {
            double score = 0.0;
            for (size_t m = 0; m < n_active; m++)
                score += s->factor[j * n_active + m] * point[m];
            level[s->active[j]] = sx_marginal_draw(&range->marginal[s->active[j]], score);
        }
        double product = 1.0 / level[0];
        for (size_t k = 1; k < n; k++)
            product *= sx_range_has(range, s->measure, k) ? level[k] : 1.0;
        s->draw[i] = product;
        s->control[i] = n_active ? exp(s->slope * point[0]) : 1.0;
        if (s->how->counts) {
            s->count[i] = draw_count(s, level, extra ? chance : uniform(stream), stream);
            s->value[i] = level[n - 1];
        }
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

/* Splits each draw's count over the periods and beyond, one after the other: the multinomial by conditional binomials
 * (Davis 1993). */
static void summarise_counts(sampler *s, uint64_t *stream, double *to)
{
    const double *shares = sx_range_shares(s->range, s->measure);
    size_t points = s->how->points, periods = s->range->periods, wide = s->range->n_levels + 1;
    double rest = sx_sum(shares, periods + 1);
    for (size_t i = 0; i < points; i++)
        s->draw[i] = s->count[i] * s->value[i];
    summarise(s, s->draw, to + (periods + 2) * wide);
    memset(s->within, 0, points * sizeof(double));
    for (size_t t = 0; t < periods; t++) {
        double share = rest > 0.0 ? fmin(shares[t] / rest, 1.0) : 0.0;
        sx_binomial chance = sx_binomial_of(share);
        rest -= shares[t];
        for (size_t i = 0; i < points; i++) {
            double count =
                share > 0.0 && s->count[i] > 0.0 ? sx_binomial_at(&chance, s->count[i], uniform(stream)) : 0.0;
            s->count[i] -= count;
            s->draw[i] = count * s->value[i];
            s->within[i] += s->draw[i];
        }
        summarise(s, s->draw, to + t * wide);
    }
    for (size_t i = 0; i < points; i++)
        s->draw[i] = s->count[i] * s->value[i];
    summarise(s, s->draw, to + (periods + 1) * wide);
    summarise(s, s->within, to + periods * wide);
}

/* Mean and standard error over the replicates of one number. */
static double over_replicates(const double *x, size_t replicates, size_t stride, double *error)
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
    size_t wide = s->range->n_levels + 1, rows = s->how->counts ? sx_range_rows(s->range) : 1;
    double value[SX_LEVELS_MOST + 1], error[SX_LEVELS_MOST + 1];
    out += s->measure == SX_REVENUE ? wide : 0;
    for (size_t row = 0; row < rows; row++) {
        for (size_t i = 0; i < wide; i++)
            value[i] = over_replicates(s->estimate + row * wide + i, s->how->replicates, rows * wide, &error[i]);
        if (s->how->counts) {
            memcpy(out + row * 4 * wide, value, wide * sizeof(double));
            memcpy(out + row * 4 * wide + 2 * wide, error, wide * sizeof(double));
        }
    }
    if (!s->how->counts)
        sx_range_spread(s->range, s->measure, value, error, out);
}

static void sample_measure(sampler *s, double *out)
{
    size_t one = (s->range->n_levels + 1) * (s->how->counts ? sx_range_rows(s->range) : 1);
    uint64_t seeds = s->how->seed;
    for (size_t r = 0; r < s->how->replicates; r++) {
        uint64_t stream = sx_splitmix(&seeds), seed = sx_splitmix(&seeds) | 1u;
        draw_points(s, seed, &stream);
        if (s->how->counts) {
            summarise_counts(s, &stream, s->estimate + r * one);
            continue;
        }
        double mean = controlled_mean(s);
        summarise(s, s->draw, s->estimate + r * one);
        s->estimate[r * one + s->range->n_levels] = mean;
    }
    finish(s, out);
}

sx_status sx_range_sample(const sx_range *range, const sx_sampling *sampling, double *out)
{
    size_t points = sampling->points, rows = sampling->counts ? sx_range_rows(range) : 1;
    double *data = malloc((5 * points + sampling->replicates * rows * (range->n_levels + 1)) * sizeof *data);
    if (!data)
        return SX_NOMEM;
    sampler s = {.range = range,
                 .how = sampling,
                 .draw = data,
                 .count = data + points,
                 .value = data + 2 * points,
                 .within = data + 3 * points,
                 .control = data + 4 * points,
                 .estimate = data + 5 * points};
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
