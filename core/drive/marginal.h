/* What one driver may turn out to be: PERT, triangular or lognormal through three points. */
#ifndef SX_DRIVE_MARGINAL_H
#define SX_DRIVE_MARGINAL_H
#include "base/value.h"

typedef enum sx_family { SX_FIXED, SX_PERT, SX_TRIANGULAR, SX_LOGNORMAL } sx_family;

#define SX_MARGINAL_NODES 129

/* Made by sx_marginal_fit. */
typedef struct sx_marginal {
    sx_family family;
    double low, likely, high;     /* of the support; for SX_LOGNORMAL low and high are not used */
    double sigma_low, sigma_high; /* SX_LOGNORMAL: of the logarithm, below and above the median */
    double floor, ceiling;        /* what is drawn is cut here */
    double node[SX_MARGINAL_NODES], slope[SX_MARGINAL_NODES]; /* SX_PERT: the quantile by normal score */
} sx_marginal;

/* min_max: low and high are the ends of the support; else they are the 10 % and 90 % quantiles, and the ends are found
 * so that it holds.
 * PERT (Malcolm and others 1959): beta on [a, b] with shapes 1 + 4 (likely - a) / (b - a) and 1 + 4 (b - likely) /
 * (b - a); its mean is (a + 4 likely + b) / 6 and its variance (mean - a)(b - mean) / 7.
 * Triangular: likely is the mode. Lognormal: likely is the median, and the two halves of the logarithm's normal have
 * their own spread, so that low, likely and high are P10, P50 and P90 exactly; the plain lognormal when likely is the
 * geometric mean of low and high (to a thousandth, as in a rounded table: then both halves get the same spread).
 * low <= likely <= high, finite; low = high: fixed. SX_NUM: lognormal with low <= 0 (its min_max must be false as well:
 * it has no ends). floor and ceiling start at -inf and inf. */
sx_status sx_marginal_fit(sx_family family, bool min_max, double low, double likely, double high, sx_marginal *m);
/* The exact quantile, 0 < probability < 1; not cut at floor and ceiling. */
double sx_marginal_quantile(const sx_marginal *m, double probability);
/* For simulation: fills the table of a PERT. */
void sx_marginal_tabulate(sx_marginal *m);
/* The quantile at probability Phi(score), cut at floor and ceiling. After sx_marginal_tabulate; relative error of a
 * PERT below 1e-6 of its width for scores within 5. */
double sx_marginal_draw(const sx_marginal *m, double score);
/* Whether the logarithm is normal: fixed (sigma 0) or a plain lognormal. */
bool sx_marginal_is_plain(const sx_marginal *m);
#endif
