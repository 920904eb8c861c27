/* Distributions that several families need. Domain errors give NaN: callers check their arguments first. */
#ifndef SX_DISTRIBUTION_H
#define SX_DISTRIBUTION_H
/* Standard normal: P(Z <= z), full relative accuracy in both tails. */
double sx_normal_cdf(double z);
double sx_normal_density(double z);
/* z with P(Z <= z) = p, 0 < p < 1. Wichura 1988, algorithm AS 241 (PPND16), about 1e-16 relative. */
double sx_normal_quantile(double p);
/* Regularised incomplete beta I_x(a, b), a > 0, b > 0, 0 <= x <= 1. Continued fraction, modified Lentz
 * (DLMF 8.17.22). */
double sx_beta_cdf(double x, double a, double b);
/* Student's t with df > 0 degrees of freedom (not necessarily whole). */
double sx_t_cdf(double t, double df);
double sx_t_quantile(double p, double df);
#endif
