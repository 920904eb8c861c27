#include <math.h>
#include "base/statistics.h"
#include "drivers/sample.h"

static void swap(double *a, double *b)
{
    double keep = *a;
    *a = *b;
    *b = keep;
}

/* Puts the k-th smallest of x[from .. n) in its place, smaller ones before it: Hoare's selection, median of three. */
static void select_place(double *x, size_t from, size_t n, size_t k)
{
    size_t low = from, high = n - 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (x[middle] < x[low])
            swap(&x[middle], &x[low]);
        if (x[high] < x[low])
            swap(&x[high], &x[low]);
        if (x[high] < x[middle])
            swap(&x[high], &x[middle]);
        double pivot = x[middle];
        size_t i = low, j = high;
        while (i <= j) {
            while (x[i] < pivot)
                i++;
            while (pivot < x[j])
                j--;
            if (i > j)
                break;
            swap(&x[i], &x[j]);
            i++;
            if (j == 0)
                break;
            j--;
        }
        if (k <= j)
            high = j;
        else if (k >= i)
            low = i;
        else
            return;
    }
}

static double smallest(const double *x, size_t from, size_t n)
{
    double least = x[from];
    for (size_t i = from + 1; i < n; i++)
        least = x[i] < least ? x[i] : least;
    return least;
}

void sx_summarise(double *x, size_t n, const double *levels, size_t n_levels, double *value)
{
    value[n_levels] = sx_mean(x, n);
    int sorted = n_levels > 8;
    size_t from = 0;
    if (sorted)
        sx_sort(x, n);
    for (size_t i = 0; i < n_levels; i++) {
        double place = fmin(fmax((double)n * levels[i] - 0.5, 0.0), (double)(n - 1));
        size_t k = (size_t)place < n - 1 ? (size_t)place : n - 2;
        if (i && levels[i] < levels[i - 1])
            from = 0; /* not ascending: what is in its place already does not help */
        if (!sorted)
            select_place(x, from, n, k);
        double next = sorted ? x[k + 1] : smallest(x, k + 1, n);
        value[i] = x[k] + (place - (double)k) * (next - x[k]);
        from = k;
    }
}
