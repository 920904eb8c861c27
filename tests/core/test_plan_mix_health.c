/* PLAN.MIX's part health: each break of a right history is found by its own row, and a right one by none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include "base/memo.h"
#include "mix_case.h"

enum { WEEKS = 104 };

static sx_table health(question *q)
{
    sx_table out = {0};
    sx_context why;
    q->part = SX_PLAN_MIX_PART_HEALTH;
    if (answer(q, NULL, &out, &why) != SX_OK)
        fail_msg("%s", why.reason);
    return out;
}

/* The verdict of the first row of a kind, "" where there is none. */
static const char *verdict(const sx_table *t, const char *kind)
{
    for (size_t r = 0; r < t->rows; r++)
        if (strcmp(sx_at(t, r, 0)->as.text, kind) == 0)
            return sx_at(t, r, 4)->as.text;
    return "";
}

static double figure(const sx_table *t, const char *kind)
{
    for (size_t r = 0; r < t->rows; r++)
        if (strcmp(sx_at(t, r, 0)->as.text, kind) == 0 && sx_at(t, r, 2)->kind == SX_NUMBER)
            return sx_at(t, r, 2)->as.number;
    return 0.0;
}

static const char *where(const sx_table *t, const char *kind)
{
    for (size_t r = 0; r < t->rows; r++)
        if (strcmp(sx_at(t, r, 0)->as.text, kind) == 0 && sx_at(t, r, 1)->kind == SX_TEXT)
            return sx_at(t, r, 1)->as.text;
    return "";
}

static void verdicts(const sx_table *t, const char *season, const char *week, const char *step, const char *late)
{
    assert_string_equal(verdict(t, "season"), season);
    assert_string_equal(verdict(t, "week"), week);
    assert_string_equal(verdict(t, "step"), step);
    assert_string_equal(verdict(t, "late"), late);
}

static void a_right_history(void **state)
{
    (void)state;
    question *q = malloc(sizeof *q);
    ask(q, WEEKS);
    sx_table t = health(q);
    verdicts(&t, "ok", "ok", "ok", "ok");
    assert_string_equal(verdict(&t, "overall"), "usable");
    assert_string_equal(verdict(&t, "collinear"), "ok");
    assert_string_equal(verdict(&t, "draws"), "ok");
    assert_string_equal(verdict(&t, "column"), ""); /* of the spends and controls none is empty */
    for (size_t r = 0; r < t.rows; r++)             /* a sentence in every row */
        assert_true(sx_at(&t, r, 5)->kind == SX_TEXT && sx_at(&t, r, 5)->length > 20);
    sx_table_free(&t);
    free(q);
}

static void a_season_left_out(void **state)
{
    (void)state;
    question *q = malloc(sizeof *q);
    ask(q, WEEKS);
    q->season = 0.0;
    sx_table t = health(q);
    assert_string_equal(verdict(&t, "season"), "missing");
    assert_string_equal(verdict(&t, "overall"), "not usable");
    sx_table_free(&t);
    free(q);
}

/* The history without its season, and none asked for: nothing is missing, in words too. */
static void no_season_and_none_wanted(void **state)
{
    (void)state;
    question *q = malloc(sizeof *q);
    ask(q, WEEKS);
    q->season = 0.0;
    for (size_t i = 0; i < WEEKS; i++)
        q->outcome.cells[i].as.number -= floor(900.0 * sin(0.12 * (double)i));
    sx_table t = health(q);
    assert_string_equal(verdict(&t, "season"), "ok");
    for (size_t r = 0; r < t.rows; r++)
        if (strcmp(sx_at(&t, r, 0)->as.text, "season") == 0)
            assert_string_equal(sx_at(&t, r, 5)->as.text, "No yearly pattern is left over.");
    sx_table_free(&t);
    free(q);
}

/* A control that never changes is named and left out: all else is as without it. One that changes at the end is not. */
static void a_control_that_never_changes(void **state)
{
    (void)state;
    question *q = malloc(sizeof *q);
    ask(q, WEEKS);
    for (size_t i = 1; i <= WEEKS; i++)
        q->controls.cells[i].as.number = 7.0;
    sx_table with = health(q);
    q->controls.cells[WEEKS].as.number = 8.0;
    sx_table late = health(q);
    q->with_controls = false;
    sx_table without = health(q);
    assert_string_equal(verdict(&with, "column"), "empty");
    assert_string_equal(where(&with, "column"), "promotion");
    assert_true(figure(&with, "column") == 7.0);
    assert_string_equal(verdict(&without, "column"), "");
    assert_string_equal(verdict(&late, "column"), "");
    assert_true(figure(&with, "season") == figure(&without, "season"));
    assert_int_equal(with.rows, without.rows + 1);
    sx_table_free(&with);
    sx_table_free(&late);
    sx_table_free(&without);
    free(q);
}

static void wild_weeks(void **state)
{
    (void)state;
    question *q = malloc(sizeof *q);
    ask(q, WEEKS);
    q->outcome.cells[40].as.number *= 0.6;
    q->outcome.cells[71].as.number *= 1.5;
    sx_table t = health(q);
    verdicts(&t, "ok", "look", "ok", "ok");
    assert_string_equal(where(&t, "week"), "period 72");
    assert_string_equal(verdict(&t, "overall"), "weak");
    sx_table_free(&t);
    free(q);
}

static void another_level(void **state)
{
    (void)state;
    question *q = malloc(sizeof *q);
    ask(q, WEEKS);
    for (size_t i = 52; i < WEEKS; i++)
        q->outcome.cells[i].as.number *= 1.3;
    sx_table t = health(q);
    assert_string_equal(verdict(&t, "step"), "look");
    assert_string_equal(where(&t, "step"), "period 53");
    assert_string_equal(verdict(&t, "overall"), "not usable");
    sx_table_free(&t);
    free(q);
}

/* Two that are missing are two: one does not make up for the other. */
static void another_level_and_no_season(void **state)
{
    (void)state;
    question *q = malloc(sizeof *q);
    ask(q, WEEKS);
    q->season = 0.0;
    for (size_t i = 52; i < WEEKS; i++)
        q->outcome.cells[i].as.number *= 1.5;
    sx_table t = health(q);
    assert_string_equal(verdict(&t, "season"), "missing");
    assert_string_equal(verdict(&t, "step"), "look");
    assert_string_equal(verdict(&t, "overall"), "not usable");
    assert_true(figure(&t, "overall") >= 2.0);
    sx_table_free(&t);
    free(q);
}

/* Six periods late, and six early. */
static void other_dates(void **state)
{
    (void)state;
    question *q = malloc(sizeof *q), *from = malloc(sizeof *from);
    ask(from, WEEKS + 6);
    for (int early = 0; early < 2; early++) {
        ask(q, WEEKS);
        for (size_t i = 0; i < WEEKS; i++)
            q->outcome.cells[i] = from->outcome.cells[i + (early ? 6 : 0)];
        for (size_t i = 1; i <= WEEKS; i++) {
            size_t of = i + (early ? 0 : 6);
            q->controls.cells[i] = from->controls.cells[of];
            q->spends.cells[2 * i] = from->spends.cells[2 * of];
            q->spends.cells[2 * i + 1] = from->spends.cells[2 * of + 1];
        }
        sx_table t = health(q);
        assert_string_equal(verdict(&t, "late"), "look");
        for (size_t r = 0; r < t.rows; r++)
            if (strcmp(sx_at(&t, r, 0)->as.text, "late") == 0)
                assert_non_null(strstr(sx_at(&t, r, 5)->as.text, early ? "6 periods later" : "6 periods earlier"));
        sx_table_free(&t);
    }
    free(q);
    free(from);
}

/* The same spend under two names: only the sum is known, and it says so. */
static void two_equal_channels(void **state)
{
    (void)state;
    question *q = malloc(sizeof *q);
    ask(q, WEEKS);
    for (size_t i = 1; i <= WEEKS; i++)
        q->spends.cells[2 * i + 1] = q->spends.cells[2 * i];
    sx_table t = health(q);
    assert_string_equal(verdict(&t, "collinear"), "look");
    assert_string_equal(where(&t, "collinear"), "TV, search");
    assert_true(figure(&t, "collinear") > 0.999);
    sx_table_free(&t);
    free(q);
}

static void set_test(question *q, double lift, double error)
{
    const double row[] = {1000.0, 2000.0, lift, error};
    size(&q->tests, 1, 5);
    text(&q->tests, 0, 0, "TV");
    for (size_t c = 0; c < 4; c++)
        number(&q->tests, 0, c + 1, row[c]);
    q->with_tests = true;
}

/* The truth: 4000 (2000 / 3200 - 1000 / 2200) = 682. */
static void a_test_against_the_history(void **state)
{
    (void)state;
    question *q = malloc(sizeof *q);
    ask(q, WEEKS);
    set_test(q, 682.0, 120.0);
    sx_table t = health(q);
    assert_string_equal(verdict(&t, "test"), "ok");
    sx_table_free(&t);
    set_test(q, 2600.0, 120.0);
    t = health(q);
    assert_string_equal(verdict(&t, "test"), "look");
    assert_string_equal(verdict(&t, "overall"), "weak");
    sx_table_free(&t);
    free(q);
}

/* An outcome that is always the same, and one without any noise: an answer, and no crash. */
static void extremes(void **state)
{
    (void)state;
    question *q = malloc(sizeof *q);
    ask(q, 60);
    for (size_t i = 0; i < 60; i++)
        q->outcome.cells[i].as.number = 500.0;
    sx_table t = health(q);
    assert_true(t.rows > 5);
    sx_table_free(&t);
    for (size_t i = 0; i < 60; i++)
        q->outcome.cells[i].as.number = 500.0 + q->spends.cells[2 * (i + 1)].as.number;
    t = health(q);
    assert_true(t.rows > 5);
    sx_table_free(&t);
    free(q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_right_history),
        cmocka_unit_test(a_season_left_out),
        cmocka_unit_test(no_season_and_none_wanted),
        cmocka_unit_test(a_control_that_never_changes),
        cmocka_unit_test(wild_weeks),
        cmocka_unit_test(another_level),
        cmocka_unit_test(another_level_and_no_season),
        cmocka_unit_test(other_dates),
        cmocka_unit_test(two_equal_channels),
        cmocka_unit_test(a_test_against_the_history),
        cmocka_unit_test(extremes),
    };
    return cmocka_run_group_tests_name("plan mix health", tests, NULL, NULL);
}
