/* A start for a flight that is not concave: what each channel would do with every share of the budget, and the shares
 * that bring most. */
#ifndef SX_PLAN_FLIGHT_SHARE_H
#define SX_PLAN_FLIGHT_SHARE_H
#include "plan/flight_plan.h"

/* Each channel's best plan for each amount of money by dynamic programming over its periods, from the last back: what
 * is left of the amount, in whole parts of the budget, and the stock that its spends have left, on a grid (a delay that
 * is not geometric as the geometric one of its mean). Then amounts by the same over channels and groups (the
 * multiple-choice knapsack: Kellerer, Pferschy and Pisinger 2004, Knapsack Problems, 11). Bounds of spends, channels
 * and groups from above hold but for parts; those of periods are prices: price (n), what a unit of each spend costs
 * beside the budget. x: n spends near such a plan. found: false where parts are too coarse for the flight, or work for
 * them. work: about how many additions it may take, and what is left. SX_NOMEM. */
sx_status sx_flight_share(const sx_flight *flight, const double *price, double *x, bool *found, double *work);

/* Whether parts are fine enough for the flight: up to 125 spends. */
bool sx_flight_may_share(const sx_flight *flight);

#endif
