/* Exports made after real systems, invented values: each file of tests/core/exports with what is right for it, and its
 * facts (delimiter, header line, totals left out, currency, order of dates, decimal sign, flags, lines dropped). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "data/export.h"

static const char folder[] = "tests/core/exports/";

static char *slurp(const char *name, size_t *n)
{
    char path[256];
    snprintf(path, sizeof path, "%s%s", folder, name);
    FILE *f = fopen(path, "rb");
    if (!f)
        fail_msg("%s: no such file", path);
    char *text = calloc(1, 1 << 20);
    assert_non_null(text);
    *n = fread(text, 1, (1 << 20) - 1, f);
    fclose(f);
    return text;
}

/* The expected rows, line by line, and how many of them were met. */
typedef struct expected {
    const char *name;
    sx_lines lines;
    sx_line line;
    size_t rows;
} expected;

static void cell_is(const expected *e, const sx_out *cell, const sx_piece *wanted, size_t column)
{
    char is[256] = "";
    sx_text words = {0};
    if (cell->kind == SX_OUT_NUMBER) {
        sx_figure f = sx_figure_read(wanted);
        sx_decimal x = {0, 0};
        sx_decimal_text(cell->number, is);
        if (sx_figure_value(&f, '.', &x) && fabs(sx_decimal_double(x) - sx_decimal_double(cell->number)) < 1e-9)
            return;
    } else if (cell->kind == SX_OUT_DAY) {
        snprintf(is, sizeof is, "%04d-%02d-%02d", cell->day.year, cell->day.month, cell->day.day);
        if (cell->day.minute >= 0)
            snprintf(is + 10, sizeof is - 10, "T%02d:%02d", cell->day.minute / 60, cell->day.minute % 60);
    } else if (cell->kind == SX_OUT_CODE)
        sx_currency_text(cell->code, is);
    else if (cell->kind == SX_OUT_TEXT) {
        sx_piece_words(&cell->text, &words);
        snprintf(is, sizeof is, "%s", words.data ? words.data : "");
        sx_text_free(&words);
    }
    sx_piece_words(wanted, &words);
    const char *right = words.data ? words.data : "";
    if (strcmp(is, right) != 0)
        fail_msg("%s, row %zu, column %zu: \"%s\" for \"%s\"", e->name, e->rows, column + 1, is, right);
    sx_text_free(&words);
}

static sx_status row_is(void *data, const sx_out *row, size_t n)
{
    expected *e = data;
    e->rows++;
    if (!sx_lines_next(&e->lines, &e->line))
        fail_msg("%s: row %zu is one too many", e->name, e->rows);
    assert_int_equal(e->line.n, n);
    for (size_t i = 0; i < n; i++)
        cell_is(e, &row[i], &e->line.pieces[i], i);
    return SX_OK;
}

static const char *text_of(const cJSON *facts, const char *key)
{
    const cJSON *item = cJSON_GetObjectItem(facts, key);
    return cJSON_IsString(item) ? item->valuestring : "";
}

static void facts_are(const char *name, const sx_export *x, const cJSON *facts)
{
    char separator[2] = {x->separator, 0}, decimal[2] = {x->report.decimal, 0};
    assert_string_equal(separator, text_of(facts, "delimiter"));
    assert_int_equal(x->header.line, cJSON_GetObjectItem(facts, "header_line")->valueint);
    assert_string_equal(decimal, text_of(facts, "decimal"));
    if (text_of(facts, "date_order")[0])
        assert_string_equal(sx_order_name(x->report.date_order), text_of(facts, "date_order"));
    if ((int)x->report.totals_skipped != cJSON_GetObjectItem(facts, "totals_skipped")->valueint)
        fail_msg("%s: %zu totals", name, x->report.totals_skipped);
    const cJSON *item;
    cJSON_ArrayForEach(item, cJSON_GetObjectItem(facts, "flags"))
    {
        bool there = false;
        for (int i = 0; i < SX_N_FLAGS; i++)
            there |= x->report.flags[i] && strcmp(sx_flag_name((sx_flag)i), item->valuestring) == 0;
        if (!there)
            fail_msg("%s: no flag %s", name, item->valuestring);
    }
    size_t dropped = 0, wanted = 0;
    for (size_t i = 0; i < x->report.n_dropped; i++)
        dropped += x->report.dropped[i].count;
    cJSON_ArrayForEach(item, cJSON_GetObjectItem(facts, "rows_dropped")) wanted +=
        (size_t)cJSON_GetObjectItem(item, "count")->valueint;
    assert_int_equal(dropped, wanted);
    assert_int_equal(x->report.n_currencies, cJSON_GetArraySize(cJSON_GetObjectItem(facts, "currency")));
    cJSON_ArrayForEach(item, cJSON_GetObjectItem(facts, "currency"))
    {
        bool there = false;
        for (size_t i = 0; i < x->report.n_currencies; i++)
            there |= x->report.currencies[i] == SX_CODE(item->valuestring);
        assert_true(there);
    }
}

static sx_reading reading_of(const char *word)
{
    return strcmp(word, "ok") == 0 ? SX_READ_OK : strcmp(word, "ask") == 0 ? SX_READ_ASK : SX_READ_REFUSE;
}

/* Reads the file with the settings and compares with the expected rows; the status must be among those accepted. */
static void read_one(const char *name, const cJSON *facts, const sx_setting *settings, size_t n_settings,
                     const char *rows_name)
{
    size_t n, n_rows;
    char *raw = slurp(text_of(facts, "file"), &n), *rows = slurp(rows_name, &n_rows);
    sx_bytes bytes;
    sx_export x;
    expected e = {.name = name};
    sx_lines_start(&e.lines, rows, n_rows, ',');
    assert_true(sx_lines_next(&e.lines, &e.line));
    assert_int_equal(sx_bytes_read(raw, n, &bytes), SX_OK);
    assert_int_equal(
        sx_export_read(&x, sx_canon_named(text_of(facts, "table")), &bytes, NULL, settings, n_settings, row_is, &e),
        SX_OK);
    bool accepted = n_settings && x.report.status == SX_READ_OK;
    const cJSON *item;
    cJSON_ArrayForEach(item, cJSON_GetObjectItem(facts, "accept")) accepted |=
        !n_settings && x.report.status == reading_of(item->valuestring);
    if (!accepted)
        fail_msg("%s: status %d, reason %s, %s", name, (int)x.report.status, x.report.reason ? x.report.reason : "",
                 x.report.n_sentences ? x.report.sentences[0] : "");
    if (x.report.status == SX_READ_OK) {
        if (sx_lines_next(&e.lines, &e.line))
            fail_msg("%s: rows are missing from row %zu on", name, e.rows + 1);
        if (!n_settings)
            facts_are(name, &x, facts);
    } else
        assert_int_equal(e.rows, 0);
    if (x.report.status == SX_READ_ASK && cJSON_GetArraySize(cJSON_GetObjectItem(facts, "questions")))
        assert_string_equal(x.report.questions[0].id,
                            text_of(cJSON_GetArrayItem(cJSON_GetObjectItem(facts, "questions"), 0), "id"));
    sx_line_free(&e.line);
    sx_export_free(&x);
    sx_bytes_free(&bytes);
    free(raw);
    free(rows);
}

static void every_file_is_right(void **state)
{
    (void)state;
    size_t n, files = 0;
    char *index = slurp("index.tsv", &n), *line = strchr(index, '\n');
    for (line = line ? line + 1 : NULL; line && *line; line = strchr(line, '\n') + 1) {
        char name[64], facts_name[96], rows_name[96];
        assert_int_equal(sscanf(line, "%63[^\t]", name), 1);
        snprintf(facts_name, sizeof facts_name, "%s.facts.json", name);
        snprintf(rows_name, sizeof rows_name, "%s.expected.csv", name);
        char *text = slurp(facts_name, &n);
        cJSON *facts = cJSON_Parse(text);
        assert_non_null(facts);
        read_one(name, facts, NULL, 0, rows_name);
        const cJSON *answer;
        cJSON_ArrayForEach(answer, cJSON_GetObjectItem(facts, "answers"))
        {
            char id[64];
            snprintf(id, sizeof id, "%s", answer->string);
            char *equal = strchr(id, '=');
            assert_non_null(equal);
            *equal = '\0';
            const sx_setting setting = {id, equal + 1};
            read_one(name, facts, &setting, 1, answer->valuestring);
        }
        cJSON_Delete(facts);
        free(text);
        files++;
    }
    free(index);
    assert_true(files >= 59);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_file_is_right)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
