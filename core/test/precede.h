/* Whether one series foretells another. */
#ifndef SX_TEST_PRECEDE_H
#define SX_TEST_PRECEDE_H
#include "base/value.h"

typedef struct sx_lead {
    size_t lag, pairs;
    double strength, low, high; /* correlation out of sample, with the sign of the relation */
    double p;                   /* that chance alone brings as much at one of the lags */
    double together;            /* correlation in the same period */
} sx_lead;

/* Both series without level, trend, season and their own past (whiten.h), as normal scores of their ranks (van der
 * Waerden 1952), so that no single month decides; then correlated at lags 1 to most (Haugh 1976, JASA 71: under
 * independence such correlations are those of chance, whatever the two series do by themselves). lag: the strongest;
 * p: of all lags together (Sidak 1967). Strength: each of five blocks of periods is foretold with the lag and the slope
 * of the others; the correlation of that with what came, its range by Fisher's z. n values each, finite; season: of so
 * many periods, 0: to be found, 1: none. SX_NA: too short (fewer than 8 degrees of freedom, or 12 pairs), or a series
 * that its own past explains altogether. SX_NOMEM. */
sx_status sx_precede(const double *x, const double *y, size_t n, size_t most, size_t season, double level,
                     sx_lead *result);
#endif
