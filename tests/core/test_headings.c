/* What a first row of headings is, on either side of the rule, and columns by name. */
#include "core/unit.h"
#include "base/headings.h"

/* Columns 1 and 2 of three hold the numbers. */
static size_t rows(sx_cell a, sx_cell b, sx_cell c)
{
    sx_cell cells[] = {a, b, c, text("x"), number(1.0), number(2.0)};
    sx_table table = table_over(cells, 2, 3);
    return sx_heading_rows(&table, 1, 3);
}

static void what_heads_a_table(void **state)
{
    (void)state;
    assert_int_equal(rows(text("key"), text("low"), text("high")), 1);
    assert_int_equal(rows(number(2026.0), number(NAN), text("high")), 1); /* the key may be anything */
    assert_int_equal(rows(text("a"), number(1.0), text("high")), 0);
    assert_int_equal(rows(text("a"), text("1200"), text("high")), 0);
    assert_int_equal(rows(text("a"), text(" -1.5e3 "), number(NAN)), 0);
    assert_int_equal(rows(text("a"), text("1,200"), number(NAN)), 1); /* reads as no number */
    assert_int_equal(rows(text("a"), number(NAN), text("")), 0);
    sx_table none = {.declared_rows = 3, .declared_columns = 3};
    assert_int_equal(sx_heading_rows(&none, 0, 3), 0);
    assert_false(sx_first_row_says(&none, "kind"));
}

static void columns_by_name(void **state)
{
    (void)state;
    sx_cell cells[] = {text("Effective_From"), text(" ID "), text("p90"), number(45000.0), number(7.0), text("x")};
    sx_table table = table_over(cells, 2, 3);
    sx_heading headings[] = {{.names = {"id"}},
                             {.names = {"effective from"}},
                             {.names = {"high", "p90"}},
                             {.names = {"owner"}, .optional = true}};
    sx_context context = {0};
    double x = 0.0;
    assert_int_equal(sx_find_headings(&table, "it", headings, 4, SX_VALUE, &context), SX_OK);
    assert_int_equal(headings[0].column, 1);
    assert_int_equal(headings[1].column, 0);
    assert_int_equal(headings[2].said, 1);
    assert_true(headings[3].column == SX_NO_COLUMN);
    assert_true(sx_cell_says(sx_under(&table, 1, &headings[0]), "7"));
    assert_true(sx_is_blank(sx_under(&table, 1, &headings[3])));
    assert_int_equal(sx_date_under(&table, 1, &headings[1], "it", &x, &context), SX_OK);
    close_to(x, 45000.0, 0.0);
    assert_int_equal(sx_number_under(&table, 1, &headings[2], "it", &x, &context), SX_VALUE);
    assert_string_equal(context.reason, "it, row 2, high: \"x\" is a text and must be a number");
    assert_int_equal(sx_number_under(&table, 1, &headings[3], "it", &x, &context), SX_OK);
    assert_true(isnan(x));
    headings[3].optional = false;
    assert_int_equal(sx_find_headings(&table, "it", headings, 4, SX_ARGUMENT, &context), SX_ARGUMENT);
    assert_string_equal(context.reason, "the first row of it has no heading \"owner\"");
    cells[0] = text("id");
    assert_int_equal(sx_find_headings(&table, "it", headings, 4, SX_VALUE, &context), SX_VALUE);
    assert_string_equal(context.reason, "it has two columns for \"id\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_heads_a_table), cmocka_unit_test(columns_by_name)};
    return cmocka_run_group_tests_name("headings", tests, NULL, NULL);
}
