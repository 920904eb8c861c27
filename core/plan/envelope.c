#include "plan/envelope.h"
#include <math.h>

static const double NO_PRICE = 1e-290;

size_t sx_envelope_capacity(const sx_curve *curve)
{
    return 4 + (curve->kind == SX_CURVE_TABLE ? curve->n_points : 0);
}

/* Height of the curve at t over its tangent's start: f(t) - f(x0) - (t - x0) f'(t), which grows with t on the tail. */
static double over_tangent(const sx_curve *curve, double x0, double y0, double t)
{
    return sx_curve_value(curve, t) - y0 - (t - x0) * sx_curve_slope(curve, t);
}

/* Where the line from x0 touches the tail between low and high: regula falsi after Dowell and Jarratt (Illinois). */
static double touch(const sx_curve *curve, double x0, double low, double high)
{
    double y0 = sx_curve_value(curve, x0);
    double at_low = over_tangent(curve, x0, y0, low), at_high = over_tangent(curve, x0, y0, high);
    if (at_low >= 0.0)
        return low;
    if (at_high <= 0.0)
        return high;
    int side = 0;
    for (int step = 0; step < 100 && high - low > 1e-14 * high; step++) {
        double t = step % 4 == 3 ? 0.5 * (low + high) : low - at_low * (high - low) / (at_high - at_low);
        if (!(t > low && t < high))
            t = 0.5 * (low + high);
        double at = over_tangent(curve, x0, y0, t);
        if (at == 0.0)
            return t;
        if (at < 0.0) {
            low = t;
            at_low = at;
            at_high *= side < 0 ? 0.5 : 1.0;
            side = -1;
        } else {
            high = t;
            at_high = at;
            at_low *= side > 0 ? 0.5 : 1.0;
            side = 1;
        }
    }
    return high;
}

static double chord(const sx_curve *curve, double a, double b)
{
    return (sx_curve_value(curve, b) - sx_curve_value(curve, a)) / (b - a);
}

/* Puts a corner at the left end and drops the corners that then lie under a chord. */
static void lead_in(sx_envelope *envelope, double x0)
{
    const sx_curve *curve = envelope->curve;
    while (envelope->n > 1 && chord(curve, x0, envelope->x[envelope->n - 1]) <= envelope->slope[envelope->n - 1])
        envelope->n--;
    if (envelope->n == 1 && envelope->tail) {
        double t = touch(curve, x0, envelope->x[0], envelope->high);
        envelope->tail = t < envelope->high;
        envelope->x[0] = t;
    }
    envelope->x[envelope->n] = x0;
    envelope->slope[envelope->n] = chord(curve, x0, envelope->x[envelope->n - 1]);
    envelope->n++;
}

static void table_envelope(sx_envelope *envelope, const sx_domain *domain)
{
    const sx_curve *curve = envelope->curve;
    envelope->x[0] = domain->high;
    envelope->n = 1;
    for (size_t i = curve->n_points; i-- > 0;)
        if (curve->x[i] > domain->low && curve->x[i] < domain->high)
            lead_in(envelope, curve->x[i]);
    if (domain->low < domain->high)
        lead_in(envelope, domain->low);
}

static void smooth_envelope(sx_envelope *envelope, const sx_domain *domain)
{
    double bend = sx_curve_inflection(envelope->curve);
    envelope->tail = bend < domain->high && domain->low < domain->high;
    envelope->x[0] = envelope->tail ? fmax(bend, domain->low) : domain->high;
    envelope->n = 1;
    if (domain->low < envelope->x[0])
        lead_in(envelope, domain->low);
}

void sx_envelope_make(sx_envelope *envelope, const sx_curve *curve, const sx_domain *domain)
{
    envelope->curve = curve;
    envelope->tail = false;
    envelope->high = domain->high;
    if (domain->low > domain->high) {
        envelope->n = 1;
        envelope->x[0] = envelope->high = 0.0;
        return;
    }
    if (curve->kind == SX_CURVE_TABLE)
        table_envelope(envelope, domain);
    else
        smooth_envelope(envelope, domain);
    if (domain->zero && domain->low > 0.0)
        lead_in(envelope, 0.0);
}

double sx_envelope_demand(const sx_envelope *envelope, double price, bool greatest, double *by_log_price)
{
    if (by_log_price)
        *by_log_price = 0.0;
    size_t i = envelope->n - 1;
    while (i > 0 && (envelope->slope[i] > price || (greatest && envelope->slope[i] == price)))
        i--;
    if (i > 0 || !envelope->tail)
        return envelope->x[i];
    if (price <= 0.0 && greatest)
        return envelope->high;
    /* For nothing: all that still rises within what a double can tell. */
    double elasticity = 0.0, x = sx_curve_at_slope(envelope->curve, fmax(price, NO_PRICE), &elasticity);
    if (x <= envelope->x[0])
        return envelope->x[0];
    if (x >= envelope->high)
        return envelope->high;
    if (by_log_price)
        *by_log_price = elasticity * x;
    return x;
}

void sx_concave_around(const sx_curve *curve, double x, double *low, double *high)
{
    if (curve->kind != SX_CURVE_TABLE) {
        double bend = sx_curve_inflection(curve);
        bool line = curve->kind == SX_CURVE_POWER && curve->slope == 1.0;
        *low = line || x >= bend ? fmax(*low, line ? 0.0 : bend) : x;
        *high = line || x >= bend ? *high : x;
        return;
    }
    size_t n = curve->n_points, i = 0;
    while (i + 1 < n && curve->x[i + 1] <= x)
        i++;
    size_t first = i, last = i; /* segments, the one after the last point being level */
    while (first > 0 && sx_curve_slope(curve, curve->x[first - 1]) >= sx_curve_slope(curve, curve->x[first]))
        first--;
    while (last + 1 < n && sx_curve_slope(curve, curve->x[last + 1]) <= sx_curve_slope(curve, curve->x[last]))
        last++;
    *low = fmax(*low, curve->x[first]);
    if (last + 1 < n)
        *high = fmin(*high, curve->x[last + 1]);
}
