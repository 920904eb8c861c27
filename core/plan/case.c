#include "plan/case.h"
#include "plan/round.h"
#include "base/statistics.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

static const double HALF_CENT = 0.005; /* nearer to a bound than this is at it */

static double down(double money)
{
    return isfinite(money) ? sx_cents_below(money) / 100.0 : money;
}

static double up(double money)
{
    return sx_cents_above(money) / 100.0;
}

/* Bounds in whole cents, inwards, so that a plan in whole cents can meet them. */
static void set_domains(sx_allocation_case *to, const double *low, const double *high)
{
    for (size_t i = 0; i < to->curves.n; i++) {
        double least = up(fmax(low[i], to->groups.low[i])), most = down(fmin(high[i], to->groups.high[i]));
        double minimum = up(to->curves.minimum[i]);
        bool may_rest = minimum > least && least == 0.0;
        to->domains[i] = (sx_domain){.zero = may_rest, .low = fmax(least, minimum), .high = most};
    }
    for (size_t g = 1; g < to->groups.n; g++) {
        to->groups.groups[g].low = up(to->groups.groups[g].low);
        to->groups.groups[g].high = down(to->groups.groups[g].high);
    }
}

/* A channel without a high of its own may take all the money there is. */
void sx_allocation_case_budget(sx_allocation_case *on, double budget)
{
    on->budget = down(budget);
    on->groups.groups[0].high = on->budget;
}

static sx_status read_columns(sx_allocation_case *to, const sx_table *low, const sx_table *high, const sx_table *today,
                              sx_context *why)
{
    size_t n = to->curves.n;
    double *bounds = malloc(2 * n * sizeof *bounds);
    if (!bounds)
        return SX_NOMEM;
    sx_status status = sx_read_beside(low, "low", &to->curves, 0.0, bounds, why);
    if (status == SX_OK)
        status = sx_read_beside(high, "high", &to->curves, INFINITY, bounds + n, why);
    if (status == SX_OK && today)
        status = sx_read_beside(today, "today", &to->curves, 0.0, to->today, why);
    if (status == SX_OK)
        set_domains(to, bounds, bounds + n);
    if (!today)
        to->today = NULL;
    free(bounds);
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
        made.memory = malloc(made.curves.n * (sizeof *made.domains + sizeof *made.today) +
                             2 * made.groups.n * sizeof *made.problem.sums);
        if (!made.memory)
            status = SX_NOMEM;
    }
    if (status == SX_OK) {
        made.domains = made.memory;
        made.today = (double *)(void *)(made.domains + made.curves.n);
        sums = made.today + made.curves.n;
        status = read_columns(&made, low, high, today, why);
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

double sx_allocation_slope(const sx_allocation_problem *problem, size_t i, double x, bool upwards)
{
    const sx_domain *domain = &problem->domains[i];
    const sx_curve *curve = &problem->curves[i];
    if (upwards)
        return x < domain->high - HALF_CENT && x >= domain->low - HALF_CENT ? sx_curve_slope(curve, x) : (double)NAN;
    if (!(x > domain->low + HALF_CENT))
        return NAN;
    if (curve->kind == SX_CURVE_TABLE) /* from the left at a corner */
        return sx_curve_slope(curve, nextafter(x, 0.0));
    return sx_curve_slope(curve, x);
}

/* Local: by how much the value grows with the next unit of money, were the budget that much larger. */
static sx_status find_shadow_price(const sx_allocation_case *of, const double *x, double *room, double *price)
{
    sx_allocation_problem larger = of->problem;
    sx_allocation_group *groups = malloc(of->groups.n * sizeof *groups);
    if (!groups)
        return SX_NOMEM;
    for (size_t g = 0; g < of->groups.n; g++)
        groups[g] = of->groups.groups[g];
    groups[0].high = INFINITY;
    larger.groups = groups;
    sx_allocation_room(&larger, x, room);
    *price = 0.0;
    for (size_t i = 0; i < larger.n; i++)
        if (room[i] > HALF_CENT)
            *price = fmax(*price, sx_allocation_slope(&larger, i, x[i], true));
    free(groups);
    return SX_OK;
}

/* The answer in whole cents; today's plan itself where cents would make the answer worth less. */
static sx_status finish(const sx_allocation_case *of, sx_allocation_best *best, double *room)
{
    const sx_allocation_problem *p = &of->problem;
    sx_status status = find_shadow_price(of, best->x, room, &best->shadow_price);
    if (status == SX_OK)
        status = sx_allocation_round(p, best->x);
    if (status == SX_OK)
        status = sx_allocation_exchange(p, best->x);
    if (status != SX_OK)
        return status;
    best->value = sx_allocation_value(p, best->x);
    if (best->today_meets && best->today_value > best->value) {
        for (size_t i = 0; i < p->n; i++)
            best->x[i] = of->today[i];
        best->value = best->today_value;
    }
    best->bound = fmax(best->bound, best->value);
    best->spent = sx_sum(best->x, p->n);
    return SX_OK;
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

sx_status sx_allocation_case_solve(const sx_allocation_case *of, sx_allocation_best *best, sx_context *why)
{
    const sx_allocation_problem *p = &of->problem;
    *best = (sx_allocation_best){.today_value = NAN, .conflict = {.channel = SIZE_MAX, .group = SIZE_MAX}};
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
    sx_allocation_answer answer = {.x = x};
    status = x ? sx_allocation_search(p, of->today, &answer) : SX_NOMEM;
    if (status == SX_OK) {
        best->found = answer.found;
        best->proved = answer.proved;
        best->value = answer.value;
        best->bound = answer.bound;
        best->method = answer.method;
        best->nodes = answer.nodes;
        best->x = x;
        if (answer.found)
            status = finish(of, best, x + p->n);
    }
    if (status != SX_OK || !answer.found) {
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
