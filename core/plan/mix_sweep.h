/* The Gibbs sampler of the mix: where it stands, and one sweep. Every amount is integrated out where a shape is drawn,
 * the variance where walk and rho are drawn (collapsed: Liu 1994, JASA 89). */
#ifndef SX_PLAN_MIX_SWEEP_H
#define SX_PLAN_MIX_SWEEP_H
#include "plan/mix_chance.h"
#include "plan/mix_gram.h"

enum { SX_MIX_GRAMS = 12 }; /* kept ready; the likely pairs of walk and rho come back */

/* tau, the prior mean of all amounts together in mean outcomes: lognormal. A channel's amount is half-normal, its
 * deviation in proportion to the root of its share of spend. */
#define SX_MIX_SIZE_MEDIAN 0.28
#define SX_MIX_SIZE_SPREAD 0.8

typedef struct sx_mix_channel {
    size_t of;                                             /* its place in the input */
    double weight;                                         /* its amount's prior deviation over tau */
    double prior[SX_MIX_SHAPES];                           /* of each shape; they sum to one */
    double precision[SX_MIX_SHAPES], score[SX_MIX_SHAPES]; /* what lift tests and beliefs add */
    size_t shape;
    double amount;
} sx_mix_channel;

typedef struct sx_mix_chain {
    const sx_mix_input *input;
    double mean; /* outcome */
    sx_mix_base base;
    sx_mix_span_all span;
    sx_mix_channel channels[SX_MIX_CHANNELS_MOST];
    sx_mix_pair *pairs;
    sx_mix_gram grams[SX_MIX_GRAMS];
    const sx_mix_gram *gram; /* of the present pair */
    size_t clock;
    double *outcome, *work, *moved; /* n; n + 2 rows of columns; columns: inner x coefficients */
    double *coefficient;            /* columns: sum over channels of amount x weights of the shape */
    double variance, tau;           /* of the noise; as above */
    double scale;                   /* that the linear part's prior was set against */
    uint64_t chance;
    sx_mix_tails tails;
    sx_scratch memory;
} sx_mix_chain;

/* Goes to a pair of walk and rho, with all sums anew. */
void sx_mix_chain_use(sx_mix_chain *chain, size_t pair);
/* The linear part's prior against another deviation of the noise; sx_mix_chain_use must follow. */
void sx_mix_chain_scale(sx_mix_chain *chain, double scale);
/* Draws the variance, every channel and tau; now and then walk and rho. number: of the sweep. */
void sx_mix_chain_sweep(sx_mix_chain *chain, size_t number);
#endif
