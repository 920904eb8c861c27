/* PLAN.FIT where its parameters end, and the kinds of curve with a carry-over that is fitted. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "plan.h"
#include "plan/fit_curve.h"
#include "core/plan_cells.h"
#include "draw.h"

enum { WEEKS = 104 };

static void near_to(const char *what, double a, double b, double tolerance)
{
    if (!(fabs(a - b) <= tolerance * fabs(b)))
        fail_msg("%s: %.12g is not %.12g", what, a, b);
}

static sx_fit fitted(const sx_fit_problem *problem)
{
    sx_fit fit = {0};
    sx_context why = {0};
    if (sx_fit_curve(problem, &fit, &why) != SX_OK)
        fail_msg("%s", why.reason);
    return fit;
}

/* The logarithm with a rate: what was put in comes out, and the slope today is the curve's, gain / (scale + x). */
static void a_logarithm_that_carries_over(void **state)
{
    (void)state;
    double spend[WEEKS], stock[WEEKS], outcome[WEEKS];
    const sx_carryover carry = {0.45, NAN};
    seed = 21;
    for (int t = 0; t < WEEKS; t++)
        spend[t] = draw() < 0.2 ? 0.0 : 900.0 * draw();
    sx_adstock(spend, WEEKS, &carry, 0, stock);
    for (int t = 0; t < WEEKS; t++)
        outcome[t] = 700.0 + 350.0 * log1p(stock[t] / 120.0);
    const sx_fit_problem problem = {.kind = SX_FIT_LOG,
                                    .base = SX_FIT_CONSTANT,
                                    .spend = spend,
                                    .outcome = outcome,
                                    .n = WEEKS,
                                    .level = 0.8,
                                    .fit_rate = true};
    sx_fit fit = fitted(&problem);
    assert_true(fit.settled);
    near_to("gain", fit.top.value, 350.0, 1e-6);
    near_to("scale", fit.half.value, 120.0, 1e-6);
    near_to("rate", fit.rate.value, 0.45, 1e-6);
    near_to("marginal", fit.marginal.value, 350.0 / (120.0 + fit.today), 1e-6);
    near_to("least marginal", fit.marginal.low, fit.marginal.value, 1e-3);
    near_to("greatest marginal", fit.marginal.high, fit.marginal.value, 1e-3);
}

/* A first week of cents in a history of thousands, and half the effect at a tenth of that: the least spend says how
 * small half may be, wherever it stands. */
static void the_first_week_counts(void **state)
{
    (void)state;
    for (size_t at = 0; at < 3; at++) {
        double spend[12], outcome[12];
        for (size_t t = 0; t < 12; t++)
            spend[t] = t == at ? 0.02 : 1000.0 + 100.0 * (double)t;
        for (size_t t = 0; t < 12; t++)
            outcome[t] = 80.0 * spend[t] / (0.002 + spend[t]);
        const sx_fit_problem problem = {
            .kind = SX_FIT_HILL, .spend = spend, .outcome = outcome, .n = 12, .level = 0.9, .carryover = {0.0, NAN}};
        sx_fit fit = fitted(&problem);
        near_to("half", fit.half.value, 0.002, 1e-6);
        near_to("top", fit.top.value, 80.0, 1e-9);
    }
}

/* A step all but upright: of the slopes up to 30 the steepest is the nearest, and beyond is none. */
static void no_slope_is_above_30(void **state)
{
    (void)state;
    double spend[41], outcome[41];
    for (size_t t = 0; t < 41; t++) {
        spend[t] = 80.0 + (double)t;
        outcome[t] = 500.0 / (1.0 + pow(100.0 / spend[t], 40.0));
    }
    sx_fit_problem problem = {
        .kind = SX_FIT_SCURVE, .spend = spend, .outcome = outcome, .n = 41, .level = 0.9, .carryover = {0.0, NAN}};
    sx_fit fit = fitted(&problem);
    assert_true(fit.slope.value > 29.0 && fit.slope.value <= 30.0 * (1.0 + 1e-12));
    for (size_t t = 0; t < 41; t++)
        outcome[t] = 500.0 / (1.0 + pow(100.0 / spend[t], 28.0));
    fit = fitted(&problem);
    near_to("slope", fit.slope.value, 28.0, 1e-6);
}

static sx_status report(const double *carryover, size_t n, sx_table *out)
{
    double spend[40], stock[40], outcome[40];
    const sx_carryover carry = {0.5, NAN};
    sx_cell cells[2];
    sx_context why = {0};
    seed = 3;
    for (size_t t = 0; t < 40; t++)
        spend[t] = floor(500.0 * draw());
    sx_adstock(spend, 40, &carry, 0, stock);
    for (size_t t = 0; t < 40; t++)
        outcome[t] = 90.0 + 40.0 * log1p(stock[t] / 50.0) + 4.0 * draw();
    for (size_t k = 0; k < n; k++)
        cells[k] = (sx_cell){.kind = SX_NUMBER, .as.number = carryover[k]};
    const sx_table table = table_over(cells, 1, n);
    sx_status status = sx_plan_fit(spend, 40, outcome, 40, SX_PLAN_FIT_KIND_LOG, &table, NULL,
                                   SX_PLAN_FIT_BASE_CONSTANT, 0.8, SX_PLAN_FIT_PART_REPORT, 1.0, 1.0, NULL, out, &why);
    if (status != SX_OK)
        assert_string_equal(why.reason, "carryover must be a rate from 0 to below 1, or a shape and a scale above 0");
    return status;
}

/* A Weibull's delay of shape 1 is the geometric one of rate exp(-1 / scale): the same report to every number. Shapes
 * below 1 are taken too; 0 is not. */
static void a_weibull_of_shape_1_is_geometric(void **state)
{
    (void)state;
    const double weibull[] = {1.0, 1.5}, rate = exp(-1.0 / 1.5), thin[] = {0.5, 1.5}, none[] = {0.0, 1.5};
    sx_table a = {0}, b = {0};
    size_t numbers = 0;
    assert_int_equal(report(weibull, 2, &a), SX_OK);
    assert_int_equal(report(&rate, 1, &b), SX_OK);
    for (size_t r = 0; r < 8; r++) {
        const char *label = sx_at(&a, r, 0)->as.text;
        assert_string_equal(sx_at(&b, r, 0)->as.text, label);
        for (size_t c = 1; c < a.columns && strcmp(label, "carry-over") != 0; c++)
            if (sx_at(&b, r, c)->kind == SX_NUMBER) {
                near_to(label, sx_at(&a, r, c)->as.number, sx_at(&b, r, c)->as.number, 1e-7);
                numbers++;
            }
    }
    assert_true(numbers > 5);
    sx_table_free(&a);
    sx_table_free(&b);
    assert_int_equal(report(thin, 2, &a), SX_OK);
    sx_table_free(&a);
    assert_int_equal(report(none, 2, &a), SX_NUM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_logarithm_that_carries_over),
        cmocka_unit_test(the_first_week_counts),
        cmocka_unit_test(no_slope_is_above_30),
        cmocka_unit_test(a_weibull_of_shape_1_is_geometric),
    };
    return cmocka_run_group_tests_name("plan fit limits", tests, NULL, NULL);
}
