#include "plan.h"
#include "plan/case.h"
#include "plan/worth.h"
#include <math.h>
#include <stdlib.h>

/* What each row says; a sheet may refer to a row by its place. */
enum { STATUS, REASON, VALUE, BOUND, GAP, SHADOW, SPENT, UNALLOCATED, TODAY, GAIN, METHOD, FIXED_ROWS };
static const char *const LABEL[FIXED_ROWS] = {
    "status", "reason",      "value",          "bound",           "gap",   "shadow price",
    "spent",  "unallocated", "value of today", "gain over today", "method"};

static const double PROVED_OPTIMAL = 1e-6; /* relative: what cents and rounding leave */

/* The table being written, and the row to be written next. */
typedef struct writer {
    sx_table table;
    size_t row;
} writer;

static size_t next(writer *w, const char *label)
{
    sx_put_text(&w->table, w->row, 0, "%s", label);
    return w->row++;
}

/* The next row, begun as one about a bound that binds. */
static size_t binds(writer *w)
{
    return next(w, "binds");
}

static const char *name_of(const sx_allocation_case *of, size_t i)
{
    return of->curves.name[i][0] ? of->curves.name[i] : "the channel";
}

/* The bounds on channels at which the plan stands, and what a unit more or less of them would be worth. */
static void channels_bind(const sx_allocation_case *of, const sx_allocation_best *best, const sx_worth *worth,
                          writer *w)
{
    const sx_allocation_problem *p = &of->problem;
    for (size_t i = 0; i < of->curves.n; i++) {
        const sx_domain *domain = &p->domains[i];
        double x = best->x[i];
        if (x > SX_HALF_CENT && of->most[i] == 0.0)
            sx_put_text(&w->table, next(w, "beyond"), 1, "nothing was ever spent on %s: no data stand behind its curve",
                        name_of(of, i));
        else if (x > of->most[i] + SX_HALF_CENT)
            sx_put_text(
                &w->table, next(w, "beyond"), 1,
                "%s goes %.*g %% beyond the most that was ever spent on it, %.2f: no data stand behind its curve "
                "there",
                name_of(of, i), SX_SHOWN(100.0 * (x / of->most[i] - 1.0)), of->most[i]);
        if (domain->low == domain->high)
            sx_put_text(&w->table, binds(w), 1, "%s is fixed at %.2f", name_of(of, i), x);
        else if (domain->zero && x == 0.0)
            sx_put_text(&w->table, binds(w), 1, "%s rests: active it would need at least %.2f", name_of(of, i),
                        domain->low);
        else if (x >= domain->high - SX_HALF_CENT)
            sx_put_text(&w->table, binds(w), 1, "%s is at its high %.2f; a unit more would be worth %.*g",
                        name_of(of, i), domain->high, SX_SHOWN(sx_worth_of_channel(worth, i, true)));
        else if (x <= domain->low + SX_HALF_CENT && domain->low > 0.0)
            sx_put_text(&w->table, binds(w), 1, "%s is at its low %.2f; a unit less would be worth %.*g",
                        name_of(of, i), domain->low, SX_SHOWN(sx_worth_of_channel(worth, i, false)));
    }
}

static void groups_bind(const sx_allocation_case *of, const sx_allocation_best *best, const sx_worth *worth, writer *w)
{
    const sx_allocation_problem *p = &of->problem;
    for (size_t g = 1; g < p->n_groups; g++) {
        double sum = worth->sum[g], high = p->groups[g].high, low = p->groups[g].low;
        if (sum >= high - SX_HALF_CENT)
            sx_put_text(&w->table, binds(w), 1, "group %s is at its high %.2f; a unit more would be worth %.*g",
                        of->groups.name[g], high, SX_SHOWN(sx_worth_of_group(worth, g, true)));
        else if (sum <= low + SX_HALF_CENT && low > 0.0)
            sx_put_text(&w->table, binds(w), 1, "group %s is at its low %.2f; a unit less would be worth %.*g",
                        of->groups.name[g], low, SX_SHOWN(sx_worth_of_group(worth, g, false)));
    }
    if (best->spent >= best->budget - SX_HALF_CENT)
        sx_put_text(&w->table, binds(w), 1, "the budget is spent; a unit more would be worth %.*g",
                    SX_SHOWN(best->shadow_price));
}

static void put_texts(const sx_allocation_case *of, const sx_allocation_best *best, double gap, sx_table *to)
{
    static const char *const METHOD_NAME[] = {"equal marginal returns",
                                              "branch and bound on the curves that are not concave, polished",
                                              "branch and bound, polished; the bound from the grid"};
    double left = best->budget - best->spent;
    bool optimal = gap <= PROVED_OPTIMAL, some_left = left > SX_HALF_CENT;
    const char *how = optimal ? "placed best" : "placed within the gap below";
    sx_put_text(to, STATUS, 1,
                best->out_of_reach ? "out of reach"
                : some_left        ? "unallocated"
                : optimal          ? "optimal"
                                   : "within gap");
    if (best->out_of_reach)
        sx_put_text(to, REASON, 1, "%.2f brings at most %.*g: the target of %.*g is out of reach", of->budget,
                    SX_SHOWN(best->value), SX_SHOWN(of->target));
    else if (!isnan(of->target))
        sx_put_text(to, REASON, 1,
                    "%.2f is the least that brings the target of %.*g: the best split of a cent less "
                    "brings less",
                    best->budget, SX_SHOWN(of->target));
    else if (some_left && !isnan(of->hurdle))
        sx_put_text(to, REASON, 1,
                    "%.2f of the budget is kept: it would earn less than the hurdle of %.*g a unit; the "
                    "rest is %s",
                    left, SX_SHOWN(of->hurdle), how);
    else if (some_left)
        sx_put_text(to, REASON, 1,
                    "%.2f of the budget is left: within the bounds no way to place it is worth more; the rest is %s",
                    left, how);
    else if (optimal)
        sx_put_text(to, REASON, 1, "no other split of %.2f within the bounds is worth over a millionth more",
                    of->budget);
    else
        sx_put_text(to, REASON, 1, "no split of %.2f within the bounds is worth over %.4g %% more", of->budget,
                    100.0 * gap);
    sx_put_text(to, METHOD, 1, "%s", METHOD_NAME[best->method]);
}

static void put_today(const sx_allocation_case *of, const sx_allocation_best *best, sx_table *to)
{
    if (!of->today) {
        sx_put_text(to, TODAY, 1, "not given");
        sx_put_text(to, GAIN, 1, "not given");
        return;
    }
    sx_put_number(to, TODAY, 1, best->today_value);
    if (best->found)
        sx_put_number(to, GAIN, 1, best->value - best->today_value);
    if (!best->today_meets)
        sx_put_text(to, TODAY, 0, "value of today (breaks a bound)");
}

static void put_found(const sx_allocation_case *of, const sx_allocation_best *best, sx_table *to)
{
    double scale = fmax(fabs(best->value), 1e-300), gap = (best->bound - best->value) / scale;
    double numbers[FIXED_ROWS] = {
        [VALUE] = best->value, [BOUND] = best->bound,
        [GAP] = gap,           [SHADOW] = best->shadow_price,
        [SPENT] = best->spent, [UNALLOCATED] = fmax(round((of->budget - best->spent) * 100.0) / 100.0, 0.0)};
    for (size_t r = VALUE; r <= UNALLOCATED; r++)
        sx_put_number(to, r, 1, numbers[r]);
    put_texts(of, best, gap, to);
}

static void put_infeasible(const sx_allocation_case *of, const sx_allocation_best *best, sx_table *to)
{
    sx_context words = {.memo = NULL};
    bool unknown = sx_allocation_say_infeasible(of, best, &words) == SX_NOCONV;
    for (size_t r = VALUE; r <= UNALLOCATED; r++)
        sx_put_text(to, r, 1, "none");
    sx_put_text(to, STATUS, 1, unknown ? "not found" : "infeasible");
    sx_put_text(to, REASON, 1, "%s", words.reason);
    sx_put_text(to, METHOD, 1, "none");
    if (of->today)
        sx_put_text(to, GAIN, 1, "none");
}

static sx_status certify(const sx_allocation_case *of, const sx_allocation_best *best, sx_table *result)
{
    writer w = {.row = FIXED_ROWS};
    sx_table_make(&w.table, FIXED_ROWS + 2 * of->curves.n + of->groups.n, 2);
    for (size_t r = 0; r < FIXED_ROWS; r++)
        sx_put_text(&w.table, r, 0, "%s", LABEL[r]);
    put_today(of, best, &w.table);
    sx_worth worth = {0};
    sx_status status = best->found ? sx_worth_make(&of->problem, best->priced, &worth) : SX_OK;
    if (status == SX_OK && best->found) {
        put_found(of, best, &w.table);
        channels_bind(of, best, &worth, &w);
        groups_bind(of, best, &worth, &w);
        sx_worth_free(&worth);
    } else if (status == SX_OK) {
        put_infeasible(of, best, &w.table);
    }
    w.table.rows = w.table.declared_rows = w.row;
    if (status == SX_OK)
        return sx_table_give(&w.table, result);
    sx_table_free(&w.table);
    return status;
}

sx_status sx_plan_certificate(double budget, const sx_table *curves, const sx_table *low, const sx_table *high,
                              const sx_table *groups, const sx_table *today, const sx_table *most, double hurdle,
                              double target, sx_table *result, sx_context *context)
{
    const sx_allocation_input input = {budget, curves, low, high, groups, today, most, hurdle, target};
    sx_allocation_case read;
    sx_allocation_best best;
    sx_status status = sx_allocation_case_read(&input, &read, context);
    if (status != SX_OK)
        return status;
    status = sx_allocation_case_solve(&read, &best, context);
    if (status == SX_OK)
        status = certify(&read, &best, result);
    free(best.x);
    sx_allocation_case_free(&read);
    return status;
}
