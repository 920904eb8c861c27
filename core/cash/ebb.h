/* The marketing plan that keeps the cash above its floor. All amounts in whole cents: the answer is exact.
 *
 * d[t] is the change of week t's spend, D[t] = d[1] + ... + d[t] (negative: held back so far). Subject to
 *     low[t] <= d[t] <= high[t]   and   D[t] <= slack[t]   (slack: balance less floor, before any change)
 * the plan is, in this order of importance, the one with
 *     value given:     the most sum of value[t] d[t];
 *     value NULL, restore: the least |D[n]|, so that what is held back is released within the weeks if it can be;
 *     then the least sum of |d[t]| (total change), then the least sum of |D[t]| (money held back times weeks: held
 *     back as late and restored as early as the floor allows). */
#ifndef SX_EBBFLOW_H
#define SX_EBBFLOW_H
#include <stdbool.h>
#include "base/value.h"

enum { SX_EBB_WEEKS = 520 };

typedef struct sx_ebb_problem {
    size_t n;                          /* weeks, 1 to SX_EBB_WEEKS */
    const int64_t *low, *high, *slack; /* low <= high; high may be INT64_MAX (no limit), all else within +-4e14 */
    const double *value;               /* worth of one unit spent in the week, finite, or NULL */
    bool restore;
} sx_ebb_problem;

typedef struct sx_ebb_shortfall {
    size_t first, worst;              /* weeks from 0 */
    int64_t first_cents, worst_cents; /* how far below the floor with every week at its low */
} sx_ebb_shortfall;

/* change: n, untouched on error. SX_NA: infeasible, *shortfall says where (may be NULL). SX_NOMEM.
 * Dynamic programming over the weeks on D with convex piecewise linear costs: each week the least cost by D is the
 * infimal convolution of the last week's with the week's own, that is, their slopes merged in ascending order
 * (Rockafellar, Convex Analysis, 1970, section 16). O(n^2). */
sx_status sx_ebbflow(const sx_ebb_problem *problem, int64_t *change, sx_ebb_shortfall *shortfall);
#endif
