/* The season of a series: is there one, which, and what is left without it. */
#ifndef SX_FORECAST_SEASON_H
#define SX_FORECAST_SEASON_H
#include <stddef.h>
/* Autocorrelation of x at lag, 0 <= lag < n; 0 for a constant series. */
double sx_autocorrelation(const double *x, size_t n, size_t lag);
/* 1: the autocorrelation at lag m is outside its 90 % band, |r_m| > 1.645 sqrt((1 + 2 sum r_i^2, i < m) / n) (Bartlett;
 * the test of the M4 benchmarks). 0 also for m < 2 or fewer than two full seasons. */
int sx_is_seasonal(const double *x, size_t n, size_t m);
/* Classical decomposition by centred moving averages: figure[i] is the index of the times t with t mod m = i, as a
 * factor with mean 1 (multiplicative, x > 0) or a summand with mean 0. n >= 2 m, m >= 2. Returns 0 and leaves a figure
 * of ones or zeros when a factor would not be positive. */
int sx_seasonal_figure(const double *x, size_t n, size_t m, int multiplicative, double *figure);
/* The period that sx_fcst functions use when none is given: among 12, 4, 7, 52 and 24 (in this order of preference)
 * those with at least three full seasons (two for 52) whose test above is passed by the detrended series; the one with
 * the strongest seasonal autocorrelation wins; 1 when there is none. */
size_t sx_choose_season(const double *x, size_t n);
#endif
