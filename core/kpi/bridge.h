/* The change of a product, split among its factors. */
#ifndef SX_KPI_BRIDGE_H
#define SX_KPI_BRIDGE_H
#include "base/value.h"
/* contribution[i] of driver i to prod(after) - prod(before); before, after, contribution: n > 0 values, those given
 * finite and >= 0. Additive LMDI I (Ang 2005, Energy Policy 33, table 1) with the limits of Ang and Liu 2007 (Energy
 * Policy 35) for zeros; the rounding residue goes to the largest contribution. SX_NUM: a product overflows. */
sx_status sx_bridge(const double *before, const double *after, size_t n, double *contribution);
#endif
