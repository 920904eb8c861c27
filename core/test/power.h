/* Power, sample size and smallest effect of a comparison of two groups: n in the first (control), ratio n in the second
 * (treated), ratio > 0; p1 is the first one's share. alpha: 1 - level of a test on both
 * sides counts half on the side of the effect (as R's power functions do with strict = FALSE): pass tail = alpha / 2,
 * or alpha for a test on one side. */
#ifndef SX_TEST_POWER_H
#define SX_TEST_POWER_H
#include "base/value.h"

/* Two shares p1, p2 by the normal approximation, variance pooled under the null (Fleiss, Levin and Paik 2003,
 * Statistical Methods for Rates and Proportions, 4.3, without continuity correction; R: power.prop.test).
 * SX_DIV0: both are 0 or both are 1. */
sx_status sx_shares_power(double p1, double p2, double n, double ratio, double tail, double *power);
/* The first group. SX_NA: no difference. Never below 2 in either group. */
sx_status sx_shares_size(double p1, double p2, double ratio, double power, double tail, double *n);
/* p2 - p1 > 0. SX_NA: not even a share of 1 would be found. */
sx_status sx_shares_effect(double p1, double n, double ratio, double power, double tail, double *effect);

/* Two means a distance effect apart, with standard deviation sd > 0 in both groups, by the noncentral t distribution
 * (Cohen 1988; R: power.t.test). */
double sx_means_power(double effect, double sd, double n, double ratio, double tail);
sx_status sx_means_size(double effect, double sd, double ratio, double power, double tail, double *n);
sx_status sx_means_effect(double sd, double n, double ratio, double power, double tail, double *effect);
#endif
