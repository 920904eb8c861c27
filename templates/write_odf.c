/* Sheets as ODF 1.3, with Calc's own extensions where ODF has none. */
#include <stdio.h>
#include <string.h>
#include "write.h"

enum { MAX_SIZE = 4000 }; /* of a row or column, in hundredths of a cm */

static void cell_text(sx_text *out, const cell *c)
{
    sx_text_add(out, "<text:p>");
    if (c->link) {
        sx_text_add(out, "<text:a xlink:type=\"simple\" xlink:href=\"");
        escape(out, c->link);
        sx_text_add(out, "\">");
    }
    for (const char *p = c->text; *p;) {
        size_t length = strcspn(p, "\n");
        char part[2] = {0};
        for (size_t i = 0; i < length; i++) {
            part[0] = p[i];
            escape(out, part);
        }
        p += length;
        if (*p) {
            sx_text_add(out, "</text:p><text:p>");
            p++;
        }
    }
    sx_text_add(out, "%s</text:p>", c->link ? "</text:a>" : "");
}

static bool plain(const cell *c)
{
    return c->kind == CELL_EMPTY && !c->frame && !c->validation && c->across <= 1 && c->down <= 1;
}

static void write_cell(sx_text *out, const cell *c, int repeated)
{
    const char *tag = c->kind == CELL_COVERED ? "table:covered-table-cell" : "table:table-cell";
    sx_text_add(out, "<%s", tag);
    if (c->style)
        sx_text_add(out, " table:style-name=\"ce%d\"", c->style);
    if (repeated > 1)
        sx_text_add(out, " table:number-columns-repeated=\"%d\"", repeated);
    if (c->validation)
        sx_text_add(out, " table:content-validation-name=\"V%d\"", c->validation);
    if (c->across > 1 || c->down > 1)
        sx_text_add(out, " table:number-columns-spanned=\"%d\" table:number-rows-spanned=\"%d\"",
                    c->across > 1 ? c->across : 1, c->down > 1 ? c->down : 1);
    if (c->kind == CELL_FORMULA) {
        sx_text_add(out, " table:formula=\"");
        escape(out, c->text);
        sx_text_add(out, "\"");
        if (c->matrix_across)
            sx_text_add(out, " table:number-matrix-columns-spanned=\"%d\" table:number-matrix-rows-spanned=\"%d\"",
                        c->matrix_across, c->matrix_down);
    }
    if (c->kind == CELL_FORMULA && c->shown) {
        sx_text_add(out, " office:value-type=\"string\" office:string-value=\"");
        escape(out, c->shown);
        sx_text_add(out, "\"><text:p>");
        escape(out, c->shown);
        sx_text_add(out, "</text:p></%s>", tag);
        return;
    }
    if (c->kind == CELL_NUMBER)
        sx_text_add(out, " office:value-type=\"float\" office:value=\"%.17g\"", c->number);
    if (c->kind == CELL_DATE)
        sx_text_add(out, " office:value-type=\"date\" office:date-value=\"%s\"", c->text);
    if (c->kind == CELL_TEXT)
        sx_text_add(out, " office:value-type=\"string\"");
    if (c->kind != CELL_TEXT && !c->frame) {
        sx_text_add(out, "/>");
        return;
    }
    sx_text_add(out, ">");
    if (c->kind == CELL_TEXT)
        cell_text(out, c);
    if (c->frame)
        sx_text_add(out, "%s", c->frame);
    sx_text_add(out, "</%s>", tag);
}

/* A cell as it is written: a blank one has the style of the long column that it stands in. */
static cell written(const sheet *s, int column, int row)
{
    cell c = {.kind = CELL_EMPTY};
    if (row < s->n_rows && column < s->rows[row].n_cells)
        c = s->rows[row].cells[column];
    for (int i = 0; i < s->n_tails && plain(&c) && !c.style; i++) {
        const tail *t = &s->tails[i];
        if (row >= t->row && row < t->row + t->rows && column >= t->column && column < t->column + t->columns)
            c.style = t->style;
    }
    return c;
}

/* A row without a height grows with a text in it that wraps. The office measures such rows when it opens the document,
 * and for that computes their formulas, before it computes all: no other row grows. */
static bool grows(const book *b, const sheet *s, int row)
{
    if (row < s->n_rows && s->rows[row].height > 0)
        return false;
    for (int i = 0; i < s->n_columns; i++)
        if (wraps(b, written(s, i, row).style))
            return true;
    return false;
}

typedef struct row_look {
    bool page, grows; /* a page break before it; as high as its text */
    int height;       /* hundredths of a centimetre; 0: none is given */
} row_look;

static row_look look_of(const book *b, const sheet *s, int row)
{
    static const grid_row none;
    const grid_row *r = row < s->n_rows ? &s->rows[row] : &none;
    return (row_look){r->page, grows(b, s, row), (int)(r->height * 100 + 0.5)};
}

static const char *row_style(book *b, row_look is)
{
    return say(b, "ro%s%s%d", is.page ? "p" : "", is.grows ? "g" : "", is.height);
}

static void write_row(book *b, sx_text *out, const sheet *s, int row, int repeated)
{
    sx_text_add(out, "<table:table-row table:style-name=\"%s\"", row_style(b, look_of(b, s, row)));
    if (repeated > 1)
        sx_text_add(out, " table:number-rows-repeated=\"%d\"", repeated);
    sx_text_add(out, ">");
    for (int i = 0; i < s->n_columns;) {
        cell c = written(s, i, row);
        int same = 1;
        for (; plain(&c) && i + same < s->n_columns; same++) {
            cell next = written(s, i + same, row);
            if (!plain(&next) || next.style != c.style)
                break;
        }
        write_cell(out, &c, same);
        i += same;
    }
    sx_text_add(out, "</table:table-row>\n");
}

/* Below the grid: the rows of the long columns, as many at once as look the same. */
static void write_tails(book *b, sx_text *out, const sheet *s, int row)
{
    for (;;) {
        int next = row;
        for (int i = 0; i < s->n_tails; i++) {
            int from = s->tails[i].row, to = from + s->tails[i].rows, edge = row < from ? from : to;
            if (edge > row && (next == row || edge < next))
                next = edge;
        }
        if (next == row)
            return;
        write_row(b, out, s, row, next - row);
        row = next;
    }
}

/* The last row with anything in it; grids grow ahead of need. */
static int used_rows(const sheet *s)
{
    for (int r = s->n_rows; r > 0; r--) {
        if (s->rows[r - 1].height > 0)
            return r;
        for (int i = 0; i < s->rows[r - 1].n_cells; i++)
            if (!plain(&s->rows[r - 1].cells[i]) || s->rows[r - 1].cells[i].style)
                return r;
    }
    return 1;
}

/* The last row of a page with anything in its own columns: helpers right of them do not count. */
static int page_rows(const sheet *s, int n_rows)
{
    for (; n_rows > 1; n_rows--) {
        const grid_row *r = &s->rows[n_rows - 1];
        for (int i = 0; i < r->n_cells && i < s->n_widths; i++)
            if (!plain(&r->cells[i]) || r->cells[i].style || r->cells[i].kind == CELL_COVERED)
                return n_rows;
    }
    return n_rows;
}

void sheet_write(book *b, int index, sx_text *out)
{
    const sheet *s = &b->sheets[index];
    int n_rows = used_rows(s);
    if (s->page)
        n_rows = page_rows(s, n_rows);
    int printed = s->page ? s->n_widths : s->n_columns, n_printed = n_rows;
    n_rows = used_rows(s);
    sx_text_add(out, "<table:table table:name=\"%s\" table:style-name=\"ta%d\" table:protected=\"true\"", s->name,
                index);
    if (s->print)
        sx_text_add(out, " table:print-ranges=\"%s:%s\"", address(b, index, 0, 0) + 1,
                    address(b, index, printed - 1, n_printed - 1) + 1);
    else
        sx_text_add(out, " table:print=\"false\"");
    sx_text_add(
        out,
        "><loext:table-protection loext:select-protected-cells=\"true\" loext:select-unprotected-cells=\"true\"/>\n");
    for (int i = 0; i < s->n_columns; i++)
        sx_text_add(out, "<table:table-column table:style-name=\"co%d\"%s/>", (int)(width_of(b, i, 1) * 100 + 0.5),
                    s->page && i > s->n_widths
                        ? " table:visibility=\"collapse\""
                        : ""); /* helpers are no reading; the first column, empty, keeps their ### off the paper */
    sx_text_add(out, "\n");
    bool repeating = false;
    for (int r = 0; r < n_rows; r++) {
        if (s->rows[r].repeat != repeating)
            sx_text_add(out, repeating ? "</table:table-header-rows>" : "<table:table-header-rows>");
        repeating = s->rows[r].repeat;
        write_row(b, out, s, r, 1);
    }
    sx_text_add(out, "%s", repeating ? "</table:table-header-rows>" : "");
    write_tails(b, out, s, n_rows);
    whole(b, &s->conditions);
    if (s->conditions.length)
        sx_text_add(out, "<calcext:conditional-formats>%s</calcext:conditional-formats>", s->conditions.data);
    whole(b, &s->sparks);
    if (s->sparks.length)
        sx_text_add(out, "<calcext:sparkline-groups>%s</calcext:sparkline-groups>", s->sparks.data);
    sx_text_add(out, "</table:table>\n");
}

/* A row style in use: each height once, with and without a page break before, growing or not. */
static void put_row_style(book *b, const sheet *s, int row, bool *known, sx_text *out)
{
    row_look is = look_of(b, s, row);
    int slot = (is.height < MAX_SIZE ? is.height : MAX_SIZE - 1) * 4 + is.page * 2 + is.grows;
    if (!known[slot])
        sx_text_add(out,
                    "<style:style style:name=\"%s\" style:family=\"table-row\"><style:table-row-properties "
                    "style:row-height=\"%.2fcm\" style:use-optimal-row-height=\"%s\"%s/></style:style>\n",
                    row_style(b, is), is.height ? is.height / 100.0 : 0.5, is.grows ? "true" : "false",
                    is.page ? " fo:break-before=\"page\"" : "");
    known[slot] = true;
}

/* Those of the grid, and of the long columns below it. */
static void row_styles(book *b, const sheet *s, bool *known, sx_text *out)
{
    for (int r = 0; r < s->n_rows; r++)
        put_row_style(b, s, r, known, out);
    for (int i = 0; i < s->n_tails; i++) {
        const tail *t = &s->tails[i];
        put_row_style(b, s, t->row > s->n_rows ? t->row : s->n_rows, known, out);
        put_row_style(b, s, t->row + t->rows - 1, known, out);
    }
}

void sheet_styles(book *b, sx_text *out)
{
    bool widths[MAX_SIZE] = {false}, heights[MAX_SIZE * 4] = {false};
    for (int i = 0; i < b->n_sheets; i++) {
        b->now = i;
        const sheet *s = &b->sheets[i];
        sx_text_add(out,
                    "<style:style style:name=\"ta%d\" style:family=\"table\" style:master-page-name=\"%s%s\">"
                    "<style:table-properties table:display=\"true\" style:writing-mode=\"lr-tb\" "
                    "table:tab-color=\"%s\"/></style:style>\n",
                    i, s->landscape ? "Landscape" : "Portrait",
                    s->page       ? "Page"
                    : s->one_page ? "One"
                                  : "",
                    !strcmp(s->role, "read")   ? "#16324f"
                    : !strcmp(s->role, "fill") ? "#7a5c00"
                                               : "#55636f");
        for (int c = 0; c < s->n_columns; c++) {
            int width = (int)(width_of(b, c, 1) * 100 + 0.5);
            if (!widths[width])
                sx_text_add(
                    out,
                    "<style:style style:name=\"co%d\" style:family=\"table-column\"><style:table-column-properties "
                    "style:column-width=\"%.2fcm\"/></style:style>\n",
                    width, width / 100.0);
            widths[width] = true;
        }
        row_styles(b, s, heights, out);
    }
}
