#include <math.h>
#include <stdlib.h>
#include "kpi.h"
#include "kpi/ratio.h"
#include "kpi/theil_sen.h"
#include "base/statistics.h"

sx_status sx_kpi_trend(const double *values, size_t n_values, double *result, sx_context *context)
{
    double *x = malloc(2 * n_values * sizeof *x);
    if (!x)
        return SX_NOMEM;
    double *y = x + n_values, slope = 0.0;
    size_t n = 0;
    for (size_t i = 0; i < n_values; i++) {
        if (isnan(values[i]))
            continue; /* a period without a value: the time goes on */
        x[n] = (double)i;
        y[n++] = values[i];
    }
    if (n < 2) {
        free(x);
        return sx_fail(context, SX_VALUE, "values: a trend needs two values at least, %zu given", n);
    }
    sx_status status = sx_theil_sen(x, y, n, &slope);
    double level = fabs(sx_median(y, n));
    free(x);
    if (status == SX_OK)
        status = sx_ratio(slope, level, result);
    if (status == SX_DIV0)
        sx_fail(context, status, "the median level is zero: there is nothing to relate the change to");
    else if (status == SX_NUM)
        sx_fail(context, status, "values: a difference is too large for a number");
    return status;
}
