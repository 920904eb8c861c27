/* The best plan with proof: relaxation, dynamic programming, branch and bound, polish. */
#ifndef SX_PLAN_SEARCH_H
#define SX_PLAN_SEARCH_H
#include "plan/problem.h"

typedef enum sx_allocation_method {
    SX_PLAN_EQUAL_MARGINALS, /* concave: the relaxation is the problem */
    SX_PLAN_BRANCHED,        /* closed by branch and bound on the curves that are not concave */
    SX_PLAN_GRID_BOUND       /* the bound that counts comes from the grid */
} sx_allocation_method;

typedef struct sx_allocation_answer {
    bool found;   /* false: no plan meets the bounds */
    bool proved;  /* found is false: whether that is proved, or the search gave up */
    double *x;    /* the caller's: n spends */
    double value; /* of x, from the curves */
    double bound; /* no plan is worth more */
    size_t nodes; /* of branch and bound */
    sx_allocation_method method;
} sx_allocation_answer;

/* Maximises. today (n spends) may be NULL; where it meets the bounds the answer is worth at least as much.
 * Work is limited by counting, never by time: the same problem gives the same answer. SX_OK or SX_NOMEM. */
sx_status sx_allocation_search(const sx_allocation_problem *problem, const double *today, sx_allocation_answer *answer);
#endif
