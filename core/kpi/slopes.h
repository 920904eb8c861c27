/* Slopes between points, counted and found without a look at every pair: for sx_theil_sen. */
#ifndef SX_KPI_SLOPES_H
#define SX_KPI_SLOPES_H
#include <stdbool.h>
#include "base/value.h"

/* key: y - s x at the slope s in question; y from its first value, so that a high level costs no digits, but as it is
 * where keys are told apart exactly. */
typedef struct sx_slope_point {
    double key;
    size_t index;
} sx_slope_point;

typedef struct sx_slopes {
    const double *x, *y;
    size_t n;
    sx_slope_point *points, *merged; /* n each */
    double *slopes;                  /* those in (low, high], in no order */
    size_t room, n_slopes;
    uint64_t below; /* how many pairs have slopes up to low */
    double low, high;
    double far, reach, gap; /* the farthest y from the first, the largest |x|, the least step of x */
    bool exact; /* keys that round to the same are told apart; else two lines may change places by rounding */
} sx_slopes;

/* What rounding can do to a slope up to s at most: that of two keys over the least step, and that of a slope itself. */
double sx_slope_unsure(const sx_slopes *q, double s);
/* How many pairs have a slope up to s: those that change places when the points are sorted by their keys at s (a line
 * through both with exactly the slope s: the later first, as if s were a little more). */
uint64_t sx_slopes_up_to(sx_slopes *q, double s);
/* The slopes in (low, high]: the pairs that change places between the two orders. One by one, as there are so few;
 * false: more than there is room for, which is full then. */
bool sx_slopes_find(sx_slopes *q, double low, double high);
/* How many pairs do not rise (sign 1), do not fall (sign -1). Exact. */
uint64_t sx_slopes_flat(sx_slopes *q, double sign);
#endif
