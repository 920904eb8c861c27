/* The noncentral t distribution. */
#ifndef SX_TEST_NONCENTRAL_H
#define SX_TEST_NONCENTRAL_H
/* P(T > t) of the noncentral t distribution with df >= 1 degrees of freedom (not necessarily whole) and noncentrality
 * ncp, all finite: the integral of the normal tail over the distribution of the root of chi-squared / df, by the
 * trapezoidal rule in its logarithm (Trefethen and Weideman 2014, SIAM Review 56: exponentially convergent there).
 * About 1e-13 absolute. Work grows with ncp and falls with df. */
double sx_noncentral_t_upper(double t, double df, double ncp);
/* P(T > t) = tail of the central one, 0 < tail < 1, at any df >= 1. */
double sx_t_upper_quantile(double tail, double df);
#endif
