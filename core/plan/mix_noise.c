#include "plan/mix_noise.h"
#include "plan/mix_rows.h"
#include "base/linear.h"
#include <math.h>
#include <string.h>

/* Prior deviations, in mean outcomes. Of the harmonic h: SEASON / h^1.5. */
static const double LEVEL = 10.0, LINE = 0.5, CONTROL = 0.12, SEASON = 0.15;
/* Deviation of a year's walk in units of the noise's, and its log prior a step; rho, and its prior's spread. */
static const double WALK[SX_MIX_WALKS] = {0.0, 0.25, 0.5, 1.0, 1.7, 2.6, 4.0}, WALK_STEP = -0.45;
static const double RHO[SX_MIX_RHOS] = {0.0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.88}, RHO_SPREAD = 0.6;
static const double PI = 3.14159265358979323846;

static void put_column(sx_mix_base *base, size_t column, size_t t, double x)
{
    base->column[t * base->p + column] = x;
}

/* A control counts from 0 where it takes both signs or 0, else from its mean; its unit is its deviation. */
static void put_control(sx_mix_base *base, size_t column, const double *x)
{
    double low = x[0], high = x[0], mean = 0.0, square = 0.0;
    for (size_t t = 0; t < base->n; t++) {
        low = fmin(low, x[t]);
        high = fmax(high, x[t]);
        mean += x[t] / (double)base->n;
    }
    for (size_t t = 0; t < base->n; t++)
        square += (x[t] - mean) * (x[t] - mean) / (double)base->n;
    double from = low <= 0.0 && high >= 0.0 ? 0.0 : mean, deviation = sqrt(square);
    for (size_t t = 0; t < base->n; t++)
        put_column(base, column, t, high > low ? CONTROL * (x[t] - from) / deviation : 0.0);
}

static size_t harmonics(double season)
{
    double most = floor(season / 2.0);
    return most < SX_MIX_HARMONICS_MOST ? (size_t)most : SX_MIX_HARMONICS_MOST;
}

sx_status sx_mix_base_make(const sx_mix_input *input, const double *outcome, sx_scratch *memory, sx_mix_base *base)
{
    size_t n = input->n, h = harmonics(input->season), p = 2 + 2 * h + input->controls;
    *base = (sx_mix_base){.n = n, .p = (p + 3) / 4 * 4, .outcome = outcome};
    base->column = sx_scratch_take(memory, (n + 1) * base->p * sizeof *base->column);
    if (!base->column)
        return SX_NOMEM;
    memset(base->column, 0, (n + 1) * base->p * sizeof *base->column);
    base->mean = base->column + n * base->p;
    for (size_t t = 0; t < n; t++) {
        put_column(base, 0, t, LEVEL);
        put_column(base, 1, t, LINE * (double)t / (double)(n - 1));
        for (size_t k = 1; k <= h; k++) {
            double angle = 2.0 * PI * (double)k * (double)t / input->season;
            double size = SEASON / ((double)k * sqrt((double)k));
            put_column(base, 2 * k, t, size * cos(angle));
            put_column(base, 2 * k + 1, t, size * sin(angle));
        }
        base->known += isnan(outcome[t]) ? 0 : 1;
    }
    for (size_t c = 0; c < input->controls; c++)
        put_control(base, 2 + 2 * h + c, input->control + c * n);
    for (size_t i = 0; i < n * base->p; i++)
        base->mean[i % base->p] += base->column[i] / (double)n;
    base->first[SX_MIX_TREND] = 1;
    base->first[SX_MIX_SEASON] = 2;
    for (size_t c = 0; c <= input->controls; c++)
        base->first[SX_MIX_CONTROL + c] = 2 + 2 * h + c;
    return SX_OK;
}

/* The filter of the sum of an AR(1) of unit variance and a random walk: what each period's news weighs. */
static double make_gain(const sx_mix_base *base, double q, double rho, double *gain)
{
    double uu = 1.0, uw = 0.0, ww = q, log_det = 0.0;
    for (size_t t = 0; t < base->n; t++, gain += 3) {
        gain[0] = gain[1] = gain[2] = 0.0;
        if (!isnan(base->outcome[t])) {
            double f = uu + 2.0 * uw + ww, ku = (uu + uw) / f, kw = (uw + ww) / f;
            log_det += log(f);
            gain[0] = 1.0 / sqrt(f);
            gain[1] = ku;
            gain[2] = kw;
            uu -= ku * ku * f;
            uw -= ku * kw * f;
            ww -= kw * kw * f;
        }
        uu = rho * rho * uu + 1.0 - rho * rho;
        uw *= rho;
        ww += q;
    }
    return log_det;
}

void sx_mix_whiten_one(const sx_mix_base *base, const sx_mix_pair *pair, const double *in, size_t from, double *out)
{
    double u = 0.0, w = 0.0;
    const double *gain = pair->gain + 3 * from;
    memset(out, 0, from * sizeof *out);
    for (size_t t = from; t < base->n; t++, gain += 3) {
        double news = gain[0] > 0.0 ? in[t] - u - w : 0.0;
        out[t] = news * gain[0];
        u = pair->rho * (u + gain[1] * news);
        w += gain[2] * news;
    }
}

void sx_mix_whiten(const sx_mix_base *base, const sx_mix_pair *pair, const double *in, size_t columns, double *state,
                   double *out)
{
    memset(state, 0, 2 * columns * sizeof *state);
    const double *gain = pair->gain;
    for (size_t t = 0; t < base->n; t++, gain += 3)
        for (size_t c = 0; c < columns; c += 4) {
            const double *restrict x = in + t * columns + c;
            double *restrict u = state + c, *restrict w = state + columns + c, *restrict to = out + t * columns + c;
            for (size_t j = 0; j < 4; j++) {
                double news = x[j] - u[j] - w[j];
                to[j] = news * gain[0];
                u[j] = pair->rho * (u[j] + gain[1] * news);
                w[j] += gain[2] * news;
            }
        }
}

sx_status sx_mix_pairs_make(const sx_mix_base *base, double season, sx_scratch *memory, sx_mix_pair *pairs)
{
    size_t n = base->n, p = base->p;
    double year = season > 0.0 ? season : 52.0;
    double *column = sx_scratch_take(memory, (n + 2 * p) * sizeof *column);
    for (size_t k = 0; k < SX_MIX_PAIRS; k++) {
        sx_mix_pair *pair = &pairs[k];
        size_t walk = k / SX_MIX_RHOS, rho = k % SX_MIX_RHOS;
        *pair = (sx_mix_pair){.walk = WALK[walk], .rho = RHO[rho]};
        pair->log_prior = WALK_STEP * (double)walk - 0.5 * (RHO[rho] / RHO_SPREAD) * (RHO[rho] / RHO_SPREAD);
        double *block = sx_scratch_take(memory, (n * (5 + p) + p * p) * sizeof *block);
        if (!block || !column)
            return SX_NOMEM;
        pair->gain = block;
        pair->outcome = block + 3 * n;
        pair->one = block + 4 * n;
        pair->base = block + 5 * n;
        pair->factor = pair->base + n * p;
        pair->log_weight =
            pair->log_prior - 0.5 * make_gain(base, WALK[walk] * WALK[walk] / year, RHO[rho], pair->gain);
        sx_mix_whiten(base, pair, base->column, p, column + n, pair->base);
        sx_mix_whiten_one(base, pair, base->outcome, 0, pair->outcome);
        pair->one_square = 0.0;
        for (size_t t = 0; t < n; t++) { /* sum over s of rho^|t - s| */
            double r = RHO[rho], rest = 1.0 - r;
            column[t] = (1.0 - pow(r, (double)t + 1.0) + r * (1.0 - pow(r, (double)(n - 1 - t)))) / rest;
            pair->one_square += column[t];
        }
        sx_mix_whiten_one(base, pair, column, 0, pair->one);
    }
    return SX_OK;
}

void sx_mix_pair_scale(const sx_mix_base *base, double scale, sx_mix_pair *pair)
{
    size_t p = base->p;
    double *restrict a = pair->factor;
    memset(a, 0, p * p * sizeof *a);
    for (size_t t = 0; t < base->n; t++) {
        const double *restrict row = pair->base + t * p;
        for (size_t i = 0; i < p; i++)
            sx_mix_add_row(a + i * p, row, row[i], i / 4 * 4 + 4);
    }
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < i; j++)
            a[j * p + i] = a[i * p + j];
    for (size_t i = 0; i < p; i++)
        a[i * p + i] += scale * scale;
    (void)sx_cholesky(a, p); /* positive definite by the line before */
    pair->log_factor = 0.0;
    for (size_t i = 0; i < p; i++)
        pair->log_factor += log(a[i * p + i]);
}

double sx_mix_project(const sx_mix_base *base, const sx_mix_pair *pair, const double *white, size_t from, double *out)
{
    size_t p = base->p;
    double square = 0.0;
    memset(out, 0, p * sizeof *out);
    for (size_t t = from; t < base->n; t++) {
        const double *restrict row = pair->base + t * p;
        double x = white[t];
        square += x * x;
        sx_mix_add_row(out, row, x, p);
    }
    for (size_t i = 0; i < p; i++) {
        for (size_t j = 0; j < i; j++)
            out[i] -= pair->factor[i * p + j] * out[j];
        out[i] /= pair->factor[i * p + i];
        square -= out[i] * out[i];
    }
    return square;
}
