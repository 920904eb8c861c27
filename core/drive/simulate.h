/* What a funnel may bring: quantiles and mean of created pipeline and of revenue, by period. */
#ifndef SX_DRIVE_SIMULATE_H
#define SX_DRIVE_SIMULATE_H
#include "drive/flow.h"

/* One question. */
typedef struct sx_range {
    const sx_model *model;
    const sx_marginal *marginal; /* one a driver */
    const double *correlation;   /* of the drivers' normal scores, n x n, positive definite; NULL: independent */
    const double *levels;
    size_t n_levels;
    size_t periods;
    double *pipeline, *revenue; /* by period, then beyond: with every level 1 (sx_range_make) */
    double spend;
    const double *plan;        /* spend by period (sx_range_make) */
    const sx_opening *opening; /* what is open at the start */
    size_t n_opening;
} sx_range;

/* How to sample. */
typedef struct sx_sampling {
    size_t points, replicates; /* points a replicate; replicates > 1 */
    uint64_t seed;
    bool counts; /* with the chance of whole counts */
} sx_sampling;

/* Rows of a result: the periods, then to the horizon, beyond it, and in all. Columns: pipeline at each level, its mean,
 * revenue at each level, its mean; then the standard error of each of those, in the same order. */
size_t sx_range_rows(const sx_range *range);
size_t sx_range_columns(const sx_range *range);

/* Takes spend, which must outlive the range, and runs the flow once: with fixed lags every period's pipeline and
 * revenue is a constant times the product of the drivers (a cost below the line). The caller frees range->pipeline.
 * SX_NOMEM. */
sx_status sx_range_make(sx_range *range, const double *spend);

/* Whether a period is more than a constant times the product of all drivers: openings, seasons or noise. */
bool sx_range_needs_walk(const sx_range *range);
/* The driver that keeps a closed form from being exact: one that is not fixed and not plainly lognormal, or a lognormal
 * rate with more than one chance in a thousand to pass 1, where it would have to be cut. n: none. */
size_t sx_range_obstacle(const sx_range *range);
/* The product of lognormals: ln of it is normal with variance s' R s, s the drivers' sigmas, minus for the cost. */
void sx_range_closed(const sx_range *range, double *out);

/* Scrambled Sobol points in the drivers' normal scores, turned so that the first coordinates carry the revenue and the
 * pipeline (copula.h), Hazen's quantiles; each replicate with its own scrambling, the results their mean and their
 * standard error from replicate to replicate.
 * With counts, openings, seasons or noise: each point is carried through the funnel (walk.h), drivers moving all
 * periods of a draw together. SX_NOMEM. */
sx_status sx_range_sample(const sx_range *range, const sx_sampling *sampling, double *out);

/* Whether chance moves the count that is won in an average period with any, at likely drivers, by more than 5 %: below
 * 400. What is open at the start counts, and may come in any period. */
bool sx_range_is_small(const sx_range *range, double *won_a_period);

/* The binomial quantile at probability u: by summation where the smaller of the two expected counts is below 30, else
 * Cornish-Fisher to the skewness. n whole, 0 <= p <= 1, 0 < u < 1. */
double sx_binomial_quantile(double n, double p, double u);
#endif
