#include <math.h>
#include "base/distribution.h"
#include "drive/sample.h"

sx_binomial sx_binomial_of(double p)
{
    double less = p > 0.5 ? 1.0 - p : p;
    return (sx_binomial){.p = less,
                         .mirrored = p > 0.5,
                         .none = log1p(-less),
                         .odds = less / (1.0 - less),
                         .sigma = sqrt(less * (1.0 - less)),
                         .skew = (1.0 - 2.0 * less) / 6.0};
}

/* Sums the probabilities from 0 up. */
static double by_summation(const sx_binomial *b, double n, double u)
{
    double probability = exp(n * b->none), k = 0.0;
    while (u >= probability && k < n) {
        u -= probability;
        probability *= b->odds * (n - k) / (k + 1.0);
        k += 1.0;
        if (probability < 1e-300)
            break;
    }
    return k;
}

double sx_binomial_at(const sx_binomial *b, double n, double u)
{
    double up = b->mirrored ? 1.0 - u : u, k = 0.0;
    if (b->p > 0.0 && n > 0.0 && n * b->p < 30.0) {
        k = by_summation(b, n, up);
    } else if (b->p > 0.0 && n > 0.0) {
        double z = sx_normal_quantile(up);
        k = fmin(fmax(floor(n * b->p + b->sigma * sqrt(n) * z + b->skew * (z * z - 1.0) + 0.5), 0.0), n);
    }
    return b->mirrored ? n - k : k;
}

double sx_binomial_quantile(double n, double p, double u)
{
    sx_binomial b = sx_binomial_of(p);
    return sx_binomial_at(&b, n, u);
}
