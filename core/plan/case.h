/* A whole allocation case as a sheet gives it: read, solved, rounded to the cent. */
#ifndef SX_PLAN_CASE_H
#define SX_PLAN_CASE_H
#include "plan/read.h"
#include "plan/search.h"

/* What a door was given. Tables other than curves may be NULL. */
typedef struct sx_allocation_input {
    double budget;
    const sx_table *curves, *low, *high, *groups, *today;
    const sx_table *most;  /* the most that was ever spent on each channel */
    double hurdle, target; /* NaN: none. Both: SX_ARGUMENT */
} sx_allocation_input;

#define SX_BEYOND_MOST 1.2 /* so far beyond what was ever spent a plan goes where no high says otherwise */

typedef struct sx_allocation_case {
    sx_allocation_curves curves;
    sx_allocation_groups groups; /* bounds in whole cents, as the domains' */
    sx_domain *domains;
    const double *given_low, *given_high; /* as the sheet has them: the channels', then the groups' */
    double *today;                        /* NULL: none given; what it leaves of the budget is kept */
    const double *most;                   /* ever spent on each channel; infinite where that is not given */
    double hurdle, target;
    sx_allocation_problem problem; /* groups.groups[0].high is the budget. With a hurdle, what is kept is one
                                    * channel more, the last: a line that rises by the hurdle */
    double budget, given_budget;   /* in whole cents; as given */
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
    double value,
        bound;           /* from the curves at x; no plan is worth more. With a hurdle, what is kept counts neither
                          * here nor there: no plan's value less hurdle times spend is greater by over their difference */
    double shadow_price; /* what the next unit of money earns where it earns most */
    double spent;
    bool out_of_reach;  /* a target was given, and the whole budget does not bring it: x is the best of the budget */
    double budget;      /* with a target the least that brings it, else the budget */
    bool today_meets;   /* today was given and meets the bounds */
    double today_value; /* NaN: none given */
    sx_allocation_method method;
    size_t nodes;
} sx_allocation_best;

/* On error nothing needs freeing. */
sx_status sx_allocation_case_read(const sx_allocation_input *input, sx_allocation_case *out, sx_context *why);
void sx_allocation_case_free(sx_allocation_case *to_free);
/* Another budget for the same case. */
void sx_allocation_case_budget(sx_allocation_case *on, double budget);
/* Bounds are taken in whole cents, inwards; where that leaves no plan although the bounds do, outwards. A target asks
 * for the least budget, in whole cents, whose best plan brings it. */
sx_status sx_allocation_case_solve(sx_allocation_case *of, sx_allocation_best *best, sx_context *why);
/* How bounds become whole cents. Inwards no bound is broken; a channel or group fixed at a third of a cent then has no
 * whole cent left and takes the nearest. EXACT leaves them as they are. */
typedef enum sx_cents { SX_EXACT, SX_INWARDS, SX_OUTWARDS } sx_cents;
void sx_bounds_in_cents(double low, double high, sx_cents as, double *least, double *most);
void sx_allocation_case_bounds(sx_allocation_case *to, sx_cents as);
/* The conflict, the lack of a plan or of reach in words, as the reason; returns SX_NA or SX_NOCONV. */
sx_status sx_allocation_say_infeasible(const sx_allocation_case *of, const sx_allocation_best *best, sx_context *why);
/* Spends beside the rows of the curve table; blank where that is. */
void sx_put_beside(sx_table *table, size_t column, const sx_allocation_curves *curves, const double *x);
#endif
