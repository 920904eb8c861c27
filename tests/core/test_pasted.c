/* An exported file as the cells of a sheet: every export of tests/core/exports is read from its cells as from its
 * bytes. */
#include "core/unit.h"
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include "data/export.h"
#include "data/pasted.h"

static const char *at(const sx_table *t, size_t row, size_t column)
{
    const sx_cell *cell = &t->cells[row * t->columns + column];
    return row < t->rows && column < t->columns && cell->kind == SX_TEXT ? cell->as.text : "";
}

static void test_small(void **state)
{
    (void)state;
    static const char file[] = "sep=;\r\nDay;Cost\r\n\"a \"\"b\"\"; c\";1,5\r\n\r\n=1+1\n";
    sx_table t;
    const char *refused = "?";
    assert_int_equal(sx_pasted_cells(file, sizeof file - 1, &t, &refused), SX_OK);
    assert_null(refused);
    assert_int_equal(t.columns, 2);
    assert_string_equal(at(&t, 0, 0), "");
    assert_string_equal(at(&t, 1, 1), "Cost");
    assert_string_equal(at(&t, 2, 0), "a \"b\"; c");
    assert_string_equal(at(&t, 2, 1), "1,5");
    assert_string_equal(at(&t, t.rows - 1, 0), "=1+1");
    sx_table_free(&t);
}

static void test_refused(void **state)
{
    (void)state;
    static const char *const files[][2] = {{"PK\3\4xxxxxxxxxxxxxxxxxx", "xlsx"}, {"%PDF-1.4", "pdf"}, {"", "empty"}};
    for (size_t i = 0; i < 3; i++) {
        sx_table t = {0};
        const char *refused = NULL;
        assert_int_equal(sx_pasted_cells(files[i][0], strlen(files[i][0]), &t, &refused), SX_OK);
        assert_non_null(refused);
        assert_string_equal(refused, files[i][1]);
        sx_table_free(&t);
    }
}

static char *slurp(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    char *text = calloc(1, 1 << 20);
    assert_non_null(text);
    *n = fread(text, 1, 1 << 20, f);
    fclose(f);
    return text;
}

/* Of lines over several days cells are spread and bytes are not, unless it is said. */
static const sx_setting first_day = {"range", "first"};

static void test_exports(void **state)
{
    (void)state;
    glob_t found;
    size_t n, read = 0;
    assert_int_equal(glob("tests/core/exports/*.csv", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        if (strstr(found.gl_pathv[i], ".expected."))
            continue;
        char *text = slurp(found.gl_pathv[i], &n);
        for (size_t k = 0; k < sx_n_canons; k++) {
            sx_bytes b;
            sx_table t = {0};
            sx_export of_bytes, of_cells;
            const char *refused;
            assert_int_equal(sx_bytes_read(text, n, &b), SX_OK);
            assert_int_equal(sx_pasted_cells(text, n, &t, &refused), SX_OK);
            assert_int_equal(sx_export_read(&of_bytes, &sx_canons[k], &b, NULL, &first_day, 1, NULL, NULL), SX_OK);
            if (!refused && of_bytes.report.status == SX_READ_OK) {
                assert_int_equal(sx_export_read(&of_cells, &sx_canons[k], NULL, &t, &first_day, 1, NULL, NULL), SX_OK);
                if (of_cells.report.status != SX_READ_OK || of_cells.report.rows_read != of_bytes.report.rows_read)
                    fail_msg("%s as %s: %zu rows of bytes, %zu of cells", found.gl_pathv[i], sx_canons[k].name,
                             of_bytes.report.rows_read, of_cells.report.rows_read);
                close_to(of_cells.report.money_read, of_bytes.report.money_read, 1e-12);
                sx_export_free(&of_cells);
                read++;
            }
            sx_export_free(&of_bytes);
            sx_table_free(&t);
            sx_bytes_free(&b);
        }
        free(text);
    }
    globfree(&found);
    assert_true(read > 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_small), cmocka_unit_test(test_refused),
                                       cmocka_unit_test(test_exports)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
