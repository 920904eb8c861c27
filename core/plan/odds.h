/* What a plan gains over another when the curves are not known but drawn. */
#ifndef SX_PLAN_ODDS_H
#define SX_PLAN_ODDS_H
#include "plan/case.h"
#include "plan/draws.h"

typedef struct sx_plan_odds {
    double low, middle, high; /* P10, P50, P90 of the gain */
    double better;            /* share of the draws in which it is above 0; equal ones count half */
    double promised;          /* by the mean curves */
} sx_plan_odds;

typedef struct sx_gain {
    double *plan, *cautious; /* spends of the channels */
    double *low, *high;      /* P10 and P90 of each channel's best spend, a draw a best plan */
    sx_plan_odds of_plan, of_cautious;
} sx_gain;

/* of: the case of the mean curves, whose plan is PLAN.ALLOCATE's; its curves stand in for each draw's and are put back.
 * Gains are over today's plan, or over no spend where none is given. The cautious plan is the best at P20 of the gain
 * among those tried: the plan, each draw's best, the best for curves lowered by parts of their spread, and steps from
 * today towards each of the better ones. gain's arrays hold n spends each. SX_OK; SX_NA: no plan meets the bounds;
 * SX_NOCONV; SX_NOMEM. */
sx_status sx_gain_over_draws(sx_allocation_case *of, const sx_curve_draws *draws, sx_gain *gain, sx_context *why);
#endif
