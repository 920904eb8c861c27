/* Nonlinear least squares. */
#ifndef SX_LEVMAR_H
#define SX_LEVMAR_H
#include "base/value.h"

/* Residuals r (m of them) at parameters p, and their derivatives by the parameters (jacobian, m x n, by rows). A
 * residual that is not finite says that p is out of the question. */
typedef void (*sx_residuals)(const double *p, double *r, double *jacobian, void *data);

/* Minimises the sum of squared residuals from the start in p; p becomes the best point found, *sum_squares (may be
 * NULL) its sum. m >= n > 0. Levenberg-Marquardt with the columns' greatest norms as scale (More 1978) and the damping
 * of Nielsen 1999; each step is a least squares problem by QR, so that the condition is not squared. SX_NOCONV:
 * most_steps were not enough (p is then the best so far). SX_NUM: not finite at the start. SX_NOMEM. Settled: the step,
 * or what it promises, is below about 1e-15 relative. */
sx_status sx_levmar(sx_residuals residuals, void *data, size_t m, size_t n, double *p, double damping,
                    size_t most_steps, double *sum_squares);
#endif
