#include "base/statistics.h"
#include <math.h>
#include <stdlib.h>

double sx_sum(const double *x, size_t n)
{
    double sum = 0.0, lost = 0.0;
    for (size_t i = 0; i < n; i++) {
        double next = sum + x[i];
        lost += fabs(sum) >= fabs(x[i]) ? (sum - next) + x[i] : (x[i] - next) + sum;
        sum = next;
    }
    return sum + lost;
}

double sx_mean(const double *x, size_t n)
{
    return sx_sum(x, n) / (double)n;
}

double sx_variance(const double *x, size_t n)
{
    double mean = sx_mean(x, n), squares = 0.0, rest = 0.0;
    for (size_t i = 0; i < n; i++) {
        squares += (x[i] - mean) * (x[i] - mean);
        rest += x[i] - mean;
    }
    return (squares - rest * rest / (double)n) / (double)(n - 1);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void sx_sort(double *x, size_t n)
{
    qsort(x, n, sizeof *x, ascending);
}

double sx_quantile_sorted(const double *sorted, size_t n, double p)
{
    double position = p * (double)(n - 1);
    size_t below = (size_t)position;
    if (below + 1 >= n)
        return sorted[n - 1];
    return sorted[below] + (position - (double)below) * (sorted[below + 1] - sorted[below]);
}

double sx_median(double *x, size_t n)
{
    sx_sort(x, n);
    return n % 2 ? x[n / 2] : 0.5 * (x[n / 2 - 1] + x[n / 2]);
}
