#include "fcst/structural_grid.h"
#include <assert.h>
#include <math.h>
#include <string.h>

/* The season's indices, given slope and influences; the level's part in them is taken off by the caller. */
static void indices(const sx_grid *p, const sx_grid_point *at, double *index)
{
    size_t m = p->m, wide = p->few + 1;
    for (size_t s = 0; s < m; s++) {
        index[s] = at->season > 0.0 ? p->cross[s * wide + p->few] : 0.0;
        for (size_t i = 0; i < p->few && at->season > 0.0; i++)
            index[s] -= p->cross[s * wide + i] * at->solution[i];
    }
    if (at->season > 0.0)
        sx_grid_upper(p->factor, m, index);
}

/* factor^-1 (phase - level) for every phase, a row each; the sums of their products tell how errors go together. */
static void phases(sx_grid *p, const sx_grid_point *at, double *own, double *shared)
{
    size_t m = p->m;
    double total = 0.0;
    *own = *shared = 0.0;
    memset(p->gap, 0, m * sizeof(double));
    for (size_t j = 0; j < m && at->season > 0.0; j++) {
        double *z = p->phase + j * m;
        for (size_t s = 0; s < m; s++)
            z[s] = (s == j ? 1.0 : 0.0) - p->end[s];
        sx_grid_lower(p->factor, m, z, 1);
        for (size_t s = 0; s < m; s++) {
            *own += z[s] * z[s] / (double)m;
            p->gap[s] += z[s];
        }
    }
    for (size_t s = 0; s < m; s++)
        total += p->gap[s] * p->gap[s];
    if (at->season > 0.0 && m > 1)
        *shared = (total / (double)m - *own) / (double)(m - 1);
}

/* What slope and influences are away from their part in the level, for a step of phase j; t = n + h. */
static double few_variance(const sx_grid *p, const sx_grid_point *at, size_t j, size_t t)
{
    size_t m = p->m, wide = p->few + 1;
    double distance[SX_GRID_FEW], sum = 0.0;
    for (size_t i = 0; i < at->n_used; i++) {
        size_t u = at->used[i];
        distance[i] = (u ? sx_grid_influence(p, t, u - 1) : sx_grid_x(p, t)) - p->end[m + u];
        for (size_t s = 0; s < m && at->season > 0.0; s++)
            distance[i] -= p->cross[s * wide + u] * p->phase[j * m + s];
    }
    sx_grid_lower(at->factor, at->n_used, distance, 1);
    for (size_t i = 0; i < at->n_used; i++)
        sum += distance[i] * distance[i];
    return sum;
}

static void add_errors(sx_grid *p, const sx_grid_point *at, double weight, double own, double shared,
                       sx_structural *fit)
{
    sx_structural_errors *e = &fit->errors;
    double scale = weight * at->noise, slope = 0.0, origin = 0.0;
    if (at->n_used && at->used[0] == 0) {
        double unit[SX_GRID_FEW] = {1.0};
        sx_grid_lower(at->factor, at->n_used, unit, 1);
        for (size_t i = 0; i < at->n_used; i++)
            slope += unit[i] * unit[i];
        origin = -p->end[p->m];
        for (size_t s = 0; s < p->m && at->season > 0.0; s++)
            origin -= p->cross[s * (p->few + 1)] * p->gap[s] / (double)p->m;
    }
    e->level += scale * (p->variance + shared + slope * origin * origin + at->walk);
    e->both += scale * slope * origin;
    e->slope += scale * slope;
    e->walk += scale * at->walk;
    e->season += scale * (own - shared);
    e->noise += scale;
}

static void add_influences(const sx_grid *p, const sx_grid_point *at, double weight, sx_structural *fit)
{
    for (size_t j = 0; j < p->q; j++) {
        double mean = at->solution[1 + j] / p->scale[j], variance = 0.0, unit[SX_GRID_FEW] = {0};
        for (size_t i = 0; i < at->n_used; i++)
            unit[i] = at->used[i] == 1 + j ? 1.0 : 0.0;
        sx_grid_lower(at->factor, at->n_used, unit, 1);
        for (size_t i = 0; i < at->n_used; i++)
            variance += unit[i] * unit[i];
        fit->coefficient[j] += weight * mean;
        fit->coefficient_deviation[j] += weight * (variance * at->noise / (p->scale[j] * p->scale[j]) + mean * mean);
    }
}

static void tell_point(sx_grid *p, const sx_grid_point *at, double weight, sx_structural *fit)
{
    size_t m = p->m, k = p->all;
    double own, shared, level = p->end[k - 1], *index = p->phase + m * m;
    assert(m > 0);
    indices(p, at, index);
    for (size_t s = 0; s < m; s++)
        level -= p->end[s] * index[s];
    for (size_t i = 0; i < p->few; i++)
        level -= p->end[m + i] * at->solution[i];
    phases(p, at, &own, &shared);
    for (size_t h = 0; h < p->horizon; h++) {
        size_t t = p->n + h, j = t % m;
        double mean = level + index[j] + sx_grid_x(p, t) * at->solution[0], variance = p->variance + 1.0;
        for (size_t i = 0; i < p->q; i++)
            mean += sx_grid_influence(p, t, i) * at->solution[1 + i];
        variance += at->walk * (double)(h + 1) + few_variance(p, at, j, t);
        for (size_t s = 0; s < m && at->season > 0.0; s++)
            variance += p->phase[j * m + s] * p->phase[j * m + s];
        fit->path[h] += weight * mean;
        fit->deviation[h] += weight * (at->noise * variance + mean * mean);
    }
    for (size_t s = 0; s < m; s++)
        fit->figure[s] += weight * index[s];
    fit->level += weight * level;
    fit->drift += weight * at->solution[0] / p->per_season;
    add_errors(p, at, weight, own, shared, fit);
    add_influences(p, at, weight, fit);
}

size_t sx_structural_work(size_t m, size_t n_columns)
{
    size_t few = 1 + n_columns, all = m + few + 1;
    return (size_t)2 * SX_STRUCTURAL_INFLUENCES + all * all + 2 * all + 2 * m * m + m * (few + 1) +
           (1 + SX_GRID_SHAPES) * m;
}

static void finish(const sx_grid *p, double total, sx_structural *fit)
{
    sx_structural_errors *e = &fit->errors;
    double *const each[] = {&e->level, &e->both, &e->slope, &e->walk, &e->season, &e->noise, &fit->level, &fit->drift};
    for (size_t i = 0; i < sizeof each / sizeof *each; i++)
        *each[i] /= total;
    fit->noise = sqrt(e->noise);
    for (size_t h = 0; h < p->horizon; h++) {
        fit->path[h] /= total;
        fit->deviation[h] = sqrt(fmax(fit->deviation[h] / total - fit->path[h] * fit->path[h], 0.0));
    }
    for (size_t s = 0; s < p->m; s++)
        fit->figure[s] /= total;
    for (size_t j = 0; j < p->q; j++) {
        double *mean = &fit->coefficient[j], *deviation = &fit->coefficient_deviation[j];
        *mean /= total;
        *deviation = sqrt(fmax(*deviation / total - *mean * *mean, 0.0));
    }
    for (size_t t = 0; t < p->n + p->horizon && p->q; t++) {
        fit->effect[t] = 0.0;
        for (size_t j = 0; j < p->q; j++)
            fit->effect[t] += fit->coefficient[j] * (p->columns[t * p->q + j] - p->mean[j]);
    }
}

/* Of log-likelihood: what bends smoothly fits a walk's chance bends too. On made series without a season (README.md).
 */
static const double SMOOTH = 2.0;

double sx_structural_season_gain(const double *u, size_t n, size_t m, double *work)
{
    sx_grid p = {.u = u, .n = n, .m = m};
    sx_structural fit;
    sx_grid_set_up(&p, work);
    sx_grid_walk(&p, 0.0, NULL, NULL);
    sx_grid_best(&p, &fit);
    return fmax(fit.rough_gain, fit.season_gain - SMOOTH);
}

bool sx_structural_fit(const double *u, size_t n, size_t m, size_t horizon, const double *columns, size_t n_columns,
                       sx_structural *fit, double *work)
{
    sx_grid p = {.u = u, .columns = columns, .n = n, .m = m, .q = n_columns, .horizon = horizon};
    sx_grid_set_up(&p, work);
    sx_grid_walk(&p, 0.0, NULL, NULL);
    if (!(p.gram[p.all * p.all - 1] > 0.0))
        return false;
    double best = sx_grid_best(&p, fit), total;
    fit->errors = (sx_structural_errors){0};
    fit->level = fit->drift = 0.0;
    memset(fit->path, 0, horizon * sizeof(double));
    memset(fit->deviation, 0, horizon * sizeof(double));
    memset(fit->figure, 0, m * sizeof(double));
    memset(fit->coefficient, 0, sizeof fit->coefficient);
    memset(fit->coefficient_deviation, 0, sizeof fit->coefficient_deviation);
    total = sx_grid_walk(&p, best, fit, tell_point);
    finish(&p, total, fit);
    return true;
}

double sx_structural_covariance(const sx_structural_errors *e, size_t m, size_t h, size_t k)
{
    double per_season = (double)(m > 4 ? m : 4), x = (double)(h + 1) / per_season, y = (double)(k + 1) / per_season;
    return e->level + e->both * (x + y) + e->slope * x * y + e->walk * (double)(h < k ? h : k) +
           (h % m == k % m ? e->season : 0.0) + (h == k ? e->noise : 0.0);
}
