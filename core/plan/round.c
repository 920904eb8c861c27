#include "plan/round.h"
#include <math.h>
#include <stdlib.h>
#include "base/money.h"

static double crumb(double cents)
{
    return 1e-6 + fmin(4e-16 * fabs(cents), 0.05);
}

double sx_cents_below(double money)
{
    int64_t whole;
    double cents = money * 100.0;
    return sx_is_cents(money, &whole) ? (double)whole : floor(cents + crumb(cents));
}

double sx_cents_above(double money)
{
    int64_t whole;
    double cents = money * 100.0;
    return sx_is_cents(money, &whole) ? (double)whole : ceil(cents - crumb(cents));
}

int sx_by_part(const void *a, const void *b)
{
    const sx_claim *x = a, *y = b;
    if (x->part != y->part)
        return x->part < y->part ? 1 : -1;
    return x->index < y->index ? -1 : x->index > y->index;
}

sx_status sx_largest_remainder(const double *ideal, const double *most, size_t n, double total, double *out)
{
    sx_claim *parts = malloc(n * sizeof *parts);
    if (!parts)
        return SX_NOMEM;
    double left = total;
    for (size_t i = 0; i < n; i++) {
        double whole = floor(ideal[i] + crumb(ideal[i]));
        out[i] = whole;
        left -= whole;
        parts[i] = (sx_claim){fmax(ideal[i] - whole, 0.0), i};
    }
    qsort(parts, n, sizeof *parts, sx_by_part);
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
static sx_status round_group(const sx_allocation_problem *p, size_t g, const double *x, const double *sums,
                             double total, double *cents, double *work)
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

sx_status sx_allocation_round(const sx_allocation_problem *p, double *x)
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
        /* A sum of many spends may miss its whole cent by more than one spend does, but never beyond what there is. */
        double total = g ? cents[p->n + g]
                         : fmin(floor(sums[0] * 100.0 + 1e-3 + 1e-13 * sums[0]), sx_cents_below(p->groups[0].high));
        status = round_group(p, g, x, sums, total, cents, work);
    }
    for (size_t i = 0; i < p->n && status == SX_OK; i++)
        x[i] = cents[i] / 100.0;
    free(cents);
    return status;
}

typedef struct exchange {
    const sx_allocation_problem *problem;
    double *x, *sums;    /* sums: of a group */
    double *gain, *loss; /* of a cent more, a cent less; -infinity, infinity where the channel's bounds forbid it */
} exchange;

static double moved(double x, double cents)
{
    return (round(x * 100.0) + cents) / 100.0;
}

static void weigh_cent(exchange *e, size_t i)
{
    const sx_domain *domain = &e->problem->domains[i];
    const sx_curve *curve = &e->problem->curves[i];
    double value = sx_curve_value(curve, e->x[i]), more = moved(e->x[i], 1.0), less = moved(e->x[i], -1.0);
    bool active = e->x[i] >= domain->low - 0.001;
    e->gain[i] = active && more <= domain->high + 0.001 ? sx_curve_value(curve, more) - value : (double)-INFINITY;
    e->loss[i] = less >= domain->low - 0.001 && less >= 0.0 ? value - sx_curve_value(curve, less) : (double)INFINITY;
}

/* Whether the groups allow a cent to go from one channel to another; on their common groups it has no bearing. */
static bool groups_allow(const exchange *e, size_t from, size_t to)
{
    const sx_allocation_group *groups = e->problem->groups;
    size_t a = e->problem->group[from], b = e->problem->group[to];
    while (a != b) { /* in preorder the larger index is never an ancestor of the smaller */
        if (a > b) {
            if (e->sums[a] - 0.01 < groups[a].low - 0.001)
                return false;
            a = groups[a].parent;
        } else {
            if (e->sums[b] + 0.01 > groups[b].high + 0.001)
                return false;
            b = groups[b].parent;
        }
    }
    return true;
}

static void give(exchange *e, size_t i, double cents)
{
    e->x[i] = moved(e->x[i], cents);
    for (size_t g = e->problem->group[i]; g > 0; g = e->problem->groups[g].parent)
        e->sums[g] += cents / 100.0;
    weigh_cent(e, i);
}

/* The best single move; 0 when none is worth more than worth. */
static int move_one(exchange *e, double worth)
{
    size_t n = e->problem->n, from = n, to = n;
    double most = worth, most_gain = -INFINITY, least_loss = INFINITY;
    for (size_t i = 0; i < n; i++) {
        most_gain = fmax(most_gain, e->gain[i]);
        least_loss = fmin(least_loss, e->loss[i]);
    }
    if (!(most_gain - least_loss > worth))
        return 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            if (i != j && e->gain[i] - e->loss[j] > most && groups_allow(e, j, i)) {
                most = e->gain[i] - e->loss[j];
                to = i;
                from = j;
            }
    if (to == n)
        return 0;
    give(e, to, 1.0);
    give(e, from, -1.0);
    return 1;
}

sx_status sx_allocation_exchange(const sx_allocation_problem *p, double *x)
{
    double *memory = calloc(2 * p->n + p->n_groups, sizeof *memory);
    if (!memory)
        return SX_NOMEM;
    exchange e = {p, x, memory, memory + p->n_groups, memory + p->n_groups + p->n};
    for (size_t i = 0; i < p->n; i++) {
        weigh_cent(&e, i);
        for (size_t g = p->group[i]; g > 0; g = p->groups[g].parent)
            e.sums[g] += x[i];
    }
    double worth = 1e-9 * fabs(sx_allocation_value(p, x));
    for (size_t k = 0; k < 4 * p->n && move_one(&e, worth); k++)
        worth = 1e-9 * fabs(sx_allocation_value(p, x));
    free(memory);
    return SX_OK;
}
