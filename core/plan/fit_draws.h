/* Curves as they may be after a fit. Private to fit*.c. */
#ifndef SX_PLAN_FIT_DRAWS_H
#define SX_PLAN_FIT_DRAWS_H
#include "plan/fit_range.h"

/* Fills the problem's draws: the posterior under flat priors of ln half (or ln exponent), ln slope, the logit of the
 * rate, the marginal return at mean spend, the linear rest and ln variance. The nonlinear ones by Metropolis steps
 * (scaled by the covariance; half no further than 20 times the most spent, where every curve is a straight line, a
 * slope from 0.37 to 6 unless the best lies outside), variance and gain drawn given them. model stands evaluated at p,
 * the best. SX_OK or SX_NOMEM. Tierney 1994, Annals of Statistics 22. */
sx_status fit_draws_make(fit_model *model, const double *p, const fit_covariance *covariance, sx_fit_draws *draws);
#endif
