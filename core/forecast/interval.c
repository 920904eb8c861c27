#include "forecast/interval.h"
#include "base/distribution.h"
#include <math.h>

double sx_interval_scale(const sx_forecast *f, size_t h)
{
    if (f->method == SX_METHOD_CONSTANT || f->method == SX_METHOD_ONE)
        return 0.0;
    double step = f->method == SX_METHOD_NAIVE ? f->change : f->step_error;
    return step * sqrt((double)(h + 1));
}

void sx_interval_quantiles(size_t season, size_t h, double level, double *below, double *above)
{
    (void)season;
    (void)h;
    *below = *above = sx_normal_quantile(0.5 + 0.5 * level);
}
