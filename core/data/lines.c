#include "data/lines.h"
#include <stdlib.h>
#include <string.h>

void sx_lines_start(sx_lines *lines, const char *text, size_t length, char separator)
{
    *lines = (sx_lines){.text = text, .length = length, .separator = separator, .no_close = SIZE_MAX};
    lines->stops[(unsigned char)separator] = lines->stops['\n'] = lines->stops['\r'] = true;
}

void sx_lines_start_cells(sx_lines *lines, const sx_table *table)
{
    *lines = (sx_lines){.table = table};
}

void sx_line_free(sx_line *line)
{
    free(line->pieces);
    *line = (sx_line){0};
}

sx_piece sx_piece_of(const sx_cell *cell)
{
    if (cell->kind == SX_NUMBER)
        return (sx_piece){.text = "", .number = cell->as.number, .is_number = true};
    if (cell->kind == SX_TEXT)
        return (sx_piece){.text = cell->as.text, .length = cell->length};
    return cell->kind == SX_FAULT ? (sx_piece){.text = "#ERROR!", .length = 7} : sx_no_piece;
}

static inline sx_piece *more(sx_line *line)
{
    if (line->n == line->capacity) {
        size_t capacity = line->capacity ? 2 * line->capacity : 64;
        sx_piece *pieces = realloc(line->pieces, capacity * sizeof *pieces);
        if (!pieces)
            return NULL;
        line->pieces = pieces;
        line->capacity = capacity;
    }
    sx_piece *piece = &line->pieces[line->n++];
    *piece = (sx_piece){.text = ""};
    return piece;
}

/* A cell in quotes at text[at]; the place behind it, or 0 where it is no quoted cell: the quote is never closed, or
 * something other than the separator follows. *ends: line ends within. */
static size_t quoted(sx_lines *lines, size_t at, sx_piece *piece, size_t *ends)
{
    const char *text = lines->text;
    bool escaped = false;
    size_t i = at + 1, inner = 0;
    for (;;) {
        const char *close = i < lines->length ? memchr(text + i, '"', lines->length - i) : NULL;
        if (!close) {
            if (at < lines->no_close)
                lines->no_close = at;
            return 0;
        }
        size_t k = (size_t)(close - text);
        if (k + 1 < lines->length && text[k + 1] == '"') {
            escaped = true;
            i = k + 2;
            continue;
        }
        i = k;
        break;
    }
    size_t behind = i + 1;
    while (behind < lines->length && text[behind] == ' ')
        behind++;
    if (behind < lines->length && text[behind] != lines->separator && text[behind] != '\n' && text[behind] != '\r')
        return 0;
    for (size_t k = at + 1; k < i; k++)
        inner += text[k] == '\n' || (text[k] == '\r' && text[k + 1] != '\n');
    *ends += inner;
    *piece = (sx_piece){.text = text + at + 1, .length = (uint32_t)(i - at - 1), .escaped = escaped};
    return behind;
}

/* ="00123" within quotes: a text that the system hid from the spreadsheet's guesses. */
static void unwrap(sx_piece *piece)
{
    const char *t = piece->text;
    uint32_t n = piece->length;
    if (piece->escaped && n >= 5 && memcmp(t, "=\"\"", 3) == 0 && memcmp(t + n - 2, "\"\"", 2) == 0 &&
        !memchr(t + 3, '"', n - 5))
        *piece = (sx_piece){.text = t + 3, .length = n - 5};
}

static bool next_text(sx_lines *lines, sx_line *line)
{
    const char *text = lines->text;
    size_t i = lines->at, end = lines->length, ends = 0;
    if (i >= end)
        return false;
    line->n = 0;
    line->number = lines->number + 1;
    line->raw = text + i;
    char separator = lines->separator;
    for (;;) {
        sx_piece *piece = more(line);
        if (!piece)
            return lines->failed = true, false;
        size_t behind = 0;
        bool hidden = i + 1 < end && text[i] == '=' && text[i + 1] == '"'; /* the same without quotes around */
        if (i < end && (text[i] == '"' || hidden) && i < lines->no_close)
            behind = quoted(lines, i + hidden, piece, &ends);
        unwrap(piece);
        if (!behind) {
            size_t from = i;
            while (i < end && !lines->stops[(unsigned char)text[i]])
                i++;
            piece->text = text + from;
            piece->length = i - from < UINT32_MAX ? (uint32_t)(i - from) : UINT32_MAX;
        } else
            i = behind;
        if (i < end && text[i] == separator) {
            i++;
            continue;
        }
        break;
    }
    line->raw_length = (size_t)(text + i - line->raw);
    if (i < end && text[i] == '\r')
        i++;
    if (i < end && text[i] == '\n' && (i == 0 || text[i - 1] == '\r' || line->raw + line->raw_length == text + i))
        i++;
    lines->at = i;
    lines->number += 1 + ends;
    return true;
}

bool sx_lines_next(sx_lines *lines, sx_line *line)
{
    if (lines->text)
        return next_text(lines, line);
    const sx_table *table = lines->table;
    if (lines->at >= table->rows)
        return false;
    line->n = 0;
    line->raw = NULL;
    line->raw_length = 0;
    line->number = ++lines->number;
    for (size_t c = 0; c < table->columns; c++) {
        sx_piece *piece = more(line);
        if (!piece)
            return lines->failed = true, false;
        *piece = sx_piece_of(sx_at(table, lines->at, c));
    }
    lines->at++;
    return true;
}

const sx_piece sx_no_piece = {.text = ""};

size_t sx_blank_here(const char *text, size_t length)
{
    const unsigned char *t = (const unsigned char *)text;
    if (length == 0)
        return 0;
    if (t[0] == ' ' || (t[0] >= '\t' && t[0] <= '\r'))
        return 1;
    if (t[0] == 0xC2 && length > 1 && t[1] == 0xA0)
        return 2; /* no-break */
    if (t[0] == 0xE2 && length > 2 && t[1] == 0x80 && ((t[2] >= 0x80 && t[2] <= 0x8F) || t[2] == 0xAF))
        return 3; /* en quad to right-to-left mark, narrow no-break */
    if (t[0] == 0xE3 && length > 2 && t[1] == 0x80 && t[2] == 0x80)
        return 3; /* ideographic */
    if (t[0] == 0xEF && length > 2 && t[1] == 0xBB && t[2] == 0xBF)
        return 3; /* a byte order mark that somebody pasted along */
    return 0;
}

sx_piece sx_piece_trim_long(const sx_piece *piece)
{
    sx_piece p = *piece;
    for (size_t n; (n = sx_blank_here(p.text, p.length)) > 0;) {
        p.text += n;
        p.length -= (uint32_t)n;
    }
    for (;;) {
        uint32_t n = p.length;
        if (n && sx_blank_here(p.text + n - 1, 1))
            p.length -= 1;
        else if (n > 1 && sx_blank_here(p.text + n - 2, 2) == 2)
            p.length -= 2;
        else if (n > 2 && sx_blank_here(p.text + n - 3, 3) == 3)
            p.length -= 3;
        else
            return p;
    }
}

void sx_piece_words(const sx_piece *piece, sx_text *out)
{
    if (piece->is_number) {
        sx_text_add(out, "%.15g", piece->number);
        return;
    }
    sx_piece p = sx_piece_trim(piece);
    size_t from = 0, i = 0;
    while (i < p.length) {
        size_t blank = (unsigned char)p.text[i] <= ' ' || (unsigned char)p.text[i] >= 0x80
                           ? sx_blank_here(p.text + i, p.length - i)
                           : 0;
        bool twice = p.escaped && p.text[i] == '"' && i + 1 < p.length && p.text[i + 1] == '"';
        if (!blank && !twice) {
            i++;
            continue;
        }
        sx_text_add_bytes(out, p.text + from, i - from);
        sx_text_add_bytes(out, blank ? " " : "\"", 1);
        i += twice ? 2 : 0;
        for (size_t n; blank && (n = sx_blank_here(p.text + i, p.length - i)) > 0;)
            i += n;
        from = i;
    }
    sx_text_add_bytes(out, p.text + from, i - from);
}
