/* Measures of forecast error. Pairs (actual, forecast); a pair with a blank (NaN) in it is left out. */
#ifndef SX_FCST_ACCURACY_H
#define SX_FCST_ACCURACY_H
#include <stddef.h>
typedef struct sx_accuracy {
    size_t n;                    /* pairs used */
    double error, size, squares; /* means of forecast - actual, of its size, of its square */
    double percent, symmetric;   /* means of |e| / |actual| and of 2 |e| / (|actual| + |forecast|); NaN: a zero below */
    double actual, total;        /* sums of the actuals and of their sizes */
} sx_accuracy;
/* n may be 0; then n of the result is 0 and the rest undefined. */
void sx_accuracy_of(const double *actual, const double *forecast, size_t n, sx_accuracy *out);
/* Mean size of the change over m periods, NaN left out: what MASE is scaled by (Hyndman and Koehler 2006). NaN when
 * there is no pair. */
double sx_naive_error(const double *history, size_t n, size_t m);
#endif
