/* Exponential smoothing without a season: the six models ETS(A or M, N or A or Ad, N) of Hyndman, Koehler, Ord and
 * Snyder 2008. For given smoothing parameters the one-step errors are linear in the initial level and slope, so these
 * are profiled out by (for multiplicative errors: weighted) least squares and only alpha, beta and phi are searched. */
#ifndef SX_FCST_SMOOTH_H
#define SX_FCST_SMOOTH_H
#include <stdbool.h>
#include <stddef.h>
typedef enum sx_trend { SX_TREND_NONE, SX_TREND_ADDITIVE, SX_TREND_DAMPED } sx_trend;
typedef struct sx_smooth {
    sx_trend trend;
    bool multiplicative;     /* errors */
    double alpha, beta, phi; /* level, slope and damping; beta < alpha, phi in [.8, .98] */
    double level, slope;     /* after the last value */
    double aicc;
} sx_smooth;
/* Fits one model. y: n values, multiplicative errors only for y > 0. false: the model does not exist: n - k - 1
 * <= 0 with k parameters, states and the variance, or a fitted value <= 0 with multiplicative errors. */
bool sx_smooth_fit(const double *y, size_t n, sx_trend trend, bool multiplicative, sx_smooth *fit);
/* The model with the least AICc of those that exist; positive: the multiplicative ones too. false: none. */
bool sx_smooth_best(const double *y, size_t n, bool positive, sx_smooth *fit);
/* The forecasts of the next steps. */
void sx_smooth_path(const sx_smooth *fit, size_t horizon, double *path);
#endif
