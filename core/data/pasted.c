#include "data/pasted.h"
#include <string.h>
#include "data/bytes.h"
#include "data/export.h"

/* A separator is weighed by the words of all tables: which one it is read into is asked later. */
static double weight_of(const sx_line *line, void *data)
{
    double most = 0;
    (void)data;
    for (size_t i = 0; i < sx_n_canons; i++) {
        double here = sx_header_weight(line, (void *)(uintptr_t)&sx_canons[i]);
        most = here > most ? here : most;
    }
    return most;
}

/* A line "sep=;" before the headers names the separator; the row it stands in stays, blank. */
static char separator_of(const sx_bytes *b)
{
    bool named = b->length > 5 && (memcmp(b->text, "sep=", 4) == 0 || memcmp(b->text, "SEP=", 4) == 0) &&
                 (b->text[5] == '\n' || b->text[5] == '\r');
    return named ? b->text[4] : sx_separator(b->text, b->length, weight_of, NULL);
}

static void put_piece(sx_table *t, size_t row, size_t column, const sx_piece *p)
{
    char *text = p->length ? sx_table_hold(t, p->length) : NULL;
    size_t n = 0;
    if (!text)
        return;
    for (size_t i = 0; i < p->length; i++) {
        text[n++] = p->text[i];
        if (p->escaped && p->text[i] == '"' && i + 1 < p->length && p->text[i + 1] == '"')
            i++;
    }
    text[n] = '\0';
    t->cells[row * t->columns + column] = (sx_cell){.kind = SX_TEXT, .as.text = text, .length = (uint32_t)n};
}

/* A row for each line; rows NULL: how many and how wide alone. */
static sx_status walk(const sx_bytes *b, char separator, sx_table *t, size_t *rows, size_t *columns)
{
    sx_lines lines;
    sx_line line = {0};
    *rows = 0;
    sx_lines_start(&lines, b->text, b->length, separator);
    while (sx_lines_next(&lines, &line)) {
        size_t wide = line.n < SX_EXPORT_COLUMNS ? line.n : SX_EXPORT_COLUMNS;
        bool marks = *rows == 0 && line.raw_length == 5 && line.raw && memcmp(line.raw + 1, "ep=", 3) == 0;
        for (size_t i = 0; t && !marks && i < wide; i++)
            put_piece(t, *rows, i, &line.pieces[i]);
        *columns = wide > *columns ? wide : *columns;
        ++*rows;
    }
    sx_line_free(&line);
    return lines.failed || (t && t->status != SX_OK) ? SX_NOMEM : SX_OK;
}

sx_status sx_pasted_cells(const char *bytes, size_t n, sx_table *out, const char **refused)
{
    sx_bytes b;
    sx_table t = {0};
    size_t rows = 0, columns = 1;
    sx_status status = sx_bytes_read(bytes, n, &b);
    *refused = status == SX_OK ? b.refused : NULL;
    if (status == SX_OK && !b.refused) {
        char separator = separator_of(&b);
        status = walk(&b, separator, NULL, &rows, &columns);
        if (status == SX_OK && rows) {
            sx_table_make(&t, rows, columns);
            status = t.status == SX_OK ? walk(&b, separator, &t, &rows, &columns) : SX_NOMEM;
        }
    }
    sx_bytes_free(&b);
    if (status != SX_OK)
        sx_table_free(&t);
    return status == SX_OK ? sx_table_give(&t, out) : status;
}
