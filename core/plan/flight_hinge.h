/* A concave envelope inside the interior-point steps: a level below every one of its pieces (its chords and the curve's
 * own tail), with a multiplier for each piece; their sum is the response's multiplier. Only the level's slope and
 * curvature by the adstock show outside. Boyd and Vandenberghe 2004, 11.7. */
#ifndef SX_PLAN_FLIGHT_HINGE_H
#define SX_PLAN_FLIGHT_HINGE_H
#include "plan/flight_plan.h"

typedef struct sx_flight_piece {
    double x, y, slope;  /* the line; the tail: its tangent at the adstock */
    double weight, room; /* multiplier; how far the level is below */
} sx_flight_piece;

typedef struct sx_flight_hinge {
    const sx_envelope *envelope;
    sx_flight_piece *pieces; /* with a tail the first one is the tail */
    size_t n;
    double multiplier, adstock, level;
    double bend; /* of the tail */
} sx_flight_hinge;

typedef struct sx_flight_pull {
    double slope, bend; /* of the value by the adstock, in the step: curvature >= 0 */
    double price;       /* a slope between those of the pieces, for the bound */
} sx_flight_pull;

/* One a channel and period. SX_NOMEM. */
sx_status sx_flight_hinges_make(const sx_flight *flight, const sx_flight_terms *terms, sx_scratch *memory,
                                sx_flight_hinge **hinges);
void sx_flight_hinge_start(sx_flight_hinge *hinge, double adstock, double mu);
sx_flight_pull sx_flight_hinge_pull(const sx_flight_hinge *hinge, double mu);
/* How much of a step of the adstock, at most longest, keeps every room and multiplier above 0. */
double sx_flight_hinge_reach(const sx_flight_hinge *hinge, double step, double mu, double longest);
void sx_flight_hinge_move(sx_flight_hinge *hinge, double step, double mu, double length);
#endif
