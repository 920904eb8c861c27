#include "fcst/prepare.h"
#include "base/statistics.h"
#include "fcst/seasonality.h"
#include <math.h>
#include <stdbool.h>
#include <string.h>

static void fill_lines(double *y, size_t n, const double *known)
{
    size_t last = 0;
    for (size_t t = 1; t < n; t++) {
        if (isnan(known[t]))
            continue;
        for (size_t s = last + 1; s < t; s++)
            y[s] = y[last] + (y[t] - y[last]) * ((double)(s - last) / (double)(t - last));
        last = t;
    }
}

/* Mean distance of the known values from the filled series' centred level, by phase; mean 0. */
static void known_figure(const double *y, const double *known, size_t n, size_t m, double *figure, double *count)
{
    double mean = 0.0;
    memset(figure, 0, m * sizeof(double));
    memset(count, 0, m * sizeof(double));
    for (size_t t = m / 2; t + m / 2 < n; t++) {
        if (isnan(known[t]))
            continue;
        double level = 0.5 * (y[t - m / 2] + y[t + m / 2]) * (m % 2 ? 2.0 : 1.0);
        for (size_t s = t - m / 2 + 1; s < t + m / 2; s++)
            level += y[s];
        figure[t % m] += y[t] - level / (double)m;
        count[t % m] += 1.0;
    }
    for (size_t i = 0; i < m; i++) {
        figure[i] = count[i] > 0.0 ? figure[i] / count[i] : 0.0;
        mean += figure[i] / (double)m;
    }
    for (size_t i = 0; i < m; i++)
        figure[i] -= mean;
}

static void fill(double *y, size_t n, size_t m, double *work)
{
    double *known = work, *figure = work + n, *count = figure + m;
    memcpy(known, y, n * sizeof(double));
    fill_lines(y, n, known);
    for (int round = 0; round < 3 && m >= 2 && n >= 2 * m; round++) {
        known_figure(y, known, n, m, figure, count);
        for (size_t t = 0; t < n; t++)
            y[t] -= figure[t % m];
        fill_lines(y, n, known);
        for (size_t t = 0; t < n; t++)
            y[t] = isnan(known[t]) ? y[t] + figure[t % m] : known[t];
    }
}

size_t sx_fill_gaps(double *y, size_t n, size_t m, double *work)
{
    size_t gaps = 0;
    double least = INFINITY;
    for (size_t t = 0; t < n; t++) {
        gaps += isnan(y[t]) ? 1 : 0;
        least = isnan(y[t]) ? least : fmin(least, y[t]);
    }
    if (gaps == 0)
        return 0;
    /* Logarithms and back would move a known value by its last digits. */
    double *kept = work + n + 2 * m + 2;
    bool logarithms = least > 0.0 && m >= 2 && n >= 2 * m;
    memcpy(kept, y, n * sizeof(double));
    for (size_t t = 0; t < n && logarithms; t++)
        y[t] = log(y[t]);
    fill(y, n, m, work);
    for (size_t t = 0; t < n; t++) {
        double filled = logarithms ? exp(y[t]) : least >= 0.0 ? fmax(y[t], 0.0) : y[t];
        y[t] = isnan(kept[t]) ? filled : kept[t];
    }
    return gaps;
}

double sx_usual_values(const double *adjusted, size_t n, double *usual, double *work)
{
    double window[6];
    if (n < 7)
        return 0.0;
    for (size_t t = 0; t < n; t++) {
        size_t from = t < 3 ? 0 : t + 4 > n ? n - 7 : t - 3;
        size_t before = t - from;
        memcpy(window, adjusted + from, before * sizeof(double));
        memcpy(window + before, adjusted + t + 1, (6 - before) * sizeof(double));
        usual[t] = sx_median(window, 6);
        work[t] = fabs(adjusted[t] - usual[t]);
    }
    return 1.4826 * sx_median(work, n);
}
