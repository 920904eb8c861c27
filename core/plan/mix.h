/* A joint response model of all channels at once (PLAN.MIX): what its parts share.
 *
 *   y(t) = level + line t + season(t) + controls(t) + sum over channels of C g(t) + w(t) + e(t)
 *
 * in units of the mean outcome. g = h / mean(h) and h = a^s / (a^s + half^s), so that C is the channel's mean
 * contribution a period; a is the spend with a geometric carry-over whose weights sum to one (Jin et al. 2017, Bayesian
 * methods for media mix modelling with carryover and shape effects). w is a random walk, e an AR(1). Everything but C
 * and the shape of g is linear and Gaussian and is integrated out. */
#ifndef SX_PLAN_MIX_H
#define SX_PLAN_MIX_H
#include "base/value.h"
#include <stdbool.h>

enum {
    SX_MIX_CHANNELS_MOST = 12,
    SX_MIX_CONTROLS_MOST = 12,
    SX_MIX_PERIODS_MOST = 520,
    SX_MIX_PERIODS_LEAST = 52,
    SX_MIX_TODAY = 13,   /* the last periods whose mean spend is "today" */
    SX_MIX_DRAWS = 1000, /* kept */
    /* The grid of a channel's shapes: carry-over x half x slope. */
    SX_MIX_RATES = 8,
    SX_MIX_HALVES = 10,
    SX_MIX_SLOPES = 3,
    SX_MIX_SHAPES = SX_MIX_RATES * SX_MIX_HALVES * SX_MIX_SLOPES
};

/* Going from one steady spend to another changed the outcome of a period by lift, give or take error > 0. */
typedef struct sx_mix_test {
    size_t channel;
    double before, during, lift, error;
} sx_mix_test;

/* What somebody believes of one channel, as the ends of an 80 % range; NaN: nothing. */
typedef struct sx_mix_belief {
    double return_low, return_high; /* outcome per unit of spend */
    double rate_low, rate_high;     /* carry-over */
} sx_mix_belief;

/* What is asked. n periods, oldest first. */
typedef struct sx_mix_input {
    size_t n, channels, controls, n_tests;
    double *outcome;                                                                     /* n; NaN: not known */
    double *spend;                                                                       /* channels x n, >= 0 */
    double *control;                                                                     /* controls x n */
    const char *channel_name[SX_MIX_CHANNELS_MOST], *control_name[SX_MIX_CONTROLS_MOST]; /* the tables' own texts */
    size_t blanks[SX_MIX_CHANNELS_MOST]; /* blank cells that count as no spend */
    sx_mix_test *tests;
    sx_mix_belief belief[SX_MIX_CHANNELS_MOST];
    double season; /* periods a year; 0: none */
    double seed;
    void *memory;
} sx_mix_input;

/* The components of the outcome, in the order of part "parts". */
enum { SX_MIX_BASE, SX_MIX_TREND, SX_MIX_SEASON, SX_MIX_CONTROL };

/* What a fit keeps; one block of memory without pointers, so that it can be remembered. Draws are from the posterior,
 * equally likely. All amounts in the unit of the outcome a period. */
typedef struct sx_mix_fit {
    size_t bytes, channels, controls, draws;
    double outcome, spend[SX_MIX_CHANNELS_MOST], today[SX_MIX_CHANNELS_MOST], most[SX_MIX_CHANNELS_MOST];
    double noise;       /* standard deviation of e, mean over the draws */
    double wander, rho; /* of a year's walk in units of the noise; of e; means over the draws */
    double mean_h[SX_MIX_CHANNELS_MOST][SX_MIX_SHAPES]; /* over the periods; 0 for a channel that never spent */
    uint8_t shape[SX_MIX_DRAWS][SX_MIX_CHANNELS_MOST];
    float amount[SX_MIX_DRAWS][SX_MIX_CHANNELS_MOST];
    float part[SX_MIX_DRAWS][SX_MIX_CONTROL + SX_MIX_CONTROLS_MOST + 1]; /* base .. controls, then the residual */
} sx_mix_fit;

/* Carry-over, half (in mean spends) and slope of a shape, 0 <= shape < SX_MIX_SHAPES. */
typedef struct sx_mix_shape {
    double rate, half, slope, log_prior;
} sx_mix_shape;
sx_mix_shape sx_mix_shape_of(size_t shape);
/* h at a steady spend of x mean spends, and its slope. */
double sx_mix_saturation(const sx_mix_shape *shape, double x);
double sx_mix_saturation_slope(const sx_mix_shape *shape, double x);
#endif
