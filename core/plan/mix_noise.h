/* The linear part of the mix and its noise. In units of the mean outcome and of the noise's own deviation the outcome
 * less the channels has covariance R + q W + B B' / scale^2: R an AR(1) of unit variance, W a random walk, B the
 * columns of level, line, controls and season, each times its prior deviation. A pair is one (walk, rho) of the grid
 * with all that does not depend on the channels. */
#ifndef SX_PLAN_MIX_NOISE_H
#define SX_PLAN_MIX_NOISE_H
#include "base/scratch.h"
#include "plan/mix.h"

enum { SX_MIX_WALKS = 7, SX_MIX_RHOS = 7, SX_MIX_PAIRS = SX_MIX_WALKS * SX_MIX_RHOS, SX_MIX_HARMONICS_MOST = 8 };

/* The columns B: n x p, p a multiple of 4 (unused ones are 0). */
typedef struct sx_mix_base {
    size_t n, p,
        first[SX_MIX_CONTROL + SX_MIX_CHANNELS_MOST + SX_MIX_CONTROLS_MOST +
              1]; /* component c: columns first[c] to first[c + 1] */
    double *column;
    double *mean;          /* p: of each column over the periods */
    const double *outcome; /* n, over its mean; NaN: not known */
    size_t known;
} sx_mix_base;

typedef struct sx_mix_pair {
    double walk, rho; /* walk: deviation of a year's walk in units of the noise's */
    double log_prior;
    double log_weight; /* log prior - half of log |R + q W| */
    double log_factor; /* half of log |base' base + scale^2 I| */
    double *gain;      /* n x 3: 1 / deviation of what comes, and by how much it moves e and w */
    double *base;      /* n x p: B whitened */
    double *factor;    /* p x p: lower Cholesky factor of base' base + scale^2 I */
    double *outcome;   /* n: whitened; 0 where not known */
    double *one;       /* n: R 1 whitened, for the mean of e */
    double one_square; /* 1' R 1 */
} sx_mix_pair;

/* SX_NOMEM. outcome: input's over its mean. */
sx_status sx_mix_base_make(const sx_mix_input *input, const double *outcome, sx_scratch *memory, sx_mix_base *base);
/* Walk and rho of the grid into the pairs, and what does not depend on scale. SX_NOMEM. */
sx_status sx_mix_pairs_make(const sx_mix_base *base, double season, sx_scratch *memory, sx_mix_pair *pairs);
/* For a scale (the noise's deviation over the mean outcome). */
void sx_mix_pair_scale(const sx_mix_base *base, double scale, sx_mix_pair *pair);
/* out = L^-1 in for `columns` columns (a multiple of 4, n x columns), L L' = R + q W; 0 where the outcome is not known.
 * state: 2 * columns. */
void sx_mix_whiten(const sx_mix_base *base, const sx_mix_pair *pair, const double *in, size_t columns, double *state,
                   double *out);
/* The same for one column that is 0 before period from. */
void sx_mix_whiten_one(const sx_mix_base *base, const sx_mix_pair *pair, const double *in, size_t from, double *out);
/* white: a whitened column, 0 before period from. out (p): factor^-1 base' white. Gives white' Sigma^-1 white. */
double sx_mix_project(const sx_mix_base *base, const sx_mix_pair *pair, const double *white, size_t from, double *out);
#endif
