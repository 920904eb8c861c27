/* Values unlike the rest. */
#ifndef SX_FCST_OUTLIER_H
#define SX_FCST_OUTLIER_H
#include "base/value.h"
typedef struct sx_outlier {
    size_t t;
    double usual, away; /* what was to be expected; distance from it in standard deviations */
} sx_outlier;
/* u: n values (positive series: logarithms), m their season (1: none). Usual is the median of the six values around,
 * on the series without its season, which is put back; a standard deviation is 1.4826 times the median distance from
 * that. Values
 * beyond limit standard deviations and at least half as far as the furthest are set aside and the season (structural.h)
 * found again without them, five times at most, so that one typo does not make its month unusual in other years.
 * found: room for n; in order. *deviation gets the standard deviation; 0, and nothing is found, of under
 * seven values, of seasons longer than the structural model takes, or where half the values are as usual. SX_NOMEM. */
sx_status sx_find_outliers(const double *u, size_t n, size_t m, double limit, sx_outlier *found, size_t *n_found,
                           double *deviation);
#endif
