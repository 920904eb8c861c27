#include "fcst/kind.h"
#include "base/statistics.h"
#include <math.h>
#include <string.h>

bool sx_is_mirrored(const double *y, size_t n)
{
    bool below = false;
    for (size_t t = 0; t < n; t++) {
        if (y[t] > 0.0)
            return false;
        below = below || y[t] < 0.0;
    }
    return below;
}

static size_t longest_zeros(const double *y, size_t from, size_t to)
{
    size_t run = 0, longest = 0;
    for (size_t t = from; t < to; t++) {
        run = y[t] == 0.0 || isnan(y[t]) ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

size_t sx_dead_start(const double *y, size_t n)
{
    size_t first = 0;
    while (first < n && (y[first] == 0.0 || isnan(y[first])))
        first++;
    return first < 2 || first == n || first <= 2 * longest_zeros(y, first, n) ? 0 : first;
}

size_t sx_regime_start(const double *y, size_t n, size_t season)
{
    size_t window = season < 8 ? 8 : season, start = 0;
    double sum = 0.0, best = 0.0;
    for (size_t t = 0; t < n; t++) {
        sum = 0.0;
        for (size_t s = t + 1 < window ? t + 1 : t + 1 - window; s <= t && t + 1 >= window; s++)
            sum += isnan(y[s]) ? 0.0 : y[s] / (double)window;
        best = fmax(best, sum);
    }
    for (size_t t = 0; t < n; t++)
        if (y[t] >= 0.2 * best)
            start = t + 1;
    if (n - start < window || (longest_zeros(y, start, n) == n - start && n - start <= 2 * longest_zeros(y, 0, start)))
        return 0;
    while (start < n && isnan(y[start]))
        start++;
    return start;
}

static void count_zeros(const double *y, size_t n, size_t m, size_t phase, size_t *zeros, size_t *all)
{
    *zeros = *all = 0;
    for (size_t t = phase; t < n; t += m) {
        *zeros += y[t] == 0.0 ? 1 : 0;
        ++*all;
    }
}

bool sx_is_always_zero(const double *y, size_t n, size_t m, size_t phase)
{
    size_t zeros, all;
    if (m < 2 || phase + m >= n)
        return false;
    count_zeros(y, n, m, phase, &zeros, &all);
    return zeros == all;
}

size_t sx_closed_phases(const double *y, size_t n, size_t m, double *closed)
{
    size_t marked = 0;
    for (size_t phase = 0; phase < m && m >= 2; phase++) {
        size_t zeros, all;
        count_zeros(y, n, m, phase, &zeros, &all);
        closed[phase] = all >= 2 && (zeros == all || (all >= 10 && 10 * zeros >= 9 * all)) ? 1.0 : 0.0;
        marked += closed[phase] > 0.0 ? 1 : 0;
    }
    if (marked < m)
        return marked;
    memset(closed, 0, m * sizeof(double));
    return 0;
}

double sx_share_of_zeros(const double *y, size_t n, size_t m)
{
    size_t zeros = 0, counted = 0;
    for (size_t phase = 0; phase < m && phase < n; phase++) {
        size_t here, all;
        count_zeros(y, n, m, phase, &here, &all);
        if (m >= 2 && all >= 2 && 5 * here >= 4 * all)
            continue;
        zeros += here;
        counted += all;
    }
    return counted ? (double)zeros / (double)counted : 1.0;
}

size_t sx_closed_days(double *y, size_t n, double *work)
{
    size_t zeros = 0, others = 0;
    double least = INFINITY;
    for (size_t t = 0; t < n; t++) {
        if (y[t] == 0.0) {
            zeros++;
            continue;
        }
        work[others++] = y[t];
        least = fmin(least, y[t]);
    }
    if (zeros == 0 || 10 * zeros > n || y[0] == 0.0 || y[n - 1] == 0.0 || least < 0.1 * sx_median(work, others))
        return 0;
    for (size_t t = 0; t < n; t++)
        y[t] = y[t] == 0.0 ? (double)NAN : y[t];
    return zeros;
}

static double median_before(const double *u, size_t end)
{
    double five[5];
    memcpy(five, u + end - 5, sizeof five);
    return sx_median(five, 5);
}

double sx_tempered_last(const double *u, size_t n, size_t m, bool logarithms, double *work)
{
    double last = u[n - 1];
    if (n < 10)
        return last;
    for (size_t t = 1; t + 1 < n; t++)
        work[t - 1] = fabs(u[t] - u[t - 1]);
    double usual = 4.0 * 1.4826 * sx_median(work, n - 2), before = median_before(u, n - 1), away = last - before;
    if (logarithms)
        usual = fmax(usual, 0.4054651081081644); /* log 1.5 */
    if (m >= 2 && n > m + 5) {
        double ago = u[n - 1 - m] + before - median_before(u, n - 1 - m), other = last - ago;
        away = away * other <= 0.0 ? 0.0 : fabs(other) < fabs(away) ? other : away;
    }
    double beyond = logarithms ? fmax(1.5 * usual, 1.0986122886681098) : 1.5 * usual; /* log 3 */
    if (!(usual > 0.0) || fabs(away) <= beyond)
        return last;
    return last - away + (away > 0.0 ? usual : -usual);
}
