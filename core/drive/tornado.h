/* Which driver moves the revenue. */
#ifndef SX_DRIVE_TORNADO_H
#define SX_DRIVE_TORNADO_H
#include "drive/model.h"

typedef struct sx_bar {
    size_t driver;
    double low, high; /* revenue with this driver at its P10 and P90, the others likely */
    double share;     /* of the variance */
} sx_bar;

/* One bar a driver, the widest first. Shares of the variance, drivers independent, sum to 1 (all 0 where nothing is
 * uncertain): where every driver is fixed or a plain lognormal, of ln revenue: sigma^2 over their sum. Else Shapley
 * effects (Owen 2014, "Sobol' indices and Shapley value", SIAM/ASA JUQ 2) of revenue itself, which a product of
 * independent factors has in closed form: with r the squared coefficient of variation of each factor, share_i is
 * proportional to the integral over t from 0 to 1 of r_i prod_{j != i} (1 + t r_j). The moments of a factor come from
 * the trapezoidal rule in its normal score. marginal: after sx_marginal_tabulate. */
void sx_tornado(const sx_model *model, const sx_marginal *marginal, double spend, sx_bar *bar);
#endif
