/* Layouts of other systems in layouts.txt, each with its canonical rows: none may be wrong or short in silence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "data/export.h"

typedef struct written {
    sx_text rows;
} written;

static sx_status write_row(void *data, const sx_out *row, size_t n)
{
    written *w = data;
    char is[64];
    for (size_t i = 0; i < n; i++) {
        if (row[i].kind == SX_OUT_NUMBER)
            sx_text_add_bytes(&w->rows, is, sx_decimal_text(row[i].number, is));
        else if (row[i].kind == SX_OUT_CODE) {
            sx_currency_text(row[i].code, is);
            sx_text_add(&w->rows, "%s", is);
        } else if (row[i].kind == SX_OUT_TEXT)
            sx_piece_words(&row[i].text, &w->rows);
        else if (row[i].kind == SX_OUT_DAY) {
            sx_text_add(&w->rows, "%04d-%02d-%02d", row[i].day.year, row[i].day.month, row[i].day.day);
            if (row[i].day.minute >= 0)
                sx_text_add(&w->rows, "T%02d:%02d", row[i].day.minute / 60, row[i].day.minute % 60);
        }
        sx_text_add(&w->rows, i + 1 < n ? "," : "\n");
    }
    return w->rows.status;
}

/* One case; how it came out is printed when it is not right. */
static bool read_case(const char *name, const char *table, const char *status, const char *file, size_t n,
                      const char *rows, size_t n_rows)
{
    static const char *const words[] = {"ok", "ask", "refuse"};
    sx_bytes bytes;
    sx_export x;
    written w = {{0}};
    assert_int_equal(sx_bytes_read(file, n, &bytes), SX_OK);
    assert_non_null(sx_canon_named(table));
    assert_int_equal(sx_export_read(&x, sx_canon_named(table), &bytes, NULL, NULL, 0, write_row, &w), SX_OK);
    bool right = strcmp(words[x.report.status], status) == 0 && w.rows.length == n_rows &&
                 (n_rows == 0 || memcmp(w.rows.data, rows, n_rows) == 0);
    if (!right) {
        bool doubts = false;
        for (int i = 0; i < SX_N_FIELDS; i++)
            doubts |= x.report.doubts[i] > 0;
        fprintf(stderr, "%s: %s%s %s\n%s", name, words[x.report.status],
                x.report.status == SX_READ_OK ? doubts ? ", doubted" : ", SILENT" : "",
                x.report.reason ? x.report.reason : "", w.rows.data ? w.rows.data : "");
        for (size_t i = 0; i < x.report.n_sentences; i++)
            fprintf(stderr, "    %s\n", x.report.sentences[i]);
    }
    sx_text_free(&w.rows);
    sx_export_free(&x);
    sx_bytes_free(&bytes);
    return right;
}

static void layouts_are_read(void **state)
{
    (void)state;
    FILE *f = fopen("tests/core/layouts.txt", "rb");
    assert_non_null(f);
    static char text[1 << 18];
    text[fread(text, 1, sizeof text - 1, f)] = '\0';
    fclose(f);
    size_t cases = 0, right = 0;
    for (char *at = strstr(text, "\n@ "); at; at = strstr(at, "\n@ ")) {
        char name[64], table[32], status[16];
        assert_int_equal(sscanf(at + 1, "@ %63s %31s %15s", name, table, status), 3);
        char *file = strchr(at + 1, '\n') + 1, *rows = strstr(file, "\n=\n");
        assert_non_null(rows);
        char *end = strstr(rows + 3, "\n@ ");
        at = rows + 2;
        end = end ? end + 1 : text + strlen(text);
        if (rows[3] == '@')
            end = rows + 3;
        cases++;
        right += read_case(name, table, status, file, (size_t)(rows + 1 - file), rows + 3, (size_t)(end - rows - 3));
    }
    fprintf(stderr, "%zu of %zu layouts right\n", right, cases);
    assert_int_equal(right, cases);
    assert_true(cases >= 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(layouts_are_read)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
