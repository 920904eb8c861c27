/* The structural member: a small model in which the level walks and season, slope and influences are random effects,
 *   u_t = level_t + index of t's phase + slope x_t + influences_t b + noise_t,   level_t = level_(t-1) + step_t,
 * with the first level free (diffuse). Variances are relative to the noise's: of a step of the walk, of an index, of
 * the slope (in that of the walk over a season, or steady: by itself, three tenths as likely beforehand), of an
 * influence in its own standard deviations. Indices know nothing of each other, or are smooth around the year
 * (structural_grid.c): both kinds are in the grid. Variances are not estimated to a point: a fixed grid of them is
 * weighed by its restricted likelihood (REML; Patterson and Thompson 1971), and what is told is the average (Harvey
 * 1989 for the model; Robinson 1991 for the prediction of random effects). So indices shrink as far as the data say,
 * any number of values will do, even under a season, and nothing switches from one history to the next.
 *
 * For each step variance one pass of the local level filter takes the walk out of all columns at once; what is left is
 * a ridge regression of the size of season and influences (Henderson's equations), the same as with the whole
 * covariance matrix of the values. */
#ifndef SX_FCST_STRUCTURAL_H
#define SX_FCST_STRUCTURAL_H
#include <stdbool.h>
#include <stddef.h>

enum {
    SX_STRUCTURAL_SEASON = 60, /* greatest period: its equations grow with the cube */
    SX_STRUCTURAL_SEASONS = 6, /* latest seasons that are used (and values at least): older ones tell less */
    SX_STRUCTURAL_VALUES = 120,
    SX_STRUCTURAL_INFLUENCES = 24 /* most columns */
};

/* How errors of two steps h and k (from 0) go together, on the model's scale: with x = (h + 1) / max(m, 4)
 *   level + both (x_h + x_k) + slope x_h x_k + walk min(h, k) + (season where the phases agree) + (noise where h = k).
 */
typedef struct sx_structural_errors {
    double level, both, slope, walk, season, noise;
} sx_structural_errors;

typedef struct sx_structural {
    double walk, season, slope, influence; /* variances of the most likely point of the grid, in those of the noise */
    double season_gain, influence_gain;    /* log-likelihood of the best point, less that of the best without */
    double rough_gain;                     /* the season's, of shapes that are not smooth */
    double noise;                          /* standard deviation of the noise, averaged */
    double level, drift;                   /* level after the last value, and what it gains in a period */
    sx_structural_errors errors;           /* averaged */
    double *path, *deviation;              /* horizon: prediction and its standard deviation */
    double *figure;                        /* m: index of the times t with t mod m = i */
    double *effect;                        /* n + horizon: what the influences add; NULL without */
    double coefficient[SX_STRUCTURAL_INFLUENCES], coefficient_deviation[SX_STRUCTURAL_INFLUENCES]; /* in their units */
} sx_structural;

/* u: n values, NaN for a missing one, at least three known; m >= 1 and <= SX_STRUCTURAL_SEASON. columns: n + horizon
 * rows of n_columns influences (NULL without). fit: its arrays are the caller's. work: sx_structural_work doubles.
 * Returns false, and nothing is set, when all known values are equal. */
bool sx_structural_fit(const double *u, size_t n, size_t m, size_t horizon, const double *columns, size_t n_columns,
                       sx_structural *fit, double *work);
/* Only how much likelihood a season of m periods brings (season_gain), a smooth one less 2. work as for no columns. */
double sx_structural_season_gain(const double *u, size_t n, size_t m, double *work);
size_t sx_structural_work(size_t m, size_t n_columns);
/* The covariance of the errors of steps h and k by errors. */
double sx_structural_covariance(const sx_structural_errors *errors, size_t m, size_t h, size_t k);
#endif
