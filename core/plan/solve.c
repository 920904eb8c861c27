/* From a case to its best plan: the search, whole cents, prices; the least budget for a target. */
#include "plan/case.h"
#include "plan/round.h"
#include "plan/worth.h"
#include "base/statistics.h"
#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool is_whole_cents(const double *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (fabs(x[i] - sx_cents_below(x[i] + SX_HALF_CENT) / 100.0) > 1e-8 + 4e-16 * x[i])
            return false;
    return true;
}

/* What the channels of x bring: what is kept counts in the search alone. */
static double own_value(const sx_allocation_case *of, const double *x)
{
    sx_allocation_problem own = of->problem;
    own.n = of->curves.n;
    return sx_allocation_value(&own, x);
}

/* The answer in whole cents; today's plan itself where that is in whole cents too and cents would make the answer worth
 * less. exact: room for n spends. */
static sx_status finish(const sx_allocation_case *of, sx_allocation_best *best, double *exact)
{
    const sx_allocation_problem *p = &of->problem;
    assert(best->x && exact);
    memcpy(exact, best->x, p->n * sizeof *exact);
    sx_status status = sx_allocation_round(p, best->x);
    if (status == SX_OK)
        status = sx_allocation_exchange(p, best->x);
    if (status != SX_OK)
        return status;
    double value = sx_allocation_value(p, best->x),
           today = best->today_meets ? sx_allocation_value(p, of->today) : value;
    assert(!best->today_meets || of->today);
    if (best->today_meets && today > value && is_whole_cents(of->today, p->n)) {
        memcpy(best->x, of->today, p->n * sizeof *best->x);
        value = today;
    }
    best->value = own_value(of, best->x);
    best->bound = best->value + fmax(best->bound - value, 0.0);
    best->spent = sx_sum(best->x, of->curves.n);
    best->budget = of->budget;
    best->priced = exact;
    for (size_t i = 0; i < p->n; i++)
        if (fabs(exact[i] - best->x[i]) > 2.0 * SX_HALF_CENT)
            best->priced = best->x; /* another plan than the search's: prices are those of what is shown */
    sx_worth worth;
    status = sx_worth_make(p, best->priced, &worth);
    if (status == SX_OK) {
        best->shadow_price = sx_worth_of_budget(&worth, of->curves.n);
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

static sx_status solve_budget(sx_allocation_case *of, sx_allocation_best *best, sx_context *why)
{
    const sx_allocation_problem *p = &of->problem;
    *best = (sx_allocation_best){.today_value = NAN, .conflict = {.channel = SIZE_MAX, .group = SIZE_MAX}};
    sx_allocation_case_bounds(of, SX_EXACT);
    sx_status status = check_size(of, why);
    if (status != SX_OK)
        return status;
    if (of->today) {
        best->today_value = own_value(of, of->today);
        best->today_meets = sx_allocation_meets(p, of->today, 1e-7 + 1e-13 * of->budget);
    }
    if (sx_allocation_conflicting(p, &best->conflict)) {
        best->proved = true;
        return SX_OK;
    }
    double *x = malloc(2 * p->n * sizeof *x);
    if (!x)
        return SX_NOMEM;
    for (sx_cents as = SX_INWARDS; as <= SX_OUTWARDS && status == SX_OK && !best->found; as++) {
        sx_allocation_conflict unused;
        sx_allocation_case_bounds(of, as);
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

/* Between a budget in cents that is too little and one that is enough: by turns the chord, which a concave frontier
 * lies above, its tangent at enough, which it lies below, and the middle, whatever the frontier is like. */
static double next_budget(int step, double little, double value_little, double enough, double value_enough,
                          double price, double target)
{
    double next = little + 0.5 * (enough - little);
    if (step % 3 == 0 && isfinite(value_little))
        next = little + (enough - little) * (target - value_little) / (value_enough - value_little);
    else if (step % 3 == 1 && price > 0.0)
        next = enough - 100.0 * (value_enough - target) / price;
    return fmin(fmax(floor(next), little + 1.0), enough - 1.0);
}

/* The least budget, in whole cents, that brings the target. best: of the whole budget, which does. */
static sx_status solve_target(sx_allocation_case *of, sx_allocation_best *best, sx_context *why)
{
    double whole = of->given_budget, little = -1.0, value_little = -INFINITY, enough = round(of->budget * 100.0);
    sx_status status = SX_OK;
    for (int step = 0; status == SX_OK && enough - little > 1.0; step++) {
        double cents = next_budget(step, little, value_little, enough, best->value, best->shadow_price, of->target);
        sx_allocation_best tried;
        sx_allocation_case_budget(of, cents / 100.0);
        status = solve_budget(of, &tried, why);
        if (status == SX_OK && tried.found && tried.value >= of->target) {
            /* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): every answer brings spends of its own */
            free(best->x);
            *best = tried;
            enough = cents;
        } else if (status == SX_OK) {
            little = cents;
            value_little = tried.found ? tried.value : (double)-INFINITY;
            free(tried.x);
        }
    }
    sx_allocation_case_budget(of, whole);
    return status;
}

sx_status sx_allocation_case_solve(sx_allocation_case *of, sx_allocation_best *best, sx_context *why)
{
    sx_status status = solve_budget(of, best, why);
    if (status != SX_OK || isnan(of->target) || !best->found)
        return status;
    best->out_of_reach = best->value < of->target;
    if (best->out_of_reach)
        return SX_OK;
    status = solve_target(of, best, why);
    if (status != SX_OK) {
        /* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): what solve_target freed it put another in place of */
        free(best->x);
        best->x = NULL;
    }
    return status;
}

sx_status sx_allocation_say_infeasible(const sx_allocation_case *of, const sx_allocation_best *best, sx_context *why)
{
    const sx_allocation_conflict *c = &best->conflict;
    if (best->out_of_reach)
        return sx_fail(why, SX_NA, "the target of %.*g is out of reach: %.2f brings at most %.*g", SX_SHOWN(of->target),
                       of->budget, SX_SHOWN(best->value));
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
