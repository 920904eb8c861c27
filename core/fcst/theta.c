#include "fcst/theta.h"
#include "base/minimise.h"
#include <math.h>

typedef struct smoothing {
    const double *y;
    size_t n;
    sx_ses *fit;
} smoothing;

/* Sum of squares for alpha with the best initial level; errors are e_t = a_t - b_t first. */
static double ses_squares(const double *alpha, void *data)
{
    const smoothing *s = data;
    double a = alpha[0], keep = 1.0 - a, level = s->y[0], weight = 1.0;
    double aa = 0.0, ab = 0.0, bb = 0.0;
    for (size_t t = 0; t < s->n; t++) {
        double error = s->y[t] - level;
        aa += error * error;
        ab += error * weight;
        bb += weight * weight;
        level += a * error;
        weight *= keep;
    }
    double shift = ab / bb;
    s->fit->alpha = a;
    s->fit->first = s->y[0] + shift;
    s->fit->level = level + shift * weight;
    s->fit->squares = fmax(0.0, aa - shift * ab);
    return s->fit->squares;
}

void sx_ses_fit(const double *y, size_t n, sx_ses *fit)
{
    smoothing s = {y, n, fit};
    double alpha;
    sx_minimise_line(ses_squares, &s, 1e-4, 0.9999, 10, 1e-3, &alpha);
    ses_squares(&alpha, &s);
}

void sx_theta(const double *y, size_t n, size_t horizon, double *path, double *alpha, double *slope, double *work)
{
    double size = (double)n, mean = 0.0, cross = 0.0, middle = 0.5 * (size - 1.0);
    for (size_t t = 0; t < n; t++)
        mean += y[t] / size;
    for (size_t t = 0; t < n; t++)
        cross += ((double)t - middle) * (y[t] - mean);
    double b = cross / (size * (size * size - 1.0) / 12.0);
    for (size_t t = 0; t < n; t++)
        work[t] = 2.0 * y[t] - (mean + b * ((double)t - middle));
    sx_ses fit;
    sx_ses_fit(work, n, &fit);
    for (size_t h = 0; h < horizon; h++)
        path[h] = 0.5 * fit.level + 0.5 * (mean + b * ((double)(n + h) - middle));
    *alpha = fit.alpha;
    *slope = 0.5 * b;
}

typedef struct dynamic {
    const double *y, *intercept, *slope; /* line through the first t + 1 values: intercept + slope * (t + 1) */
    size_t n;
    double alpha, first, share, level; /* share = 1 - 1 / theta */
} dynamic;

/* For alpha: errors e = a - b first - g share, with first and share by least squares, 0 <= share < 1. */
static double dotm_squares(const double *alpha, void *data)
{
    dynamic *d = data;
    double a = alpha[0], keep = 1.0 - a, level = d->y[0], weight = 1.0, power = 1.0;
    double aa = 0.0, ab = 0.0, ag = 0.0, bb = 0.0, bg = 0.0, gg = 0.0;
    for (size_t t = 0; t < d->n; t++) {
        double error = d->y[t] - level;
        if (t >= 2) {
            double g = power * d->intercept[t - 1] + (1.0 - power * keep) / a * d->slope[t - 1];
            aa += error * error;
            ab += error * weight;
            ag += error * g;
            bb += weight * weight;
            bg += weight * g;
            gg += g * g;
        }
        level += a * error;
        weight *= keep;
        power *= keep;
    }
    double det = bb * gg - bg * bg, share = 0.0, shift = 0.0;
    if (det > 1e-12 * bb * gg) {
        share = (ag * bb - ab * bg) / det;
        share = fmin(fmax(share, 0.0), 0.999);
    }
    if (bb > 1e-12)
        shift = (ab - share * bg) / bb;
    d->alpha = a;
    d->first = d->y[0] + shift;
    d->share = share;
    d->level = level + shift * weight;
    return aa - 2.0 * shift * ab - 2.0 * share * ag + shift * shift * bb + 2.0 * shift * share * bg +
           share * share * gg;
}

/* The line through the first k values, from that through the first k - 1 (Fiorucci et al., eq. 11-12). */
static void extend_line(double y, double k, double *mean, double *slope)
{
    *slope = ((k - 2.0) * *slope + 6.0 * (y - *mean) / k) / (k + 1.0);
    *mean += (y - *mean) / k;
}

void sx_dotm(const double *y, size_t n, size_t horizon, double *path, double *alpha, double *theta, double *work)
{
    double *intercept = work, *slope = work + n, mean = y[0], b = 0.0;
    intercept[0] = y[0];
    slope[0] = 0.0;
    for (size_t t = 1; t < n; t++) {
        double k = (double)(t + 1);
        extend_line(y[t], k, &mean, &b);
        slope[t] = b;
        intercept[t] = mean - b * (k + 1.0) / 2.0;
    }
    dynamic d = {.y = y, .intercept = intercept, .slope = slope, .n = n};
    double best;
    sx_minimise_line(dotm_squares, &d, 1e-3, 0.999, 10, 1e-3, &best);
    dotm_squares(&best, &d);
    double keep = 1.0 - d.alpha, power = pow(keep, (double)n), level = d.level, a = intercept[n - 1];
    for (size_t h = 0; h < horizon; h++) {
        double k = (double)(n + h + 1);
        double value = level + d.share * (power * a + (1.0 - power * keep) / d.alpha * b);
        path[h] = value;
        level = d.alpha * value + keep * level;
        power *= keep;
        extend_line(value, k, &mean, &b);
        a = mean - b * (k + 1.0) / 2.0;
    }
    *alpha = d.alpha;
    *theta = 1.0 / (1.0 - d.share);
}
