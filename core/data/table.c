/* DATA.TABLE, DATA.REPORT, DATA.REFUSED: an export in cells, read as core/data/export.h says. */
#include "data.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "data/export.h"
#include "data/fold.h"

enum { MOST_SETTINGS = 64, MOST_ROWS = 20480 };
#define NO_MONEY ((double)NAN)

/* In the order of the entries' choices. */
static const char *const kind_names[] = {"spend",       "pipeline",   "ledger", "budget", "bank",
                                         "receivables", "mrr_events", "leads",  "orders", "customers"};

/* map and conventions as settings; their texts live in the scratch. */
typedef struct settings {
    sx_setting items[MOST_SETTINGS];
    size_t n;
    sx_scratch scratch;
} settings;

static const char *keep(settings *s, const char *before, const char *text, size_t length)
{
    size_t n = strlen(before);
    char *copy = sx_scratch_take(&s->scratch, n + length + 1);
    if (copy) {
        memcpy(copy, before, n);
        memcpy(copy + n, text, length);
        copy[n + length] = '\0';
    }
    return copy;
}

static sx_status add(settings *s, const char *id, const char *choice)
{
    if (!id || !choice)
        return SX_NOMEM;
    if (s->n < MOST_SETTINGS)
        s->items[s->n++] = (sx_setting){id, choice};
    return SX_OK;
}

static bool has_field(const sx_canon *table, const char *name)
{
    for (size_t i = 0; i < table->n_columns; i++)
        if (strcmp(sx_field_names[table->columns[i].field], name) == 0)
            return true;
    return false;
}

/* The cell in words, in small letters, _ for blanks. */
static void name_of(const sx_cell *cell, char out[64])
{
    char room[SX_NUMBER_ROOM];
    const char *text = sx_cell_text(cell, room);
    sx_fold(text, strlen(text), out, 64);
    for (char *c = out; *c; c++)
        if (*c == ' ')
            *c = '_';
}

static sx_status read_map(const sx_canon *table, const sx_table *map, settings *s, sx_context *context)
{
    if (map && map->rows && map->columns > 2)
        return sx_fail(context, SX_ARGUMENT, "map has two columns, field and header, not %zu", map->columns);
    for (size_t row = 0; map && row < map->rows; row++) {
        char field[64], room[SX_NUMBER_ROOM];
        const sx_cell *to = sx_at(map, row, 1);
        if (sx_is_blank(sx_at(map, row, 0)) || sx_is_blank(to))
            continue;
        name_of(sx_at(map, row, 0), field);
        if (!has_field(table, field))
            return sx_fail(context, SX_ARGUMENT, "map, row %zu: %s has no field %s", row + 1, table->name, field);
        const char *text = sx_cell_text(to, room);
        size_t n = strlen(text);
        bool constant = n > 1 && text[0] == '\'' && text[n - 1] == '\'';
        sx_status status = add(s, keep(s, constant ? "constant:" : "column:", field, strlen(field)),
                               keep(s, "", text + constant, n - 2 * (size_t)constant));
        if (status != SX_OK)
            return status;
    }
    return SX_OK;
}

static sx_status read_conventions(const sx_table *conventions, settings *s, sx_context *context)
{
    if (conventions && conventions->rows && conventions->columns > 2)
        return sx_fail(context, SX_ARGUMENT, "conventions has two columns, id and choice, not %zu",
                       conventions->columns);
    for (size_t row = 0; conventions && row < conventions->rows; row++) {
        char room[SX_NUMBER_ROOM], other[SX_NUMBER_ROOM];
        const char *id = sx_cell_text(sx_at(conventions, row, 0), room);
        const char *choice = sx_cell_text(sx_at(conventions, row, 1), other);
        if (!*id || !*choice)
            continue;
        sx_setting_fault fault = sx_setting_check(id, choice);
        if (fault == SX_SETTING_UNKNOWN)
            return sx_fail(context, SX_ARGUMENT, "conventions, row %zu: there is no question %s", row + 1, id);
        if (fault == SX_SETTING_NO_CHOICE)
            return sx_fail(context, SX_ARGUMENT, "conventions, row %zu: %s is no choice for %s", row + 1, choice, id);
        sx_status status = add(s, keep(s, "", id, strlen(id)), keep(s, "", choice, strlen(choice)));
        if (status != SX_OK)
            return status;
    }
    return SX_OK;
}

/* The settings that point at a column must find one. */
static sx_status check_columns(const sx_export *x, sx_context *context)
{
    for (size_t i = 0; i < x->n_settings; i++) {
        if (strncmp(x->settings[i].id, "column:", 7) != 0 || !x->evidence)
            continue;
        if (sx_find_column(x, x->settings[i].choice) < 0)
            return sx_fail(context, SX_ARGUMENT, "no column is called \"%s\"", x->settings[i].choice);
    }
    return SX_OK;
}

static sx_status read_cells(const sx_table *raw, int kind, const sx_table *map, const sx_table *conventions,
                            settings *s, sx_export *x, sx_sink sink, void *data, sx_context *context)
{
    const sx_canon *table = sx_canon_named(kind_names[kind]);
    *s = (settings){.n = 0};
    *x = (sx_export){.table = table};
    sx_status status = read_map(table, map, s, context);
    if (status == SX_OK)
        status = read_conventions(conventions, s, context);
    if (status == SX_OK)
        status = sx_export_read(x, table, NULL, raw, s->items, s->n, sink, data);
    return status == SX_OK ? check_columns(x, context) : status;
}

static void finish(settings *s, sx_export *x)
{
    sx_export_free(x);
    sx_scratch_free(&s->scratch);
}

/* A refusal or a question as the reason of an error. */
static sx_status refuse(const sx_export *x, sx_context *context)
{
    return sx_fail(context, SX_VALUE, "%s",
                   x->report.n_sentences ? x->report.sentences[0] : "the export cannot be read");
}

static void put_piece(sx_table *table, size_t row, size_t column, const sx_piece *piece)
{
    if (piece->is_number) {
        sx_put_number(table, row, column, piece->number);
        return;
    }
    sx_text words = {0};
    sx_piece_words(piece, &words);
    if (words.status != SX_OK && table->status == SX_OK)
        table->status = words.status;
    char *text = sx_table_hold(table, words.length);
    if (text && words.data) {
        memcpy(text, words.data, words.length + 1);
        table->cells[row * table->columns + column] =
            (sx_cell){.kind = SX_TEXT, .as.text = text, .length = (uint32_t)words.length};
    }
    sx_text_free(&words);
}

/* Rows as they come, into a table that was made large enough for them. */
typedef struct rows {
    sx_table table;
    size_t n;
} rows;

static sx_status put_row(void *data, const sx_out *row, size_t n)
{
    rows *r = data;
    if (r->n == r->table.rows) {
        sx_table larger;
        sx_table_make(&larger, 2 * r->table.rows + 16, n);
        if (larger.status != SX_OK)
            return SX_NOMEM;
        memcpy(larger.cells, r->table.cells, r->n * n * sizeof *larger.cells);
        larger.owned = r->table.owned;
        r->table.owned = NULL;
        sx_table_free(&r->table);
        r->table = larger;
    }
    for (size_t i = 0; i < n; i++) {
        char code[4];
        if (row[i].kind == SX_OUT_NUMBER)
            sx_put_number(&r->table, r->n, i, sx_decimal_double(row[i].number));
        else if (row[i].kind == SX_OUT_DAY)
            sx_put_number(&r->table, r->n, i, sx_day_serial(row[i].day));
        else if (row[i].kind == SX_OUT_TEXT)
            put_piece(&r->table, r->n, i, &row[i].text);
        else if (row[i].kind == SX_OUT_CODE) {
            sx_currency_text(row[i].code, code);
            put_piece(&r->table, r->n, i, &(sx_piece){.text = code, .length = (uint32_t)strlen(code)});
        }
    }
    r->n++;
    return r->table.status;
}

sx_status sx_data_table(const sx_table *raw, int kind, const sx_table *map, const sx_table *conventions, int headings,
                        sx_table *result, sx_context *context)
{
    const sx_canon *canon = sx_canon_named(kind_names[kind]);
    settings s;
    sx_export x;
    rows r = {.n = headings == SX_DATA_TABLE_HEADINGS_NAMES};
    size_t wanted = raw->declared_rows < MOST_ROWS ? raw->declared_rows : MOST_ROWS;
    sx_table_make(&r.table, wanted > raw->rows ? wanted : raw->rows + 1, canon->n_canonical);
    for (size_t i = 0; i < canon->n_canonical && r.n; i++)
        sx_put_constant(&r.table, 0, i, sx_field_names[canon->columns[i].field]);
    sx_status status = r.table.status;
    if (status == SX_OK) {
        status = read_cells(raw, kind, map, conventions, &s, &x, put_row, &r, context);
        if (status == SX_OK && x.report.status != SX_READ_OK)
            status = refuse(&x, context);
        if (status == SX_OK && x.report.n_sentences)
            sx_note(context, "%s", x.report.sentences[0]);
        finish(&s, &x);
    }
    if (status != SX_OK) {
        sx_table_free(&r.table);
        return status;
    }
    size_t keep_rows = r.n > wanted ? r.n : wanted;
    r.table.rows = r.table.declared_rows = keep_rows ? keep_rows : 1;
    return sx_table_give(&r.table, result);
}

static void line(sx_table *t, size_t *row, const char *what, const char *of, double count, double money,
                 const char *words)
{
    sx_put_constant(t, *row, 0, what);
    if (of && *of)
        sx_put_text(t, *row, 1, "%s", of);
    if (count >= 0)
        sx_put_number(t, *row, 2, count);
    if (money == money)
        sx_put_number(t, *row, 3, money);
    if (words && *words)
        sx_put_text(t, *row, 4, "%s", words);
    (*row)++;
}

static void report_counts(const sx_export *x, sx_table *t, size_t *row)
{
    const sx_report *r = &x->report;
    char code[4], decimal[2] = {r->decimal, '\0'};
    bool money = x->table->money >= 0 && r->n_currencies <= 1;
    line(t, row, "read", x->table->name, (double)r->rows_read, money ? r->money_read : NO_MONEY, "");
    line(t, row, "totals", "", (double)r->totals_skipped, NO_MONEY, "");
    line(t, row, "remarks", "", (double)(r->remarks + r->sections + r->repeated_headers), NO_MONEY, "");
    for (size_t i = 0; i < r->n_dropped; i++)
        line(t, row, "dropped", r->dropped[i].reason, (double)r->dropped[i].count, r->dropped[i].money, "");
    if (r->n_missing)
        line(t, row, "missing", "", (double)r->n_missing, r->money_missing, "");
    if (r->duplicates)
        line(t, row, "duplicates", "", (double)r->duplicates, NO_MONEY, "");
    line(t, row, "decimal", decimal, -1, NO_MONEY, "");
    line(t, row, "date_order", sx_order_name(r->date_order), -1, NO_MONEY, "");
    for (size_t i = 0; i < r->n_currencies; i++) {
        sx_currency_text(r->currencies[i], code);
        line(t, row, "currency", code, -1, r->sums[i], "");
    }
}

sx_status sx_data_report(const sx_table *raw, int kind, const sx_table *map, const sx_table *conventions,
                         sx_table *result, sx_context *context)
{
    enum { ROWS = 256 };
    static const char *const words[] = {"ok", "ask", "refuse"};
    settings s;
    sx_export x;
    sx_table t;
    size_t row = 0;
    sx_status status = read_cells(raw, kind, map, conventions, &s, &x, NULL, NULL, context);
    sx_table_make(&t, ROWS, 5);
    if (status == SX_OK && t.status == SX_OK) {
        const sx_report *r = &x.report;
        line(&t, &row, "status", r->reason ? r->reason : "", -1, NO_MONEY, words[r->status]);
        if (r->status == SX_READ_OK)
            report_counts(&x, &t, &row);
        for (size_t i = 0; i < x.table->n_columns && x.evidence; i++)
            if (x.column[x.table->columns[i].field] >= 0)
                line(&t, &row, "column", sx_field_names[x.table->columns[i].field],
                     x.column[x.table->columns[i].field] + 1, NO_MONEY,
                     x.header.names[x.column[x.table->columns[i].field]]);
        for (int i = 0; i < SX_N_FLAGS; i++)
            if (r->flags[i])
                line(&t, &row, "flag", sx_flag_name((sx_flag)i), -1, NO_MONEY, "");
        for (int i = 0; i < SX_N_FIELDS; i++)
            if (r->doubts[i])
                line(&t, &row, "doubt", sx_field_names[i], (double)r->doubts[i], NO_MONEY, "");
        for (size_t i = 0; i < r->n_questions; i++) {
            sx_text say = {0};
            sx_text_add(&say, "%s (", r->questions[i].say);
            for (size_t k = 0; k < r->questions[i].n_choices; k++)
                sx_text_add(&say, "%s%s", k ? ", " : "", r->questions[i].choices[k]);
            sx_text_add(&say, ")");
            line(&t, &row, "question", r->questions[i].id, -1, NO_MONEY, say.data ? say.data : "");
            if (say.status != SX_OK && t.status == SX_OK)
                t.status = say.status;
            sx_text_free(&say);
        }
        for (size_t i = 0; i < r->n_sentences && row < ROWS && r->status != SX_READ_ASK; i++)
            line(&t, &row, "say", "", -1, NO_MONEY, r->sentences[i]);
        t.rows = t.declared_rows = row;
    }
    finish(&s, &x);
    if (status != SX_OK)
        sx_table_free(&t);
    return status == SX_OK ? sx_table_give(&t, result) : status;
}

sx_status sx_data_refused(const sx_table *raw, int kind, const sx_table *map, const sx_table *conventions,
                          sx_table *result, sx_context *context)
{
    settings s;
    sx_export x;
    sx_table t = {0};
    sx_status status = read_cells(raw, kind, map, conventions, &s, &x, NULL, NULL, context);
    if (status == SX_OK && x.report.status != SX_READ_OK)
        status = refuse(&x, context);
    if (status == SX_OK) {
        size_t n = x.report.n_faults;
        sx_table_make(&t, n ? n : 1, 5);
        for (size_t i = 0; i < n && t.status == SX_OK; i++) {
            const sx_fault *f = &x.report.faults[i];
            sx_put_number(&t, i, 0, (double)f->line);
            sx_put_constant(&t, i, 1, f->reason);
            sx_put_constant(&t, i, 2, sx_field_names[f->field]);
            sx_put_text(&t, i, 3, "%s", f->text);
            sx_put_number(&t, i, 4, f->money);
        }
    }
    finish(&s, &x);
    return status == SX_OK ? sx_table_give(&t, result) : status;
}
