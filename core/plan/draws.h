/* Draws of response curves: the same curves as they may be, a row a channel and draw. */
#ifndef SX_PLAN_DRAWS_H
#define SX_PLAN_DRAWS_H
#include "plan/read.h"

typedef struct sx_curve_draws {
    size_t n;         /* draws of each channel */
    size_t channels;  /* as in the curve table */
    double *response; /* by draws, channels, points: at the spends of the channel's curve */
    size_t *first;    /* a channel each: where its points begin within a draw */
    size_t points;    /* of all channels together */
    void *memory;
} sx_curve_draws;

/* Rows: channel, draw (any number or text, the same for the k-th of each channel), then the response at each spend of
 * the channel's row in the curve table, as PLAN.MIX gives them; a first row of headings and blank rows are passed over.
 * Every curve must be a table and have as many draws as the others; the k-th of each belong together. SX_VALUE: a
 * response is missing or no number; SX_NUM: one is not finite or falls with spend; SX_ARGUMENT: an unknown channel, a
 * curve that is no table, too many responses, other numbers of draws, or in another order. The reason names row and
 * column. */
sx_status sx_read_draws(const sx_table *table, const sx_allocation_curves *curves, sx_curve_draws *out,
                        sx_context *why);
void sx_curve_draws_free(sx_curve_draws *draws);
/* The curves of one draw, n channels; they point into draws. */
void sx_curves_of_draw(const sx_curve_draws *draws, const sx_allocation_curves *curves, size_t draw, sx_curve *out);
#endif
