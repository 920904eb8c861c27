/* Small dense linear algebra, matrices by rows. */
#ifndef SX_LINEAR_H
#define SX_LINEAR_H
#include "base/value.h"
/* Least squares min |A x - b| by Householder QR with column pivoting (Businger and Golub 1965).
 * a: rows x columns, overwritten; b: rows, overwritten; x: columns. rank (may be NULL): columns found independent at
 * relative tolerance; a dependent column gets x = 0. work: 2 * columns doubles. rows >= columns > 0. */
void sx_least_squares(double *a, double *b, size_t rows, size_t columns, double tolerance, double *x, size_t *rank,
                      double *work);
/* Lower Cholesky factor of the symmetric n x n matrix a, in place (upper part zeroed). SX_NUM: not positive definite.
 */
sx_status sx_cholesky(double *a, size_t n);
/* Eigenvalues (ascending) and eigenvectors (columns of v) of the symmetric n x n matrix a, which is overwritten:
 * cyclic Jacobi (Golub and Van Loan, 8.5). */
void sx_symmetric_eigen(double *a, size_t n, double *values, double *v);
#endif
