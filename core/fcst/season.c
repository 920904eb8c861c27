/* FCST.SEASON */
#include "fcst.h"
#include "fcst/forecast.h"
#include "fcst/outlook.h"
#include "fcst/decompose.h"
#include <math.h>

sx_status sx_fcst_season(const double *history, size_t n_history, double season, sx_table *result, sx_context *context)
{
    sx_forecast f;
    sx_status status = sx_forecast_make(history, n_history, sx_asked_season(season), 1, &f);
    if (status != SX_OK)
        return sx_fail(context, status, "%s", sx_forecast_reason(status));
    sx_table table;
    sx_table_make(&table, f.n_dead + f.n, 4);
    for (size_t t = 0; t < f.n_dead; t++) { /* values before the first one used are all level */
        double value = history[f.n_left_out + t];
        sx_put_number(&table, t, 0, isnan(value) ? 0.0 : value);
        sx_put_fault(&table, t, 1, SX_NA);
        sx_put_number(&table, t, 2, 0.0);
        sx_put_number(&table, t, 3, 0.0);
    }
    sx_decompose(&f, f.n_dead, &table);
    if (f.note[0])
        sx_note(context, "%s", f.note);
    sx_forecast_free(&f);
    return sx_table_give(&table, result);
}
