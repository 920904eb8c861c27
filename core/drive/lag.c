#include "drive/lag.h"
#include <math.h>
#include <string.h>
#include "base/distribution.h"

/* E(x - at)+ of a lognormal (Black and Scholes 1973, without interest); ln is its location. */
static double stop_loss(double mean, double ln, double sigma, double at)
{
    double d = (ln - log(at)) / sigma;
    return mean * sx_normal_cdf(d + sigma) - at * sx_normal_cdf(d);
}

size_t sx_lag_shares(double mean, double spread, size_t n, double *weight, double *tail)
{
    double before = 1.0, ratio = mean > 0.0 ? spread / mean : 0.0, square = log1p(ratio * ratio), sigma = sqrt(square);
    double ln = mean > 0.0 ? log(mean) - square / 2.0 : 0.0, loss = mean;
    for (size_t j = 0; j < n; j++) {
        double more = mean - (double)j;
        if (sigma > 0.0) {
            double next = stop_loss(mean, ln, sigma, (double)j + 1.0);
            more = loss - next;
            loss = next;
        }
        more = more < 1e-16 ? 0.0 : fmin(more, before); /* rounding never makes a share negative */
        tail[j] = more;
        weight[j] = before - more;
        before = more;
        if (more == 0.0) {
            memset(weight + j + 1, 0, (n - j - 1) * sizeof *weight);
            memset(tail + j + 1, 0, (n - j - 1) * sizeof *tail);
            return j + 1;
        }
    }
    return n;
}
