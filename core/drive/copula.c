#include "drive/copula.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/distribution.h"
#include "base/linear.h"

#define EIGEN_FLOOR 1e-8

double sx_rank_to_normal(double rho)
{
    const double pi = 3.14159265358979323846;
    return 2.0 * sin(pi * rho / 6.0);
}

/* out = in with every eigenvalue raised to the floor; returns the smallest it had. in is overwritten. */
static double raise_eigenvalues(double *in, size_t n, double *values, double *v, double *out)
{
    sx_symmetric_eigen(in, n, values, v);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            double sum = 0.0;
            for (size_t k = 0; k < n; k++)
                sum += v[i * n + k] * fmax(values[k], EIGEN_FLOOR) * v[j * n + k];
            out[i * n + j] = out[j * n + i] = sum;
        }
    return values[0];
}

/* Rescales to a unit diagonal: keeps it positive definite. */
static void unit_diagonal(double *r, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            r[i * n + j] = r[j * n + i] = r[i * n + j] / sqrt(r[i * n + i] * r[j * n + j]);
    for (size_t i = 0; i < n; i++)
        r[i * n + i] = 1.0;
}

sx_status sx_nearest_correlation(double *r, size_t n, double *moved)
{
    double *work = malloc((5 * n * n + n) * sizeof *work);
    if (!work)
        return SX_NOMEM;
    double *y = work, *x = y + n * n, *correction = x + n * n, *v = correction + n * n, *shifted = v + n * n,
           *values = shifted + n * n;
    memcpy(y, r, n * n * sizeof *y);
    memcpy(shifted, r, n * n * sizeof *y);
    memset(correction, 0, n * n * sizeof *y);
    *moved = 0.0;
    sx_status status = SX_OK;
    if (raise_eigenvalues(shifted, n, values, v, x) < EIGEN_FLOOR) {
        status = SX_NOCONV;
        for (int i = 0; i < 2000 && status != SX_OK; i++) {
            double change = 0.0;
            for (size_t k = 0; k < n * n; k++)
                shifted[k] = x[k] = y[k] - correction[k];
            for (size_t k = 0; k < n * n; k++)
                correction[k] = -x[k];
            raise_eigenvalues(shifted, n, values, v, x);
            for (size_t k = 0; k < n * n; k++) {
                double next = k % (n + 1) ? x[k] : 1.0;
                correction[k] += x[k];
                change = fmax(change, fabs(next - y[k]));
                y[k] = next;
            }
            status = change < 1e-9 ? SX_OK : SX_NOCONV;
        }
        unit_diagonal(x, n);
        for (size_t k = 0; k < n * n; k++) {
            *moved = fmax(*moved, fabs(x[k] - r[k]));
            r[k] = x[k];
        }
    }
    free(work);
    return status;
}

/* Takes the part along the first k columns of q (rows of the transposed) out of u; twice for the rounding. */
static double orthogonalise(const double *q, size_t k, size_t n, double *u)
{
    double norm = 0.0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t c = 0; c < k; c++) {
            double dot = 0.0;
            for (size_t i = 0; i < n; i++)
                dot += q[c * n + i] * u[i];
            for (size_t i = 0; i < n; i++)
                u[i] -= dot * q[c * n + i];
        }
    for (size_t i = 0; i < n; i++)
        norm += u[i] * u[i];
    return sqrt(norm);
}

void sx_turn_factor(const double *l, size_t n, const double *g, size_t n_g, double *factor, double *work)
{
    size_t k = 0;
    for (size_t c = 0; c < n_g + n && k < n; c++) {
        double *u = work + k * n, before = 0.0;
        for (size_t i = 0; i < n; i++) {
            u[i] = c >= n_g && c - n_g == i ? 1.0 : 0.0;
            for (size_t j = i; c < n_g && j < n; j++)
                u[i] += l[j * n + i] * g[c * n + j];
            before += u[i] * u[i];
        }
        double norm = orthogonalise(work, k, n, u);
        if (norm <= 1e-8 * sqrt(before) || norm == 0.0)
            continue;
        for (size_t i = 0; i < n; i++)
            u[i] /= norm;
        k++;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double sum = 0.0;
            for (size_t m = 0; m <= i; m++)
                sum += l[i * n + m] * work[j * n + m];
            factor[i * n + j] = sum;
        }
}

void sx_correlated_scores(const double *factor, size_t n, double *point, double *score)
{
    for (size_t m = 0; m < n; m++)
        point[m] = sx_normal_quantile(point[m]);
    for (size_t k = 0; k < n; k++) {
        score[k] = 0.0;
        for (size_t m = 0; m < n; m++)
            score[k] += factor[k * n + m] * point[m];
    }
}
