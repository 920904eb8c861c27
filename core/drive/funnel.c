/* DRIVE.FUNNEL. */
#include <math.h>
#include <stdlib.h>
#include "drive.h"
#include "drive/flow.h"

static sx_status write_rows(const sx_flow *flow, sx_table *result)
{
    size_t n = flow->stages, horizon = flow->horizon;
    sx_table made;
    sx_table_make(&made, horizon + 1, n + 3);
    for (size_t t = 0; t <= horizon; t++) {
        bool late = t == horizon;
        for (size_t k = 0; k < n; k++)
            sx_put_number(&made, t, k + 1 == n ? n + 2 : k + 1, late ? flow->beyond[k] : flow->stage[k * horizon + t]);
        sx_put_number(&made, t, n, late ? flow->created_beyond : flow->created[t]);
        sx_put_number(&made, t, n + 1, late ? 0.0 : flow->open[t]);
        if (!late)
            sx_put_number(&made, t, 0, (double)t + 1.0);
    }
    sx_put_text(&made, horizon, 0, "beyond");
    return sx_table_give(&made, result);
}

static void say_what_is_late(const sx_flow *flow, double overdue, sx_context *why)
{
    double within = 0.0, beyond = flow->beyond[flow->stages - 1];
    for (size_t t = 0; t < flow->horizon; t++)
        within += flow->stage[(flow->stages - 1) * flow->horizon + t];
    if (beyond > 0.0)
        sx_note(why, "revenue of %.2f (%.1f %%) comes after the horizon of %zu periods", beyond,
                100.0 * beyond / (within + beyond), flow->horizon);
    if (overdue > 0.0)
        sx_note(why, "%g open at the start are older than the lag of the next stage: they arrive in period 1", overdue);
}

sx_status sx_drive_funnel(const double *spend, size_t n_spend, const sx_table *drivers, double horizon,
                          const sx_table *opening, sx_table *result, sx_context *context)
{
    sx_model model;
    sx_status status = sx_model_read(drivers, &model, context);
    if (status != SX_OK)
        return status;
    size_t periods = isnan(horizon) ? n_spend : (size_t)horizon, n_open = 0;
    if (periods < n_spend)
        return sx_fail(context, SX_ARGUMENT, "the horizon of %zu periods is shorter than the spend of %zu", periods,
                       n_spend);
    if (periods > SX_PERIODS_MOST)
        return sx_fail(context, SX_NUM, "more than %d periods", SX_PERIODS_MOST);
    sx_opening *open;
    status = sx_opening_read(opening, &model, &open, &n_open, context);
    if (status != SX_OK)
        return status;
    double level[SX_DRIVERS_MOST], overdue = 0.0;
    for (size_t k = 0; k < model.n; k++)
        level[k] = model.driver[k].likely;
    sx_flow flow = {0};
    status = sx_flow_make(&flow, model.n, periods);
    if (status == SX_OK)
        status = sx_flow_run(&model, level, spend, n_spend, open, n_open, &flow, &overdue);
    if (status == SX_OK)
        status = write_rows(&flow, result);
    if (status == SX_OK)
        say_what_is_late(&flow, overdue, context);
    sx_flow_free(&flow);
    free(open);
    return status;
}
