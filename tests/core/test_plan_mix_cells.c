/* PLAN.MIX through its door: what adds up, what is the same, what is refused and in which words. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include "base/memo.h"
#include "plan/mix.h"
#include "mix_case.h"

static sx_table answered(const question *q, struct sx_memo *memo)
{
    sx_table out = {0};
    sx_context why;
    if (answer(q, memo, &out, &why) != SX_OK)
        fail_msg("%s", why.reason);
    return out;
}

/* It fails so, and its reason has these words; the answer stays as it was. */
static void refused(const question *q, sx_status status, const char *words)
{
    sx_table out = {.rows = 77};
    sx_context why;
    assert_int_equal(answer(q, NULL, &out, &why), status);
    assert_int_equal(out.rows, 77);
    if (!strstr(why.reason, words))
        fail_msg("\"%s\" does not say \"%s\"", why.reason, words);
}

static double at(const sx_table *t, size_t row, size_t column)
{
    const sx_cell *cell = sx_at(t, row, column);
    if (cell->kind != SX_NUMBER)
        fail_msg("row %zu, column %zu is no number", row, column);
    return cell->as.number;
}

static void same_tables(const sx_table *a, const sx_table *b)
{
    assert_int_equal(a->rows, b->rows);
    assert_int_equal(a->columns, b->columns);
    for (size_t i = 0; i < a->rows * a->columns; i++) {
        assert_int_equal(a->cells[i].kind, b->cells[i].kind);
        if (a->cells[i].kind == SX_NUMBER)
            assert_memory_equal(&a->cells[i].as.number, &b->cells[i].as.number, sizeof(double));
        else if (a->cells[i].kind == SX_TEXT)
            assert_string_equal(a->cells[i].as.text, b->cells[i].as.text);
    }
}

static void parts_add_up_and_agree(void **state)
{
    (void)state;
    question *q = malloc(sizeof *q);
    struct sx_memo *memo = sx_memo_new(1 << 20);
    ask(q, 60);
    sx_table channels = answered(q, memo);
    q->part = SX_PLAN_MIX_PART_PARTS;
    sx_table parts = answered(q, memo);
    double sum = 0.0, mean = 0.0;
    for (size_t r = 0; r + 1 < parts.rows; r++)
        sum += at(&parts, r, 1);
    for (size_t t = 0; t < 60; t++)
        mean += q->outcome.cells[t].as.number / 60.0;
    assert_true(fabs(sum - mean) <= 1e-12 * mean && fabs(at(&parts, parts.rows - 1, 1) - mean) <= 1e-12 * mean);
    assert_string_equal(sx_at(&parts, 3, 0)->as.text, "promotion");
    for (size_t k = 0; k < MIX_CHANNELS; k++) {
        assert_true(at(&parts, 4 + k, 1) == at(&channels, k, 1));
        double spend = 0.0;
        for (size_t t = 0; t < 60; t++)
            spend += q->spends.cells[(t + 1) * MIX_CHANNELS + k].as.number / 60.0;
        assert_true(fabs(at(&channels, k, 4) * spend / at(&channels, k, 1) - 1.0) < 1e-12);
        for (size_t c = 1; c < 10; c += 3)
            assert_true(at(&channels, k, c + 1) <= at(&channels, k, c) &&
                        at(&channels, k, c) <= at(&channels, k, c + 2));
    }
    sx_table_free(&channels);
    sx_table_free(&parts);
    sx_memo_free(memo);
    free(q);
}

/* The mean of the draws is the curve, and its slope between two points the marginal return. */
static void curves_are_the_mean_of_the_draws(void **state)
{
    (void)state;
    question *q = malloc(sizeof *q);
    struct sx_memo *memo = sx_memo_new(1 << 20);
    ask(q, 60);
    sx_table channels = answered(q, memo);
    q->part = SX_PLAN_MIX_PART_CURVES;
    sx_table curves = answered(q, memo);
    q->part = SX_PLAN_MIX_PART_DRAWS;
    q->draws = SX_MIX_DRAWS;
    sx_table draws = answered(q, memo);
    assert_int_equal(draws.rows, MIX_CHANNELS * SX_MIX_DRAWS);
    for (size_t k = 0; k < MIX_CHANNELS; k++) {
        assert_string_equal(sx_at(&curves, k, 1)->as.text, "table");
        double today = at(&channels, k, 12), before = -1.0, lower = -1.0, slope = NAN;
        for (size_t i = 0; 2 * i + 6 < curves.columns && sx_at(&curves, k, 2 * i + 5)->kind == SX_NUMBER; i++) {
            double spend = at(&curves, k, 2 * i + 5), response = at(&curves, k, 2 * i + 6), mean = 0.0;
            for (size_t d = 0; d < SX_MIX_DRAWS; d++)
                mean += at(&draws, k * SX_MIX_DRAWS + d, 2 + i) / SX_MIX_DRAWS;
            assert_true(fabs(mean - response) <= 1e-12 * response);
            assert_true(spend > before && response > lower);
            if (i && fabs(spend / today - 1.1) < 1e-9)
                slope = (response - at(&curves, k, 2 * i + 2)) / (spend - at(&curves, k, 2 * i + 1));
            before = spend;
            lower = response;
        }
        assert_true(fabs(before - 1.2 * at(&channels, k, 13)) < 1e-9 * before);
        assert_true(slope < 1.05 * at(&channels, k, 7) && slope > 0.85 * at(&channels, k, 7));
    }
    sx_table_free(&channels);
    sx_table_free(&curves);
    sx_table_free(&draws);
    sx_memo_free(memo);
    free(q);
}

static void the_same_bits(void **state)
{
    (void)state;
    question *q = malloc(sizeof *q);
    struct sx_memo *memo = sx_memo_new(1 << 20);
    ask(q, 60);
    sx_table a = answered(q, memo), b = answered(q, memo), c = answered(q, NULL);
    same_tables(&a, &b);
    same_tables(&a, &c);
    q->seed = 2.0;
    sx_table d = answered(q, memo);
    assert_true(at(&a, 0, 1) != at(&d, 0, 1) && fabs(at(&a, 0, 1) / at(&d, 0, 1) - 1.0) < 0.06);
    sx_table_free(&a);
    sx_table_free(&b);
    sx_table_free(&c);
    sx_table_free(&d);
    sx_memo_free(memo);
    free(q);
}

/* Units do not matter: twice the money, a thousand times the outcome (a power of two each, so that no bit moves). */
static void units_do_not_matter(void **state)
{
    (void)state;
    question *q = malloc(sizeof *q);
    ask(q, 60);
    sx_table a = answered(q, NULL);
    for (size_t t = 0; t < 60; t++) {
        q->outcome.cells[t].as.number *= 1024.0;
        q->spends.cells[(t + 1) * MIX_CHANNELS].as.number *= 2.0;
        q->spends.cells[(t + 1) * MIX_CHANNELS + 1].as.number *= 2.0;
    }
    sx_table b = answered(q, NULL);
    for (size_t k = 0; k < MIX_CHANNELS; k++) {
        assert_true(fabs(at(&b, k, 1) / at(&a, k, 1) - 1024.0) < 1e-6);
        assert_true(fabs(at(&b, k, 4) / at(&a, k, 4) - 512.0) < 1e-6);
        assert_true(fabs(at(&b, k, 7) / at(&a, k, 7) - 512.0) < 1e-6);
    }
    sx_table_free(&a);
    sx_table_free(&b);
    free(q);
}

/* A test of TV that found much less narrows its range and draws it down; so does a belief. */
static void tests_and_beliefs_speak(void **state)
{
    (void)state;
    question *q = malloc(sizeof *q);
    ask(q, 60);
    sx_table a = answered(q, NULL);
    size(&q->tests, 2, 5);
    static const char *const HEAD[] = {"channel", "before", "during", "lift", "error"};
    for (size_t c = 0; c < 5; c++)
        text(&q->tests, 0, c, HEAD[c]);
    const double row[] = {1000.0, 2000.0, 300.0, 60.0};
    text(&q->tests, 1, 0, "tv");
    for (size_t c = 0; c < 4; c++)
        number(&q->tests, 1, c + 1, row[c]);
    q->with_tests = true;
    sx_table b = answered(q, NULL);
    assert_true(at(&b, 0, 1) < 0.75 * at(&a, 0, 1));
    assert_true(at(&b, 0, 3) - at(&b, 0, 2) < 0.7 * (at(&a, 0, 3) - at(&a, 0, 2)));
    q->with_tests = false;
    size(&q->prior, 1, 4);
    text(&q->prior, 0, 0, "TV");
    text(&q->prior, 0, 1, "return");
    number(&q->prior, 0, 2, 0.30);
    number(&q->prior, 0, 3, 0.40);
    q->with_prior = true;
    sx_table c = answered(q, NULL);
    assert_true(at(&c, 0, 4) > 0.28 && at(&c, 0, 4) < 0.45 && at(&a, 0, 4) > 1.0);
    text(&q->prior, 0, 1, "carry-over");
    number(&q->prior, 0, 2, 0.70);
    number(&q->prior, 0, 3, 0.80);
    sx_table d = answered(q, NULL);
    assert_true(at(&d, 0, 10) > 0.6 && at(&d, 0, 10) > at(&a, 0, 10));
    sx_table_free(&a);
    sx_table_free(&b);
    sx_table_free(&c);
    sx_table_free(&d);
    free(q);
}

static void lengths_and_counts(void **state)
{
    (void)state;
    question *q = malloc(sizeof *q);
    ask(q, 51);
    refused(q, SX_NA, "51 periods with an outcome cannot tell 2 channels apart: 52 are the least");
    ask(q, 52);
    sx_table a = answered(q, NULL);
    sx_table_free(&a);
    q->outcome.cells[30].kind = SX_BLANK; /* not known: 51 are left */
    refused(q, SX_NA, "PLAN.FIT");
    ask(q, 60);
    q->outcome.table.rows = q->outcome.table.declared_rows = 59;
    refused(q, SX_ARGUMENT, "outcome has 59 periods, spends has 60");
    ask(q, 60);
    q->controls.table.rows = 60;
    refused(q, SX_ARGUMENT, "controls has 59 periods");
    free(q);
}

/* 3 a channel + 12: with twelve channels 48, so that 52 decide; a thirteenth is too many. */
static void names_and_numbers(void **state)
{
    (void)state;
    question *q = malloc(sizeof *q);
    ask(q, 60);
    text(&q->spends, 0, 1, " tv ");
    refused(q, SX_ARGUMENT, "stands in column 1 and in column 2");
    ask(q, 60);
    number(&q->spends, 0, 1, 3.0);
    refused(q, SX_VALUE, "spends, row 1, column 2: the first row must hold names");
    ask(q, 60);
    number(&q->spends, 5, 1, -3.0);
    refused(q, SX_NUM, "spends, row 6, column 2: search is -3");
    ask(q, 60);
    text(&q->spends, 5, 1, "n/a");
    refused(q, SX_VALUE, "spends, row 6, column 2: search must be a number and is n/a");
    ask(q, 60);
    q->controls.cells[4].kind = SX_BLANK;
    refused(q, SX_VALUE, "controls, row 5, column 1: promotion must be a number and is blank");
    ask(q, 60);
    for (size_t t = 0; t < 60; t++)
        q->outcome.cells[t].as.number = t % 2 ? -1.0 : 1.0;
    refused(q, SX_NUM, "outcome has a mean of 0");
    ask(q, 60);
    for (size_t t = 2; t < 2 * 61; t++)
        q->spends.cells[t].as.number = 0.0;
    refused(q, SX_NA, "spends holds no spend");
    ask(q, 60);
    size(&q->tests, 1, 5);
    q->with_tests = true;
    text(&q->tests, 0, 0, "radio");
    for (size_t c = 1; c < 5; c++)
        number(&q->tests, 0, c, (double)c);
    refused(q, SX_ARGUMENT, "no channel of spends is named radio");
    text(&q->tests, 0, 0, "TV");
    number(&q->tests, 0, 4, 0.0);
    refused(q, SX_NUM, "the lift's standard error is 0 and must be above 0");
    number(&q->tests, 0, 4, 1.0);
    number(&q->tests, 0, 2, 1.0);
    refused(q, SX_NUM, "before and during is the same");
    ask(q, 60);
    size(&q->spends, 61, 13);
    refused(q, SX_ARGUMENT, "13 columns; at most 12");
    free(q);
}

/* A channel that never spent, one control that never changes, and an outcome that misses two periods: said, not hidden.
 */
static void empty_columns_are_said(void **state)
{
    (void)state;
    question *q = malloc(sizeof *q);
    struct sx_memo *memo = sx_memo_new(1 << 20);
    ask(q, 60);
    for (size_t t = 1; t < 61; t++) {
        q->spends.cells[t * 2 + 1].as.number = 0.0;
        q->controls.cells[t].as.number = 3.0;
    }
    q->outcome.cells[4].kind = q->outcome.cells[59].kind = SX_BLANK;
    q->spends.cells[20].kind = SX_BLANK;
    sx_table a = answered(q, memo);
    assert_int_equal(sx_at(&a, 1, 1)->kind, SX_BLANK);
    assert_string_equal(sx_at(&a, 1, 11)->as.text, "cannot tell");
    q->part = SX_PLAN_MIX_PART_CURVES;
    sx_table b = answered(q, memo);
    assert_int_equal(sx_at(&b, 1, 0)->kind, SX_BLANK);
    q->part = SX_PLAN_MIX_PART_HEALTH;
    sx_table c = answered(q, memo);
    size_t said = 0;
    for (size_t r = 0; r < c.rows; r++) {
        const char *sentence = sx_at(&c, r, 5)->as.text;
        said += strstr(sentence, "search never spent") != NULL;
        said += strstr(sentence, "promotion is the same in every period") != NULL;
        said += strstr(sentence, "2 periods without an outcome") != NULL;
        said += strstr(sentence, "1 blank periods of TV") != NULL;
    }
    assert_int_equal(said, 4);
    sx_table_free(&a);
    sx_table_free(&b);
    sx_table_free(&c);
    sx_memo_free(memo);
    free(q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_add_up_and_agree),  cmocka_unit_test(curves_are_the_mean_of_the_draws),
        cmocka_unit_test(the_same_bits),           cmocka_unit_test(units_do_not_matter),
        cmocka_unit_test(tests_and_beliefs_speak), cmocka_unit_test(lengths_and_counts),
        cmocka_unit_test(names_and_numbers),       cmocka_unit_test(empty_columns_are_said),
    };
    return cmocka_run_group_tests_name("plan mix cells", tests, NULL, NULL);
}
