#include "experiment/means.h"
#include <math.h>
#include <stdlib.h>
#include "test.h"
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

/* Blank cells out; the count of what is left. */
static size_t without_gaps(const double *x, size_t n, double *out)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(x[i]))
            out[kept++] = x[i];
    return kept;
}

sx_status sx_test_welch(const double *a, size_t n_a, const double *b, size_t n_b, double level, sx_table *result,
                        sx_context *context)
{
    double *values = malloc((n_a + n_b) * sizeof *values);
    if (!values)
        return sx_fail(context, SX_NOMEM, "out of memory");
    size_t kept_a = without_gaps(a, n_a, values), kept_b = without_gaps(b, n_b, values + n_a);
    sx_welch_result r = {0};
    sx_status status = SX_VALUE;
    if (kept_a < 2 || kept_b < 2)
        sx_fail(context, status, "%s has %zu value(s): a variance needs two", kept_a < 2 ? "a" : "b",
                kept_a < 2 ? kept_a : kept_b);
    else
        status = sx_welch_test(values, kept_a, values + n_a, kept_b, level, &r);
    free(values);
    if (status == SX_DIV0)
        return sx_fail(context, status, "neither sample varies: the difference has no error to compare it with");
    if (status == SX_NUM)
        return sx_fail(context, status, "a value is too large to be squared");
    if (status != SX_OK)
        return status;
    if (sx_table_make(result, 1, 6) != SX_OK)
        return sx_fail(context, SX_NOMEM, "out of memory");
    const double row[6] = {r.difference, r.low, r.high, r.t, r.df, r.p};
    for (size_t i = 0; i < 6; i++)
        sx_put_number(result, 0, i, row[i]);
    return SX_OK;
}

/* Effect over cost; a negative cost (a test that switched spend off) turns the interval around. */
static void put_return(sx_table *result, size_t column, const sx_geo *r, double cost)
{
    if (isnan(cost) || cost == 0.0) {
        for (size_t i = 0; i < 3; i++)
            sx_put_fault(result, 0, column + i, isnan(cost) ? SX_NA : SX_DIV0);
        return;
    }
    sx_put_number(result, 0, column, r->effect / cost + 0.0); /* never minus zero */
    sx_put_number(result, 0, column + 1, (cost > 0.0 ? r->low : r->high) / cost + 0.0);
    sx_put_number(result, 0, column + 2, (cost > 0.0 ? r->high : r->low) / cost + 0.0);
}

sx_status sx_test_geo(const double *treatedbefore, size_t n_treatedbefore, const double *controlbefore,
                      size_t n_controlbefore, const double *treatedduring, size_t n_treatedduring,
                      const double *controlduring, size_t n_controlduring, double cost, double level, sx_table *result,
                      sx_context *context)
{
    if (n_treatedbefore != n_controlbefore || n_treatedduring != n_controlduring)
        return sx_fail(context, SX_VALUE, "treated and control must have the same periods");
    sx_geo r;
    sx_status status = sx_geo_effect(treatedbefore, controlbefore, n_treatedbefore, treatedduring, controlduring,
                                     n_treatedduring, level, &r);
    if (status == SX_DIV0)
        return sx_fail(context, status, "controlbefore does not vary: it cannot explain the treated group");
    if (status != SX_OK)
        return sx_fail(context, status, "a value is too large to be squared");
    if (sx_table_make(result, 1, 9) != SX_OK)
        return sx_fail(context, SX_NOMEM, "out of memory");
    sx_put_number(result, 0, 0, r.effect);
    sx_put_number(result, 0, 1, r.low);
    sx_put_number(result, 0, 2, r.high);
    put_return(result, 3, &r, cost);
    sx_put_number(result, 0, 6, r.p);
    sx_put_number(result, 0, 7, r.expected);
    if (isnan(r.fit))
        sx_put_fault(result, 0, 8, SX_DIV0);
    else
        sx_put_number(result, 0, 8, r.fit);
    if (r.slope <= 0.0)
        sx_note(context, "control and treated moved against each other before the test (slope %g): a poor control",
                r.slope);
    else if (r.fit > 1.0 - 1e-12)
        sx_note(context, "control explains the treated group without a rest, so the ranges have no width: are they the "
                         "same figures?");
    else if (r.fit < 0.5)
        sx_note(context, "control explains only %.0f %% of the treated group before the test", 100.0 * r.fit);
    return SX_OK;
}
