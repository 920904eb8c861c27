/* Box and Cox 1964: (x^lambda - 1) / lambda, log x at 0. x > 0, 0 <= lambda <= 1. */
#ifndef SX_FCST_BOXCOX_H
#define SX_FCST_BOXCOX_H
#include <stddef.h>
/* lambda in [0, 1] with the greatest profile likelihood of a straight line with normal errors. n >= 3; work: n. */
double sx_boxcox_lambda(const double *x, size_t n, double *work);
void sx_boxcox(const double *x, size_t n, double lambda, double *out);
/* Below the range of the transform the answer is 0. */
double sx_boxcox_back(double z, double lambda);
#endif
