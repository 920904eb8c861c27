/* Layouts of other systems in layouts.txt, layouts_dirty.txt and their kin, each with its canonical rows, and
 * what misleads in traps.txt and its kin, with what must be said of it: none may be wrong or short in silence. */
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

enum { MOST_SETTINGS = 8 };

typedef struct layout {
    char name[64], table[32], status[16], words[256];
    sx_setting settings[MOST_SETTINGS];
    size_t n_settings;
    const char *file, *rows, *said; /* said: lines of "! words" that the report must hold, "~ words" that it must not */
    size_t n, n_rows, n_said;
} layout;

/* Each "! words" stands in one of the report's sentences, and no "~ words" does. */
static bool is_said(const sx_report *report, const layout *c)
{
    for (const char *at = c->said; at < c->said + c->n_said; at = strchr(at, '\n') + 1) {
        char words[400] = "";
        bool found = false;
        if (at[0] != '!' && at[0] != '~')
            continue;
        memcpy(words, at + 2, strcspn(at + 2, "\n"));
        for (size_t i = 0; i < report->n_sentences && !found; i++)
            found = strstr(report->sentences[i], words) != NULL;
        if (found != (at[0] == '!')) {
            fprintf(stderr, "%s %s: %s\n", c->name, found ? "says" : "does not say", words);
            return false;
        }
    }
    return true;
}

/* One case; how it came out is printed when it is not right. */
static bool read_case(const layout *c)
{
    static const char *const words[] = {"ok", "ask", "refuse"};
    sx_bytes bytes;
    sx_export x;
    written w = {{0}};
    assert_int_equal(sx_bytes_read(c->file, c->n, &bytes), SX_OK);
    assert_non_null(sx_canon_named(c->table));
    for (size_t i = 0; i < c->n_settings; i++)
        assert_int_equal(sx_setting_check(c->settings[i].id, c->settings[i].choice), SX_SETTING_FITS);
    assert_int_equal(
        sx_export_read(&x, sx_canon_named(c->table), &bytes, NULL, c->settings, c->n_settings, write_row, &w), SX_OK);
    bool right = strcmp(words[x.report.status], c->status) == 0 && w.rows.length == c->n_rows &&
                 (c->n_rows == 0 || memcmp(w.rows.data, c->rows, c->n_rows) == 0) && is_said(&x.report, c);
    if (!right) {
        bool doubts = false;
        for (int i = 0; i < SX_N_FIELDS; i++)
            doubts |= x.report.doubts[i] > 0;
        fprintf(stderr, "%s: %s%s %s\n%s", c->name, words[x.report.status],
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

/* The words of the line "@ name table status [ID=CHOICE]...". */
static void read_head(const char *at, layout *c)
{
    int n = 0;
    memcpy(c->words, at, strcspn(at, "\n"));
    assert_int_equal(sscanf(c->words, "@ %63s %31s %15s%n", c->name, c->table, c->status, &n), 3);
    for (char *word = strtok(c->words + n, " "); word; word = strtok(NULL, " ")) {
        char *equal = strchr(word, '=');
        assert_non_null(equal);
        *equal = '\0';
        assert_true(c->n_settings < MOST_SETTINGS);
        c->settings[c->n_settings++] = (sx_setting){word, equal + 1};
    }
}

/* The first line that begins with "! " or "~ "; NULL: none. */
static const char *first_said(const char *text)
{
    const char *a = strstr(text, "\n! "), *b = strstr(text, "\n~ ");
    return !a ? b : !b || a < b ? a : b;
}

static void all_of(const char *path, size_t at_least)
{
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    static char text[1 << 19];
    text[fread(text, 1, sizeof text - 1, f)] = '\0';
    fclose(f);
    size_t cases = 0, right = 0;
    for (const char *at = strstr(text, "\n@ "); at; at = strstr(at, "\n@ ")) {
        layout c = {.n_rows = 0};
        read_head(at + 1, &c);
        c.file = strchr(at + 1, '\n') + 1;
        const char *rows = strstr(c.file, "\n=\n");
        assert_non_null(rows);
        const char *end = strstr(rows + 2, "\n@ "), *said = first_said(rows + 2);
        end = end ? end + 1 : text + strlen(text);
        said = said && said < end ? said + 1 : end;
        c.n = (size_t)(rows + 1 - c.file);
        c.rows = rows + 3;
        c.n_rows = (size_t)(said - c.rows);
        c.said = said;
        c.n_said = (size_t)(end - said);
        at = rows + 2;
        cases++;
        right += read_case(&c);
    }
    fprintf(stderr, "%s: %zu of %zu right\n", path, right, cases);
    assert_int_equal(right, cases);
    assert_true(cases >= at_least);
}

static void layouts_are_read(void **state)
{
    (void)state;
    all_of("tests/core/layouts.txt", 260);
    all_of("tests/core/layouts_dirty.txt", 165);
    all_of("tests/core/layouts_more.txt", 78);
    all_of("tests/core/layouts_fresh.txt", 245);
}

static void traps_are_seen(void **state)
{
    (void)state;
    all_of("tests/core/traps.txt", 56);
    all_of("tests/core/traps_status.txt", 30);
    all_of("tests/core/traps_more.txt", 74);
    all_of("tests/core/traps_fresh.txt", 51);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(layouts_are_read), cmocka_unit_test(traps_are_seen)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
