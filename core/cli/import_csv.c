#include <stdlib.h>
#include <string.h>
#include "cli/import.h"

enum { BUFFER = 1 << 16 };

static void put(sx_csv *csv, const char *bytes, size_t n)
{
    if (!csv->buffer) {
        fwrite(bytes, 1, n, csv->file);
        return;
    }
    if (csv->n + n > csv->size) {
        fwrite(csv->buffer, 1, csv->n, csv->file);
        csv->n = 0;
    }
    if (n > csv->size)
        fwrite(bytes, 1, n, csv->file);
    else {
        memcpy(csv->buffer + csv->n, bytes, n);
        csv->n += n;
    }
}

void sx_csv_start(sx_csv *csv, FILE *file, const sx_canon *table)
{
    *csv = (sx_csv){.file = file, .buffer = malloc(BUFFER), .size = BUFFER};
    for (size_t i = 0; i < table->n_canonical; i++) {
        const char *name = sx_field_names[table->columns[i].field];
        put(csv, name, strlen(name));
        put(csv, i + 1 < table->n_canonical ? "," : "\n", 1);
    }
}

static void put_text(sx_csv *csv, const char *text, size_t n)
{
    bool quote = false;
    for (size_t i = 0; i < n && !quote; i++)
        quote = text[i] == ',' || text[i] == '"' || text[i] == '\n' || text[i] == '\r';
    if (!quote) {
        put(csv, text, n);
        return;
    }
    put(csv, "\"", 1);
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '"')
            put(csv, "\"", 1);
        put(csv, text + i, 1);
    }
    put(csv, "\"", 1);
}

static char *digits(char *out, int value, int width)
{
    for (int i = width; i-- > 0; value /= 10)
        out[i] = (char)('0' + value % 10);
    return out + width;
}

static void put_day(sx_csv *csv, const sx_day *day)
{
    char text[24], *at = digits(text, day->year, 4);
    *at++ = '-';
    at = digits(at, day->month, 2);
    *at++ = '-';
    at = digits(at, day->day, 2);
    if (day->minute >= 0) {
        *at++ = 'T';
        at = digits(at, day->minute / 60, 2);
        *at++ = ':';
        at = digits(at, day->minute % 60, 2);
    }
    put(csv, text, (size_t)(at - text));
}

/* A text as it stands: no blanks but single ones, so that it need not be copied. */
static bool plain(const sx_piece *p)
{
    if (p->is_number || p->escaped)
        return false;
    for (uint32_t i = 0; i < p->length; i++) {
        unsigned char c = (unsigned char)p->text[i];
        if (c >= 0x80 || c < ' ' || (c == ' ' && i + 1 < p->length && p->text[i + 1] == ' '))
            return false;
    }
    return true;
}

/* A cell of at most SMALL bytes straight into the buffer, which has room for it. */
enum { SMALL = 64 };
static bool put_small(sx_csv *csv, const sx_out *cell)
{
    char *at = csv->buffer + csv->n;
    if (cell->kind == SX_OUT_NUMBER)
        csv->n += sx_decimal_text(cell->number, at);
    else if (cell->kind == SX_OUT_CODE) {
        sx_currency_text(cell->code, at);
        csv->n += at[0] ? 3 : 0;
    } else if (cell->kind == SX_OUT_TEXT) {
        const sx_piece *p = &cell->text;
        if (p->is_number || p->escaped || p->length > SMALL)
            return false;
        for (uint32_t i = 0; i < p->length; i++) {
            unsigned char c = (unsigned char)p->text[i];
            if (c >= 0x80 || c < ' ' || c == ',' || c == '"' ||
                (c == ' ' && i + 1 < p->length && p->text[i + 1] == ' '))
                return false;
            at[i] = (char)c;
        }
        csv->n += p->length;
    } else if (cell->kind == SX_OUT_DAY)
        return false;
    return true;
}

sx_status sx_csv_row(void *data, const sx_out *row, size_t n)
{
    sx_csv *csv = data;
    char text[32];
    for (size_t i = 0; i < n; i++) {
        const sx_out *cell = &row[i];
        if (csv->buffer && csv->n + (size_t)2 * SMALL > csv->size) {
            fwrite(csv->buffer, 1, csv->n, csv->file);
            csv->n = 0;
        }
        if (csv->buffer && put_small(csv, cell)) {
            csv->buffer[csv->n++] = i + 1 < n ? ',' : '\n';
            continue;
        }
        if (cell->kind == SX_OUT_NUMBER)
            put(csv, text, sx_decimal_text(cell->number, text));
        else if (cell->kind == SX_OUT_DAY)
            put_day(csv, &cell->day);
        else if (cell->kind == SX_OUT_CODE) {
            sx_currency_text(cell->code, text);
            put(csv, text, strlen(text));
        } else if (cell->kind == SX_OUT_TEXT && plain(&cell->text))
            put_text(csv, cell->text.text, cell->text.length);
        else if (cell->kind == SX_OUT_TEXT) {
            csv->words.length = 0;
            sx_piece_words(&cell->text, &csv->words);
            if (csv->words.status != SX_OK)
                return SX_NOMEM;
            put_text(csv, csv->words.data ? csv->words.data : "", csv->words.length);
        }
        put(csv, i + 1 < n ? "," : "\n", 1);
    }
    return SX_OK;
}

sx_status sx_csv_end(sx_csv *csv)
{
    if (csv->buffer)
        fwrite(csv->buffer, 1, csv->n, csv->file);
    csv->n = 0;
    return SX_OK;
}

void sx_csv_free(sx_csv *csv)
{
    free(csv->buffer);
    sx_text_free(&csv->words);
    *csv = (sx_csv){0};
}
