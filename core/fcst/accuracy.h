/* What an error is measured against. */
#ifndef SX_FCST_ACCURACY_H
#define SX_FCST_ACCURACY_H
#include <stddef.h>
/* Mean size of the change over m periods, NaN left out: what MASE is scaled by (Hyndman and Koehler 2006). NaN when
 * there is no pair. */
double sx_naive_error(const double *history, size_t n, size_t m);
#endif
