#include "data/export.h"
#include <stdlib.h>
#include <string.h>

void sx_export_start(const sx_export *x, sx_lines *lines)
{
    if (!x->bytes) {
        sx_lines_start_cells(lines, x->cells);
        return;
    }
    sx_lines_start(lines, x->bytes->text, x->bytes->length, x->separator);
    if (x->first_byte) {
        lines->at = x->first_byte;
        lines->number = 1;
    }
}

const char *sx_set(const sx_export *x, const char *id)
{
    for (size_t i = x->n_settings; i-- > 0;)
        if (strcmp(x->settings[i].id, id) == 0)
            return x->settings[i].choice;
    return NULL;
}

const char *sx_constant(const sx_export *x, int field)
{
    char id[64] = "constant:";
    size_t n = strlen(sx_field_names[field]);
    memcpy(id + 9, sx_field_names[field], n + 1);
    return sx_set(x, id);
}

const char *sx_flag_name(sx_flag flag)
{
    static const char *const names[] = {"missing_cost",
                                        "mixed_currency",
                                        "currency_unknown",
                                        "currency_contradiction",
                                        "range_rows",
                                        "pending_rows",
                                        "filled_down",
                                        "two_lines_a_row",
                                        "gross_amounts",
                                        "derived_events",
                                        "several_lines_an_invoice",
                                        "stage_from_status",
                                        "detail_rows_skipped",
                                        "mixed_signs_by_column",
                                        "formula_cells",
                                        "serial_dates",
                                        "duplicate_rows",
                                        "block_twice",
                                        "truncated",
                                        "bad_dates",
                                        "several_versions",
                                        "unpivoted",
                                        "total_suspected"};
    return names[flag];
}

char *sx_keep(sx_export *x, const char *text, size_t length)
{
    char *copy = sx_scratch_take(&x->scratch, length + 1);
    if (copy) {
        memcpy(copy, text, length);
        copy[length] = '\0';
    }
    return copy;
}

static void format_text(sx_text *text, const char *format, va_list arguments) SX_PRINTF(2, 0);
static void format_text(sx_text *text, const char *format, va_list arguments)
{
    char words[600] = "";
    (void)sx_format(words, sizeof words, format, arguments);
    sx_text_add_bytes(text, words, sx_drop_halves(words));
}

sx_status sx_sentence(sx_export *x, const char *format, ...)
{
    if (x->report.n_sentences == SX_MOST_SENTENCES)
        return SX_OK;
    sx_text text = {0};
    va_list arguments;
    va_start(arguments, format);
    format_text(&text, format, arguments);
    va_end(arguments);
    char *kept = text.status == SX_OK ? sx_keep(x, text.data, text.length) : NULL;
    sx_text_free(&text);
    if (!kept)
        return SX_NOMEM;
    x->report.sentences[x->report.n_sentences++] = kept;
    return SX_OK;
}

sx_status sx_ask(sx_export *x, const char *id, const char *const *choices, size_t n_choices, const char *format, ...)
{
    x->report.status = SX_READ_ASK;
    if (x->report.n_questions == SX_MOST_QUESTIONS)
        return SX_OK;
    sx_question *q = &x->report.questions[x->report.n_questions++];
    *q = (sx_question){.n_choices = n_choices < 4 ? n_choices : 4};
    strncpy(q->id, id, sizeof q->id - 1);
    for (size_t i = 0; i < q->n_choices; i++)
        strncpy(q->choices[i], choices[i], sizeof q->choices[i] - 1);
    sx_text text = {0};
    va_list arguments;
    va_start(arguments, format);
    format_text(&text, format, arguments);
    va_end(arguments);
    sx_status status = text.status;
    if (status == SX_OK && text.length) {
        size_t n = text.length < sizeof q->say - 1 ? text.length : sizeof q->say - 1;
        while (n < text.length && n && ((unsigned char)text.data[n] & 0xC0u) == 0x80u)
            n--;
        memcpy(q->say, text.data, n);
    }
    sx_text_free(&text);
    return status;
}

sx_status sx_refuse(sx_export *x, const char *reason)
{
    x->report.status = SX_READ_REFUSE;
    x->report.reason = reason;
    return SX_OK;
}

void sx_drop(sx_export *x, const char *reason, size_t count, double money)
{
    sx_report *r = &x->report;
    size_t i = 0;
    while (i < r->n_dropped && strcmp(r->dropped[i].reason, reason) != 0)
        i++;
    if (i == SX_MOST_DROPS)
        return;
    if (i == r->n_dropped)
        r->dropped[r->n_dropped++] = (sx_dropped){.reason = reason};
    r->dropped[i].count += count;
    r->dropped[i].money += money;
}

sx_status sx_add_fault(sx_export *x, const char *reason, size_t line, int field, double money, const sx_piece *text)
{
    sx_report *r = &x->report;
    if (strcmp(reason, "missing") == 0)
        r->n_missing++;
    if (r->n_faults >= SX_LISTED)
        return SX_OK;
    if (!r->faults) {
        r->faults = malloc(SX_LISTED * sizeof *r->faults);
        if (!r->faults)
            return SX_NOMEM;
    }
    sx_text words = {0};
    sx_piece_words(text, &words);
    char *kept = words.status == SX_OK
                     ? sx_keep(x, words.data ? words.data : "", words.length < 120 ? words.length : 120)
                     : NULL;
    if (kept)
        for (size_t n = strlen(kept); words.length > 120 && n && ((unsigned char)kept[n - 1] & 0xC0u) >= 0x80u; n--)
            kept[n - 1] = '\0'; /* no half a letter */
    sx_text_free(&words);
    if (!kept)
        return SX_NOMEM;
    r->faults[r->n_faults++] = (sx_fault){.reason = reason, .line = line, .field = field, .money = money, .text = kept};
    return SX_OK;
}

void sx_export_free(sx_export *x)
{
    free(x->evidence);
    free(x->hashes);
    free(x->doubled);
    free(x->again);
    free(x->unkeyed);
    free(x->heads);
    free(x->groups);
    sx_free_layers(x);
    free(x->report.faults);
    sx_scratch_free(&x->scratch);
    *x = (sx_export){0};
}

static void start_separator(sx_export *x)
{
    const char *text = x->bytes->text;
    size_t n = x->bytes->length;
    if (n > 5 && (memcmp(text, "sep=", 4) == 0 || memcmp(text, "SEP=", 4) == 0) &&
        (text[5] == '\n' || text[5] == '\r')) {
        x->separator = text[4];
        x->first_byte = 5;
        while (x->first_byte < n && (text[x->first_byte] == '\r' || text[x->first_byte] == '\n'))
            if (text[x->first_byte++] == '\n')
                break;
        return;
    }
    x->separator = sx_separator(text, n, sx_header_weight, (void *)(uintptr_t)x->table);
}

sx_status sx_export_read(sx_export *x, const sx_canon *table, const sx_bytes *bytes, const sx_table *cells,
                         const sx_setting *settings, size_t n_settings, sx_sink sink, void *data)
{
    *x = (sx_export){.table = table, .bytes = bytes, .cells = cells, .settings = settings, .n_settings = n_settings};
    for (int field = 0; field < SX_N_FIELDS; field++)
        x->column[field] = -1;
    x->year_column = x->month_column = x->group_field = -1;
    if (bytes && bytes->refused) {
        sx_status told = sx_refuse(x, bytes->refused);
        return told == SX_OK ? sx_say_report(x) : told;
    }
    if (bytes)
        start_separator(x);
    sx_status status = sx_find_header(x);
    if (status == SX_OK && !x->header.line && !x->header.by_number)
        status = sx_refuse(x, bytes || cells->rows ? "no_header" : "empty");
    if (status == SX_OK && x->report.status == SX_READ_OK)
        status = sx_gather(x);
    if (status == SX_OK && x->report.status == SX_READ_OK && !x->n_hashes)
        status = sx_refuse(x, "no_rows");
    if (status == SX_OK && x->report.status == SX_READ_OK && x->long_lines * 10 >= x->n_hashes) {
        status = sx_sentence(x,
                             "%zu lines have more cells than the header names: a separator within a text, or a decimal "
                             "comma, without quotes around it.",
                             x->long_lines);
        if (status == SX_OK)
            status = sx_refuse(x, "no_header");
    }
    if (status == SX_OK && x->report.status == SX_READ_OK)
        status = sx_decide(x);
    if (status == SX_OK && x->report.status == SX_READ_OK)
        status = sx_find_groups(x);
    if (status == SX_OK && x->report.status == SX_READ_OK)
        status = sx_survey(x);
    if (status == SX_OK && x->report.status == SX_READ_OK)
        status = sx_give_rows(x, sink, data);
    if (status == SX_OK && x->report.status == SX_READ_OK && !x->report.rows_read)
        status = sx_refuse(x, "no_rows");
    return status == SX_OK ? sx_say_report(x) : status;
}
