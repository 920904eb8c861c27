#include "plan/case.h"
#include "plan/round.h"
#include "plan/worth.h"
#include "base/statistics.h"
#include <math.h>
#include <stdint.h>
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

/* How bounds become whole cents. Inwards no bound is broken; a channel or group fixed at a third of a cent then has no
 * whole cent left and takes the nearest. EXACT leaves them as they are. */
typedef enum cents { EXACT, INWARDS, OUTWARDS } cents;

static void take_bounds(double low, double high, cents as, double *least, double *most)
{
    *least = as == INWARDS ? up(low) : as == OUTWARDS ? down(low) : low;
    *most = as == INWARDS ? down(high) : as == OUTWARDS && isfinite(high) ? up(high) : high;
    if (as != EXACT && *least > *most && low <= high + SAME_CENT)
        *least = *most = down(0.5 * (low + high) + SX_HALF_CENT);
}

static void set_bounds(sx_allocation_case *to, cents as)
{
    size_t n = to->curves.n;
    for (size_t i = 0; i < n; i++) {
        sx_domain *domain = &to->domains[i];
        double minimum = to->curves.minimum[i];
        minimum = as == INWARDS ? up(minimum) : as == OUTWARDS ? down(minimum) : minimum;
        take_bounds(to->given_low[i], to->given_high[i], as, &domain->low, &domain->high);
        domain->zero = minimum > domain->low && domain->low == 0.0;
        domain->low = fmax(domain->low, minimum);
    }
    to->groups.groups[0].high = as == EXACT ? to->given_budget : to->budget;
    for (size_t g = 1; g < to->groups.n; g++)
        take_bounds(to->given_low[n + g], to->given_high[n + g], as, &to->groups.groups[g].low,
                    &to->groups.groups[g].high);
}

/* A channel without a high of its own may take all the money there is. */
void sx_allocation_case_budget(sx_allocation_case *on, double budget)
{
    on->given_budget = budget;
    on->budget = down(budget);
}

/* low and high: room for the channels' bounds and then the groups'. */
static sx_status read_columns(sx_allocation_case *to, const sx_table *low_column, const sx_table *high_column,
                              const sx_table *today, double *low, double *high, sx_context *why)
{
    size_t n = to->curves.n;
    sx_status status = sx_read_beside(low_column, "low", &to->curves, 0.0, low, why);
    if (status == SX_OK)
        status = sx_read_beside(high_column, "high", &to->curves, INFINITY, high, why);
    if (status == SX_OK && today)
        status = sx_read_beside(today, "today", &to->curves, 0.0, to->today, why);
    if (!today)
        to->today = NULL;
    for (size_t i = 0; i < n && status == SX_OK; i++) {
        low[i] = fmax(low[i], to->groups.low[i]);
        high[i] = fmin(high[i], to->groups.high[i]);
    }
    for (size_t g = 0; g < to->groups.n && status == SX_OK; g++) {
        low[n + g] = to->groups.groups[g].low;
        high[n + g] = to->groups.groups[g].high;
    }
    to->given_low = low;
    to->given_high = high;
    return status;
}

sx_status sx_allocation_case_read(double budget, const sx_table *curves, const sx_table *low, const sx_table *high,
                                  const sx_table *groups, const sx_table *today, sx_allocation_case *out,
                                  sx_context *why)
{
    sx_allocation_case made = {0};
    double *sums = NULL;
    sx_status status = sx_read_curves(curves, &made.curves, why);
    if (status == SX_OK)
        status = sx_read_groups(groups, &made.curves, &made.groups, why);
    if (status == SX_OK) {
        made.memory = malloc(made.curves.n * (sizeof *made.domains + 3 * sizeof *made.today) +
                             4 * made.groups.n * sizeof *made.problem.sums);
        if (!made.memory)
            status = SX_NOMEM;
    }
    if (status == SX_OK) {
        made.domains = made.memory;
        made.today = (double *)(void *)(made.domains + made.curves.n);
        sums = made.today + made.curves.n;
        double *bounds = sums + 2 * made.groups.n;
        status = read_columns(&made, low, high, today, bounds, bounds + made.curves.n + made.groups.n, why);
    }
    if (status != SX_OK) {
        sx_allocation_case_free(&made);
        return status;
    }
    sx_allocation_case_budget(&made, budget);
    made.problem = (sx_allocation_problem){.n = made.curves.n,
                                           .curves = made.curves.curves,
                                           .domains = made.domains,
                                           .group = made.groups.of,
                                           .n_groups = made.groups.n,
                                           .groups = made.groups.groups,
                                           .sums = sums};
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

static bool is_whole_cents(const double *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (fabs(x[i] - down(x[i] + SX_HALF_CENT)) > 1e-8 + 4e-16 * x[i])
            return false;
    return true;
}

/* The answer in whole cents; today's plan itself where that is in whole cents too and cents would make the answer worth
 * less. exact: room for n spends. */
static sx_status finish(const sx_allocation_case *of, sx_allocation_best *best, double *exact)
{
    const sx_allocation_problem *p = &of->problem;
    memcpy(exact, best->x, p->n * sizeof *exact);
    sx_status status = sx_allocation_round(p, best->x);
    if (status == SX_OK)
        status = sx_allocation_exchange(p, best->x);
    if (status != SX_OK)
        return status;
    best->value = sx_allocation_value(p, best->x);
    if (best->today_meets && best->today_value > best->value && is_whole_cents(of->today, p->n)) {
        memcpy(best->x, of->today, p->n * sizeof *best->x);
        best->value = best->today_value;
    }
    best->bound = fmax(best->bound, best->value);
    best->spent = sx_sum(best->x, p->n);
    best->priced = exact;
    for (size_t i = 0; i < p->n; i++)
        if (fabs(exact[i] - best->x[i]) > 2.0 * SX_HALF_CENT)
            best->priced = best->x; /* another plan than the search's: prices are those of what is shown */
    sx_worth worth;
    status = sx_worth_make(p, best->priced, &worth);
    if (status == SX_OK) {
        best->shadow_price = sx_worth_of_budget(&worth);
        sx_worth_free(&worth);
    }
    return status;
}

/* Responses so large that sums and slopes of them would leave the numbers are refused before any search. */
static sx_status check_size(const sx_allocation_case *of, sx_context *why)
{
    static const double MOST_RESPONSE = 1e280;
    for (size_t i = 0; i < of->curves.n; i++) {
        double most = fmax(fmin(of->domains[i].high, of->budget), 0.0);
        if (!(fabs(sx_curve_value(&of->curves.curves[i], most)) <= MOST_RESPONSE &&
              fabs(sx_curve_value(&of->curves.curves[i], 0.0)) <= MOST_RESPONSE))
            return sx_fail(why, SX_NUM, "curves, row %zu: the response at %.2f is too large for a number",
                           of->curves.row[i] + of->curves.header + 1, most);
    }
    return SX_OK;
}

static sx_status search_in(const sx_allocation_case *of, double *x, sx_allocation_best *best)
{
    sx_allocation_answer answer = {.x = x};
    sx_status status = sx_allocation_search(&of->problem, of->today, &answer);
    best->found = answer.found;
    best->proved = answer.proved;
    best->value = answer.value;
    best->bound = answer.bound;
    best->method = answer.method;
    best->nodes = answer.nodes;
    return status;
}

sx_status sx_allocation_case_solve(sx_allocation_case *of, sx_allocation_best *best, sx_context *why)
{
    const sx_allocation_problem *p = &of->problem;
    *best = (sx_allocation_best){.today_value = NAN, .conflict = {.channel = SIZE_MAX, .group = SIZE_MAX}};
    set_bounds(of, EXACT);
    sx_status status = check_size(of, why);
    if (status != SX_OK)
        return status;
    if (of->today) {
        best->today_value = sx_allocation_value(p, of->today);
        best->today_meets = sx_allocation_meets(p, of->today, 1e-7 + 1e-13 * of->budget);
    }
    if (sx_allocation_conflicting(p, &best->conflict)) {
        best->proved = true;
        return SX_OK;
    }
    double *x = malloc(2 * p->n * sizeof *x);
    if (!x)
        return SX_NOMEM;
    for (cents as = INWARDS; as <= OUTWARDS && status == SX_OK && !best->found; as++) {
        sx_allocation_conflict unused;
        set_bounds(of, as);
        if (!sx_allocation_conflicting(p, &unused))
            status = search_in(of, x, best);
    }
    best->x = x;
    if (status == SX_OK && best->found)
        status = finish(of, best, x + p->n);
    if (status != SX_OK || !best->found) {
        free(x);
        best->x = NULL;
    }
    return status;
}

sx_status sx_allocation_say_infeasible(const sx_allocation_case *of, const sx_allocation_best *best, sx_context *why)
{
    const sx_allocation_conflict *c = &best->conflict;
    if (c->channel != SIZE_MAX)
        return sx_fail(why, SX_NA, "no plan exists: the low of %s in row %zu is %.2f, above its high %.2f by %.2f",
                       of->curves.name[c->channel], of->curves.row[c->channel] + of->curves.header + 1, c->sum,
                       c->limit, c->sum - c->limit);
    if (c->group == 0)
        return sx_fail(why, SX_NA, "no plan exists: the lows sum to %.2f, above the budget %.2f by %.2f", c->sum,
                       c->limit, c->sum - c->limit);
    if (c->group != SIZE_MAX)
        return sx_fail(why, SX_NA, "no plan exists: group %s: the %s sum to %.2f, %s its %s %.2f by %.2f",
                       of->groups.name[c->group], c->over ? "lows" : "highs", c->sum, c->over ? "above" : "below",
                       c->over ? "high" : "low", c->limit, fabs(c->sum - c->limit));
    if (best->proved)
        return sx_fail(why, SX_NA,
                       "no plan exists: the minimums if active cannot be combined within the groups' bounds");
    return sx_fail(why, SX_NOCONV, "no plan was found within the search's limit; none may exist");
}

void sx_put_beside(sx_table *table, size_t column, const sx_allocation_curves *curves, const double *x)
{
    for (size_t i = 0; i < curves->n; i++)
        sx_put_number(table, curves->row[i], column, x[i]);
}
