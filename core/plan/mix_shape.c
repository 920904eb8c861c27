#include "plan/mix_shape.h"
#include "base/statistics.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SHAPES = SX_MIX_SHAPES, START = 8 };

static const double SLOPE[SX_MIX_SLOPES] = {1.0, 1.6, 2.5}, SLOPE_PRIOR[SX_MIX_SLOPES] = {0.6, 0.25, 0.15};
static const double MOST_RATE = 0.88, LEAST_HALF = 0.15, MOST_HALF = 8.0;
/* Half: lognormal. */
static const double HALF_MEDIAN = 1.2, HALF_SPREAD = 0.7;

sx_mix_shape sx_mix_shape_of(size_t shape)
{
    size_t slope = shape / ((size_t)SX_MIX_RATES * SX_MIX_HALVES), half = shape / SX_MIX_RATES % SX_MIX_HALVES;
    double ln_half = log(LEAST_HALF) + (double)half / (SX_MIX_HALVES - 1) * log(MOST_HALF / LEAST_HALF);
    double z = (ln_half - log(HALF_MEDIAN)) / HALF_SPREAD;
    return (sx_mix_shape){.rate = MOST_RATE * (double)(shape % SX_MIX_RATES) / (SX_MIX_RATES - 1),
                          .half = exp(ln_half),
                          .slope = SLOPE[slope],
                          .log_prior = log(SLOPE_PRIOR[slope]) - 0.5 * z * z};
}

double sx_mix_saturation(const sx_mix_shape *shape, double x)
{
    if (!(x > 0.0))
        return 0.0;
    return 1.0 / (1.0 + pow(shape->half / x, shape->slope));
}

double sx_mix_saturation_slope(const sx_mix_shape *shape, double x)
{
    if (!(x > 0.0))
        return shape->slope == 1.0 ? 1.0 / shape->half : 0.0;
    double h = sx_mix_saturation(shape, x);
    return shape->slope * h * (1.0 - h) / x;
}

/* Adstock of spend over its mean. */
static void carry(const double *spend, size_t n, double rate, double *out)
{
    double mean = sx_mean(spend, n), stock = sx_mean(spend, n < START ? n : START) / mean;
    for (size_t t = 0; t < n; t++)
        out[t] = stock = rate * stock + (1.0 - rate) * spend[t] / mean;
}

void sx_mix_response(const double *spend, size_t n, size_t shape, double *out)
{
    sx_mix_shape s = sx_mix_shape_of(shape);
    carry(spend, n, s.rate, out);
    for (size_t t = 0; t < n; t++)
        out[t] = sx_mix_saturation(&s, out[t]);
    double mean = sx_mean(out, n);
    for (size_t t = 0; t < n; t++)
        out[t] /= mean;
}

/* g of every shape: n x SHAPES. The power of a stock is taken once for all halves. */
static void tabulate(const double *spend, size_t n, double *stock, double *g, double *mean_h)
{
    double power[SX_MIX_HALVES];
    for (size_t i = 0; i < SHAPES; i++)
        mean_h[i] = 0.0;
    for (size_t rate = 0; rate < SX_MIX_RATES; rate++) {
        carry(spend, n, sx_mix_shape_of(rate).rate, stock);
        for (size_t slope = 0; slope < SX_MIX_SLOPES; slope++) {
            size_t first = slope * SX_MIX_RATES * SX_MIX_HALVES + rate;
            double s = SLOPE[slope];
            for (size_t half = 0; half < SX_MIX_HALVES; half++)
                power[half] = pow(sx_mix_shape_of(first + half * SX_MIX_RATES).half, s);
            for (size_t t = 0; t < n; t++) {
                double a = s == 1.0 || stock[t] <= 0.0 ? fmax(stock[t], 0.0) : pow(stock[t], s);
                for (size_t half = 0; half < SX_MIX_HALVES; half++) {
                    double h = a / (a + power[half]);
                    g[t * SHAPES + first + half * SX_MIX_RATES] = h;
                    mean_h[first + half * SX_MIX_RATES] += h;
                }
            }
        }
    }
    for (size_t i = 0; i < SHAPES; i++)
        mean_h[i] /= (double)n;
    for (size_t t = 0; t < n; t++)
        for (size_t i = 0; i < SHAPES; i++)
            g[t * SHAPES + i] /= mean_h[i];
}

/* One step of Gram and Schmidt: the column of g that is left longest becomes a vector, all columns lose their part
 * along it. length: squared lengths of what is left. false: nothing is left that matters. */
static bool take_vector(double *restrict g, size_t n, double *restrict length, double *restrict vector,
                        double *restrict weight)
{
    size_t longest = 0;
    for (size_t i = 1; i < SHAPES; i++)
        if (length[i] > length[longest])
            longest = i;
    if (length[longest] <= SX_MIX_SPAN_ERROR * SX_MIX_SPAN_ERROR * (double)n)
        return false;
    double norm = 0.0;
    for (size_t t = 0; t < n; t++)
        norm += g[t * SHAPES + longest] * g[t * SHAPES + longest];
    norm = sqrt(norm);
    memset(weight, 0, SHAPES * sizeof *weight);
    for (size_t t = 0; t < n; t++) {
        double v = vector[t] = g[t * SHAPES + longest] / norm;
        for (size_t i = 0; i < SHAPES; i++)
            weight[i] += v * g[t * SHAPES + i];
    }
    memset(length, 0, SHAPES * sizeof *length);
    for (size_t t = 0; t < n; t++) {
        double v = vector[t];
        for (size_t i = 0; i < SHAPES; i++) {
            double left = g[t * SHAPES + i] -= v * weight[i];
            length[i] += left * left;
        }
    }
    return true;
}

sx_status sx_mix_span(const double *spend, size_t n, sx_scratch *memory, double *mean_h, sx_mix_basis *out)
{
    double *g = malloc((n * SHAPES + SHAPES + SX_MIX_RANK_MOST * n + n) * sizeof *g);
    double *weight = sx_scratch_take(memory, (size_t)SX_MIX_RANK_MOST * SHAPES * sizeof *weight);
    if (!g || !weight) {
        free(g);
        return SX_NOMEM;
    }
    double *length = g + n * SHAPES, *vectors = length + SHAPES, *stock = vectors + SX_MIX_RANK_MOST * n;
    tabulate(spend, n, stock, g, mean_h);
    memset(length, 0, SHAPES * sizeof *length);
    for (size_t t = 0; t < n; t++)
        for (size_t i = 0; i < SHAPES; i++)
            length[i] += g[t * SHAPES + i] * g[t * SHAPES + i];
    size_t rank = 0;
    while (rank < SX_MIX_RANK_MOST && take_vector(g, n, length, vectors + rank * n, weight + rank * SHAPES))
        rank++;
    size_t padded = (rank + 3) / 4 * 4;
    memset(weight + rank * SHAPES, 0, (padded - rank) * SHAPES * sizeof *weight);
    double *vector = sx_scratch_take(memory, n * padded * sizeof *vector);
    for (size_t t = 0; vector && t < n; t++)
        for (size_t r = 0; r < padded; r++)
            vector[t * padded + r] = r < rank ? vectors[r * n + t] : 0.0;
    *out = (sx_mix_basis){padded, vector, weight, mean_h};
    free(g);
    return vector ? SX_OK : SX_NOMEM;
}
