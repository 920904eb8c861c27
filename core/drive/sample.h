/* What range.c and sample.c share. */
#ifndef SX_DRIVE_SAMPLE_H
#define SX_DRIVE_SAMPLE_H
#include "drive/simulate.h"

#define SX_LEVELS_MOST 99

typedef enum sx_measure { SX_PIPELINE, SX_REVENUE } sx_measure;

/* Whether a driver is a factor of the measure. */
bool sx_range_has(const sx_range *range, sx_measure measure, size_t driver);
/* Its amounts by period and beyond, with every level 1. */
const double *sx_range_shares(const sx_range *range, sx_measure measure);
/* Writes one measure: each row's amount times value and error (one a level, then the mean). out: its first column. */
void sx_range_spread(const sx_range *range, sx_measure measure, const double *value, const double *error, double *out);
/* The slope of ln of one driver in its score, over two of them; exact for a lognormal. */
double sx_driver_effect(const sx_marginal *m, bool is_cost);
/* Mean of replicates numbers, stride apart, and its standard error. */
double sx_over_replicates(const double *x, size_t replicates, size_t stride, double *error);
/* A binomial whose count of trials varies: what depends on p alone. 0 <= p <= 1. */
typedef struct sx_binomial {
    double p; /* of the rarer outcome */
    bool mirrored;
    double none, odds, sigma, skew;
} sx_binomial;

sx_binomial sx_binomial_of(double p);
/* As sx_binomial_quantile. */
double sx_binomial_at(const sx_binomial *b, double n, double u);
/* Quantiles by Hazen's positions (i - 1/2) / n, and the mean, of n values, whose order changes; n > 1.
 * Levels that ascend are found faster. */
void sx_summarise(double *x, size_t n, const double *levels, size_t n_levels, double *value);
#endif
