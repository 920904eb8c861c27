/* The two inner loops of the mix. m is a multiple of 4; written out by fours, as compilers at -O2 leave short inner
 * loops as they are. */
#ifndef SX_PLAN_MIX_ROWS_H
#define SX_PLAN_MIX_ROWS_H
#include <stddef.h>

/* to += x row. */
static inline void sx_mix_add_row(double *restrict to, const double *restrict row, double x, size_t m)
{
    for (size_t i = 0; i < m; i += 4) {
        double a = to[i] + x * row[i], b = to[i + 1] + x * row[i + 1];
        double c = to[i + 2] + x * row[i + 2], d = to[i + 3] + x * row[i + 3];
        to[i] = a;
        to[i + 1] = b;
        to[i + 2] = c;
        to[i + 3] = d;
    }
}

/* to += x[0] row 0 + .. + x[3] row 3, the rows `stride` apart. */
static inline void sx_mix_add_rows(double *restrict to, const double *restrict rows, size_t stride,
                                   const double *restrict x, size_t m)
{
    const double *restrict p = rows, *restrict q = rows + stride, *restrict r = q + stride, *restrict s = r + stride;
    double w0 = x[0], w1 = x[1], w2 = x[2], w3 = x[3];
    for (size_t i = 0; i < m; i += 2) {
        double a = w0 * p[i] + w1 * q[i] + (w2 * r[i] + w3 * s[i]);
        double b = w0 * p[i + 1] + w1 * q[i + 1] + (w2 * r[i + 1] + w3 * s[i + 1]);
        a += to[i];
        b += to[i + 1];
        to[i] = a;
        to[i + 1] = b;
    }
}
#endif
