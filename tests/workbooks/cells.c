#include "cells.h"
#include "fods.h"
#include "text.h"

enum { MAX_MATRICES = 256, MAX_TYPE = 64 };

typedef struct matrix {
    long top, bottom, left, right; /* bottom and right: the first beyond */
} matrix;

typedef struct reader {
    cells *to;
    const char *sheet;
    long row, column, row_step;
    matrix matrices[MAX_MATRICES];
    int n_matrices;
} reader;

static int by_place(const void *a, const void *b)
{
    const cell *x = a, *y = b;
    int order = strcmp(x->sheet, y->sheet);
    if (order == 0)
        order = (x->row > y->row) - (x->row < y->row);
    return order ? order : (x->column > y->column) - (x->column < y->column);
}

static void add_cell(cells *to, cell made)
{
    to->items = grown(to->items, to->n, sizeof *to->items);
    to->items[to->n++] = made;
}

static void open_matrix(reader *r, const tag *t)
{
    char rows[MAX_TYPE];
    if (!attribute(t, "table:number-matrix-rows-spanned", rows, sizeof rows))
        return;
    r->matrices[r->n_matrices++ % MAX_MATRICES] =
        (matrix){r->row, r->row + strtol(rows, NULL, 10), r->column,
                 r->column + repeated(t, "table:number-matrix-columns-spanned")};
}

/* Below or beside an array formula's first cell? */
static bool in_matrix(const reader *r)
{
    for (int i = 0; i < r->n_matrices && i < MAX_MATRICES; i++) {
        const matrix *m = &r->matrices[i];
        if (r->row >= m->top && r->row < m->bottom && r->column >= m->left && r->column < m->right)
            return true;
    }
    return false;
}

static const char *read_cell(reader *r, const char *p, const tag *t)
{
    char type[MAX_TYPE] = "", value[MAX_VALUE] = "", formula[MAX_VALUE] = "", shown[MAX_VALUE] = "";
    long step = repeated(t, "table:number-columns-repeated");
    if (!attribute(t, "calcext:value-type", type, sizeof type))
        attribute(t, "office:value-type", type, sizeof type);
    if (attribute(t, "table:formula", formula, sizeof formula))
        open_matrix(r, t);
    else if (in_matrix(r))
        strcpy(formula, "{}");
    if (!attribute(t, "office:value", value, sizeof value))
        attribute(t, "office:date-value", value, sizeof value);
    p = cell_text(p, *t, shown);
    if (*type || *formula) {
        const char *text = keep(shown, strlen(shown));
        cell made = {.sheet = r->sheet,
                     .row = r->row,
                     .type = keep(type, strlen(type)),
                     .value = *value ? keep(value, strlen(value)) : text,
                     .formula = keep(formula, strlen(formula)),
                     .shown = text};
        for (long i = 1; i <= step; i++) {
            made.column = r->column + i;
            add_cell(r->to, made);
        }
    }
    r->column += step;
    return p;
}

cells cells_of_document(const char *text)
{
    cells made = {0};
    reader r = {.to = &made, .sheet = "", .row_step = 1};
    char name[256];
    long frames = 0;
    tag t;
    for (const char *p = text; (p = next_tag(p, &t));) {
        if (!strcmp(t.name, "draw:frame")) { /* charts hold tables of their own */
            frames += t.closes ? -1 : !t.empty;
        } else if (frames || t.closes) {
            continue;
        } else if (!strcmp(t.name, "table:table")) {
            *name = '\0';
            attribute(&t, "table:name", name, sizeof name);
            r = (reader){.to = &made, .sheet = keep(name, strlen(name)), .row_step = 1};
        } else if (!strcmp(t.name, "table:table-row")) {
            r.row += r.row ? r.row_step : 1;
            r.row_step = repeated(&t, "table:number-rows-repeated");
            r.column = 0;
        } else if (!strcmp(t.name, "table:table-cell") || !strcmp(t.name, "table:covered-table-cell")) {
            p = read_cell(&r, p, &t);
        }
    }
    if (made.n)
        qsort(made.items, made.n, sizeof *made.items, by_place);
    return made;
}

cells cells_of_lines(char *lines)
{
    enum { FIELDS = 7 };
    cells made = {0};
    for (char *line; (line = next_line(&lines));) {
        char *part[FIELDS];
        if (cut(line, '\t', part, FIELDS) < FIELDS)
            continue; /* a text with a line's end in it: its rest */
        add_cell(&made, (cell){.sheet = part[0],
                               .row = strtol(part[1], NULL, 10),
                               .column = strtol(part[2], NULL, 10),
                               .type = part[3],
                               .value = part[4],
                               .formula = part[5],
                               .shown = part[6]});
    }
    if (made.n)
        qsort(made.items, made.n, sizeof *made.items, by_place);
    return made;
}

cells cells_of_file(const char *path)
{
    char *text = read_text(path);
    return ends(path, ".fods") ? cells_of_document(text) : cells_of_lines(text);
}

const cell *cell_at(const cells *from, const char *sheet, long row, long column)
{
    cell key = {.sheet = sheet, .row = row, .column = column};
    return from->n ? bsearch(&key, from->items, from->n, sizeof *from->items, by_place) : NULL;
}

const char *value_at(const cells *from, const char *sheet, long row, long column)
{
    const cell *found = cell_at(from, sheet, row, column);
    return found ? found->value : "";
}

const char *address(const char *sheet, long row, long column)
{
    char letters[8] = "";
    size_t n = sizeof letters - 1;
    for (long c = column; c > 0 && n > 0; c = (c - 1) / 26)
        letters[--n] = (char)('A' + (c - 1) % 26);
    return written("%s %s%ld", sheet, letters + n, row);
}

const char *where(const cell *is)
{
    return address(is->sheet, is->row, is->column);
}
