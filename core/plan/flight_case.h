/* A flight as a sheet gives it. */
#ifndef SX_PLAN_FLIGHT_CASE_H
#define SX_PLAN_FLIGHT_CASE_H
#include "plan/case.h"
#include "plan/flight_plan.h"

/* Tables other than curves and periods may be NULL. */
typedef struct sx_flight_input {
    double budget;
    const sx_table *curves, *periods, *low, *high, *groups, *stock, *most;
} sx_flight_input;

typedef struct sx_flight_case {
    sx_allocation_curves curves;
    sx_allocation_groups groups;
    const sx_table *periods;
    size_t header; /* of periods */
    sx_flight flight;
    double *given; /* a pair of low and high each: spends, periods, channels, groups (the budget first) */
    double *stock, *most;
    sx_scratch memory;
} sx_flight_case;

enum { SX_FLIGHT_PERIODS_MOST = 120, SX_FLIGHT_SPENDS_MOST = 1200, SX_FLIGHT_AFTER_MOST = 260 };

/* Periods, a row each: name, multiplier (blank: 1), least, most; a first row of headings is left out. low and high: a
 * row a period or one for all, a column a channel, and before them one of names where there is; headings likewise.
 * stock, most: beside the curves. SX_VALUE: no number; SX_NUM: negative, or more periods than are taken; SX_ARGUMENT:
 * shapes that do not fit. On error nothing needs freeing. */
sx_status sx_flight_case_read(const sx_flight_input *input, sx_flight_case *out, sx_context *why);
void sx_flight_case_free(sx_flight_case *to_free);
/* The bounds into the flight, in whole cents. */
void sx_flight_case_bounds(sx_flight_case *to, sx_cents as);
/* What contradicts in the bounds as given, as the reason: SX_NA. */
sx_status sx_flight_say_infeasible(const sx_flight_case *of, sx_context *why);
#endif
