/* What nearly every key figure is: one amount over another. */
#ifndef SX_KPI_RATIO_H
#define SX_KPI_RATIO_H
#include <math.h>
#include "base/value.h"

/* 0.1 + 0.2 is not 0.3 to a computer. What differs by less than this share of the amounts does not differ: far below
 * a cent of a billion, far above what rounding leaves of a sum. */
#define SX_KPI_SAME 1e-12

/* *result = value, unless it overflowed; never the minus zero of 0 / -20, which a cell would show. */
static inline sx_status sx_finite(double value, double *result)
{
    if (!isfinite(value))
        return SX_NUM;
    *result = value + 0.0;
    return SX_OK;
}

/* above / below. SX_DIV0: below is zero; SX_NUM: the quotient overflows. */
static inline sx_status sx_ratio(double above, double below, double *result)
{
    if (below == 0.0)
        return SX_DIV0;
    return sx_finite(above / below, result);
}

/* a - b, and 0 for what only rounding leaves of it. */
static inline double sx_difference(double a, double b)
{
    double difference = a - b;
    return fabs(difference) <= SX_KPI_SAME * fmax(fabs(a), fabs(b)) ? 0.0 : difference;
}

/* part / whole of amounts >= 0, between 0 and 1. SX_DIV0: the whole is zero; SX_NUM: the part is larger. */
static inline sx_status sx_share(double part, double whole, double *result)
{
    if (whole == 0.0)
        return SX_DIV0;
    if (sx_difference(part, whole) > 0.0)
        return SX_NUM;
    *result = fmin(part / whole, 1.0);
    return SX_OK;
}
#endif
