#include "plan/curve.h"
#include <assert.h>
#include <math.h>

static const double LN2 = 0.69314718055994530942;

/* ln(1 / (1 + e^-z)) without overflow. */
static double log_logistic(double z)
{
    return z < 0.0 ? z - log1p(exp(z)) : -log1p(exp(-z));
}

/* The last point at or before x; x lies in [x[i], x[i + 1]). */
static size_t table_segment(const sx_curve *curve, double x)
{
    size_t low = 0, high = curve->n_points;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (curve->x[middle] <= x)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static double table_slope(const sx_curve *curve, size_t i)
{
    if (i + 1 >= curve->n_points)
        return 0.0;
    return (curve->y[i + 1] - curve->y[i]) / (curve->x[i + 1] - curve->x[i]);
}

static double table_value(const sx_curve *curve, double x)
{
    size_t i = table_segment(curve, x);
    if (i + 1 >= curve->n_points)
        return curve->y[curve->n_points - 1];
    double t = (x - curve->x[i]) / (curve->x[i + 1] - curve->x[i]);
    return curve->y[i] + t * (curve->y[i + 1] - curve->y[i]);
}

double sx_curve_value(const sx_curve *curve, double x)
{
    assert(x >= 0.0);
    if (curve->kind == SX_CURVE_TABLE)
        return table_value(curve, x);
    if (x == 0.0 || curve->top == 0.0)
        return curve->base;
    switch (curve->kind) {
    case SX_CURVE_HILL:
        if (curve->slope == 1.0 && x < 1e300)
            return curve->base + curve->top * (x / (curve->half + x));
        return curve->base + curve->top * exp(log_logistic(curve->slope * (log(x) - curve->log_half)));
    case SX_CURVE_LOG: {
        double ratio = x / curve->half;
        return curve->top * (isfinite(ratio) ? log1p(ratio) : log(x) - log(curve->half));
    }
    case SX_CURVE_POWER:
        return curve->top * pow(x, curve->slope);
    case SX_CURVE_EXP:
        return curve->top * -expm1(-LN2 * (x / curve->half));
    case SX_CURVE_TABLE:
        break;
    }
    return curve->base;
}

double sx_curve_slope(const sx_curve *curve, double x)
{
    assert(x >= 0.0);
    if (curve->kind == SX_CURVE_TABLE)
        return table_slope(curve, table_segment(curve, x));
    if (curve->top == 0.0)
        return 0.0;
    switch (curve->kind) {
    case SX_CURVE_HILL: {
        if (x == 0.0)
            return curve->slope > 1.0 ? 0.0 : curve->slope < 1.0 ? (double)INFINITY : curve->top / curve->half;
        double log_x = log(x), z = curve->slope * (log_x - curve->log_half);
        double log_p = log_logistic(z);
        return curve->top * curve->slope * exp(2.0 * log_p - z - log_x); /* ln(1 - p) = ln p - z */
    }
    case SX_CURVE_LOG:
        return 0.5 * curve->top / (0.5 * curve->half + 0.5 * x);
    case SX_CURVE_POWER:
        if (x == 0.0 && curve->slope < 1.0)
            return INFINITY;
        return curve->top * curve->slope * pow(x, curve->slope - 1.0);
    case SX_CURVE_EXP:
        return curve->top * (LN2 / curve->half) * exp(-LN2 * (x / curve->half));
    case SX_CURVE_TABLE:
        break;
    }
    return 0.0;
}

double sx_curve_inflection(const sx_curve *curve)
{
    assert(curve->kind != SX_CURVE_TABLE);
    double s = curve->slope;
    if (curve->top == 0.0)
        return 0.0;
    if (curve->kind == SX_CURVE_POWER)
        return s >= 1.0 ? (double)INFINITY : 0.0; /* a line counts as convex: its one chord is exact */
    if (curve->kind != SX_CURVE_HILL || s <= 1.0)
        return 0.0;
    return exp(curve->log_half + log((s - 1.0) / (s + 1.0)) / s);
}

/* The slope's logarithm g(u) = ln top + ln s + ln p(1 - p) - u of u = ln x is concave and, beyond the inflection,
 * falls: from any point right of the root Newton's steps stay right of it and settle. Such a point is where a line that
 * lies above g reaches the price: 2 ln p in g is below its tangents far right, at the half and, where g falls there
 * too, far left. */
static double hill_at_slope(const sx_curve *curve, double price, double *elasticity)
{
    double s = curve->slope;
    if (s == 1.0 && curve->half > 0.0 && isfinite(curve->half)) {
        double root = sqrt(curve->top / price) * sqrt(curve->half), x = root - curve->half;
        if (elasticity)
            *elasticity = x > 0.0 ? -0.5 * root / x : 0.0;
        return fmax(x, 0.0);
    }
    double ceiling = log(curve->top) + log(s), goal = log(price);
    if (s > 1.0) {
        double z = log((s - 1.0) / (s + 1.0));
        if (goal >= ceiling + 2.0 * log_logistic(z) - z - (curve->log_half + z / s))
            return 0.0;
    }
    double u = fmin((ceiling + s * curve->log_half - goal) / (s + 1.0), ceiling - 2.0 * LN2 - goal), slope = -1.0;
    if (s < 1.0)
        u = fmin(u, (ceiling - s * curve->log_half - goal) / (1.0 - s));
    for (int step = 0; step < 60; step++) {
        double z = s * (u - curve->log_half), e = exp(-fabs(z));
        double log_p = fmin(z, 0.0) - log1p(e), p = (z < 0.0 ? e : 1.0) / (1.0 + e);
        slope = s * (1.0 - 2.0 * p) - 1.0;
        double move = (ceiling + 2.0 * log_p - z - u - goal) / slope;
        if (!(slope < 0.0) || !(move < 1.0e10))
            break;
        u -= move;
        if (s * s * move * move <= 4e-16 * -slope * fmax(1.0, fabs(u))) /* what it leaves: g'' is at most s^2 / 2 */
            break;
    }
    if (elasticity)
        *elasticity = slope < 0.0 ? 1.0 / slope : 0.0;
    return exp(u);
}

double sx_curve_at_slope(const sx_curve *curve, double price, double *elasticity)
{
    assert(price > 0.0 && curve->kind != SX_CURVE_TABLE);
    if (elasticity)
        *elasticity = 0.0;
    if (curve->top == 0.0)
        return 0.0;
    double x = 0.0, by_price = 0.0;
    switch (curve->kind) {
    case SX_CURVE_HILL:
        return hill_at_slope(curve, price, elasticity);
    case SX_CURVE_LOG:
        x = curve->top / price - curve->half;
        by_price = -(x + curve->half) / x;
        break;
    case SX_CURVE_POWER:
        assert(curve->slope < 1.0);
        by_price = 1.0 / (curve->slope - 1.0);
        x = exp(by_price * (log(price) - log(curve->top) - log(curve->slope)));
        break;
    case SX_CURVE_EXP: {
        double scale = curve->half / LN2;
        x = scale * (log(curve->top) - log(scale) - log(price));
        by_price = -scale / x;
        break;
    }
    case SX_CURVE_TABLE:
        break;
    }
    if (!(x > 0.0))
        return 0.0;
    if (elasticity)
        *elasticity = by_price;
    return x;
}

size_t sx_curve_spends(double around, double last, double *spend)
{
    static const double NEAR[] = {0.0, 0.25, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.7, 2.0};
    size_t n = 0;
    for (size_t i = 0; i < sizeof NEAR / sizeof *NEAR && NEAR[i] * around < 0.97 * last; i++)
        spend[n++] = NEAR[i] * around;
    double from = spend[n - 1];
    size_t more = last > 1.6 * from ? 5 : 1;
    for (size_t i = 1; i <= more; i++)
        spend[n++] = i == more ? last : from * pow(last / from, (double)i / (double)more);
    return n;
}
