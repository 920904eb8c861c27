/* Money in whole cents by largest remainder. */
#ifndef SX_PLAN_ROUND_H
#define SX_PLAN_ROUND_H
#include "plan/problem.h"

/* Whole cents: x rounded, down or up; what is within a crumb of a cent is that cent, and an
 * amount in whole cents is itself. Up to SX_MONEY_MOST. */
double sx_cents_below(double money);
double sx_cents_above(double money);
/* Something to be served in turn: the greatest part first, the earlier of equal ones first (for qsort). */
typedef struct sx_claim {
    double part;
    size_t index;
} sx_claim;
int sx_by_part(const void *a, const void *b);
/* Whole numbers that sum to total, a whole number: each the floor of its ideal (>= 0) or one more, the ones with the
 * largest fraction first (Hamilton), the earlier of equal ones first, none above most (NULL: no limit).
 * SX_OK or SX_NOMEM. */
sx_status sx_largest_remainder(const double *ideal, const double *most, size_t n, double total, double *out);
/* x of a plan that meets the problem's bounds, which are whole cents, to whole cents that meet them too and sum to the
 * plan's total. SX_OK or SX_NOMEM. */
sx_status sx_allocation_round(const sx_allocation_problem *problem, double *x);
/* Moves single cents between channels of a plan in whole cents while that makes it worth clearly more: where a curve
 * climbs within a cent, the best plan's neighbours are not alike. The bounds stay met. SX_OK or SX_NOMEM. */
sx_status sx_allocation_exchange(const sx_allocation_problem *problem, double *x);
#endif
