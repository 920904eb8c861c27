/* The funnel against its slow twin: every path of every unit of spend followed by itself. */
#include <stdlib.h>
#include "core/unit.h"
#include "base/distribution.h"
#include "base/sobol.h"
#include "drive/flow.h"
#include "drive/lag.h"

#define STAGES 4
#define PERIODS 9

static double any(uint64_t *seed)
{
    return (double)(sx_splitmix(seed) >> 11) * 0x1p-53;
}

static void make_model(sx_model *model, uint64_t seed)
{
    static const char *const names[] = {"a", "b", "c", "d"};
    *model = (sx_model){.n = STAGES};
    for (size_t k = 0; k < STAGES; k++) {
        sx_driver *d = &model->driver[k];
        *d = (sx_driver){.name = names[k], .row = k, .likely = k == 0 ? 37.5 : k == 3 ? 812.0 : any(&seed)};
        d->kind = k == 0 ? SX_COST_PER : k == 3 ? SX_WORTH : SX_RATE;
        d->low = d->high = d->likely;
        d->lag = floor(4.0 * any(&seed)) / (1.0 + floor(2.0 * any(&seed)));
        d->spread = d->lag > 0.0 && any(&seed) < 0.7 ? d->lag * 1.3 * any(&seed) : 0.0;
    }
}

/* E max(0, 1 - |x - j|) by Simpson's rule in the normal score, cut where the hat bends. */
static double share_by_quadrature(double mean, double spread, int j)
{
    double square = log1p(spread * spread / mean / mean), sigma = sqrt(square), ln = log(mean) - square / 2.0,
           sum = 0.0;
    for (int side = -1; side <= 0; side++) {
        double from = j + side > 0 ? (log(j + side) - ln) / sigma : -9.0, to = (log(j + side + 1) - ln) / sigma;
        from = fmax(from, -9.0);
        to = fmin(to, 9.0);
        const int steps = 4000;
        for (int i = 0; from < to && i <= steps; i++) {
            double z = from + (to - from) * i / steps, x = exp(ln + sigma * z);
            double weight = i == 0 || i == steps ? 1.0 : i % 2 ? 4.0 : 2.0;
            sum += weight * sx_normal_density(z) * (1.0 - fabs(x - j)) * (to - from) / steps / 3.0;
        }
    }
    return sum;
}

static void lags(void **state)
{
    (void)state;
    static const double cases[][2] = {{2.0, 0.0}, {1.6, 0.0}, {0.0, 0.0}, {0.3, 0.2},
                                      {3.0, 1.0}, {2.2, 2.9}, {7.5, 0.01}};
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        static double weight[4000], tail[4000];
        double mean = 0.0, sum = 0.0;
        size_t n = sx_lag_shares(cases[c][0], cases[c][1], 4000, weight, tail);
        for (size_t j = 0; j < 4000; j++) {
            assert_true(weight[j] >= 0.0 && tail[j] >= 0.0);
            assert_true(j < n || (weight[j] == 0.0 && tail[j] == 0.0));
            sum += weight[j];
            mean += weight[j] * (double)j;
            close_to(sum + tail[j], 1.0, 1e-13);
        }
        close_to(mean, cases[c][0], 1e-11); /* the mean lag is exact */
        for (int j = 0; j < 12 && cases[c][1] > 0.0; j++)
            close_to(weight[j], share_by_quadrature(cases[c][0], cases[c][1], j), 1e-9);
    }
    double weight[4], tail[4];
    sx_lag_shares(2.0, 0.0, 4, weight, tail);
    assert_true(weight[2] == 1.0 && tail[1] == 1.0 && tail[2] == 0.0); /* a whole lag is a pure shift */
}

/* Every path of an amount through the stages, as far as the horizon. */
static void follow(const sx_model *model, double share[STAGES][PERIODS], size_t k, size_t period, double amount,
                   double arrived[STAGES][PERIODS])
{
    for (size_t lag = 0; k < STAGES && period + lag < PERIODS; lag++) {
        double level = model->driver[k].likely, arrives = amount * share[k][lag] * (k ? level : 1.0 / level);
        arrived[k][period + lag] += arrives;
        follow(model, share, k + 1, period + lag, arrives, arrived);
    }
}

static void slow_twin(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        sx_model model;
        make_model(&model, seed * 77);
        double share[STAGES][PERIODS], arrived[STAGES][PERIODS] = {{0}}, tail[PERIODS], level[STAGES], spend[PERIODS];
        double overdue;
        uint64_t random = seed;
        for (size_t k = 0; k < STAGES; k++) {
            sx_lag_shares(model.driver[k].lag, model.driver[k].spread, PERIODS, share[k], tail);
            level[k] = model.driver[k].likely;
        }
        for (size_t s = 0; s < PERIODS; s++) {
            spend[s] = s % 4 == 2 ? 0.0 : 1e4 * any(&random);
            follow(&model, share, 0, s, spend[s], arrived);
        }
        sx_flow flow;
        assert_int_equal(sx_flow_make(&flow, STAGES, PERIODS), SX_OK);
        assert_int_equal(sx_flow_run(&model, level, spend, PERIODS, NULL, 0, &flow, &overdue), SX_OK);
        for (size_t k = 0; k < STAGES; k++)
            for (size_t p = 0; p < PERIODS; p++)
                close_to(flow.stage[k * PERIODS + p], arrived[k][p], 1e-12);
        sx_flow_free(&flow);
    }
}

/* Column sums are spend through the levels whatever the lags, and pipeline open = in - decided. */
static void conserves(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        sx_model model;
        make_model(&model, seed);
        double level[STAGES], spend[PERIODS], total = 0.0, overdue;
        for (size_t k = 0; k < STAGES; k++)
            level[k] = model.driver[k].likely;
        for (size_t s = 0; s < PERIODS; s++)
            total += spend[s] = 1000.0 + 17.3 * (double)(s * s);
        sx_flow flow;
        assert_int_equal(sx_flow_make(&flow, STAGES, PERIODS), SX_OK);
        assert_int_equal(sx_flow_run(&model, level, spend, PERIODS, NULL, 0, &flow, &overdue), SX_OK);
        double yield = total;
        for (size_t k = 0; k < STAGES; k++) {
            double sum = flow.beyond[k];
            for (size_t p = 0; p < PERIODS; p++)
                sum += flow.stage[k * PERIODS + p];
            yield = k ? yield * level[k] : yield / level[0];
            close_to(sum, yield, 1e-13);
        }
        double in = 0.0, won = 0.0, created = flow.created_beyond;
        for (size_t p = 0; p < PERIODS; p++) {
            in += flow.stage[1 * PERIODS + p]; /* stage 1 counts opportunities, stage 2 the won */
            won += flow.stage[2 * PERIODS + p];
            created += flow.created[p];
            assert_true(fabs(flow.open[p] - (in - won / level[2]) * level[3]) <= 1e-13 * in * level[3]);
        }
        close_to(created, total / level[0] * level[1] * level[3], 1e-13);
        sx_flow_free(&flow);
    }
}

/* What is open at the start is what an earlier run left open: a forecast cut in two gives the same. */
static void opening_continues(void **state)
{
    (void)state;
    enum { CUT = 4, ALL = 12 };
    sx_model model;
    make_model(&model, 5);
    model.driver[2].lag = 2.6;
    model.driver[2].spread = 1.7;
    model.driver[3].lag = 0.0;
    model.driver[3].spread = 0.0;
    double level[STAGES], spend[CUT] = {100.0, 900.0, 0.0, 450.0}, none[1] = {0.0}, overdue, weight[ALL], tail[ALL];
    for (size_t k = 0; k < STAGES; k++)
        level[k] = model.driver[k].likely;
    model.driver[0].lag = model.driver[1].lag = model.driver[0].spread = model.driver[1].spread = 0.0;
    sx_flow whole, rest;
    assert_int_equal(sx_flow_make(&whole, STAGES, ALL), SX_OK);
    assert_int_equal(sx_flow_make(&rest, STAGES, ALL - CUT), SX_OK);
    assert_int_equal(sx_flow_run(&model, level, spend, CUT, NULL, 0, &whole, &overdue), SX_OK);
    sx_lag_shares(model.driver[2].lag, model.driver[2].spread, ALL, weight, tail);
    sx_opening opening[CUT];
    for (size_t s = 0; s < CUT; s++)
        opening[s] = (sx_opening){1, CUT - 1 - s, whole.stage[1 * ALL + s] * tail[CUT - 1 - s]};
    assert_int_equal(sx_flow_run(&model, level, none, 1, opening, CUT, &rest, &overdue), SX_OK);
    for (size_t t = 0; t < ALL - CUT; t++) {
        close_to(rest.stage[3 * (ALL - CUT) + t], whole.stage[3 * ALL + CUT + t], 1e-12);
        close_to(rest.open[t], whole.open[CUT + t], 1e-11);
    }
    close_to(rest.beyond[3], whole.beyond[3], 1e-11);
    assert_true(overdue == 0.0);
    sx_opening stale = {1, 40, 7.0};
    model.driver[2].spread = 0.0;
    assert_int_equal(sx_flow_run(&model, level, none, 1, &stale, 1, &rest, &overdue), SX_OK);
    assert_true(overdue == 7.0);
    close_to(rest.stage[2 * (ALL - CUT)], 7.0 * level[2], 1e-14);
    sx_flow_free(&whole);
    sx_flow_free(&rest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lags), cmocka_unit_test(slow_twin), cmocka_unit_test(conserves),
                                       cmocka_unit_test(opening_continues)};
    return cmocka_run_group_tests_name("drivers: flow", tests, NULL, NULL);
}
