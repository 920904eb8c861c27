/* What the data leave open about a fit. Private to fit*.c. */
#ifndef SX_PLAN_FIT_RANGE_H
#define SX_PLAN_FIT_RANGE_H
#include "plan/fit_model.h"

enum { MOST_PARAMETERS = MOST_NONLINEAR + MOST_LINEAR };

/* Covariance of all parameters (nonlinear, gain, base, trend), in units, and the condition of the Jacobian with its
 * columns scaled to length one. */
typedef struct fit_covariance {
    size_t n;
    double at[MOST_PARAMETERS * MOST_PARAMETERS];
    double condition; /* infinite: the parameters cannot be told apart */
} fit_covariance;

/* model stands evaluated at p; variance: of a residual. */
sx_status fit_covariance_make(fit_model *model, double variance, fit_covariance *out);
/* Variance of what has this gradient by all parameters. */
double fit_covariance_of(const fit_covariance *covariance, const double *gradient);
/* Ranges of exp(first parameter) and of the slope (units) at spend x (units): of all curves whose sum of squares is at
 * most threshold, the other nonlinear parameters refitted. p: the best, sum: its sum. half->low 0 and half->high
 * infinite where the data set no limit. SX_OK or SX_NOMEM. */
sx_status fit_profile(fit_model *model, const double *p, double sum, double threshold, double x, sx_range *half,
                      sx_range *slope);
/* Widens the slope's range to all curves whose sum of squares is at most threshold: the least sum with the slope held,
 * walked out to both sides. With more than one nonlinear parameter the path of fit_profile does not span the slope.
 * t: of the ranges, to begin from the delta method's; model stands evaluated at p. SX_OK or SX_NOMEM. */
sx_status fit_profile_slope(fit_model *model, const double *p, const fit_covariance *covariance, double sum,
                            double threshold, double t, double x, sx_range *slope);
#endif
