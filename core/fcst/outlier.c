#include "fcst/outlier.h"
#include "fcst/prepare.h"
#include "fcst/structural.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct search {
    const double *u;
    size_t n, m;
    double *left, *adjusted, *usual, *figure, *work; /* left: u without those set aside (NaN) */
    double deviation;
} search;

/* The season without those set aside, and how far each value is from what is usual then. */
static void look(search *s)
{
    double path, deviation;
    sx_structural fit = {.path = &path, .deviation = &deviation, .figure = s->figure};
    memset(s->figure, 0, s->m * sizeof(double));
    if (s->m > 1)
        sx_structural_fit(s->left, s->n, s->m, 1, NULL, 0, &fit, s->work);
    for (size_t t = 0; t < s->n; t++)
        s->adjusted[t] = s->u[t] - s->figure[t % s->m];
    s->deviation = sx_usual_values(s->adjusted, s->n, s->usual, s->work);
}

static double away(const search *s, size_t t)
{
    return (s->adjusted[t] - s->usual[t]) / s->deviation;
}

enum { ROUNDS = 5 };

/* In rounds: those at least half as far away as the furthest, which spoils the season for the others. */
static void set_aside(search *s, double limit)
{
    for (int round = 0; round < ROUNDS && s->deviation > 0.0; round++) {
        double furthest = 0.0, deviation = s->deviation;
        for (size_t t = 0; t < s->n; t++)
            furthest = isnan(s->left[t]) ? furthest : fmax(furthest, fabs(away(s, t)));
        if (furthest <= limit)
            return;
        for (size_t t = 0; t < s->n; t++)
            if (fabs(s->adjusted[t] - s->usual[t]) > fmax(limit, 0.5 * furthest) * deviation)
                s->left[t] = (double)NAN;
        look(s);
    }
}

sx_status sx_find_outliers(const double *u, size_t n, size_t m, double limit, sx_outlier *found, size_t *n_found,
                           double *deviation)
{
    *n_found = 0;
    *deviation = 0.0;
    if (n < 7 || m > SX_STRUCTURAL_SEASON)
        return SX_OK;
    search s = {.u = u, .n = n, .m = m};
    double *block = malloc((5 * n + m + sx_structural_work(m, 0)) * sizeof *block);
    if (!block)
        return SX_NOMEM;
    s.left = block;
    s.adjusted = s.left + n;
    s.usual = s.adjusted + n;
    s.figure = s.usual + n;
    s.work = s.figure + m;
    memcpy(s.left, u, n * sizeof(double));
    look(&s);
    if (m > 1)
        set_aside(&s, limit);
    for (size_t t = 0; t < n && s.deviation > 0.0; t++)
        if (fabs(away(&s, t)) > limit)
            found[(*n_found)++] = (sx_outlier){t, s.usual[t] + s.figure[t % m], away(&s, t)};
    *deviation = s.deviation;
    free(block);
    return SX_OK;
}
