/* widths FILE.fods: every cell whose text has no room, a line each: sheet, row, column, text. Computed from the widths
 * of the letters of Liberation Sans (those of Helvetica, which its maker's metrics share), the columns and the rows. */
#include "fods.h"

enum { MAX_STYLES = 4096, MAX_COLUMNS = 256, MAX_ROWS = 20000 };
static const double LINE = 1.15, PADDING = 0.1, PADDING_HIGH = 0.08, POINT = 2.54 / 72, SLACK = 1.02;

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

typedef struct style {
    char name[MAX_NAME], parent[MAX_NAME];
    double points, size;    /* size: a column's width or a row's height, cm */
    double left;            /* padding, cm; -1: as the parent has it */
    int bold, wrap, shrink; /* -1: as the parent has it */
    bool pasted, optimal;   /* optimal: the office makes the row as high as its cells need */
} style;

static style styles[MAX_STYLES];
static int n_styles;

typedef struct cell {
    const style *look;
    char *text;
    long columns, rows;
    bool number, covered;
} cell;

static style *find_style(const char *name)
{
    for (int i = n_styles - 1; i >= 0; i--)
        if (!strcmp(styles[i].name, name))
            return &styles[i];
    return NULL;
}

/* A length in cm from "1.2cm", "12mm", "0.5in", "9pt". */
static double length_of(const char *text)
{
    char *unit = NULL;
    double x = strtod(text, &unit);
    return !strcmp(unit, "in") ? x * 2.54 : !strcmp(unit, "mm") ? x / 10 : !strcmp(unit, "pt") ? x * POINT : x;
}

static const char *read_style(const char *p, const tag *head)
{
    if (n_styles == MAX_STYLES)
        return p;
    style *s = &styles[n_styles];
    *s = (style){.left = -1, .bold = -1, .wrap = -1, .shrink = -1};
    char text[MAX_NAME];
    if (!attribute(head, "style:name", s->name, sizeof s->name))
        return p;
    n_styles++;
    attribute(head, "style:parent-style-name", s->parent, sizeof s->parent);
    s->pasted = !strcmp(s->name, "Pasted");
    tag t;
    while (!head->empty && (p = next_tag(p, &t)) && strcmp(t.name, "style:style") != 0) {
        if (attribute(&t, "style:column-width", text, sizeof text) ||
            attribute(&t, "style:row-height", text, sizeof text))
            s->size = length_of(text);
        if (attribute(&t, "style:use-optimal-row-height", text, sizeof text))
            s->optimal = !strcmp(text, "true");
        if (attribute(&t, "fo:font-size", text, sizeof text))
            s->points = strtod(text, NULL);
        if (attribute(&t, "fo:padding-left", text, sizeof text))
            s->left = length_of(text);
        if (attribute(&t, "fo:font-weight", text, sizeof text))
            s->bold = !strcmp(text, "bold");
        if (attribute(&t, "fo:wrap-option", text, sizeof text))
            s->wrap = !strcmp(text, "wrap");
        if (attribute(&t, "style:shrink-to-fit", text, sizeof text))
            s->shrink = !strcmp(text, "true");
    }
    return p;
}

/* With what its parents say; parents come first in the file or later, so only once all are read. */
static void inherit(style *s)
{
    style *p = *s->parent ? find_style(s->parent) : NULL;
    if (p && p != s) {
        inherit(p);
        s->points = s->points > 0 ? s->points : p->points;
        s->left = s->left >= 0 ? s->left : p->left;
        s->bold = s->bold >= 0 ? s->bold : p->bold;
        s->wrap = s->wrap >= 0 ? s->wrap : p->wrap;
        s->shrink = s->shrink >= 0 ? s->shrink : p->shrink;
        s->pasted |= p->pasted;
    }
    *s->parent = '\0';
}

static double letter(const style *s, unsigned char c)
{
    double thousandths = c >= 0xc0 ? 700 : c >= 0x80 ? 0 : c < 32 || c == 127 ? 278 : letters[s->bold == 1][c - 32];
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

/* One sheet: what stands in its cells, and how much room there is. */
static struct {
    char name[256];
    cell *rows[MAX_ROWS];
    double widths[MAX_COLUMNS], heights[MAX_ROWS];
    bool optimal[MAX_ROWS];
    long n_columns, n_rows;
} sheet;

static bool fits(long row, long column)
{
    const cell *c = &sheet.rows[row][column];
    double wide = 0, high = 0;
    for (long i = column; i < column + c->columns && i < MAX_COLUMNS; i++)
        wide += sheet.widths[i];
    for (long i = row; i < row + c->rows && i < MAX_ROWS; i++)
        high += sheet.heights[i];
    if (!(wide > 0) || !(high > 0) || c->look->shrink == 1 || c->look->pasted)
        return true; /* hidden, or made to fit */
    double room = wide - PADDING - (c->look->left >= 0 ? c->look->left : PADDING),
           width = width_of(c->look, c->text, strlen(c->text));
    double line = (c->look->points > 0 ? c->look->points : 10) * POINT * LINE;
    if (c->number)
        return width <= room * SLACK;
    if (c->look->wrap == 1 && sheet.optimal[row] && c->columns == 1 && c->rows == 1)
        return true;
    if (c->look->wrap == 1)
        return (double)lines_of(c->look, c->text, room) * line <= (high - PADDING_HIGH) * SLACK + 0.06;
    for (long i = column + c->columns; i < MAX_COLUMNS && width > room * SLACK && c->columns == 1; i++) {
        if (i >= sheet.n_columns || sheet.rows[row][i].text || sheet.rows[row][i].covered)
            break;
        room += sheet.widths[i];
    }
    return width <= room * SLACK && line <= (high - PADDING_HIGH) * SLACK + 0.06;
}

static void end_sheet(void)
{
    for (long r = 0; r < sheet.n_rows; r++) {
        for (long c = 0; sheet.rows[r] && c < MAX_COLUMNS; c++)
            if (sheet.rows[r][c].text && sheet.rows[r][c].look && !fits(r, c))
                printf("%s row %ld column %ld: %s\n", sheet.name, r + 1, c + 1, sheet.rows[r][c].text);
        for (long c = 0; sheet.rows[r] && c < MAX_COLUMNS; c++)
            free(sheet.rows[r][c].text);
        free(sheet.rows[r]);
    }
    memset(&sheet, 0, sizeof sheet);
}

static const char *read_cell(const char *p, tag t, cell *out)
{
    static char shown[MAX_VALUE];
    char name[MAX_NAME], text[MAX_NAME];
    strcpy(name, t.name);
    *out = (cell){.columns = repeated(&t, "table:number-columns-spanned"),
                  .rows = repeated(&t, "table:number-rows-spanned"),
                  .covered = !strcmp(name, "table:covered-table-cell")};
    if (attribute(&t, "table:style-name", text, sizeof text))
        out->look = find_style(text);
    out->number = attribute(&t, "office:value-type", text, sizeof text) && strcmp(text, "string") != 0;
    *shown = '\0';
    int frames = 0;
    for (const char *from = p; !t.empty && (p = next_tag(p, &t)); from = p) {
        bool frame = !strcmp(t.name, "draw:frame") || !strcmp(t.name, "office:annotation");
        if (!frames)
            decode(shown, sizeof shown, from, t.from - strlen(t.name) - 1 - t.closes);
        frames += frame ? (t.closes ? -1 : !t.empty) : 0;
        if (t.closes && !frames && !strcmp(t.name, name))
            break;
        t.empty = false;
    }
    char *first = shown + strspn(shown, " "), *last = shown + strlen(shown);
    while (last > first && last[-1] == ' ')
        *--last = '\0';
    if (*first && !out->covered && (out->text = malloc(strlen(first) + 1)))
        strcpy(out->text, first);
    return p;
}

static void read_column(const tag *t, const style *defaults[MAX_COLUMNS])
{
    char name[MAX_NAME], visible[MAX_NAME] = "";
    const style *s = attribute(t, "table:style-name", name, sizeof name) ? find_style(name) : NULL;
    const style *look = attribute(t, "table:default-cell-style-name", name, sizeof name) ? find_style(name) : NULL;
    attribute(t, "table:visibility", visible, sizeof visible);
    for (long i = repeated(t, "table:number-columns-repeated"); i > 0 && sheet.n_columns < MAX_COLUMNS; i--) {
        defaults[sheet.n_columns] = look;
        sheet.widths[sheet.n_columns++] = s && !*visible ? s->size : 0;
    }
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: widths FILE.fods\n", stderr);
        return 2;
    }
    char *text = read_file(argv[1]), name[MAX_NAME];
    const style *defaults[MAX_COLUMNS] = {0};
    long column = 0, rows = 0;
    bool inherited = false;
    tag t;
    for (const char *p = text; (p = next_tag(p, &t));) {
        if (!strcmp(t.name, "style:style") && !t.closes) {
            p = read_style(p, &t);
        } else if (!strcmp(t.name, "draw:frame") && !t.closes && !t.empty) { /* charts hold tables of their own */
            for (int depth = 1; depth && (p = next_tag(p, &t));)
                depth += strcmp(t.name, "draw:frame") != 0 ? 0 : t.closes ? -1 : !t.empty;
        } else if (!strcmp(t.name, "table:table")) {
            for (int i = 0; i < n_styles && !inherited; i++)
                inherit(&styles[i]);
            inherited = true;
            end_sheet();
            if (!t.closes)
                attribute(&t, "table:name", sheet.name, sizeof sheet.name);
        } else if (!strcmp(t.name, "table:table-column")) {
            read_column(&t, defaults);
        } else if (!strcmp(t.name, "table:table-row") && !t.closes) {
            const style *s = attribute(&t, "table:style-name", name, sizeof name) ? find_style(name) : NULL;
            char visible[MAX_NAME] = "";
            attribute(&t, "table:visibility", visible, sizeof visible);
            rows = repeated(&t, "table:number-rows-repeated");
            column = 0;
            for (long i = 0; i < rows && sheet.n_rows + i < MAX_ROWS; i++)
                sheet.heights[sheet.n_rows + i] = s && !*visible ? s->size : 0,
                                             sheet.optimal[sheet.n_rows + i] = s && s->optimal;
            if (sheet.n_rows < MAX_ROWS && !(sheet.rows[sheet.n_rows] = calloc(MAX_COLUMNS, sizeof(cell))))
                return 1;
        } else if (!strcmp(t.name, "table:table-row")) {
            sheet.n_rows = sheet.n_rows + rows < MAX_ROWS ? sheet.n_rows + rows : MAX_ROWS - 1;
        } else if ((!strcmp(t.name, "table:table-cell") || !strcmp(t.name, "table:covered-table-cell")) && !t.closes) {
            long step = repeated(&t, "table:number-columns-repeated");
            cell c;
            p = read_cell(p, t, &c);
            if (column < MAX_COLUMNS && sheet.n_rows < MAX_ROWS && sheet.rows[sheet.n_rows]) {
                c.look = c.look ? c.look : defaults[column];
                sheet.rows[sheet.n_rows][column] = c;
            }
            for (long i = 1; i < step && c.covered && column + i < MAX_COLUMNS; i++)
                sheet.rows[sheet.n_rows][column + i].covered = true;
            column += step;
        }
    }
    free(text);
    return 0;
}
