#include <math.h>
#include "base/statistics.h"
#include "drive/sample.h"

static double middle_of(double a, double b, double c)
{
    return fmax(fmin(a, b), fmin(fmax(a, b), c));
}

/* Brings what is below the pivot (or equal to it) to the front of x[from .. n); returns where that ends. Without a
 * branch on the data, which nobody can predict. */
static size_t to_front(double *x, size_t from, size_t n, double pivot, int or_equal)
{
    size_t end = from;
    for (size_t i = from; i < n; i++) {
        double here = x[i];
        x[i] = x[end];
        x[end] = here;
        end += or_equal ? here <= pivot : here < pivot;
    }
    return end;
}

/* Puts the k-th smallest of x[from .. n) in its place, smaller ones before it: selection by three-way partition. */
static void select_place(double *x, size_t from, size_t n, size_t k)
{
    while (n - from > 1) {
        double pivot = middle_of(x[from], x[from + (n - from) / 2], x[n - 1]);
        size_t less = to_front(x, from, n, pivot, 0);
        if (k < less) {
            n = less;
            continue;
        }
        size_t equal = to_front(x, less, n, pivot, 1);
        if (k < equal || equal == less) /* the latter: not numbers, in no order anyway */
            return;
        from = equal;
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
