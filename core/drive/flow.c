#include "drive/flow.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "drive/lag.h"

sx_status sx_flow_make(sx_flow *flow, size_t stages, size_t horizon)
{
    double *data = calloc(stages * horizon + stages + 2 * horizon, sizeof(double));
    if (!data)
        return SX_NOMEM;
    *flow = (sx_flow){.stages = stages,
                      .horizon = horizon,
                      .stage = data,
                      .beyond = data + stages * horizon,
                      .created = data + stages * horizon + stages,
                      .open = data + stages * horizon + stages + horizon};
    return SX_OK;
}

void sx_flow_free(sx_flow *flow)
{
    free(flow->stage);
    *flow = (sx_flow){0};
}

/* out(t) = sum_j in(t - j) weight(j); the shares that come too late are returned. */
static double delay(const double *in, size_t horizon, const double *weight, const double *tail, size_t reach,
                    double *out)
{
    double late = 0.0;
    for (size_t s = 0; s < horizon; s++) {
        double amount = in[s];
        if (amount == 0.0)
            continue;
        size_t n = horizon - s < reach ? horizon - s : reach;
        double *to = out + s;
        for (size_t j = 0; j < n; j++)
            to[j] += amount * weight[j];
        late += amount * tail[horizon - 1 - s];
    }
    return late;
}

/* What was open arrives: stage is the receiving one's arrivals so far. */
static double arrive(const sx_opening *o, size_t horizon, const double *weight, const double *tail, double *out,
                     double *overdue)
{
    double left = tail[o->age];
    if (left < 1e-12) {
        out[0] += o->amount;
        *overdue += o->amount;
        return 0.0;
    }
    for (size_t t = 0; t < horizon; t++)
        out[t] += o->amount * (weight[t + 1 + o->age] / left);
    return o->amount * (tail[horizon + o->age] / left);
}

/* Opportunities still undecided at the end of each period. */
static void undecided(const double *in, const sx_opening *opening, size_t n_opening, size_t stage, size_t horizon,
                      const double *tail, double *out)
{
    for (size_t s = 0; s < horizon; s++)
        for (size_t t = s; in[s] != 0.0 && t < horizon; t++)
            out[t] += in[s] * tail[t - s];
    for (size_t i = 0; i < n_opening; i++)
        for (size_t t = 0; opening[i].stage == stage && tail[opening[i].age] >= 1e-12 && t < horizon; t++)
            out[t] += opening[i].amount * (tail[t + 1 + opening[i].age] / tail[opening[i].age]);
}

sx_status sx_flow_run(const sx_model *model, const double *level, const double *spend, size_t n_spend,
                      const sx_opening *opening, size_t n_opening, sx_flow *flow, double *overdue)
{
    size_t horizon = flow->horizon, n = model->n, oldest = 0, opportunities = sx_opportunity_stage(model);
    assert(n == flow->stages && n_spend <= horizon);
    for (size_t i = 0; i < n_opening; i++)
        oldest = opening[i].age > oldest ? opening[i].age : oldest;
    size_t reach = horizon + 1 + oldest;
    double *weight = malloc((2 * reach + horizon) * sizeof *weight);
    if (!weight)
        return SX_NOMEM;
    double *tail = weight + reach, *source = tail + reach, late = 0.0;
    memset(flow->stage, 0, n * horizon * sizeof(double));
    memset(flow->open, 0, horizon * sizeof(double));
    memset(source, 0, horizon * sizeof(double));
    for (size_t t = 0; t < n_spend; t++)
        source[t] = model->season ? spend[t] / sx_season_at(model, 0, t) : spend[t];
    *overdue = 0.0;
    for (size_t k = 0; k < n; k++) {
        double *out = flow->stage + k * horizon;
        const double *in = k ? out - horizon : source;
        double scale = k ? level[k] : 1.0 / level[0];
        size_t shares = sx_lag_shares(model->driver[k].lag, model->driver[k].spread, reach, weight, tail);
        late += delay(in, horizon, weight, tail, shares, out);
        for (size_t i = 0; i < n_opening; i++)
            if (k && opening[i].stage == k - 1)
                late += arrive(&opening[i], horizon, weight, tail, out, overdue);
        if (k == opportunities + 1)
            undecided(in, opening, n_opening, opportunities, horizon, tail, flow->open);
        for (size_t t = 0; t < horizon; t++)
            out[t] *= k && model->season ? scale * sx_season_at(model, k, t) : scale;
        late *= scale;
        flow->beyond[k] = late;
    }
    double value = level[n - 1];
    for (size_t k = sx_last_rate(model) + 1; k + 1 < n; k++)
        value *= level[k];
    for (size_t t = 0; t < horizon; t++) {
        flow->created[t] = flow->stage[opportunities * horizon + t] * value;
        flow->open[t] *= value;
    }
    flow->created_beyond = flow->beyond[opportunities] * value;
    free(weight);
    return SX_OK;
}
