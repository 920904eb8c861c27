#include "plan/mix_chance.h"
#include "base/distribution.h"
#include "base/sobol.h"
#include <math.h>
#include <stddef.h>

double sx_mix_uniform(uint64_t *state)
{
    return ((double)(sx_splitmix(state) >> 11) + 0.5) * 0x1p-53;
}

double sx_mix_normal(uint64_t *state)
{
    return sx_normal_quantile(sx_mix_uniform(state));
}

double sx_mix_gamma(uint64_t *state, double shape)
{
    double d = shape - 1.0 / 3.0, c = 1.0 / sqrt(9.0 * d);
    for (;;) {
        double x = sx_mix_normal(state), v = 1.0 + c * x;
        v = v * v * v;
        if (v > 0.0 && log(sx_mix_uniform(state)) < 0.5 * x * x + d - d * v + d * log(v))
            return d * v;
    }
}

double sx_mix_positive(uint64_t *state, double z)
{
    double u = sx_mix_uniform(state);
    if (z > -30.0)
        return fmax(z - sx_normal_quantile(u * sx_normal_cdf(z)), 0.0);
    return -log(u) / -z; /* so far in the tail it is an exponential */
}

void sx_mix_tails_make(sx_mix_tails *tails)
{
    for (size_t i = 0; i < SX_MIX_REACH * SX_MIX_STEPS + 2; i++) {
        double x = (double)i / SX_MIX_STEPS;
        tails->above[i] = sx_normal_cdf(x);
        tails->below[i] = exp(0.5 * x * x) * sx_normal_cdf(-x);
    }
}

double sx_mix_tail(const sx_mix_tails *tails, double z)
{
    static const double inverse_sqrt_2pi = 0.39894228040143267794;
    const double *at = z < 0.0 ? tails->below : tails->above;
    double x = fabs(z) * SX_MIX_STEPS;
    if (x >= SX_MIX_REACH * SX_MIX_STEPS)
        return z > 0.0 ? 1.0 : inverse_sqrt_2pi / -z * (1.0 - 1.0 / (z * z) + 3.0 / (z * z * z * z));
    size_t i = (size_t)x;
    x -= (double)i;
    return at[i] + x * (at[i + 1] - at[i]);
}
