/* From the cells of a sheet to what PLAN.MIX asks of its model. Reasons name the range, row and column. */
#ifndef SX_PLAN_MIX_READ_H
#define SX_PLAN_MIX_READ_H
#include "plan/mix.h"

/* outcome: a column (or a row) of numbers, blank: not known. spends, controls: names, then a row a period. tests:
 * channel, before, during, lift, error a row. prior: channel, "return" or "carry-over", low, high a row. All but
 * outcome and spends may be NULL. VALUE: a text or a blank where a number must be. NUM: outside its domain (negative
 * spend, an error of 0, a mean outcome that is not positive). ARGUMENT: lengths that differ, a name that stands twice
 * or nowhere, too many. NA: too few periods. Names stay the tables' own. */
sx_status sx_mix_read(const sx_table *outcome, const sx_table *spends, const sx_table *controls, const sx_table *tests,
                      const sx_table *prior, sx_mix_input *out, sx_context *why);
void sx_mix_input_free(sx_mix_input *input);
#endif
