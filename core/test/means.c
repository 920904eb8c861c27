#include "test/means.h"
#include <math.h>
#include <stdbool.h>
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

static double mean_of(sx_sample s)
{
    return s.size > (double)s.n ? sx_sum(s.x, s.n) / s.size : sx_mean(s.x, s.n);
}

static double variance_of(sx_sample s, double mean)
{
    double sum = (s.size - (double)s.n) * mean * mean;
    if (!(s.size > (double)s.n))
        return sx_variance(s.x, s.n);
    for (size_t i = 0; i < s.n; i++)
        sum += (s.x[i] - mean) * (s.x[i] - mean);
    return sum / (s.size - 1.0);
}

/* The third central moment of the sample's mean, in units of scale. */
static double third_moment(sx_sample s, double mean, double scale)
{
    double zero = -mean / scale, sum = (s.size - (double)s.n) * zero * zero * zero;
    for (size_t i = 0; i < s.n; i++) {
        double d = (s.x[i] - mean) / scale;
        sum += d * d * d;
    }
    return sum / s.size / s.size / s.size;
}

/* Hall's transformation of a t statistic whose numerator has that skewness, and what it comes from. */
static double normalise(double t, double skewness)
{
    double g = skewness / 3.0;
    return t + g * t * t + g * g / 3.0 * t * t * t + 0.5 * g;
}

static double t_of(double normal, double skewness)
{
    double g = skewness / 3.0, cube = 1.0 + 3.0 * g * (normal - 0.5 * g);
    return fabs(g) > 1e-6 ? (copysign(pow(fabs(cube), 1.0 / 3.0), cube) - 1.0) / g : normal;
}

sx_status sx_welch_test(sx_sample a, sx_sample b, double level, int side, sx_welch_result *result)
{
    double mean_a = mean_of(a), mean_b = mean_of(b);
    double va = variance_of(a, mean_a) / a.size, vb = variance_of(b, mean_b) / b.size, v = va + vb, scale = sqrt(v);
    /* A constant such as 0.1 leaves a variance of rounding only. */
    if (scale <= 1e-14 * fmax(fabs(mean_a), fabs(mean_b)))
        return SX_DIV0;
    double share_a = va / v, share_b = vb / v; /* of the variance: squares of those cannot overflow */
    sx_welch_result r = {.difference = mean_a - mean_b, .low = -HUGE_VAL, .high = HUGE_VAL};
    r.t = r.difference / scale;
    r.df = 1.0 / (share_a * share_a / (a.size - 1.0) + share_b * share_b / (b.size - 1.0));
    if (!isfinite(r.t) || !isfinite(v))
        return SX_NUM;
    bool zeros = a.size > (double)a.n || b.size > (double)b.n;
    r.skewness = third_moment(a, mean_a, scale) - third_moment(b, mean_b, scale);
    double skewness = zeros ? r.skewness : 0.0, other = normalise(r.t, skewness);
    double far = side ? -sx_t_quantile(1.0 - level, r.df) : two_sided_t(level, r.df);
    if (side >= 0)
        r.low = r.difference - scale * fmax(far, t_of(far, skewness));
    if (side <= 0)
        r.high = r.difference + scale * fmax(far, -t_of(-far, skewness));
    double above = sx_t_cdf(-fmin(r.t, other), r.df), below = sx_t_cdf(fmax(r.t, other), r.df);
    r.p = side ? side > 0 ? above : below : fmin(2.0 * fmin(above, below), 1.0);
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
