/* A flight in which nothing carries over and bounds do not cross is an allocation: every spend a channel of its own. */
#include "plan/flight_plan.h"
#include "plan/round.h"
#include "plan/search.h"
#include <math.h>
#include <string.h>

typedef struct apart {
    sx_curve *curves;
    sx_domain *domains;
    size_t *group;
    sx_allocation_group *groups;
    double *sums;
} apart;

static sx_status make(const sx_flight *f, sx_scratch *memory, apart *a)
{
    size_t points = 0, groups = f->n_groups + f->periods + f->channels;
    for (size_t c = 0; c < f->channels; c++)
        points += f->curves[c].kind == SX_CURVE_TABLE ? f->curves[c].n_points : 0;
    a->curves = sx_scratch_take(memory, f->n * sizeof *a->curves);
    a->domains = sx_scratch_take(memory, f->n * sizeof *a->domains);
    a->group = sx_scratch_take(memory, f->n * sizeof *a->group);
    a->groups = sx_scratch_take(memory, groups * sizeof *a->groups);
    a->sums = sx_scratch_take(memory, (2 * groups + points * f->periods) * sizeof *a->sums);
    return a->curves && a->domains && a->group && a->groups && a->sums ? SX_OK : SX_NOMEM;
}

/* The curve times the period's multiplier; a table's responses go to *room. */
static sx_curve times(const sx_curve *curve, double multiplier, double **room)
{
    sx_curve made = *curve;
    made.base *= multiplier;
    made.top *= multiplier;
    if (curve->kind == SX_CURVE_TABLE) {
        for (size_t k = 0; k < curve->n_points; k++)
            (*room)[k] = multiplier * curve->y[k];
        made.y = *room;
        *room += curve->n_points;
    }
    return made;
}

static bool bounds_periods(const sx_flight *f)
{
    bool any = false;
    for (size_t t = 0; t < f->periods; t++)
        any = any || f->least[t] > 0.0 || isfinite(f->most[t]);
    return any;
}

bool sx_flight_is_apart(const sx_flight *f)
{
    bool channels = f->n_groups > 1;
    for (size_t c = 0; c < f->channels; c++)
        channels = channels || f->sum_low[c] > 0.0 || isfinite(f->sum_high[c]);
    return f->after == 0 && (f->periods == 1 || !bounds_periods(f) || !channels);
}

/* The periods as groups under the budget. */
static size_t lay_periods(const sx_flight *f, const apart *a)
{
    size_t n = 1;
    a->groups[0] = f->groups[0];
    for (size_t t = 0; t < f->periods; t++) {
        for (size_t c = 0; c < f->channels; c++)
            a->group[t * f->channels + c] = n;
        a->groups[n++] = (sx_allocation_group){0, f->least[t], f->most[t]};
    }
    return n;
}

/* The flight's own groups and, right behind the group that it belongs to, each channel's sum as one more. */
static size_t lay_channels(const sx_flight *f, const apart *a)
{
    size_t n = 0;
    for (size_t g = 0; g < f->n_groups; g++) {
        size_t here = n, parent = f->groups[g].parent;
        for (size_t c = 0; g > 0 && c < f->channels; c++)
            parent += f->of[c] < f->groups[g].parent;
        a->groups[n++] = (sx_allocation_group){parent, f->groups[g].low, f->groups[g].high};
        for (size_t c = 0; c < f->channels; c++) {
            if (f->of[c] != g)
                continue;
            for (size_t t = 0; t < f->periods; t++)
                a->group[t * f->channels + c] = n;
            a->groups[n++] = (sx_allocation_group){here, f->sum_low[c], f->sum_high[c]};
        }
    }
    return n;
}

/* One period: a channel's sum is its spend, and the period's is the budget. */
static size_t lay_one(const sx_flight *f, const apart *a)
{
    for (size_t c = 0; c < f->channels; c++) {
        a->domains[c].low = fmax(a->domains[c].low, f->sum_low[c]);
        a->domains[c].zero = a->domains[c].zero && f->sum_low[c] == 0.0;
        a->domains[c].high = fmin(a->domains[c].high, f->sum_high[c]);
        a->group[c] = f->of[c];
    }
    memcpy(a->groups, f->groups, f->n_groups * sizeof *a->groups);
    a->groups[0].low = fmax(a->groups[0].low, f->least[0]);
    a->groups[0].high = fmin(a->groups[0].high, f->most[0]);
    return f->n_groups;
}

sx_status sx_flight_solve_apart(const sx_flight *f, double *x, sx_flight_answer *answer)
{
    sx_scratch memory = {0};
    apart a;
    *answer = (sx_flight_answer){0};
    sx_status status = make(f, &memory, &a);
    if (status == SX_OK) {
        double *room = a.sums + 2 * (f->n_groups + f->periods + f->channels);
        for (size_t i = 0; i < f->n; i++) {
            double minimum = f->minimum[i % f->channels];
            a.curves[i] = times(&f->curves[i % f->channels], f->multiplier[i / f->channels], &room);
            a.domains[i] = (sx_domain){f->low[i] == 0.0 && minimum > 0.0, fmax(f->low[i], minimum), f->high[i]};
        }
        size_t n_groups = f->periods == 1     ? lay_one(f, &a)
                          : bounds_periods(f) ? lay_periods(f, &a)
                                              : lay_channels(f, &a);
        const sx_allocation_problem problem = {f->n, a.curves, a.domains, a.group, n_groups, a.groups, a.sums};
        sx_allocation_conflict unused;
        sx_allocation_answer best = {.x = x};
        if (!sx_allocation_conflicting(&problem, &unused))
            status = sx_allocation_search(&problem, NULL, &best);
        if (status == SX_OK && best.found)
            status = sx_allocation_round(&problem, x);
        if (status == SX_OK && best.found)
            status = sx_allocation_exchange(&problem, x);
        double value = best.found ? sx_allocation_value(&problem, x) : 0.0;
        *answer = (sx_flight_answer){best.found, best.found, value, fmax(best.bound, value)};
    }
    sx_scratch_free(&memory);
    return status;
}
