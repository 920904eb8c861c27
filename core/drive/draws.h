/* Draws of a plan by scrambled Sobol points, each carried through the funnel period by period. */
#ifndef SX_DRIVE_DRAWS_H
#define SX_DRIVE_DRAWS_H
#include "drive/walk.h"

typedef struct sx_draws sx_draws;

/* guide: the range whose drivers decide how the points are turned (copula.h); two ranges with the same number of
 * drivers, the same guide, periods, points and seed have their draws in common. Both must outlive the draws. SX_NOMEM;
 * SX_NUM: the correlations are not positive definite. */
sx_status sx_draws_new(const sx_range *range, const sx_range *guide, const sx_sampling *how, sx_draws **draws);
void sx_draws_free(sx_draws *draws);
/* All draws of the next replicate. pipeline, revenue: sx_range_rows rows of points, stride apart. mean: of pipeline,
 * then of revenue, a row each; with counts that of the expected courses, which chance does not blur. */
void sx_draws_next(sx_draws *draws, double *pipeline, double *revenue, size_t stride, double *mean);
/* Fewer points where a draw is long, so that an answer takes a tenth of a second: at most most, a power of two, at
 * least 16 a replicate. SX_NOMEM; SX_NUM: even those would take longer than a second. */
sx_status sx_draws_points(const sx_range *range, size_t replicates, size_t most, size_t *points, sx_context *why);
/* The answer of sx_range_sample, by draws: quantiles of all of them together, so that those of whole counts are
 * possible ones, and the standard error from replicate to replicate. */
sx_status sx_range_walked(const sx_range *range, const sx_sampling *how, double *out);
#endif
