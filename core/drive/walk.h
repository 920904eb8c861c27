/* One draw of a plan, carried through the funnel: openings, seasons, noise, and if wanted the chance of whole counts.
 */
#ifndef SX_DRIVE_WALK_H
#define SX_DRIVE_WALK_H
#include "drive/simulate.h"

typedef struct sx_walk sx_walk;

/* Lays out the lags of range->model for range->plan and range->opening, which must outlive the walk. SX_NOMEM. */
sx_status sx_walk_new(const sx_range *range, sx_walk **walk);
void sx_walk_free(sx_walk *walk);
/* How many shares of how many cohorts one draw goes through: its cost. */
size_t sx_walk_work(const sx_walk *walk);

/* level: one a driver. Without counts the expected course, as sx_flow_run, but for the noise: every stage's result in a
 * period is multiplied by a lognormal with mean 1 and the driver's coefficient of variation, independent of all others,
 * and a rate in its season and noise is cut at 1. What comes beyond the horizon knows neither season nor noise.
 * With counts: the first count of a period is spend / cost, and what is open at the start its amount, up or down to a
 * whole number; each member passes a rate or not (binomial) and falls into a period by its lag (multinomial); a
 * multiplier m makes floor(m) of it, or one more with probability m - floor(m).
 * key: the random numbers depend on it and on where they are used, so that two plans of the same shape share them.
 * pipeline, revenue: periods + 1, beyond last. */
void sx_walk_run(sx_walk *walk, const double *level, bool counts, uint64_t key, double *pipeline, double *revenue);
#endif
