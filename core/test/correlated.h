/* A geo experiment whose residuals hang together from period to period. */
#ifndef SX_TEST_CORRELATED_H
#define SX_TEST_CORRELATED_H
#include "base/value.h"

#define SX_RHO_POINTS 40

/* A mixture of t distributions, one for each autocorrelation that is possible. */
typedef struct sx_mixture {
    double weight[SX_RHO_POINTS], centre[SX_RHO_POINTS], scale[SX_RHO_POINTS], df;
} sx_mixture;

/* Autocorrelation of the residuals of y on x at lag 1, with what the regression takes from it given back:
 * r + (1 + 3 r) / n (Marriott and Pope 1954, Biometrika 41). n > 2; 0 where there is no residual. */
double sx_residual_autocorrelation(const double *y, const double *x, size_t n);

/* 1 - rho of the mixture's part i: 1 - rho = (1 - u)^5 at SX_RHO_POINTS even steps of u. Even weights are then a
 * Beta(1, 1/5) prior of rho, which favours neighbours of a random walk: with an even one residuals that are close to a
 * walk were left out of a range of .95 in 15 to 20 % of simulated tests with few periods before. */
double sx_short_of_walk(size_t i);
/* The posterior of the effect, summed over the n_during periods, of the regression y = a + b x + u with
 * u(t) = rho u(t-1) + e(t) (stationary): given rho a t distribution with n - 2 degrees of freedom around what y had
 * during above its best linear prediction (Goldberger 1962, JASA 57), the last residual included; rho by its marginal
 * likelihood (restricted: Cooper and Thompson 1977, Biometrika 64) under the prior above, 0 < rho < 1. y_during NULL:
 * the effect of a test to come, 0, with x_during what control is expected to be. n >= 3, x varies, y is not exactly a
 * line of it. SX_NUM: overflow. */
sx_status sx_correlated_effect(const double *y, const double *x, size_t n, const double *y_during,
                               const double *x_during, size_t n_during, sx_mixture *mixture);
/* P(effect <= at), and its inverse, 0 < p < 1. */
double sx_mixture_cdf(const sx_mixture *mixture, double at);
double sx_mixture_quantile(const sx_mixture *mixture, double p);
#endif
