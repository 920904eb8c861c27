#include "plan/mix_sweep.h"
#include <math.h>
#include <string.h>

enum {
    SHAPES = SX_MIX_SHAPES,
    PAIR_EVERY = 40, /* sweeps between two draws of walk and rho */
    SIZES = 41       /* grid of tau */
};

static const double SIZE_REACH = 3.0; /* of the grid, in deviations */

/* moved and coefficient from the channels as they stand. */
static void recount(sx_mix_chain *s)
{
    size_t m = s->span.columns;
    for (size_t k = 0; k < s->span.channels; k++)
        for (size_t r = 0; r < s->span.basis[k].rank; r++)
            s->coefficient[s->span.offset[k] + r] =
                s->channels[k].amount * s->span.basis[k].weight[r * SHAPES + s->channels[k].shape];
    memset(s->moved, 0, m * sizeof *s->moved);
    for (size_t i = 0; i < m; i++) {
        double x = s->coefficient[i];
        const double *restrict row = s->gram->inner + i * m;
        double *restrict to = s->moved;
        for (size_t c = 0; c < m; c += 4)
            for (size_t j = 0; j < 4; j++)
                to[c + j] += x * row[c + j];
    }
}

void sx_mix_chain_use(sx_mix_chain *s, size_t pair)
{
    sx_mix_gram *oldest = s->grams, *found = NULL;
    for (size_t g = 0; g < SX_MIX_GRAMS && !found; g++) {
        if (s->grams[g].pair == pair)
            found = &s->grams[g];
        if (s->grams[g].last_used < oldest->last_used)
            oldest = &s->grams[g];
    }
    if (!found) {
        found = oldest;
        found->pair = pair;
        sx_mix_gram_make(&s->base, &s->pairs[pair], &s->span, s->work, found);
    }
    found->last_used = ++s->clock;
    s->gram = found;
    recount(s);
}

/* The outcome less all channels but k against every shape of k, over nothing but the covariance. */
static void score_shapes(const sx_mix_chain *s, size_t k, double *restrict score)
{
    const sx_mix_basis *basis = &s->span.basis[k];
    size_t m = s->span.columns, o = s->span.offset[k];
    memset(score, 0, SHAPES * sizeof *score);
    double left[SX_MIX_RANK_MOST];
    for (size_t r = 0; r < basis->rank; r++) {
        const double *row = s->gram->inner + (o + r) * m + o;
        left[r] = s->gram->outcome[o + r] - s->moved[o + r];
        for (size_t c = 0; c < basis->rank; c++)
            left[r] += row[c] * s->coefficient[o + c];
    }
    for (size_t r = 0; r < basis->rank; r += 4) {
        const double *restrict a = basis->weight + r * SHAPES, *restrict b = a + SHAPES, *restrict c = b + SHAPES,
                               *restrict d = c + SHAPES;
        double x = left[r], y = left[r + 1], z = left[r + 2], w = left[r + 3];
        for (size_t i = 0; i < SHAPES; i++)
            score[i] += x * a[i] + y * b[i] + z * c[i] + w * d[i];
    }
}

/* Draws a shape with the amount integrated out, then the amount: half-normal prior times a Gaussian in it. */
static void draw_channel(sx_mix_chain *s, size_t k)
{
    sx_mix_channel *c = &s->channels[k];
    double z[SHAPES], root[SHAPES], chance[SHAPES], most = 0.0;
    const double *restrict square = s->gram->shape + k * SHAPES;
    score_shapes(s, k, z);
    double inverse = 1.0 / s->variance, width = s->tau * c->weight, prior = 1.0 / (width * width);
    for (size_t i = 0; i < SHAPES; i++) {
        root[i] = 1.0 / sqrt(square[i] * inverse + c->precision[i] + prior);
        z[i] = (z[i] * inverse + c->score[i]) * root[i];
    }
    for (size_t i = 0; i < SHAPES; i++)
        most = z[i] > most ? z[i] : most;
    double sum = 0.0, below = exp(-0.5 * most * most);
    for (size_t i = 0; i < SHAPES; i++) {
        double power = 0.5 * (z[i] * z[i] - most * most), f = z[i] <= 0.0 ? below : power < -25.0 ? 0.0 : exp(power);
        chance[i] = sum += f > 0.0 ? f * sx_mix_tail(&s->tails, z[i]) * root[i] * c->prior[i] : 0.0;
    }
    double at = sx_mix_uniform(&s->chance) * sum;
    size_t shape = 0;
    while (shape + 1 < SHAPES && chance[shape] < at)
        shape++;
    double amount = sx_mix_positive(&s->chance, z[shape]) * root[shape];
    const sx_mix_basis *basis = &s->span.basis[k];
    size_t m = s->span.columns, o = s->span.offset[k];
    for (size_t r = 0; r < basis->rank; r++) {
        double now = amount * basis->weight[r * SHAPES + shape], change = now - s->coefficient[o + r];
        s->coefficient[o + r] = now;
        const double *restrict row = s->gram->inner + (o + r) * m;
        double *restrict to = s->moved;
        for (size_t i = 0; i < m; i += 4)
            for (size_t j = 0; j < 4; j++)
                to[i + j] += change * row[i + j];
    }
    c->shape = shape;
    c->amount = amount;
}

static void draw_size(sx_mix_chain *s)
{
    double square = 0.0, chance[SIZES], at[SIZES], most = -INFINITY, n = (double)s->span.channels;
    for (size_t k = 0; k < s->span.channels; k++) {
        double x = s->channels[k].amount / s->channels[k].weight;
        square += x * x;
    }
    for (size_t i = 0; i < SIZES; i++) {
        double z = SIZE_REACH * (2.0 * (double)i / (SIZES - 1) - 1.0),
               log_size = log(SX_MIX_SIZE_MEDIAN) + SX_MIX_SIZE_SPREAD * z;
        at[i] = exp(log_size);
        chance[i] = -0.5 * z * z - n * log_size - 0.5 * square / (at[i] * at[i]);
        most = fmax(most, chance[i]);
    }
    double sum = 0.0;
    for (size_t i = 0; i < SIZES; i++)
        chance[i] = sum += exp(chance[i] - most);
    double u = sx_mix_uniform(&s->chance) * sum;
    size_t i = 0;
    while (i + 1 < SIZES && chance[i] < u)
        i++;
    s->tau = at[i];
}

static void draw_variance(sx_mix_chain *s)
{
    double square = s->gram->square;
    for (size_t i = 0; i < s->span.columns; i++)
        square += s->coefficient[i] * (s->moved[i] - 2.0 * s->gram->outcome[i]);
    s->variance = 0.5 * fmax(square, 1e-12) / sx_mix_gamma(&s->chance, 0.5 * (double)s->base.known);
}

/* Walk and rho, the variance integrated out. */
static void draw_pair(sx_mix_chain *s)
{
    size_t n = s->base.n, m = s->span.columns;
    double *left = s->work, *white = left + n, *projected = white + n;
    for (size_t t = 0; t < n; t++) {
        left[t] = s->outcome[t];
        for (size_t i = 0; i < m; i++)
            left[t] -= s->span.vector[t * m + i] * s->coefficient[i];
    }
    double chance[SX_MIX_PAIRS], most = -INFINITY;
    for (size_t k = 0; k < SX_MIX_PAIRS; k++) {
        const sx_mix_pair *pair = &s->pairs[k];
        sx_mix_whiten_one(&s->base, pair, left, 0, white);
        double square = sx_mix_project(&s->base, pair, white, 0, projected);
        chance[k] = pair->log_weight - pair->log_factor - 0.5 * (double)s->base.known * log(fmax(square, 1e-12));
        most = fmax(most, chance[k]);
    }
    double sum = 0.0;
    for (size_t k = 0; k < SX_MIX_PAIRS; k++)
        chance[k] = sum += exp(chance[k] - most);
    double u = sx_mix_uniform(&s->chance) * sum;
    size_t k = 0;
    while (k + 1 < SX_MIX_PAIRS && chance[k] < u)
        k++;
    sx_mix_chain_use(s, k);
}

void sx_mix_chain_sweep(sx_mix_chain *s, size_t number)
{
    if (number % PAIR_EVERY == PAIR_EVERY - 1)
        draw_pair(s);
    else if (number % PAIR_EVERY == PAIR_EVERY / 2)
        recount(s); /* sums that are carried on gather rounding */
    draw_variance(s);
    for (size_t k = 0; k < s->span.channels; k++)
        draw_channel(s, k);
    draw_size(s);
}

void sx_mix_chain_scale(sx_mix_chain *s, double scale)
{
    s->scale = scale;
    for (size_t k = 0; k < SX_MIX_PAIRS; k++)
        sx_mix_pair_scale(&s->base, scale, &s->pairs[k]);
    for (size_t g = 0; g < SX_MIX_GRAMS; g++)
        s->grams[g].pair = SX_MIX_PAIRS;
}
