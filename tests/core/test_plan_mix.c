/* The kernels of PLAN.MIX against slow twins: dense covariances, exact responses, plain distributions. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include "base/distribution.h"
#include "base/linear.h"
#include "base/statistics.h"
#include "plan/mix_chance.h"
#include "plan/mix_gram.h"
#include "draw.h"

enum { N = 57, SHAPES = SX_MIX_SHAPES };

static void close_to(const char *what, double a, double b, double tolerance)
{
    if (!(fabs(a - b) <= tolerance * fmax(fabs(b), 1.0)))
        fail_msg("%s: %.12g is not %.12g", what, a, b);
}

/* A history with one control and one period whose outcome is not known. */
typedef struct scene {
    double outcome[N], spend[2 * N], control[N];
    sx_mix_input input;
    sx_mix_base base;
    sx_mix_pair pairs[SX_MIX_PAIRS];
    sx_scratch memory;
} scene;

static const double SCALE = 0.05;

static void open_scene(scene *s)
{
    memset(s, 0, sizeof *s);
    seed = 7;
    for (size_t t = 0; t < N; t++) {
        s->outcome[t] = t == 20 ? (double)NAN : 0.8 + 0.4 * draw();
        s->control[t] = t % 9 == 0 ? 1.0 : 0.0;
        s->spend[t] = 1000.0 * draw() * draw();
        s->spend[N + t] = t % 5 ? 300.0 * draw() : 0.0;
    }
    s->input = (sx_mix_input){.n = N, .channels = 2, .controls = 1, .spend = s->spend, .control = s->control};
    s->input.season = 26.0;
    assert_int_equal(sx_mix_base_make(&s->input, s->outcome, &s->memory, &s->base), SX_OK);
    assert_int_equal(sx_mix_pairs_make(&s->base, s->input.season, &s->memory, s->pairs), SX_OK);
    assert_int_equal(s->base.known, N - 1);
    for (size_t k = 0; k < SX_MIX_PAIRS; k++)
        sx_mix_pair_scale(&s->base, SCALE, &s->pairs[k]);
}

/* The covariance of the known periods, written out, as its lower Cholesky factor; half of its log determinant. */
static double dense(const scene *s, const sx_mix_pair *pair, double *sigma)
{
    size_t m = 0, at[N];
    double half_log = 0.0;
    for (size_t t = 0; t < N; t++)
        if (!isnan(s->outcome[t]))
            at[m++] = t;
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < m; j++) {
            size_t a = at[i], b = at[j], apart = a > b ? a - b : b - a, first = a < b ? a : b;
            double walk = pair->walk * pair->walk / s->input.season * (double)(first + 1);
            sigma[i * m + j] = walk + (apart ? pow(pair->rho, (double)apart) : 1.0);
            for (size_t c = 0; c < s->base.p; c++)
                sigma[i * m + j] +=
                    s->base.column[a * s->base.p + c] * s->base.column[b * s->base.p + c] / (SCALE * SCALE);
        }
    assert_int_equal(sx_cholesky(sigma, m), SX_OK);
    for (size_t i = 0; i < m; i++)
        half_log += log(sigma[i * m + i]);
    return half_log;
}

/* x' Sigma^-1 y over the known periods. */
static double dense_inner(const scene *s, const double *factor, const double *x, const double *y)
{
    double a[N], b[N], sum = 0.0;
    size_t m = 0;
    for (size_t t = 0; t < N; t++) {
        if (isnan(s->outcome[t]))
            continue;
        a[m] = x[t];
        b[m++] = y[t];
    }
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < i; j++) {
            a[i] -= factor[i * m + j] * a[j];
            b[i] -= factor[i * m + j] * b[j];
        }
        a[i] /= factor[i * m + i];
        b[i] /= factor[i * m + i];
        sum += a[i] * b[i];
    }
    return sum;
}

static void filter_is_the_covariance(void **state)
{
    (void)state;
    scene *s = malloc(sizeof *s);
    double *sigma = malloc((size_t)N * N * sizeof *sigma), white[N], projected[64], none = NAN;
    open_scene(s);
    for (size_t k = 0; k < SX_MIX_PAIRS; k += 5) {
        const sx_mix_pair *pair = &s->pairs[k];
        double half_log = dense(s, pair, sigma);
        sx_mix_whiten_one(&s->base, pair, s->outcome, 0, white);
        close_to("square", sx_mix_project(&s->base, pair, white, 0, projected),
                 dense_inner(s, sigma, s->outcome, s->outcome), 1e-8);
        /* log |Sigma| up to what all pairs share: the prior deviations' own */
        double here = pair->log_factor + pair->log_prior - pair->log_weight - half_log;
        none = isnan(none) ? here : none;
        close_to("determinant", here, none, 1e-8);
    }
    free(sigma);
    sx_scratch_free(&s->memory);
    free(s);
}

static void vectors_span_every_shape(void **state)
{
    (void)state;
    scene *s = malloc(sizeof *s);
    open_scene(s);
    for (size_t k = 0; k < 2; k++) {
        double mean_h[SHAPES], g[N];
        sx_mix_basis basis;
        assert_int_equal(sx_mix_span(s->spend + k * N, N, &s->memory, mean_h, &basis), SX_OK);
        assert_int_equal(basis.rank % 4, 0);
        for (size_t i = 0; i < SHAPES; i++) {
            double square = 0.0;
            sx_mix_response(s->spend + k * N, N, i, g);
            close_to("mean", sx_mean(g, N), 1.0, 1e-12);
            for (size_t t = 0; t < N; t++) {
                double x = 0.0;
                for (size_t r = 0; r < basis.rank; r++)
                    x += basis.vector[t * basis.rank + r] * basis.weight[r * SHAPES + i];
                square += (x - g[t]) * (x - g[t]) / N;
            }
            if (!(sqrt(square) <= SX_MIX_SPAN_ERROR))
                fail_msg("shape %zu is off by %g", i, sqrt(square));
        }
    }
    sx_scratch_free(&s->memory);
    free(s);
}

/* By hand: spend 1 1 1 1 1 1 1 1 4 0, mean 1.2; stock starts at the mean of the first eight. */
static void a_response_by_hand(void **state)
{
    (void)state;
    const double spend[10] = {1, 1, 1, 1, 1, 1, 1, 1, 4, 0};
    double g[10], stock[10], mean = 0.0;
    sx_mix_shape s = sx_mix_shape_of(3 * SX_MIX_RATES + 2);
    assert_true(s.slope == 1.0);
    stock[0] = 1.0 / 1.2;
    for (size_t t = 1; t < 10; t++)
        stock[t] = s.rate * stock[t - 1] + (1.0 - s.rate) * spend[t] / 1.2;
    for (size_t t = 0; t < 10; t++)
        mean += stock[t] / (stock[t] + s.half) / 10.0;
    sx_mix_response(spend, 10, 3 * SX_MIX_RATES + 2, g);
    for (size_t t = 0; t < 10; t++)
        close_to("response", g[t], stock[t] / (stock[t] + s.half) / mean, 1e-13);
}

static void saturation_and_its_slope(void **state)
{
    (void)state;
    for (size_t i = 0; i < SHAPES; i += 7) {
        sx_mix_shape s = sx_mix_shape_of(i);
        close_to("half", sx_mix_saturation(&s, s.half), 0.5, 1e-14);
        for (double x = 0.1; x < 5.0; x *= 1.7) {
            double step = 1e-5 * x;
            close_to("slope", sx_mix_saturation_slope(&s, x),
                     (sx_mix_saturation(&s, x + step) - sx_mix_saturation(&s, x - step)) / (2.0 * step), 1e-6);
        }
        assert_true(sx_mix_saturation(&s, 0.0) == 0.0);
        assert_true(s.slope == 1.0 ? sx_mix_saturation_slope(&s, 0.0) == 1.0 / s.half
                                   : sx_mix_saturation_slope(&s, 0.0) == 0.0);
    }
}

/* 1' Cov(e, y) Cov(y)^-1 y without the linear part: what the mean of e over all periods, the unknown one too, takes
 * from the outcome. */
static double dense_one(const scene *s, const sx_mix_pair *pair)
{
    double *sigma = malloc((size_t)N * N * sizeof *sigma), one[N] = {0.0};
    scene *bare = malloc(sizeof *bare);
    *bare = *s;
    bare->base.p = 0;
    for (size_t t = 0; t < N; t++)
        for (size_t u = 0; u < N; u++)
            one[t] += t == u ? 1.0 : pow(pair->rho, fabs((double)t - (double)u));
    dense(bare, pair, sigma);
    double sum = dense_inner(bare, sigma, one, s->outcome);
    free(sigma);
    free(bare);
    return sum;
}

static void inner_products_are_the_dense_ones(void **state)
{
    (void)state;
    scene *s = malloc(sizeof *s);
    double mean_h[2][SHAPES], *sigma = malloc((size_t)N * N * sizeof *sigma), g[2][N];
    sx_mix_span_all span = {.channels = 2};
    sx_mix_gram gram;
    open_scene(s);
    for (size_t k = 0; k < 2; k++) {
        assert_int_equal(sx_mix_span(s->spend + k * N, N, &s->memory, mean_h[k], &span.basis[k]), SX_OK);
        span.offset[k] = span.columns;
        span.columns += span.basis[k].rank;
    }
    span.vector = sx_scratch_take(&s->memory, N * span.columns * sizeof(double));
    for (size_t t = 0; t < N; t++)
        for (size_t k = 0; k < 2; k++)
            memcpy(span.vector + t * span.columns + span.offset[k], span.basis[k].vector + t * span.basis[k].rank,
                   span.basis[k].rank * sizeof(double));
    double *work = sx_scratch_take(&s->memory, (N + 2) * span.columns * sizeof *work);
    assert_true(sx_mix_gram_room(&s->base, &span, &s->memory, &gram));
    const sx_mix_pair *pair = &s->pairs[17];
    sx_mix_gram_make(&s->base, pair, &span, work, &gram);
    dense(s, pair, sigma);
    for (size_t c = 0; c < 2 * span.columns; c += 3) {
        size_t i = c % span.columns, j = (c * 7 + 1) % span.columns;
        for (size_t t = 0; t < N; t++) {
            g[0][t] = span.vector[t * span.columns + i];
            g[1][t] = span.vector[t * span.columns + j];
        }
        close_to("inner", gram.inner[i * span.columns + j], dense_inner(s, sigma, g[0], g[1]), 1e-8);
        close_to("outcome", gram.outcome[i], dense_inner(s, sigma, g[0], s->outcome), 1e-8);
    }
    close_to("square", gram.square, dense_inner(s, sigma, s->outcome, s->outcome), 1e-8);
    close_to("one", gram.one_outcome, dense_one(s, pair), 1e-8);
    sx_mix_response(s->spend + N, N, 100, g[0]);
    close_to("a shape's own", gram.shape[SHAPES + 100], dense_inner(s, sigma, g[0], g[0]), 1e-2);
    free(sigma);
    sx_scratch_free(&s->memory);
    free(s);
}

static void chance_is_what_it_says(void **state)
{
    (void)state;
    sx_mix_tails *tails = malloc(sizeof *tails);
    sx_mix_tails_make(tails);
    for (double z = -30.0; z < 12.0; z += 0.137)
        close_to("tail", sx_mix_tail(tails, z) / (exp(0.5 * fmin(z, 0.0) * fmin(z, 0.0)) * sx_normal_cdf(z)), 1.0,
                 5e-5);
    free(tails);
    enum { DRAWS = 40000 };
    uint64_t at = 3;
    double sum = 0.0, square = 0.0, positive[2] = {0.0};
    for (size_t i = 0; i < DRAWS; i++) {
        double x = sx_mix_gamma(&at, 30.0);
        sum += x / DRAWS;
        square += x * x / DRAWS;
        positive[0] += sx_mix_positive(&at, -1.5) / DRAWS;
        positive[1] += sx_mix_positive(&at, -40.0) / DRAWS;
    }
    close_to("gamma's mean", sum, 30.0, 0.004);
    close_to("gamma's variance", square - sum * sum, 30.0, 0.03);
    close_to("above 0", positive[0], -1.5 + sx_normal_density(1.5) / sx_normal_cdf(-1.5), 0.004);
    close_to("far above", positive[1] * 40.0, 1.0, 0.02);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(filter_is_the_covariance),
        cmocka_unit_test(vectors_span_every_shape),
        cmocka_unit_test(a_response_by_hand),
        cmocka_unit_test(saturation_and_its_slope),
        cmocka_unit_test(inner_products_are_the_dense_ones),
        cmocka_unit_test(chance_is_what_it_says),
    };
    return cmocka_run_group_tests_name("plan mix", tests, NULL, NULL);
}
