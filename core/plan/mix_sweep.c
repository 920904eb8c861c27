#include "plan/mix_sweep.h"
#include "plan/mix_rows.h"
#include <math.h>
#include <string.h>

enum {
    SHAPES = SX_MIX_SHAPES,
    PAIR_EVERY = 20, /* sweeps between two draws of walk and rho */
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
    for (size_t i = 0; i < m; i += 4)
        sx_mix_add_rows(s->moved, s->gram->inner + i * m, m, s->coefficient + i, m);
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
    double left[SX_MIX_RANK_MOST] = {0}; /* four rows are taken at a time */
    for (size_t r = 0; r < basis->rank; r++)
        left[r] = s->gram->outcome[o + r] - s->moved[o + r];
    for (size_t r = 0; r < basis->rank; r += 4)
        sx_mix_add_rows(left, s->gram->inner + (o + r) * m + o, m, s->coefficient + o + r, basis->rank);
    for (size_t r = 0; r < basis->rank; r += 4)
        sx_mix_add_rows(score, basis->weight + r * SHAPES, SHAPES, left + r, SHAPES);
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
    for (size_t r = 0; r < basis->rank; r += 4) {
        double change[4];
        for (size_t j = 0; j < 4; j++) {
            double now = amount * basis->weight[(r + j) * SHAPES + shape];
            change[j] = now - s->coefficient[o + r + j];
            s->coefficient[o + r + j] = now;
        }
        sx_mix_add_rows(s->moved, s->gram->inner + (o + r) * m, m, change, m);
    }
    c->shape = shape;
    c->amount = amount;
}

/* One of the grid of tau, by its log weights. */
static double draw_grid(sx_mix_chain *s, const double *log_size, double *chance)
{
    double most = -INFINITY, sum = 0.0;
    for (size_t i = 0; i < SIZES; i++)
        most = fmax(most, chance[i]);
    for (size_t i = 0; i < SIZES; i++)
        chance[i] = sum += exp(chance[i] - most);
    double u = sx_mix_uniform(&s->chance) * sum;
    size_t i = 0;
    while (i + 1 < SIZES && chance[i] < u)
        i++;
    return exp(log_size[i]);
}

/* tau twice: given the amounts, then given the amounts over tau, which move with it. Either alone goes slowly, the one
 * where the data say little and the other where they say much (interweaving: Yu and Meng 2011, JCGS 20). */
static void draw_size(sx_mix_chain *s)
{
    double square = 0.0, linear = 0.0, chance[SIZES], log_size[SIZES], n = (double)s->span.channels;
    for (size_t k = 0; k < s->span.channels; k++) {
        double x = s->channels[k].amount / s->channels[k].weight;
        square += x * x;
    }
    for (size_t i = 0; i < SIZES; i++) {
        double z = SIZE_REACH * (2.0 * (double)i / (SIZES - 1) - 1.0);
        log_size[i] = log(SX_MIX_SIZE_MEDIAN) + SX_MIX_SIZE_SPREAD * z;
        chance[i] = -0.5 * z * z - n * log_size[i] - 0.5 * square * exp(-2.0 * log_size[i]);
    }
    s->tau = draw_grid(s, log_size, chance);
    square = 0.0;
    for (size_t i = 0; i < s->span.columns; i++) {
        square += s->coefficient[i] * s->moved[i] / s->variance;
        linear += s->coefficient[i] * s->gram->outcome[i] / s->variance;
    }
    for (size_t k = 0; k < s->span.channels; k++) {
        const sx_mix_channel *c = &s->channels[k];
        square += c->precision[c->shape] * c->amount * c->amount;
        linear += c->score[c->shape] * c->amount;
    }
    for (size_t i = 0; i < SIZES; i++) {
        double z = (log_size[i] - log(SX_MIX_SIZE_MEDIAN)) / SX_MIX_SIZE_SPREAD, by = exp(log_size[i]) / s->tau;
        chance[i] = -0.5 * z * z - by * (0.5 * by * square - linear);
    }
    double to = draw_grid(s, log_size, chance), by = to / s->tau;
    s->tau = to;
    for (size_t k = 0; k < s->span.channels; k++)
        s->channels[k].amount *= by;
    for (size_t i = 0; i < s->span.columns; i++) {
        s->coefficient[i] *= by;
        s->moved[i] *= by;
    }
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
