/* Which driver moves the revenue. */
#ifndef SX_DRIVE_TORNADO_H
#define SX_DRIVE_TORNADO_H
#include "drive/flow.h"

typedef struct sx_bar {
    size_t driver;
    double low, high; /* revenue with this driver at its P10 and P90, the others likely */
    double share;     /* of the variance */
} sx_bar;

/* What revenue is made of: spend and, by the stage that counted it, what is open at the start; in a season, as much as
 * brings the same without one. */
typedef struct sx_sources {
    double spend, open[SX_DRIVERS_MOST];
} sx_sources;

/* SX_NOMEM. */
sx_status sx_sources_of(const sx_model *model, const double *spend, size_t n_spend, const sx_opening *opening,
                        size_t n_opening, sx_sources *sources);

/* One bar a driver, the widest first. Shares of the variance, drivers independent, sum to 1 (all 0 where nothing is
 * uncertain): where every driver is fixed or a plain lognormal, of ln revenue: sigma^2 over their sum. Else Shapley
 * effects (Owen 2014, "Sobol' indices and Shapley value", SIAM/ASA JUQ 2) of revenue itself, which a product of
 * independent factors has in closed form: with r the squared coefficient of variation of each factor, share_i is
 * proportional to the integral over t from 0 to 1 of r_i prod_{j != i} (1 + t r_j). The moments of a factor come from
 * the trapezoidal rule in its normal score. With something open revenue is a sum of such products, c_g each on average,
 * of the drivers from the first one g on; the variance that a set explains is then the sum over all pairs g, h of
 * c_g c_h times that of the product of the drivers that both have, and so are the effects.
 * marginal: after sx_marginal_tabulate. */
void sx_tornado(const sx_model *model, const sx_marginal *marginal, const sx_sources *sources, sx_bar *bar);
#endif
