/* A budget over periods and channels at once, where what is spent in one period works on in those that follow.
 *
 * The response of channel c in period t is multiplier[t] times its curve at the adstocked spend
 * a[t] = ground[t] + sum over k of weight[k] x[t - k] (plan/curve.h). Periods after the last one count too: there
 * ground holds what is spent outside of the flight, and only what is more than the curve at ground counts. Bounds
 * cross: each spend, each period over channels, each channel and group over periods, the budget over all.
 *
 * Concave curves and concave envelopes of the others make a concave problem, which interior-point steps solve; at any
 * prices of adstocks and bounds its dual bounds every plan. Boyd and Vandenberghe 2004, Convex Optimization, 5.1 and
 * 11.7. */
#ifndef SX_PLAN_FLIGHT_PLAN_H
#define SX_PLAN_FLIGHT_PLAN_H
#include "base/scratch.h"
#include "plan/problem.h"

typedef struct sx_flight {
    size_t channels, periods, after; /* after: periods behind the last one in which spend still works */
    size_t n;                        /* spends: channels x periods; period t, channel c at t * channels + c */
    const sx_curve *curves;
    const double *weight;       /* channel c, lag k at c * (periods + after) + k */
    const double *ground;       /* channel c, period t at c * (periods + after) + t */
    const double *multiplier;   /* periods + after of them, >= 0 */
    double *low, *high;         /* of each spend; whole cents, as all bounds */
    double *minimum;            /* of each channel: a spend is 0 or at least this where its low is 0; 0: none */
    double *least, *most;       /* of each period over the channels */
    double *sum_low, *sum_high; /* of each channel over the periods */
    size_t *of;                 /* a channel each: its group */
    size_t n_groups;            /* > 0; [0] is the budget: low 0 */
    sx_allocation_group *groups;
} sx_flight;

/* What a plan brings: x holds n spends. by_period (may be NULL): periods + 1, the last what comes after. */
double sx_flight_value(const sx_flight *flight, const double *x, double *by_period);

/* One envelope a channel and period: at c * (periods + after) + t. */
typedef struct sx_flight_terms {
    sx_envelope *envelope;
    double *least, *most; /* the adstocks that bounds allow */
} sx_flight_terms;

/* Envelopes over all adstocks that low and high (n each, within the flight's own) allow. SX_NOMEM. */
sx_status sx_flight_terms_make(const sx_flight *flight, const double *low, const double *high, sx_scratch *memory,
                               sx_flight_terms *terms);
/* What no plan exceeds by the true curves at the prices found (plan/flight_dual.h). */
typedef struct sx_flight_proof {
    double bound;  /* is lowered to it */
    double target; /* what a plan is known to bring */
    double *price; /* n: what the bounds of periods make a unit of each spend cost; may be NULL */
} sx_flight_proof;

/* The concave problem over low <= x <= high and the flight's other bounds: x gets a plan near its best (bounds on sums
 * may be off by a crumb), *bound what no plan exceeds by the envelopes. proof: may be NULL. work: about how many
 * additions it may take, and what is left of them. SX_NOMEM. */
sx_status sx_flight_relax(const sx_flight *flight, const sx_flight_terms *terms, const double *low, const double *high,
                          double *x, double *bound, sx_flight_proof *proof, double *work);

/* Whole cents that meet all bounds, low <= x <= high, each spend and sum that near (>= 0) to those of ideal; NULL, any.
 * Integral circulation by Dinic 1970. found: whether there are any. SX_OK or SX_NOMEM. */
sx_status sx_flight_round(const sx_flight *flight, const double *low, const double *high, const double *ideal,
                          double near, double *x, bool *found);
/* Places what is left of the budget, then moves money between spends, all of it or by halves down to a cent (or cents
 * only), while that is worth more; x in whole cents within all bounds. work: about how many curve values it may take,
 * and what is left of them. SX_NOMEM. */
sx_status sx_flight_exchange(const sx_flight *flight, double *x, bool cents_only, size_t *work);

typedef struct sx_flight_answer {
    bool found;    /* false: no plan in whole cents meets the bounds, or the search has none */
    bool possible; /* not found: but for minimums if active there is one */
    double value, bound;
} sx_flight_answer;

/* The best plan found, in whole cents, and what no plan exceeds. x: n. SX_OK or SX_NOMEM. */
sx_status sx_flight_solve(const sx_flight *flight, double *x, sx_flight_answer *answer);
/* Whether nothing carries over and the bounds do not cross: then the search of PLAN.ALLOCATE is exact, and faster. */
bool sx_flight_is_apart(const sx_flight *flight);
sx_status sx_flight_solve_apart(const sx_flight *flight, double *x, sx_flight_answer *answer);
#endif
