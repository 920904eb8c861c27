/* A history made ready: gaps filled, what is unusual about it found out. */
#ifndef SX_FCST_PREPARE_H
#define SX_FCST_PREPARE_H
#include <stddef.h>
/* Fills the gaps (NaN) of y: straight lines between neighbours on the series without its additive season of period m
 * (m < 2 or under two seasons: on the series itself); with a season on logarithms where all known values are positive,
 * and not below zero where none is. First and last value are not NaN. work: 2 n + 2 m + 2.
 * Returns the number of gaps. */
size_t sx_fill_gaps(double *y, size_t n, size_t m, double *work);
/* What would have been usual: the median of the six values around each (seven values at least; else 0 is
 * returned). Returns
 * the standard deviation about it, 1.4826 times the median distance. adjusted: the series without its season, positive
 * ones in logarithms. work: n. */
double sx_usual_values(const double *adjusted, size_t n, double *usual, double *work);
#endif
