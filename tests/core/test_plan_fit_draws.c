/* Draws of a fitted curve: against the posterior by plain integration, and against known truths. */
#include "core/draw.h"
#include "core/unit.h"
#include "base/statistics.h"
#include "plan/fit_curve.h"

enum { PERIODS = 104, DRAWS = 1000, POINTS = 4 };

static const double SPEND[POINTS] = {0.0, 2000.0, 4000.0, 6000.0};

static double gauss(void)
{
    double sum = -6.0;
    for (int k = 0; k < 12; k++)
        sum += draw();
    return sum;
}

static double hill_at(double x, double top, double half)
{
    return top * x / (half + x);
}

/* A channel whose spend was varied at random, upon a base. */
static void make_history(double *spend, double *outcome, double half, double noise)
{
    for (int t = 0; t < PERIODS; t++) {
        spend[t] = 4000.0 * (0.2 + 1.6 * draw());
        outcome[t] = 5000.0 + hill_at(spend[t], 30000.0, half) + noise * gauss();
    }
}

static void draws_of(const double *spend, const double *outcome, sx_fit_kind kind, size_t n, sx_fit *fit,
                     double *response)
{
    sx_context why = {0};
    sx_fit_draws draws = {.n = n, .points = POINTS, .spend = SPEND, .seed = 1, .response = response};
    sx_fit_problem problem = {.kind = kind,
                              .base = SX_FIT_CONSTANT,
                              .spend = spend,
                              .outcome = outcome,
                              .n = PERIODS,
                              .carryover = {0.0, NAN},
                              .level = 0.8,
                              .draws = &draws};
    assert_int_equal(sx_fit_curve(&problem, fit, &why), SX_OK);
}

static double quantile_of(const double *response, size_t point, double p)
{
    double sorted[DRAWS];
    for (size_t d = 0; d < DRAWS; d++)
        sorted[d] = response[d * POINTS + point];
    sx_sort(sorted, DRAWS);
    return sx_quantile_sorted(sorted, DRAWS, p);
}

/* P(response at 6 000 <= y) under the entry's priors: over ln half by a fine grid; base and gain by two-column least
 * squares, written out; given half the gain is Student's. Here by summing normals over a grid of the deviation too. */
static double twin_share_below(const double *spend, const double *outcome, double limit)
{
    double total = 0.0, below = 0.0, most = 0.0, n = PERIODS, mean_spend = 0.0;
    static double log_weight[900], gain[900], deviation[900], at[900];
    for (int t = 0; t < PERIODS; t++)
        mean_spend += spend[t] / n;
    for (int k = 0; k < 900; k++) {
        double half = exp(log(200.0) + k * (log(120000.0) - log(200.0)) / 899.0);
        double sx = 0.0, sy = 0.0, sxx = 0.0, sxy = 0.0, syy = 0.0;
        for (int t = 0; t < PERIODS; t++) {
            double x = hill_at(spend[t], 1.0, half);
            sx += x;
            sy += outcome[t];
            sxx += x * x;
            sxy += x * outcome[t];
            syy += outcome[t] * outcome[t];
        }
        sxx -= sx * sx / n;
        sxy -= sx * sy / n;
        syy -= sy * sy / n;
        double squares = syy - sxy * sxy / sxx;
        gain[k] = sxy / sxx;
        deviation[k] = sqrt(squares / (n - 2.0) / sxx);
        at[k] = hill_at(6000.0, 1.0, half);
        log_weight[k] =
            -0.5 * (n - 2.0) * log(squares) - 0.5 * log(sxx) + log(half / ((half + mean_spend) * (half + mean_spend)));
        most = k == 0 || log_weight[k] > most ? log_weight[k] : most;
    }
    for (int k = 0; k < 900; k++) {
        double weight = exp(log_weight[k] - most);
        total += weight;
        below += weight * 0.5 * erfc(-(limit / at[k] - gain[k]) / deviation[k] / sqrt(2.0));
    }
    return below / total;
}

static void draws_are_the_posterior(void **state)
{
    (void)state;
    static double spend[PERIODS], outcome[PERIODS], response[DRAWS * POINTS];
    sx_fit fit;
    seed = 31;
    for (int k = 0; k < 4; k++) {
        make_history(spend, outcome, 3000.0, 1500.0);
        draws_of(spend, outcome, SX_FIT_HILL, DRAWS, &fit, response);
        for (int q = 1; q < 10; q += 2) {
            double p = twin_share_below(spend, outcome, quantile_of(response, 3, 0.1 * q));
            if (fabs(p - 0.1 * q) > 0.06) /* 1 000 draws that hang together a little: about .02 */
                fail_msg("history %d: quantile %.1f of the draws is the posterior's %.3f", k, 0.1 * q, p);
        }
    }
}

static void draws_are_curves(void **state)
{
    (void)state;
    static const sx_fit_kind KIND[] = {SX_FIT_HILL, SX_FIT_SCURVE, SX_FIT_LOG, SX_FIT_POWER, SX_FIT_EXP, SX_FIT_ADBUDG};
    static double spend[PERIODS], outcome[PERIODS], response[DRAWS * POINTS], again[DRAWS * POINTS];
    sx_fit fit;
    seed = 32;
    make_history(spend, outcome, 3000.0, 1500.0);
    for (size_t k = 0; k < 6; k++) {
        draws_of(spend, outcome, KIND[k], DRAWS, &fit, response);
        for (size_t d = 0; d < DRAWS; d++)
            for (size_t i = 0; i < POINTS; i++) {
                double r = response[d * POINTS + i];
                assert_true(isfinite(r) && (i == 0 ? r == 0.0 : r >= response[d * POINTS + i - 1]));
            }
        draws_of(spend, outcome, KIND[k], DRAWS, &fit, again);
        assert_memory_equal(response, again, sizeof response);
        double best = sx_curve_value(&fit.curve, 4000.0) - fit.curve.base;
        double low = quantile_of(response, 2, 0.02), high = quantile_of(response, 2, 0.98);
        bool one = KIND[k] == SX_FIT_HILL || KIND[k] == SX_FIT_LOG || KIND[k] == SX_FIT_EXP;
        if (one && !(low < best && best < high))
            fail_msg("kind %d: the fit's response %.1f is outside of its draws, %.1f to %.1f", (int)KIND[k], best, low,
                     high);
    }
}

/* Two channels with the same seed do not move together. */
static void other_data_draw_for_themselves(void **state)
{
    (void)state;
    static double spend[2][PERIODS], outcome[2][PERIODS], response[2][DRAWS * POINTS];
    double cross = 0.0, square[2] = {0.0, 0.0}, mean[2] = {0.0, 0.0};
    sx_fit fit;
    seed = 33;
    for (int c = 0; c < 2; c++) {
        make_history(spend[c], outcome[c], 3000.0, 1500.0);
        draws_of(spend[c], outcome[c], SX_FIT_HILL, DRAWS, &fit, response[c]);
        for (size_t d = 0; d < DRAWS; d++)
            mean[c] += response[c][d * POINTS + 2] / DRAWS;
    }
    for (size_t d = 0; d < DRAWS; d++) {
        double a = response[0][d * POINTS + 2] - mean[0], b = response[1][d * POINTS + 2] - mean[1];
        cross += a * b;
        square[0] += a * a;
        square[1] += b * b;
    }
    assert_true(fabs(cross / sqrt(square[0] * square[1])) < 0.15);
}

/* What going from 4 000 to 6 000 brings: P10 to P90 holds the truth in about four of five histories. */
static void ranges_hold_as_often_as_they_say(void **state)
{
    (void)state;
    enum { HISTORIES = 150, FEW = 100 };
    static double spend[PERIODS], outcome[PERIODS], response[FEW * POINTS], gain[FEW];
    sx_fit fit;
    int held = 0;
    seed = 34;
    for (int k = 0; k < HISTORIES; k++) {
        double half = 1500.0 + 5000.0 * draw(), truth = hill_at(6000.0, 30000.0, half) - hill_at(4000.0, 30000.0, half);
        make_history(spend, outcome, half, 2000.0);
        draws_of(spend, outcome, SX_FIT_HILL, FEW, &fit, response);
        for (size_t d = 0; d < FEW; d++)
            gain[d] = response[d * POINTS + 3] - response[d * POINTS + 2];
        sx_sort(gain, FEW);
        held += truth >= sx_quantile_sorted(gain, FEW, 0.1) && truth <= sx_quantile_sorted(gain, FEW, 0.9);
    }
    if (held < 0.72 * HISTORIES || held > 0.88 * HISTORIES) /* .80 give or take two and a half standard errors */
        fail_msg("%d of %d ranges hold the truth", held, HISTORIES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_are_the_posterior),
        cmocka_unit_test(draws_are_curves),
        cmocka_unit_test(other_data_draw_for_themselves),
        cmocka_unit_test(ranges_hold_as_often_as_they_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
