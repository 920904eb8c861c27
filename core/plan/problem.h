/* The allocation problem: which spend a channel makes the most of a budget. */
#ifndef SX_PLAN_PROBLEM_H
#define SX_PLAN_PROBLEM_H
#include "plan/envelope.h"

#define SX_HALF_CENT 0.005 /* nearer to a bound than this is at it */

/* Bounds on the sum of what stands below: groups[0] is the budget as a whole (low 0, high the budget). */
typedef struct sx_allocation_group {
    size_t parent; /* of 0: 0 */
    double low, high;
} sx_allocation_group;

/* Maximise the sum of f_i(x_i) where x_i is in domains[i] and every group's sum lies between its bounds. The groups are
 * nested or apart (laminar), in preorder: a group stands right after its parent or after a sibling's whole subtree. */
typedef struct sx_allocation_problem {
    size_t n;
    const sx_curve *curves;
    const sx_domain *domains;
    const size_t *group; /* of each channel */
    size_t n_groups;     /* > 0 */
    const sx_allocation_group *groups;
    double *sums; /* 2 * n_groups: scratch of the functions below */
} sx_allocation_problem;

/* Bounds that contradict each other whatever the curves are. */
typedef struct sx_allocation_conflict {
    size_t channel, group; /* the one that cannot be met; the other is SIZE_MAX */
    bool over;             /* the lows below sum to more than the high, else the highs to less than the low */
    double sum, limit;     /* that sum and that bound */
} sx_allocation_conflict;

/* true: something contradicts, and *conflict says what. Bounds are compared with a crumb for rounding. */
bool sx_allocation_conflicting(const sx_allocation_problem *problem, sx_allocation_conflict *conflict);
/* Whether x (n of them) meets every bound, up to slack > 0. */
bool sx_allocation_meets(const sx_allocation_problem *problem, const double *x, double slack);
double sx_allocation_value(const sx_allocation_problem *problem, const double *x);
/* How much more each channel's groups (the budget among them) would let it take at x: n doubles. */
void sx_allocation_room(const sx_allocation_problem *problem, const double *x, double *room);
/* Least and greatest spend of a domain. */
double sx_domain_least(const sx_domain *domain);
double sx_domain_most(const sx_domain *domain);
#endif
