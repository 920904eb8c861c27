#include <math.h>
#include "base/distribution.h"
#include "drivers/range.h"

/* Sums the probabilities from 0 up; p <= 1/2 and n p small. */
static double by_summation(double n, double p, double u)
{
    double probability = exp(n * log1p(-p)), odds = p / (1.0 - p), k = 0.0;
    while (u >= probability && k < n) {
        u -= probability;
        probability *= odds * (n - k) / (k + 1.0);
        k += 1.0;
        if (probability < 1e-300)
            break;
    }
    return k;
}

double sx_binomial_quantile(double n, double p, double u)
{
    if (p <= 0.0 || n <= 0.0)
        return 0.0;
    if (p >= 1.0)
        return n;
    if (p > 0.5)
        return n - sx_binomial_quantile(n, 1.0 - p, 1.0 - u);
    if (n * p < 30.0)
        return by_summation(n, p, u);
    double sigma = sqrt(n * p * (1.0 - p)), z = sx_normal_quantile(u), skew = (1.0 - 2.0 * p) / sigma;
    double excess = (1.0 - 6.0 * p * (1.0 - p)) / (sigma * sigma);
    double w = z + skew * (z * z - 1.0) / 6.0 + excess * z * (z * z - 3.0) / 24.0 -
               skew * skew * z * (2.0 * z * z - 5.0) / 36.0;
    return fmin(fmax(floor(n * p + sigma * w + 0.5), 0.0), n);
}
