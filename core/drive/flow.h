/* A funnel, period by period: what spend becomes, stage by stage, through rates and lags. */
#ifndef SX_DRIVE_FLOW_H
#define SX_DRIVE_FLOW_H
#include "drive/model.h"

/* Open at the start: amount, counted by a stage before the first period and not yet at the next one. It was counted
 * age whole periods before the last one before the forecast (0: in that last one). */
typedef struct sx_opening {
    size_t stage; /* 0 .. n - 2 */
    size_t age;
    double amount;
} sx_opening;

/* Reads an opening table: name of the driver that counted it, age, count; blank rows and a first row of headings are
 * left out. *opening is the caller's to free. table may be NULL: nothing is open. The reason of an error names row and
 * column. SX_VALUE, SX_ARGUMENT: no driver's name, or revenue's; SX_NUM, SX_NOMEM. */
sx_status sx_opening_read(const sx_table *table, const sx_model *model, sx_opening **opening, size_t *n_opening,
                          sx_context *why);

/* What comes out; each is the caller's, by stages then periods. */
typedef struct sx_flow {
    size_t stages, horizon;
    double *stage;   /* stages x horizon: the count of each stage, the last in money: revenue */
    double *beyond;  /* stages: what comes after the horizon */
    double *created; /* horizon: value of the opportunities of the period */
    double *open;    /* horizon: value of the opportunities neither won nor lost at its end */
    double created_beyond;
} sx_flow;

sx_status sx_flow_make(sx_flow *flow, size_t stages, size_t horizon);
void sx_flow_free(sx_flow *flow);

/* Stage 0 is spend / level[0], each stage after it level[k] x the one before, each delayed by its own lag:
 * stage_k(t) = level_k sum_j stage_k-1(t - j) share_k(j), share_k from sx_lag_shares; a season multiplies the level of
 * the period t, of a cost the one of the spend, and nothing of what comes beyond the horizon. What does not arrive
 * within the horizon is beyond: the sum over all periods and beyond is the product of the levels and total spend,
 * whatever the lags. Opportunities: sx_opportunity_stage, worth what the drivers behind the last rate make of them;
 * they are open until that rate's lag is over, whether won or lost. What was open at the start arrives with the next
 * stage's lag given that it is longer than the age; what is older than any lag arrives in the first period, and
 * *overdue is added up. level: n; spend: n_spend >= 0, n_spend <= horizon; openings: n_opening. The slow twin is in
 * tests/core. */
sx_status sx_flow_run(const sx_model *model, const double *level, const double *spend, size_t n_spend,
                      const sx_opening *opening, size_t n_opening, sx_flow *flow, double *overdue);
#endif
