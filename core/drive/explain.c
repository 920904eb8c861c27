/* DRIVE.EXPLAIN. */
#include <stdlib.h>
#include <string.h>
#include "base/statistics.h"
#include "drive.h"
#include "drive/flow.h"

/* Computed figures are SX_SHOWN; what was typed keeps its digits. */
#define COLUMNS 7

/* The table being written. */
typedef struct page {
    sx_table table;
    size_t row;
} page;

/* Step, name and the three amounts; the caller adds words (column 2) and numbers (column 3). */
static size_t add_row(page *p, const char *name, double all, double within, double beyond)
{
    size_t row = p->row++;
    sx_put_number(&p->table, row, 0, (double)row + 1.0);
    sx_put_text(&p->table, row, 1, "%s", name);
    sx_put_number(&p->table, row, 4, all);
    sx_put_number(&p->table, row, 5, within);
    sx_put_number(&p->table, row, 6, beyond);
    return row;
}

static void explain_lag(page *p, size_t row, const sx_driver *d)
{
    if (d->lag <= 0.0)
        sx_put_text(&p->table, row, 3, "in the same period");
    else if (d->spread > 0.0)
        sx_put_text(&p->table, row, 3, "%.10g period%s later on average, standard deviation %.*g", d->lag,
                    d->lag == 1.0 ? "" : "s", SX_SHOWN(d->spread));
    else
        sx_put_text(&p->table, row, 3, "%.10g period%s later", d->lag, d->lag == 1.0 ? "" : "s");
}

/* A stage's arithmetic: what it starts from, with what was open there; its level; what the season makes of it; and its
 * delay with what falls beyond the horizon. */
static void explain_stage(page *p, const sx_model *model, const double *all, size_t k, const sx_flow *flow, double open)
{
    const sx_driver *d = &model->driver[k];
    double within = sx_sum(flow->stage + k * flow->horizon, flow->horizon), from = k ? all[k - 1] : all[model->n];
    double plain = k ? (from + open) * d->likely : from / d->likely;
    char start[200], season[80] = "";
    size_t row = add_row(p, d->name, all[k], within, flow->beyond[k]);
    sx_format_into(start, sizeof start, "%.*g", SX_SHOWN(from));
    if (open > 0.0)
        sx_format_into(start, sizeof start, "(%.*g + %.*g open at the start)", SX_SHOWN(from), SX_SHOWN(open));
    if (model->season && plain > 0.0)
        sx_format_into(season, sizeof season, " x season %.4g", all[k] / plain);
    if (k == 0)
        sx_put_text(&p->table, row, 2, "spend / cost per: %s / %.10g%s = %.*g", start, d->likely, season,
                    SX_SHOWN(all[k]));
    else
        sx_put_text(&p->table, row, 2, "%s x %s: %s x %.10g%s = %.*g", model->driver[k - 1].name,
                    d->kind == SX_WORTH ? "value" : sx_kind_text(d->kind), start, d->likely, season, SX_SHOWN(all[k]));
    explain_lag(p, row, d);
}

/* "value", or what else the drivers behind the last rate make of an opportunity. */
static double explain_worth(const sx_model *model, char *figures, size_t size)
{
    double worth = 1.0;
    size_t used = 0;
    for (size_t k = model->n; k-- > sx_last_rate(model) + 1;) {
        worth *= model->driver[k].likely;
        sx_format_into(figures + used, size - used, "%s%.10g", used ? " x " : "", model->driver[k].likely);
        used += strlen(figures + used);
    }
    return worth;
}

static void explain(page *p, const sx_model *model, const double *spend, size_t n_spend, const sx_flow *flow,
                    const double *open)
{
    size_t n = model->n, opportunities = sx_opportunity_stage(model), h = flow->horizon;
    double all[SX_DRIVERS_MOST + 1] = {0};
    all[n] = sx_sum(spend, n_spend);
    size_t row = add_row(p, "Spend", all[n], all[n], 0.0);
    sx_put_text(&p->table, row, 2, "sum of %zu period%s of spend = %.*g", n_spend, n_spend == 1 ? "" : "s",
                SX_SHOWN(all[n]));
    sx_put_text(&p->table, row, 3, "as planned");
    for (size_t k = 0; k < n; k++) {
        double before = k ? open[k - 1] : 0.0;
        all[k] = k ? (all[k - 1] + before) * model->driver[k].likely : all[n] / model->driver[0].likely;
        if (model->season)
            all[k] = sx_sum(flow->stage + k * h, h) + flow->beyond[k];
        explain_stage(p, model, all, k, flow, before);
    }
    char figures[400];
    double worth = explain_worth(model, figures, sizeof figures);
    row = add_row(p, "Pipeline created", all[opportunities] * worth, sx_sum(flow->created, h), flow->created_beyond);
    sx_put_text(&p->table, row, 2, "%s x value: %.*g x %s = %.*g", model->driver[opportunities].name,
                SX_SHOWN(all[opportunities]), figures, SX_SHOWN(all[opportunities] * worth));
    sx_put_text(&p->table, row, 3, "when the opportunity is counted");
    double within = sx_sum(flow->stage + (n - 1) * h, h), beyond = flow->beyond[n - 1];
    row = add_row(p, "Total revenue", all[n - 1], within, beyond);
    sx_put_text(&p->table, row, 2, "within the horizon + beyond: %.*g + %.*g = %.*g", SX_SHOWN(within),
                SX_SHOWN(beyond), SX_SHOWN(within + beyond));
    double share = all[n - 1] > 0.0 ? 100.0 * beyond / (within + beyond) : 0.0;
    sx_put_text(&p->table, row, 3, "%.*g %% comes after period %zu", SX_SHOWN(share), h);
}

/* One run of the flow, then its words. */
static sx_status run(const sx_model *model, const double *spend, size_t n_spend, const sx_opening *opening,
                     size_t n_opening, sx_table *result)
{
    double level[SX_DRIVERS_MOST], open[SX_DRIVERS_MOST] = {0.0}, overdue;
    for (size_t k = 0; k < model->n; k++)
        level[k] = model->driver[k].likely;
    for (size_t i = 0; i < n_opening; i++)
        open[opening[i].stage] += opening[i].amount;
    sx_flow flow = {0};
    sx_status status = sx_flow_make(&flow, model->n, n_spend);
    if (status == SX_OK)
        status = sx_flow_run(model, level, spend, n_spend, opening, n_opening, &flow, &overdue);
    if (status == SX_OK) {
        page p = {.row = 0};
        sx_table_make(&p.table, model->n + 3, COLUMNS);
        explain(&p, model, spend, n_spend, &flow, open);
        status = sx_table_give(&p.table, result);
    }
    sx_flow_free(&flow);
    return status;
}

sx_status sx_drive_explain(const double *spend, size_t n_spend, const sx_table *drivers, const sx_table *opening,
                           sx_table *result, sx_context *context)
{
    sx_model model;
    sx_status status = sx_model_read(drivers, &model, context);
    if (status != SX_OK)
        return status;
    if (n_spend > SX_PERIODS_MOST)
        return sx_fail(context, SX_NUM, "more than %d periods", SX_PERIODS_MOST);
    sx_opening *open;
    size_t n_open;
    status = sx_opening_read(opening, &model, &open, &n_open, context);
    if (status != SX_OK)
        return status;
    status = run(&model, spend, n_spend, open, n_open, result);
    free(open);
    return status;
}
