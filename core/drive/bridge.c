/* DRIVE.BRIDGE. */
#include <math.h>
#include <stdlib.h>
#include "base/statistics.h"
#include "drive.h"
#include "drive/flow.h"
#include "kpi/bridge.h"

#define FACTORS_MOST (2 * SX_DRIVERS_MOST + 2)

/* One forecast: a plan and its drivers at their likely values. */
typedef struct forecast {
    sx_model model;
    double spend;  /* in all; 1 where none is given */
    double timing; /* share of all revenue that comes within the plan's periods, in its seasons */
    double within; /* revenue within them, what was open at the start left out */
    double open;   /* what that adds */
} forecast;

/* A row: a factor of revenue before and after; NaN: not in that table. */
typedef struct factor {
    const char *name;
    bool divides; /* a cost */
    double before, after;
} factor;

static double within_of(const sx_flow *flow)
{
    return sx_sum(flow->stage + (flow->stages - 1) * flow->horizon, flow->horizon);
}

/* Runs the flow with and without what is open. */
static sx_status run(forecast *f, const double *spend, size_t n_spend, const sx_opening *opening, size_t n_opening)
{
    double level[SX_DRIVERS_MOST], overdue, all = f->spend;
    for (size_t k = 0; k < f->model.n; k++) {
        level[k] = f->model.driver[k].likely;
        all = k ? all * level[k] : all / level[k];
    }
    sx_flow flow = {0};
    sx_status status = sx_flow_make(&flow, f->model.n, n_spend);
    if (status == SX_OK)
        status = sx_flow_run(&f->model, level, spend, n_spend, NULL, 0, &flow, &overdue);
    if (status == SX_OK) {
        f->within = within_of(&flow);
        f->timing = all > 0.0 ? f->within / all : 1.0;
    }
    if (status == SX_OK && n_opening)
        status = sx_flow_run(&f->model, level, spend, n_spend, opening, n_opening, &flow, &overdue);
    if (status == SX_OK)
        f->open = n_opening ? within_of(&flow) - f->within : 0.0;
    sx_flow_free(&flow);
    return status;
}

static sx_status read_forecast(forecast *f, const sx_table *drivers, const double *spend, size_t n_spend,
                               const sx_table *opening, sx_context *why)
{
    sx_opening *open = NULL;
    size_t n_open = 0;
    sx_status status = sx_model_read(drivers, &f->model, why);
    if (status == SX_OK && n_spend > SX_PERIODS_MOST)
        status = sx_fail(why, SX_NUM, "more than %d periods", SX_PERIODS_MOST);
    if (status == SX_OK)
        status = sx_opening_read(opening, &f->model, &open, &n_open, why);
    if (status == SX_OK && n_open && !n_spend)
        status =
            sx_fail(why, SX_ARGUMENT, "what is open at the start needs the plan's spend: within how many periods?");
    f->spend = n_spend ? sx_sum(spend, n_spend) : 1.0;
    f->timing = 1.0;
    if (status == SX_OK && n_spend)
        status = run(f, spend, n_spend, open, n_open);
    f->within = f->spend;
    for (size_t k = 0; status == SX_OK && k < f->model.n; k++)
        f->within = k ? f->within * f->model.driver[k].likely : f->within / f->model.driver[k].likely;
    f->within *= f->timing;
    free(open);
    return status;
}

/* The drivers of both in the order of the first, then those that only the second has. */
static sx_status list_factors(const forecast *before, const forecast *after, factor *out, size_t *n, sx_context *why)
{
    *n = 0;
    out[(*n)++] = (factor){.name = "Spend", .before = before->spend, .after = after->spend};
    for (size_t k = 0; k < before->model.n; k++) {
        const sx_driver *d = &before->model.driver[k];
        out[(*n)++] =
            (factor){.name = d->name, .divides = d->kind == SX_COST_PER, .before = d->likely, .after = (double)NAN};
    }
    for (size_t k = 0; k < after->model.n; k++) {
        const sx_driver *d = &after->model.driver[k];
        size_t i = 1;
        while (i < *n && !sx_same_word(out[i].name, d->name))
            i++;
        bool divides = d->kind == SX_COST_PER;
        if (i < *n && out[i].divides != divides)
            return sx_fail(why, SX_ARGUMENT, "%.60s is a cost in one table and none in the other", d->name);
        if (i == *n)
            out[(*n)++] = (factor){.name = d->name, .divides = divides, .before = (double)NAN};
        out[i].after = d->likely;
    }
    out[(*n)++] = (factor){.name = "Timing", .before = before->timing, .after = after->timing};
    return SX_OK;
}

/* What the factor multiplies by; one that is not there by 1. */
static double times(double level, bool divides)
{
    return isnan(level) ? 1.0 : divides ? 1.0 / level : level;
}

/* A level in its cell; blank where the table does not have it. */
static void put_level(sx_table *made, size_t row, size_t column, double level)
{
    if (!isnan(level))
        sx_put_number(made, row, column, level);
}

/* Before, the factors, what was open, after: the effects add up, and so do the running totals. */
static sx_status write_rows(const forecast *before, const forecast *after, const factor *factors, size_t n,
                            const double *effect, sx_table *result)
{
    double from = before->within + before->open, to = after->within + after->open, running = from;
    sx_table made;
    sx_table_make(&made, n + 3, 5);
    sx_put_constant(&made, 0, 0, "Before");
    sx_put_number(&made, 0, 4, from);
    for (size_t i = 0; i <= n; i++) {
        if (i < n) {
            sx_put_text(&made, i + 1, 0, "%s", factors[i].name);
            put_level(&made, i + 1, 1, factors[i].before);
            put_level(&made, i + 1, 2, factors[i].after);
        } else {
            sx_put_constant(&made, i + 1, 0, "Open at the start");
            sx_put_number(&made, i + 1, 1, before->open);
            sx_put_number(&made, i + 1, 2, after->open);
        }
        running += effect[i];
        sx_put_number(&made, i + 1, 3, effect[i]);
        sx_put_number(&made, i + 1, 4, i < n ? running : to);
    }
    sx_put_constant(&made, n + 2, 0, "After");
    sx_put_number(&made, n + 2, 4, to);
    return sx_table_give(&made, result);
}

/* effect: n + 1. What rounding leaves goes to the largest. */
static sx_status split(const forecast *before, const forecast *after, const factor *factors, size_t n, double *effect)
{
    double from[FACTORS_MOST], to[FACTORS_MOST];
    for (size_t i = 0; i < n; i++) {
        from[i] = times(factors[i].before, factors[i].divides);
        to[i] = times(factors[i].after, factors[i].divides);
    }
    sx_status status = sx_bridge(from, to, n, effect);
    if (status != SX_OK)
        return status;
    effect[n] = after->open - before->open;
    size_t largest = 0;
    for (size_t i = 1; i <= n; i++)
        if (fabs(effect[i]) > fabs(effect[largest]))
            largest = i;
    double change = (after->within + after->open) - (before->within + before->open);
    for (int pass = 0; pass < 2; pass++)
        effect[largest] += change - sx_sum(effect, n + 1);
    return status;
}

sx_status sx_drive_bridge(const sx_table *before, const sx_table *after, const double *spendbefore,
                          size_t n_spendbefore, const double *spendafter, size_t n_spendafter,
                          const sx_table *openingbefore, const sx_table *openingafter, sx_table *result,
                          sx_context *context)
{
    if (!n_spendafter) { /* the same plan: only the drivers have moved */
        spendafter = spendbefore;
        n_spendafter = n_spendbefore;
    }
    if (!n_spendbefore && n_spendafter)
        return sx_fail(context, SX_ARGUMENT, "spendafter without spendbefore: the plan before is needed as well");
    forecast *f = calloc(2, sizeof *f);
    if (!f)
        return SX_NOMEM;
    factor factors[FACTORS_MOST];
    double effect[FACTORS_MOST + 1];
    size_t n = 0;
    sx_status status = read_forecast(&f[0], before, spendbefore, n_spendbefore, openingbefore, context);
    if (status == SX_OK)
        status = read_forecast(&f[1], after, spendafter, n_spendafter, openingafter, context);
    if (status == SX_OK)
        status = list_factors(&f[0], &f[1], factors, &n, context);
    if (status == SX_OK && (status = split(&f[0], &f[1], factors, n, effect)) == SX_NUM)
        sx_fail(context, status, "the product of the drivers is too large for a number");
    if (status == SX_OK)
        status = write_rows(&f[0], &f[1], factors, n, effect, result);
    free(f);
    return status;
}
