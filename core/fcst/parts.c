/* FCST.PARTS */
#include "fcst.h"
#include "fcst/known.h"
#include "fcst/outlook.h"
#include <math.h>
#include <stdlib.h>

/* A step of a series: point, lower, upper. */
typedef struct cast {
    double at[3];
} cast;

static sx_status forecast_one(const sx_question *question, double level, size_t steps, cast *out, sx_context *context)
{
    sx_outlook *o;
    sx_status status = sx_outlook_get(question, steps, &o, context);
    if (status != SX_OK)
        return status;
    for (size_t h = 0; h < steps; h++) {
        out[h].at[0] = o->step[h].point;
        sx_outlook_range(o, h, level, &out[h].at[1], &out[h].at[2]);
    }
    free(o);
    return SX_OK;
}

static double variance(const cast *c)
{
    double width = c->at[2] - c->at[1];
    return isfinite(width) ? width * width : 0.0;
}

static void move(cast *c, double by, bool nonnegative)
{
    for (size_t i = 0; i < 3; i++)
        c->at[i] = nonnegative ? fmax(c->at[i] + by, 0.0) : c->at[i] + by;
}

/* What is missing between the parts' sum and the total goes to each by the square of its range's width: minimum trace
 * with a diagonal covariance (Wickramasuriya, Athanasopoulos and Hyndman 2019), for one total over its parts. */
static void reconcile(cast *total, cast *part, size_t parts, size_t steps, bool nonnegative)
{
    for (size_t h = 0; h < steps; h++) {
        double missing = total[h].at[0], all = variance(&total[h]), sum = 0.0;
        for (size_t j = 0; j < parts; j++) {
            missing -= part[j * steps + h].at[0];
            all += variance(&part[j * steps + h]);
        }
        for (size_t j = 0; j < parts; j++) {
            cast *c = &part[j * steps + h];
            move(c, all > 0.0 ? missing * variance(c) / all : 0.0, nonnegative);
            sum += c->at[0];
        }
        move(&total[h], sum - total[h].at[0], nonnegative);
        total[h].at[0] = sum;
    }
}

sx_status sx_fcst_parts(const double *histories, size_t rows_histories, size_t columns_histories, double horizon,
                        double season, double level, const double *influences, size_t rows_influences,
                        size_t columns_influences, double start, sx_table *result, sx_context *context)
{
    sx_question question;
    size_t n = rows_histories, parts = columns_histories, steps = (size_t)horizon;
    double *history = malloc(n * sizeof *history);
    cast *all = malloc((parts + 1) * steps * sizeof *all);
    bool nonnegative = true;
    sx_status status = history && all ? SX_OK : sx_fail(context, SX_NOMEM, "out of memory");
    for (size_t j = 0; j <= parts && status == SX_OK; j++) { /* 0: the total */
        for (size_t t = 0; t < n; t++) {
            history[t] = 0.0;
            for (size_t i = 0; i < parts; i++)
                history[t] += j == 0 || i + 1 == j ? histories[t * parts + i] : 0.0;
            nonnegative = nonnegative && history[t] >= 0.0;
        }
        status = sx_question_make(history, n, season, influences, rows_influences, columns_influences, start, steps,
                                  &question, context);
        if (status == SX_OK)
            status = forecast_one(&question, level, steps, all + j * steps, context);
    }
    if (status == SX_OK) {
        reconcile(all, all + steps, parts, steps, nonnegative);
        sx_table table;
        sx_table_make(&table, steps, 3 * (parts + 1));
        for (size_t h = 0; h < steps; h++)
            for (size_t j = 0; j <= parts; j++)
                for (size_t i = 0; i < 3; i++) {
                    if (isnan(all[j * steps + h].at[i]))
                        sx_put_fault(&table, h, 3 * j + i, SX_NA);
                    else
                        sx_put_number(&table, h, 3 * j + i, all[j * steps + h].at[i]);
                }
        status = sx_table_give(&table, result);
    }
    free(history);
    free(all);
    return status;
}
