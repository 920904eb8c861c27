#include "test/precede.h"
#include <math.h>
#include <stdlib.h>
#include "base/distribution.h"
#include "test/whiten.h"

enum { BLOCKS = 5, PAIRS_LEAST = 12, FREEDOM_LEAST = 6 };

/* Two white series, NaN where they have no value. */
typedef struct pair {
    const double *u, *v;
    size_t n;
    double taken; /* what level, trend, season and past have taken of the degrees of freedom */
} pair;

/* Sums of a regression of v on u, lag periods earlier, over what counts. */
typedef struct sums {
    double n, u, v, uu, uv, vv;
} sums;

static double correlation(const sums *s)
{
    double uu = s->uu - s->u * s->u / s->n, vv = s->vv - s->v * s->v / s->n, uv = s->uv - s->u * s->v / s->n;
    return uu > 0.0 && vv > 0.0 ? fmax(-1.0, fmin(uv / sqrt(uu * vv), 1.0)) : 0.0;
}

static void add(sums *s, double u, double v)
{
    s->n += 1.0;
    s->u += u;
    s->v += v;
    s->uu += u * u;
    s->uv += u * v;
    s->vv += v * v;
}

/* Over all periods but those from .. to. */
static sums over(const pair *p, size_t lag, size_t from, size_t to)
{
    sums s = {0};
    for (size_t t = lag; t < p->n; t++)
        if ((t < from || t >= to) && !isnan(p->u[t - lag]) && !isnan(p->v[t]))
            add(&s, p->u[t - lag], p->v[t]);
    return s;
}

/* The lag with the strongest correlation outside from .. to. */
static size_t strongest(const pair *p, size_t most, size_t from, size_t to, sums *best)
{
    size_t lag = 1;
    double most_z = -1.0;
    for (size_t k = 1; k <= most; k++) {
        sums s = over(p, k, from, to);
        double z = s.n > 3.0 ? fabs(correlation(&s)) * sqrt(s.n) : -1.0;
        if (z > most_z) {
            most_z = z;
            lag = k;
            *best = s;
        }
    }
    return lag;
}

/* Each value becomes the normal quantile of its rank; equal ones share theirs. */
static sx_status score(double *x, size_t n)
{
    double *to = malloc(n * sizeof *to), known = 0.0;
    if (!to)
        return SX_NOMEM;
    for (size_t i = 0; i < n; i++)
        known += isnan(x[i]) ? 0.0 : 1.0;
    for (size_t i = 0; i < n; i++) {
        double rank = 0.5;
        for (size_t j = 0; j < n; j++)
            rank += x[j] < x[i] ? 1.0 : x[j] == x[i] ? 0.5 : 0.0;
        to[i] = isnan(x[i]) ? (double)NAN : sx_normal_quantile(rank / (known + 1.0));
    }
    for (size_t i = 0; i < n; i++)
        x[i] = to[i];
    free(to);
    return SX_OK;
}

/* Foretells every block from the others. */
static double out_of_sample(const pair *p, size_t most, double *pairs)
{
    sums told = {0};
    for (size_t b = 0; b < BLOCKS; b++) {
        size_t from = b * p->n / BLOCKS, to = (b + 1) * p->n / BLOCKS;
        sums s = {0};
        size_t lag = strongest(p, most, from, to, &s);
        double uu = s.uu - s.u * s.u / s.n, slope = uu > 0.0 ? (s.uv - s.u * s.v / s.n) / uu : 0.0;
        for (size_t t = from > lag ? from : lag; t < to; t++)
            if (!isnan(p->u[t - lag]) && !isnan(p->v[t]))
                add(&told, slope * p->u[t - lag], p->v[t]);
    }
    *pairs = told.n;
    return told.n > 3.0 ? correlation(&told) : 0.0;
}

/* Two-sided p of a correlation. */
static double chance_of(double r, double freedom)
{
    double t = fabs(r) * sqrt(freedom / fmax(1.0 - r * r, 1e-300));
    return 2.0 * sx_t_cdf(-t, freedom);
}

/* Fisher's z and back. */
static double to_z(double r)
{
    double inside = fmax(fmin(r, 0.999999), -0.999999);
    return 0.5 * (log1p(inside) - log1p(-inside));
}

static double from_z(double z)
{
    double e = expm1(-2.0 * fabs(z)), r = -e / (2.0 + e);
    return z < 0.0 ? -r : r;
}

static sx_status judge(const pair *p, size_t most, double level, sx_lead *out)
{
    sums best = {0}, same = over(p, 0, 0, 0);
    size_t lag = strongest(p, most, 0, 0, &best);
    double freedom = best.n - p->taken - 1.0;
    if (best.n < PAIRS_LEAST || freedom < FREEDOM_LEAST)
        return SX_NA;
    double r = correlation(&best), pairs, one = chance_of(r, freedom);
    double strength = out_of_sample(p, most, &pairs), reach = -sx_normal_quantile(0.5 * (1.0 - level));
    double sign = r < 0.0 ? -1.0 : 1.0, z = to_z(strength);
    double half = reach / sqrt(fmax(pairs - p->taken - 2.0, 1.0)), low = sign * from_z(z - half),
           high = sign * from_z(z + half);
    *out = (sx_lead){.lag = lag,
                     .pairs = (size_t)best.n,
                     .strength = sign * strength,
                     .low = fmin(low, high),
                     .high = fmax(low, high),
                     .p = -expm1((double)most * log1p(-fmin(one, 1.0 - 1e-16))),
                     .together = correlation(&same)};
    return SX_OK;
}

/* Logarithms where all is above zero and the largest is more than twice the smallest: growth and seasons that grow with
 * the level become straight. */
static void straighten(const double *x, size_t n, double *to)
{
    double least = HUGE_VAL, most = -HUGE_VAL;
    for (size_t i = 0; i < n; i++) {
        least = fmin(least, x[i]);
        most = fmax(most, x[i]);
    }
    for (size_t i = 0; i < n; i++)
        to[i] = least > 0.0 && most > 2.0 * least ? log(x[i]) : x[i];
}

sx_status sx_precede(const double *x, const double *y, size_t n, size_t most, size_t season, double level,
                     sx_lead *result)
{
    sx_season both[2];
    size_t past;
    double *u = malloc(4 * n * sizeof *u), freedom[2] = {0.0, 0.0};
    if (!u)
        return SX_NOMEM;
    double *v = u + n, *straight_x = v + n, *straight_y = straight_x + n;
    straighten(x, n, straight_x);
    straighten(y, n, straight_y);
    sx_status status = sx_season_found(straight_x, n, season, &both[0]);
    if (status == SX_OK)
        status = sx_season_found(straight_y, n, season, &both[1]);
    if (both[0].periods == both[1].periods && both[1].harmonics < both[0].harmonics)
        both[1].harmonics = both[0].harmonics;
    if (status == SX_OK)
        status = sx_whiten(straight_x, n, both, u, &past, &freedom[0]);
    if (status == SX_OK)
        status = sx_whiten(straight_y, n, both, v, &past, &freedom[1]);
    if (status == SX_OK)
        status = score(u, n);
    if (status == SX_OK)
        status = score(v, n);
    const pair p = {u, v, n, (double)n - fmin(freedom[0], freedom[1])};
    if (status == SX_OK)
        status = judge(&p, most, level, result);
    free(u);
    return status;
}
