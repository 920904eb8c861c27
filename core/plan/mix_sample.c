#include "plan/mix_sample.h"
#include "base/statistics.h"
#include "plan/mix_sweep.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    SHAPES = SX_MIX_SHAPES,
    FIRST = 150,  /* sweeps that find the scale of the noise */
    SETTLE = 500, /* sweeps before the first that is kept */
    EVERY = 3     /* one of so many is kept */
};

static const double HALF_NORMAL = 1.2533141373155003; /* its deviation over its mean */
static const double FIRST_SCALE = 0.04;               /* of the noise, in mean outcomes, until it is known */

/* -- what does not change ------------------------------------------------------------------------------------------ */

static void add_gaussian(sx_mix_channel *c, size_t shape, double slope, double value, double error)
{
    c->precision[shape] += slope * slope / (error * error);
    c->score[shape] += slope * value / (error * error);
}

static void prepare_shapes(sx_mix_chain *s, sx_mix_channel *c, double spend)
{
    const sx_mix_input *in = s->input;
    const sx_mix_belief *belief = &in->belief[c->of];
    static const double z80 = 1.2815515655446004;
    double sum = 0.0;
    for (size_t i = 0; i < SHAPES; i++) {
        sx_mix_shape shape = sx_mix_shape_of(i);
        double log_prior = shape.log_prior, mean_h = s->span.basis[c - s->channels].mean_h[i];
        if (!isnan(belief->rate_low)) {
            double z = (shape.rate - 0.5 * (belief->rate_low + belief->rate_high)) /
                       fmax(0.5 * (belief->rate_high - belief->rate_low) / z80, 0.02);
            log_prior -= 0.5 * z * z;
        }
        sum += c->prior[i] = exp(log_prior);
        if (!isnan(belief->return_low))
            add_gaussian(c, i, 1.0, 0.5 * (belief->return_low + belief->return_high) * spend / s->mean,
                         0.5 * (belief->return_high - belief->return_low) / z80 * spend / s->mean);
        for (size_t j = 0; j < in->n_tests; j++) {
            const sx_mix_test *test = &in->tests[j];
            if (test->channel == c->of)
                add_gaussian(c, i,
                             (sx_mix_saturation(&shape, test->during / spend) -
                              sx_mix_saturation(&shape, test->before / spend)) /
                                 mean_h,
                             test->lift / s->mean, test->error / s->mean);
        }
    }
    for (size_t i = 0; i < SHAPES; i++)
        c->prior[i] /= sum;
}

static sx_status prepare_channels(sx_mix_chain *s, sx_mix_fit *fit)
{
    const sx_mix_input *in = s->input;
    sx_mix_span_all *span = &s->span;
    double roots = 0.0;
    for (size_t k = 0; k < in->channels; k++) {
        const double *spend = in->spend + k * in->n;
        double mean = sx_mean(spend, in->n);
        if (!(mean > 0.0))
            continue;
        sx_mix_channel *c = &s->channels[span->channels];
        sx_status status = sx_mix_span(spend, in->n, &s->memory, fit->mean_h[k], &span->basis[span->channels]);
        if (status != SX_OK)
            return status;
        *c = (sx_mix_channel){.of = k, .weight = sqrt(mean), .shape = SHAPES / 6 + 2};
        roots += c->weight;
        prepare_shapes(s, c, mean);
        span->offset[span->channels] = span->columns;
        span->columns += span->basis[span->channels].rank;
        span->channels++;
    }
    for (size_t k = 0; k < span->channels; k++)
        s->channels[k].weight *= HALF_NORMAL / roots;
    span->vector = sx_scratch_take(&s->memory, in->n * span->columns * sizeof *span->vector);
    if (!span->vector)
        return SX_NOMEM;
    for (size_t k = 0; k < span->channels; k++)
        for (size_t t = 0; t < in->n; t++)
            memcpy(span->vector + t * span->columns + span->offset[k], span->basis[k].vector + t * span->basis[k].rank,
                   span->basis[k].rank * sizeof(double));
    return SX_OK;
}

static sx_status prepare(sx_mix_chain *s, sx_mix_fit *fit)
{
    const sx_mix_input *in = s->input;
    s->outcome = sx_scratch_take(&s->memory, in->n * sizeof *s->outcome);
    if (!s->outcome)
        return SX_NOMEM;
    size_t known = 0;
    for (size_t t = 0; t < in->n; t++)
        if (!isnan(in->outcome[t]))
            s->outcome[known++] = in->outcome[t];
    s->mean = sx_mean(s->outcome, known);
    for (size_t t = 0; t < in->n; t++)
        s->outcome[t] = in->outcome[t] / s->mean;
    sx_status status = prepare_channels(s, fit);
    if (status == SX_OK)
        status = sx_mix_base_make(in, s->outcome, &s->memory, &s->base);
    s->pairs = sx_scratch_take(&s->memory, SX_MIX_PAIRS * sizeof *s->pairs);
    if (status == SX_OK)
        status = s->pairs ? sx_mix_pairs_make(&s->base, in->season, &s->memory, s->pairs) : SX_NOMEM;
    size_t columns = s->span.columns;
    s->work = sx_scratch_take(&s->memory, (in->n + 4) * (columns + 4) * sizeof *s->work);
    s->moved = sx_scratch_take(&s->memory, 2 * columns * sizeof *s->moved);
    for (size_t g = 0; g < SX_MIX_GRAMS && status == SX_OK; g++)
        if (!sx_mix_gram_room(&s->base, &s->span, &s->memory, &s->grams[g]))
            status = SX_NOMEM;
    if (!s->work || !s->moved)
        return SX_NOMEM;
    s->coefficient = s->moved + columns;
    return status;
}

/* -- what is kept -------------------------------------------------------------------------------------------------- */

/* The linear part and the mean of e, given all else: what is left of the outcome is the base. */
static void keep(sx_mix_chain *s, sx_mix_fit *fit, size_t d)
{
    size_t m = s->span.columns, p = s->base.p;
    const sx_mix_gram *gram = s->gram;
    const sx_mix_pair *pair = &s->pairs[gram->pair];
    double *b = s->work, deviation = sqrt(s->variance), noise = gram->one_outcome, rest = 1.0;
    for (size_t i = 0; i < p; i++) {
        b[i] = gram->linear_outcome[i] + deviation * sx_mix_normal(&s->chance);
        for (size_t c = 0; c < m; c++)
            b[i] -= gram->linear[i * m + c] * s->coefficient[c];
    }
    for (size_t i = p; i-- > 0;) {
        for (size_t j = i + 1; j < p; j++)
            b[i] -= pair->factor[j * p + i] * b[j];
        b[i] /= pair->factor[i * p + i];
        noise -= gram->one[m + i] * b[i];
    }
    for (size_t c = 0; c < m; c++)
        noise -= gram->one[c] * s->coefficient[c];
    double one_white = 0.0;
    for (size_t t = 0; t < s->base.n; t++)
        one_white += pair->one[t] * pair->one[t];
    noise += deviation * sqrt(fmax(pair->one_square - one_white, 0.0)) * sx_mix_normal(&s->chance);
    noise /= (double)s->base.n;
    for (size_t k = 0; k < s->span.channels; k++) {
        const sx_mix_channel *c = &s->channels[k];
        fit->shape[d][c->of] = (uint8_t)c->shape;
        fit->amount[d][c->of] = (float)(c->amount * s->mean);
        rest -= c->amount;
    }
    size_t components = SX_MIX_CONTROL + s->input->controls;
    for (size_t c = SX_MIX_TREND; c < components; c++) {
        double sum = 0.0;
        for (size_t i = s->base.first[c]; i < s->base.first[c + 1]; i++)
            sum += b[i] * s->base.mean[i];
        fit->part[d][c] = (float)(sum * s->mean);
        rest -= sum;
    }
    fit->part[d][components] = (float)(noise * s->mean);
    fit->part[d][SX_MIX_BASE] = (float)((rest - noise) * s->mean);
    fit->noise += deviation * s->mean / SX_MIX_DRAWS;
    fit->wander += pair->walk / SX_MIX_DRAWS;
    fit->rho += pair->rho / SX_MIX_DRAWS;
}

static void describe(const sx_mix_chain *s, sx_mix_fit *fit)
{
    const sx_mix_input *in = s->input;
    fit->channels = in->channels;
    fit->controls = in->controls;
    fit->draws = SX_MIX_DRAWS;
    fit->outcome = s->mean;
    for (size_t k = 0; k < in->channels; k++) {
        const double *spend = in->spend + k * in->n;
        fit->spend[k] = sx_mean(spend, in->n);
        fit->today[k] = sx_mean(spend + in->n - SX_MIX_TODAY, SX_MIX_TODAY);
        for (size_t t = 0; t < in->n; t++)
            fit->most[k] = fmax(fit->most[k], spend[t]);
    }
}

static void run(sx_mix_chain *s, sx_mix_fit *fit)
{
    sx_mix_tails_make(&s->tails);
    s->chance = (uint64_t)s->input->seed;
    s->variance = FIRST_SCALE * FIRST_SCALE;
    s->tau = SX_MIX_SIZE_MEDIAN;
    sx_mix_chain_scale(s, FIRST_SCALE);
    sx_mix_chain_use(s, SX_MIX_RHOS + 2);
    double variance = 0.0;
    for (size_t i = 0; i < FIRST; i++) {
        sx_mix_chain_sweep(s, i);
        /* NOLINTNEXTLINE(bugprone-integer-division): the second half of a number of sweeps */
        variance += i < FIRST / 2 ? 0.0 : s->variance / (FIRST - FIRST / 2);
    }
    size_t pair = s->gram->pair;
    sx_mix_chain_scale(s, sqrt(variance));
    sx_mix_chain_use(s, pair);
    for (size_t i = 0; i < SETTLE + EVERY * SX_MIX_DRAWS; i++) {
        sx_mix_chain_sweep(s, i);
        if (i >= SETTLE && (i - SETTLE) % EVERY == EVERY - 1)
            keep(s, fit, (i - SETTLE) / EVERY);
    }
}

sx_status sx_mix_sample(const sx_mix_input *input, sx_mix_fit **fit)
{
    sx_mix_chain *s = calloc(1, sizeof *s);
    sx_mix_fit *made = calloc(1, sizeof *made);
    sx_status status = s && made ? SX_OK : SX_NOMEM;
    if (status == SX_OK) {
        s->input = input;
        status = prepare(s, made);
    }
    if (status == SX_OK) {
        describe(s, made);
        run(s, made);
        made->bytes = sizeof *made;
        *fit = made;
        made = NULL;
    }
    if (s)
        sx_scratch_free(&s->memory);
    free(s);
    free(made);
    return status;
}
