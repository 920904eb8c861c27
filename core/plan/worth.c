#include "plan/worth.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/* The slope just above x, or just below; a table's corner within half a cent is taken as reached. What climbs without
 * end at 0 climbs steeply only within a fraction of a cent: there the next cent counts. */
static double slope_beside(const sx_curve *curve, double x, bool above)
{
    if (curve->kind == SX_CURVE_TABLE)
        for (size_t k = 0; k < curve->n_points; k++)
            if (fabs(curve->x[k] - x) <= SX_HALF_CENT)
                return above ? sx_curve_slope(curve, curve->x[k])
                       : k   ? sx_curve_slope(curve, curve->x[k - 1])
                             : (double)INFINITY;
    if (above && x < SX_HALF_CENT && isinf(sx_curve_slope(curve, 0.0)))
        return (sx_curve_value(curve, x + 2.0 * SX_HALF_CENT) - sx_curve_value(curve, x)) / (2.0 * SX_HALF_CENT);
    return sx_curve_slope(curve, x);
}

static bool at_high(const sx_worth *w, size_t g)
{
    return w->sum[g] >= w->problem->groups[g].high - SX_HALF_CENT;
}

static bool at_low(const sx_worth *w, size_t g)
{
    return w->sum[g] <= w->problem->groups[g].low + SX_HALF_CENT;
}

static void set_channels(sx_worth *w)
{
    const sx_allocation_problem *p = w->problem;
    for (size_t i = 0; i < p->n; i++) {
        const sx_domain *domain = &p->domains[i];
        double x = w->x[i];
        bool rests = x < domain->low - SX_HALF_CENT;
        bool more = !rests && x < domain->high - SX_HALF_CENT, less = !rests && x > domain->low + SX_HALF_CENT;
        w->up[i] = more ? slope_beside(&p->curves[i], x, true) : (double)-INFINITY;
        w->down[i] = less ? slope_beside(&p->curves[i], x, false) : (double)INFINITY;
        w->sum[p->group[i]] += x;
        w->best[p->group[i]] = fmax(w->best[p->group[i]], w->up[i]);
        w->cheapest[p->group[i]] = fmin(w->cheapest[p->group[i]], w->down[i]);
    }
}

sx_status sx_worth_make(const sx_allocation_problem *problem, const double *x, sx_worth *worth)
{
    size_t n = problem->n, n_groups = problem->n_groups;
    double *memory = calloc(2 * n + 3 * n_groups, sizeof *memory);
    if (!memory)
        return SX_NOMEM;
    *worth = (sx_worth){.problem = problem, .x = x, .memory = memory, .up = memory, .down = memory + n};
    worth->sum = memory + 2 * n;
    worth->best = worth->sum + n_groups;
    worth->cheapest = worth->best + n_groups;
    for (size_t g = 0; g < n_groups; g++) {
        worth->best[g] = -INFINITY;
        worth->cheapest[g] = INFINITY;
    }
    set_channels(worth);
    for (size_t g = n_groups; g-- > 1;) { /* in preorder a group's own stands behind it */
        size_t parent = problem->groups[g].parent;
        worth->sum[parent] += worth->sum[g];
        if (!at_high(worth, g))
            worth->best[parent] = fmax(worth->best[parent], worth->best[g]);
        if (!at_low(worth, g))
            worth->cheapest[parent] = fmin(worth->cheapest[parent], worth->cheapest[g]);
    }
    return SX_OK;
}

void sx_worth_free(sx_worth *worth)
{
    free(worth->memory);
    *worth = (sx_worth){0};
}

/* The other end of a way that begins at a channel, or below group `from` when channel is SIZE_MAX: what the unit taken
 * out costs at least (in: false), or earns at most where it comes to stand (in: true). Outwards from group to group, as
 * far as these could take the change; beyond the last stands the money that is not spent, which earns nothing. */
static double other_end(const sx_worth *w, size_t from, size_t channel, bool in)
{
    const sx_allocation_problem *p = w->problem;
    double found = in ? (double)-INFINITY : (double)INFINITY;
    size_t behind = channel == SIZE_MAX ? from : SIZE_MAX;
    size_t g = channel == SIZE_MAX ? p->groups[from].parent : p->group[channel];
    for (;; behind = g, g = p->groups[g].parent) {
        for (size_t i = 0; i < p->n; i++)
            if (p->group[i] == g && i != channel)
                found = in ? fmax(found, w->up[i]) : fmin(found, w->down[i]);
        for (size_t c = g + 1; c < p->n_groups; c++)
            if (p->groups[c].parent == g && c != behind && !(in ? at_high(w, c) : at_low(w, c)))
                found = in ? fmax(found, w->best[c]) : fmin(found, w->cheapest[c]);
        if (in ? at_low(w, g) : at_high(w, g))
            return found;
        if (g == 0)
            return in ? fmax(found, 0.0) : fmin(found, 0.0);
    }
}

double sx_worth_of_budget(const sx_worth *worth, size_t n)
{
    const sx_allocation_problem *p = worth->problem;
    double most = 0.0;
    for (size_t i = 0; i < n; i++) {
        size_t g = p->group[i];
        while (g > 0 && !at_high(worth, g))
            g = p->groups[g].parent;
        if (g == 0)
            most = fmax(most, worth->up[i]);
    }
    return most;
}

double sx_worth_of_channel(const sx_worth *worth, size_t channel, bool up)
{
    double own = slope_beside(&worth->problem->curves[channel], worth->x[channel], up);
    double other = other_end(worth, SIZE_MAX, channel, !up);
    return fmax(up ? own - other : other - own, 0.0);
}

double sx_worth_of_group(const sx_worth *worth, size_t group, bool up)
{
    double other = other_end(worth, group, SIZE_MAX, !up);
    double worthwhile = up ? worth->best[group] - other : other - worth->cheapest[group];
    return worthwhile > 0.0 ? worthwhile : 0.0; /* no way in or out: the bound alone is not what holds */
}
