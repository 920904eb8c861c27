/* Two means, and the regression of a geo experiment. */
#ifndef SX_TEST_MEANS_H
#define SX_TEST_MEANS_H
#include "base/value.h"

/* n values of a sample of size members; the others are 0, as visitors who bought nothing. size >= n. */
typedef struct sx_sample {
    const double *x;
    size_t n;
    double size;
} sx_sample;

typedef struct sx_welch {
    double difference, low, high, t, df, p;
    double skewness; /* of the difference, as far as chance moves it */
} sx_welch_result;

/* mean(a) - mean(b) without the assumption of equal variances: Welch 1947, Biometrika 34. side 0: range and p on both
 * sides; 1, -1: only whether a is above, below b, and the range's other end is infinite. Where zeros are counted each
 * end is the farther one of t's and of Hall's transformation of t, which allows for skewness (Hall 1992, JRSS B 54;
 * for two samples Zhou and Dinh 2005, Biostatistics 6), and p goes with them. n >= 2 each, values finite,
 * 0 < level < 1. SX_DIV0: neither sample varies; SX_NUM: overflow. */
sx_status sx_welch_test(sx_sample a, sx_sample b, double level, int side, sx_welch_result *result);

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
