/* FCST.AUTO, FCST.POINT, FCST.LOWER, FCST.UPPER */
#include "fcst.h"
#include "fcst/known.h"
#include "fcst/outlook.h"
#include <math.h>
#include <stdlib.h>

sx_status sx_fcst_auto(const double *history, size_t n_history, double horizon, double season, double level,
                       const double *influences, size_t rows_influences, size_t columns_influences, double start,
                       sx_table *result, sx_context *context)
{
    sx_outlook *o;
    size_t steps = (size_t)horizon;
    sx_question question;
    sx_status status = sx_question_make(history, n_history, season, influences, rows_influences, columns_influences,
                                        start, steps, &question, context);
    if (status == SX_OK)
        status = sx_outlook_get(&question, steps, &o, context);
    if (status != SX_OK)
        return status;
    sx_table table;
    sx_table_make(&table, steps, 3);
    for (size_t h = 0; h < steps; h++) {
        double bounds[2];
        sx_outlook_range(o, h, level, &bounds[0], &bounds[1]);
        sx_put_number(&table, h, 0, o->step[h].point);
        for (size_t i = 0; i < 2; i++) {
            if (isnan(bounds[i]))
                sx_put_fault(&table, h, 1 + i, SX_NA);
            else
                sx_put_number(&table, h, 1 + i, bounds[i]);
        }
    }
    free(o);
    return sx_table_give(&table, result);
}

/* which: 0 point, 1 lower, 2 upper */
static sx_status one_cell(const double *history, size_t n_history, double step, double season, double level,
                          const double *influences, size_t rows_influences, size_t columns_influences, double start,
                          int which, double *result, sx_context *context)
{
    sx_outlook *o;
    size_t h = (size_t)step - 1;
    sx_question question;
    sx_status status = sx_question_make(history, n_history, season, influences, rows_influences, columns_influences,
                                        start, h + 1, &question, context);
    if (status == SX_OK)
        status = sx_outlook_get(&question, h + 1, &o, context);
    if (status != SX_OK)
        return status;
    double value[3] = {o->step[h].point, 0.0, 0.0};
    sx_outlook_range(o, h, level, &value[1], &value[2]);
    free(o);
    if (isnan(value[which]))
        return sx_fail(context, SX_NA, "history: one value says nothing about its error");
    if (!isfinite(value[which]))
        return sx_fail(context, SX_NUM, "the range is too wide for a number");
    *result = value[which];
    return SX_OK;
}

sx_status sx_fcst_point(const double *history, size_t n_history, double step, double season, double level,
                        const double *influences, size_t rows_influences, size_t columns_influences, double start,
                        double *result, sx_context *context)
{
    return one_cell(history, n_history, step, season, level, influences, rows_influences, columns_influences, start, 0,
                    result, context);
}

sx_status sx_fcst_lower(const double *history, size_t n_history, double step, double season, double level,
                        const double *influences, size_t rows_influences, size_t columns_influences, double start,
                        double *result, sx_context *context)
{
    return one_cell(history, n_history, step, season, level, influences, rows_influences, columns_influences, start, 1,
                    result, context);
}

sx_status sx_fcst_upper(const double *history, size_t n_history, double step, double season, double level,
                        const double *influences, size_t rows_influences, size_t columns_influences, double start,
                        double *result, sx_context *context)
{
    return one_cell(history, n_history, step, season, level, influences, rows_influences, columns_influences, start, 2,
                    result, context);
}
