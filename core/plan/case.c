#include "plan/case.h"
#include "plan/round.h"
#include "base/statistics.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double SAME_CENT = 1e-8; /* by which a low may be above a high that is meant to be the same */

static double down(double money)
{
    return isfinite(money) ? sx_cents_below(money) / 100.0 : money;
}

static double up(double money)
{
    return sx_cents_above(money) / 100.0;
}

void sx_bounds_in_cents(double low, double high, sx_cents as, double *least, double *most)
{
    *least = as == SX_INWARDS ? up(low) : as == SX_OUTWARDS ? down(low) : low;
    *most = as == SX_INWARDS ? down(high) : as == SX_OUTWARDS && isfinite(high) ? up(high) : high;
    if (as != SX_EXACT && *least > *most && low <= high + SAME_CENT)
        *least = *most = down(0.5 * (low + high) + SX_HALF_CENT);
}

void sx_allocation_case_bounds(sx_allocation_case *to, sx_cents as)
{
    size_t n = to->curves.n;
    for (size_t i = 0; i < n; i++) {
        sx_domain *domain = &to->domains[i];
        double minimum = to->curves.minimum[i];
        minimum = as == SX_INWARDS ? up(minimum) : as == SX_OUTWARDS ? down(minimum) : minimum;
        sx_bounds_in_cents(to->given_low[i], to->given_high[i], as, &domain->low, &domain->high);
        domain->zero = minimum > domain->low && domain->low == 0.0;
        domain->low = fmax(domain->low, minimum);
    }
    to->groups.groups[0].high = as == SX_EXACT ? to->given_budget : to->budget;
    for (size_t g = 1; g < to->groups.n; g++)
        sx_bounds_in_cents(to->given_low[n + g], to->given_high[n + g], as, &to->groups.groups[g].low,
                           &to->groups.groups[g].high);
    if (to->problem.n > n && to->today)
        to->today[n] = fmax(to->groups.groups[0].high - sx_sum(to->today, n), 0.0);
}

void sx_allocation_case_budget(sx_allocation_case *on, double budget)
{
    on->given_budget = budget;
    on->budget = down(budget);
}

/* No further beyond what was ever spent than a high allows, where one is given; else a fifth. */
static void hold_to_most(sx_allocation_case *to, const double *most, const double *low, double *high)
{
    for (size_t i = 0; i < to->curves.n; i++)
        if (isinf(high[i]) && isfinite(most[i]))
            high[i] = fmax(fmax(SX_BEYOND_MOST * most[i], to->today ? to->today[i] : 0.0), low[i]);
}

/* low and high: room for the channels' bounds and then the groups'. */
static sx_status read_columns(sx_allocation_case *to, const sx_allocation_input *from, double *low, double *high,
                              double *most, sx_context *why)
{
    size_t n = to->curves.n;
    sx_status status = sx_read_beside(from->low, "low", &to->curves, 0.0, low, why);
    if (status == SX_OK)
        status = sx_read_beside(from->high, "high", &to->curves, INFINITY, high, why);
    if (status == SX_OK && from->today)
        status = sx_read_beside(from->today, "today", &to->curves, 0.0, to->today, why);
    if (status == SX_OK)
        status = sx_read_beside(from->most, "most", &to->curves, INFINITY, most, why);
    if (!from->today)
        to->today = NULL;
    if (status != SX_OK)
        return status;
    for (size_t i = 0; i < n; i++) {
        low[i] = fmax(low[i], to->groups.low[i]);
        high[i] = fmin(high[i], to->groups.high[i]);
    }
    hold_to_most(to, most, low, high);
    for (size_t g = 0; g < to->groups.n; g++) {
        low[n + g] = to->groups.groups[g].low;
        high[n + g] = to->groups.groups[g].high;
    }
    to->given_low = low;
    to->given_high = high;
    to->most = most;
    return SX_OK;
}

/* The channels as the sheet has them and, with a hurdle, what is kept as one more. */
static void make_problem(sx_allocation_case *to, sx_curve *curves, size_t *of, double *sums)
{
    size_t n = to->curves.n;
    memcpy(curves, to->curves.curves, n * sizeof *curves);
    memcpy(of, to->groups.of, n * sizeof *of);
    curves[n] = (sx_curve){.kind = SX_CURVE_POWER, .top = to->hurdle, .half = 1.0, .slope = 1.0};
    of[n] = 0;
    to->domains[n] = (sx_domain){.high = INFINITY};
    to->problem = (sx_allocation_problem){.n = isnan(to->hurdle) ? n : n + 1,
                                          .curves = curves,
                                          .domains = to->domains,
                                          .group = of,
                                          .n_groups = to->groups.n,
                                          .groups = to->groups.groups,
                                          .sums = sums};
}

static sx_status read_rest(sx_allocation_case *to, const sx_allocation_input *from, sx_context *why)
{
    size_t n = to->curves.n + 1, g = to->groups.n;
    size_t numbers = 4 * n + 4 * g; /* today, most, and the bounds of channels and groups; sums */
    char *memory = malloc(n * (sizeof(sx_curve) + sizeof(sx_domain) + sizeof(size_t)) + numbers * sizeof(double));
    if (!memory)
        return SX_NOMEM;
    to->memory = memory;
    sx_curve *curves = (sx_curve *)(void *)memory;
    to->domains = (sx_domain *)(void *)(curves + n);
    double *number = (double *)(void *)(to->domains + n), *most = number + n, *low = most + n, *high = low + n + g;
    double *sums = high + n + g;
    to->today = number;
    sx_status status = read_columns(to, from, low, high, most, why);
    if (status == SX_OK)
        make_problem(to, curves, (size_t *)(void *)(number + numbers), sums);
    return status;
}

sx_status sx_allocation_case_read(const sx_allocation_input *input, sx_allocation_case *out, sx_context *why)
{
    if (!isnan(input->hurdle) && !isnan(input->target))
        return sx_fail(why, SX_ARGUMENT, "a hurdle and a target: each decides how much is spent, so give one of them");
    sx_allocation_case made = {.hurdle = input->hurdle, .target = input->target};
    sx_status status = sx_read_curves(input->curves, &made.curves, why);
    if (status == SX_OK)
        status = sx_read_groups(input->groups, &made.curves, &made.groups, why);
    if (status == SX_OK)
        status = read_rest(&made, input, why);
    if (status != SX_OK) {
        sx_allocation_case_free(&made);
        return status;
    }
    sx_allocation_case_budget(&made, input->budget);
    *out = made;
    return SX_OK;
}

void sx_allocation_case_free(sx_allocation_case *to_free)
{
    sx_allocation_curves_free(&to_free->curves);
    sx_allocation_groups_free(&to_free->groups);
    free(to_free->memory);
    *to_free = (sx_allocation_case){0};
}

void sx_put_beside(sx_table *table, size_t column, const sx_allocation_curves *curves, const double *x)
{
    for (size_t i = 0; i < curves->n; i++)
        sx_put_number(table, curves->row[i], column, x[i]);
}
