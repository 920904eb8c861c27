/* Plain statistics. n > 0 throughout; values finite. */
#ifndef SX_STATISTICS_H
#define SX_STATISTICS_H
#include <stddef.h>
/* Compensated (Neumaier 1974): the order of the rows does not show in the cents. */
double sx_sum(const double *x, size_t n);
double sx_mean(const double *x, size_t n);
/* Divisor n - 1; n > 1. */
double sx_variance(const double *x, size_t n);
/* Ascending, in place; the same order for the same values on every platform. */
void sx_sort(double *x, size_t n);
/* Linear interpolation of order statistics (Hyndman and Fan 1996, type 7), sorted ascending, 0 <= p <= 1. */
double sx_quantile_sorted(const double *sorted, size_t n, double p);
/* Sorts x in place. */
double sx_median(double *x, size_t n);
#endif
