/* DRIVE.FUNNEL. */
#include <math.h>
#include <stdlib.h>
#include "base/headings.h"
#include "drive.h"
#include "drive/flow.h"

/* stage, age, count of one row of the opening table. */
static sx_status read_opening_row(const sx_table *table, size_t row, const sx_model *model, sx_opening *out,
                                  sx_context *why)
{
    const sx_cell *stage = sx_at(table, row, 0), *age = sx_at(table, row, 1), *amount = sx_at(table, row, 2);
    if (stage->kind != SX_TEXT)
        return sx_fail(why, SX_VALUE, "opening row %zu, column 1: the name of a driver is needed", row + 1);
    if (age->kind != SX_NUMBER || amount->kind != SX_NUMBER)
        return sx_fail(why, SX_VALUE, "opening row %zu (%.60s), column %d: a number is needed", row + 1, stage->as.text,
                       age->kind != SX_NUMBER ? 2 : 3);
    for (out->stage = 0; out->stage < model->n; out->stage++)
        if (sx_same_word(stage->as.text, model->driver[out->stage].name))
            break;
    if (out->stage == model->n)
        return sx_fail(why, SX_ARGUMENT, "opening row %zu, column 1: \"%.60s\" is no driver's name", row + 1,
                       stage->as.text);
    if (out->stage + 1 == model->n)
        return sx_fail(why, SX_ARGUMENT, "opening row %zu, column 1: %.60s is revenue, nothing of it is open", row + 1,
                       stage->as.text);
    if (!(age->as.number >= 0.0 && age->as.number <= SX_PERIODS_MOST) || age->as.number != floor(age->as.number))
        return sx_fail(why, SX_NUM, "opening row %zu (%.60s), column 2: the age %g is not a whole number from 0 to %d",
                       row + 1, stage->as.text, age->as.number, SX_PERIODS_MOST);
    if (!(amount->as.number >= 0.0 && isfinite(amount->as.number)))
        return sx_fail(why, SX_NUM, "opening row %zu (%.60s), column 3: the count %g is negative", row + 1,
                       stage->as.text, amount->as.number);
    out->age = (size_t)age->as.number;
    out->amount = amount->as.number;
    return SX_OK;
}

static sx_status read_opening(const sx_table *table, const sx_model *model, sx_opening *opening, size_t *n_opening,
                              sx_context *why)
{
    *n_opening = 0;
    for (size_t row = table ? sx_heading_rows(table, 1, 3) : 0; table && row < table->rows; row++) {
        if (sx_is_blank(sx_at(table, row, 0)) && sx_is_blank(sx_at(table, row, 1)) && sx_is_blank(sx_at(table, row, 2)))
            continue;
        sx_status status = read_opening_row(table, row, model, &opening[*n_opening], why);
        if (status != SX_OK)
            return status;
        ++*n_opening;
    }
    return SX_OK;
}

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
    sx_opening *open = malloc((opening ? opening->rows + 1 : 1) * sizeof *open);
    if (!open)
        return SX_NOMEM;
    double level[SX_DRIVERS_MOST], overdue = 0.0;
    for (size_t k = 0; k < model.n; k++)
        level[k] = model.driver[k].likely;
    sx_flow flow = {0};
    status = read_opening(opening, &model, open, &n_open, context);
    if (status == SX_OK)
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
