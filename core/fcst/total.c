/* FCST.TOTAL */
#include "fcst.h"
#include "fcst/known.h"
#include "fcst/outlook.h"
#include "base/statistics.h"
#include <math.h>
#include <stdlib.h>

/* What has come in of the year: the last values of the history once more, so that nothing is counted twice or left out.
 */
static bool is_tail(const double *history, size_t n, const double *sofar, size_t n_sofar)
{
    if (n_sofar > n)
        return false;
    for (size_t t = 0; t < n_sofar; t++)
        if (!(history[n - n_sofar + t] == sofar[t]))
            return false;
    return true;
}

sx_status sx_fcst_total(const double *history, size_t n_history, double from, double to, double season, double level,
                        const double *sofar, size_t n_sofar, const double *influences, size_t rows_influences,
                        size_t columns_influences, double start, sx_table *result, sx_context *context)
{
    sx_outlook *o;
    sx_question question;
    if (to < from)
        return sx_fail(context, SX_NUM, "to: step %.0f is before from, step %.0f", to, from);
    if (n_sofar && from != 1.0)
        return sx_fail(context, SX_ARGUMENT, "sofar: with values to date the rest begins with step 1, not %.0f", from);
    if (!is_tail(history, n_history, sofar, n_sofar))
        return sx_fail(context, SX_ARGUMENT, "sofar: its %zu values are not the last ones of history", n_sofar);
    sx_status status = sx_question_make(history, n_history, season, influences, rows_influences, columns_influences,
                                        start, (size_t)to, &question, context);
    if (status == SX_OK)
        status = sx_outlook_get(&question, (size_t)to, &o, context);
    if (status != SX_OK)
        return status;
    double total[3], done = n_sofar ? sx_sum(sofar, n_sofar) : 0.0;
    sx_outlook_total(o, (size_t)from - 1, (size_t)to - 1, level, total);
    free(o);
    sx_table table;
    sx_table_make(&table, 1, 3);
    for (size_t i = 0; i < 3; i++) {
        if (isnan(total[i]))
            sx_put_fault(&table, 0, i, SX_NA);
        else
            sx_put_number(&table, 0, i, done + total[i]);
    }
    return sx_table_give(&table, result);
}
