#include "base/minimise.h"
#include <assert.h>
#include <math.h>

typedef struct simplex {
    sx_objective f;
    void *data;
    size_t n, calls;
    const double *low, *high;
    double point[SX_MINIMISE_MOST + 1][SX_MINIMISE_MOST];
    double value[SX_MINIMISE_MOST + 1];
} simplex;

static double evaluate(simplex *s, double *x)
{
    for (size_t j = 0; j < s->n; j++)
        x[j] = fmin(fmax(x[j], s->low[j]), s->high[j]);
    s->calls++;
    double value = s->f(x, s->data);
    return isnan(value) ? HUGE_VAL : value;
}

/* Puts (x, value) at place i, keeping the points in order of value: points 0..i-1 are sorted. */
static void insert(simplex *s, size_t i, const double *x, double value)
{
    double keep[SX_MINIMISE_MOST];
    for (size_t j = 0; j < s->n; j++)
        keep[j] = x[j];
    while (i > 0 && s->value[i - 1] > value) {
        for (size_t j = 0; j < s->n; j++)
            s->point[i][j] = s->point[i - 1][j];
        s->value[i] = s->value[i - 1];
        i--;
    }
    for (size_t j = 0; j < s->n; j++)
        s->point[i][j] = keep[j];
    s->value[i] = value;
}

static int is_small(const simplex *s, double tolerance)
{
    if (!(s->value[s->n] - s->value[0] <= tolerance * tolerance * (fabs(s->value[0]) + 1e-300)))
        return 0;
    for (size_t j = 0; j < s->n; j++)
        for (size_t i = 1; i <= s->n; i++)
            if (fabs(s->point[i][j] - s->point[0][j]) > tolerance * (s->high[j] - s->low[j]))
                return 0;
    return 1;
}

/* The point at centre + by * (worst - centre), and its value. */
static double along(simplex *s, const double *centre, double by, double *x)
{
    for (size_t j = 0; j < s->n; j++)
        x[j] = centre[j] + by * (s->point[s->n][j] - centre[j]);
    return evaluate(s, x);
}

static void shrink(simplex *s)
{
    for (size_t i = 1; i <= s->n; i++) {
        double x[SX_MINIMISE_MOST];
        for (size_t j = 0; j < s->n; j++)
            x[j] = 0.5 * (s->point[i][j] + s->point[0][j]);
        insert(s, i, x, evaluate(s, x));
    }
}

static void improve(simplex *s)
{
    size_t n = s->n;
    double centre[SX_MINIMISE_MOST] = {0.0}, x[SX_MINIMISE_MOST], further[SX_MINIMISE_MOST];
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            centre[j] += s->point[i][j] / (double)n;
    double value = along(s, centre, -1.0, x);
    if (value < s->value[0]) {
        double beyond = along(s, centre, -2.0, further);
        if (beyond < value)
            insert(s, n, further, beyond);
        else
            insert(s, n, x, value);
    } else if (value < s->value[n - 1]) {
        insert(s, n, x, value);
    } else {
        double nearer = along(s, centre, value < s->value[n] ? -0.5 : 0.5, further);
        if (nearer < fmin(value, s->value[n]))
            insert(s, n, further, nearer);
        else
            shrink(s);
    }
}

double sx_minimise(sx_objective f, void *data, size_t n, double *x, const double *low, const double *high, double step,
                   double tolerance, size_t most_calls)
{
    assert(n >= 1 && n <= SX_MINIMISE_MOST);
    simplex s = {.f = f, .data = data, .n = n, .low = low, .high = high};
    for (size_t i = 0; i <= n; i++) {
        double start[SX_MINIMISE_MOST];
        for (size_t j = 0; j < n; j++)
            start[j] = x[j];
        if (i > 0) {
            double side = step * (high[i - 1] - low[i - 1]);
            start[i - 1] += start[i - 1] + side <= high[i - 1] ? side : -side;
        }
        double value = evaluate(&s, start);
        insert(&s, i, start, value);
    }
    while (s.calls < most_calls && !is_small(&s, tolerance))
        improve(&s);
    for (size_t j = 0; j < n; j++)
        x[j] = s.point[0][j];
    return s.value[0];
}

static double at(sx_objective f, void *data, double x)
{
    double value = f(&x, data);
    return isnan(value) ? HUGE_VAL : value;
}

double sx_minimise_line(sx_objective f, void *data, double low, double high, size_t grid, double tolerance, double *x)
{
    const double golden = 0.6180339887498949;
    double side = (high - low) / (double)grid, best = INFINITY, place = low;
    for (size_t i = 0; i <= grid; i++) {
        double here = i == grid ? high : low + side * (double)i;
        double value = at(f, data, here);
        if (value < best) {
            best = value;
            place = here;
        }
    }
    double a = fmax(low, place - side), b = fmin(high, place + side);
    double c = b - golden * (b - a), d = a + golden * (b - a);
    double at_c = at(f, data, c), at_d = at(f, data, d);
    while (b - a > tolerance) {
        if (at_c < at_d) {
            b = d;
            d = c;
            at_d = at_c;
            c = b - golden * (b - a);
            at_c = at(f, data, c);
        } else {
            a = c;
            c = d;
            at_c = at_d;
            d = a + golden * (b - a);
            at_d = at(f, data, d);
        }
    }
    double value = fmin(at_c, at_d);
    if (value < best) {
        best = value;
        place = at_c <= at_d ? c : d;
    }
    *x = place;
    return best;
}
