/* Where the search for a flight's plan stands, and the steps that never lose. */
#ifndef SX_PLAN_FLIGHT_CLIMB_H
#define SX_PLAN_FLIGHT_CLIMB_H
#include "plan/flight_plan.h"

typedef struct sx_flight_search {
    const sx_flight *f;
    double *low, *high, *relaxed, *trial, *best; /* n each; trial: 3 n */
    double value, work;                          /* of best; additions left */
    bool found;                                  /* whether best holds a plan */
    sx_scratch memory;
} sx_flight_search;

/* Where a spend stands that may rest: between nothing and its minimum there is none. */
bool sx_flight_may_rest(const sx_flight *f, size_t i);
/* low and high are the flight's own. */
void sx_flight_whole_box(sx_flight_search *s);
/* Spends of plan that rest are to rest, the others to stand at their minimum or more. */
void sx_flight_box_about(sx_flight_search *s, const double *plan);
/* The concave problem within low and high, into relaxed; bound and proof as for sx_flight_relax. */
sx_status sx_flight_relax_within(sx_flight_search *s, double *bound, sx_flight_proof *proof);
/* Rounds what stands in relaxed, within low and high, and keeps it where it is the best so far. */
sx_status sx_flight_keep_rounded(sx_flight_search *s);
sx_status sx_flight_exchange_best(sx_flight_search *s, bool cents_only, size_t work);
/* Moves of money and, about the plan, the best of its concave stretches, until neither helps or the plan is within
 * enough of bound, relatively. */
sx_status sx_flight_climb(sx_flight_search *s, double bound);
bool sx_flight_is_closed(const sx_flight_search *s, double bound);
#endif
