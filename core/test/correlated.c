#include "test/correlated.h"
#include <float.h>
#include <math.h>
#include "base/distribution.h"
#include "base/statistics.h"

double sx_residual_autocorrelation(const double *y, const double *x, size_t n)
{
    double mean_x = sx_mean(x, n), mean_y = sx_mean(y, n), sxx = 0.0, sxy = 0.0, square = 0.0, product = 0.0;
    double before = 0.0;
    for (size_t i = 0; i < n; i++) {
        sxx += (x[i] - mean_x) * (x[i] - mean_x);
        sxy += (x[i] - mean_x) * (y[i] - mean_y);
    }
    for (size_t i = 0; i < n; i++) {
        double e = (y[i] - mean_y) - (sxx > 0.0 ? sxy / sxx : 0.0) * (x[i] - mean_x);
        product += i ? e * before : 0.0;
        square += e * e;
        before = e;
    }
    double r = square > 0.0 ? product / square : 0.0;
    return square > 0.0 ? r + (1.0 + 3.0 * r) / (double)n : 0.0;
}

/* The regression with independent residuals that remains when each value's expectation from the one before is taken
 * out (Prais and Winsten 1954); sums over the periods. Columns: 1 and x, both about the means, so that nothing cancels.
 * short_of = 1 - rho, which keeps its digits next to a random walk. */
typedef struct whitened {
    double s11, s1x, sxx, s1y, sxy, rest, intercept, slope;
} whitened;

static double step(const double *v, size_t i, double mean, double short_of)
{
    return i ? (v[i] - v[i - 1]) + short_of * (v[i - 1] - mean) : sqrt(short_of * (2.0 - short_of)) * (v[0] - mean);
}

static whitened whiten(const double *y, const double *x, size_t n, double mean_y, double mean_x, double short_of)
{
    whitened w = {0};
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < n; i++) {
            double one = i ? short_of : sqrt(short_of * (2.0 - short_of));
            double u = step(x, i, mean_x, short_of), v = step(y, i, mean_y, short_of);
            if (pass == 0) {
                w.s11 += one * one;
                w.s1x += one * u;
                w.sxx += u * u;
                w.s1y += one * v;
                w.sxy += u * v;
            } else {
                double e = v - w.intercept * one - w.slope * u;
                w.rest += e * e;
            }
        }
        double det = w.s11 * w.sxx - w.s1x * w.s1x;
        w.intercept = (w.sxx * w.s1y - w.s1x * w.sxy) / det;
        w.slope = (w.s11 * w.sxy - w.s1x * w.s1y) / det;
    }
    w.rest = fmax(w.rest, DBL_MIN); /* three periods can lie on a line for one autocorrelation */
    return w;
}

/* One autocorrelation: centre and scale of the effect, and the logarithm of its likelihood. */
static double given_rho(const double *y, const double *x, size_t n, const double *y_during, const double *x_during,
                        size_t n_during, double short_of, double *centre, double *scale)
{
    double mean_x = sx_mean(x, n), mean_y = sx_mean(y, n), last_x = x[n - 1] - mean_x, rho = 1.0 - short_of;
    whitened w = whiten(y, x, n, mean_y, mean_x, short_of);
    double last = (y[n - 1] - mean_y) - w.intercept - w.slope * last_x, carry = 1.0, noise = 0.0, k1 = 0.0, kx = 0.0;
    double later = 0.0; /* what a shock adds to the sum, the last period's first */
    *centre = 0.0;
    for (size_t t = 0; t < n_during; t++) {
        double dx = x_during[t] - mean_x;
        carry *= rho;
        if (y_during)
            *centre += (y_during[t] - mean_y) - w.intercept - w.slope * dx - carry * last;
        k1 += 1.0 - carry;
        kx += dx - carry * last_x;
        later = 1.0 + rho * later;
        noise += later * later;
    }
    double det = w.s11 * w.sxx - w.s1x * w.s1x, df = (double)n - 2.0;
    double spread = (k1 * k1 * w.sxx - 2.0 * k1 * kx * w.s1x + kx * kx * w.s11) / det;
    *scale = sqrt(w.rest / df * (noise + spread));
    return 0.5 * log(short_of * (2.0 - short_of)) - 0.5 * log(det) - 0.5 * df * log(w.rest);
}

double sx_short_of_walk(size_t i)
{
    double u = 1.0 - ((double)i + 0.5) / SX_RHO_POINTS;
    return u * u * u * u * u;
}

sx_status sx_correlated_effect(const double *y, const double *x, size_t n, const double *y_during,
                               const double *x_during, size_t n_during, sx_mixture *mixture)
{
    sx_mixture m = {.df = (double)n - 2.0};
    double most = -HUGE_VAL, sum = 0.0;
    for (size_t i = 0; i < SX_RHO_POINTS; i++) {
        m.weight[i] = given_rho(y, x, n, y_during, x_during, n_during, sx_short_of_walk(i), &m.centre[i], &m.scale[i]);
        if (!isfinite(m.weight[i]) || !isfinite(m.centre[i]) || !isfinite(m.scale[i]))
            return SX_NUM;
        most = fmax(most, m.weight[i]);
    }
    for (size_t i = 0; i < SX_RHO_POINTS; i++) {
        m.weight[i] = exp(m.weight[i] - most);
        sum += m.weight[i];
    }
    for (size_t i = 0; i < SX_RHO_POINTS; i++)
        m.weight[i] /= sum;
    *mixture = m;
    return SX_OK;
}

double sx_mixture_cdf(const sx_mixture *m, double at)
{
    double p = 0.0;
    for (size_t i = 0; i < SX_RHO_POINTS; i++)
        p += m->weight[i] > 1e-12 ? m->weight[i] * sx_t_cdf((at - m->centre[i]) / m->scale[i], m->df) : 0.0;
    return p;
}

double sx_mixture_quantile(const sx_mixture *m, double p)
{
    double t = sx_t_quantile(p, m->df), low = HUGE_VAL, high = -HUGE_VAL;
    for (size_t i = 0; i < SX_RHO_POINTS; i++) { /* between those of its parts */
        if (m->weight[i] <= 1e-12)
            continue;
        low = fmin(low, m->centre[i] + t * m->scale[i]);
        high = fmax(high, m->centre[i] + t * m->scale[i]);
    }
    for (int i = 0; i < 200 && high - low > 1e-14 * fmax(fabs(low), fabs(high)); i++) {
        double middle = low + 0.5 * (high - low);
        if (sx_mixture_cdf(m, middle) < p)
            low = middle;
        else
            high = middle;
    }
    return low + 0.5 * (high - low);
}
