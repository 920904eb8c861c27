/* From the cells of a sheet to curves, bounds and groups. Reasons name the row and column as counted in the range.
 *
 * Curve table, a row a channel: channel, kind, carry-over, scale, minimum, then the kind's parameters:
 *   hill top half [slope] | log gain scale | power gain exponent | exp top half | adbudg min max c d |
 *   table spend response spend response ...
 * A first row of headings (base/headings.h) is left out. Blank rows stay blank in the answer.
 * Group table: name (of a channel or a group), the group it belongs to, low, high. A channel that is not named, and a
 * group that belongs to none, stand under the budget. A first row of headings for low or high is left out. */
#ifndef SX_PLAN_READ_H
#define SX_PLAN_READ_H
#include "plan/problem.h"

typedef struct sx_allocation_curves {
    size_t n;          /* curves */
    size_t header;     /* 1: the first row is one */
    size_t rows;       /* below the header, blank ones included */
    size_t *row;       /* where each curve stands below the header, 0 up */
    const char **name; /* "" where blank; the table's own texts */
    sx_curve *curves;
    sx_carryover *carryover;
    double *minimum; /* spend is 0 or at least this; 0: none */
    void *memory;
} sx_allocation_curves;

typedef struct sx_allocation_groups {
    size_t n; /* > 0; [0] is the budget: low 0, high infinite until set */
    sx_allocation_group *groups;
    const char **name;  /* of [0] "budget" */
    size_t *of;         /* a channel each: its group */
    double *low, *high; /* a channel each: its own bounds, 0 and infinity where none are given */
    void *memory;
} sx_allocation_groups;

/* Frees nothing of the table's. On error nothing needs freeing. VALUE: not a number, or blank where one must be.
 * NUM: outside its domain (negative, a curve that falls, a slope of 0). ARGUMENT: unknown kind, a name given twice. */
sx_status sx_read_curves(const sx_table *table, sx_allocation_curves *out, sx_context *why);
void sx_allocation_curves_free(sx_allocation_curves *curves);
/* A column (or a row) of numbers beside the curves: out has curves->n; blank gives blank_is. column may be NULL. */
sx_status sx_read_beside(const sx_table *column, const char *what, const sx_allocation_curves *curves, double blank_is,
                         double *out, sx_context *why);
/* table may be NULL. ARGUMENT: unknown or doubled names, a channel as parent, groups in a circle. */
sx_status sx_read_groups(const sx_table *table, const sx_allocation_curves *curves, sx_allocation_groups *out,
                         sx_context *why);
void sx_allocation_groups_free(sx_allocation_groups *groups);
#endif
