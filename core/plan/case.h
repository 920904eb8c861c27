/* A whole allocation case as a sheet gives it: read, solved, rounded to the cent. */
#ifndef SX_PLAN_CASE_H
#define SX_PLAN_CASE_H
#include "plan/read.h"
#include "plan/search.h"

typedef struct sx_allocation_case {
    sx_allocation_curves curves;
    sx_allocation_groups groups; /* bounds in whole cents, as the domains' */
    sx_domain *domains;
    const double *given_low, *given_high; /* as the sheet has them: the channels', then the groups' */
    double *today;                        /* NULL: none given */
    sx_allocation_problem problem;        /* groups.groups[0].high is the budget */
    double budget, given_budget;          /* in whole cents; as given */
    void *memory;
} sx_allocation_case;

/* What came of it. */
typedef struct sx_allocation_best {
    bool found;
    sx_allocation_conflict
        conflict;         /* found is false: what contradicts; both indices SIZE_MAX when only the search knows */
    bool proved;          /* found is false: that no plan exists */
    double *x;            /* n spends, in whole cents; the caller frees it */
    const double *priced; /* the plan before cents, at most a cent from x: where the prices are taken */
    double value, bound;  /* from the curves at x; no plan is worth more */
    double shadow_price;  /* what the next unit of money earns where it earns most */
    double spent;
    bool today_meets;   /* today was given and meets the bounds */
    double today_value; /* NaN: none given */
    sx_allocation_method method;
    size_t nodes;
} sx_allocation_best;

/* Tables other than curves may be NULL. On error nothing needs freeing. */
sx_status sx_allocation_case_read(double budget, const sx_table *curves, const sx_table *low, const sx_table *high,
                                  const sx_table *groups, const sx_table *today, sx_allocation_case *out,
                                  sx_context *why);
void sx_allocation_case_free(sx_allocation_case *to_free);
/* Another budget for the same case. */
void sx_allocation_case_budget(sx_allocation_case *on, double budget);
/* Bounds are taken in whole cents, inwards; where that leaves no plan although the bounds do, outwards. */
sx_status sx_allocation_case_solve(sx_allocation_case *of, sx_allocation_best *best, sx_context *why);
/* The conflict or the lack of a plan in words, as the reason; returns SX_NA. */
sx_status sx_allocation_say_infeasible(const sx_allocation_case *of, const sx_allocation_best *best, sx_context *why);
/* Spends beside the rows of the curve table; blank where that is. */
void sx_put_beside(sx_table *table, size_t column, const sx_allocation_curves *curves, const double *x);
#endif
