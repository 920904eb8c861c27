#include "plan/round.h"
#include <math.h>
#include <stdlib.h>

const double SX_MOST_MONEY = 90071992547409.92;

static double crumb(double cents)
{
    return 1e-6 + 4e-16 * fabs(cents);
}

double sx_cents_below(double money)
{
    double cents = money * 100.0;
    return floor(cents + crumb(cents));
}

double sx_cents_above(double money)
{
    double cents = money * 100.0;
    return ceil(cents - crumb(cents));
}

typedef struct fraction {
    double part;
    size_t index;
} fraction;

static int by_fraction(const void *a, const void *b)
{
    const fraction *x = a, *y = b;
    if (x->part != y->part)
        return x->part < y->part ? 1 : -1;
    return x->index < y->index ? -1 : x->index > y->index;
}

sx_status sx_largest_remainder(const double *ideal, const double *most, size_t n, double total, double *out)
{
    fraction *parts = malloc(n * sizeof *parts);
    if (!parts)
        return SX_NOMEM;
    double left = total;
    for (size_t i = 0; i < n; i++) {
        double whole = floor(ideal[i] + crumb(ideal[i]));
        out[i] = whole;
        left -= whole;
        parts[i] = (fraction){fmax(ideal[i] - whole, 0.0), i};
    }
    qsort(parts, n, sizeof *parts, by_fraction);
    /* One round is enough but for what rounding of very large ideals leaves. */
    for (size_t k = 0; left > 0.0 && k < 4 * n; k++) {
        size_t i = parts[k % n].index;
        if (most && out[i] + 1.0 > most[i])
            continue;
        out[i] += 1.0;
        left -= 1.0;
    }
    for (size_t k = 4 * n; left < 0.0 && k-- > 0;) {
        size_t i = parts[k % n].index;
        if (out[i] < 1.0)
            continue;
        out[i] -= 1.0;
        left += 1.0;
    }
    free(parts);
    return SX_OK;
}

/* One group's total, in cents, shared out among its channels and groups. */
static sx_status round_group(const sx_plan_problem *p, size_t g, const double *x, const double *sums, double total,
                             double *cents, double *work)
{
    size_t n = 0;
    double *ideal = work, *most = work + p->n + p->n_groups, *out = most + p->n + p->n_groups;
    for (size_t i = 0; i < p->n; i++)
        if (p->group[i] == g) {
            ideal[n] = x[i] * 100.0;
            most[n++] = x[i] > 0.0 ? sx_cents_below(sx_domain_most(&p->domains[i])) : 0.0;
        }
    for (size_t c = g + 1; c < p->n_groups; c++)
        if (p->groups[c].parent == g) {
            ideal[n] = sums[c] * 100.0;
            most[n++] = sx_cents_below(p->groups[c].high);
        }
    if (n == 0)
        return SX_OK;
    sx_status status = sx_largest_remainder(ideal, most, n, total, out);
    n = 0;
    for (size_t i = 0; i < p->n && status == SX_OK; i++)
        if (p->group[i] == g)
            cents[i] = out[n++];
    for (size_t c = g + 1; c < p->n_groups && status == SX_OK; c++)
        if (p->groups[c].parent == g)
            cents[p->n + c] = out[n++];
    return status;
}

sx_status sx_plan_round(const sx_plan_problem *p, double *x)
{
    size_t items = p->n + p->n_groups;
    double *cents = calloc(5 * items, sizeof *cents);
    if (!cents)
        return SX_NOMEM;
    double *sums = cents + items, *work = sums + items;
    for (size_t i = 0; i < p->n; i++)
        sums[p->group[i]] += x[i];
    for (size_t g = p->n_groups; g-- > 1;)
        sums[p->groups[g].parent] += sums[g];
    sx_status status = SX_OK;
    for (size_t g = 0; g < p->n_groups && status == SX_OK; g++) {
        /* A sum of many spends may miss its whole cent by more than one spend does. */
        double total = g ? cents[p->n + g] : floor(sums[0] * 100.0 + 1e-3 + 1e-13 * sums[0]);
        status = round_group(p, g, x, sums, total, cents, work);
    }
    for (size_t i = 0; i < p->n && status == SX_OK; i++)
        x[i] = cents[i] / 100.0;
    free(cents);
    return status;
}
