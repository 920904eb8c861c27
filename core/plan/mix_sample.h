/* Draws from the posterior of the mix: a Gibbs sampler over the grid of shapes, with every amount integrated out where
 * a shape is drawn (collapsed: Liu 1994). No step size, no start to find, nothing to tune. */
#ifndef SX_PLAN_MIX_SAMPLE_H
#define SX_PLAN_MIX_SAMPLE_H
#include "plan/mix.h"

/* input: n from SX_MIX_PERIODS_LEAST, channels from 1, at least one of them with spend; the known outcomes' mean
 * positive. *fit: one block, for free(). SX_NOMEM. */
sx_status sx_mix_sample(const sx_mix_input *input, sx_mix_fit **fit);
#endif
