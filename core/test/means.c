#include "test/means.h"
#include <math.h>
#include "base/distribution.h"
#include "base/statistics.h"

static double two_sided_p(double t, double df)
{
    return 2.0 * sx_t_cdf(-fabs(t), df);
}

static double two_sided_t(double level, double df)
{
    return -sx_t_quantile(0.5 * (1.0 - level), df);
}

sx_status sx_welch_test(const double *a, size_t n_a, const double *b, size_t n_b, double level, sx_welch_result *result)
{
    double va = sx_variance(a, n_a) / (double)n_a, vb = sx_variance(b, n_b) / (double)n_b, v = va + vb;
    double mean_a = sx_mean(a, n_a), mean_b = sx_mean(b, n_b);
    /* A constant such as 0.1 leaves a variance of rounding only. */
    if (sqrt(v) <= 1e-14 * fmax(fabs(mean_a), fabs(mean_b)))
        return SX_DIV0;
    double share_a = va / v, share_b = vb / v; /* of the variance: squares of those cannot overflow */
    sx_welch_result r = {.difference = mean_a - mean_b};
    r.t = r.difference / sqrt(v);
    r.df = 1.0 / (share_a * share_a / (double)(n_a - 1) + share_b * share_b / (double)(n_b - 1));
    if (!isfinite(r.t) || !isfinite(v))
        return SX_NUM;
    double half = two_sided_t(level, r.df) * sqrt(v);
    r.low = r.difference - half;
    r.high = r.difference + half;
    r.p = two_sided_p(r.t, r.df);
    *result = r;
    return SX_OK;
}

sx_status sx_geo_effect(const double *y, const double *x, size_t n_before, const double *y_during,
                        const double *x_during, size_t n_during, double level, sx_geo *result)
{
    double n = (double)n_before, t = (double)n_during, mean_x = sx_mean(x, n_before), mean_y = sx_mean(y, n_before);
    double sxx = 0.0, sxy = 0.0, syy = 0.0, scale_x = 0.0;
    for (size_t i = 0; i < n_before; i++) {
        double dx = x[i] - mean_x, dy = y[i] - mean_y;
        sxx += dx * dx;
        sxy += dx * dy;
        syy += dy * dy;
        scale_x = fmax(scale_x, fabs(x[i]));
    }
    if (!isfinite(sxx) || !isfinite(syy))
        return SX_NUM;
    if (sqrt(sxx / n) <= 1e-14 * scale_x)
        return SX_DIV0;
    sx_geo r = {.slope = sxy / sxx, .df = n - 2.0};
    double rest = 0.0;
    for (size_t i = 0; i < n_before; i++) {
        double e = (y[i] - mean_y) - r.slope * (x[i] - mean_x);
        rest += e * e;
    }
    double far = sx_mean(x_during, n_during) - mean_x;
    r.expected = t * (mean_y + r.slope * far);
    r.effect = sx_sum(y_during, n_during) - r.expected;
    r.scale = sqrt(rest / r.df * (t + t * t * (1.0 / n + far / sxx * far)));
    r.fit = syy > 0.0 ? 1.0 - rest / syy : (double)NAN;
    double half = two_sided_t(level, r.df) * r.scale;
    r.low = r.effect - half;
    r.high = r.effect + half;
    if (!isfinite(r.low) || !isfinite(r.high))
        return SX_NUM;
    r.p = r.effect == 0.0 ? 1.0 : r.scale == 0.0 ? 0.0 : two_sided_p(r.effect / r.scale, r.df);
    *result = r;
    return SX_OK;
}
