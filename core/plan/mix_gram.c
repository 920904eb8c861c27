#include "plan/mix_gram.h"
#include "plan/mix_rows.h"
#include <string.h>

enum { SHAPES = SX_MIX_SHAPES };

bool sx_mix_gram_room(const sx_mix_base *base, const sx_mix_span_all *span, sx_scratch *memory, sx_mix_gram *gram)
{
    size_t p = base->p, m = span->columns;
    double *room = sx_scratch_take(memory, (m * m + 2 * m + span->channels * SHAPES + p * m + 2 * p) * sizeof *room);
    *gram = (sx_mix_gram){.pair = SX_MIX_PAIRS};
    if (!room)
        return false;
    gram->inner = room;
    gram->outcome = gram->inner + m * m;
    gram->one = gram->outcome + m;
    gram->shape = gram->one + m + p;
    gram->linear = gram->shape + span->channels * SHAPES;
    gram->linear_outcome = gram->linear + p * m;
    return true;
}

/* to (4 x 4 at row i, column j) += sign a' a over rows; a: rows x m. Fixed sizes keep it in registers. */
static void add_block(const double *restrict a, size_t rows, size_t m, size_t i, size_t j, double sign,
                      double *restrict to)
{
    double sum[4][4] = {{0.0}};
    for (size_t t = 0; t < rows; t++, a += m)
        for (size_t r = 0; r < 4; r++)
            for (size_t c = 0; c < 4; c++)
                sum[r][c] += a[i + r] * a[j + c];
    for (size_t r = 0; r < 4; r++)
        for (size_t c = 0; c < 4; c++)
            to[(i + r) * m + j + c] += sign * sum[r][c];
}

/* linear = factor^-1 base' vector, row by row. */
static void make_linear(const sx_mix_base *base, const sx_mix_pair *pair, const double *white, size_t m, double *linear)
{
    size_t p = base->p;
    memset(linear, 0, p * m * sizeof *linear);
    for (size_t t = 0; t < base->n; t++)
        for (size_t i = 0; i < p; i++)
            sx_mix_add_row(linear + i * m, white + t * m, pair->base[t * p + i], m);
    for (size_t i = 0; i < p; i++) {
        for (size_t j = 0; j < i; j++)
            sx_mix_add_row(linear + i * m, linear + j * m, -pair->factor[i * p + j], m);
        for (size_t c = 0; c < m; c++)
            linear[i * m + c] /= pair->factor[i * p + i];
    }
}

/* v' inner v for the weights v of every shape of a channel. work: SHAPES. */
static void square_shapes(const sx_mix_span_all *span, size_t channel, const sx_mix_gram *gram, double *restrict work,
                          double *restrict out)
{
    const sx_mix_basis *basis = &span->basis[channel];
    memset(out, 0, SHAPES * sizeof *out);
    for (size_t r = 0; r < basis->rank; r++) {
        const double *inner = gram->inner + (span->offset[channel] + r) * span->columns + span->offset[channel];
        memset(work, 0, SHAPES * sizeof *work);
        for (size_t s = 0; s < basis->rank; s += 4)
            sx_mix_add_rows(work, basis->weight + s * SHAPES, SHAPES, inner + s, SHAPES);
        const double *restrict weight = basis->weight + r * SHAPES;
        for (size_t i = 0; i < SHAPES; i++)
            out[i] += weight[i] * work[i];
    }
}

void sx_mix_gram_make(const sx_mix_base *base, const sx_mix_pair *pair, const sx_mix_span_all *span, double *work,
                      sx_mix_gram *gram)
{
    size_t n = base->n, p = base->p, m = span->columns;
    double shapes[SHAPES];
    sx_mix_whiten(base, pair, span->vector, m, work + n * m, work);
    make_linear(base, pair, work, m, gram->linear);
    memset(gram->inner, 0, m * m * sizeof *gram->inner);
    for (size_t i = 0; i < m; i += 4)
        for (size_t j = 0; j <= i; j += 4) {
            add_block(work, n, m, i, j, 1.0, gram->inner);
            add_block(gram->linear, p, m, i, j, -1.0, gram->inner);
        }
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < i; j++)
            gram->inner[j * m + i] = gram->inner[i * m + j];
    memset(gram->outcome, 0, m * sizeof *gram->outcome);
    memset(gram->one, 0, (m + p) * sizeof *gram->one);
    gram->one_outcome = 0.0;
    for (size_t t = 0; t < n; t++) {
        sx_mix_add_row(gram->outcome, work + t * m, pair->outcome[t], m);
        sx_mix_add_row(gram->one, work + t * m, pair->one[t], m);
        sx_mix_add_row(gram->one + m, pair->base + t * p, pair->one[t], p);
        gram->one_outcome += pair->one[t] * pair->outcome[t];
    }
    gram->square = sx_mix_project(base, pair, pair->outcome, 0, gram->linear_outcome);
    for (size_t i = 0; i < p; i++)
        sx_mix_add_row(gram->outcome, gram->linear + i * m, -gram->linear_outcome[i], m);
    for (size_t k = 0; k < span->channels; k++)
        square_shapes(span, k, gram, shapes, gram->shape + k * SHAPES);
}
