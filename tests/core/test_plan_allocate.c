/* Allocation as a sheet asks for it: cents, bounds, today's plan, invariances. */
#include <stdio.h>
#include <stdlib.h>
#include "core/unit.h"
#include "plan.h"
#include "plan/case.h"
#include "core/draw.h"
#include "core/plan_cells.h"

static const char CHANNELS[] =
    "Search hill _ _ _ 220 90000 1 | Social hill _ _ _ 310 160000 2.2 | TV hill _ _ _ 500 400000 "
    "3.1 | Mail exp _ _ _ 60 20000 | Fairs hill _ _ 50000 120 70000 1.6 | Radio log _ _ _ 40 "
    "60000 | Print power _ _ _ 0.9 0.4 | Out table _ _ _ 50000 5 100000 60 200000 70";

/* Answers of two orders of the same channels, from 8 S-curved ones. */
static void order_does_not_matter(void **state)
{
    (void)state;
    grid g, turned = {0};
    const sx_table *curves = cells(&g, CHANNELS);
    sx_table straight = {0}, back = {0};
    sx_context why = {0};
    assert_int_equal(sx_plan_allocate(750000.0, curves, NULL, NULL, NULL, NULL, NULL, NAN, NAN, &straight, &why),
                     SX_OK);
    turned.table = *curves;
    turned.table.cells = turned.cells;
    for (size_t r = 0; r < 8; r++)
        memcpy(&turned.cells[r * curves->columns], &g.cells[(7 - r) * curves->columns],
               curves->columns * sizeof(sx_cell));
    assert_int_equal(sx_plan_allocate(750000.0, &turned.table, NULL, NULL, NULL, NULL, NULL, NAN, NAN, &back, &why),
                     SX_OK);
    for (size_t r = 0; r < 8; r++)
        assert_true(fabs(straight.cells[r].as.number - back.cells[7 - r].as.number) < 0.0101);
    sx_table_free(&straight);
    sx_table_free(&back);
}

static void scaling_the_money_scales_the_answer(void **state)
{
    (void)state;
    grid small, large;
    sx_table a = {0}, b = {0};
    sx_context why = {0};
    const char *text =
        "A hill _ _ _ 220 9000 1 | B hill _ _ _ 310 16000 2.2 | C exp _ _ _ 60 2000 | D log _ _ _ 40 6000";
    const char *times = "A hill _ _ _ 7 900000 1 | B hill _ _ _ 9.863636363636363 1600000 2.2 | C exp _ _ _ "
                        "1.909090909090909 200000 | D log _ _ _ 1.272727272727273 600000";
    assert_int_equal(sx_plan_allocate(40000.0, cells(&small, text), NULL, NULL, NULL, NULL, NULL, NAN, NAN, &a, &why),
                     SX_OK);
    assert_int_equal(
        sx_plan_allocate(4000000.0, cells(&large, times), NULL, NULL, NULL, NULL, NULL, NAN, NAN, &b, &why), SX_OK);
    for (size_t r = 0; r < 4; r++)
        assert_true(fabs(100.0 * a.cells[r].as.number - b.cells[r].as.number) < 1.01);
    sx_table_free(&a);
    sx_table_free(&b);
}

/* The eight channels of before, from every budget: to the cent, within bounds, better than any plan thrown at it. */
static void nothing_thrown_at_it_is_better(void **state)
{
    (void)state;
    grid g, groups, high;
    sx_context why = {0};
    seed = 11;
    const sx_table *curves = cells(&g, CHANNELS);
    const sx_table *tree =
        cells(&groups, "name in low high | Paid _ _ 600000 | Online Paid 20000 350000 | Search Online _ "
                       "_ | Social Online _ _ | TV Paid _ _ | Fairs _ _ 180000.555");
    const sx_table *tops = cells(&high, "300000.337 | 300000 | _ | 99999.99 | _ | _ | _ | 150000");
    for (double budget = 50000.0; budget < 2e6; budget *= 1.31) {
        budget = floor(budget * 100.0) / 100.0;
        sx_allocation_case read;
        sx_allocation_best best;
        assert_int_equal(
            sx_allocation_case_read(
                &(sx_allocation_input){
                    .budget = budget, .curves = curves, .high = tops, .groups = tree, .hurdle = NAN, .target = NAN},
                &read, &why),
            SX_OK);
        assert_int_equal(sx_allocation_case_solve(&read, &best, &why), SX_OK);
        assert_true(best.found);
        assert_true(sx_allocation_meets(&read.problem, best.x, 1e-6));
        double cents = 0.0;
        for (size_t i = 0; i < 8; i++) {
            double own = best.x[i] * 100.0;
            assert_true(fabs(own - round(own)) < 1e-6);
            cents += round(own);
        }
        if (budget < 1.0e6) /* the bounds leave room for that much */
            assert_true(cents == round(budget * 100.0));
        assert_true(fabs(best.value - sx_allocation_value(&read.problem, best.x)) <= 1e-12 * best.value);
        if (best.bound > best.value * 1.001)
            fail_msg("budget %g: gap %g", budget, best.bound / best.value - 1.0);
        for (int k = 0; k < 400; k++) {
            double x[8], sum = 0.0;
            for (size_t i = 0; i < 8; i++)
                sum += x[i] = pow(draw(), 3.0) * (draw() < 0.3 ? 0.0 : 1.0);
            for (size_t i = 0; i < 8; i++)
                x[i] = sum > 0.0 ? x[i] / sum * budget : 0.0;
            if (sx_allocation_meets(&read.problem, x, 0.0) &&
                sx_allocation_value(&read.problem, x) > best.value * (1.0 + 1e-9))
                fail_msg("budget %g: %.10g, a plan is worth %.10g", budget, best.value,
                         sx_allocation_value(&read.problem, x));
        }
        free(best.x);
        sx_allocation_case_free(&read);
    }
}

static void never_worse_than_today(void **state)
{
    (void)state;
    grid g, t;
    sx_context why = {0};
    seed = 3;
    const sx_table *curves = cells(&g, CHANNELS);
    for (int k = 0; k < 30; k++) {
        char text[256];
        double x[8], sum = 0.0;
        for (size_t i = 0; i < 8; i++)
            sum += x[i] = i == 4 ? 60000.0 : floor(200000.0 * draw() * draw()) + 0.37;
        snprintf(text, sizeof text, "%.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f", x[0], x[1], x[2], x[3],
                 x[4], x[5], x[6], x[7]);
        sx_allocation_case read;
        sx_allocation_best best;
        double budget = ceil(sum) + (k % 3) * 1000.0;
        assert_int_equal(
            sx_allocation_case_read(
                &(sx_allocation_input){
                    .budget = budget, .curves = curves, .today = cells(&t, text), .hurdle = NAN, .target = NAN},
                &read, &why),
            SX_OK);
        assert_int_equal(sx_allocation_case_solve(&read, &best, &why), SX_OK);
        assert_true(best.today_meets);
        assert_true(fabs(best.today_value - sx_allocation_value(&read.problem, x)) < 1e-9 * best.today_value);
        assert_true(best.value >= best.today_value);
        free(best.x);
        sx_allocation_case_free(&read);
    }
}

/* The shadow price is what a unit more brings: from the frontier, one step further. */
static void shadow_price_is_the_frontiers_slope(void **state)
{
    (void)state;
    grid g;
    sx_context why = {0};
    sx_table result = {0};
    const sx_table *curves = cells(&g, "A hill _ _ _ 220000 90000 | B log _ _ _ 61000 20000 | C exp _ _ _ 99000 70000");
    double budgets[] = {100000.0, 100100.0, 300000.0, 300100.0};
    assert_int_equal(sx_plan_frontier(budgets, 4, curves, NULL, NULL, NULL, NULL, NAN, NAN, &result, &why), SX_OK);
    for (size_t r = 0; r < 4; r += 2) {
        double step = sx_at(&result, r + 1, 1)->as.number - sx_at(&result, r, 1)->as.number;
        double price = 0.5 * (sx_at(&result, r, 2)->as.number + sx_at(&result, r + 1, 2)->as.number);
        assert_true(fabs(step - 100.0 * price) < 1e-5 * step);
        assert_true(sx_at(&result, r, 2)->as.number > sx_at(&result, r + 1, 2)->as.number);
    }
    sx_table_free(&result);
}

/* A curve long saturated has no price at which a group's low would be met: any share of that money will do. */
static void level_curves_take_what_must_be_spent(void **state)
{
    (void)state;
    grid g, groups;
    sx_table result = {0};
    sx_context why = {0};
    assert_int_equal(sx_plan_allocate(1e6, cells(&g, "A exp _ _ _ 5 1 | B exp _ _ _ 7 1 | C log _ _ _ 9 1000"), NULL,
                                      NULL, cells(&groups, "G _ 600000 700000 | A G _ _ | B G _ _"), NULL, NULL, NAN,
                                      NAN, &result, &why),
                     SX_OK);
    assert_true(result.cells[0].as.number + result.cells[1].as.number == 600000.0);
    assert_true(result.cells[2].as.number == 400000.0);
    sx_table_free(&result);
}

/* Where a curve climbs within a cent, rounding each spend for itself would lose what it earns. */
static void a_cent_where_it_earns(void **state)
{
    (void)state;
    grid g;
    sx_table result = {0};
    sx_context why = {0};
    assert_int_equal(sx_plan_allocate(1000.0, cells(&g, "A hill _ _ _ 500 0.000001 | B log _ _ _ 900000 50"), NULL,
                                      NULL, NULL, NULL, NULL, NAN, NAN, &result, &why),
                     SX_OK);
    assert_true(result.cells[0].as.number == 0.01 && result.cells[1].as.number == 999.99);
    sx_table_free(&result);
}

/* Bounds around a plan that exists are never called impossible, whatever cents they end in: a third of a budget fixes a
 * channel or a group, a low and a high stand within one cent. The plan meets them to the cent. */
static void what_is_possible_is_found(void **state)
{
    (void)state;
    seed = 5;
    for (int k = 0; k < 1000; k++) {
        grid g[4];
        char low[256] = "", high[256] = "", groups[256];
        double x[4], sum = 0.0, inner = 0.0;
        for (size_t i = 0; i < 4; i++) {
            x[i] = floor(1e6 * draw()) / (draw() < 0.5 ? 3.0 : 7.0);
            bool fixed = draw() < 0.5;
            double below = fixed ? 0.0 : 0.008 * draw(), above = fixed ? 0.0 : 0.008 * draw();
            snprintf(low + strlen(low), 60, "%s%.17g", i ? " | " : "", fmax(x[i] - below, 0.0));
            snprintf(high + strlen(high), 60, "%s%.17g", i ? " | " : "", x[i] + above);
            sum += x[i];
            inner += i < 2 ? x[i] : 0.0;
        }
        snprintf(groups, sizeof groups, "G _ %.17g %.17g | A G _ _ | B G _ _", inner, inner);
        sx_allocation_case read;
        sx_allocation_best best;
        sx_context why = {0};
        double budget = sum + (draw() < 0.5 ? 0.0 : 0.004);
        assert_int_equal(
            sx_allocation_case_read(
                &(sx_allocation_input){.budget = budget,
                                       .curves = cells(&g[0], "A log _ _ _ 9 1000 | B hill _ _ _ 7 1000 2 | C log _ _ "
                                                              "_ 8 500 | D exp _ _ _ 5 9000"),
                                       .low = cells(&g[1], low),
                                       .high = cells(&g[2], high),
                                       .groups = cells(&g[3], groups),
                                       .hurdle = NAN,
                                       .target = NAN},
                &read, &why),
            SX_OK);
        assert_int_equal(sx_allocation_case_solve(&read, &best, &why), SX_OK);
        if (!best.found) {
            sx_allocation_say_infeasible(&read, &best, &why);
            fail_msg("case %d: %s", k, why.reason);
        }
        double spent = 0.0;
        for (size_t i = 0; i < 4; i++) {
            spent += best.x[i];
            assert_true(fabs(best.x[i] - x[i]) < 0.02);
            assert_true(fabs(best.x[i] * 100.0 - round(best.x[i] * 100.0)) < 1e-6);
        }
        assert_true(spent <= budget + 1e-9);
        free(best.x);
        sx_allocation_case_free(&read);
    }
}

/* The least budget for a target: a cent less brings less, with curves of every kind. */
static void a_target_at_the_least_budget(void **state)
{
    (void)state;
    grid g;
    sx_context why = {0};
    const sx_table *curves = cells(&g, CHANNELS);
    for (double target = 40.0; target < 900.0; target *= 1.7) {
        sx_allocation_input input = {.budget = 2e6, .curves = curves, .hurdle = NAN, .target = target};
        sx_allocation_case read;
        sx_allocation_best best, less;
        assert_int_equal(sx_allocation_case_read(&input, &read, &why), SX_OK);
        assert_int_equal(sx_allocation_case_solve(&read, &best, &why), SX_OK);
        assert_true(best.found && !best.out_of_reach && best.value >= target);
        assert_true(best.spent <= best.budget + 1e-9 && best.budget < 2e6);
        sx_allocation_case_free(&read);
        input.budget = best.budget - 0.01;
        input.target = NAN;
        assert_int_equal(sx_allocation_case_read(&input, &read, &why), SX_OK);
        assert_int_equal(sx_allocation_case_solve(&read, &less, &why), SX_OK);
        assert_true(less.value < target);
        free(best.x);
        free(less.x);
        sx_allocation_case_free(&read);
    }
}

/* With a hurdle no channel that is spent on earns less at the margin, and no channel left out would earn more. */
static void a_hurdle_holds_at_the_margin(void **state)
{
    (void)state;
    grid g;
    sx_context why = {0};
    const sx_table *curves = cells(&g, "A hill _ _ _ 220 9000 1 | B exp _ _ _ 60 2000 | C log _ _ _ 40 6000");
    for (double hurdle = 1e-4; hurdle < 0.1; hurdle *= 1.5) {
        sx_allocation_input input = {.budget = 1e6, .curves = curves, .hurdle = hurdle, .target = NAN};
        sx_allocation_case read;
        sx_allocation_best best;
        assert_int_equal(sx_allocation_case_read(&input, &read, &why), SX_OK);
        assert_int_equal(sx_allocation_case_solve(&read, &best, &why), SX_OK);
        for (size_t i = 0; i < 3; i++) {
            double slope = sx_curve_slope(&read.curves.curves[i], best.x[i]);
            assert_true(best.x[i] > 0.0 ? fabs(slope - hurdle) < 1e-5 * hurdle : slope <= hurdle);
        }
        free(best.x);
        sx_allocation_case_free(&read);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_does_not_matter),
        cmocka_unit_test(scaling_the_money_scales_the_answer),
        cmocka_unit_test(nothing_thrown_at_it_is_better),
        cmocka_unit_test(never_worse_than_today),
        cmocka_unit_test(shadow_price_is_the_frontiers_slope),
        cmocka_unit_test(level_curves_take_what_must_be_spent),
        cmocka_unit_test(a_cent_where_it_earns),
        cmocka_unit_test(what_is_possible_is_found),
        cmocka_unit_test(a_target_at_the_least_budget),
        cmocka_unit_test(a_hurdle_holds_at_the_margin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
