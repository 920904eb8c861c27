/* Chance for the mix: numbers that are the same on every run, and the few distributions it draws from. */
#ifndef SX_PLAN_MIX_CHANCE_H
#define SX_PLAN_MIX_CHANCE_H
#include <stdint.h>

/* Strictly between 0 and 1; advances *state (splitmix64). */
double sx_mix_uniform(uint64_t *state);
double sx_mix_normal(uint64_t *state);
/* Gamma of shape >= 1 and scale 1 (Marsaglia and Tsang 2000). */
double sx_mix_gamma(uint64_t *state, double shape);
/* Normal of mean z and variance 1, given that it is positive. */
double sx_mix_positive(uint64_t *state, double z);

enum { SX_MIX_STEPS = 64, SX_MIX_REACH = 8 };
/* P(Z <= z) for z >= 0, and exp(x^2 / 2) P(Z <= -x) for x >= 0, at steps of 1 / SX_MIX_STEPS up to SX_MIX_REACH: read
 * between them by straight lines they are right to 5e-5, a thousand times less than the draws' own chance. */
typedef struct sx_mix_tails {
    double above[SX_MIX_REACH * SX_MIX_STEPS + 2], below[SX_MIX_REACH * SX_MIX_STEPS + 2];
} sx_mix_tails;
void sx_mix_tails_make(sx_mix_tails *tails);
/* P(Z <= z) exp(min(z, 0)^2 / 2). */
double sx_mix_tail(const sx_mix_tails *tails, double z);
#endif
