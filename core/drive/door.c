/* DRIVE.PERT, DRIVE.TRIANGULAR and DRIVE.LOGNORMAL. */
#include <math.h>
#include "drive.h"
#include "drive/marginal.h"

static sx_status quantile(sx_family family, bool min_max, double low, double likely, double high, double probability,
                          double *result, sx_context *why)
{
    sx_marginal m;
    if (low > high)
        return sx_fail(why, SX_NUM, "low %g is above high %g", low, high);
    if (likely < low || likely > high)
        return sx_fail(why, SX_NUM, "likely %g lies outside low %g to high %g", likely, low, high);
    if (!(high - low <= 1e300) || fabs(low) > 1e300 || fabs(high) > 1e300)
        return sx_fail(why, SX_NUM, "low and high are too large for a number");
    sx_status status = sx_marginal_fit(family, min_max, low, likely, high, &m);
    if (status != SX_OK)
        return status;
    if (m.family == SX_FIXED)
        *result = m.likely;
    else if (probability <= 0.0 || probability >= 1.0)
        *result = probability <= 0.0 ? m.low : m.high;
    else
        *result = sx_marginal_quantile(&m, probability);
    return SX_OK;
}

sx_status sx_drive_pert(double low, double likely, double high, double probability, int bounds, double *result,
                        sx_context *context)
{
    return quantile(SX_PERT, bounds == SX_DRIVE_PERT_BOUNDS_MINMAX, low, likely, high, probability, result, context);
}

sx_status sx_drive_triangular(double low, double likely, double high, double probability, int bounds, double *result,
                              sx_context *context)
{
    return quantile(SX_TRIANGULAR, bounds == SX_DRIVE_TRIANGULAR_BOUNDS_MINMAX, low, likely, high, probability, result,
                    context);
}

sx_status sx_drive_lognormal(double low, double likely, double high, double probability, double *result,
                             sx_context *context)
{
    return quantile(SX_LOGNORMAL, false, low, likely, high, probability, result, context);
}
