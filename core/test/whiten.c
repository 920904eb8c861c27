#include "test/whiten.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/linear.h"
#include "base/statistics.h"

enum { HARMONICS = 26, COLUMNS_MOST = 2 + 4 * HARMONICS + SX_WHITEN_PAST };

/* Columns of the harmonics of a season, from the given one on, at period t; returns how many. */
static size_t harmonics(sx_season season, size_t from, size_t t, double *out)
{
    static const double turn = 6.283185307179586;
    size_t n = 0;
    for (size_t j = from; j <= season.harmonics && 2 * j <= season.periods; j++) {
        double angle = turn * (double)(j * t % season.periods) / (double)season.periods;
        out[n++] = cos(angle);
        if (2 * j < season.periods)
            out[n++] = sin(angle);
    }
    return n;
}

static size_t fill_row(const double *x, size_t t, size_t n, const sx_season *season, size_t past, double *row)
{
    size_t c = 0, from = season[0].periods == season[1].periods ? season[0].harmonics + 1 : 1;
    row[c++] = 1.0;
    row[c++] = (double)t / (double)n;
    c += harmonics(season[0], 1, t, row + c);
    c += harmonics(season[1], from, t, row + c);
    for (size_t k = 1; k <= past; k++)
        row[c++] = x[t - k];
    return c;
}

/* Residuals of the rows from first on; *columns: how many are independent. */
static sx_status regress(const double *x, size_t n, size_t first, const sx_season *season, size_t past, double *rest,
                         double *square, size_t *columns)
{
    double row[COLUMNS_MOST], beta[COLUMNS_MOST], work[2 * COLUMNS_MOST];
    size_t wide = fill_row(x, first, n, season, past, row), rows = n - first;
    if (rows <= wide)
        return SX_NA;
    double *a = malloc(rows * (wide + 1) * sizeof *a);
    if (!a)
        return SX_NOMEM;
    double *b = a + rows * wide;
    for (size_t i = 0; i < rows; i++) {
        fill_row(x, first + i, n, season, past, a + i * wide);
        b[i] = x[first + i];
    }
    sx_least_squares(a, b, rows, wide, 1e-10, beta, columns, work);
    *square = 0.0;
    for (size_t i = 0; i < rows; i++) {
        double fit = 0.0;
        fill_row(x, first + i, n, season, past, row);
        for (size_t c = 0; c < wide; c++)
            fit += beta[c] * row[c];
        rest[first + i] = x[first + i] - fit;
        *square += rest[first + i] * rest[first + i];
    }
    free(a);
    return SX_OK;
}

static double aicc(double square, size_t rows, size_t columns)
{
    double n = (double)rows, k = (double)columns + 1.0;
    return n - k - 1.0 > 0.0 && square > 0.0 ? n * log(square / n) + 2.0 * k + 2.0 * k * (k + 1.0) / (n - k - 1.0)
                                             : HUGE_VAL;
}

sx_status sx_season_found(const double *x, size_t n, size_t periods, sx_season *season)
{
    static const size_t known[] = {4, 7, 12, 52}, harmonics_of[] = {0, 1, 2, 3, 6, HARMONICS};
    double *rest = malloc(n * sizeof *rest), best = HUGE_VAL;
    if (!rest)
        return SX_NOMEM;
    sx_status status = SX_OK;
    *season = (sx_season){0, 0};
    for (size_t i = 0; i < (periods ? 1 : 4) && status != SX_NOMEM; i++)
        for (size_t h = 0; h < 6 && status != SX_NOMEM; h++) {
            size_t m = periods ? periods : known[i], columns, past = n > 16; /* a walk is no season */
            const sx_season here[2] = {{m, harmonics_of[h] < m / 2 ? harmonics_of[h] : m / 2}, {0, 0}};
            double square;
            if (n < 2 * m || m < 2)
                continue;
            status = regress(x, n, past, here, past, rest, &square, &columns);
            double rows = (double)(n - past);
            if (status != SX_OK || rows < (double)columns + 8.0 || !(square > 0.0))
                continue;
            double aic = rows * log(square / rows) + 2.0 * (double)columns;
            if (aic < best) {
                best = aic;
                *season = here[0];
            }
        }
    free(rest);
    if (!season->harmonics)
        season->periods = 0;
    return status == SX_NOMEM ? status : SX_OK;
}

sx_status sx_whiten(const double *x, size_t n, const sx_season season[2], double *rest, size_t *past, double *freedom)
{
    double square, best = HUGE_VAL;
    size_t columns, most = n / 10 < SX_WHITEN_PAST ? n / 10 : SX_WHITEN_PAST;
    sx_status status = SX_OK;
    *past = 0;
    for (size_t p = 0; p <= most; p++) { /* over the same periods */
        status = regress(x, n, most, season, p, rest, &square, &columns);
        if (status == SX_NOMEM)
            return status;
        double here = status == SX_OK ? aicc(square, n - most, columns) : HUGE_VAL;
        if (here < best) {
            best = here;
            *past = p;
        }
    }
    status = regress(x, n, *past, season, *past, rest, &square, &columns);
    if (status != SX_OK)
        return status;
    *freedom = (double)(n - *past) - (double)columns;
    double scale = 0.0;
    for (size_t t = 0; t < n; t++)
        scale = fmax(scale, fabs(x[t]));
    for (size_t t = 0; t < *past; t++)
        rest[t] = (double)NAN;
    return *freedom >= 8.0 && sqrt(square) > 1e-10 * scale ? SX_OK : SX_NA;
}
