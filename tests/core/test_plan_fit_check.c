/* What a fit says of data that break its model, on simulated histories; and how often its ranges hold where they do
 * not. */
#include "core/draw.h"
#include "core/unit.h"
#include "plan/fit_check.h"
#include "plan/fit_curve.h"

enum { WEEKS = 104 };

static double normal(void)
{
    double u = 1.0 - draw();
    return sqrt(-2.0 * log(u)) * cos(6.283185307179586 * draw());
}

/* Two years of weeks of one channel, as a marketer has them; what breaks the model is set per case. */
typedef struct world {
    double carryover, autocorrelation, season, spend_season, second, shift, pulse, base;
    double slope; /* of the hill */
} world;

static double spend[WEEKS], outcome[WEEKS];

static double truth_at(const world *w, double x)
{
    sx_curve curve = {
        .kind = SX_CURVE_HILL, .top = 60000.0, .half = 9000.0, .log_half = log(9000.0), .slope = w->slope};
    return sx_curve_value(&curve, x);
}

static void make_world(const world *w)
{
    double stock[WEEKS], other = 0.0, noise = 0.0;
    for (int t = 0; t < WEEKS; t++) {
        double yearly = sin(6.283185307179586 * t / 52.0);
        spend[t] = 10000.0 * exp(0.5 * normal() - 0.125) * (1.0 + w->spend_season * yearly);
    }
    sx_adstock(spend, WEEKS, &(sx_carryover){w->carryover, NAN}, 0, stock);
    for (int t = 0; t < WEEKS; t++) {
        double yearly = sin(6.283185307179586 * t / 52.0);
        other = 0.8 * spend[t] + 2000.0 * normal(); /* the other channel goes with this one */
        noise = w->autocorrelation * noise + sqrt(1.0 - w->autocorrelation * w->autocorrelation) * 2000.0 * normal();
        outcome[t] = w->base + truth_at(w, stock[t]) + w->season * yearly + w->second * other + noise +
                     (t >= 60 ? w->shift : 0.0) + (t == 33 ? w->pulse : 0.0);
    }
}

static bool doubted(const sx_fit *fit)
{
    return sx_fit_check_fires(&fit->check) || fit->base_gain > 0.0 || fit->carry_gain > 0.0;
}

static double share_doubted(const world *w, sx_fit_problem problem, int runs)
{
    int found = 0;
    for (int k = 0; k < runs; k++) {
        make_world(w);
        problem.spend = spend;
        problem.outcome = outcome;
        problem.n = WEEKS;
        problem.level = 0.8;
        sx_fit fit;
        sx_status status = sx_fit_curve(&problem, &fit, NULL);
        found += status != SX_OK || doubted(&fit);
    }
    return found / (double)runs;
}

static void what_is_missing_is_said(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        world w;
        double rate;
        bool fit_rate;
        sx_fit_base base;
        double least, most;
    } CASES[] = {
        {"nothing missing", {.base = 30000}, 0, false, SX_FIT_CONSTANT, 0.0, 0.1},
        {"nothing missing, carry-over fitted", {.base = 30000, .carryover = .5}, 0, true, SX_FIT_CONSTANT, 0.0, 0.1},
        {"season", {.base = 30000, .season = 5000}, 0, true, SX_FIT_TREND, 0.95, 1.0},
        {"season in phase", {.base = 30000, .season = 5000, .spend_season = .5}, 0, true, SX_FIT_TREND, 0.95, 1.0},
        {"carry-over of .7", {.base = 30000, .carryover = .7}, 0, false, SX_FIT_CONSTANT, 0.95, 1.0},
        {"carry-over of .5", {.base = 30000, .carryover = .5}, 0, false, SX_FIT_CONSTANT, 0.95, 1.0},
        {"noise that lasts", {.base = 30000, .autocorrelation = .6}, 0, false, SX_FIT_CONSTANT, 0.95, 1.0},
        {"a base", {.base = 30000}, 0, false, SX_FIT_NO_BASE, 0.95, 1.0},
        {"a level that shifts", {.base = 30000, .shift = 8000}, 0, false, SX_FIT_CONSTANT, 0.95, 1.0},
        {"a week counted twice", {.base = 30000, .pulse = 50000}, 0, false, SX_FIT_CONSTANT, 0.95, 1.0},
    };
    for (size_t k = 0; k < sizeof CASES / sizeof *CASES; k++) {
        world w = CASES[k].w;
        seed = 100 + k;
        w.slope = 1.0;
        double share = share_doubted(&w,
                                     (sx_fit_problem){.kind = SX_FIT_HILL,
                                                      .base = CASES[k].base,
                                                      .carryover = {CASES[k].rate, NAN},
                                                      .fit_rate = CASES[k].fit_rate},
                                     60);
        print_message("%s: doubted in %.3f\n", CASES[k].what, share);
        if (share < CASES[k].least || share > CASES[k].most)
            fail_msg("%s: doubted in %.3f, wanted %.2f to %.2f", CASES[k].what, share, CASES[k].least, CASES[k].most);
    }
}

/* Ranges at .80 of the marginal return of the right model hold it in .77 to .83 of 600 histories. */
static void ranges_of_s_curves_hold(void **state)
{
    (void)state;
    static const sx_fit_kind KIND[] = {SX_FIT_SCURVE, SX_FIT_ADBUDG};
    for (size_t k = 0; k < 2; k++) {
        world w = {.base = 30000.0, .slope = 1.0};
        int held = 0, runs = 600, fitted = 0;
        seed = 2026 + k;
        for (int run = 0; run < runs; run++) {
            make_world(&w);
            sx_fit_problem problem = {.kind = KIND[k],
                                      .base = SX_FIT_CONSTANT,
                                      .spend = spend,
                                      .outcome = outcome,
                                      .n = WEEKS,
                                      .carryover = {0.0, NAN},
                                      .level = 0.8};
            sx_fit fit;
            if (sx_fit_curve(&problem, &fit, NULL) != SX_OK)
                continue;
            fitted++;
            double truth = (truth_at(&w, fit.today * 1.0001) - truth_at(&w, fit.today * 0.9999)) / (fit.today * 0.0002);
            held += fit.marginal.low <= truth && truth <= fit.marginal.high;
        }
        print_message("%s: %d of %d held\n", k ? "adbudg" : "scurve", held, fitted);
        assert_int_equal(fitted, runs);
        assert_true(held >= 0.77 * runs && held <= 0.83 * runs);
    }
}

/* Forty points of an S-curve on a base. The range by brute force over 900 halves, 700 slopes and the top in closed form
 * (numpy 1.24): 1.00546 to 1.44410. The path of the best half alone gave 1.1566 to 1.3197. */
static void range_of_an_s_curve_is_the_whole(void **state)
{
    (void)state;
    static const double X[] = {5341,  13777, 13129, 10526, 6251,  14380, 7158,  16303, 12523, 6275,
                               11930, 13640, 13457, 10354, 10656, 23557, 12014, 14541, 11296, 5303,
                               13518, 9455,  10645, 9391,  7105,  7815,  7180,  12512, 7664,  8361,
                               5934,  15749, 8682,  9856,  11986, 6708,  10040, 13594, 25315, 10590},
                        Y[] = {74907,  102955, 99840,  90247, 78663,  101820, 83882,  97097,  99719,  79123,
                               98621,  100357, 101332, 89017, 92742,  109080, 101563, 104653, 94593,  69729,
                               101431, 92632,  91312,  91112, 81958,  86942,  83457,  97780,  84134,  91845,
                               80351,  108946, 89538,  93567, 102670, 80020,  93604,  102415, 109231, 101069};
    sx_fit_problem problem = {.kind = SX_FIT_SCURVE,
                              .base = SX_FIT_CONSTANT,
                              .spend = X,
                              .outcome = Y,
                              .n = sizeof X / sizeof *X,
                              .carryover = {0.0, NAN},
                              .level = 0.8};
    sx_fit fit;
    assert_int_equal(sx_fit_curve(&problem, &fit, NULL), SX_OK);
    close_to(fit.marginal.low, 1.00546, 1e-4);
    close_to(fit.marginal.high, 1.44410, 2e-4);
    assert_false(doubted(&fit));
}

/* A test within what the history expects is no conflict; one three times too large is, and it is named. */
static void a_test_against_the_history(void **state)
{
    (void)state;
    world w = {.base = 30000.0, .slope = 1.0};
    seed = 9;
    make_world(&w);
    double lift = truth_at(&w, 15000.0) - truth_at(&w, 10000.0);
    sx_lift_test lifts[2] = {{10000.0, 15000.0, lift, 0.1 * lift}, {10000.0, 15000.0, lift, 0.1 * lift}};
    sx_fit_problem problem = {.kind = SX_FIT_HILL,
                              .base = SX_FIT_CONSTANT,
                              .spend = spend,
                              .outcome = outcome,
                              .n = WEEKS,
                              .carryover = {0.0, NAN},
                              .tests = lifts,
                              .n_tests = 2,
                              .level = 0.8};
    sx_fit fit;
    assert_int_equal(sx_fit_curve(&problem, &fit, NULL), SX_OK);
    assert_true(fit.test_z == 0.0);
    lifts[1].lift = 3.0 * lift;
    assert_int_equal(sx_fit_curve(&problem, &fit, NULL), SX_OK);
    assert_int_equal(fit.test, 1);
    assert_true(fit.test_z > 5.0 && fabs(fit.test_expected - lift) < 0.3 * lift);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_missing_is_said),
        cmocka_unit_test(ranges_of_s_curves_hold),
        cmocka_unit_test(range_of_an_s_curve_is_the_whole),
        cmocka_unit_test(a_test_against_the_history),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
