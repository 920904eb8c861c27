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
    double passed =
        0.0; /* what is still to come after a lag is exp(-passed): differences of it keep the small weights */
    for (size_t lag = 0; lag < n; lag++) {
        double next = pow((double)(lag + 1) / carryover->scale, carryover->rate);
        double weight = exp(-passed) * -expm1(passed - next) / first;
        for (size_t t = lag; t < n; t++)
            out[t] += weight * spend[t - lag];
        if (next > 745.0) /* nothing is left */
            break;
        passed = next;
    }
}
