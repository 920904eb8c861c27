/* The door of CASH.EBBFLOW: amounts to whole cents, the plan, and its reasons in words. */
#include "cash.h"
#include <math.h>
#include <stdlib.h>
#include "base/money.h"
#include "cash/ebb.h"
#include "cash/flow.h"

typedef struct ebb_cents {
    int64_t *plan, *low, *high, *slack, *change; /* n each, in one block */
} ebb_cents;

static int64_t to_cents(double x)
{
    return (int64_t)round(x * 100.0);
}

/* How much the balance is above the floor with the plan taken to the cent, rounded down; drift: by how many cents the
 * exact plan is above the rounded one so far. */
static int64_t to_slack(double balance, double floor_cash, double drift)
{
    int64_t a = 0, b = 0;
    double over =
        sx_is_cents(balance, &a) && sx_is_cents(floor_cash, &b) ? (double)(a - b) : (balance - floor_cash) * 100.0;
    return (int64_t)floor(over + drift + SX_MONEY_NOISE * 100.0);
}

static sx_status take_cents(const double *planned, const double *balances, size_t n, double floor_cash,
                            const double *min, const double *max, ebb_cents *cents, sx_context *context)
{
    double drift = 0.0;
    for (size_t t = 0; t < n; t++) {
        int64_t plan = to_cents(planned[t]);
        double rest = planned[t] * 100.0 - (double)plan;
        drift += fabs(rest) < SX_MONEY_NOISE * 100.0 ? 0.0 : rest; /* the product's own rounding is no money */
        cents->plan[t] = plan;
        cents->low[t] = (min && !isnan(min[t]) ? to_cents(min[t]) : 0) - plan;
        cents->high[t] = max && !isnan(max[t]) ? to_cents(max[t]) - plan : INT64_MAX;
        cents->slack[t] = to_slack(balances[t], floor_cash, drift);
        if (cents->low[t] > cents->high[t] && min &&
            max) /* both: the week's own flow, and what is later, is at least 0 */
            return sx_fail(context, SX_NUM, "week %zu: min (%.2f) is above max (%.2f)", t + 1, min[t], max[t]);
    }
    return SX_OK;
}

static sx_status infeasible(const sx_ebb_shortfall *at, sx_context *context)
{
    sx_fail(context, SX_NA, "even with every week at its min, week %zu ends %.2f below the floor", at->first + 1,
            (double)at->first_cents / 100.0);
    if (at->worst != at->first)
        sx_note(context, "week %zu, the worst, %.2f", at->worst + 1, (double)at->worst_cents / 100.0);
    return SX_NA;
}

/* The first week, from the one on, that the money held back brings to the floor; n: none. held: in cents, before it. */
static size_t first_at_floor(const ebb_cents *cents, size_t n, size_t week, int64_t held)
{
    int64_t total = -held;
    for (size_t t = week; t < n; t++) {
        total += cents->change[t];
        if (total == cents->slack[t] && cents->slack[t] < 0)
            return t;
    }
    return n;
}

static void put_reason(sx_table *table, const ebb_cents *cents, size_t n, size_t week, int64_t held, bool valued)
{
    int64_t change = cents->change[week];
    size_t at_floor = first_at_floor(cents, n, week, held);
    if (change == 0)
        sx_put_text(table, week, 3, "as planned");
    else if (change > 0 && change == cents->low[week])
        sx_put_text(table, week, 3, "raised: its min is above the plan");
    else if (change > 0 && valued)
        sx_put_text(table, week, 3, "raised: worth more here");
    else if (change > 0)
        sx_put_text(table, week, 3, held > 0 ? "released: held back before" : "raised: the plan's total is kept");
    else if (change == cents->high[week])
        sx_put_text(table, week, 3, "held back: its max is below the plan");
    else if (at_floor < n)
        sx_put_text(table, week, 3, "held back: week %zu would end below the floor", at_floor + 1);
    else
        sx_put_text(table, week, 3, valued ? "held back: worth less here" : "held back: spent in another week");
}

static sx_status give_plan(const double *planned, const double *balances, size_t n, const ebb_cents *cents, bool valued,
                           sx_table *result)
{
    sx_table table;
    double moved = 0.0;
    int64_t held = 0;
    sx_table_make(&table, n, 4);
    for (size_t t = 0; t < n; t++) {
        double spend = (double)(cents->plan[t] + cents->change[t]) / 100.0;
        double change = sx_money_subtract(spend, planned[t]);
        moved = sx_money_add(moved, change);
        sx_put_number(&table, t, 0, spend);
        sx_put_number(&table, t, 1, change);
        sx_put_number(&table, t, 2, sx_money_subtract(balances[t], moved));
        put_reason(&table, cents, n, t, held, valued);
        held -= cents->change[t];
    }
    return sx_table_give(&table, result);
}

static void say_what_is_kept(const ebb_cents *cents, size_t n, bool restore, sx_context *context)
{
    int64_t kept = 0;
    for (size_t t = 0; t < n; t++)
        kept -= cents->change[t];
    if (kept > 0 && restore)
        sx_note(context, "%.2f cannot be released within these weeks", (double)kept / 100.0);
}

sx_status sx_cash_ebbflow(const double *planned, size_t n_planned, const double *balances, size_t n_balances,
                          double floor, const double *min, size_t n_min, const double *max, size_t n_max,
                          const double *value, size_t n_value, int restore, sx_table *result, sx_context *context)
{
    size_t n = n_planned;
    if (n == 0 || n_balances == 0)
        return SX_VALUE;
    if (n > SX_EBB_WEEKS)
        return sx_fail(context, SX_NUM, "%zu weeks are more than %d", n, (int)SX_EBB_WEEKS);
    int64_t *block = malloc(5 * n * sizeof *block);
    if (!block)
        return SX_NOMEM;
    ebb_cents cents = {block, block + n, block + 2 * n, block + 3 * n, block + 4 * n};
    sx_status status = take_cents(planned, balances, n, floor, n_min ? min : NULL, n_max ? max : NULL, &cents, context);
    if (status == SX_OK) {
        bool later = restore == SX_CASH_EBBFLOW_RESTORE_LATER;
        sx_ebb_problem problem = {n, cents.low, cents.high, cents.slack, n_value ? value : NULL, later};
        sx_ebb_shortfall shortfall = {0};
        status = sx_ebbflow(&problem, cents.change, &shortfall);
        if (status == SX_NA)
            infeasible(&shortfall, context);
        if (status == SX_OK)
            status = give_plan(planned, balances, n, &cents, n_value > 0, result);
        if (status == SX_OK)
            say_what_is_kept(&cents, n, later && !n_value, context);
    }
    free(block);
    return status;
}
