/* FCST.REVISION: it adds up, it is FCST.AUTO before and now, and what was made to change is what it tells. */
#include "core/unit.h"
#include "fcst.h"

enum { MOST = 160, AHEAD = 12, LEVEL = 0, TREND, SEASON, INFLUENCES };

typedef struct news {
    double before, now, change, part[4];
} news;

/* About standard normal, of a fixed generator (Knuth's MMIX). */
static double noise(void)
{
    static uint64_t state = 5;
    double sum = -6.0;
    for (int i = 0; i < 12; i++) {
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        sum += (double)(state >> 11) * 0x1p-53;
    }
    return sum;
}

static double cell(const sx_table *table, size_t row, size_t column)
{
    assert_int_equal(sx_at(table, row, column)->kind, SX_NUMBER);
    return sx_at(table, row, column)->as.number;
}

static void near(double a, double b, double scale)
{
    if (!(fabs(a - b) <= 1e-9 * scale))
        fail_msg("%.17g is not %.17g", a, b);
}

/* news[0] is the sum of all steps; each row adds up and is FCST.AUTO's. */
static void revise(const double *y, size_t n, size_t ago, double season, const double *columns, size_t wide,
                   news out[AHEAD + 1])
{
    sx_table t, now, before;
    double none = (double)NAN, size = 0.0;
    sx_context context = {.memo = NULL};
    size_t rows = wide ? n + AHEAD : 0;
    assert_int_equal(sx_fcst_revision(y, n, (double)ago, AHEAD, season, columns, rows, wide, none, &t, &context),
                     SX_OK);
    assert_int_equal(sx_fcst_auto(y, n, AHEAD, season, 0.8, columns, rows, wide, none, &now, &context), SX_OK);
    assert_int_equal(
        sx_fcst_auto(y, n - ago, (double)(AHEAD + ago), season, 0.8, columns, rows, wide, none, &before, &context),
        SX_OK);
    assert_int_equal(t.rows, AHEAD + 1);
    for (size_t h = 0; h <= AHEAD; h++) {
        news *o = &out[h];
        double sum = 0.0;
        *o = (news){cell(&t, h, 1), cell(&t, h, 2), cell(&t, h, 3), {0}};
        for (size_t i = 0; i < 4; i++)
            sum += o->part[i] = cell(&t, h, 4 + i);
        size = fmax(fabs(o->before), fabs(o->now));
        near(sum, o->change, size);
        near(o->now - o->before, o->change, size);
        if (h) {
            near(o->now, cell(&now, h - 1, 0), size);
            near(o->before, cell(&before, ago + h - 1, 0), size);
        }
    }
    sx_table_free(&t);
    sx_table_free(&now);
    sx_table_free(&before);
}

static void mostly(const news *n, size_t part, double share)
{
    double all = 0.0;
    for (size_t i = 0; i < 4; i++)
        all += fabs(n->part[i]);
    if (!(fabs(n->part[part]) > share * all))
        fail_msg("level %g trend %g season %g influences %g", n->part[0], n->part[1], n->part[2], n->part[3]);
}

static double month(size_t t, double noise_share)
{
    return 1000.0 * (1.0 + 0.2 * sin(0.5235987755982988 * (double)t)) * (1.0 + noise_share * noise());
}

static void a_new_level_is_news_of_the_level(void **state)
{
    (void)state;
    double y[MOST];
    news n[AHEAD + 1];
    for (size_t t = 0; t < 48; t++)
        y[t] = month(t, 0.02) * (t >= 42 ? 1.3 : 1.0);
    revise(y, 48, 6, 12.0, NULL, 0, n);
    assert_true(n[0].change > 0.15 * n[0].before);
    mostly(&n[0], LEVEL, 0.7);
}

static void a_new_peak_is_news_of_the_season(void **state)
{
    (void)state;
    double y[MOST];
    news n[AHEAD + 1];
    for (size_t t = 0; t < 60; t++) /* since two years the tenth month is twice what it was; one of them is new */
        y[t] = month(t, 0.02) * (t >= 36 && t % 12 == 9 ? 2.0 : 1.0);
    revise(y, 60, 4, 12.0, NULL, 0, n);
    mostly(&n[10], SEASON, 0.6);
    assert_true(n[10].part[SEASON] > 0.1 * n[10].before);
}

static void a_turn_is_news_of_the_trend(void **state)
{
    (void)state;
    double y[MOST];
    news n[AHEAD + 1];
    for (size_t t = 0; t < 60; t++)
        y[t] = 1000.0 + (t < 40 ? 20.0 * (double)t : 800.0 - 20.0 * (double)(t - 40)) + noise();
    revise(y, 60, 20, 1.0, NULL, 0, n);
    assert_true(n[1].part[TREND] == 0.0 && n[1].part[SEASON] == 0.0 && n[1].part[LEVEL] < 0.0);
    assert_true(n[AHEAD].part[TREND] < 0.0 && n[AHEAD].part[TREND] < n[2].part[TREND]);
}

static void a_stronger_promotion_is_news_of_the_influences(void **state)
{
    (void)state;
    double y[MOST], column[MOST];
    news n[AHEAD + 1];
    for (size_t t = 0; t < 60 + AHEAD; t++)
        column[t] = t % 5 == 1 || t % 7 == 3 ? 1.0 : 0.0;
    for (size_t t = 0; t < 60; t++)
        y[t] = 500.0 * exp((t < 40 ? 0.3 : 0.8) * column[t] + 0.03 * noise());
    revise(y, 60, 20, 1.0, column, 1, n);
    for (size_t h = 1; h <= AHEAD; h++)
        if (column[60 + h - 1] > 0.0) {
            assert_true(n[h].part[INFLUENCES] > 0.05 * n[h].before);
            assert_true(n[h].part[INFLUENCES] > fabs(n[h].part[SEASON]));
        }
}

/* Costs are the mirror; blanks before the origin, closed periods and other kinds add up too (revise looks). */
static void kinds_add_up(void **state)
{
    (void)state;
    double y[MOST], minus[MOST];
    news n[AHEAD + 1], mirror[AHEAD + 1];
    for (size_t t = 0; t < 40; t++) {
        y[t] = month(t, 0.05);
        minus[t] = 0.0 - y[t];
    }
    revise(y, 40, 3, 12.0, NULL, 0, n);
    revise(minus, 40, 3, 12.0, NULL, 0, mirror);
    for (size_t h = 0; h <= AHEAD; h++)
        for (size_t i = 0; i < 4; i++)
            near(mirror[h].part[i], 0.0 - n[h].part[i], 1e-6 * fabs(n[h].now));
    for (size_t t = 0; t < 70; t++) /* closed on one day of seven */
        y[t] = t % 7 == 6 ? 0.0 : 100.0 + 10.0 * noise();
    revise(y, 70, 5, 7.0, NULL, 0, n);
    assert_true(n[7 - (70 % 7)].now == 0.0 && n[7 - (70 % 7)].change == 0.0);
    for (size_t t = 0; t < 40; t++) /* once positive, then not: a product and a sum */
        y[t] = 50.0 + 10.0 * noise() - (t == 38 ? 90.0 : 0.0);
    revise(y, 40, 3, 12.0, NULL, 0, n);
    for (size_t t = 0; t < 40; t++) /* demand that comes now and then */
        y[t] = t % 3 == 0 || t % 5 == 0 ? 7.0 + noise() : 0.0;
    revise(y, 40, 9, 1.0, NULL, 0, n);
    for (size_t t = 0; t < 40; t++) /* the season was not to be had */
        y[t] = month(t, 0.02);
    revise(y, 30, 10, 12.0, NULL, 0, n);
    assert_true(fabs(n[4].part[SEASON]) > 0.0);
}

/* The news of a step does not hang on how many are asked for. */
static void the_horizon_changes_nothing(void **state)
{
    (void)state;
    double y[MOST], none = (double)NAN;
    for (size_t t = 0; t < 40; t++)
        y[t] = month(t, 0.05);
    sx_table few, many;
    assert_int_equal(sx_fcst_revision(y, 40, 4, 2, 12, NULL, 0, 0, none, &few, NULL), SX_OK);
    assert_int_equal(sx_fcst_revision(y, 40, 4, 12, 12, NULL, 0, 0, none, &many, NULL), SX_OK);
    for (size_t row = 1; row <= 2; row++)
        for (size_t column = 0; column < 8; column++)
            assert_true(cell(&few, row, column) == cell(&many, row, column));
    sx_table_free(&few);
    sx_table_free(&many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_level_is_news_of_the_level),
        cmocka_unit_test(a_new_peak_is_news_of_the_season),
        cmocka_unit_test(a_turn_is_news_of_the_trend),
        cmocka_unit_test(a_stronger_promotion_is_news_of_the_influences),
        cmocka_unit_test(kinds_add_up),
        cmocka_unit_test(the_horizon_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
