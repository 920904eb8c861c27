#include "base/system.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct sx_block {
    struct sx_block *next;
    char text[];
} sx_block;

static int plain_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : (unsigned char)c;
}

static int plain_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

size_t sx_drop_halves(char *text)
{
    char *to = text;
    for (const char *c = text; *c;) {
        unsigned char first = (unsigned char)*c;
        size_t whole = first < 0xC0u ? 1 : first < 0xE0u ? 2 : first < 0xF0u ? 3 : 4, n = 1;
        while (n < whole && ((unsigned char)c[n] & 0xC0u) == 0x80u)
            n++;
        if (n == whole) {
            memmove(to, c, n);
            to += n;
        }
        c += n;
    }
    *to = '\0';
    return (size_t)(to - text);
}

sx_status(sx_fail)(sx_context *why, sx_status status, const char *format, ...)
{
    if (why) {
        va_list arguments;
        va_start(arguments, format);
        sx_format(why->reason, sizeof why->reason, format, arguments);
        va_end(arguments);
        sx_drop_halves(why->reason);
    }
    return status;
}

void sx_note(sx_context *why, const char *format, ...)
{
    if (!why)
        return;
    size_t used = strlen(why->reason);
    if (used + 3 >= sizeof why->reason)
        return; /* full: a note a row of a whole column must cost nothing */
    if (used) {
        memcpy(why->reason + used, "; ", 3);
        used += 2;
    }
    va_list arguments;
    va_start(arguments, format);
    sx_format(why->reason + used, sizeof why->reason - used, format, arguments);
    va_end(arguments);
    sx_drop_halves(why->reason);
}

void sx_format_into(char *data, size_t size, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    sx_format(data, size, format, arguments);
    va_end(arguments);
    sx_drop_halves(data);
}

/* Room for more bytes and the end; false: the text has an error, now or before. */
static bool reserve(sx_text *text, size_t more)
{
    if (text->status != SX_OK || text->capacity - text->length > more)
        return text->status == SX_OK;
    size_t capacity = text->capacity ? text->capacity * 2 : 128;
    while (capacity - text->length <= more)
        capacity *= 2;
    char *data = realloc(text->data, capacity);
    if (!data) {
        text->status = SX_NOMEM;
        return false;
    }
    text->data = data;
    text->capacity = capacity;
    return true;
}

void sx_text_add_bytes(sx_text *text, const char *bytes, size_t n_bytes)
{
    if (!reserve(text, n_bytes))
        return;
    memcpy(text->data + text->length, bytes, n_bytes);
    text->length += n_bytes;
    text->data[text->length] = '\0';
}

void sx_text_add(sx_text *text, const char *format, ...)
{
    char small[256];
    va_list arguments;
    va_start(arguments, format);
    int length = sx_format(small, sizeof small, format, arguments);
    va_end(arguments);
    if (length < 0) {
        text->status = SX_NOMEM;
    } else if ((size_t)length < sizeof small) {
        sx_text_add_bytes(text, small, (size_t)length);
    } else if (reserve(text, (size_t)length)) {
        va_start(arguments, format);
        sx_format(text->data + text->length, (size_t)length + 1, format, arguments);
        va_end(arguments);
        text->length += (size_t)length;
    }
}

void sx_text_free(sx_text *text)
{
    free(text->data);
    *text = (sx_text){0};
}

sx_status sx_text_give(sx_text *made, sx_text *result)
{
    sx_status status = made->status;
    if (status == SX_OK)
        *result = *made;
    else
        sx_text_free(made);
    *made = (sx_text){0};
    return status;
}

int sx_digits(double x)
{
    enum { LEAST = 4, MOST = 15 };
    int before = fabs(x) < 1e15 ? (int)floor(log10(fmax(fabs(x) + 0.5, 1.0))) + 1 : MOST;
    return before > LEAST ? before : LEAST;
}

bool sx_text_to_number(const char *text, double *out)
{
    char *end = NULL;
    double number = sx_system_number(text, &end);
    if (end == text)
        return false;
    while (plain_space(*end))
        end++;
    if (*end || !isfinite(number))
        return false;
    *out = number;
    return true;
}

void sx_table_make(sx_table *table, size_t rows, size_t columns)
{
    *table = (sx_table){.rows = rows, .columns = columns, .declared_rows = rows, .declared_columns = columns};
    if (!columns || rows <= SIZE_MAX / sizeof(sx_cell) / columns)
        table->cells = calloc(rows * columns + 1, sizeof(sx_cell));
    if (!table->cells)
        table->status = SX_NOMEM;
}

void sx_table_free(sx_table *table)
{
    while (table->owned) {
        sx_block *next = table->owned->next;
        free(table->owned);
        table->owned = next;
    }
    free(table->cells);
    *table = (sx_table){0};
}

sx_status sx_table_give(sx_table *made, sx_table *result)
{
    sx_status status = made->status;
    if (status == SX_OK)
        *result = *made;
    else
        sx_table_free(made);
    *made = (sx_table){0};
    return status;
}

static void put(sx_table *table, size_t row, size_t column, sx_cell cell)
{
    if (table->status == SX_OK)
        table->cells[row * table->columns + column] = cell;
}

void sx_put_fault(sx_table *table, size_t row, size_t column, sx_status fault)
{
    put(table, row, column, (sx_cell){.kind = SX_FAULT, .as.fault = fault});
}

void sx_put_number(sx_table *table, size_t row, size_t column, double number)
{
    if (isfinite(number))
        put(table, row, column, (sx_cell){.kind = SX_NUMBER, .as.number = number});
    else
        sx_put_fault(table, row, column, SX_NUM);
}

char *sx_table_hold(sx_table *table, size_t n_bytes)
{
    if (table->status != SX_OK)
        return NULL;
    sx_block *block = n_bytes < SIZE_MAX / 2 ? malloc(sizeof *block + n_bytes + 1) : NULL;
    if (!block) {
        table->status = SX_NOMEM;
        return NULL;
    }
    block->next = table->owned;
    table->owned = block;
    return block->text;
}

void sx_put_text(sx_table *table, size_t row, size_t column, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = sx_format(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = sx_table_hold(table, length < 0 ? SIZE_MAX : (size_t)length + 1);
    if (!text)
        return;
    va_start(arguments, format);
    sx_format(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    put(table, row, column, (sx_cell){.kind = SX_TEXT, .as.text = text, .length = (uint32_t)sx_drop_halves(text)});
}

void sx_put_constant(sx_table *table, size_t row, size_t column, const char *text)
{
    put(table, row, column, (sx_cell){.kind = SX_TEXT, .as.text = text, .length = (uint32_t)strlen(text)});
}

const sx_cell *sx_at(const sx_table *table, size_t row, size_t column)
{
    static const sx_cell blank = {.kind = SX_BLANK};
    if (!table || row >= table->rows || column >= table->columns)
        return &blank;
    return &table->cells[row * table->columns + column];
}

bool sx_is_blank(const sx_cell *cell)
{
    return cell->kind == SX_BLANK || (cell->kind == SX_TEXT && cell->length == 0);
}

bool sx_row_is_blank(const sx_table *table, size_t row)
{
    size_t column = 0;
    while (column < table->columns && sx_is_blank(sx_at(table, row, column)))
        column++;
    return column == table->columns;
}

/* As "%.15g" writes it, where that is a whole number of cents of at most 15 digits: most keys are days and amounts, and
 * asking printf took most of the time of long tables. The nearest number to such a decimal is told apart by 15 digits,
 * so that the decimal is what "%.15g" finds. */
static bool write_cents(double x, char room[SX_NUMBER_ROOM])
{
    double scaled = round(x * 100.0);
    if (!(fabs(scaled) < 1e15) || scaled == 0.0 || scaled / 100.0 != x)
        return false;
    char digits[20];
    size_t n = 0, k = 0;
    for (uint64_t left = (uint64_t)fabs(scaled); left || n < 3; left /= 10)
        digits[n++] = (char)('0' + left % 10);
    size_t last = digits[0] != '0' ? 0 : digits[1] != '0' ? 1 : 2; /* zeros behind the point are left out */
    if (x < 0.0)
        room[k++] = '-';
    while (n > last) {
        room[k++] = digits[--n];
        if (n == 2 && last < 2)
            room[k++] = '.';
    }
    room[k] = '\0';
    return true;
}

const char *sx_cell_text(const sx_cell *cell, char room[SX_NUMBER_ROOM])
{
    if (cell->kind == SX_TEXT)
        return cell->as.text;
    room[0] = '\0';
    if (cell->kind == SX_NUMBER && !write_cents(cell->as.number, room))
        sx_format_into(room, SX_NUMBER_ROOM, "%.15g", cell->as.number);
    return room;
}

int sx_compare_names(const char *a, const char *b)
{
    while (*a && plain_lower(*a) == plain_lower(*b)) {
        a++;
        b++;
    }
    return plain_lower(*a) - plain_lower(*b);
}

uint64_t sx_hash_stable(const void *bytes, size_t n, uint64_t start)
{
    const unsigned char *b = bytes;
    uint64_t hash = start;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ b[i]) * 1099511628211u;
    return hash;
}

uint64_t sx_word_hash(const char *word)
{
    uint64_t hash = SX_HASH_START;
    while (plain_space(*word))
        word++;
    size_t length = strlen(word);
    while (length && plain_space(word[length - 1]))
        length--;
    for (size_t i = 0; i < length; i++) {
        char letter = (char)plain_lower(word[i]);
        hash = sx_hash_stable(&letter, 1, hash);
    }
    return hash;
}

bool sx_same_word(const char *a, const char *b)
{
    while (plain_space(*a))
        a++;
    while (plain_space(*b))
        b++;
    while (*a && plain_lower(*a) == plain_lower(*b)) {
        a++;
        b++;
    }
    while (plain_space(*a))
        a++;
    while (plain_space(*b))
        b++;
    return !*a && !*b;
}
