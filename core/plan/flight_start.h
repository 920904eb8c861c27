/* Other plans to begin from, where curves are not concave and steps that never lose end at the nearest summit. */
#ifndef SX_PLAN_FLIGHT_START_H
#define SX_PLAN_FLIGHT_START_H
#include "plan/flight_climb.h"

/* The best shares of the budget (plan/flight_share.h) at the prices of the periods' bounds and, where these bind, at
 * others; then, for few spends, plans by chance (the same on every run). Each is brought within the bounds and climbs;
 * best holds the best of all. price: n, what a unit of each spend costs beside the budget. SX_OK or SX_NOMEM. */
sx_status sx_flight_start_again(sx_flight_search *s, double bound, const double *price);
#endif
