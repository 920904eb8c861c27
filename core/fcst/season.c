/* FCST.SEASON */
#include "fcst.h"
#include "fcst/decompose.h"
#include "fcst/forecast.h"
#include "fcst/known.h"
#include <math.h>

/* Values before the first one used are all level; what was blank is not known. */
static void put_unused(sx_table *table, size_t row, double value)
{
    for (size_t column = 0; column < table->columns; column++) {
        if (isnan(value) || column == 1)
            sx_put_fault(table, row, column, SX_NA);
        else
            sx_put_number(table, row, column, column ? 0.0 : value);
    }
}

sx_status sx_fcst_season(const double *history, size_t n_history, double season, const double *influences,
                         size_t rows_influences, size_t columns_influences, double start, sx_table *result,
                         sx_context *context)
{
    sx_forecast f;
    sx_question question;
    bool known = rows_influences || !isnan(start);
    sx_status status = sx_question_make(history, n_history, season, influences, rows_influences, columns_influences,
                                        start, 0, &question, context);
    if (status != SX_OK)
        return status;
    status = sx_forecast_ask(&question, 1, &f);
    if (status != SX_OK)
        return sx_fail(context, status, "%s", sx_forecast_reason(status));
    sx_table table;
    size_t unused = n_history - f.n;
    sx_table_make(&table, n_history, known ? 5 : 4);
    for (size_t t = 0; t < unused; t++)
        put_unused(&table, t, history[t]);
    sx_decompose(&f, history + unused, unused, &table);
    if (f.note[0])
        sx_note(context, "%s", f.note);
    sx_forecast_free(&f);
    return sx_table_give(&table, result);
}
