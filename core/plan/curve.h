/* Response curves: what a steady spend a period brings a period. Never falling; f(spend) for spend >= 0.
 *
 * hill    top x^s / (half^s + x^s)                 half: the spend at half the top; S-shaped for s > 1
 * log     gain ln(1 + x / scale)
 * power   gain x^exponent
 * exp     top (1 - 2^(-x / half))                  half: the spend at half the top, ln 2 over the rate
 * adbudg  min + (max - min) x^c / (d + x^c)        Little 1970, Models and Managers: a decision calculus
 * table   straight lines through the points given, from (0, 0) unless a point stands at 0, level after the last
 *
 * Carry-over: the response is to the adstocked spend, whose weights sum to one (delay distribution), so that a steady
 * spend meets the curve at that spend and half keeps its meaning. Jin et al. 2017, Bayesian methods for media mix
 * modelling with carryover and shape effects. */
#ifndef SX_PLAN_CURVE_H
#define SX_PLAN_CURVE_H
#include "base/value.h"
#include <stdbool.h>

typedef enum sx_curve_kind {
    SX_CURVE_HILL, /* adbudg becomes a hill upon a base */
    SX_CURVE_LOG,
    SX_CURVE_POWER,
    SX_CURVE_EXP,
    SX_CURVE_TABLE
} sx_curve_kind;

typedef struct sx_curve {
    sx_curve_kind kind;
    double base;         /* response at zero spend: adbudg's min, else 0 */
    double top;          /* hill: top - base; exp: top; log and power: gain. >= 0 */
    double half;         /* hill and exp: half; log: scale. > 0 */
    double log_half;     /* hill: ln half, which stays finite where half does not */
    double slope;        /* hill: slope; power: exponent. > 0 */
    const double *x, *y; /* table: n_points spends, ascending from 0, and responses, never falling */
    size_t n_points;
} sx_curve;

/* How spend is carried over the periods: none, a geometric rate, or a Weibull delay. */
typedef struct sx_carryover {
    double rate;  /* geometric: 0 <= rate < 1; weight of lag k (1 - rate) rate^k. Weibull: its shape, > 0 */
    double scale; /* NaN: geometric. Weibull: its scale in periods, > 0; weight of lag k F(k + 1) - F(k) */
} sx_carryover;

/* Response at x >= 0. Infinite only where the true value exceeds a double. */
double sx_curve_value(const sx_curve *curve, double x);
/* Slope at x >= 0, from the right at a table's corners; infinite at 0 where it is. */
double sx_curve_slope(const sx_curve *curve, double x);
/* From here on the curve is concave: 0 when it is everywhere, infinite when nowhere. Not for tables. */
double sx_curve_inflection(const sx_curve *curve);
/* The largest spend at or beyond the inflection whose slope is price > 0, infinite for none such; 0 when the slope
 * never reaches it. Not for tables, nor for a power of 1 or more. elasticity (may be NULL): d ln x / d ln price. */
double sx_curve_at_slope(const sx_curve *curve, double price, double *elasticity);

/* Spends at which a curve is written as a table: close about `around`, up to last > 0; spend: room for all. Returns how
 * many. */
enum { SX_CURVE_SPENDS_MOST = 24 };
size_t sx_curve_spends(double around, double last, double *spend);

/* Share of a spend's effect that comes within the first n periods (its own is the first). n = infinity: 1. */
double sx_carryover_share(const sx_carryover *carryover, double n);
/* What PLAN.ADSTOCK takes of a Weibull delay, n^2 / 2 products at the worst: half a second. */
enum { SX_WEIBULL_PERIODS_MOST = 50000 };
/* out[t] = sum over k of weight k times spend[t - k]; before the first period nothing was spent. scale_up != 0 divides
 * by the first weight, so that a geometric out[t] = spend[t] + rate out[t - 1]. spend finite; out may not be spend. */
void sx_adstock(const double *spend, size_t n, const sx_carryover *carryover, int scale_up, double *out);
#endif
