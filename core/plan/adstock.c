#include "plan/curve.h"
#include <assert.h>
#include <math.h>

double sx_carryover_share(const sx_carryover *carryover, double n)
{
    if (isinf(n))
        return 1.0;
    if (isnan(carryover->scale))
        return carryover->rate > 0.0 ? -expm1(n * log(carryover->rate)) : n >= 1.0 ? 1.0 : 0.0;
    return -expm1(-pow(n / carryover->scale, carryover->rate));
}

void sx_adstock(const double *spend, size_t n, const sx_carryover *carryover, int scale_up, double *out)
{
    assert(n == 0 || spend != out);
    double first = scale_up ? sx_carryover_share(carryover, 1.0) : 1.0;
    if (isnan(carryover->scale)) {
        double weight = scale_up ? 1.0 : 1.0 - carryover->rate, kept = 0.0;
        for (size_t t = 0; t < n; t++)
            out[t] = kept = weight * spend[t] + carryover->rate * kept;
        return;
    }
    for (size_t t = 0; t < n; t++)
        out[t] = 0.0;
    double before = 0.0;
    for (size_t lag = 0; lag < n; lag++) {
        double share = sx_carryover_share(carryover, (double)(lag + 1)), weight = (share - before) / first;
        for (size_t t = lag; t < n; t++)
            out[t] += weight * spend[t - lag];
        if (share >= 1.0)
            break;
        before = share;
    }
}
