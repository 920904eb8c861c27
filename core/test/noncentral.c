#include "test/noncentral.h"
#include <math.h>
#include "base/distribution.h"

/* T = (Z + ncp) / S with df S^2 chi-squared. In w = ln S its density is proportional to
 * exp(df (w - (exp(2 w) - 1) / 2)), highest at w = 0; the factor follows from summing that, without gamma functions. */
double sx_noncentral_t_upper(double t, double df, double ncp)
{
    /* Half the width of what changes fastest: the density, or the normal tail where t S passes ncp. */
    double step = fmin(0.1, 0.5 / sqrt(2.0 * df + ncp * ncp));
    double weight = 1.0, total = sx_normal_cdf(ncp - t);
    for (int side = -1; side <= 1; side += 2) {
        for (double k = 1.0;; k += 1.0) {
            double w = side * k * step, density = exp(df * (w - 0.5 * expm1(2.0 * w)));
            if (!(density >= 1e-20))
                break;
            weight += density;
            total += density * sx_normal_cdf(ncp - t * exp(w));
        }
    }
    return total / weight;
}

double sx_t_upper_quantile(double tail, double df)
{
    if (df < 1e5)
        return -sx_t_quantile(tail, df);
    /* Hill 1970, algorithm 396, after Fisher and Cornish; the term left out is below 1e-19 z^9. */
    double z = -sx_normal_quantile(tail), z2 = z * z;
    double first = z * (z2 + 1.0) / 4.0;
    double second = z * ((5.0 * z2 + 16.0) * z2 + 3.0) / 96.0;
    double third = z * (((3.0 * z2 + 19.0) * z2 + 17.0) * z2 - 15.0) / 384.0;
    return z + (first + (second + third / df) / df) / df;
}
