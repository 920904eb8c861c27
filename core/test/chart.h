/* The individuals and moving range chart, and the rules that say when a point is more than noise. */
#ifndef SX_TEST_CHART_H
#define SX_TEST_CHART_H
#include "base/value.h"

typedef struct sx_limits {
    double centre, lower, upper; /* mean, and mean -/+ 2.66 x mean moving range */
} sx_limits;

/* Natural process limits (Wheeler and Chambers 1992; Montgomery, Statistical Quality Control, 6.4). values: n, NaN for
 * a gap; a moving range needs two values next to each other. SX_VALUE: there is none; SX_NUM: overflow. */
sx_status sx_natural_limits(const double *values, size_t n, sx_limits *limits);

/* The Western Electric rule (Statistical Quality Control Handbook 1956) that the last of n values completes: 0 none;
 * 1 beyond a limit; 2 two of three beyond two thirds of the way to the same limit; 3 four of five beyond one third;
 * 4 eight in a row on one side of the centre. The first that holds of those whose bit is set in rules (SX_RULE(1) and
 * so on); side: 1 high, -1 low. Values without gaps. */
#define SX_RULE(n) (1u << ((n)-1))
#define SX_ALL_RULES 15u
int sx_western_electric(const double *values, size_t n, const sx_limits *limits, unsigned rules, int *side);

/* Where the first confirmed shift begins: eight values in a row on one side of the centre of what came before, at least
 * eight values, and on average more than a third of the way to that limit; n where there is none. values: n, NaN for a
 * gap, which neither counts nor breaks the eight. */
size_t sx_first_shift(const double *values, size_t n);
#endif
