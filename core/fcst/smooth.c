#include "fcst/smooth.h"
#include "base/minimise.h"
#include <math.h>

enum { MANY = 100 }; /* values beyond which one start settles: the scores on inner holdouts stay */

typedef struct task {
    const double *y;
    size_t n;
    sx_trend trend;
    bool multiplicative;
    double origin, drift; /* a first guess of level and slope before the first value, for accuracy */
    double early;         /* mean of the first values */
    double total;         /* sum of squares of y */
    sx_smooth *fit;
} task;

/* x = (alpha, beta / alpha, phi) */
static void read_point(const task *k, const double *x, double *alpha, double *beta, double *phi)
{
    *alpha = x[0];
    *beta = k->trend == SX_TREND_NONE ? 0.0 : x[0] * x[1];
    *phi = k->trend == SX_TREND_DAMPED ? x[2] : 1.0;
}

/* The initial level and slope with the least (weighted) squares. */
static void profile(const task *k, double alpha, double beta, double phi, double *level, double *slope)
{
    bool trend = k->trend != SX_TREND_NONE;
    double l = k->origin, b = trend ? k->drift : 0.0;
    double l1 = 1.0, b1 = 0.0, l2 = 0.0, b2 = 1.0; /* responses to a unit of initial level, of initial slope */
    double s11 = 0.0, s12 = 0.0, s22 = 0.0, s1e = 0.0, s2e = 0.0;
    double size = k->early; /* stands for the fitted value in the weights */
    for (size_t t = 0; t < k->n; t++) {
        double fitted = l + phi * b, error = k->y[t] - fitted, weight = 1.0;
        double fitted1 = l1 + phi * b1, fitted2 = l2 + phi * b2;
        if (k->multiplicative) {
            weight = 1.0 / (size * size);
            size += alpha * (k->y[t] - size);
        }
        s11 += weight * fitted1 * fitted1;
        s1e += weight * fitted1 * error;
        l = fitted + alpha * error;
        l1 = (1.0 - alpha) * fitted1;
        if (trend) {
            s12 += weight * fitted1 * fitted2;
            s22 += weight * fitted2 * fitted2;
            s2e += weight * fitted2 * error;
            b = phi * b + beta * error;
            b1 = phi * b1 - beta * fitted1;
            l2 = (1.0 - alpha) * fitted2;
            b2 = phi * b2 - beta * fitted2;
        }
    }
    double det = s11 * s22 - s12 * s12;
    if (trend && det > 1e-10 * s11 * s22) {
        *level = k->origin + (s1e * s22 - s2e * s12) / det;
        *slope = k->drift + (s2e * s11 - s1e * s12) / det;
    } else {
        *level = k->origin + s1e / s11;
        *slope = trend ? k->drift : 0.0;
    }
}

/* n log(likelihood's sum) as in Hyndman et al. 2008, eq. 5.3: -2 log L up to a constant. */
static double criterion(const double *x, void *data)
{
    const task *k = data;
    double alpha, beta, phi, l, b, squares = 0.0, product = 1.0, logs = 0.0;
    read_point(k, x, &alpha, &beta, &phi);
    profile(k, alpha, beta, phi, &l, &b);
    for (size_t t = 0; t < k->n; t++) {
        double fitted = l + phi * b, error = k->y[t] - fitted;
        if (k->multiplicative) {
            if (!(fitted > 0.0))
                return INFINITY;
            squares += error * error / (fitted * fitted);
            product *= fitted;
            if (product < 1e-200 || product > 1e200) {
                logs += log(product);
                product = 1.0;
            }
        } else {
            squares += error * error;
        }
        l = fitted + alpha * error;
        b = phi * b + beta * error;
    }
    k->fit->alpha = alpha;
    k->fit->beta = beta;
    k->fit->phi = phi;
    k->fit->level = l;
    k->fit->slope = b;
    double n = (double)k->n, least = k->multiplicative ? 1e-24 * n : 1e-24 * k->total;
    double value = n * log(fmax(squares, least));
    return k->multiplicative ? value + 2.0 * (logs + log(product)) : value;
}

bool sx_smooth_fit(const double *y, size_t n, sx_trend trend, bool multiplicative, sx_smooth *fit)
{
    static const double low[3] = {1e-4, 1e-4, 0.8}, high[3] = {0.9999, 0.9999, 0.98};
    static const double starts[2][3] = {{0.5, 0.1, 0.95}, {0.1, 0.3, 0.9}};
    static const double n_parameters[3] = {3.0, 5.0, 6.0}; /* smoothing, states, variance */
    double count = n_parameters[trend], size = (double)n;
    if (!(size - count - 1.0 > 0.0))
        return false;
    sx_smooth trial = {.trend = trend, .multiplicative = multiplicative};
    size_t few = n < 6 ? n : 6;
    task k = {y, n, trend, multiplicative, y[0], (y[few - 1] - y[0]) / (double)(few - 1), 0.0, 0.0, &trial};
    for (size_t t = 0; t < few; t++)
        k.early += y[t] / (double)few;
    for (size_t t = 0; t < n; t++)
        k.total += y[t] * y[t];
    double x[3] = {0.5, 0.1, 0.9}, best;
    if (trend == SX_TREND_NONE) {
        best = sx_minimise_line(criterion, &k, low[0], high[0], 8, 2e-3, x);
    } else {
        double other[3] = {starts[1][0], starts[1][1], starts[1][2]};
        for (size_t j = 0; j < 3; j++)
            x[j] = starts[0][j];
        size_t unknowns = trend == SX_TREND_DAMPED ? 3 : 2, calls = 40 * unknowns;
        best = sx_minimise(criterion, &k, unknowns, x, low, high, 0.25, 3e-3, calls);
        double second = n > MANY ? best : sx_minimise(criterion, &k, unknowns, other, low, high, 0.25, 3e-3, calls);
        if (second < best) {
            best = second;
            for (size_t j = 0; j < 3; j++)
                x[j] = other[j];
        }
    }
    if (!isfinite(best))
        return false;
    criterion(x, &k);
    *fit = trial;
    fit->aicc = best + 2.0 * count + 2.0 * count * (count + 1.0) / (size - count - 1.0);
    return true;
}

bool sx_smooth_best(const double *y, size_t n, bool positive, sx_smooth *fit)
{
    bool found = false;
    for (int multiplicative = 0; multiplicative <= (positive ? 1 : 0); multiplicative++) {
        for (int trend = SX_TREND_NONE; trend <= SX_TREND_DAMPED; trend++) {
            sx_smooth trial;
            if (sx_smooth_fit(y, n, (sx_trend)trend, multiplicative, &trial) && (!found || trial.aicc < fit->aicc)) {
                *fit = trial;
                found = true;
            }
        }
    }
    return found;
}

void sx_smooth_path(const sx_smooth *fit, size_t horizon, double *path)
{
    double damped = 0.0, power = 1.0;
    for (size_t h = 0; h < horizon; h++) {
        power *= fit->phi;
        damped += power;
        path[h] = fit->level + damped * fit->slope;
    }
}
