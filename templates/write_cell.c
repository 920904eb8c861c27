/* The grid of a sheet, and how much room a text needs. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "write.h"

static void *grow(book *b, void *old, size_t size, int have, int need, int *capacity)
{
    if (need <= have)
        return old;
    *capacity = need > 2 * have ? need + 8 : 2 * have;
    void *bigger = keep(b, size * (size_t)*capacity);
    if (have)
        memcpy(bigger, old, size * (size_t)have);
    return bigger;
}

cell *at(book *b, int column, int row)
{
    sheet *s = &b->sheets[b->now];
    if (column < 0 || column >= MAX_COLUMNS)
        broken(b, NULL, "sheet %s: a block does not fit into %d columns", s->name, MAX_COLUMNS);
    s->rows = grow(b, s->rows, sizeof *s->rows, s->n_rows, row + 1, &s->n_rows);
    if (column >= s->n_columns)
        s->n_columns = column + 1;
    grid_row *r = &s->rows[row];
    r->cells = grow(b, r->cells, sizeof *r->cells, r->n_cells, column + 1, &r->n_cells);
    return &r->cells[column];
}

void set_height(book *b, int row, double cm)
{
    at(b, 0, row);
    if (b->sheets[b->now].helping)
        return;
    grid_row *r = &b->sheets[b->now].rows[row];
    if (r->height < cm)
        r->height = cm;
}

double width_of(const book *b, int column, int columns)
{
    const sheet *s = &b->sheets[b->now];
    double sum = 0;
    for (int i = column; i < column + columns; i++)
        sum += i < s->n_widths ? s->widths[i] : s->widths[s->n_widths - 1];
    return sum;
}

double height_of(const book *b, int row, int rows)
{
    const sheet *s = &b->sheets[b->now];
    double sum = 0;
    for (int i = row; i < row + rows && i < s->n_rows; i++)
        sum += s->rows[i].height;
    return sum;
}

/* A cell to be filled: blocks must not lie over each other (a title may reach over the one beside it). */
static cell *fill(book *b, int column, int row)
{
    cell *c = at(b, column, row);
    if (c->block && c->block != b->block && c->kind != CELL_EMPTY && c->kind != CELL_COVERED)
        broken(b, b->block, "lies over another block in %s%d: mend \"column\" or a span", column_name(b, column),
               row + 1);
    c->block = b->block;
    return c;
}

static cell *merged(book *b, int column, int row, int across, int style)
{
    for (int i = across - 1; i > 0; i--) {
        cell *covered = fill(b, column + i, row);
        covered->kind = CELL_COVERED;
        covered->style = style;
    }
    cell *c = fill(b, column, row);
    c->across = across;
    c->style = style;
    return c;
}

void put_text(book *b, int column, int row, int across, int style, const char *text)
{
    cell *c = merged(b, column, row, across, style);
    c->kind = *text ? CELL_TEXT : CELL_EMPTY;
    c->text = text;
}

void put_formula(book *b, int column, int row, int across, int style, const char *formula)
{
    cell *c = merged(b, column, row, across, style);
    c->kind = CELL_FORMULA;
    c->text = formula;
}

void put_value(book *b, int column, int row, int style, const type *t, const cJSON *value)
{
    cell *c = fill(b, column, row);
    c->style = style;
    if (cJSON_IsString(value) && *value->valuestring) {
        c->kind = t->kind == 'd' ? CELL_DATE : CELL_TEXT;
        c->text = value->valuestring;
        if (t->kind == 'd' &&
            (strlen(c->text) != strlen("2026-01-05") || strspn(c->text, "0123456789-") < strlen(c->text)))
            c->kind = CELL_TEXT; /* as a user may type it; the checks must find it */
    } else if (cJSON_IsNumber(value)) {
        c->kind = CELL_NUMBER;
        c->number = value->valuedouble;
    } else if (value && !cJSON_IsNull(value) && !cJSON_IsString(value)) {
        broken(b, value, "a value must be a number, a text or null");
    }
}

/* How wide Liberation Sans sets a letter, in its size: the widest of its kind, so that estimates err to the safe side.
 */
static double letter_width(unsigned char c)
{
    static const struct {
        const char *letters;
        double width;
    } kinds[] = {{"ijl'|.,:;!/ ftI[]", 0.28}, {"r()-`\"", 0.36}, {"ckszvxyJ", 0.5}, {"mwMW%@", 0.93}};
    if ((c & 0xC0) == 0x80)
        return 0; /* the further bytes of a letter */
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strchr(kinds[i].letters, c))
            return kinds[i].width;
    return c >= 0x80 || (c >= 'A' && c <= 'Z') ? 0.74 : 0.584;
}

int lines_of(const book *b, int column, int across, double points, const char *text)
{
    return lines_in(width_of(b, column, across) - 0.4, points, text);
}

int lines_in(double room, double points, const char *text)
{
    double used = 0, word = 0, size = points * 0.0353;
    int lines = 1;
    for (const char *p = text;; p++) {
        if (*p && *p != ' ' && *p != '\n') {
            word += size * letter_width((unsigned char)*p);
            continue;
        }
        if (used > 0 && used + word > room) {
            lines++;
            used = 0;
        }
        used += word + size * letter_width(' ');
        word = 0;
        if (*p == '\n') {
            lines++;
            used = 0;
        }
        if (!*p)
            return lines;
    }
}

void put_paragraph(book *b, int column, int row, int across, int style, const char *text)
{
    put_text(b, column, row, across, style, text);
    set_height(b, row, 0.42 * lines_of(b, column, across, 10, text) + 0.1);
}

void put_tail(book *b, int column, int columns, int row, int rows, int style)
{
    enum { MOST = 64 };
    at(b, column + columns - 1, row > 0 ? row - 1 : 0);
    sheet *s = &b->sheets[b->now];
    if (!s->tails)
        s->tails = keep(b, sizeof *s->tails * MOST);
    if (s->n_tails == MOST)
        broken(b, b->block, "more than %d long columns on a sheet", MOST);
    s->tails[s->n_tails++] = (tail){column, columns, row, rows, style};
}

const char *column_name(book *b, int column)
{
    return column < 26 ? say(b, "%c", 'A' + column) : say(b, "%c%c", 'A' + column / 26 - 1, 'A' + column % 26);
}

const char *quoted_sheet(book *b, int sheet_index)
{
    const char *name = b->sheets[sheet_index].name;
    return strchr(name, ' ') ? say(b, "'%s'", name) : name;
}

const char *address(book *b, int sheet_index, int column, int row)
{
    return say(b, "#%s.%s%d", quoted_sheet(b, sheet_index), column_name(b, column), row + 1);
}
