/* The allocation problem relaxed to concave envelopes: exact for concave curves, an upper bound for all. */
#ifndef SX_PLAN_RELAX_H
#define SX_PLAN_RELAX_H
#include "plan/problem.h"

typedef struct sx_relax {
    const sx_allocation_problem *problem;
    sx_domain *domains; /* tightened by the last solve */
    sx_envelope *envelopes;
    sx_domain *enveloped;   /* the domain that each envelope belongs to */
    double *x;              /* the relaxation's answer */
    double *value;          /* its value by the envelopes, a channel each */
    double *price;          /* a group: what one more unit of money in it would earn by the envelopes */
    double bound;           /* no plan within the domains is worth more */
    double *least, *most;   /* a group: the sums that are possible */
    double *raw, *by_price; /* a group: demand at a price before its own bounds, and its derivative */
    double *slack, *room;   /* a channel: scratch */
    double *corners;        /* all chords' slopes, descending */
    size_t n_corners;
    size_t *order, *first, *last, *end; /* channels by group; a subtree's channels and groups */
    void *memory;
} sx_relax;

sx_status sx_relax_make(sx_relax *relax, const sx_allocation_problem *problem);
void sx_relax_free(sx_relax *relax);
/* Solves over the domains given (n of them), tightened by the bounds first. 0: no plan is possible, else 1. */
int sx_relax_solve(sx_relax *relax, const sx_domain *domains);
#endif
