#include "fcst/seasonality.h"
#include "fcst/structural.h"
#include <math.h>

static double centred_product(const double *x, size_t n, double mean, size_t lag)
{
    double sum = 0.0;
    for (size_t t = lag; t < n; t++)
        sum += (x[t] - mean) * (x[t - lag] - mean);
    return sum;
}

static double plain_mean(const double *x, size_t n)
{
    double sum = 0.0;
    for (size_t t = 0; t < n; t++)
        sum += x[t];
    return sum / (double)n;
}

double sx_autocorrelation(const double *x, size_t n, size_t lag)
{
    double mean = plain_mean(x, n), whole = centred_product(x, n, mean, 0);
    return whole > 0.0 ? centred_product(x, n, mean, lag) / whole : 0.0;
}

/* r_m over its standard error by Bartlett; *r: r_m itself. */
static double strength(const double *x, size_t n, size_t m, double *r)
{
    *r = 0.0;
    double mean = plain_mean(x, n), whole = centred_product(x, n, mean, 0);
    if (!(whole > 0.0))
        return 0.0;
    double sum = 1.0;
    for (size_t lag = 1; lag <= m; lag++) {
        *r = centred_product(x, n, mean, lag) / whole;
        if (lag < m)
            sum += 2.0 * *r * *r;
    }
    return *r / sqrt(sum / (double)n);
}

static void differences(const double *x, size_t n, double *out)
{
    for (size_t t = 1; t < n; t++)
        out[t - 1] = x[t] - x[t - 1];
}

bool sx_is_seasonal(const double *x, size_t n, size_t m, double *work)
{
    double r;
    if (m < 2 || n < 2 * m)
        return false;
    differences(x, n, work);
    return strength(work, n - 1, m, &r) > 1.645;
}

static double moving_average(const double *x, size_t t, size_t m)
{
    size_t half = m / 2;
    double sum = m % 2 ? x[t - half] + x[t + half] : 0.5 * (x[t - half] + x[t + half]);
    for (size_t s = t - half + 1; s < t + half; s++)
        sum += x[s];
    return sum / (double)m;
}

bool sx_seasonal_figure(const double *x, size_t n, size_t m, bool multiplicative, double *figure)
{
    size_t half = m / 2;
    double mean = 0.0;
    bool good = true;
    for (size_t i = 0; i < m; i++) {
        double sum = 0.0, count = 0.0;
        for (size_t t = i; t + half < n; t += m) {
            if (t < half)
                continue;
            double level = moving_average(x, t, m);
            sum += multiplicative ? x[t] / level : x[t] - level;
            count += 1.0;
        }
        figure[i] = sum / count;
        mean += figure[i] / (double)m;
    }
    for (size_t i = 0; i < m; i++) {
        figure[i] = multiplicative ? figure[i] / mean : figure[i] - mean;
        good = good && isfinite(figure[i]) && (!multiplicative || figure[i] > 0.0);
    }
    for (size_t i = 0; i < m && !good; i++)
        figure[i] = multiplicative ? 1.0 : 0.0;
    return good;
}

bool sx_shrunken_figure(const double *x, size_t n, size_t m, bool multiplicative, double *figure)
{
    if (!sx_seasonal_figure(x, n, m, multiplicative, figure))
        return false;
    if (n < 3 * m)
        return true;
    size_t half = m / 2;
    double centre = multiplicative ? 1.0 : 0.0, within = 0.0, between = 0.0, count = 0.0;
    for (size_t t = half; t + half < n; t++) {
        double level = moving_average(x, t, m);
        double rest = (multiplicative ? x[t] / level : x[t] - level) - figure[t % m];
        within += rest * rest;
        count += 1.0;
    }
    double size = (double)m, variance = within / fmax(1.0, count - size) / fmax(1.0, count / size);
    for (size_t i = 0; i < m; i++)
        between += (figure[i] - centre) * (figure[i] - centre) / (size - 1.0);
    double beyond = fmax(0.0, between - variance);
    double share = beyond + variance > 0.0 ? beyond / (beyond + variance) : 0.0;
    for (size_t i = 0; i < m; i++)
        figure[i] = centre + share * (figure[i] - centre);
    return true;
}

size_t sx_choose_season(const double *x, size_t n, double *work)
{
    static const size_t candidates[] = {4, 7, 12, 52};
    size_t chosen = 1;
    double best = 2.0, *u = work;
    bool positive = true;
    for (size_t t = 0; t < n; t++)
        positive = positive && x[t] > 0.0;
    for (size_t t = 0; t < n; t++)
        u[t] = positive ? log(x[t]) : x[t];
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        size_t m = candidates[i];
        if (n < 2 * m)
            continue;
        double gain = sx_structural_season_gain(u, n, m, work + n);
        if (gain > best) {
            best = gain;
            chosen = m;
        }
    }
    return chosen;
}
