#include "test/proportion.h"
#include <math.h>
#include "base/distribution.h"

void sx_wilson(double x, double n, double z, double *low, double *high)
{
    double p = x / n, a = z / n * z, middle = p + 0.5 * a;
    double root = sqrt(a * (x < n ? p * ((n - x) / n) : 0.0) + 0.25 * a * a);
    /* The bounds are the roots of t^2 (1 + a) - 2 t middle + p^2: the lower one from their product, so that a small
     * share keeps its digits. */
    *low = p > 0.0 ? p * p / (middle + root) : 0.0;
    *high = x < n ? fmin((middle + root) / (1.0 + a), 1.0) : 1.0;
}

/* How far the interval of the difference reaches from it towards zero (Newcombe's delta when p1 > p2). */
static double reach(double x1, double n1, double x2, double n2, double z)
{
    double l1, u1, l2, u2;
    sx_wilson(x1, n1, z, &l1, &u1);
    sx_wilson(x2, n2, z, &l2, &u2);
    return hypot(x1 / n1 - l1, u2 - x2 / n2);
}

/* The z at which the interval of the difference, here positive, just reaches zero. reach rises with z. */
static double touching_z(double x1, double n1, double x2, double n2)
{
    double difference = x1 / n1 - x2 / n2, low = 0.0, high = 1.0;
    while (high < 1e150 && reach(x1, n1, x2, n2, high) < difference) {
        low = high;
        high *= 2.0;
    }
    for (;;) {
        double half = low + 0.5 * (high - low);
        if (half <= low || half >= high)
            return low;
        if (reach(x1, n1, x2, n2, half) < difference)
            low = half;
        else
            high = half;
    }
}

/* Lower limit of p1 / p2: the smaller root of t^2 u2 (2 p2 - u2) - 2 t p1 p2 + l1 (2 p1 - l1). Written without the
 * division by u2 (2 p2 - u2), which may be zero or negative. */
static double ratio_low(double p1, double l1, double p2, double u2)
{
    double c = l1 * (2.0 * p1 - l1), both = p1 * p2;
    double root = sqrt(fmax(0.0, both * both - c * u2 * (2.0 * p2 - u2)));
    return both + root > 0.0 ? c / (both + root) : 0.0;
}

static double ratio_high(double p1, double u1, double p2, double l2)
{
    double a = l2 * (2.0 * p2 - l2), both = p1 * p2;
    double root = sqrt(fmax(0.0, both * both - a * u1 * (2.0 * p1 - u1)));
    return a > 0.0 ? (both + root) / a : HUGE_VAL;
}

sx_two_shares sx_compare_shares(double x1, double n1, double x2, double n2, double z)
{
    double p1 = x1 / n1, p2 = x2 / n2, l1, u1, l2, u2;
    sx_wilson(x1, n1, z, &l1, &u1);
    sx_wilson(x2, n2, z, &l2, &u2);
    sx_two_shares r = {.difference = p1 - p2};
    r.difference_low = r.difference - hypot(p1 - l1, u2 - p2);
    r.difference_high = r.difference + hypot(u1 - p1, p2 - l2);
    if (x2 > 0.0) {
        r.lift = r.difference / p2;
        r.lift_low = ratio_low(p1, l1, p2, u2) - 1.0;
        r.lift_high = ratio_high(p1, u1, p2, l2) - 1.0;
    } else {
        r.lift = r.lift_low = (double)NAN;
        r.lift_high = HUGE_VAL;
    }
    double touching = r.difference > 0.0   ? touching_z(x1, n1, x2, n2)
                      : r.difference < 0.0 ? touching_z(x2, n2, x1, n1)
                                           : 0.0;
    r.p = 2.0 * sx_normal_cdf(-touching);
    return r;
}
