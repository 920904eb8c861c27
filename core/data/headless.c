/* An export without a line of headers: its columns are told by what they hold, and taken by their numbers when the
 * settings name them (column:date=1). */
#include <stdlib.h>
#include <string.h>
#include "data/export.h"

enum { TOLD = 12 };

typedef struct content {
    size_t dates, numbers, texts;
    char *sample;
} content;

/* Whether a setting points at a column by its number. */
static bool numbered(const sx_export *x)
{
    for (size_t i = 0; i < x->n_settings; i++)
        if (strncmp(x->settings[i].id, "column:", 7) == 0 && x->settings[i].choice[0] >= '1' &&
            x->settings[i].choice[0] <= '9')
            return true;
    return false;
}

static sx_status widest(const sx_export *x, size_t *n_columns)
{
    sx_lines lines;
    sx_line line = {0};
    size_t most = 0, n = 0;
    sx_export_start(x, &lines);
    while (n++ < SX_HEADER_LINES && sx_lines_next(&lines, &line))
        most = line.n > most ? line.n : most;
    sx_line_free(&line);
    *n_columns = most < SX_EXPORT_COLUMNS ? most : SX_EXPORT_COLUMNS;
    return lines.failed ? SX_NOMEM : SX_OK;
}

static sx_status look(sx_export *x, const sx_piece *piece, content *c)
{
    if (sx_piece_blank(piece))
        return SX_OK;
    sx_moment m = sx_moment_read(piece, !piece->is_number && sx_piece_trim(piece).length == 8); /* 20251201 */
    c->dates += m.is;
    c->numbers += !m.is && (piece->is_number || sx_figure_read(piece).is);
    c->texts += !m.is && !piece->is_number && !sx_figure_read(piece).is;
    if (c->sample)
        return SX_OK;
    sx_text words = {0};
    sx_piece_words(piece, &words);
    size_t n = words.length < 40 ? words.length : 40;
    while (n < words.length && n && ((unsigned char)words.data[n] & 0xC0u) == 0x80u)
        n--;
    c->sample = words.status == SX_OK ? sx_keep(x, words.data ? words.data : "", n) : NULL;
    sx_text_free(&words);
    return c->sample ? SX_OK : SX_NOMEM;
}

/* "column 1 holds dates (2025-12-01), column 2 texts (Kettles)" where most lines are alike. */
static sx_status tell_columns(sx_export *x, size_t n_columns)
{
    sx_lines lines;
    sx_line line = {0};
    content columns[TOLD] = {{0, 0, 0, NULL}};
    size_t n = 0, dates = 0, numbers = 0;
    sx_status status = SX_OK;
    sx_text told = {0};
    sx_export_start(x, &lines);
    while (status == SX_OK && n++ < SX_HEADER_LINES && sx_lines_next(&lines, &line))
        for (size_t i = 0; i < line.n && i < TOLD && status == SX_OK; i++)
            status = look(x, &line.pieces[i], &columns[i]);
    sx_line_free(&line);
    for (size_t i = 0; i < n_columns && i < TOLD; i++) {
        const content *c = &columns[i];
        size_t all = c->dates + c->numbers + c->texts;
        bool date = c->dates * 10 >= all * 9 && all, number = c->numbers * 10 >= all * 9 && all;
        dates += date;
        numbers += number;
        if (all)
            sx_text_add(&told, "%scolumn %zu %s (%s)", told.length ? ", " : "", i + 1,
                        date     ? "dates"
                        : number ? "numbers"
                                 : "texts",
                        c->sample);
    }
    if (status == SX_OK && told.status != SX_OK)
        status = SX_NOMEM;
    if (status == SX_OK && dates && numbers)
        status = sx_sentence(x,
                             "No line names the columns. If there is none, say by number which column is which "
                             "(column:%s=1, say): %.400s.",
                             sx_field_names[x->table->columns[0].field], told.data);
    sx_text_free(&told);
    return lines.failed ? SX_NOMEM : status;
}

sx_status sx_without_header(sx_export *x)
{
    sx_header *h = &x->header;
    size_t n = 0;
    if (widest(x, &n) != SX_OK)
        return SX_NOMEM;
    if (!numbered(x))
        return n > 1 ? tell_columns(x, n) : SX_OK;
    h->by_number = true;
    h->n_columns = n;
    for (size_t i = 0; i < n; i++) {
        sx_text name = {0};
        sx_text_add(&name, "column %zu", i + 1);
        h->names[i] = name.status == SX_OK ? sx_keep(x, name.data, name.length) : NULL;
        sx_text_free(&name);
        if (!h->names[i])
            return SX_NOMEM;
    }
    return sx_sentence(x, "No line names the columns: they were taken by their numbers, as was set.");
}
