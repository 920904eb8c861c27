/* TEST.LEAD: two series that have nothing to do with each other, and two that have. */
#include <stdbool.h>
#include <stdlib.h>
#include "core/unit.h"
#include "core/draw.h"
#include "base/distribution.h"
#include "base/sobol.h"
#include "test.h"
#include "test/precede.h"
#include "test/whiten.h"

enum { PERIODS = 48 };

/* 0 walk, 1 trend, 2 season, 3 growth with a season that grows. */
static void make(int kind, double *x)
{
    double walk = 0.0, phase = draw_normal() * 3.0, slope = 0.1 + 0.1 * fabs(draw_normal());
    for (size_t t = 0; t < PERIODS; t++) {
        double season = sin(0.5235987755982988 * (double)t + phase), e = draw_normal();
        walk += e;
        x[t] = kind == 0   ? 50.0 + walk
               : kind == 1 ? 50.0 + slope * (double)t + e
               : kind == 2 ? 50.0 + 3.0 * season + e
                           : 50.0 * exp(0.02 * (double)t + 0.3 * season + 0.1 * e);
    }
}

static sx_lead lead_of(const double *x, const double *y)
{
    sx_lead l = {0};
    assert_int_equal(sx_precede(x, y, PERIODS, 9, 0, 0.95, &l), SX_OK);
    return l;
}

static bool says_leads(const double *x, const double *y, double *lag)
{
    sx_table made;
    assert_int_equal(sx_test_lead(x, PERIODS, y, PERIODS, 9.0, 0.95, (double)NAN, &made, NULL), SX_OK);
    bool leads = strcmp(sx_at(&made, 0, 0)->as.text, "leads") == 0;
    *lag = leads ? sx_at(&made, 0, 1)->as.number : (double)NAN;
    assert_true(leads || sx_at(&made, 0, 1)->kind == SX_FAULT);
    sx_table_free(&made);
    return leads;
}

/* At most 5 % of pairs without a relation; the bound leaves room for 150 of a kind. Taken as they are, without their
 * pattern, most such pairs are correlated somewhere. */
static void nothing_leads_nothing(void **state)
{
    (void)state;
    seed = 17;
    for (int kind = 0; kind < 4; kind++) {
        int found = 0;
        for (int k = 0; k < 150; k++) {
            double x[PERIODS], y[PERIODS], lag;
            make(kind, x);
            make(kind, y);
            found += says_leads(x, y, &lag);
        }
        assert_true(found <= 14);
    }
}

/* What comes three periods later is found, with its lag, whatever the patterns around it. */
static void a_lead_is_found(void **state)
{
    (void)state;
    seed = 23;
    int found = 0;
    for (int k = 0; k < 100; k++) {
        double x[PERIODS], y[PERIODS], push[PERIODS], lag;
        make(k % 3, x);
        make((k + 1) % 3, y);
        for (size_t t = 0; t < PERIODS; t++) {
            push[t] = draw_normal();
            x[t] += 1.5 * push[t];
            y[t] += t >= 3 ? 2.0 * push[t - 3] : 0.0;
        }
        found += says_leads(x, y, &lag) && lag == 3.0;
    }
    assert_true(found >= 80);
}

/* Shown below four fifths of 1 - level and not above. */
static void shown_where_chance_is_small(void **state)
{
    (void)state;
    double x[PERIODS], y[PERIODS];
    sx_table made;
    sx_context context = {{0}, NULL};
    seed = 29;
    make(0, x);
    make(0, y);
    for (size_t t = 3; t < PERIODS; t++)
        y[t] += 1.2 * x[t - 3];
    assert_int_equal(sx_test_lead(x, PERIODS, y, PERIODS, 6.0, 0.95, 1.0, &made, &context), SX_OK);
    double p = sx_at(&made, 0, 5)->as.number;
    sx_table_free(&made);
    for (int above = 0; above < 2; above++) {
        double level = 1.0 - p * (above ? 1.2 : 1.3);
        assert_int_equal(sx_test_lead(x, PERIODS, y, PERIODS, 6.0, level, 1.0, &made, &context), SX_OK);
        assert_true(sx_at(&made, 0, 3)->as.number > 0.0);
        assert_string_equal(sx_at(&made, 0, 0)->as.text, above ? "not shown" : "leads");
        sx_table_free(&made);
    }
}

/* Units do not matter, a turned sign turns the strength, and which series is which does. */
static void units_and_signs(void **state)
{
    (void)state;
    seed = 4;
    double x[PERIODS], y[PERIODS], a[PERIODS], b[PERIODS];
    make(2, x);
    make(1, y);
    for (size_t t = 2; t < PERIODS; t++)
        y[t] += 1.2 * (x[t - 2] - 50.0);
    for (size_t t = 0; t < PERIODS; t++) {
        a[t] = 1000.0 * x[t];
        b[t] = -y[t];
        x[t] -= 100.0; /* below zero: no logarithm on either side */
        a[t] -= 100000.0;
    }
    sx_lead base = lead_of(x, y), scaled = lead_of(a, y), turned = lead_of(x, b), back = lead_of(y, x);
    assert_int_equal(base.lag, 2);
    close_to(scaled.strength, base.strength, 1e-9);
    close_to(turned.strength, -base.strength, 1e-9);
    close_to(turned.low, -base.high, 1e-9);
    close_to(turned.p, base.p, 1e-7);
    assert_true(base.low > 0.0 && base.p < 1e-6 && back.p > 0.05);
}

static void words(void **state)
{
    (void)state;
    double x[PERIODS], y[PERIODS];
    sx_table made = {.rows = 77};
    sx_context context = {{0}, NULL};
    seed = 5;
    make(0, x);
    make(0, y);
    x[0] = y[47] = (double)NAN;
    assert_int_equal(sx_test_lead(x, 48, y, 48, (double)NAN, 0.95, 1.0, &made, &context), SX_OK);
    assert_true(sx_at(&made, 0, 7)->as.number == 46.0);
    assert_non_null(strstr(context.reason, "the strongest lag is"));
    sx_table_free(&made);
    made.rows = 77;
    x[20] = (double)NAN;
    assert_int_equal(sx_test_lead(x, 48, y, 48, (double)NAN, 0.95, 1.0, &made, &context), SX_VALUE);
    assert_non_null(strstr(context.reason, "leading (value 21) is blank between others"));
    assert_int_equal(made.rows, 77);
    context = (sx_context){{0}, NULL};
    assert_int_equal(sx_test_lead(y, 15, y, 15, (double)NAN, 0.95, 1.0, &made, &context), SX_VALUE);
    assert_int_equal(sx_test_lead(y, 16, y, 16, 6.0, 0.95, 1.0, &made, &context), SX_NUM);
    static double many[5001];
    for (size_t t = 0; t < 5001; t++)
        many[t] = (double)(t * t % 101);
    assert_int_equal(sx_test_lead(many, 5001, many, 5001, 3.0, 0.95, 1.0, &made, &context), SX_NUM);
    assert_int_equal(sx_test_lead(many, 5000, many, 5000, 3.0, 0.95, 1.0, &made, &context), SX_OK);
    sx_table_free(&made);
    context = (sx_context){{0}, NULL};
    for (size_t t = 0; t < 48; t++)
        x[t] = 5.0;
    assert_int_equal(sx_test_lead(x, 47, y, 47, (double)NAN, 0.95, (double)NAN, &made, &context), SX_OK);
    assert_string_equal(sx_at(&made, 0, 0)->as.text, "not shown");
    assert_int_equal(sx_at(&made, 0, 2)->kind, SX_FAULT);
    sx_table_free(&made);
}

/* A series of so few values shows no season; one of a hundredth of the unit has the same past. */
static void what_is_taken_out_does_not_hang_on_the_unit(void **state)
{
    (void)state;
    static const double few[6] = {1, 5, 2, 7, 3, 9};
    sx_season season = {9, 9}, none[2] = {{0, 0}, {0, 0}};
    assert_int_equal(sx_season_found(few, 6, 0, &season), SX_OK);
    assert_int_equal(season.periods, 0);
    assert_int_equal(season.harmonics, 0);
    double x[PERIODS] = {0}, small[PERIODS], rest[PERIODS], of_small[PERIODS], freedom, same;
    size_t past, before;
    seed = 5;
    for (size_t t = 0; t < PERIODS; t++) {
        x[t] = (t ? 0.8 * x[t - 1] : 0.0) + draw_normal();
        small[t] = 0x1p-10 * x[t];
    }
    assert_int_equal(sx_whiten(x, PERIODS, none, rest, &past, &freedom), SX_OK);
    assert_true(past > 0);
    assert_int_equal(sx_whiten(small, PERIODS, none, of_small, &before, &same), SX_OK);
    assert_int_equal(before, past);
    assert_true(same == freedom);
    for (size_t t = past; t < PERIODS; t++)
        assert_true(fabs(0x1p10 * of_small[t] - rest[t]) < 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_leads_nothing),
                                       cmocka_unit_test(a_lead_is_found),
                                       cmocka_unit_test(shown_where_chance_is_small),
                                       cmocka_unit_test(units_and_signs),
                                       cmocka_unit_test(what_is_taken_out_does_not_hang_on_the_unit),
                                       cmocka_unit_test(words)};
    return cmocka_run_group_tests_name("lead", tests, NULL, NULL);
}
