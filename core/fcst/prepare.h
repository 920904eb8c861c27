/* A history made ready: gaps filled, what is unusual about it found out. */
#ifndef SX_FCST_PREPARE_H
#define SX_FCST_PREPARE_H
#include <stddef.h>
/* Fills the gaps (NaN) of y: straight lines between neighbours on the series without its additive season of period m
 * (m < 2 or under two seasons: on the series itself); with a season on logarithms where all known values are positive,
 * and not below zero where none is. First and last value are not NaN. work: 2 n + 2 m + 2.
 * Returns the number of gaps. */
size_t sx_fill_gaps(double *y, size_t n, size_t m, double *work);
/* Values more than 5 standard deviations (1.4826 times the median absolute deviation) from the median of the seven
 * around them, on the series without its season. Reported, never removed. work: 2 n. */
size_t sx_count_outliers(const double *adjusted, size_t n, double *work);
#endif
