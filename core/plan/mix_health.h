/* What the data can and cannot tell: PLAN.MIX's part "health". */
#ifndef SX_PLAN_MIX_HEALTH_H
#define SX_PLAN_MIX_HEALTH_H
#include "plan/mix.h"

/* untested: the fit of the same input without its lift tests, for the row that holds a test against the history; NULL
 * where there are none. SX_NOMEM, in the table too. */
sx_status sx_mix_put_health(const sx_mix_input *input, const sx_mix_fit *fit, const sx_mix_fit *untested,
                            sx_table *result);
#endif
