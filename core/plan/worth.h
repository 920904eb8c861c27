/* What the bounds of an allocation are worth at its plan: the multipliers, each side of a corner for itself. */
#ifndef SX_PLAN_WORTH_H
#define SX_PLAN_WORTH_H
#include "plan/problem.h"

/* Prices at one plan. A unit of money more or less is a way through the tree of groups: in at one channel, out at
 * another or to or from what is unspent, through no group that is at the bound it would break. At the best plan the
 * best single way is the derivative on that side: any change that the bounds allow is a sum of such ways. */
typedef struct sx_worth {
    const sx_allocation_problem *problem;
    double *up, *down; /* a channel: slope of the next unit and of the last one; -inf, inf where its bounds forbid */
    double *sum;       /* a group */
    double *best, *cheapest; /* a group: the best way in below it, the cheapest way out; -inf, inf: none */
    const double *x;
    void *memory;
} sx_worth;

/* x: n spends that meet the bounds; it must outlive the worth. Nearer than half a cent to a bound or to a corner of a
 * table is at it. SX_OK or SX_NOMEM. */
sx_status sx_worth_make(const sx_allocation_problem *problem, const double *x, sx_worth *worth);
void sx_worth_free(sx_worth *worth);
/* What one more unit of budget would earn, >= 0, given to one of the first n channels. */
double sx_worth_of_budget(const sx_worth *worth, size_t n);
/* What moving a bound at which the plan stands by one unit would earn, >= 0: up for a high, down for a low. */
double sx_worth_of_channel(const sx_worth *worth, size_t channel, bool up);
double sx_worth_of_group(const sx_worth *worth, size_t group, bool up);
#endif
