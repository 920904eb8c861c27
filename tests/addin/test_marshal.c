/* UNO values into cells and back. Run under valgrind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <uno/data.h>
#include "../../addin/calc/marshal.h"
#include "addin/caller.h"

enum { WHOLE_COLUMN = 1048576 };
static const sx_parameter range = {.name = "x", .shape = SX_SHAPE_SERIES, .pairs_with = -1};
static const sx_parameter maybe = {.name = "x", .shape = SX_SHAPE_ANY, .optional = true, .pairs_with = -1};
static const sx_parameter text = {.name = "x", .shape = SX_SHAPE_TEXT, .pairs_with = -1};
static sx_scratch scratch;

/* Reads one value as a function of this one parameter would get it. */
static const sx_argument *read_one(const sx_parameter *parameter, void *value)
{
    sx_function function = {.parameters = parameter, .n_parameters = 1};
    sx_argument *arguments = NULL;
    size_t n = 0;
    assert_int_equal(sx_marshal_arguments(&function, &value, &scratch, &arguments, &n), SX_OK);
    assert_int_equal(n, 1);
    return arguments;
}

static int free_scratch(void **state)
{
    (void)state;
    sx_scratch_free(&scratch);
    return 0;
}

static void expect_number(typelib_TypeClass kind, const void *value, double number)
{
    uno_Any any;
    make_any(&any, kind, value);
    const sx_argument *got = read_one(&maybe, &any);
    assert_false(got->omitted);
    assert_int_equal(got->cell.kind, SX_NUMBER);
    assert_true(got->cell.as.number == number);
    drop(&any);
}

static void test_numbers(void **state)
{
    (void)state;
    expect_number(typelib_TypeClass_DOUBLE, &(double){2.385}, 2.385);
    expect_number(typelib_TypeClass_FLOAT, &(float){0.25f}, 0.25);
    expect_number(typelib_TypeClass_BOOLEAN, &(sal_Bool){1}, 1);
    expect_number(typelib_TypeClass_BOOLEAN, &(sal_Bool){0}, 0);
    expect_number(typelib_TypeClass_BYTE, &(sal_Int8){-3}, -3);
    expect_number(typelib_TypeClass_SHORT, &(sal_Int16){-300}, -300);
    expect_number(typelib_TypeClass_UNSIGNED_SHORT, &(sal_uInt16){65000}, 65000);
    expect_number(typelib_TypeClass_LONG, &(sal_Int32){-70000}, -70000);
    expect_number(typelib_TypeClass_UNSIGNED_LONG, &(sal_uInt32){4000000000u}, 4000000000.0);
    expect_number(typelib_TypeClass_HYPER, &(sal_Int64){-5000000000}, -5000000000.0);
    expect_number(typelib_TypeClass_UNSIGNED_HYPER, &(sal_uInt64){5000000000u}, 5000000000.0);
}

static void test_omitted_and_wrong_kinds(void **state)
{
    (void)state;
    uno_Any any;
    make_nothing(&any);
    assert_true(read_one(&maybe, &any)->omitted);
    uno_type *type = uno_plain_type(typelib_TypeClass_DOUBLE);
    make_any(&any, typelib_TypeClass_TYPE, &type);
    const sx_argument *got = read_one(&maybe, &any);
    assert_int_equal(got->cell.kind, SX_FAULT);
    assert_int_equal(got->cell.as.fault, SX_VALUE);
    drop(&any);
}

static const sx_cell *read_text_units(const sal_Unicode *units, sal_Int32 n)
{
    rtl_uString *string = NULL;
    rtl_uString_newFromStr_WithLength(&string, units, n);
    const sx_argument *got = read_one(&text, &string);
    rtl_uString_release(string);
    return &got->cell;
}

static void test_texts(void **state)
{
    (void)state;
    /* e acute, euro, a pair; half a pair at the start, in the middle, at the end; a NUL */
    const sal_Unicode whole[] = {'a', 0xE9, 0x20AC, 0xD83D, 0xDE00}, halves[] = {0xDE00, 'b', 0xD83D, 'c', 0xD83D, 0};
    const sx_cell *cell = read_text_units(whole, 5);
    assert_int_equal(cell->kind, SX_TEXT);
    assert_string_equal(cell->as.text, "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
    assert_int_equal(cell->length, 10);
    cell = read_text_units(halves, 6);
    assert_string_equal(cell->as.text, "\xEF\xBF\xBD"
                                       "b\xEF\xBF\xBD"
                                       "c\xEF\xBF\xBD\xEF\xBF\xBD");
    assert_int_equal(cell->length, strlen(cell->as.text));
    assert_int_equal(read_text_units(whole, 0)->kind, SX_BLANK);
}

static void test_long_text(void **state)
{
    (void)state;
    enum { LENGTH = 10 * 1024 * 1024 };
    rtl_uString *string = NULL;
    rtl_uString_new_WithLength(&string, LENGTH);
    string->length = LENGTH;
    for (int i = 0; i < LENGTH; i++)
        string->buffer[i] = 0x20AC;
    const sx_cell *cell = &read_one(&text, &string)->cell;
    rtl_uString_release(string);
    assert_int_equal(cell->length, 3 * LENGTH);
    assert_memory_equal(cell->as.text + 3 * (LENGTH - 1), "\xE2\x82\xAC", 4);
}

static void test_trimmed_range(void **state)
{
    (void)state;
    sx_cell cells[5 * 4] = {0};
    cells[0 * 4 + 1] = (sx_cell){.kind = SX_NUMBER, .as.number = 7};
    cells[2 * 4 + 0] = (sx_cell){.kind = SX_TEXT, .as.text = "x", .length = 1};
    sx_table given = {.rows = 5, .columns = 4, .declared_rows = 5, .declared_columns = 4, .cells = cells};
    uno_Sequence *rows = new_rows(&given);
    const sx_table *table = read_one(&range, &rows)->table;
    drop_rows(rows);
    assert_non_null(table);
    assert_int_equal(table->rows, 3);
    assert_int_equal(table->columns, 2);
    assert_int_equal(table->declared_rows, 5);
    assert_int_equal(table->declared_columns, 4);
    assert_int_equal(sx_at(table, 0, 0)->kind, SX_BLANK);
    assert_true(sx_at(table, 0, 1)->as.number == 7);
    assert_string_equal(sx_at(table, 2, 0)->as.text, "x");
    for (int i = 0; i < 20; i++)
        cells[i] = (sx_cell){.kind = SX_BLANK};
    rows = new_rows(&given);
    table = read_one(&range, &rows)->table;
    drop_rows(rows);
    assert_int_equal(table->rows + table->columns, 0);
    assert_int_equal(table->declared_rows, 5);
}

/* Three values at the head of a column: the rest costs no memory of ours. */
static void test_whole_column(void **state)
{
    (void)state;
    uno_Any cell;
    make_text(&cell, "");
    uno_Sequence *blank = new_row(&cell, 1), *rows = NULL;
    sx_table empty = {.declared_rows = 0};
    rows = new_rows(&empty);
    uno_type *type = uno_sequence_type(uno_sequence_type(uno_plain_type(typelib_TypeClass_ANY)));
    assert_true(uno_type_sequence_realloc(&rows, type, WHOLE_COLUMN, NULL, NULL));
    uno_Sequence **row = (uno_Sequence **)(void *)rows->elements;
    for (size_t r = 0; r < WHOLE_COLUMN; r++)
        uno_type_sequence_assign(&row[r], blank, uno_sequence_type(uno_plain_type(typelib_TypeClass_ANY)), NULL);
    for (size_t r = 0; r < 3; r++) {
        make_number(&cell, (double)r);
        uno_Sequence *one = new_row(&cell, 1);
        uno_type_sequence_assign(&row[r], one, uno_sequence_type(uno_plain_type(typelib_TypeClass_ANY)), NULL);
        uno_type_destructData(&one, uno_sequence_type(uno_plain_type(typelib_TypeClass_ANY)), NULL);
    }
    const sx_table *table = read_one(&range, &rows)->table;
    assert_int_equal(table->rows, 3);
    assert_int_equal(table->columns, 1);
    assert_int_equal(table->declared_rows, WHOLE_COLUMN);
    assert_true(table->cells[2].as.number == 2);
    drop_rows(rows);
    uno_type_destructData(&blank, uno_sequence_type(uno_plain_type(typelib_TypeClass_ANY)), NULL);
}

/* What a script may hand over where Calc gives any[][]: rows of several lengths, one row, rows in anys, plain types. */
static void test_other_shapes(void **state)
{
    (void)state;
    uno_type *row_type = uno_sequence_type(uno_plain_type(typelib_TypeClass_ANY));
    uno_Any cells[3], any;
    for (int i = 0; i < 3; i++)
        make_number(&cells[i], i + 1);
    uno_Sequence *three = new_row(cells, 3);
    make_text(&cells[0], "only");
    uno_Sequence *one = new_row(cells, 1);

    uno_type_any_construct(&any, &three, row_type, NULL); /* any[]: one row */
    const sx_table *table = read_one(&maybe, &any)->table;
    assert_int_equal(table->rows, 1);
    assert_int_equal(table->columns, 3);
    assert_true(table->cells[2].as.number == 3);
    drop(&any);

    uno_type_any_construct(&cells[0], &three, row_type, NULL); /* any[] of any[], of any[] and of a number */
    uno_type_any_construct(&cells[1], &one, row_type, NULL);
    make_number(&cells[2], 9);
    uno_Sequence *nested = new_row(cells, 3);
    uno_type_any_construct(&any, &nested, row_type, NULL);
    table = read_one(&maybe, &any)->table;
    assert_int_equal(table->rows, 3);
    assert_int_equal(table->columns, 3);
    assert_string_equal(sx_at(table, 1, 0)->as.text, "only");
    assert_int_equal(sx_at(table, 1, 2)->kind, SX_BLANK);
    assert_true(sx_at(table, 2, 0)->as.number == 9);
    drop(&any);
    uno_type_destructData(&nested, row_type, NULL);

    uno_type_any_construct(&cells[0], &three, row_type, NULL); /* any[][] with a sequence for a cell */
    uno_Sequence *mixed = new_row(cells, 1);
    sx_table empty = {.declared_rows = 0};
    uno_Sequence *rows = new_rows(&empty);
    assert_true(uno_type_sequence_realloc(&rows, uno_sequence_type(row_type), 1, NULL, NULL));
    uno_type_sequence_assign((uno_Sequence **)(void *)rows->elements, mixed, row_type, NULL);
    table = read_one(&range, &rows)->table;
    assert_int_equal(table->rows, 1);
    assert_int_equal(table->cells[0].kind, SX_FAULT);
    drop_rows(rows);
    uno_type_destructData(&mixed, row_type, NULL);
    uno_type_destructData(&three, row_type, NULL);
    uno_type_destructData(&one, row_type, NULL);
}

static void test_plain_sequences(void **state)
{
    (void)state;
    uno_type *row_type = uno_sequence_type(uno_plain_type(typelib_TypeClass_DOUBLE));
    uno_type *rows_type = uno_sequence_type(row_type);
    double numbers[2] = {1.5, 2.5};
    uno_Sequence *row = NULL, *rows = NULL;
    uno_type_sequence_construct(&row, row_type, numbers, 2, NULL);
    uno_type_sequence_construct(&rows, rows_type, &row, 1, NULL);
    uno_Any any;
    uno_type_any_construct(&any, &rows, rows_type, NULL);
    const sx_table *table = read_one(&maybe, &any)->table;
    assert_int_equal(table->columns, 2);
    assert_true(table->cells[1].as.number == 2.5);
    drop(&any);
    uno_type_destructData(&rows, rows_type, NULL);
    uno_type_destructData(&row, row_type, NULL);
}

static void test_rest(void **state)
{
    (void)state;
    const sx_parameter parameters[] = {text, {.name = "rest", .shape = SX_SHAPE_REST}};
    sx_function function = {.parameters = parameters, .n_parameters = 2};
    uno_Any anys[3];
    make_number(&anys[0], 1);
    make_nothing(&anys[1]);
    make_text(&anys[2], "t");
    uno_Sequence *rest = new_row(anys, 3);
    rtl_uString *name = NULL;
    rtl_uString_newFromAscii(&name, "KPI.CAC");
    void *args[] = {&name, &rest};
    sx_argument *arguments = NULL;
    size_t n = 0;
    assert_int_equal(sx_marshal_arguments(&function, args, &scratch, &arguments, &n), SX_OK);
    assert_int_equal(n, 4);
    assert_string_equal(arguments[0].cell.as.text, "KPI.CAC");
    assert_true(arguments[1].cell.as.number == 1);
    assert_true(arguments[2].omitted);
    assert_string_equal(arguments[3].cell.as.text, "t");
    rtl_uString_release(name);
    uno_type_destructData(&rest, uno_sequence_type(uno_plain_type(typelib_TypeClass_ANY)), NULL);
}

static void expect_bits(const uno_Any *any, uint64_t bits)
{
    double number;
    uint64_t found;
    assert_true(is_number(any, &number));
    memcpy(&found, &number, sizeof found);
    assert_true(found == bits);
}

static void test_errors(void **state)
{
    (void)state;
    static const struct {
        sx_status status;
        unsigned calc;
    } errors[] = {{SX_DIV0, 532},     {SX_NA, 32767},   {SX_NUM, 503},  {SX_VALUE, 519},
                  {SX_ARGUMENT, 502}, {SX_NOCONV, 523}, {SX_NOMEM, 519}};
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        uno_Any any;
        sx_marshal_error(errors[i].status, &any);
        expect_bits(&any, UINT64_C(0x7FF8000000000000) | errors[i].calc);
        drop(&any);
    }
}

static void test_results(void **state)
{
    (void)state;
    uno_Any any;
    double number;
    sx_result result = {.shape = SX_SHAPE_NUMBER, .number = 2.385};
    sx_marshal_result(&result, &any);
    assert_true(is_number(&any, &number) && number == 2.385);
    drop(&any);
    result.number = (double)INFINITY;
    sx_marshal_result(&result, &any);
    expect_bits(&any, UINT64_C(0x7FF8000000000000) | 503);
    drop(&any);
    result = (sx_result){.shape = SX_SHAPE_TEXT};
    sx_marshal_result(&result, &any);
    char *back = text_of(&any);
    assert_string_equal(back, "");
    free(back);
    drop(&any);
    sx_text_add(&result.text, "\xE2\x82\xAC 5");
    sx_marshal_result(&result, &any);
    back = text_of(&any);
    assert_string_equal(back, "\xE2\x82\xAC 5");
    free(back);
    drop(&any);
    sx_result_free(&result);
}

/* Texts that are made once for several cells: repeated, more of them than places, one the beginning of another. */
static void test_shared_texts(void **state)
{
    (void)state;
    enum { ROWS = 5000 };
    uno_Any any;
    sx_result result = {.shape = SX_SHAPE_TABLE};
    sx_table_make(&result.table, ROWS, 2);
    for (size_t r = 0; r < ROWS; r++) {
        sx_put_text(&result.table, r, 0, "%.*s%zu", r % 7 == 0 ? 70 : (int)(r % 3), /* long ones, and short ones */
                    "0123456789012345678901234567890123456789012345678901234567890123456789", r % 2500);
        if (r % 2)
            sx_put_text(&result.table, r, 1, "%s", r % 4 == 1 ? "Mark\xC3\xA9" : "Mark");
    }
    sx_marshal_result(&result, &any);
    const uno_Sequence *rows = *(uno_Sequence *const *)any.pData;
    for (size_t r = 0; r < ROWS; r++) {
        const uno_Sequence *row = ((uno_Sequence *const *)(const void *)rows->elements)[r];
        for (size_t c = 0; c < 2; c++) {
            char *back = text_of((const uno_Any *)(const void *)row->elements + c);
            char room[SX_NUMBER_ROOM];
            assert_string_equal(back, sx_cell_text(sx_at(&result.table, r, c), room));
            free(back);
        }
    }
    drop(&any);
    sx_result_free(&result);
}

static void test_table_result(void **state)
{
    (void)state;
    uno_Any any;
    double number;
    sx_result result = {.shape = SX_SHAPE_TABLE};
    sx_table_make(&result.table, 3, 2);
    sx_put_number(&result.table, 0, 1, 4);
    sx_put_text(&result.table, 1, 0, "t");
    sx_put_fault(&result.table, 2, 1, SX_NA);
    sx_marshal_result(&result, &any);
    assert_int_equal(any.pType->eTypeClass, typelib_TypeClass_SEQUENCE);
    const uno_Sequence *rows = *(uno_Sequence *const *)any.pData;
    assert_int_equal(rows->nElements, 3);
    const uno_Any *cells[3];
    for (int r = 0; r < 3; r++) {
        const uno_Sequence *row = ((uno_Sequence *const *)(const void *)rows->elements)[r];
        assert_int_equal(row->nElements, 2);
        cells[r] = (const uno_Any *)(const void *)row->elements;
    }
    assert_true(is_number(&cells[0][1], &number) && number == 4);
    assert_int_equal(cells[0][0].pType->eTypeClass, typelib_TypeClass_STRING); /* a blank is "" */
    expect_bits(&cells[2][1], UINT64_C(0x7FF8000000000000) | 32767);
    drop(&any);
    sx_result_free(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),       cmocka_unit_test(test_omitted_and_wrong_kinds),
        cmocka_unit_test(test_texts),         cmocka_unit_test(test_long_text),
        cmocka_unit_test(test_trimmed_range), cmocka_unit_test(test_whole_column),
        cmocka_unit_test(test_other_shapes),  cmocka_unit_test(test_plain_sequences),
        cmocka_unit_test(test_rest),          cmocka_unit_test(test_errors),
        cmocka_unit_test(test_results),       cmocka_unit_test(test_shared_texts),
        cmocka_unit_test(test_table_result),
    };
    return cmocka_run_group_tests(tests, NULL, free_scratch);
}
