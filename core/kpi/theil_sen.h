/* The Theil-Sen slope. */
#ifndef SX_KPI_THEIL_SEN_H
#define SX_KPI_THEIL_SEN_H
#include "base/value.h"
/* *slope = median of (y[j] - y[i]) / (x[j] - x[i]) over all pairs i < j (Sen 1968, JASA 63). x strictly ascending,
 * y finite, n >= 2 each: the median of these numbers as they are computed, to the bit. Up to SX_THEIL_SEN_DIRECT points
 * from all pairs, which needs n^2 / 2 numbers of memory; above that by counting inversions, about 60 bytes a point,
 * n log n a count and about 8 of them (Dillencourt, Mount and Netanyahu 1992, Int. J. Comput. Geom. Appl. 2, without
 * their random choice). A slope that rounding leaves in doubt there is looked up among all pairs of up to 4096 points,
 * and searched again without rounding for more; among more than n that are equal but for rounding it is then right to
 * a few units in the last place. SX_NUM: a difference overflows; SX_NOMEM. */
sx_status sx_theil_sen(const double *x, const double *y, size_t n, double *slope);
#define SX_THEIL_SEN_DIRECT 200
/* The two roads, for the test that compares them. */
sx_status sx_theil_sen_pairs(const double *x, const double *y, size_t n, double *slope);
sx_status sx_theil_sen_inversions(const double *x, const double *y, size_t n, double *slope);
#endif
