#include "kpi/slopes.h"
#include <float.h>
#include <math.h>
#include <string.h>

static double key_of(const sx_slopes *q, size_t at, double s)
{
    return fma(-s, q->x[at], q->exact ? q->y[at] : q->y[at] - q->y[0]);
}

double sx_slope_unsure(const sx_slopes *q, double s)
{
    double own = 8.0 * DBL_EPSILON * fabs(s) + 4.0 * DBL_TRUE_MIN;
    return q->exact ? own : own + 4.0 * DBL_EPSILON * (q->far + fabs(s) * q->reach) / q->gap;
}

/* The sign of a sum, without any rounding: its terms as a sum whose parts do not overlap (Shewchuk 1997, Discrete and
 * Computational Geometry 18, theorem 10). */
static int sign_of_sum(const double *terms, size_t n)
{
    double parts[6];
    for (size_t m = 0; m < n; m++) {
        double sum = terms[m];
        for (size_t i = 0; i < m; i++) {
            double both = sum + parts[i], other = both - sum;
            parts[i] = (sum - (both - other)) + (parts[i] - other);
            sum = both;
        }
        parts[m] = sum;
    }
    while (n > 1 && !(parts[n - 1] < 0.0 || parts[n - 1] > 0.0))
        n--;
    return (parts[n - 1] > 0.0) - (parts[n - 1] < 0.0);
}

/* The sign of y - s x at i less that at j. */
static int sign_between(const sx_slopes *q, double s, size_t i, size_t j)
{
    double a = s * q->x[i], b = s * q->x[j];
    const double terms[6] = {q->y[i], -q->y[j], -a, b, -fma(s, q->x[i], -a), fma(s, q->x[j], -b)};
    return sign_of_sum(terms, 6);
}

enum { RUN = 16 }; /* so many keys are put in order one by one */

/* Puts keys[start..end) in order and counts the pairs that change places; of equal ones the later goes first. */
static uint64_t order_run(double *keys, size_t start, size_t end)
{
    uint64_t count = 0;
    for (size_t i = start + 1; i < end; i++) {
        double key = keys[i];
        size_t k = i;
        for (; k > start && key <= keys[k - 1]; k--)
            keys[k] = keys[k - 1];
        keys[k] = key;
        count += i - k;
    }
    return count;
}

/* Merges from[start..half) and [half..end) into `to`; counts as order_run does. Which is taken is no branch: it cannot
 * be foretold, and the counts are where the time goes. */
static uint64_t merge_keys(const double *from, double *to, size_t start, size_t half, size_t end)
{
    uint64_t count = 0;
    size_t i = start, j = half, k = start;
    while (i < half && j < end) {
        size_t later = from[j] <= from[i];
        to[k++] = from[later ? j : i];
        count += (half - i) & (0 - later);
        j += later;
        i += 1 - later;
    }
    memcpy(to + k, from + i, (half - i) * sizeof *from);
    memcpy(to + k + (half - i), from + j, (end - j) * sizeof *from);
    return count;
}

/* Puts to[start..end) in order; from holds the same, and loses its order. Half by half, so that a half stays near. */
static uint64_t order_keys(double *from, double *to, size_t start, size_t end)
{
    if (end - start <= RUN)
        return order_run(to, start, end);
    size_t half = start + (end - start) / 2;
    uint64_t count = order_keys(to, from, start, half) + order_keys(to, from, half, end);
    return count + merge_keys(from, to, start, half, end);
}

/* Whether a comes before b at the slope s. Unlike numbers round to unlike ones in the same order or to the same. */
static size_t before(const sx_slopes *q, double s, const sx_slope_point *a, const sx_slope_point *b)
{
    if (q->exact && a->key == b->key) {
        int sign = sign_between(q, s, a->index, b->index);
        return sign < 0 || (sign == 0 && a->index > b->index);
    }
    return a->key < b->key || (a->key == b->key && a->index > b->index);
}

/* Puts the points in the order of their keys at slope s; counts as sx_slopes_up_to does. */
static uint64_t order_points(sx_slopes *q, double s)
{
    uint64_t count = 0;
    for (size_t i = 0; i < q->n; i++)
        q->points[i] = (sx_slope_point){key_of(q, i, s), i};
    for (size_t width = 1; width < q->n; width *= 2) {
        for (size_t start = 0; start < q->n; start += 2 * width) {
            size_t half = start + width < q->n ? start + width : q->n;
            size_t end = half + width < q->n ? half + width : q->n, i = start, j = half, k = start;
            while (i < half && j < end) {
                size_t later = before(q, s, &q->points[j], &q->points[i]);
                q->merged[k++] = q->points[later ? j : i];
                count += (half - i) & (0 - later);
                j += later;
                i += 1 - later;
            }
            memcpy(q->merged + k, q->points + i, (half - i) * sizeof *q->points);
            memcpy(q->merged + k + (half - i), q->points + j, (end - j) * sizeof *q->points);
        }
        sx_slope_point *other = q->points;
        q->points = q->merged;
        q->merged = other;
    }
    return count;
}

uint64_t sx_slopes_up_to(sx_slopes *q, double s)
{
    if (q->exact)
        return order_points(q, s);
    double *keys = (void *)q->points, *scratch = (void *)q->merged;
    for (size_t i = 0; i < q->n; i++)
        keys[i] = scratch[i] = key_of(q, i, s);
    return order_keys(scratch, keys, 0, q->n);
}

uint64_t sx_slopes_flat(sx_slopes *q, double sign)
{
    double *keys = (void *)q->points, *scratch = (void *)q->merged;
    for (size_t i = 0; i < q->n; i++)
        keys[i] = scratch[i] = sign * q->y[i];
    return order_keys(scratch, keys, 0, q->n);
}

bool sx_slopes_find(sx_slopes *q, double low, double high)
{
    if (q->n_slopes && q->low == low && q->high == high)
        return true;
    q->below = order_points(q, low);
    q->low = low;
    q->high = high;
    q->n_slopes = 0;
    for (size_t i = 0; i < q->n; i++)
        q->points[i].key = key_of(q, q->points[i].index, high);
    for (size_t i = 1; i < q->n; i++) {
        sx_slope_point p = q->points[i];
        size_t k = i;
        for (; k > 0 && before(q, high, &p, &q->points[k - 1]); k--) {
            size_t a = q->points[k - 1].index, b = p.index;
            if (q->n_slopes == q->room) {
                q->low = q->high; /* not all: nothing to find again */
                return false;
            }
            q->slopes[q->n_slopes++] = (q->y[b] - q->y[a]) / (q->x[b] - q->x[a]);
            q->points[k] = q->points[k - 1];
        }
        q->points[k] = p;
    }
    return true;
}
