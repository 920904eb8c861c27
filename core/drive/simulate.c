#include "drive/simulate.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/distribution.h"
#include "base/statistics.h"
#include "drive/sample.h"

size_t sx_range_rows(const sx_range *range)
{
    return range->periods + 3;
}

size_t sx_range_columns(const sx_range *range)
{
    return 4 * (range->n_levels + 1);
}

bool sx_range_has(const sx_range *range, sx_measure measure, size_t driver)
{
    return measure == SX_REVENUE || sx_is_of_pipeline(range->model, driver);
}

const double *sx_range_shares(const sx_range *range, sx_measure measure)
{
    return measure == SX_REVENUE ? range->revenue : range->pipeline;
}

sx_status sx_range_make(sx_range *range, const double *spend)
{
    double level[SX_DRIVERS_MOST], overdue;
    sx_flow flow;
    size_t n = range->model->n, periods = range->periods;
    for (size_t k = 0; k < n; k++)
        level[k] = 1.0;
    range->pipeline = malloc((2 * periods + 2) * sizeof(double));
    if (!range->pipeline)
        return SX_NOMEM;
    range->revenue = range->pipeline + periods + 1;
    range->plan = spend;
    sx_status status = sx_flow_make(&flow, n, periods);
    if (status == SX_OK) {
        status = sx_flow_run(range->model, level, spend, periods, NULL, 0, &flow, &overdue);
        memcpy(range->pipeline, flow.created, periods * sizeof(double));
        range->pipeline[periods] = flow.created_beyond;
        memcpy(range->revenue, flow.stage + (n - 1) * periods, periods * sizeof(double));
        range->revenue[periods] = flow.beyond[n - 1];
        range->spend = sx_sum(spend, periods);
        sx_flow_free(&flow);
    }
    if (status != SX_OK) {
        free(range->pipeline);
        range->pipeline = NULL;
    }
    return status;
}

bool sx_range_needs_walk(const sx_range *range)
{
    if (range->n_opening || range->model->season)
        return true;
    for (size_t k = 0; k < range->model->n; k++)
        if (range->model->driver[k].noise > 0.0)
            return true;
    return false;
}

size_t sx_range_obstacle(const sx_range *range)
{
    size_t n = range->model->n;
    for (size_t k = 0; k < n; k++) {
        const sx_marginal *m = &range->marginal[k];
        if (!sx_marginal_is_plain(m))
            return k;
        if (m->family == SX_LOGNORMAL && range->model->driver[k].kind == SX_RATE &&
            -log(m->likely) < 3.0902323061678132 * m->sigma_low)
            return k;
    }
    return n;
}

/* The amount of one row: a period, to the horizon, beyond, in all. */
static double row_amount(const double *shares, size_t periods, size_t row)
{
    if (row < periods)
        return shares[row];
    double within = sx_sum(shares, periods), beyond = shares[periods];
    return row == periods ? within : row == periods + 1 ? beyond : within + beyond;
}

void sx_range_spread(const sx_range *range, sx_measure measure, const double *value, const double *error, double *out)
{
    size_t wide = range->n_levels + 1, columns = 4 * wide;
    for (size_t row = 0; row < sx_range_rows(range); row++) {
        double amount = row_amount(sx_range_shares(range, measure), range->periods, row);
        double *to = out + row * columns;
        for (size_t i = 0; i < wide; i++) {
            to[i] = amount * value[i];
            to[2 * wide + i] = amount * error[i];
        }
    }
}

void sx_range_closed(const sx_range *range, double *out)
{
    size_t n = range->model->n, wide = range->n_levels + 1;
    double value[SX_LEVELS_MOST + 1], error[SX_LEVELS_MOST + 1] = {0};
    for (int measure = SX_PIPELINE; measure <= SX_REVENUE; measure++) {
        double ln = 0.0, variance = 0.0, s[SX_DRIVERS_MOST] = {0};
        for (size_t k = 0; k < n; k++)
            if (sx_range_has(range, (sx_measure)measure, k)) {
                double sign = k ? 1.0 : -1.0;
                ln += sign * log(range->marginal[k].likely);
                s[k] = sign * range->marginal[k].sigma_low;
            }
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                variance += s[i] * s[j] * (i == j ? 1.0 : range->correlation ? range->correlation[i * n + j] : 0.0);
        double sigma = sqrt(fmax(variance, 0.0));
        for (size_t i = 0; i + 1 < wide; i++)
            value[i] = exp(ln + sigma * sx_normal_quantile(range->levels[i]));
        value[wide - 1] = exp(ln + variance / 2.0);
        sx_range_spread(range, (sx_measure)measure, value, error, measure == SX_REVENUE ? out + wide : out);
    }
}

bool sx_range_is_small(const sx_range *range, double *won_a_period)
{
    double won = range->spend / range->marginal[0].likely, periods = 0.0;
    for (size_t k = 1; k + 1 < range->model->n; k++)
        won *= range->marginal[k].likely;
    for (size_t t = 0; t < range->periods; t++)
        periods += range->revenue[t] > 0.0 || range->n_opening ? 1.0 : 0.0;
    for (size_t i = 0; i < range->n_opening; i++) {
        double open = range->opening[i].amount;
        for (size_t k = range->opening[i].stage + 1; k + 1 < range->model->n; k++)
            open *= range->marginal[k].likely;
        won += open;
    }
    *won_a_period = periods > 0.0 ? won / periods : won;
    return *won_a_period < 400.0;
}
