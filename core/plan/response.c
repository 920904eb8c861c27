#include "plan.h"
#include "plan/read.h"
#include <math.h>
#include <stdlib.h>

/* The one curve of a range. */
static sx_status read_one(const sx_table *table, sx_allocation_curves *curves, sx_context *context)
{
    sx_status status = sx_read_curves(table, curves, context);
    if (status != SX_OK || curves->n == 1)
        return status;
    size_t n = curves->n;
    sx_allocation_curves_free(curves);
    return sx_fail(context, SX_ARGUMENT, "curve must be one row of the curve table and holds %zu curves", n);
}

sx_status sx_plan_response(double spend, const sx_table *curve, double *result, sx_context *context)
{
    sx_allocation_curves curves;
    sx_status status = read_one(curve, &curves, context);
    if (status != SX_OK)
        return status;
    double value = sx_curve_value(&curves.curves[0], spend);
    sx_allocation_curves_free(&curves);
    if (!isfinite(value))
        return sx_fail(context, SX_NUM, "the response is too large for a number");
    *result = value;
    return SX_OK;
}

sx_status sx_plan_marginal(double spend, const sx_table *curve, double window, double *result, sx_context *context)
{
    sx_allocation_curves curves;
    sx_status status = read_one(curve, &curves, context);
    if (status != SX_OK)
        return status;
    double slope = sx_curve_slope(&curves.curves[0], spend);
    double share = sx_carryover_share(&curves.carryover[0], isnan(window) ? (double)INFINITY : window);
    sx_allocation_curves_free(&curves);
    if (!isfinite(slope))
        return sx_fail(context, SX_NUM, "the marginal return is infinite at spend %.15g of this curve", spend);
    *result = slope * share;
    return SX_OK;
}

sx_status sx_plan_adstock(const double *spend, size_t n_spend, const double *carryover, size_t n_carryover, int weights,
                          sx_table *result, sx_context *context)
{
    if (n_carryover > 2)
        return sx_fail(context, SX_ARGUMENT,
                       "carryover must be a rate, or a Weibull's shape and scale, and has %zu "
                       "values",
                       n_carryover);
    sx_carryover carry = {carryover[0], n_carryover == 2 ? carryover[1] : (double)NAN};
    if (n_carryover == 1 && carry.rate >= 1.0)
        return sx_fail(context, SX_NUM, "carryover is %.15g and must be below 1 as a rate", carry.rate);
    if (n_carryover == 2 && !(carry.rate > 0.0 && carry.scale > 0.0))
        return sx_fail(context, SX_NUM, "shape and scale of the carry-over must be above 0");
    if (n_carryover == 2 && n_spend > SX_WEIBULL_PERIODS_MOST)
        return sx_fail(context, SX_NUM, "spend has %zu periods, each of which works in all later ones: %d at most",
                       n_spend, SX_WEIBULL_PERIODS_MOST);
    double *out = malloc((n_spend + 1) * sizeof *out);
    if (!out)
        return SX_NOMEM;
    sx_adstock(spend, n_spend, &carry, weights == SX_PLAN_ADSTOCK_WEIGHTS_FIRST, out);
    sx_table made;
    sx_table_make(&made, n_spend, 1);
    for (size_t t = 0; t < n_spend; t++)
        sx_put_number(&made, t, 0, out[t]);
    free(out);
    return sx_table_give(&made, result);
}
