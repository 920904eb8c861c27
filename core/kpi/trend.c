#include "kpi/trend.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "kpi.h"
#include "kpi/ratio.h"
#include "base/statistics.h"

/* The value of the given rank (0: least); the smaller end up before it, the larger after it. Hoare 1961, algorithm 65
 * (Find), with the median of three as pivot. */
static double select_rank(double *x, size_t n, size_t rank)
{
    ptrdiff_t low = 0, high = (ptrdiff_t)n - 1, k = (ptrdiff_t)rank;
    while (low < high) {
        double a = x[low], b = x[low + (high - low) / 2], c = x[high];
        double pivot = fmax(fmin(a, b), fmin(fmax(a, b), c));
        ptrdiff_t i = low, j = high;
        do {
            while (x[i] < pivot)
                i++;
            while (x[j] > pivot)
                j--;
            if (i <= j) {
                double keep = x[i];
                x[i++] = x[j];
                x[j--] = keep;
            }
        } while (i <= j);
        if (j < k)
            low = i;
        if (k < i)
            high = j;
    }
    return x[k];
}

static double middle(double a, double b)
{
    return a == b ? a : 0.5 * a + 0.5 * b;
}

sx_status sx_theil_sen_pairs(const double *x, const double *y, size_t n, double *slope)
{
    size_t n_pairs = n * (n - 1) / 2, k = 0;
    double *slopes = malloc(n_pairs * sizeof *slopes);
    if (!slopes)
        return SX_NOMEM;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            slopes[k++] = (y[j] - y[i]) / (x[j] - x[i]);
    double high = select_rank(slopes, n_pairs, n_pairs / 2), low = high;
    if (n_pairs % 2 == 0) {
        low = slopes[0];
        for (size_t i = 1; i < n_pairs / 2; i++)
            low = fmax(low, slopes[i]);
    }
    free(slopes);
    return sx_finite(middle(low, high), slope);
}

typedef struct residuals {
    const double *x, *y; /* y less its first value: a high level must not cost digits */
    size_t n;
    double *sorted, *scratch; /* n each */
} residuals;

/* Pairs i < j whose slope is at most s: those with y[j] - s x[j] <= y[i] - s x[i], the inversions of the residuals,
 * counted while a merge sort undoes them. */
static uint64_t count_up_to(residuals *r, double s)
{
    double *from = r->sorted, *to = r->scratch;
    for (size_t i = 0; i < r->n; i++)
        from[i] = fma(-s, r->x[i], r->y[i]);
    uint64_t count = 0;
    for (size_t width = 1; width < r->n; width *= 2) {
        for (size_t start = 0; start < r->n; start += 2 * width) {
            size_t half = start + width < r->n ? start + width : r->n;
            size_t end = half + width < r->n ? half + width : r->n;
            size_t i = start, j = half, k = start;
            while (i < half && j < end) {
                if (from[j] <= from[i]) {
                    count += half - i;
                    to[k++] = from[j++];
                } else {
                    to[k++] = from[i++];
                }
            }
            memcpy(to + k, from + i, (half - i) * sizeof *to);
            memcpy(to + k + (half - i), from + j, (end - j) * sizeof *to);
        }
        double *keep = from;
        from = to;
        to = keep;
    }
    return count;
}

/* Doubles in the order of their values as whole numbers, and back: halving those takes 64 steps at most, wherever the
 * number lies. */
static uint64_t to_order(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
}

static double from_order(uint64_t order)
{
    uint64_t bits = order >> 63 ? order & ~((uint64_t)1 << 63) : ~order;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* The slope of the given rank (1: least) between low and high, both reached. */
static double slope_of_rank(residuals *r, uint64_t rank, double low, double high)
{
    if (count_up_to(r, low) >= rank)
        return low;
    uint64_t below = to_order(low), above = to_order(high);
    while (above - below > 1) {
        uint64_t half = below + (above - below) / 2;
        if (count_up_to(r, from_order(half)) >= rank)
            above = half;
        else
            below = half;
    }
    return from_order(above);
}

sx_status sx_theil_sen_inversions(const double *x, const double *y, size_t n, double *slope)
{
    double *work = malloc(3 * n * sizeof *work);
    if (!work)
        return SX_NOMEM;
    residuals r = {.x = x, .y = work, .n = n, .sorted = work + n, .scratch = work + 2 * n};
    for (size_t i = 0; i < n; i++)
        work[i] = y[i] - y[0];
    /* Every slope is a weighted mean of slopes between neighbours, so these bound all. */
    double least = HUGE_VAL, most = -HUGE_VAL;
    for (size_t i = 1; i < n; i++) {
        double step = (y[i] - y[i - 1]) / (x[i] - x[i - 1]);
        least = fmin(least, step);
        most = fmax(most, step);
    }
    if (!isfinite((fabs(least) + fabs(most)) * (x[n - 1] - x[0]))) {
        free(work);
        return SX_NUM;
    }
    uint64_t n_pairs = (uint64_t)n * (n - 1) / 2;
    double high = slope_of_rank(&r, (n_pairs + 1) / 2, least, most), low = high;
    if (n_pairs % 2 == 0)
        high = slope_of_rank(&r, n_pairs / 2 + 1, low, most);
    free(work);
    *slope = middle(low, high);
    return SX_OK;
}

sx_status sx_theil_sen(const double *x, const double *y, size_t n, double *slope)
{
    return n <= SX_THEIL_SEN_DIRECT ? sx_theil_sen_pairs(x, y, n, slope) : sx_theil_sen_inversions(x, y, n, slope);
}

sx_status sx_kpi_trend(const double *values, size_t n_values, double *result, sx_context *context)
{
    double *x = malloc(2 * n_values * sizeof *x);
    if (!x)
        return sx_fail(context, SX_NOMEM, "out of memory");
    double *y = x + n_values, slope = 0.0;
    size_t n = 0;
    for (size_t i = 0; i < n_values; i++) {
        if (isnan(values[i]))
            continue; /* a period without a value: the time goes on */
        x[n] = (double)i;
        y[n++] = values[i];
    }
    if (n < 2) {
        free(x);
        return sx_fail(context, SX_VALUE, "values: a trend needs two values at least, %zu given", n);
    }
    sx_status status = sx_theil_sen(x, y, n, &slope);
    double level = fabs(sx_median(y, n));
    free(x);
    if (status == SX_OK)
        status = sx_ratio(slope, level, result);
    if (status == SX_DIV0)
        sx_fail(context, status, "the median level is zero: there is nothing to relate the change to");
    else if (status == SX_NUM)
        sx_fail(context, status, "values: a difference is too large for a number");
    return status;
}
