#include "base/linear.h"
#include <assert.h>
#include <float.h>
#include <math.h>

static double column_norm(const double *a, size_t rows, size_t columns, size_t from, size_t column)
{
    double scale = 0.0, sum = 0.0;
    for (size_t i = from; i < rows; i++)
        scale = fmax(scale, fabs(a[i * columns + column]));
    if (scale == 0.0)
        return 0.0;
    for (size_t i = from; i < rows; i++) {
        double part = a[i * columns + column] / scale;
        sum += part * part;
    }
    return scale * sqrt(sum);
}

static void swap_columns(double *a, size_t rows, size_t columns, size_t i, size_t j)
{
    for (size_t r = 0; r < rows; r++) {
        double keep = a[r * columns + i];
        a[r * columns + i] = a[r * columns + j];
        a[r * columns + j] = keep;
    }
}

/* Reflects column k to (norm, 0, ...) and applies the same to the columns after it and to b. */
static void reflect(double *a, double *b, size_t rows, size_t columns, size_t k, double norm)
{
    double head = a[k * columns + k];
    double alpha = head > 0.0 ? -norm : norm;
    double v0 = head - alpha;
    double beta = -1.0 / (alpha * v0); /* 2 / v'v */
    for (size_t j = k + 1; j <= columns; j++) {
        double dot = v0 * (j < columns ? a[k * columns + j] : b[k]);
        for (size_t i = k + 1; i < rows; i++)
            dot += a[i * columns + k] * (j < columns ? a[i * columns + j] : b[i]);
        dot *= beta;
        if (j < columns) {
            a[k * columns + j] -= dot * v0;
            for (size_t i = k + 1; i < rows; i++)
                a[i * columns + j] -= dot * a[i * columns + k];
        } else {
            b[k] -= dot * v0;
            for (size_t i = k + 1; i < rows; i++)
                b[i] -= dot * a[i * columns + k];
        }
    }
    a[k * columns + k] = alpha;
}

void sx_least_squares(double *a, double *b, size_t rows, size_t columns, double tolerance, double *x, size_t *rank,
                      double *work)
{
    assert(rows >= columns && columns > 0);
    double *order = work, *solution = work + columns;
    for (size_t j = 0; j < columns; j++)
        order[j] = (double)j;
    size_t found = 0;
    double first = 0.0;
    for (size_t k = 0; k < columns; k++) {
        size_t best = k;
        double norm = -1.0;
        for (size_t j = k; j < columns; j++) {
            double candidate = column_norm(a, rows, columns, k, j);
            if (candidate > norm) {
                norm = candidate;
                best = j;
            }
        }
        if (k == 0)
            first = norm;
        if (norm <= tolerance * first || norm == 0.0)
            break;
        if (best != k) {
            swap_columns(a, rows, columns, k, best);
            double keep = order[k];
            order[k] = order[best];
            order[best] = keep;
        }
        reflect(a, b, rows, columns, k, norm);
        found++;
    }
    for (size_t j = 0; j < columns; j++)
        solution[j] = 0.0;
    for (size_t k = found; k-- > 0;) {
        double sum = b[k];
        for (size_t j = k + 1; j < found; j++)
            sum -= a[k * columns + j] * solution[j];
        solution[k] = sum / a[k * columns + k];
    }
    for (size_t j = 0; j < columns; j++)
        x[(size_t)order[j]] = solution[j];
    if (rank)
        *rank = found;
}

sx_status sx_cholesky(double *a, size_t n)
{
    for (size_t j = 0; j < n; j++) {
        double sum = a[j * n + j];
        for (size_t k = 0; k < j; k++)
            sum -= a[j * n + k] * a[j * n + k];
        if (!(sum > 0.0))
            return SX_NUM;
        double diagonal = sqrt(sum);
        a[j * n + j] = diagonal;
        for (size_t i = j + 1; i < n; i++) {
            double rest = a[i * n + j];
            for (size_t k = 0; k < j; k++)
                rest -= a[i * n + k] * a[j * n + k];
            a[i * n + j] = rest / diagonal;
        }
        for (size_t i = 0; i < j; i++)
            a[i * n + j] = 0.0;
    }
    return SX_OK;
}

static void rotate(double *a, double *v, size_t n, size_t p, size_t q)
{
    double apq = a[p * n + q];
    double theta = (a[q * n + q] - a[p * n + p]) / (2.0 * apq);
    double t = (theta >= 0.0 ? 1.0 : -1.0) / (fabs(theta) + sqrt(theta * theta + 1.0));
    double c = 1.0 / sqrt(t * t + 1.0), s = t * c;
    for (size_t k = 0; k < n; k++) {
        double kp = a[k * n + p], kq = a[k * n + q];
        a[k * n + p] = c * kp - s * kq;
        a[k * n + q] = s * kp + c * kq;
    }
    for (size_t k = 0; k < n; k++) {
        double pk = a[p * n + k], qk = a[q * n + k];
        a[p * n + k] = c * pk - s * qk;
        a[q * n + k] = s * pk + c * qk;
        double kp = v[k * n + p], kq = v[k * n + q];
        v[k * n + p] = c * kp - s * kq;
        v[k * n + q] = s * kp + c * kq;
    }
}

void sx_symmetric_eigen(double *a, size_t n, double *values, double *v)
{
    for (size_t i = 0; i < n * n; i++)
        v[i] = i % (n + 1) == 0 ? 1.0 : 0.0;
    for (int sweep = 0; sweep < 60; sweep++) {
        double off = 0.0, all = 0.0;
        for (size_t i = 0; i < n * n; i++) {
            all += a[i] * a[i];
            off += i % (n + 1) ? a[i] * a[i] : 0.0;
        }
        if (off <= DBL_EPSILON * DBL_EPSILON * all)
            break;
        for (size_t p = 0; p + 1 < n; p++)
            for (size_t q = p + 1; q < n; q++)
                if (a[p * n + q] != 0.0)
                    rotate(a, v, n, p, q);
    }
    for (size_t i = 0; i < n; i++)
        values[i] = a[i * n + i];
    for (size_t i = 0; i + 1 < n; i++) {
        size_t least = i;
        for (size_t j = i + 1; j < n; j++)
            if (values[j] < values[least])
                least = j;
        if (least != i) {
            double keep = values[i];
            values[i] = values[least];
            values[least] = keep;
            swap_columns(v, n, n, i, least);
        }
    }
}
