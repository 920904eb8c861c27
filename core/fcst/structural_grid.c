#include "fcst/structural_grid.h"
#include "base/linear.h"
#include <math.h>
#include <string.h>

/* In variances of the noise; of the slope the last one alone, the others in those of the walk over a season. */
static const double walks[SX_GRID_WALKS] = {0.003, 0.03, 0.1, 0.3, 1.0, 3.0},
                    slopes[SX_GRID_SLOPES] = {0.0, 0.02, 0.2, 30.0},
                    influences[SX_GRID_INFLUENCES] = {0.0, 0.05, 0.5, 3.0};
static const struct {
    double variance;
    size_t shape;
} seasons[SX_GRID_SEASONS] = {{0.0, 0}, {0.1, 0},  {0.5, 0},   {2.0, 0}, {8.0, 0}, {40.0, 0}, {400.0, 0}, {0.3, 1},
                              {3.0, 1}, {30.0, 1}, {300.0, 1}, {0.3, 2}, {3.0, 2}, {30.0, 2}, {300.0, 2}};
enum { STEADY = 3 }; /* of the slopes: a trend without a walk is as good as none in the others */
static const double steady_prior = -1.2039728043259361; /* log 0.3: seldom, and it carries far */
static const double least_weight = 0.01;                /* of a point, in that of the best: others are left out */

double sx_grid_x(const sx_grid *p, size_t t)
{
    return ((double)t - (double)(p->n - 1)) / p->per_season;
}

double sx_grid_influence(const sx_grid *p, size_t t, size_t j)
{
    return (p->columns[t * p->q + j] - p->mean[j]) / p->scale[j];
}

static void fill_row(const sx_grid *p, size_t t, double *row)
{
    memset(row, 0, p->m * sizeof(double));
    if (p->m > 1)
        row[t % p->m] = 1.0;
    row[p->m] = sx_grid_x(p, t);
    for (size_t j = 0; j < p->q; j++)
        row[p->m + 1 + j] = sx_grid_influence(p, t, j);
    row[p->all - 1] = t < p->n ? p->u[t] : 0.0;
}

/* The local level filter with a diffuse first level, over all columns at once; innovations' products over F. */
static void filter(sx_grid *p, double walk)
{
    size_t k = p->all;
    bool begun = false;
    double variance = 0.0;
    memset(p->gram, 0, k * k * sizeof(double));
    p->log_f = p->known = 0.0;
    for (size_t t = p->first; t < p->n; t++) {
        variance += begun ? walk : 0.0;
        if (isnan(p->u[t]))
            continue;
        p->known += 1.0;
        if (!begun) {
            fill_row(p, t, p->end);
            variance = 1.0;
            begun = true;
            continue;
        }
        double f = variance + 1.0, gain = variance / f;
        fill_row(p, t, p->gap);
        for (size_t i = 0; i < k; i++)
            p->gap[i] -= p->end[i];
        for (size_t i = 0; i < k; i++) {
            double over = p->gap[i] / f, *row = p->gram + i * k;
            for (size_t j = i; j < k; j++)
                row[j] += over * p->gap[j];
            p->end[i] += gain * p->gap[i];
        }
        variance = gain;
        p->log_f += log(f);
    }
    p->variance = variance;
}

void sx_grid_lower(const double *factor, size_t n, double *x, size_t stride)
{
    for (size_t i = 0; i < n; i++) {
        /* NOLINTNEXTLINE(clang-analyzer-core.uninitialized.Assign): x has n values by the header */
        double sum = x[i * stride];
        for (size_t j = 0; j < i; j++)
            sum -= factor[i * n + j] * x[j * stride];
        x[i * stride] = sum / factor[i * n + i];
    }
}

void sx_grid_upper(const double *factor, size_t n, double *x)
{
    for (size_t i = n; i-- > 0;) {
        double sum = x[i];
        for (size_t j = i + 1; j < n; j++)
            sum -= factor[j * n + i] * x[j];
        x[i] = sum / factor[i * n + i];
    }
}

/* Takes the season's part out of the equations for one variance of it. Returns the log-determinant. */
static double take_season(sx_grid *p, double season, size_t shape)
{
    size_t m = p->m, k = p->all, wide = p->few + 1;
    const double *inverse = p->inverse + shape * m;
    double log_determinant = (double)m * log(season) + p->log_shape[shape];
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < m; j++)
            p->factor[i * m + j] =
                (i <= j ? p->gram[i * k + j] : p->gram[j * k + i]) + inverse[i < j ? j - i : i - j] / season;
        for (size_t j = 0; j < wide; j++)
            p->cross[i * wide + j] = p->gram[i * k + m + j];
    }
    sx_cholesky(p->factor, m); /* positive definite: a Gram matrix and a positive diagonal */
    for (size_t i = 0; i < m; i++)
        log_determinant += 2.0 * log(p->factor[i * m + i]);
    for (size_t j = 0; j < wide; j++)
        sx_grid_lower(p->factor, m, p->cross + j, wide);
    return log_determinant;
}

/* The rest of the equations, after take_season where the season has a variance (determinant: its log). */
static void solve_point(const sx_grid *p, double determinant, sx_grid_point *at)
{
    size_t m = p->m, k = p->all, wide = p->few + 1, last = p->few;
    double right[SX_GRID_FEW], rest = p->gram[k * k - 1], degrees = p->known - 1.0;
    at->n_used = 0;
    for (size_t i = 0; i < p->few; i++)
        if ((i ? at->influence : at->slope) > 0.0)
            at->used[at->n_used++] = i;
    for (size_t i = 0; i < at->n_used; i++) {
        for (size_t j = 0; j <= i; j++) {
            size_t low = at->used[j], high = at->used[i];
            double sum = p->gram[(m + low) * k + m + high];
            for (size_t s = 0; s < m && at->season > 0.0; s++)
                sum -= p->cross[s * wide + low] * p->cross[s * wide + high];
            at->factor[i * at->n_used + j] = at->factor[j * at->n_used + i] = sum;
        }
        double size = at->used[i] ? at->influence : at->slope;
        at->factor[i * at->n_used + i] += 1.0 / size;
        determinant += log(size);
        right[i] = p->gram[(m + at->used[i]) * k + k - 1];
        for (size_t s = 0; s < m && at->season > 0.0; s++)
            right[i] -= p->cross[s * wide + at->used[i]] * p->cross[s * wide + last];
    }
    for (size_t s = 0; s < m && at->season > 0.0; s++)
        rest -= p->cross[s * wide + last] * p->cross[s * wide + last];
    if (at->n_used)
        sx_cholesky(at->factor, at->n_used);
    sx_grid_lower(at->factor, at->n_used, right, 1);
    for (size_t i = 0; i < at->n_used; i++) {
        rest -= right[i] * right[i];
        determinant += 2.0 * log(at->factor[i * at->n_used + i]);
    }
    sx_grid_upper(at->factor, at->n_used, right);
    memset(at->solution, 0, sizeof at->solution);
    for (size_t i = 0; i < at->n_used; i++)
        at->solution[at->used[i]] = right[i];
    at->noise = fmax(rest, 1e-12 * p->gram[k * k - 1]) / degrees;
    at->likelihood = -0.5 * (degrees * log(at->noise) + p->log_f + determinant);
}

double sx_grid_walk(sx_grid *p, double best, sx_structural *fit, sx_grid_tell *tell)
{
    double total = 0.0;
    size_t i = 0, n_slopes = SX_GRID_SLOPES, n_seasons = p->m > 1 ? SX_GRID_SEASONS : 1,
           n_influences = p->q ? SX_GRID_INFLUENCES : 1;
    for (size_t w = 0; w < SX_GRID_WALKS; w++) {
        bool filtered = false;
        for (size_t s = 0; s < n_seasons; s++) {
            bool taken = false;
            double determinant = 0.0;
            for (size_t c = 0; c < n_slopes * n_influences; c++, i++) {
                if (tell && p->likelihood[i] < best + log(least_weight))
                    continue;
                if (!filtered)
                    filter(p, walks[w]);
                if (!taken && seasons[s].variance > 0.0)
                    determinant = take_season(p, seasons[s].variance, seasons[s].shape);
                filtered = taken = true;
                size_t slope = c % n_slopes;
                sx_grid_point at = {.walk = walks[w],
                                    .season = seasons[s].variance,
                                    .slope = slopes[slope] * (slope == STEADY ? 1.0 : walks[w] * (double)p->m),
                                    .influence = influences[c / n_slopes]};
                solve_point(p, determinant, &at);
                at.likelihood += slope == STEADY ? steady_prior : 0.0;
                double weight = tell ? exp(p->likelihood[i] - best) : 0.0;
                total += weight;
                if (tell)
                    tell(p, &at, weight, fit);
                else
                    p->likelihood[i] = at.likelihood;
            }
        }
    }
    return total;
}

/* Indices of variance 1 that go together around the year, as those of a walk do that comes back to where it began
 * (shape 1), or of a walk of such steps (shape 2): their covariance is a circulant, with eigenvalues 1 / (few + 2 - 2
 * cos (2 pi k / m)) and the square of that. Two seasons of indices that know nothing of each other cannot be told from
 * a walk when the season is smooth: each costs as much likelihood the first time as it saves the second. The mean of
 * the indices is the level's in all shapes. */
static void shape_season(sx_grid *p, size_t shape)
{
    size_t m = p->m;
    double *inverse = p->inverse + shape * m, turn = 6.283185307179586 / (double)m, few = 0.03, total = 0.0;
    p->log_shape[shape] = 0.0;
    memset(inverse, 0, m * sizeof(double));
    for (size_t k = 1; k < m; k++)
        total += pow(few + 2.0 - 2.0 * cos(turn * (double)k), -(double)shape) / (double)(m - 1);
    for (size_t k = 0; k < m; k++) {
        double value = k ? pow(few + 2.0 - 2.0 * cos(turn * (double)k), -(double)shape) / total : 1.0;
        p->log_shape[shape] += log(value);
        for (size_t i = 0; i < m; i++)
            inverse[i] += cos(turn * (double)(i * k % m)) / value / (double)m;
    }
}

void sx_grid_set_up(sx_grid *p, double *work)
{
    size_t m = p->m;
    p->q = p->columns ? p->q : 0;
    p->few = 1 + p->q;
    p->all = m + p->few + 1;
    p->per_season = (double)(m > 4 ? m : 4);
    size_t keep = SX_STRUCTURAL_SEASONS * m > SX_STRUCTURAL_VALUES ? SX_STRUCTURAL_SEASONS * m : SX_STRUCTURAL_VALUES;
    p->first = p->n > keep ? p->n - keep : 0;
    p->mean = work;
    p->scale = p->mean + SX_STRUCTURAL_INFLUENCES;
    p->gram = p->scale + SX_STRUCTURAL_INFLUENCES;
    p->end = p->gram + p->all * p->all;
    p->gap = p->end + p->all;
    p->inverse = p->gap + p->all;
    for (size_t i = 0; i < SX_GRID_SHAPES; i++)
        shape_season(p, i);
    p->factor = p->inverse + SX_GRID_SHAPES * m;
    p->cross = p->factor + m * m;
    p->phase = p->cross + m * (p->few + 1);
    for (size_t j = 0; j < p->q; j++) {
        double sum = 0.0, squares = 0.0, count = (double)(p->n - p->first);
        for (size_t t = p->first; t < p->n; t++)
            sum += p->columns[t * p->q + j];
        p->mean[j] = sum / count;
        for (size_t t = p->first; t < p->n; t++) {
            double away = p->columns[t * p->q + j] - p->mean[j];
            squares += away * away;
        }
        p->scale[j] = squares > 0.0 ? sqrt(squares / count) : 1.0;
    }
}

/* The best point, and the best of those without a season and without influences. */
double sx_grid_best(const sx_grid *p, sx_structural *fit)
{
    size_t i = 0, n_seasons = p->m > 1 ? SX_GRID_SEASONS : 1, n_influences = p->q ? SX_GRID_INFLUENCES : 1;
    double best = -INFINITY, plain = -INFINITY, bare = -INFINITY, rough = -INFINITY;
    for (size_t w = 0; w < SX_GRID_WALKS; w++)
        for (size_t s = 0; s < n_seasons; s++)
            for (size_t r = 0; r < n_influences; r++)
                for (size_t c = 0; c < SX_GRID_SLOPES; c++, i++) {
                    double now = p->likelihood[i];
                    plain = s == 0 ? fmax(plain, now) : plain;
                    bare = r == 0 ? fmax(bare, now) : bare;
                    rough = seasons[s].shape == 0 ? fmax(rough, now) : rough;
                    if (now > best) {
                        best = now;
                        fit->walk = walks[w];
                        fit->season = seasons[s].variance;
                        fit->slope = slopes[c];
                        fit->influence = influences[r];
                    }
                }
    fit->season_gain = best - plain;
    fit->rough_gain = rough - plain;
    fit->influence_gain = best - bare;
    return best;
}
