/* How long one stage of a funnel takes to become the next. */
#ifndef SX_DRIVE_LAG_H
#define SX_DRIVE_LAG_H
#include <stddef.h>
/* Shares of a cohort by whole periods of lag. The lag is lognormal with this mean and spread (standard deviation), in
 * periods; each duration x is shared between the periods floor(x) and floor(x) + 1 in proportion, so that the mean
 * stays exact (the hat functions of linear interpolation; the variance grows by at most a quarter). Spread 0: the lag
 * is the mean itself; a whole one is then a pure shift.
 * weight[j]: share with lag j; tail[j]: share with lag above j, taken as the stop-loss difference
 * E(x - j)+ - E(x - j - 1)+ so that it keeps its digits far out. Sum of weight[0..j] + tail[j] = 1.
 * Returns how many shares there are: from there on weight and tail are 0; what is less than 1e-16 falls into the last.
 * mean >= 0, spread >= 0, both finite, n > 0; mean 0 goes with spread 0. */
size_t sx_lag_shares(double mean, double spread, size_t n, double *weight, double *tail);
#endif
