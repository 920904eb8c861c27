#include "fcst/boxcox.h"
#include "base/minimise.h"
#include <math.h>

typedef struct profile {
    const double *logs;
    size_t n;
    double mean_log;
} profile;

/* Residual sum of squares about a line of the transformed data over the squared Jacobian: the likelihood falls with
 * it. Data are divided by their geometric mean, which makes the Jacobian 1. */
static double spread(const double *lambda, void *data)
{
    const profile *p = data;
    double l = lambda[0], n = (double)p->n, middle = 0.5 * (n - 1.0);
    double sum = 0.0, squares = 0.0, cross = 0.0;
    for (size_t t = 0; t < p->n; t++) {
        double log_x = p->logs[t] - p->mean_log;
        double z = l < 1e-6 ? log_x : (exp(l * log_x) - 1.0) / l;
        sum += z;
        squares += z * z;
        cross += z * ((double)t - middle);
    }
    double times = n * (n * n - 1.0) / 12.0;
    return squares - sum * sum / n - cross * cross / times;
}

double sx_boxcox_lambda(const double *x, size_t n, double *work)
{
    profile p = {work, n, 0.0};
    for (size_t t = 0; t < n; t++) {
        work[t] = log(x[t]);
        p.mean_log += work[t] / (double)n;
    }
    double lambda;
    sx_minimise_line(spread, &p, 0.0, 1.0, 5, 0.01, &lambda);
    return lambda;
}

void sx_boxcox(const double *x, size_t n, double lambda, double *out)
{
    for (size_t t = 0; t < n; t++)
        out[t] = lambda < 1e-6 ? log(x[t]) : (exp(lambda * log(x[t])) - 1.0) / lambda;
}

double sx_boxcox_back(double z, double lambda)
{
    if (lambda < 1e-6)
        return exp(z);
    double base = lambda * z + 1.0;
    return base > 0.0 ? pow(base, 1.0 / lambda) : 0.0;
}
