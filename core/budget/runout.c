/* BUDGET.RUNOUT. */
#include <math.h>
#include <stdbool.h>
#include "base/date.h"
#include "base/money.h"
#include "budget.h"

static const double alerts[] = {0.5, 0.75, 0.9, 1.0};
enum { ALERTS = 4 };

/* Spend so far, then what the plan lets expect. */
typedef struct course {
    const double *spent, *planned;
    size_t n_spent, n_planned;
    double pace; /* what is spent of what is planned, from here on */
} course;

static double none_is_zero(double x)
{
    return isnan(x) ? 0.0 : x;
}

static double spend_of(const course *c, size_t period)
{
    if (period < c->n_spent)
        return none_is_zero(c->spent[period]);
    return period < c->n_planned ? c->pace * none_is_zero(c->planned[period]) : 0.0;
}

/* How far into the periods the amount is first reached, evenly within one; NaN: not within the plan. */
static double reached_at(const course *c, double amount)
{
    double total = 0.0;
    size_t n = c->n_spent > c->n_planned ? c->n_spent : c->n_planned;
    for (size_t t = 0; t < n; t++) {
        double next = sx_money_add(total, spend_of(c, t));
        if (next >= amount - SX_MONEY_NOISE && next > total)
            return (double)t + fmin((amount - total) / (next - total), 1.0);
        total = next;
    }
    return (double)NAN;
}

/* The day so far into the periods: whole ones, then the share of the days of the next. */
static double day_of(double start, double at, int length)
{
    double whole = ceil(at) - 1.0; /* what is reached at the very end belongs to the period that ends */
    int months = length == SX_BUDGET_RUNOUT_LENGTH_QUARTER ? 3 : length == SX_BUDGET_RUNOUT_LENGTH_YEAR ? 12 : 1;
    double from, to;
    whole = fmax(whole, 0.0);
    if (length == SX_BUDGET_RUNOUT_LENGTH_WEEK) {
        from = start + 7.0 * whole;
        to = from + 7.0;
    } else {
        from = sx_add_months(start, months * (int)whole);
        to = sx_add_months(start, months * ((int)whole + 1));
    }
    double days = ceil((at - whole) * (to - from) - 1e-9) - 1.0;
    return from + fmax(days, 0.0);
}

static void put_alert(sx_table *made, size_t row, const course *c, double budget, double start, int length)
{
    double amount = alerts[row] * budget, at = reached_at(c, amount);
    sx_put_number(made, row, 0, alerts[row]);
    sx_put_number(made, row, 1, amount);
    if (isnan(at)) {
        sx_put_fault(made, row, 2, SX_NA);
        sx_put_fault(made, row, 3, SX_NA);
        sx_put_constant(made, row, 4, "not within the plan");
        return;
    }
    sx_put_number(made, row, 2, at);
    if (isnan(start))
        sx_put_fault(made, row, 3, SX_NA);
    else
        sx_put_number(made, row, 3, day_of(start, at, length));
    sx_put_constant(made, row, 4, at <= (double)c->n_spent ? "reached" : "expected");
}

sx_status sx_budget_runout(double budget, const double *spent, size_t n_spent, const double *planned, size_t n_planned,
                           double start, int length, int rest, sx_table *result, sx_context *context)
{
    course c = {spent, planned, n_spent, n_planned, 1.0};
    double so_far = 0.0, due = 0.0;
    if (!isnan(start) && !(sx_date_valid(start) && sx_date_valid(start + 366.0 * (double)(n_spent + n_planned + 1))))
        return sx_fail(context, SX_NUM, "start (%.15g) is no date, or its periods end after 9999", start);
    start = floor(start);
    for (size_t t = 0; t < n_spent; t++) {
        so_far = sx_money_add(so_far, none_is_zero(spent[t]));
        due = sx_money_add(due, t < n_planned ? none_is_zero(planned[t]) : 0.0);
    }
    if (rest == SX_BUDGET_RUNOUT_REST_PACE && due > 0.0)
        c.pace = fmax(so_far / due, 0.0);
    if (!isfinite(so_far) || !isfinite(due) || !isfinite(c.pace))
        return sx_fail(context, SX_NUM, "spent or planned is too large for a number");
    if (n_spent && n_spent < n_planned)
        sx_note(context, "%.2f are spent where %.2f were planned: the rest of the plan is taken times %.3f", so_far,
                due, c.pace);
    sx_table made;
    sx_table_make(&made, ALERTS, 5);
    for (size_t row = 0; row < ALERTS; row++)
        put_alert(&made, row, &c, budget, start, length);
    return sx_table_give(&made, result);
}
