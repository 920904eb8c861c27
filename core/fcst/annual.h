/* From the year to its months (temporal aggregation; Athanasopoulos, Hyndman, Kourentzes and Petropoulos 2017): the
 * sums over whole seasons are forecast by themselves, and a path for the periods is moved to meet them. */
#ifndef SX_FCST_ANNUAL_H
#define SX_FCST_ANNUAL_H
#include <stddef.h>
enum { SX_ANNUAL_LEAST = 4 }; /* seasons that it takes */
/* Forecasts the sums of the latest n / m seasons by the mean of theta on Box-Cox data (positive only), dynamic
 * optimised theta and the best smoothing model. path: periods, a whole number of seasons, each season scaled (positive)
 * or shifted to its sum. n >= SX_ANNUAL_LEAST m. work: 8 (n + periods) / m + 8. */
void sx_annual(const double *y, size_t n, size_t m, int positive, size_t periods, double *path, double *work);
#endif
