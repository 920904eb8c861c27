/* Correlation between drivers. */
#ifndef SX_DRIVE_COPULA_H
#define SX_DRIVE_COPULA_H
#include "base/value.h"

/* The nearest correlation matrix in the Frobenius norm: alternating projections with Dykstra's correction (Higham 2002,
 * algorithm 3.3), in place, n x n, symmetric with unit diagonal. Its smallest eigenvalue is then at least about 1e-8,
 * so that it has a Cholesky factor. *moved: the largest change of an entry; 0 where it already was one. SX_NOCONV,
 * SX_NOMEM. */
sx_status sx_nearest_correlation(double *r, size_t n, double *moved);
/* Pearson's correlation of two normals whose rank correlation (Spearman) is rho: 2 sin(pi rho / 6). */
double sx_rank_to_normal(double rho);
/* Columns of factor: b with b b' = r, r = l l', b = l q, q orthogonal, and q's first columns along l' g for each of
 * the n_g directions g (by rows) in turn, as far as they are independent: what moves the results most then hangs on
 * the first coordinates, which quasi-random points fill best (Imai and Tan 2006, linear transformation). l: lower
 * Cholesky factor of r. factor, work: n x n. */
void sx_turn_factor(const double *l, size_t n, const double *g, size_t n_g, double *factor, double *work);
/* Correlated normals from n independent uniforms: score = factor x z, factor n x n, z the normal quantiles of point,
 * which becomes z. */
void sx_correlated_scores(const double *factor, size_t n, double *point, double *score);
#endif
