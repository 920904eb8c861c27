/* A fit of the mix as tables for a sheet. */
#ifndef SX_PLAN_MIX_ANSWER_H
#define SX_PLAN_MIX_ANSWER_H
#include "plan/mix.h"

/* level: of the ranges, between 0 and 1. The table keeps its first error. */
void sx_mix_put_channels(const sx_mix_input *input, const sx_mix_fit *fit, double level, sx_table *result);
void sx_mix_put_parts(const sx_mix_input *input, const sx_mix_fit *fit, double level, sx_table *result);
void sx_mix_put_curves(const sx_mix_input *input, const sx_mix_fit *fit, sx_table *result);
/* draws: 1 to fit->draws of them. */
void sx_mix_put_draws(const sx_mix_input *input, const sx_mix_fit *fit, size_t draws, sx_table *result);

typedef struct sx_mix_range {
    double value, low, high; /* mean of the draws, and the range that holds level of them and the mean */
} sx_mix_range;
/* Sorts draws. */
sx_mix_range sx_mix_range_of(double *draws, size_t n, double level);
/* The level at which the ratio of a contribution's high to its low is a calibrated sign of its error. */
#define SX_MIX_LEVEL 0.8
/* By that ratio: "estimated", "rough", "cannot tell". */
const char *sx_mix_word(sx_mix_range contribution);
#endif
