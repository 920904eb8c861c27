/* FCST.UNUSUAL */
#include "fcst.h"
#include "fcst/decompose.h"
#include "fcst/forecast.h"
#include "fcst/known.h"
#include "fcst/outlier.h"
#include "fcst/outlook.h"
#include <math.h>
#include <stdlib.h>

/* From the scale that values are compared on, positive ones in logarithms, and those of a mirrored history turned over.
 */
static double back(const sx_forecast *f, double u)
{
    double value = f->multiplicative ? exp(u) : u;
    return f->mirrored ? 0.0 - value : value;
}

/* What influences do to a value, on the scale that values are compared on. */
static double effect(const sx_forecast *f, size_t t)
{
    double known = sx_past_effect(f, t);
    return f->multiplicative ? log(known) : f->mirrored ? 0.0 - known : known;
}

/* blank: how many cells stand before the first value. */
static void put(sx_table *table, size_t row, const sx_forecast *f, const sx_outlier *o, size_t blank, double reach)
{
    double known = effect(f, o->t), one = back(f, o->usual + known - reach), other = back(f, o->usual + known + reach);
    sx_put_number(table, row, 0, (double)(blank + f->n_left_out + f->n_dead + o->t + 1));
    sx_put_number(table, row, 1, f->history[o->t]);
    sx_put_number(table, row, 2, back(f, o->usual + known));
    sx_put_number(table, row, 3, fmin(one, other));
    sx_put_number(table, row, 4, fmax(one, other));
    sx_put_number(table, row, 5, f->mirrored ? 0.0 - o->away : o->away);
}

/* On the scale that values are compared on, without what influences do. */
static void bring_to_scale(sx_forecast *f, double *u)
{
    bool positive = f->multiplicative;
    for (size_t t = 0; t < f->n; t++) {
        u[t] = f->mirrored ? 0.0 - f->history[t] : f->history[t];
        positive = positive && u[t] > 0.0;
    }
    if (f->multiplicative && !positive) /* a zero that was taken for a closed period: influences are factors there */
        f->lifted = false;
    f->multiplicative = positive;
    for (size_t t = 0; t < f->n; t++)
        u[t] = (positive ? log(u[t]) : u[t]) - effect(f, t);
}

sx_status sx_fcst_unusual(const double *history, size_t n_history, double season, double deviations,
                          const double *influences, size_t rows_influences, size_t columns_influences, double start,
                          sx_table *result, sx_context *context)
{
    sx_forecast f;
    size_t n_found = 0;
    double deviation = 0.0;
    sx_question question;
    sx_status status = sx_question_make(history, n_history, season, influences, rows_influences, columns_influences,
                                        start, 0, &question, context);
    if (status != SX_OK)
        return status;
    status = sx_forecast_ask(&question, 1, &f);
    if (status != SX_OK)
        return sx_fail(context, status, "%s", sx_forecast_reason(status));
    double *u = malloc(f.n * sizeof *u);
    sx_outlier *found = malloc(f.n * sizeof *found);
    bool known = f.method >= SX_METHOD_POOL && f.open_season == f.season;
    if (u)
        bring_to_scale(&f, u);
    status = !u || !found ? SX_NOMEM
             : known      ? sx_find_outliers(u, f.n, f.season, deviations, found, &n_found, &deviation)
                          : SX_OK;
    if (status == SX_OK) {
        sx_table table;
        sx_table_make(&table, n_found ? n_found : 1, 6);
        if (n_found == 0)
            sx_put_constant(&table, 0, 0, deviation > 0.0 ? "none" : "not known");
        for (size_t row = 0; row < n_found; row++)
            put(&table, row, &f, &found[row], n_history - question.n, deviations * deviation);
        if (f.note[0])
            sx_note(context, "%s", f.note);
        status = sx_table_give(&table, result);
    } else {
        sx_fail(context, status, "out of memory");
    }
    free(u);
    free(found);
    sx_forecast_free(&f);
    return status;
}
