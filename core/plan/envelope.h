/* The concave envelope of a response over the spends that are allowed: chords from left to right, each less steep than
 * the one before, then (for a smooth curve) the curve itself. Udell and Boyd 2013, Maximizing a sum of sigmoids. */
#ifndef SX_PLAN_ENVELOPE_H
#define SX_PLAN_ENVELOPE_H
#include "plan/curve.h"

/* The spends allowed: low to high, and 0 as well where zero says so. low > high: only 0. */
typedef struct sx_domain {
    bool zero;
    double low, high;
} sx_domain;

typedef struct sx_envelope {
    const sx_curve *curve;
    double *x,
        *slope;  /* corner i and the chord that leaves it; from the right end leftwards, so that n - 1 is the left */
    size_t n;    /* corners, at least one; the last has a chord only when n > 1 */
    double high; /* right end */
    bool tail;   /* from corner 0 to high the curve itself, concave there */
} sx_envelope;

/* Corners that an envelope of this curve may take: the caller provides x and slope of that size. */
size_t sx_envelope_capacity(const sx_curve *curve);
/* Fills all but x and slope's memory. */
void sx_envelope_make(sx_envelope *envelope, const sx_curve *curve, const sx_domain *domain);
/* The spend that is worth most at a price a unit, price >= 0: the least of equal ones, or the greatest if greatest is
 * set. by_log_price (may be NULL): its derivative by the price's logarithm. */
double sx_envelope_demand(const sx_envelope *envelope, double price, bool greatest, double *by_log_price);
/* Narrows an interval around x in which the curve is concave (both ends x where there is none). */
void sx_concave_around(const sx_curve *curve, double x, double *low, double *high);
#endif
