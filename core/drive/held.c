/* DRIVE.HELD. */
#include <math.h>
#include "base/distribution.h"
#include "drive.h"
#include "test/proportion.h"

sx_status sx_drive_held(const double *low, size_t n_low, const double *high, size_t n_high, const double *actual,
                        size_t n_actual, double level, sx_table *result, sx_context *context)
{
    size_t n = n_low < n_high ? n_low : n_high, compared = 0, below = 0, above = 0;
    n = n < n_actual ? n : n_actual;
    for (size_t i = 0; i < n; i++) {
        if (low[i] > high[i])
            return sx_fail(context, SX_NUM, "value %zu: low %g is above high %g", i + 1, low[i], high[i]);
        if (isnan(low[i]) || isnan(high[i]) || isnan(actual[i]))
            continue;
        compared++;
        below += actual[i] < low[i];
        above += actual[i] > high[i];
    }
    if (!compared)
        return sx_fail(context, SX_DIV0, "no period has both a range and an actual");
    double held = (double)(compared - below - above), from, to;
    sx_wilson(held, (double)compared, sx_normal_quantile(0.5 + level / 2.0), &from, &to);
    const double row[] = {held / (double)compared, from, to, held, (double)compared, (double)below, (double)above};
    sx_table made;
    sx_table_make(&made, 1, 7);
    for (size_t c = 0; c < 7; c++)
        sx_put_number(&made, 0, c, row[c]);
    return sx_table_give(&made, result);
}
