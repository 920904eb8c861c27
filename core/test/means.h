/* Two means, and the regression of a geo experiment. */
#ifndef SX_TEST_MEANS_H
#define SX_TEST_MEANS_H
#include "base/value.h"

typedef struct sx_welch {
    double difference, low, high, t, df, p;
} sx_welch_result;

/* mean(a) - mean(b) without the assumption of equal variances: Welch 1947, Biometrika 34. n >= 2 each, values finite,
 * 0 < level < 1. SX_DIV0: neither sample varies; SX_NUM: overflow. */
sx_status sx_welch_test(const double *a, size_t n_a, const double *b, size_t n_b, double level,
                        sx_welch_result *result);

typedef struct sx_geo {
    double effect, low, high, p; /* summed over the periods during the test */
    double expected;             /* what the treated group would have had without it, summed */
    double fit;                  /* R^2 before the test; NaN: the treated group did not vary */
    double slope, scale, df;     /* of the regression; scale of the t distribution of the effect */
} sx_geo;

/* Time-based regression (Kerman, Wang and Vaver 2017): treated on control before the test; the posterior of the
 * cumulative effect under the prior 1 / sigma^2 is a t distribution with n - 2 degrees of freedom around
 * sum(y - a - b x) with scale^2 = s^2 (T + T^2 / n + T^2 (mean x during - mean x before)^2 / Sxx).
 * y, x: n_before >= 3; y_during, x_during: n_during >= 1. SX_DIV0: control does not vary before; SX_NUM: overflow. */
sx_status sx_geo_effect(const double *y, const double *x, size_t n_before, const double *y_during,
                        const double *x_during, size_t n_during, double level, sx_geo *result);
#endif
