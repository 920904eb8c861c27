#include "kpi/bridge.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include "kpi.h"
#include "base/statistics.h"

/* Mantissa and exponent apart: 1e200 x 1e200 x 1e-300 must not overflow on the way. */
static double product(const double *x, size_t n)
{
    double mantissa = 1.0;
    long exponent = 0;
    for (size_t i = 0; i < n; i++) {
        int of_factor = 0, of_product = 0;
        mantissa *= frexp(x[i], &of_factor);
        mantissa = frexp(mantissa, &of_product);
        exponent += (long)of_factor + of_product;
    }
    return ldexp(mantissa, exponent > 5000 ? 5000 : exponent < -5000 ? -5000 : (int)exponent);
}

/* ln(after / before), both positive. Near 1 the difference is exact and the quotient is not; far from 1 the quotient
 * might overflow. */
static double log_ratio(double before, double after)
{
    if (after <= 2.0 * before && before <= 2.0 * after)
        return log1p((after - before) / before);
    return log(after) - log(before);
}

/* (p1 - p0) / ln(p1 / p0) from the larger of the two and ln(p1 / p0) itself. */
static double logarithmic_mean(double p0, double p1, double log_p1_p0)
{
    if (log_p1_p0 == 0.0)
        return p0;
    double far = -fabs(log_p1_p0);
    return fmax(p0, p1) * expm1(far) / far;
}

/* One of the two products is zero: those drivers that are zero there explain the whole change, in equal parts. */
static void split_zero(const double *zero_side, size_t n, double change, double *contribution)
{
    size_t zeros = 0;
    for (size_t i = 0; i < n; i++)
        zeros += zero_side[i] == 0.0;
    for (size_t i = 0; i < n; i++)
        contribution[i] = zero_side[i] == 0.0 ? change / (double)zeros : 0.0;
}

static bool has_zero(const double *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (x[i] == 0.0)
            return true;
    return false;
}

/* The sum of the rows is what a controller checks first. */
static void give_residue_to_largest(double change, size_t n, double *contribution)
{
    size_t largest = 0;
    for (size_t i = 1; i < n; i++)
        if (fabs(contribution[i]) > fabs(contribution[largest]))
            largest = i;
    for (int pass = 0; pass < 2; pass++)
        contribution[largest] += change - sx_sum(contribution, n);
}

sx_status sx_bridge(const double *before, const double *after, size_t n, double *contribution)
{
    double p0 = product(before, n), p1 = product(after, n), change = p1 - p0;
    if (!isfinite(p0) || !isfinite(p1))
        return SX_NUM;
    bool zero_before = has_zero(before, n), zero_after = has_zero(after, n);
    if (zero_before || zero_after) { /* on both sides: no change, and nothing is handed out */
        split_zero(zero_before ? before : after, n, change, contribution);
    } else {
        for (size_t i = 0; i < n; i++)
            contribution[i] = log_ratio(before[i], after[i]);
        double mean = logarithmic_mean(p0, p1, sx_sum(contribution, n));
        for (size_t i = 0; i < n; i++)
            contribution[i] = contribution[i] * mean + 0.0; /* never minus zero */
    }
    give_residue_to_largest(change, n, contribution);
    return SX_OK;
}

sx_status sx_kpi_bridge(const double *before, size_t n_before, const double *after, size_t n_after, sx_table *result,
                        sx_context *context)
{
    if (n_before != n_after)
        return sx_fail(context, SX_ARGUMENT, "before has %zu drivers and after %zu", n_before, n_after);
    double *contribution = malloc(n_before * sizeof *contribution);
    if (!contribution)
        return SX_NOMEM;
    sx_table made;
    sx_table_make(&made, n_before, 1);
    sx_status status = sx_bridge(before, after, n_before, contribution);
    for (size_t i = 0; status == SX_OK && i < n_before; i++)
        sx_put_number(&made, i, 0, contribution[i]);
    free(contribution);
    if (status == SX_OK)
        return sx_table_give(&made, result);
    sx_table_free(&made);
    return sx_fail(context, status, "a product of the drivers is too large for a number");
}
