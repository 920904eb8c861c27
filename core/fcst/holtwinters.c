#include "fcst/holtwinters.h"
#include "base/minimise.h"
#include <math.h>
#include <string.h>

/* Above it the search keeps the initial states and profiles them out only between two rounds. */
enum { LONG_SEASON = 24 };

typedef struct task {
    const double *y, *start;
    size_t n, m, unknowns;
    sx_trend trend;
    double origin, drift, total;
    double first_level, first_slope, *first_season; /* initial states of the last profile */
    double *season, *error, *r_level, *r_slope, *r_season, *normal, *right;
    sx_holtwinters *fit;
} task;

typedef struct point {
    double alpha, beta, gamma, phi;
} point;

size_t sx_holtwinters_work(size_t n, size_t m)
{
    return 2 * m + 4 * n + (m + 2) * (m + 2) + (m + 2);
}

static point read_point(const task *k, const double *x)
{
    point p = {x[0], 0.0, x[1] * (1.0 - x[0]), 1.0};
    if (k->trend != SX_TREND_NONE)
        p.beta = x[0] * x[2];
    if (k->trend == SX_TREND_DAMPED)
        p.phi = x[3];
    return p;
}

/* Runs the recursion from level, slope and k->season (overwritten); y NULL: data of zeros. Leaves the errors. */
static void run(const task *k, const point *p, const double *y, double *level, double *slope, double *error)
{
    double l = *level, b = *slope, *season = k->season;
    size_t place = 0, m = k->m;
    for (size_t t = 0; t < k->n; t++) {
        double base = l + p->phi * b, e = (y ? y[t] : 0.0) - base - season[place];
        l = base + p->alpha * e;
        b = p->phi * b + p->beta * e;
        season[place] += p->gamma * e;
        place = place + 1 == m ? 0 : place + 1;
        error[t] = e;
    }
    *level = l;
    *slope = b;
}

static double dot(const double *a, const double *b, size_t n)
{
    double s0 = 0.0, s1 = 0.0, s2 = 0.0, s3 = 0.0;
    size_t t = 0;
    for (; t + 4 <= n; t += 4) {
        s0 += a[t] * b[t];
        s1 += a[t + 1] * b[t + 1];
        s2 += a[t + 2] * b[t + 2];
        s3 += a[t + 3] * b[t + 3];
    }
    for (; t < n; t++)
        s0 += a[t] * b[t];
    return (s0 + s1) + (s2 + s3);
}

/* Errors when the data are zero and one initial state is one. */
static void respond(const task *k, const point *p, double level, double slope, double first, double *response)
{
    memset(k->season, 0, k->m * sizeof(double));
    k->season[0] = first;
    run(k, p, NULL, &level, &slope, response);
}

/* Normal equations for the corrections of (season 0..m-1, level, slope), with a small ridge on the season: level and
 * season are known only together. The error falls by -response times the correction. */
static void normal_equations(const task *k, const point *p)
{
    size_t n = k->n, m = k->m, u = k->unknowns;
    double *g = k->normal, *q = k->r_season;
    respond(k, p, 0.0, 0.0, 1.0, q);
    for (size_t j = 0; j < m; j++)
        g[j * u] = dot(q + j, q, n - j);
    for (size_t i = 0; i + 1 < m; i++)
        for (size_t j = i; j + 1 < m; j++)
            g[(j + 1) * u + i + 1] = g[j * u + i] - q[n - 1 - i] * q[n - 1 - j];
    for (size_t j = 0; j < m; j++)
        k->right[j] = -dot(k->error + j, q, n - j);
    for (size_t s = m; s < u; s++) {
        double *r = s == m ? k->r_level : k->r_slope;
        respond(k, p, s == m ? 1.0 : 0.0, s == m ? 0.0 : 1.0, 0.0, r);
        for (size_t j = 0; j < m; j++)
            g[s * u + j] = dot(r + j, q, n - j);
        g[s * u + m] = dot(r, k->r_level, n);
        g[s * u + s] = dot(r, r, n);
        k->right[s] = -dot(k->error, r, n);
    }
    double ridge = 1e-3 * g[0];
    for (size_t j = 0; j < m; j++)
        g[j * u + j] += ridge;
}

/* Solves the normal equations (lower triangle given) by Cholesky; a pivot that is nearly nothing drops its unknown. */
static void solve(double *g, double *x, size_t u)
{
    for (size_t i = 0; i < u; i++) {
        double whole = g[i * u + i];
        for (size_t j = 0; j < i; j++) {
            double sum = g[i * u + j] - dot(g + i * u, g + j * u, j);
            g[i * u + j] = g[j * u + j] > 0.0 ? sum / g[j * u + j] : 0.0;
        }
        double pivot = whole - dot(g + i * u, g + i * u, i);
        g[i * u + i] = pivot > 1e-10 * whole ? sqrt(pivot) : 0.0;
        x[i] = g[i * u + i] > 0.0 ? (x[i] - dot(g + i * u, x, i)) / g[i * u + i] : 0.0;
    }
    for (size_t i = u; i-- > 0;) {
        for (size_t j = i + 1; j < u; j++)
            x[i] -= g[j * u + i] * x[j];
        x[i] = g[i * u + i] > 0.0 ? x[i] / g[i * u + i] : 0.0;
    }
}

/* With the initial states of the last profile. */
static double rough_criterion(const double *x, void *data)
{
    const task *k = data;
    point p = read_point(k, x);
    double level = k->first_level, slope = k->first_slope;
    memcpy(k->season, k->first_season, k->m * sizeof(double));
    run(k, &p, k->y, &level, &slope, k->error);
    return (double)k->n * log(fmax(dot(k->error, k->error, k->n), 1e-24 * k->total));
}

static double criterion(const double *x, void *data)
{
    task *k = data;
    point p = read_point(k, x);
    size_t m = k->m;
    double level = k->origin, slope = k->drift;
    memcpy(k->season, k->start, m * sizeof(double));
    run(k, &p, k->y, &level, &slope, k->error);
    normal_equations(k, &p);
    solve(k->normal, k->right, k->unknowns);
    level = k->origin + k->right[m];
    slope = k->unknowns > m + 1 ? k->drift + k->right[m + 1] : 0.0;
    for (size_t j = 0; j < m; j++)
        k->first_season[j] = k->season[j] = k->start[j] + k->right[j];
    k->first_level = level;
    k->first_slope = slope;
    run(k, &p, k->y, &level, &slope, k->error);
    sx_holtwinters *fit = k->fit;
    fit->alpha = p.alpha;
    fit->beta = p.beta;
    fit->gamma = p.gamma;
    fit->phi = p.phi;
    fit->level = level;
    fit->slope = slope;
    fit->squares = dot(k->error, k->error, k->n);
    return (double)k->n * log(fmax(fit->squares, 1e-24 * k->total));
}

bool sx_holtwinters_fit(const double *y, size_t n, size_t m, sx_trend trend, const double *start, sx_holtwinters *fit,
                        double *work)
{
    static const double low[4] = {1e-4, 1e-4, 1e-4, 0.8}, high[4] = {0.9999, 0.9999, 0.9999, 0.98};
    double size = (double)n, states = (double)m + (trend == SX_TREND_NONE ? 0.0 : 1.0);
    size_t unknowns = trend == SX_TREND_NONE ? 2 : trend == SX_TREND_ADDITIVE ? 3 : 4;
    double count = states + (double)unknowns + 1.0;
    if (!(size - count - 1.0 > 0.0))
        return false;
    double first = 0.0, second = 0.0, total = 0.0;
    for (size_t t = 0; t < m; t++) {
        first += y[t] / (double)m;
        second += y[t + m] / (double)m;
    }
    for (size_t t = 0; t < n; t++)
        total += y[t] * y[t];
    double drift = trend == SX_TREND_NONE ? 0.0 : (second - first) / (double)m;
    task k = {.y = y, .start = start, .n = n, .m = m, .trend = trend, .drift = drift, .total = total, .fit = fit};
    k.unknowns = m + (trend == SX_TREND_NONE ? 1 : 2);
    k.origin = first - drift * 0.5 * (double)(m + 1);
    k.season = work;
    k.first_season = k.season + m;
    k.error = k.first_season + m;
    k.r_level = k.error + n;
    k.r_slope = k.r_level + n;
    k.r_season = k.r_slope + n;
    k.normal = k.r_season + n;
    k.right = k.normal + (m + 2) * (m + 2);
    double x[4] = {0.3, 0.1, 0.05, 0.95};
    for (int round = 0; round < 2 && m > LONG_SEASON; round++) {
        criterion(x, &k);
        sx_minimise(rough_criterion, &k, unknowns, x, low, high, round ? 0.05 : 0.2, 5e-3, 25 * unknowns);
    }
    if (m <= LONG_SEASON)
        sx_minimise(criterion, &k, unknowns, x, low, high, 0.2, 5e-3, 25 * unknowns);
    double best = criterion(x, &k);
    if (!isfinite(best))
        return false;
    fit->trend = trend;
    fit->aicc = best + 2.0 * count + 2.0 * count * (count + 1.0) / (size - count - 1.0);
    memcpy(fit->season, k.season, m * sizeof(double));
    return true;
}

void sx_holtwinters_path(const sx_holtwinters *fit, size_t n, size_t m, size_t horizon, double *path)
{
    double damped = 0.0, power = 1.0;
    for (size_t h = 0; h < horizon; h++) {
        power *= fit->phi;
        damped += power;
        path[h] = fit->level + damped * fit->slope + fit->season[(n + h) % m];
    }
}
