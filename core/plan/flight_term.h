/* One response of a flight: of a channel in a period. */
#ifndef SX_PLAN_FLIGHT_TERM_H
#define SX_PLAN_FLIGHT_TERM_H
#include "plan/flight_plan.h"

/* Adstocked spend of channel c in period t, the periods after the last one included. */
double sx_flight_adstock(const sx_flight *flight, const double *x, size_t c, size_t t);
/* What the channel's curve brings there, before the multiplier; after the last period only what ground does not. */
double sx_flight_response(const sx_flight *flight, size_t c, size_t t, double adstock);
#endif
