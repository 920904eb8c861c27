/* Whether every text has room: computed from the widths of the letters of Liberation Sans (those of Helvetica, which
 * its maker's metrics share), the columns and the rows. */
#include "rules.h"
#include "styles.h"

enum { MAX_COLUMNS = 256, MAX_ROWS = 20000 };
static const double LINE = 1.15, PADDING = 0.1, PADDING_HIGH = 0.08, SLACK = 1.02;

/* Thousandths of the font's size, from the blank on; bold below. */
static const short letters[2][95] = {
    {278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
     556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
     611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
     667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
     222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584},
    {278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
     556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667,
     611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
     667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556,
     278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584}};

typedef struct written_cell {
    const style *look;
    const char *text;
    long columns, rows;
    bool number, covered;
} written_cell;

/* One sheet: what stands in its cells, and how much room there is. */
typedef struct sheet {
    char name[256];
    written_cell *rows[MAX_ROWS]; /* each of MAX_COLUMNS; NULL: nothing was written */
    double widths[MAX_COLUMNS], heights[MAX_ROWS];
    bool optimal[MAX_ROWS];
    const style *defaults[MAX_COLUMNS];
    long n_columns, n_rows, repeats, column;
    long printed; /* columns of the print range: what stands right of them is for no reader */
} sheet;

typedef struct layout {
    styles styles;
    bool inherited;
    sheet *now;
    const char *const *wanted; /* sheets; NULL: all */
    report *to;
} layout;

static double letter(const style *s, unsigned char c)
{
    double thousandths = c == 0xc2            ? 278 /* a blank that does not break, a point in the middle */
                         : c >= 0xc0          ? 700
                         : c >= 0x80          ? 0
                         : c < 32 || c == 127 ? 278
                                              : letters[s->bold == 1][c - 32];
    return thousandths / 1000 * (s->points > 0 ? s->points : 10) * POINT;
}

static double width_of(const style *s, const char *text, size_t n)
{
    double width = 0;
    for (size_t i = 0; i < n; i++)
        width += letter(s, (unsigned char)text[i]);
    return width;
}

/* Lines that the text takes in this width, broken at blanks; a word that is wider is broken, too. */
static long lines_of(const style *s, const char *text, double room)
{
    double at = 0;
    long lines = 1;
    while (*text) {
        size_t n = strcspn(text, " "), blanks = strspn(text + n, " ");
        double word = width_of(s, text, n);
        if (at > 0 && at + word > room * SLACK) {
            lines++;
            at = 0;
        }
        for (; word > room * SLACK && room > 0; word -= room)
            lines++;
        at += word + width_of(s, text + n, blanks);
        text += n + blanks;
    }
    return lines;
}

/* What a text needs on one line, and what it has: its own cells, and the empty ones to its right. */
static bool fits_on_a_line(const sheet *of, long row, long column, double width, double room)
{
    const written_cell *c = &of->rows[row][column];
    for (long i = column + c->columns; i < of->n_columns && width > room * SLACK && c->columns == 1; i++) {
        if (of->rows[row][i].text || of->rows[row][i].covered)
            break;
        room += of->widths[i];
    }
    return width <= room * SLACK;
}

static bool fits(const sheet *of, long row, long column)
{
    const written_cell *c = &of->rows[row][column];
    double wide = 0, high = 0;
    for (long i = column; i < column + c->columns && i < MAX_COLUMNS; i++)
        wide += of->widths[i];
    for (long i = row; i < row + c->rows && i < MAX_ROWS; i++)
        high += of->heights[i];
    if (!(wide > 0) || !(high > 0) || c->look->shrink == 1 || c->look->pasted)
        return true; /* hidden, or made to fit */
    double room = wide - PADDING - (c->look->left >= 0 ? c->look->left : PADDING);
    double width = width_of(c->look, c->text, strlen(c->text));
    double line = (c->look->points > 0 ? c->look->points : 10) * POINT * LINE;
    double high_enough = (high - PADDING_HIGH) * SLACK + 0.06;
    if (c->number)
        return width <= room * SLACK;
    if (c->look->wrap == 1 && of->optimal[row] && c->columns == 1 && c->rows == 1)
        return true;
    if (c->look->wrap == 1)
        return (double)lines_of(c->look, c->text, room) * line <= high_enough;
    return fits_on_a_line(of, row, column, width, room) && line <= high_enough;
}

static bool is_wanted(const layout *all)
{
    for (const char *const *wanted = all->wanted; wanted && *wanted; wanted++)
        if (!strcmp(*wanted, all->now->name))
            return true;
    return !all->wanted;
}

static void end_sheet(layout *all)
{
    sheet *s = all->now;
    for (long r = 0; r < s->n_rows; r++) {
        for (long c = 0; s->rows[r] && c < (s->printed ? s->printed : MAX_COLUMNS); c++)
            if (s->rows[r][c].text && s->rows[r][c].look && is_wanted(all) && !fits(s, r, c))
                complain(all->to, "%s: %s", address(s->name, r + 1, c + 1), s->rows[r][c].text);
        free(s->rows[r]);
    }
    memset(s, 0, sizeof *s);
}

static void read_column(layout *all, const tag *t)
{
    char name[MAX_NAME], visible[MAX_NAME] = "";
    sheet *s = all->now;
    const style *is = attribute(t, "table:style-name", name, sizeof name) ? find_style(&all->styles, name) : NULL;
    const style *look =
        attribute(t, "table:default-cell-style-name", name, sizeof name) ? find_style(&all->styles, name) : NULL;
    attribute(t, "table:visibility", visible, sizeof visible);
    for (long i = repeated(t, "table:number-columns-repeated"); i > 0 && s->n_columns < MAX_COLUMNS; i--) {
        s->defaults[s->n_columns] = look;
        s->widths[s->n_columns++] = is && !*visible ? is->size : 0;
    }
}

static void read_row(layout *all, const tag *t)
{
    char name[MAX_NAME], visible[MAX_NAME] = "";
    sheet *s = all->now;
    if (t->closes) {
        s->n_rows = s->n_rows + s->repeats < MAX_ROWS ? s->n_rows + s->repeats : MAX_ROWS - 1;
        return;
    }
    const style *is = attribute(t, "table:style-name", name, sizeof name) ? find_style(&all->styles, name) : NULL;
    attribute(t, "table:visibility", visible, sizeof visible);
    s->repeats = repeated(t, "table:number-rows-repeated");
    s->column = 0;
    for (long i = s->n_rows; i < s->n_rows + s->repeats && i < MAX_ROWS; i++) {
        s->heights[i] = is && !*visible ? is->size : 0;
        s->optimal[i] = is && is->optimal;
    }
    free(s->rows[s->n_rows]);
    s->rows[s->n_rows] = calloc(MAX_COLUMNS, sizeof(written_cell));
}

static const char *read_cell(layout *all, const char *p, const tag *t)
{
    char shown[MAX_VALUE], text[MAX_NAME];
    sheet *s = all->now;
    written_cell c = {.columns = repeated(t, "table:number-columns-spanned"),
                      .rows = repeated(t, "table:number-rows-spanned"),
                      .covered = !strcmp(t->name, "table:covered-table-cell")};
    long step = repeated(t, "table:number-columns-repeated");
    if (attribute(t, "table:style-name", text, sizeof text))
        c.look = find_style(&all->styles, text);
    c.number = attribute(t, "office:value-type", text, sizeof text) && strcmp(text, "string") != 0;
    p = cell_text(p, *t, shown);
    if (*shown && !c.covered)
        c.text = keep(shown, strlen(shown));
    written_cell *row = s->rows[s->n_rows];
    if (row && s->column < MAX_COLUMNS) {
        c.look = c.look ? c.look : s->defaults[s->column];
        row[s->column] = c;
    }
    for (long i = 1; row && i < step && c.covered && s->column + i < MAX_COLUMNS; i++)
        row[s->column + i].covered = true;
    s->column += step;
    return p;
}

static const char *behind_frame(const char *p)
{
    tag t;
    for (int depth = 1; depth && (p = next_tag(p, &t));)
        depth += strcmp(t.name, "draw:frame") != 0 ? 0 : t.closes ? -1 : !t.empty;
    return p;
}

/* The last column of a print range, Review.A1:Review.O52; 0: there is none. */
static long last_printed(const tag *t)
{
    char range[512];
    long column = 0;
    const char *to = attribute(t, "table:print-ranges", range, sizeof range) ? strrchr(range, '.') : NULL;
    for (; to && to[1] >= 'A' && to[1] <= 'Z'; to++)
        column = column * 26 + to[1] - 'A' + 1;
    return column;
}

static const char *read_tag(layout *all, const char *p, const tag *t)
{
    if (!strcmp(t->name, "style:style") && !t->closes)
        return read_style(&all->styles, p, t);
    if (!strcmp(t->name, "draw:frame") && !t->closes && !t->empty) /* charts hold tables of their own */
        return behind_frame(p);
    if (!strcmp(t->name, "table:table")) {
        if (!all->inherited)
            inherit_styles(&all->styles);
        all->inherited = true;
        end_sheet(all);
        if (!t->closes) {
            attribute(t, "table:name", all->now->name, sizeof all->now->name);
            all->now->printed = last_printed(t);
        }
    } else if (!strcmp(t->name, "table:table-column")) {
        read_column(all, t);
    } else if (!strcmp(t->name, "table:table-row")) {
        read_row(all, t);
    } else if (!t->closes && (!strcmp(t->name, "table:table-cell") || !strcmp(t->name, "table:covered-table-cell"))) {
        return read_cell(all, p, t);
    }
    return p;
}

void nothing_cut_off(report *r, const char *document, const char *const *sheets)
{
    begin(r, "every text and number has room");
    layout all = {.now = calloc(1, sizeof(sheet)), .wanted = sheets, .to = r};
    tag t;
    for (const char *p = document; all.now && (p = next_tag(p, &t));)
        p = read_tag(&all, p, &t);
    if (!all.inherited)
        complain(r, "the document has no sheet");
    if (all.now)
        end_sheet(&all);
    free(all.now);
    free(all.styles.items);
    end(r);
}
