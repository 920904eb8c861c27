#include "plan/mix_scan.h"
#include "base/linear.h"
#include <math.h>
#include <string.h>

enum { MOST = SX_MIX_SCAN_COLUMNS };

/* Every other walk and rho will do: the evidence is flat between them. */
static bool is_tried(size_t pair)
{
    return pair / SX_MIX_RHOS % 2 == 0 && pair % SX_MIX_RHOS % 2 == 0;
}

sx_status sx_mix_scan_make(const sx_mix_input *input, const double *outcome, double scale, sx_mix_scan *scan)
{
    *scan = (sx_mix_scan){0};
    sx_status status = sx_mix_base_make(input, outcome, &scan->memory, &scan->base);
    if (status == SX_OK)
        status = sx_mix_pairs_make(&scan->base, input->season, &scan->memory, scan->pairs);
    size_t n = scan->base.n, p = scan->base.p;
    scan->scale = scale;
    scan->work = sx_scratch_take(&scan->memory, (n + p) * (MOST + 2) * sizeof *scan->work);
    if (status != SX_OK || !scan->work) {
        sx_mix_scan_free(scan);
        return SX_NOMEM;
    }
    for (size_t k = 0; k < SX_MIX_PAIRS; k++)
        if (is_tried(k))
            sx_mix_pair_scale(&scan->base, scale, &scan->pairs[k]);
    return SX_OK;
}

void sx_mix_scan_free(sx_mix_scan *scan)
{
    sx_scratch_free(&scan->memory);
    *scan = (sx_mix_scan){0};
}

static double inner(const double *a, const double *b, size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

/* Whitened columns side by side in `white` (m x n, a column each), their projections behind. */
static double with_pair(sx_mix_scan *scan, const sx_mix_pair *pair, const double *columns, size_t m)
{
    size_t n = scan->base.n, p = scan->base.p, wide = n + p;
    double *row = scan->work, *column = row + (m + 1) * wide, s[MOST * MOST], x[MOST];
    memcpy(row, pair->outcome, n * sizeof *row);
    double square = sx_mix_project(&scan->base, pair, row, 0, row + n), log_det = 0.0;
    for (size_t j = 0; j < m; j++) {
        double *at = row + (j + 1) * wide;
        for (size_t t = 0; t < n; t++)
            column[t] = columns[t * m + j];
        sx_mix_whiten_one(&scan->base, pair, column, 0, at);
        double own = sx_mix_project(&scan->base, pair, at, 0, at + n);
        for (size_t i = 0; i < j; i++)
            s[j * m + i] = s[i * m + j] =
                inner(at, row + (i + 1) * wide, n) - inner(at + n, row + (i + 1) * wide + n, p);
        s[j * m + j] = own + scan->scale * scan->scale;
        x[j] = inner(at, row, n) - inner(at + n, row + n, p);
    }
    if (m && sx_cholesky(s, m) != SX_OK)
        return -INFINITY;
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < i; j++)
            x[i] -= s[i * m + j] * x[j];
        x[i] /= s[i * m + i];
        square -= x[i] * x[i];
        log_det += log(s[i * m + i]);
    }
    return pair->log_weight - pair->log_factor - log_det - 0.5 * (double)scan->base.known * log(fmax(square, 1e-12));
}

double sx_mix_scan_with(sx_mix_scan *scan, const double *columns, size_t m)
{
    double most = -INFINITY;
    for (size_t k = 0; k < SX_MIX_PAIRS; k++)
        if (is_tried(k))
            most = fmax(most, with_pair(scan, &scan->pairs[k], columns, m));
    return most;
}

/* Log evidence of a column that is 1 in period `from` alone or from there on, at its best size. */
static double with_break(sx_mix_scan *scan, const sx_mix_pair *pair, size_t from, bool is_step, double square)
{
    size_t n = scan->base.n, p = scan->base.p;
    double *outcome = scan->work, *column = outcome + n + p, *white = column + n;
    for (size_t t = from; t < n; t++)
        column[t] = is_step || t == from ? 1.0 : 0.0;
    sx_mix_whiten_one(&scan->base, pair, column, from, white);
    double own = sx_mix_project(&scan->base, pair, white, from, white + n);
    double with = inner(white + from, outcome + from, n - from) - inner(white + n, outcome + n, p);
    return own > 1e-9 ? -0.5 * (double)scan->base.known * log(fmax(square - with * with / own, 1e-12))
                      : -(double)INFINITY;
}

void sx_mix_scan_breaks(sx_mix_scan *scan, size_t edge, double *pulse, double *step)
{
    size_t n = scan->base.n;
    double without = -INFINITY, *outcome = scan->work;
    for (size_t t = 0; t < n; t++)
        pulse[t] = step[t] = -INFINITY;
    for (size_t k = 0; k < SX_MIX_PAIRS; k++) {
        const sx_mix_pair *pair = &scan->pairs[k];
        if (!is_tried(k))
            continue;
        memcpy(outcome, pair->outcome, n * sizeof *outcome);
        double square = sx_mix_project(&scan->base, pair, outcome, 0, outcome + n);
        double weight = pair->log_weight - pair->log_factor;
        without = fmax(without, weight - 0.5 * (double)scan->base.known * log(fmax(square, 1e-12)));
        for (size_t t = 0; t < n; t++) {
            if (isnan(scan->base.outcome[t]))
                continue;
            pulse[t] = fmax(pulse[t], weight + with_break(scan, pair, t, false, square));
            if (t >= edge && t + edge <= n)
                step[t] = fmax(step[t], weight + with_break(scan, pair, t, true, square));
        }
    }
    for (size_t t = 0; t < n; t++) {
        pulse[t] = sqrt(2.0 * fmax(pulse[t] - without, 0.0));
        step[t] = sqrt(2.0 * fmax(step[t] - without, 0.0));
    }
}
