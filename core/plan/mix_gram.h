/* Inner products of the channels' spanning vectors with each other and with the outcome, under one covariance of the
 * noise, the linear part integrated out. */
#ifndef SX_PLAN_MIX_GRAM_H
#define SX_PLAN_MIX_GRAM_H
#include "plan/mix_noise.h"
#include "plan/mix_shape.h"

/* The channels that spent, their vectors side by side. */
typedef struct sx_mix_span_all {
    size_t channels, columns;            /* of vector: a multiple of 4 */
    size_t offset[SX_MIX_CHANNELS_MOST]; /* of a channel's first column */
    sx_mix_basis basis[SX_MIX_CHANNELS_MOST];
    double *vector; /* n x columns */
} sx_mix_span_all;

typedef struct sx_mix_gram {
    size_t pair, last_used;
    double *inner;              /* columns x columns */
    double *outcome;            /* columns */
    double *shape;              /* channels x SX_MIX_SHAPES: g' Sigma^-1 g */
    double *linear;             /* p x columns: factor^-1 base' vector */
    double *linear_outcome;     /* p */
    double *one;                /* columns, then p: vectors and base against the pair's one */
    double one_outcome, square; /* the outcome against one, and against itself */
} sx_mix_gram;

/* Room for it; NULL inside: out of memory. */
bool sx_mix_gram_room(const sx_mix_base *base, const sx_mix_span_all *span, sx_scratch *memory, sx_mix_gram *gram);
/* work: n + 2 rows of columns. */
void sx_mix_gram_make(const sx_mix_base *base, const sx_mix_pair *pair, const sx_mix_span_all *span, double *work,
                      sx_mix_gram *gram);
#endif
