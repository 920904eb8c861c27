/* Kinds of history: each test is a fault that once was, with its kind. */
#include <stdlib.h>
#include "core/unit.h"
#include "fcst.h"
#include "fcst/forecast.h"
#include "fcst/kind.h"
#include "fcst/outlook.h"

enum { MOST = 160, AHEAD = 12 };
static const double shop[12] = {850, 800, 950, 970, 1000, 980, 900, 920, 1000, 1050, 1250, 1600}; /* December peak */

typedef struct answer {
    double point[AHEAD], lower[AHEAD], upper[AHEAD], total;
    char note[SX_FORECAST_NOTE];
} answer;

static answer ask(const double *y, size_t n, double season)
{
    answer a = {.total = 0.0};
    sx_context context = {.memo = NULL};
    sx_table table;
    assert_int_equal(sx_fcst_auto(y, n, AHEAD, season, 0.8, NULL, 0, 0, (double)NAN, &table, &context), SX_OK);
    for (size_t h = 0; h < AHEAD; h++) {
        a.point[h] = sx_at(&table, h, 0)->as.number;
        a.lower[h] = sx_at(&table, h, 1)->as.number;
        a.upper[h] = sx_at(&table, h, 2)->as.number;
        a.total += a.point[h];
    }
    strcpy(a.note, context.reason);
    sx_table_free(&table);
    return a;
}

static void within(double a, double low, double high)
{
    if (!(a >= low && a <= high))
        fail_msg("%.17g is not between %.17g and %.17g", a, low, high);
}

/* About standard normal, of a fixed generator (Knuth's MMIX). */
static double noise(void)
{
    static uint64_t state = 20260714;
    double sum = -6.0;
    for (int i = 0; i < 12; i++) {
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        sum += (double)(state >> 11) * 0x1p-53;
    }
    return sum;
}

static void two_equal_years_are_forecast_as_the_third(void **state)
{
    (void)state;
    double y[MOST];
    for (size_t t = 0; t < 36; t++)
        y[t] = shop[t % 12];
    for (size_t n = 24; n <= 36; n++) /* a straight line once, with a total of 16 407 */
        for (int given = 0; given < 2; given++) {
            answer a = ask(y, n, given ? 12.0 : (double)NAN);
            within(a.total, 12270 * 0.99, 12270 * 1.01);
            for (size_t h = 0; h < AHEAD; h++)
                within(a.point[h], shop[(n + h) % 12] * 0.98, shop[(n + h) % 12] * 1.02);
            assert_true((strstr(a.note, "a season of 12 periods was found") != NULL) == !given);
        }
    for (size_t t = 0; t < 24; t++)
        y[t] = shop[t % 12] * (t < 12 ? 1.0 : 1.1);
    within(ask(y, 24, 12.0).total, 12270 * 1.1, 12270 * 1.21);
}

static void quarters_and_days_need_two_seasons(void **state)
{
    (void)state;
    static const double quarter[4] = {80, 100, 120, 150}, day[7] = {100, 110, 105, 120, 150, 200, 60};
    double y[MOST];
    for (size_t n = 8; n <= 16; n++) {
        for (size_t t = 0; t < n; t++)
            y[t] = quarter[t % 4] * pow(1.05, (double)t / 4.0);
        answer a = ask(y, n, 4.0);
        for (size_t h = 0; h < 4; h++)
            within(a.point[h] / (quarter[(n + h) % 4] * pow(1.05, (double)(n + h) / 4.0)), 0.93, 1.07);
    }
    for (size_t n = 14; n <= 21; n++) {
        for (size_t t = 0; t < n; t++)
            y[t] = day[t % 7] * (1.0 + 0.03 * noise());
        answer a = ask(y, n, 7.0);
        for (size_t h = 0; h < 7; h++)
            within(a.point[h] / day[(n + h) % 7], 0.85, 1.15);
    }
}

static void weeks_get_their_season_from_sixty_on(void **state)
{
    (void)state;
    double y[MOST];
    for (size_t t = 0; t < MOST; t++)
        y[t] = (t % 52 == 46 ? 1600.0 : t % 52 == 50 ? 1900.0 : 1000.0) * (1.0 + 0.02 * noise());
    within(ask(y, 93, 52.0).point[5], 1450, 2000); /* week 46 of the second year */
    answer a = ask(y, 94, 52.0), b = ask(y, 59, 52.0), c = ask(y, 60, 52.0);
    within(a.point[4], 1450, 2000);
    within(a.point[8], 1600, 2200);
    assert_non_null(strstr(b.note, "fewer than 60 values: no season of 52 periods is used"));
    assert_null(strstr(c.note, "no season"));
}

static void a_season_that_carries_nothing_is_said(void **state)
{
    (void)state;
    double y[MOST];
    for (size_t t = 0; t < 48; t++)
        y[t] = 1000.0 + 10.0 * (double)((t * t * 7) % 11) + 0.2 * (double)t;
    assert_non_null(strstr(ask(y, 48, 12.0).note, "the season of 12 periods carries nothing"));
    assert_non_null(strstr(ask(y, 48, (double)NAN).note, "no season was found"));
}

/* A season that bends smoothly looks like a walk until it comes back: two of them must do, with noise and growth, and
 * be worth more than last year times the growth. */
static void two_smooth_seasons_are_enough(void **state)
{
    (void)state;
    static const size_t seasons[] = {12, 4, 52};
    for (size_t i = 0; i < 3; i++) {
        size_t m = seasons[i], n = m == 52 ? 70 : 2 * m, steps = m < AHEAD ? m : AHEAD, kept = 0;
        double missed = 0.0, naive = 0.0;
        for (size_t round = 0; round < 40; round++) {
            double y[MOST], last = 0.0, before = 0.0;
            for (size_t t = 0; t < n + steps; t++)
                y[t] = (1000.0 + 20.0 * (double)t / (double)m) * (1.0 + 0.03 * noise()) *
                       (1.0 + 0.2 * sin(6.283185307179586 * (double)(t + round) / (double)m));
            for (size_t t = n - m < m ? m : n - m; t < n; t++) {
                last += y[t];
                before += y[t - m];
            }
            answer a = ask(y, n, (double)m);
            kept += strstr(a.note, "carries nothing") ? 0 : 1;
            for (size_t h = 0; h < steps; h++) {
                missed += fabs(a.point[h] - y[n + h]);
                naive += fabs(y[n - m + h] * last / before - y[n + h]);
            }
        }
        assert_int_equal(kept, 40);
        if (!(missed < naive))
            fail_msg("season %zu: %g against %g", m, missed, naive);
    }
}

static void dead_time_before_the_launch(void **state)
{
    (void)state;
    double y[MOST];
    for (size_t zeros = 10; zeros <= 24; zeros += 2) { /* 12 and more were an intermittent series once, and flat */
        for (size_t t = 0; t < zeros + 24; t++)
            y[t] = t < zeros ? 0.0 : 100.0 * pow(4.5, (double)(t - zeros) / 23.0);
        answer a = ask(y, zeros + 24, 1.0), late = ask(y + zeros, 24, 1.0);
        assert_memory_equal(a.point, late.point, sizeof a.point);
        assert_memory_equal(a.upper, late.upper, sizeof a.upper);
        within(a.point[0], 430, 500);
        assert_non_null(strstr(a.note, "zeros before the first other value left out"));
    }
    static const double intermittent[10] = {0, 0, 3, 0, 0, 0, 1, 0, 0, 2};
    assert_int_equal(sx_dead_start(intermittent, 10), 0);
    static const double launched[8] = {0, 0, 0, 4, 5, 0, 6, 7};
    assert_int_equal(sx_dead_start(launched, 8), 3);
    assert_int_equal(sx_dead_start(launched + 2, 6), 0);
}

static void an_ended_series_does_not_come_back(void **state)
{
    (void)state;
    double y[MOST];
    for (size_t t = 0; t < 60; t++) /* 300 000 a month once; 671 in the last year, and 297 247 were forecast */
        y[t] = t < 43 ? 300000.0 * (1.0 + 0.1 * noise()) : t == 43 ? 20080.0 : 1200.0 * pow(0.75, (double)(t - 43));
    double year = 0.0;
    for (size_t t = 48; t < 60; t++)
        year += y[t];
    answer a = ask(y, 60, 12.0);
    within(a.total, 0.0, year);
    assert_non_null(strstr(a.note, "below a fifth of what was before"));
    for (size_t t = 0; t < 54; t++)
        y[t] = t < 36 ? 1000.0 * (1.0 + 0.1 * noise()) : 0.0;
    a = ask(y, 54, 12.0);
    assert_true(a.total == 0.0 && a.upper[0] == 0.0); /* 0 to 1264 once */
    for (size_t t = 0; t < 40; t++)
        y[t] = 100.0 * pow(0.9, (double)t); /* a decline is no end before a whole season stands below a fifth */
    assert_int_equal(sx_regime_start(y, 24, 12), 0);
    assert_true(sx_regime_start(y, 40, 12) > 0);
}

static void one_sale_on_a_saturday(void **state)
{
    (void)state;
    static const double week[7] = {150, 160, 155, 165, 115, 0, 0};
    double y[MOST];
    for (size_t t = 0; t < 112; t++)
        y[t] = week[t % 7] * (1.0 + 0.02 * noise());
    y[7] = y[22] = y[44] = y[80] = 0.0; /* bank holidays */
    y[19] = 60.0;                       /* a Saturday */
    y[34] = 50.0;                       /* a Sunday */
    answer a = ask(y, 112, 7.0);
    for (size_t h = 0; h < 5; h++)
        within(a.point[h], week[h] * 0.97, week[h] * 1.03); /* 100.8 every day once */
    assert_true(a.point[5] == 0.0 && a.upper[5] == 0.0 && a.point[6] == 0.0);
    assert_non_null(strstr(a.note, "closed"));
}

static void recurring_bills(void **state)
{
    (void)state;
    double y[MOST], z[MOST];
    for (size_t t = 0; t < 36; t++) {
        y[t] = t % 3 == 2 ? 2963.0 + 50.0 * (double)(t / 3) + 20.0 * noise() : 0.0;
        z[t] = 0.0 - y[t];
    }
    answer a = ask(y, 36, 12.0), b = ask(z, 36, 12.0), c = ask(y, 36, 3.0);
    for (size_t h = 0; h < AHEAD; h++) {
        if (h % 3 != 2) { /* 0 to 3 823 once */
            assert_true(a.point[h] == 0.0 && a.lower[h] == 0.0 && a.upper[h] == 0.0);
            continue;
        }
        within(a.point[h], 3400, 3800);
        within(c.point[h], 3400, 3800);
        within(a.upper[h] - a.lower[h], 10, 600);
        assert_true(b.point[h] == -a.point[h] && b.lower[h] == -a.upper[h] && b.upper[h] == -a.lower[h]);
    }
    y[12] = 500.0; /* one exception in 36 months */
    c = ask(y, 36, 3.0);
    within(c.point[2], 3400, 3800); /* 1 125 every month once */
}

static void costs_with_a_minus_are_the_mirror(void **state)
{
    (void)state;
    double y[MOST], z[MOST];
    for (size_t k = 0; k < 12; k++) {
        size_t n = 24 + 4 * k;
        for (size_t t = 0; t < n; t++) {
            y[t] = shop[t % 12] * pow(1.01, (double)t) * exp(0.06 * noise()) * (k % 3 == 2 && t % 12 == 6 ? 0.0 : 1.0);
            z[t] = 0.0 - y[t];
        }
        answer a = ask(y, n, 12.0), b = ask(z, n, 12.0);
        for (size_t h = 0; h < AHEAD; h++)
            assert_true(b.point[h] == 0.0 - a.point[h] && b.lower[h] == 0.0 - a.upper[h] &&
                        b.upper[h] == 0.0 - a.lower[h] && b.upper[h] <= 0.0);
        sx_forecast f, g;
        assert_int_equal(sx_forecast_make(y, n, 12, 4, &f), SX_OK);
        assert_int_equal(sx_forecast_make(z, n, 12, 4, &g), SX_OK);
        for (size_t i = 0; i < f.n_members; i++)
            assert_true(f.member[i].path[3] == 0.0 - g.member[i].path[3]);
        assert_true(g.history[n - 1] == z[n - 1]);
        sx_forecast_free(&f);
        sx_forecast_free(&g);
    }
}

static void thousands_are_forecast_as_units(void **state)
{
    (void)state;
    double y[MOST], z[MOST];
    for (size_t k = 0; k < 40; k++) {
        size_t n = k % 2 ? 48 : 36;
        for (size_t t = 0; t < n; t++) {
            y[t] = floor(shop[t % 12] * pow(1.01, (double)t) * exp(0.06 * noise()));
            z[t] = 1000.0 * y[t];
        }
        answer a = ask(y, n, 12.0), b = ask(z, n, 12.0);
        for (size_t h = 0; h < AHEAD; h++) { /* .26 % apart once */
            within(b.point[h] / a.point[h], 1000.0 * (1.0 - 1e-9), 1000.0 * (1.0 + 1e-9));
            within(b.lower[h] / a.lower[h], 1000.0 * (1.0 - 1e-9), 1000.0 * (1.0 + 1e-9));
        }
    }
}

static void one_blank_in_a_quiet_month(void **state)
{
    (void)state;
    static const double skates[12] = {7, 10, 41, 122, 350, 686, 986, 1119, 446, 117, 27, 12};
    double y[MOST], z[MOST];
    for (size_t t = 0; t < 48; t++)
        y[t] = z[t] = skates[t % 12] * exp(0.05 * noise());
    z[12] = (double)NAN;
    answer a = ask(y, 48, 12.0), b = ask(z, 48, 12.0);
    sx_forecast f;
    assert_int_equal(sx_forecast_make(z, 48, 12, 1, &f), SX_OK);
    within(f.history[12], 5.0, 10.0); /* -20.9 once */
    sx_forecast_free(&f);
    for (size_t h = 0; h < AHEAD; h++) {
        within(b.point[h] / a.point[h], 0.95, 1.05);
        assert_true(b.lower[h] >= 0.0);
    }
}

static void one_value_does_not_move_the_level_tenfold(void **state)
{
    (void)state;
    double y[MOST];
    for (size_t t = 0; t < 36; t++)
        y[t] = 100.0 * exp(0.04 * noise());
    y[35] = 400.0;
    answer a = ask(y, 36, 1.0);
    within(a.point[0], 95, 135); /* 170 once */
    assert_non_null(strstr(a.note, "out of all proportion"));
    for (size_t t = 0; t < 80; t++)
        y[t] = 1800.0 * exp(0.6 * noise());
    y[79] = 138368.0;
    a = ask(y, 80, 52.0);
    within(a.point[0], 500, 5.0 * 1800.0); /* 32 299 and rising once */
    y[79] = 1800.0 * exp(1.5);             /* within what is usual here */
    assert_null(strstr(ask(y, 80, 52.0).note, "proportion"));
    for (size_t t = 0; t < 48; t++)
        y[t] = t % 12 == 11 ? 900.0 : 100.0 * exp(0.04 * noise());
    assert_null(strstr(ask(y, 48, 12.0).note, "proportion")); /* a peak that comes every year */
}

static void tempering_by_hand(void **state)
{
    (void)state;
    double work[12], u[12] = {1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 12};
    /* Changes of 1; the median of 2 1 2 1 ... before the last is 1. */
    assert_true(fabs(sx_tempered_last(u, 12, 1, false, work) - (1.0 + 4.0 * 1.4826)) < 1e-12);
    u[11] = 1.0 + 6.0 * 1.4826 - 1e-9;
    assert_true(sx_tempered_last(u, 12, 1, false, work) == u[11]);
    u[11] = -12.0;
    assert_true(fabs(sx_tempered_last(u, 12, 1, false, work) - (1.0 - 4.0 * 1.4826)) < 1e-12);
    assert_true(sx_tempered_last(u, 9, 1, false, work) == 1.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_equal_years_are_forecast_as_the_third),
        cmocka_unit_test(quarters_and_days_need_two_seasons),
        cmocka_unit_test(weeks_get_their_season_from_sixty_on),
        cmocka_unit_test(a_season_that_carries_nothing_is_said),
        cmocka_unit_test(dead_time_before_the_launch),
        cmocka_unit_test(an_ended_series_does_not_come_back),
        cmocka_unit_test(one_sale_on_a_saturday),
        cmocka_unit_test(recurring_bills),
        cmocka_unit_test(costs_with_a_minus_are_the_mirror),
        cmocka_unit_test(thousands_are_forecast_as_units),
        cmocka_unit_test(one_blank_in_a_quiet_month),
        cmocka_unit_test(one_value_does_not_move_the_level_tenfold),
        cmocka_unit_test(tempering_by_hand),
        cmocka_unit_test(two_smooth_seasons_are_enough), /* last: its noise is drawn after that of the others */
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
