/* Demand that is often zero: Teunter, Syntetos and Babai 2011 (TSB). */
#ifndef SX_FCST_INTERMITTENT_H
#define SX_FCST_INTERMITTENT_H
#include <stddef.h>
typedef struct sx_intermittent {
    double alpha, beta;       /* smoothing of the size, of the probability */
    double size, probability; /* after the last value; the forecast of every step is their product */
} sx_intermittent;
/* y >= 0, not all zero. alpha and beta out of .05, .1, .2, .3 with the least squared one-step errors. */
void sx_intermittent_fit(const double *y, size_t n, sx_intermittent *fit);
#endif
