/* What is left of a series when level, trend, season and its own past are taken out. */
#ifndef SX_TEST_WHITEN_H
#define SX_TEST_WHITEN_H
#include "base/value.h"

#define SX_WHITEN_PAST 4 /* most values of its own past */

/* A pattern that comes again after so many periods, by its first harmonics; none: 0 of both. */
typedef struct sx_season {
    size_t periods, harmonics;
} sx_season;

/* The season that the series shows: of 4, 7, 12 and 52 periods (or those given, unless 0), from two whole ones on, with
 * 1, 2, 3, 6 or all harmonics beside a trend and the last value, by AIC (Akaike 1974): rather a season too many than
 * one that is taken for a relation. n > 8. SX_NOMEM. */
sx_status sx_season_found(const double *x, size_t n, size_t periods, sx_season *season);
/* rest[t], t from *past on: the residuals of x on a constant, t, the harmonics of both seasons and its *past last
 * values, as many as AICc wants (Hurvich and Tsai 1989, Biometrika 76). *freedom: residual degrees of freedom. Those of
 * the first *past periods are NaN. rest: n. SX_NA: fewer than 8 degrees of freedom are left, or nothing varies.
 * SX_NOMEM. */
sx_status sx_whiten(const double *x, size_t n, const sx_season season[2], double *rest, size_t *past, double *freedom);
#endif
