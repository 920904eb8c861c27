/* DRIVE.REVERSE. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "drive.h"
#include "drive/flow.h"
#include "drive/lag.h"

/* One row: what is needed, and how long before the revenue. */
typedef struct need {
    const char *name;
    double amount, mean, late; /* late: whole periods within which at least 90 % arrive */
} need;

/* The shares of one more stage before those so far; total and work: reach long. */
static void add_lag(double *total, const sx_driver *d, size_t reach, double *work)
{
    double *weight = work, *tail = work + reach, *sum = tail + reach;
    size_t shares = sx_lag_shares(d->lag, d->spread, reach, weight, tail);
    memset(sum, 0, reach * sizeof *sum);
    for (size_t s = 0; s < reach; s++)
        for (size_t j = 0; total[s] > 0.0 && j < shares && s + j < reach; j++)
            sum[s + j] += total[s] * weight[j];
    memcpy(total, sum, reach * sizeof *sum);
}

static double ninetieth(const double *total, size_t reach)
{
    double sum = 0.0;
    for (size_t j = 0; j < reach; j++) {
        sum += total[j];
        if (sum >= 0.9 - 1e-12)
            return (double)j;
    }
    return (double)reach;
}

/* Rows from revenue back to spend; returns how many. Cantelli 1928: at most a tenth lies above mean + 3 sd, so that
 * reach is long enough. */
static size_t trace(const sx_model *model, double target, double *total, size_t reach, double *work, need *out)
{
    size_t n = model->n, rows = 0;
    double amount = target, mean = 0.0, value = 1.0;
    for (size_t k = sx_last_rate(model) + 1; k < n; k++)
        value *= model->driver[k].likely;
    out[rows++] = (need){"Revenue", target, 0.0, 0.0};
    for (size_t k = n; k-- > 0;) {
        const sx_driver *d = &model->driver[k];
        mean += d->lag;
        add_lag(total, d, reach, work);
        amount = k ? amount / d->likely : amount * d->likely;
        const char *name = k ? model->driver[k - 1].name : "Spend";
        double late = ninetieth(total, reach);
        out[rows++] = (need){name, amount, mean, late};
        if (k == sx_opportunity_stage(model) + 1)
            out[rows++] = (need){"Pipeline", amount * value, mean, late};
    }
    return rows;
}

static sx_status write_rows(const need *rows, size_t n, double by, sx_table *result)
{
    sx_table made;
    sx_table_make(&made, n, 5);
    for (size_t i = 0; i < n; i++) {
        sx_put_text(&made, i, 0, "%s", rows[i].name);
        sx_put_number(&made, i, 1, rows[i].amount);
        sx_put_number(&made, i, 2, rows[i].mean);
        sx_put_number(&made, i, 3, floor(by - rows[i].mean + 1e-9));
        sx_put_number(&made, i, 4, by - rows[i].late);
    }
    return sx_table_give(&made, result);
}

sx_status sx_drive_reverse(double target, const sx_table *drivers, double by, sx_table *result, sx_context *context)
{
    sx_model model;
    need rows[SX_DRIVERS_MOST + 3];
    sx_status status = sx_model_read(drivers, &model, context);
    if (status != SX_OK)
        return status;
    double mean = 0.0, variance = 0.0;
    if (model.season)
        sx_note(context, "for periods of an average season");
    for (size_t k = 0; k < model.n; k++) {
        const sx_driver *d = &model.driver[k];
        if (k && !(d->likely > 0.0))
            return sx_fail(context, SX_DIV0, "drivers row %zu (%.60s): likely is 0, so no spend reaches a target",
                           d->row + 1, d->name);
        mean += d->lag;
        variance += d->spread * d->spread + 0.25;
    }
    size_t reach = (size_t)(mean + 3.0 * sqrt(variance)) + 2;
    double *total = calloc(4 * reach, sizeof *total);
    if (!total)
        return SX_NOMEM;
    total[0] = 1.0;
    size_t n = trace(&model, target, total, reach, total + reach, rows);
    free(total);
    status = write_rows(rows, n, by, result);
    if (status == SX_OK && by > 0.0 && by - mean < 1.0)
        sx_note(context, "the spend was due in period %.10g: too late for this target by period %.10g",
                floor(by - mean + 1e-9), by);
    return status;
}
