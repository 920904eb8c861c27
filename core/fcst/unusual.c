/* FCST.UNUSUAL */
#include "fcst.h"
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

/* blank: how many cells stand before the first value. */
static void put(sx_table *table, size_t row, const sx_forecast *f, const sx_outlier *o, size_t blank, double reach)
{
    double one = back(f, o->usual - reach), other = back(f, o->usual + reach);
    sx_put_number(table, row, 0, (double)(blank + f->n_left_out + f->n_dead + o->t + 1));
    sx_put_number(table, row, 1, f->history[o->t]);
    sx_put_number(table, row, 2, back(f, o->usual));
    sx_put_number(table, row, 3, fmin(one, other));
    sx_put_number(table, row, 4, fmax(one, other));
    sx_put_number(table, row, 5, f->mirrored ? 0.0 - o->away : o->away);
}

sx_status sx_fcst_unusual(const double *history, size_t n_history, double season, double deviations, sx_table *result,
                          sx_context *context)
{
    sx_forecast f;
    size_t n_found = 0;
    double deviation = 0.0;
    size_t blank = sx_blank_front(history, n_history);
    sx_status status = sx_forecast_make(history + blank, n_history - blank, sx_asked_season(season), 1, &f);
    if (status != SX_OK)
        return sx_fail(context, status, "%s", sx_forecast_reason(status));
    double *u = malloc(f.n * sizeof *u);
    sx_outlier *found = malloc(f.n * sizeof *found);
    bool known = f.method >= SX_METHOD_POOL && f.open_season == f.season;
    for (size_t t = 0; t < f.n && u; t++) {
        u[t] = f.mirrored ? 0.0 - f.history[t] : f.history[t];
        f.multiplicative = f.multiplicative && u[t] > 0.0;
    }
    for (size_t t = 0; t < f.n && u && f.multiplicative; t++)
        u[t] = log(u[t]);
    status = !u || !found ? SX_NOMEM
             : known      ? sx_find_outliers(u, f.n, f.season, deviations, found, &n_found, &deviation)
                          : SX_OK;
    if (status == SX_OK) {
        sx_table table;
        sx_table_make(&table, n_found ? n_found : 1, 6);
        if (n_found == 0)
            sx_put_constant(&table, 0, 0, deviation > 0.0 ? "none" : "not known");
        for (size_t row = 0; row < n_found; row++)
            put(&table, row, &f, &found[row], blank, deviations * deviation);
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
