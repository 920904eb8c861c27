/* The season of a series: is there one, which, and what is left without it. */
#ifndef SX_FCST_SEASONALITY_H
#define SX_FCST_SEASONALITY_H
#include <stdbool.h>
#include <stddef.h>
/* Autocorrelation of x at lag, 0 <= lag < n; 0 for a constant series. */
double sx_autocorrelation(const double *x, size_t n, size_t lag);
/* Whether the autocorrelation of the first differences at lag m is above its 95 % bound, r_m > 1.645 sqrt((1 + 2 sum
 * r_i^2, i < m) / n) (Bartlett); of the differences, so that a trend does not hide a season; not for m < 2 or fewer
 * than two full seasons. work: n. */
bool sx_is_seasonal(const double *x, size_t n, size_t m, double *work);
/* Classical decomposition by centred moving averages: figure[i] is the index of the times t with t mod m = i, as a
 * factor with mean 1 (multiplicative, x > 0) or a summand with mean 0. n >= 2 m, m >= 2. false, and a figure
 * of ones or zeros, when a factor would not be positive. */
bool sx_seasonal_figure(const double *x, size_t n, size_t m, bool multiplicative, double *figure);
/* The same, drawn towards no season by the James-Stein share A / (A + V) (Miller and Williams 2003): V the variance of
 * an index from the scatter within its period, A the variance of the indices beyond V. n >= 3 m, else as above. */
bool sx_shrunken_figure(const double *x, size_t n, size_t m, bool multiplicative, double *figure);
/* The period of a history that none was given for: of 4, 7, 12 and 52, each with two full seasons at least, the one
 * that brings the structural model the most log-likelihood (structural.h; of logarithms where all values are positive),
 * if that is more than 2; else 1. So for 94 to 97 of a hundred series without a season (noise, walk, AR .7, trend,
 * shift; 8 to 120 values); of two years of months with a December peak and 8 % of noise it finds .97. work: n +
 * sx_structural_work(52, 0). */
size_t sx_choose_season(const double *x, size_t n, double *work);
#endif
