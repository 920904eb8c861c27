/* The Theil-Sen slope. */
#ifndef SX_KPI_TREND_H
#define SX_KPI_TREND_H
#include "base/value.h"
/* *slope = median of (y[j] - y[i]) / (x[j] - x[i]) over all pairs i < j (Sen 1968, JASA 63). x strictly ascending,
 * y finite, n >= 2 each. Up to SX_THEIL_SEN_DIRECT points from all pairs; above that in O(n log n) a step by counting
 * inversions (Cole, Salowe, Steiger and Szemeredi 1989, SIAM J. Comput. 18), the bisection run down to neighbouring
 * numbers: the two differ by rounding only. SX_NUM: a difference overflows; SX_NOMEM. */
sx_status sx_theil_sen(const double *x, const double *y, size_t n, double *slope);
#define SX_THEIL_SEN_DIRECT 300
/* The two roads, for the test that compares them. */
sx_status sx_theil_sen_pairs(const double *x, const double *y, size_t n, double *slope);
sx_status sx_theil_sen_inversions(const double *x, const double *y, size_t n, double *slope);
#endif
