/* The doors of the BUDGET family. Definitions stand in idl/budget; money is added to the cent (base/money.h). */
#include "budget.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include "base/money.h"

static sx_status give(double value, double *result)
{
    if (!isfinite(value))
        return SX_NUM;
    *result = value;
    return SX_OK;
}

sx_status sx_budget_variance(double actual, double budget, int kind, double *result)
{
    bool cost = kind == SX_BUDGET_VARIANCE_KIND_COST;
    return give(cost ? sx_money_subtract(budget, actual) : sx_money_subtract(actual, budget), result);
}

sx_status sx_budget_pace(double spent, double planned, double *result)
{
    return planned == 0.0 ? SX_DIV0 : give(spent / planned, result);
}

sx_status sx_budget_runrate(double spent, double elapsed, double total, double *result, sx_context *context)
{
    if (elapsed == 0.0)
        return SX_DIV0;
    if (elapsed > total)
        return sx_fail(context, SX_NUM, "elapsed (%g) is above total (%g)", elapsed, total);
    return give(spent * (total / elapsed), result);
}

/* What of the orders no invoice has taken over yet. An invoice above its order takes the whole order and no more. */
static void open_orders(const double *openpo, const double *matched, size_t n, double *left, sx_context *context)
{
    for (size_t i = 0; i < n; i++) {
        double invoiced = matched ? matched[i] : 0.0;
        left[i] = invoiced >= openpo[i] ? 0.0 : sx_money_subtract(openpo[i], invoiced);
        if (invoiced > openpo[i])
            sx_note(context, "order %zu: the invoices matched (%.2f) are above the order (%.2f), which counts as 0",
                    i + 1, invoiced, openpo[i]);
    }
}

sx_status sx_budget_exposure(const double *actual, size_t n_actual, const double *accrued, size_t n_accrued,
                             const double *openpo, size_t n_openpo, const double *matched, size_t n_matched,
                             double *result, sx_context *context)
{
    double *left = malloc((n_openpo + 1) * sizeof *left);
    if (!left)
        return SX_NOMEM;
    open_orders(openpo, n_matched ? matched : NULL, n_openpo, left, context);
    double booked = sx_money_add(sx_money_sum(actual, n_actual), sx_money_sum(accrued, n_accrued));
    double exposure = sx_money_add(booked, sx_money_sum(left, n_openpo));
    free(left);
    return give(exposure, result);
}

sx_status sx_budget_completion(double exposure, double planned, double *result)
{
    return give(sx_money_add(exposure, planned), result);
}

sx_status sx_budget_available(double budget, double exposure, double *result)
{
    return give(sx_money_subtract(budget, exposure), result);
}

static void put_ratio(sx_table *table, size_t column, double above, double below)
{
    if (below == 0.0)
        sx_put_fault(table, 0, column, SX_DIV0);
    else
        sx_put_number(table, 0, column, above / below);
}

/* PMI, Practice Standard for Earned Value Management, 2nd edition (2011): what is left to earn, by the cost efficiency
 * that is expected to come. false: it has none (nothing earned or nothing spent yet). */
static bool estimate_to_complete(double left, double cpi, double spi, int method, double *estimate)
{
    double efficiency = 1.0;
    if (method == SX_BUDGET_EARNED_METHOD_TYPICAL)
        efficiency = cpi;
    else if (method == SX_BUDGET_EARNED_METHOD_COMBINED)
        efficiency = cpi * spi;
    if (!isfinite(efficiency) || efficiency <= 0.0)
        return false;
    *estimate = left / efficiency;
    return true;
}

sx_status sx_budget_earned(double budget, double planned, double earned, double actual, int method, sx_table *result)
{
    enum { PV, EV, CV, SV, CPI, SPI, EAC, VAC, TCPI, COLUMNS };
    sx_table row;
    sx_table_make(&row, 1, COLUMNS);
    double pv = planned * budget, ev = earned * budget, left = budget - ev, estimate = 0.0;
    sx_put_number(&row, 0, PV, pv);
    sx_put_number(&row, 0, EV, ev);
    sx_put_number(&row, 0, CV, sx_money_subtract(ev, actual));
    sx_put_number(&row, 0, SV, sx_money_subtract(ev, pv));
    put_ratio(&row, CPI, ev, actual);
    put_ratio(&row, SPI, ev, pv);
    if (estimate_to_complete(left, actual == 0.0 ? HUGE_VAL : ev / actual, pv == 0.0 ? HUGE_VAL : ev / pv, method,
                             &estimate)) {
        sx_put_number(&row, 0, EAC, sx_money_add(actual, estimate));
        sx_put_number(&row, 0, VAC, sx_money_subtract(budget, sx_money_add(actual, estimate)));
    } else {
        sx_put_fault(&row, 0, EAC, SX_DIV0);
        sx_put_fault(&row, 0, VAC, SX_DIV0);
    }
    if (left <= 0.0)
        sx_put_number(&row, 0, TCPI, 0.0);
    else if (actual > budget)
        sx_put_fault(&row, 0, TCPI, SX_NA); /* the budget is spent: no efficiency brings it back */
    else
        put_ratio(&row, TCPI, left, budget - actual);
    return sx_table_give(&row, result);
}
