/* Holt-Winters with an additive season on the series itself: ETS(A, N or A or Ad, A) of Hyndman et al. 2008. All
 * initial states (level, slope, the m seasonal indices) are profiled out by least squares for each (alpha, beta,
 * gamma, phi): the response to the index of the j-th period is that to the first one, j steps later, so one recursion
 * and m dot products give all normal equations. For m > 24 this is done between rounds of the search, not within. */
#ifndef SX_FCST_HOLTWINTERS_H
#define SX_FCST_HOLTWINTERS_H
#include "fcst/smooth.h"
typedef struct sx_holtwinters {
    sx_trend trend;
    double alpha, beta, gamma, phi, level, slope, squares, aicc;
    double *season; /* m indices, season[i] for the times t with t mod m = i, after the last value; the caller's */
} sx_holtwinters;
/* Doubles of scratch that a fit takes. */
size_t sx_holtwinters_work(size_t n, size_t m);
/* n >= 2 m + 2 values, m >= 2. start: the additive seasonal figure to start from (m). fit->season: room for m. */
bool sx_holtwinters_fit(const double *y, size_t n, size_t m, sx_trend trend, const double *start, sx_holtwinters *fit,
                        double *work);
void sx_holtwinters_path(const sx_holtwinters *fit, size_t n, size_t m, size_t horizon, double *path);
#endif
