/* Gains over drawn curves: what must hold whatever the draws are. */
#include <stdlib.h>
#include "core/draw.h"
#include "core/unit.h"
#include "plan.h"
#include "plan/odds.h"

enum { CHANNELS = 3, POINTS = 5, DRAWS = 40, COLUMNS = 5 + 2 * POINTS };

typedef struct sheet {
    sx_cell curves[CHANNELS * COLUMNS], draws[CHANNELS * DRAWS * (2 + POINTS)], today[CHANNELS], high[CHANNELS];
    sx_table curve_table, draw_table, today_table, high_table;
} sheet;

static const char *const NAME[CHANNELS] = {"Search", "Social", "TV"};

/* Hills of a random height; the mean curve is the mean of the draws. spread: of the heights, relative. */
static void make_sheet(sheet *s, double spread)
{
    double height[CHANNELS][DRAWS];
    for (size_t i = 0; i < CHANNELS; i++)
        for (size_t d = 0; d < DRAWS; d++)
            height[i][d] = (1000.0 + 500.0 * (double)i) * (1.0 + spread * (2.0 * draw() - 1.0));
    for (size_t i = 0; i < CHANNELS; i++) {
        sx_cell *row = &s->curves[i * COLUMNS];
        row[0] = text(NAME[i]);
        row[1] = text("table");
        row[2] = row[3] = row[4] = number(NAN);
        for (size_t k = 0; k < POINTS; k++) {
            double x = 100.0 * (double)(k * k), share = x / (x + 300.0 + 200.0 * (double)i), mean = 0.0;
            for (size_t d = 0; d < DRAWS; d++) {
                sx_cell *draw_row = &s->draws[(i * DRAWS + d) * (2 + POINTS)];
                draw_row[0] = text(NAME[i]);
                draw_row[1] = number((double)d + 1.0);
                draw_row[2 + k] = number(height[i][d] * share);
                mean += height[i][d] * share / DRAWS;
            }
            row[5 + 2 * k] = number(x);
            row[6 + 2 * k] = number(mean);
        }
        s->today[i] = number(i == 0 ? 900.0 : 150.0);
        s->high[i] = number(1000.0);
    }
    s->curve_table = table_over(s->curves, CHANNELS, COLUMNS);
    s->draw_table = table_over(s->draws, CHANNELS * DRAWS, 2 + POINTS);
    s->today_table = table_over(s->today, CHANNELS, 1);
    s->high_table = table_over(s->high, CHANNELS, 1);
}

static void gain_of(sheet *s, double *memory, sx_gain *gain)
{
    sx_context why = {0};
    sx_allocation_case of;
    sx_curve_draws draws;
    sx_allocation_input input = {.budget = 1200.0,
                                 .curves = &s->curve_table,
                                 .high = &s->high_table,
                                 .today = &s->today_table,
                                 .hurdle = NAN,
                                 .target = NAN};
    *gain = (sx_gain){
        .plan = memory, .cautious = memory + CHANNELS, .low = memory + 2 * CHANNELS, .high = memory + 3 * CHANNELS};
    assert_int_equal(sx_allocation_case_read(&input, &of, &why), SX_OK);
    assert_int_equal(sx_read_draws(&s->draw_table, &of.curves, &draws, &why), SX_OK);
    assert_int_equal(draws.n, DRAWS);
    assert_int_equal(sx_gain_over_draws(&of, &draws, gain, &why), SX_OK);
    sx_curve_draws_free(&draws);
    sx_allocation_case_free(&of);
}

static double spent(const double *x)
{
    return x[0] + x[1] + x[2];
}

static void what_holds_for_every_draw(void **state)
{
    (void)state;
    static sheet s;
    seed = 12;
    for (int k = 0; k < 20; k++) {
        double memory[4 * CHANNELS];
        sx_gain g;
        make_sheet(&s, 0.1 + 0.04 * k);
        gain_of(&s, memory, &g);
        assert_true(g.of_plan.low <= g.of_plan.middle && g.of_plan.middle <= g.of_plan.high);
        assert_true(g.of_plan.better >= 0.0 && g.of_plan.better <= 1.0);
        /* the mean of the draws is the curve: the plan is the best of it, so no plan promises more */
        assert_true(g.of_cautious.promised <= g.of_plan.promised + 1e-9);
        /* today is among those tried, and gains nothing over itself */
        assert_true(g.of_cautious.middle >= 0.0);
        assert_true(spent(g.plan) <= 1200.0 + 1e-9 && spent(g.cautious) <= 1200.0 + 1e-9);
        for (size_t i = 0; i < CHANNELS; i++)
            assert_true(g.low[i] <= g.high[i] && g.plan[i] <= 1000.0 && g.cautious[i] <= 1000.0);
    }
}

/* Curves that are known leave no range: every draw promises what comes, and the plan is the cautious one. */
static void known_curves_leave_no_range(void **state)
{
    (void)state;
    static sheet s;
    double memory[4 * CHANNELS];
    sx_gain g;
    seed = 1;
    make_sheet(&s, 0.0);
    gain_of(&s, memory, &g);
    close_to(g.of_plan.low, g.of_plan.promised, 1e-12);
    close_to(g.of_plan.high, g.of_plan.promised, 1e-12);
    assert_true(g.of_plan.better == 1.0);
    for (size_t i = 0; i < CHANNELS; i++) {
        assert_true(fabs(g.cautious[i] - g.plan[i]) < 0.011 && fabs(g.low[i] - g.plan[i]) < 0.011);
        assert_true(fabs(g.high[i] - g.plan[i]) < 0.011);
    }
}

/* Two kinds of draws, n of each: of very many only so many are solved for themselves, and what they say stays. */
static void very_many_draws(void **state)
{
    (void)state;
    static sx_cell cells[2 * 2400 * 3];
    sx_cell blank = number(NAN), row[14] = {text("A"), text("table"), blank, blank, blank, number(100.0), number(66.0),
                                            text("B"), text("table"), blank, blank, blank, number(100.0), number(80.0)};
    sx_table curves = table_over(row, 2, 7);
    for (size_t n = 600; n <= 1200; n += 600) {
        sx_context why = {0};
        sx_table made;
        for (size_t i = 0; i < 4 * n; i++) {
            bool other = i % (2 * n) >= n, b = i >= 2 * n;
            cells[3 * i] = text(b ? "B" : "A");
            cells[3 * i + 1] = number((double)(i % (2 * n)));
            cells[3 * i + 2] = number(b ? (other ? 70.0 : 90.0) : other ? 95.0 : 40.0);
        }
        sx_table draws = table_over(cells, 4 * n, 3);
        assert_int_equal(sx_plan_gain(100.0, &curves, &draws, NULL, NULL, NULL, NULL, NULL, &made, &why), SX_OK);
        assert_true(sx_at(&made, 0, 1)->as.number == 70.0 && sx_at(&made, 2, 1)->as.number == 90.0);
        for (size_t i = 6; i < 8; i++)
            assert_true(sx_at(&made, i, 3)->as.number == 0.0 && sx_at(&made, i, 4)->as.number == 100.0);
        assert_true(!!strstr(why.reason, "best spends are those of 1200 of the 2400 draws") == (n == 1200));
        sx_table_free(&made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_holds_for_every_draw),
        cmocka_unit_test(known_curves_leave_no_range),
        cmocka_unit_test(very_many_draws),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
