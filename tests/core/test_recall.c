/* What a call is recalled by: every bit, kind and size of its arguments; and what comes back: all of the answer. */
#include <stdlib.h>
#include "core/unit.h"
#include "base/memo.h"
#include "call/recall.h"

/* Answers with a table of all kinds of cells and counts how often it had to. */
static size_t n_runs;

static sx_status counted(const sx_natural *arguments, sx_result *result, sx_context *context)
{
    (void)arguments;
    n_runs++;
    sx_note(context, "run %zu", n_runs);
    sx_table_make(&result->table, 2, 3);
    sx_put_number(&result->table, 0, 0, -0.0);
    sx_put_number(&result->table, 0, 1, (double)n_runs);
    sx_put_fault(&result->table, 0, 2, SX_NA);
    sx_put_text(&result->table, 1, 0, "%s", "");
    sx_put_text(&result->table, 1, 2, "answer \xC3\xA4 %zu", n_runs);
    return result->table.status;
}

static sx_function function_of(void)
{
    static const sx_parameter parameters[] = {{.name = "x", .shape = SX_SHAPE_ANY, .pairs_with = -1},
                                              {.name = "y", .shape = SX_SHAPE_ANY, .pairs_with = -1, .optional = true}};
    return (sx_function){
        .name = "X.COUNTED", .parameters = parameters, .n_parameters = 2, .returns = SX_SHAPE_TABLE, .run = counted};
}

/* How often the function ran for this call. */
static size_t runs(const sx_function *function, const sx_argument *arguments, size_t n, sx_context *context)
{
    size_t before = n_runs;
    sx_result result = {0};
    assert_int_equal(sx_call(function, arguments, n, &result, context), SX_OK);
    sx_result_free(&result);
    return n_runs - before;
}

static void the_whole_answer_comes_back(void **state)
{
    (void)state;
    sx_function function = function_of();
    sx_context context = {.memo = sx_memo_new(1 << 16)};
    sx_argument argument = {.cell = {.kind = SX_NUMBER, .as.number = 2.385}};
    sx_result first = {0}, second = {0};
    n_runs = 41;
    assert_int_equal(sx_call(&function, &argument, 1, &first, &context), SX_OK);
    memset(context.reason, 'x', 8);
    assert_int_equal(sx_call(&function, &argument, 1, &second, &context), SX_OK);
    assert_int_equal(n_runs, 42);
    assert_string_equal(context.reason, "run 42");
    assert_int_equal(second.shape, SX_SHAPE_TABLE);
    assert_int_equal(second.table.rows, 2);
    assert_int_equal(second.table.columns, 3);
    assert_int_equal(second.table.declared_rows, first.table.declared_rows);
    sx_memo_free(context.memo); /* what came back does not lean on it */
    for (size_t i = 0; i < 6; i++) {
        const sx_cell *a = &first.table.cells[i], *b = &second.table.cells[i];
        assert_int_equal(a->kind, b->kind);
        assert_int_equal(a->length, b->length);
        if (a->kind == SX_TEXT)
            assert_memory_equal(a->as.text, b->as.text, a->length + 1);
        else if (a->kind == SX_NUMBER)
            assert_memory_equal(&a->as.number, &b->as.number, sizeof(double));
        else if (a->kind == SX_FAULT)
            assert_int_equal(a->as.fault, b->as.fault);
    }
    sx_result_free(&first);
    sx_result_free(&second);
}

/* Arguments that are nearly the same: each is computed once, and then each is recalled. */
static void every_difference_counts(void **state)
{
    (void)state;
    sx_function function = function_of();
    sx_context context = {.memo = sx_memo_new(1 << 20)};
    sx_cell one[] = {{.kind = SX_NUMBER, .as.number = 1.0}, {.kind = SX_TEXT, .as.text = "ab", .length = 2}};
    sx_cell next[] = {{.kind = SX_NUMBER, .as.number = nextafter(1.0, 2.0)}, one[1]};
    sx_cell texts[] = {{.kind = SX_TEXT, .as.text = "a", .length = 1}, {.kind = SX_TEXT, .as.text = "b", .length = 1}};
    sx_cell split[] = {{.kind = SX_TEXT, .as.text = "", .length = 0}, one[1]};
    sx_cell blank[] = {{.kind = SX_BLANK}, one[1]};
    sx_cell zero[] = {{.kind = SX_NUMBER, .as.number = 0.0}, one[1]},
            minus[] = {{.kind = SX_NUMBER, .as.number = -0.0}, one[1]};
    sx_table tables[] = {table_over(one, 1, 2),   table_over(one, 2, 1),   table_over(one, 1, 2),
                         table_over(one, 1, 2),   table_over(one, 1, 1),   table_over(next, 1, 2),
                         table_over(texts, 1, 2), table_over(split, 1, 2), table_over(blank, 1, 2),
                         table_over(zero, 1, 2),  table_over(minus, 1, 2)};
    tables[2].declared_rows = tables[3].declared_columns = 9;
    enum { TABLES = sizeof tables / sizeof *tables };
    for (size_t round = 0; round < 2; round++) {
        for (size_t i = 0; i < TABLES; i++) {
            sx_argument arguments[] = {{.table = &tables[i]}, {.omitted = true}};
            assert_int_equal(runs(&function, arguments, 1, &context), round == 0);
            arguments[1] = (sx_argument){.table = &tables[i]};
            assert_int_equal(runs(&function, arguments, 2, &context), round == 0);
        }
        sx_argument cell = {.cell = one[0]};
        assert_int_equal(runs(&function, &cell, 1, &context), round == 0);
    }
    function.name = "X.OTHER";
    sx_argument argument = {.table = &tables[0]};
    assert_int_equal(runs(&function, &argument, 1, &context), 1);
    sx_memo_free(context.memo);
}

static void what_is_large_is_not_kept(void **state)
{
    (void)state;
    sx_function function = function_of();
    sx_context context = {.memo = sx_memo_new(1 << 24)};
    size_t n = 100000;
    sx_cell *cells = calloc(n, sizeof *cells);
    assert_non_null(cells);
    sx_table table = {.rows = n, .columns = 1, .declared_rows = n, .declared_columns = 1, .cells = cells};
    sx_argument argument = {.table = &table};
    size_t before = sx_memo_size(context.memo);
    assert_int_equal(runs(&function, &argument, 1, &context), 1);
    assert_int_equal(runs(&function, &argument, 1, &context), 1);
    assert_int_equal(sx_memo_size(context.memo), before);
    free(cells);
    sx_memo_free(context.memo);
    context.memo = NULL; /* nor without a memo */
    argument = (sx_argument){.cell = {.kind = SX_NUMBER, .as.number = 1.0}};
    assert_int_equal(runs(&function, &argument, 1, &context), 1);
    assert_int_equal(runs(&function, &argument, 1, &context), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_whole_answer_comes_back),
        cmocka_unit_test(every_difference_counts),
        cmocka_unit_test(what_is_large_is_not_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
