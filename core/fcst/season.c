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
    sx_table_make(&table, f.n, 4);
    sx_decompose(&f, &table);
    if (f.note[0])
        sx_note(context, "%s", f.note);
    if (f.season >= 2 && !f.seasonal)
        sx_note(context, "no season of %zu periods stands out of the series (95 %% test): none taken out", f.season);
    sx_forecast_free(&f);
    return sx_table_give(&table, result);
}
