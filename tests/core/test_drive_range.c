/* Marginals, correlation, sampling and tornado against closed forms, quadrature and brute force. */
#include <stdlib.h>
#include "core/unit.h"
#include "base/distribution.h"
#include "base/sobol.h"
#include "drive/copula.h"
#include "drive/simulate.h"
#include "drive/sample.h"
#include "drive/tornado.h"

#define Z90 1.2815515655446004
#define ROWS 4 /* of a range over one period */
#define TOTAL 3
#define REVENUE 4 /* first column of revenue: three levels and a mean of pipeline come before */
#define COLUMNS 16

/* A model over one period of spend. */
typedef struct scene {
    sx_model model;
    sx_marginal marginal[SX_DRIVERS_MOST];
    double correlation[36], spend;
    sx_range range;
} scene;

static void add(scene *s, sx_driver_kind kind, sx_family family, int min_max, double low, double likely, double high)
{
    sx_driver *d = &s->model.driver[s->model.n];
    *d = (sx_driver){.name = "x", .kind = kind, .low = low, .likely = likely, .high = high};
    d->family = family;
    d->min_max = min_max;
    assert_int_equal(sx_driver_fit(d, &s->marginal[s->model.n], NULL), SX_OK);
    sx_marginal_tabulate(&s->marginal[s->model.n++]);
}

static void open_scene(scene *s, double spend)
{
    static const double levels[] = {0.1, 0.5, 0.9};
    s->range = (sx_range){.model = &s->model, .marginal = s->marginal, .levels = levels, .n_levels = 3, .periods = 1};
    s->spend = spend; /* the range keeps looking at it */
    assert_int_equal(sx_range_make(&s->range, &s->spend), SX_OK);
}

/* The shared truth: medians 1200, .30, .40, .50, .25, 18000 with sigmas .10 .15 .15 .20 .20 .15. */
static void make_truth(scene *s, double rho)
{
    static const double median[] = {1.0, 0.30, 0.40, 0.50, 0.25, 18000.0};
    static const double sigma[] = {0.10, 0.15, 0.15, 0.20, 0.20, 0.15};
    memset(s, 0, sizeof *s);
    for (size_t k = 0; k < 6; k++)
        add(s,
            k == 0   ? SX_COST_PER
            : k == 5 ? SX_WORTH
                     : SX_RATE,
            SX_LOGNORMAL, 0, median[k] * exp(-Z90 * sigma[k]), median[k], median[k] * exp(Z90 * sigma[k]));
    open_scene(s, 1200.0);
    for (size_t i = 0; i < 6; i++)
        for (size_t j = 0; j < 6; j++)
            s->correlation[i * 6 + j] = i == j ? 1.0 : (i == 0) != (j == 0) ? -rho : rho;
    s->range.correlation = s->correlation;
}

static void pert_moments(void **state)
{
    (void)state;
    static const double cases[][3] = {{0.0, 3.0, 10.0}, {1.0, 1.0, 2.0}, {-4.0, 5.0, 5.0}, {2.385, 4.0, 4.5}};
    for (size_t c = 0; c < 4; c++) {
        double a = cases[c][0], likely = cases[c][1], b = cases[c][2], first = 0.0, second = 0.0;
        sx_marginal m;
        assert_int_equal(sx_marginal_fit(SX_PERT, 1, a, likely, b, &m), SX_OK);
        const int n = 20000;
        for (int i = 0; i < n; i++) {
            double x = sx_marginal_quantile(&m, (i + 0.5) / n);
            first += x / n;
            second += x * x / n;
        }
        double mean = (a + 4.0 * likely + b) / 6.0;
        close_to(first, mean, 1e-6);
        close_to(second - first * first, (mean - a) * (b - mean) / 7.0, 1e-4);
    }
}

/* Low and high are P10 and P90 of what was fitted, likely stays the mode, and the drawn quantile is the exact one. */
static void fits(void **state)
{
    (void)state;
    for (int family = SX_PERT; family <= SX_LOGNORMAL; family++)
        for (double place = 0.0; place <= 1.0; place += 0.125) {
            sx_marginal m;
            double low = 20.0, high = 90.0, likely = low + place * (high - low);
            assert_int_equal(sx_marginal_fit((sx_family)family, 0, low, likely, high, &m), SX_OK);
            sx_marginal_tabulate(&m);
            close_to(sx_marginal_quantile(&m, 0.1), low, 1e-12);
            close_to(sx_marginal_quantile(&m, 0.9), high, 1e-12);
            for (double z = -5.0, before = -INFINITY; z <= 5.0; z += 0.083) {
                double x = sx_marginal_draw(&m, z);
                assert_true(fabs(x - sx_marginal_quantile(&m, sx_normal_cdf(z))) < 1e-6 * fmax(x, 100.0));
                assert_true(x >= before);
                before = x;
            }
        }
    sx_marginal m;
    assert_int_equal(sx_marginal_fit(SX_LOGNORMAL, 0, 80.0, 100.0, 125.0, &m), SX_OK);
    assert_true(sx_marginal_is_plain(&m));
    assert_int_equal(sx_marginal_fit(SX_LOGNORMAL, 0, 50.0, 100.0, 400.0, &m), SX_OK);
    assert_false(sx_marginal_is_plain(&m));
    close_to(sx_marginal_quantile(&m, 0.5), 100.0, 1e-14);
    assert_int_equal(sx_marginal_fit(SX_LOGNORMAL, 0, 0.0, 100.0, 400.0, &m), SX_NUM);
}

/* Higham 2002, section 4; and what is a correlation matrix stays as it is. */
static void nearest(void **state)
{
    (void)state;
    double r[] = {1, 1, 0, 1, 1, 1, 0, 1, 1}, moved;
    assert_int_equal(sx_nearest_correlation(r, 3, &moved), SX_OK);
    assert_true(fabs(r[1] - 0.7607) < 5e-5 && fabs(r[2] - 0.1573) < 5e-5 && fabs(r[5] - 0.7607) < 5e-5);
    assert_true(fabs(moved - 0.2393) < 1e-4);
    double good[] = {1, 0.5, 0.2, 0.5, 1, -0.3, 0.2, -0.3, 1}, same[9];
    memcpy(same, good, sizeof good);
    assert_int_equal(sx_nearest_correlation(good, 3, &moved), SX_OK);
    assert_memory_equal(good, same, sizeof good);
    assert_true(moved == 0.0);
    close_to(sx_rank_to_normal(1.0), 1.0, 1e-15);
    close_to(sx_rank_to_normal(0.5), 0.51763809020504148, 1e-15);
}

/* b b' = l l' whatever the directions; the first column runs along r g. */
static void turned(void **state)
{
    (void)state;
    const double l[] = {1, 0, 0, 0.6, 0.8, 0, -0.3, 0.5, 0.81240384046359604}, g[] = {0.5, -0.2, 0.9};
    double b[9], work[9], along[3], norm = 0.0;
    sx_turn_factor(l, 3, g, 1, b, work);
    for (size_t i = 0; i < 3; i++) {
        along[i] = 0.0;
        for (size_t j = 0; j < 3; j++) {
            double bb = 0.0, ll = 0.0;
            for (size_t k = 0; k < 3; k++) {
                bb += b[i * 3 + k] * b[j * 3 + k];
                ll += l[i * 3 + k] * l[j * 3 + k];
            }
            close_to(bb, ll, 1e-13);
            along[i] += ll * g[j];
        }
        norm += along[i] * g[i];
    }
    for (size_t i = 0; i < 3; i++)
        close_to(b[i * 3], along[i] / sqrt(norm), 1e-13);
}

static void closed_form(void **state)
{
    (void)state;
    static const double truth[2][4] = {{194833, 324000, 538800, 350547}, {146893, 324000, 714643, 391993}};
    for (int i = 0; i < 2; i++) {
        scene s;
        double out[ROWS * COLUMNS];
        make_truth(&s, i ? 0.3 : 0.0);
        assert_int_equal(sx_range_obstacle(&s.range), 6);
        sx_range_closed(&s.range, out);
        for (size_t c = 0; c < 4; c++)
            assert_true(fabs(out[TOTAL * COLUMNS + REVENUE + c] - truth[i][c]) < 0.5);
        free(s.range.pipeline);
    }
}

/* 4 096 points: within 0.2 % of P10, P50 and P90 and 0.05 % of the mean, with the seed of the cells and others; and the
 * errors that are told are those that are made. */
static void sampling(void **state)
{
    (void)state;
    double square = 0.0;
    int n = 0;
    for (int i = 0; i < 2; i++) {
        scene s;
        double truth[ROWS * COLUMNS], out[ROWS * COLUMNS], again[ROWS * COLUMNS];
        make_truth(&s, i ? 0.3 : 0.0);
        sx_range_closed(&s.range, truth);
        for (uint64_t seed = 1; seed <= 20; seed++) {
            const sx_sampling how = {.points = 512, .replicates = 8, .seed = seed + 1};
            assert_int_equal(sx_range_sample(&s.range, &how, out), SX_OK);
            assert_int_equal(sx_range_sample(&s.range, &how, again), SX_OK);
            assert_memory_equal(out, again, sizeof out);
            for (size_t c = 0; c < 8; c++) {
                size_t at = TOTAL * COLUMNS + c;
                close_to(out[at], truth[at], c % 4 == 3 ? 0.0005 : 0.002);
                if (c % 4 == 3)
                    continue; /* the control variate leaves the mean with next to no error here */
                double t = (out[at] - truth[at]) / out[at + 8];
                square += t * t;
                n++;
            }
        }
        free(s.range.pipeline);
    }
    square /= n; /* Student with 7 degrees of freedom: 1.4 */
    assert_true(square > 0.7 && square < 2.5);
}

/* P(x y <= q) of two PERTs, one factor by quadrature over the other. */
static double chance_below(const sx_marginal *x, const sx_marginal *y, double q)
{
    const int n = 4000;
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
        double u = q / sx_marginal_quantile(y, (i + 0.5) / n), place = (u - x->low) / (x->high - x->low);
        double mode = (x->likely - x->low) / (x->high - x->low);
        sum += place <= 0.0 ? 0.0 : place >= 1.0 ? 1.0 : sx_beta_cdf(place, 1.0 + 4.0 * mode, 5.0 - 4.0 * mode);
    }
    return sum / n;
}

static void sampled_perts(void **state)
{
    (void)state;
    scene s = {.model = {.n = 0}};
    double out[ROWS * COLUMNS];
    add(&s, SX_COST_PER, SX_FIXED, 0, 10.0, 10.0, 10.0);
    add(&s, SX_RATE, SX_PERT, 1, 0.05, 0.1, 0.4);
    add(&s, SX_WORTH, SX_PERT, 1, 500.0, 2000.0, 2100.0);
    open_scene(&s, 1e5);
    assert_int_equal(sx_range_obstacle(&s.range), 1);
    const sx_sampling how = {.points = 1024, .replicates = 8, .seed = 2};
    assert_int_equal(sx_range_sample(&s.range, &how, out), SX_OK);
    const double *revenue = out + TOTAL * COLUMNS + REVENUE;
    for (size_t i = 0; i < 3; i++)
        assert_true(fabs(chance_below(&s.marginal[1], &s.marginal[2], revenue[i] / 1e4) - s.range.levels[i]) < 2e-3);
    close_to(revenue[3], 1e4 * (0.05 + 0.4 + 0.4) / 6.0 * (500.0 + 8000.0 + 2100.0) / 6.0, 2e-4);
    free(s.range.pipeline);
}

static void binomials(void **state)
{
    (void)state;
    static const double cases[][2] = {{1, 0.3}, {7, 0.5}, {40, 0.02}, {500, 0.01}, {90, 0.4}, {3000, 0.3}, {1e6, 0.77}};
    for (size_t c = 0; c < 7; c++) {
        double n = cases[c][0], p = cases[c][1], sd = sqrt(n * p * (1.0 - p));
        for (double u = 0.0007; u < 1.0; u += 0.0137) {
            double k = sx_binomial_quantile(n, p, u);
            assert_true(k >= 0.0 && k <= n && k == floor(k));
            double up_to = k < n ? sx_beta_cdf(1.0 - p, n - k, k + 1.0) : 1.0;
            double below = k > 0.0 ? sx_beta_cdf(1.0 - p, n - k + 1.0, k) : 0.0;
            double slack = fmin(n * p, n - n * p) < 30.0 ? 1e-12 : 0.02 / sd; /* where it is an expansion */
            assert_true(below <= u + slack && u <= up_to + slack);
        }
    }
}

/* Fixed drivers and whole counts: the won are binomial, here Bin(200, 0.06) from R 4.2.2: qbinom 8, 12, 16. */
static void counts(void **state)
{
    (void)state;
    scene s = {.model = {.n = 0}};
    double out[ROWS * COLUMNS];
    add(&s, SX_COST_PER, SX_FIXED, 0, 50.0, 50.0, 50.0);
    add(&s, SX_RATE, SX_FIXED, 0, 0.3, 0.3, 0.3);
    add(&s, SX_RATE, SX_FIXED, 0, 0.2, 0.2, 0.2);
    add(&s, SX_WORTH, SX_FIXED, 0, 1000.0, 1000.0, 1000.0);
    s.model.driver[3].lag = 0.5; /* half of it comes beyond the horizon */
    open_scene(&s, 1e4);
    double won;
    assert_true(sx_range_is_small(&s.range, &won));
    close_to(won, 12.0, 1e-12);
    const sx_sampling how = {.points = 512, .replicates = 8, .seed = 2, .counts = 1};
    assert_int_equal(sx_range_sample(&s.range, &how, out), SX_OK);
    const double *total = out + TOTAL * COLUMNS + REVENUE, *first = out + REVENUE;
    assert_true(total[0] == 8000.0 && total[1] == 12000.0 && total[2] == 16000.0);
    close_to(total[3], 12000.0, 2e-3);
    close_to(first[3], 6000.0, 3e-2);
    assert_true(first[0] == 3000.0 && first[1] == 6000.0 && first[2] == 9000.0); /* Bin(200, 0.03) */
    close_to(out[TOTAL * COLUMNS + 3], 60000.0, 2e-3);                           /* pipeline: Bin(200, 0.3) x 1000 */
    assert_true(fabs(out[TOTAL * COLUMNS] - 52000.0) <= 1000.0);
    free(s.range.pipeline);
}

/* Selection against sorting: with ties, any order of the levels, and more of them than selection takes. */
static void summaries(void **state)
{
    (void)state;
    static const double levels[] = {0.9, 0.001, 0.5, 0.5, 0.999, 0.1, 0.25, 0.75, 0.33, 0.01};
    uint64_t seed = 3;
    for (size_t n = 2; n < 300; n += 7) {
        double x[300], same[300], selected[6], sorted[11];
        for (size_t i = 0; i < n; i++)
            x[i] = same[i] = n % 2 ? (double)(sx_splitmix(&seed) % 9) : (double)(sx_splitmix(&seed) >> 11);
        sx_summarise(x, n, levels, 5, selected);
        sx_summarise(same, n, levels, 10, sorted);
        for (size_t i = 0; i < 5; i++)
            assert_true(selected[i] == sorted[i]);
        close_to(selected[5], sorted[10], 1e-15);
    }
}

static double value_of(const double *r, size_t n, unsigned set)
{
    double product = 1.0;
    for (size_t i = 0; i < n; i++)
        product *= set >> i & 1u ? 1.0 + r[i] : 1.0;
    return product - 1.0;
}

/* Counts fall into their periods by the shares, and all of them do. */
static void counts_are_split(void **state)
{
    (void)state;
    scene s = {.model = {.n = 0}};
    static const double spend[] = {1e4, 3e4, 2e4};
    double out[6 * COLUMNS];
    add(&s, SX_COST_PER, SX_FIXED, 0, 50.0, 50.0, 50.0);
    add(&s, SX_WORTH, SX_FIXED, 0, 1.0, 1.0, 1.0);
    open_scene(&s, spend[0]);
    free(s.range.pipeline);
    s.range.periods = 3;
    assert_int_equal(sx_range_make(&s.range, spend), SX_OK);
    const sx_sampling how = {.points = 512, .replicates = 8, .seed = 2, .counts = 1};
    assert_int_equal(sx_range_sample(&s.range, &how, out), SX_OK);
    for (size_t t = 0; t < 3; t++)
        close_to(out[t * COLUMNS + REVENUE + 3], spend[t] / 50.0, 5e-3);
    close_to(out[3 * COLUMNS + REVENUE + 3], 1200.0, 1e-14);
    close_to(out[5 * COLUMNS + REVENUE], 1200.0, 1e-14);
    free(s.range.pipeline);
}

/* Shapley's formula over all subsets. */
static void shapley_by_subsets(const double *r, size_t n, double *share)
{
    static const double factorial[] = {1, 1, 2, 6, 24, 120, 720};
    for (size_t i = 0; i < n; i++) {
        share[i] = 0.0;
        for (unsigned set = 0; set < 1u << n; set++) {
            size_t size = 0;
            for (size_t j = 0; j < n; j++)
                size += set >> j & 1u;
            if (!(set >> i & 1u))
                share[i] += factorial[size] * factorial[n - 1 - size] / factorial[n] *
                            (value_of(r, n, set | 1u << i) - value_of(r, n, set));
        }
        share[i] /= value_of(r, n, (1u << n) - 1u);
    }
}

static void tornado(void **state)
{
    (void)state;
    scene s;
    sx_bar bar[SX_DRIVERS_MOST];
    const sx_sources sources = {.spend = 1200.0};
    make_truth(&s, 0.0);
    sx_tornado(&s.model, s.marginal, &sources, bar);
    static const double variance[] = {0.01, 0.0225, 0.0225, 0.04, 0.04, 0.0225};
    double sum = 0.0;
    for (size_t i = 0; i < 6; i++) {
        close_to(bar[i].share, variance[bar[i].driver] / 0.1575, 1e-9);
        sum += bar[i].share;
        assert_true(i == 0 || fabs(bar[i].high - bar[i].low) <= fabs(bar[i - 1].high - bar[i - 1].low) * (1 + 1e-12));
    }
    close_to(sum, 1.0, 1e-14);
    free(s.range.pipeline);
    scene t = {.model = {.n = 0}};
    add(&t, SX_COST_PER, SX_LOGNORMAL, 0, 30.0, 50.0, 60.0); /* two halves: not plain */
    add(&t, SX_RATE, SX_PERT, 1, 0.0, 0.4, 0.9);
    add(&t, SX_RATE, SX_FIXED, 0, 0.4, 0.4, 0.4);
    add(&t, SX_WORTH, SX_TRIANGULAR, 1, 10.0, 20.0, 90.0);
    sx_tornado(&t.model, t.marginal, &sources, bar);
    double mean = (0.0 + 1.6 + 0.9) / 6.0, r[4] = {0}, share[4];
    r[1] = mean * (0.9 - mean) / 7.0 / (mean * mean);
    r[3] = (100.0 + 400.0 + 8100.0 - 200.0 - 900.0 - 1800.0) / 18.0 / (40.0 * 40.0);
    double low = log(50.0 / 30.0) / Z90, high = log(60.0 / 50.0) / Z90; /* 1 / cost: the halves change sides */
    double first = exp(low * low / 2.0) * sx_normal_cdf(low) + exp(high * high / 2.0) * sx_normal_cdf(-high);
    double second =
        exp(2.0 * low * low) * sx_normal_cdf(2.0 * low) + exp(2.0 * high * high) * sx_normal_cdf(-2.0 * high);
    r[0] = second / (first * first) - 1.0;
    shapley_by_subsets(r, 4, share);
    sum = 0.0;
    for (size_t i = 0; i < 4; i++) {
        assert_true(fabs(bar[i].share - share[bar[i].driver]) < 2e-5);
        sum += bar[i].share;
    }
    close_to(sum, 1.0, 1e-14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pert_moments),     cmocka_unit_test(fits),        cmocka_unit_test(nearest),
        cmocka_unit_test(turned),           cmocka_unit_test(closed_form), cmocka_unit_test(sampling),
        cmocka_unit_test(sampled_perts),    cmocka_unit_test(binomials),   cmocka_unit_test(counts),
        cmocka_unit_test(counts_are_split), cmocka_unit_test(tornado),     cmocka_unit_test(summaries)};
    return cmocka_run_group_tests_name("drivers: range", tests, NULL, NULL);
}
