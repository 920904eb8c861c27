/* Rules about what cells show. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "raw.h"
#include "rules.h"

/* #DIV/0!, #N/A, #NAME?, Err:502 and their kin. */
static bool is_error(const char *shown)
{
    if (starts(shown, "Err:"))
        return shown[4] && shown[4 + strspn(shown + 4, "0123456789")] == '\0';
    if (*shown != '#')
        return false;
    size_t letters = strspn(shown + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    return letters && shown[1 + letters + strspn(shown + 1 + letters, "!/?0A")] == '\0';
}

void no_errors(report *r, const cells *of)
{
    begin(r, "no error anywhere");
    for (const cell *c = of->items; c < of->items + of->n; c++)
        if (strcmp(c->type, "error") == 0 || is_error(c->value))
            complain(r, "%s shows %s", where(c), *c->value ? c->value : "an error");
    end(r);
}

/* The cells that a comparison looks at, and what it looks at in them. */
typedef struct comparison {
    bool (*counts)(const cell *);
    bool (*same)(const cell *, const cell *);
} comparison;

static const char *what(const cell *c)
{
    return *c->formula ? written("%s (%s)", c->value, c->formula) : c->value;
}

static const cell *next_counted(const cells *of, const cell *c, const comparison *how)
{
    while (c < of->items + of->n && !how->counts(c))
        c++;
    return c < of->items + of->n ? c : NULL;
}

static int order(const cell *a, const cell *b)
{
    int sheet = strcmp(a->sheet, b->sheet);
    long by = a->row != b->row ? a->row - b->row : a->column - b->column;
    return sheet ? sheet : (by > 0) - (by < 0);
}

static void compare(report *r, const cells *is, const cells *was, const comparison *how)
{
    const cell *a = next_counted(is, is->items, how), *b = next_counted(was, was->items, how);
    while (a || b) {
        int which = !a ? 1 : !b ? -1 : order(a, b);
        if (which < 0)
            complain(r, "%s holds %s, and held nothing", where(a), what(a));
        else if (b && which > 0)
            complain(r, "%s held %s, and holds nothing", where(b), what(b));
        else if (b && !how->same(a, b))
            complain(r, "%s holds %s, and held %s", where(a), what(a), what(b));
        a = a && which <= 0 ? next_counted(is, a + 1, how) : a;
        b = b && which >= 0 ? next_counted(was, b + 1, how) : b;
    }
}

enum { SIGN = 3 }; /* bytes of a verdict's sign */

static bool is_verdict(const char *text)
{
    return starts(text, "✓") || starts(text, "✗") || starts(text, "–");
}

static bool counts_as_figure(const cell *c)
{
    return strcmp(c->type, "string") != 0 || is_verdict(c->value);
}

static bool same_figure(const cell *a, const cell *b)
{
    if (strcmp(a->type, b->type) != 0)
        return false;
    return strcmp(a->type, "string") == 0 ? strncmp(a->value, b->value, SIGN) == 0 : strcmp(a->value, b->value) == 0;
}

void same_figures(report *r, const cells *is, const cells *was)
{
    static const comparison figures = {counts_as_figure, same_figure};
    begin(r, "the same figures and verdicts");
    compare(r, is, was, &figures);
    end(r);
}

static bool holds_something(const cell *c)
{
    return strcmp(c->type, "string") != 0 || *c->value || *c->formula;
}

/* Of 12:53:07.99. */
static double seconds(const char *time)
{
    double sum = 0;
    char *end = NULL;
    for (int part = 0; part < 3; part++) {
        sum = sum * 60 + strtod(time, &end);
        time = *end == ':' ? end + 1 : end;
    }
    return sum;
}

/* Moments of a day less than a hundredth of a second apart: 7.4 stores no finer ones, and cuts off what would be
 * rounded up into the next second (24.9984 is stored as 24.99); 25.2 stores all. */
static bool same_moment(const cell *a, const cell *b)
{
    enum { TIME = 11 }; /* where it begins in 2025-12-01T12:53:07.99 */
    return strcmp(a->type, "date") == 0 && strlen(a->value) > TIME && strlen(b->value) > TIME &&
           strncmp(a->value, b->value, TIME) == 0 &&
           fabs(seconds(a->value + TIME) - seconds(b->value + TIME)) < 0.00999;
}

static bool same_cell(const cell *a, const cell *b)
{
    return strcmp(a->type, b->type) == 0 && strcmp(a->formula, b->formula) == 0 &&
           (strcmp(a->value, b->value) == 0 || same_moment(a, b));
}

void same_cells(report *r, const cells *is, const cells *was)
{
    static const comparison all = {holds_something, same_cell};
    begin(r, "every value and formula is kept");
    compare(r, is, was, &all);
    end(r);
}

static bool same_number(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fabs(b) + 1e-12;
}

/* A number, or a date of a document as the number that it is in the office. */
static bool figure_of(const char *text, double *x)
{
    if (strlen(text) == strlen("2025-12-29") && text[4] == '-' && text[7] == '-') {
        *x = day(text);
        return true;
    }
    return number_of(text, x);
}

/* The same figure, or the same words: documents and lists write dates and blanks otherwise. */
static bool reads_alike(const char *a, const char *b)
{
    double x = 0, y = 0;
    if (figure_of(a, &x) && figure_of(b, &y))
        return same_number(x, y);
    while (*a || *b) {
        a += strspn(a, " ");
        b += strspn(b, " ");
        if (*a != *b)
            return false;
        a += *a != '\0';
        b += *b != '\0';
    }
    return true;
}

/* A cell of several lines has no value in a document, but what it shows. */
static const char *said_by(const cell *c)
{
    return !c ? "" : *c->value ? c->value : c->shown;
}

/* Complains of what the one page holds there and the other not, or otherwise. */
static void look_at_page(report *r, const cells *first, const cells *second, const char *sheet, long columns)
{
    for (const cell *c = first->items; c < first->items + first->n; c++) {
        const char *other = said_by(cell_at(second, sheet, c->row, c->column));
        if (strcmp(c->sheet, sheet) == 0 && c->column <= columns && !reads_alike(said_by(c), other))
            complain(r, "%s: \"%s\" and \"%s\"", where(c), said_by(c), other);
    }
}

void page_stays(report *r, const cells *is, const cells *was, const char *sheet, long columns)
{
    begin(r, written("%s says the same", sheet));
    look_at_page(r, is, was, sheet, columns);
    look_at_page(r, was, is, sheet, columns);
    end(r);
}

void shows(report *r, const book *names, const cells *of, const char *text, double figure)
{
    place at;
    double got = 0;
    begin(r, text);
    if (!find_place(names, text, &at)) {
        complain(r, "no such place");
    } else {
        const char *value = value_at(of, at.sheet, at.row, at.column);
        if (!number_of(value, &got) || !same_number(got, figure))
            complain(r, "%s shows %s, not %.17g", address(at.sheet, at.row, at.column), *value ? value : "nothing",
                     figure);
    }
    end(r);
}

void says(report *r, const book *names, const cells *of, const char *text, const char *words)
{
    place at;
    begin(r, text);
    if (!find_place(names, text, &at)) {
        complain(r, "no such place");
    } else {
        const cell *is = cell_at(of, at.sheet, at.row, at.column);
        const char *value = !is ? "" : strcmp(is->type, "error") == 0 ? "an error" : is->value;
        if (strcmp(words, "nothing") == 0 ? *value != '\0' : !strstr(value, words))
            complain(r, "%s does not say \"%s\" but \"%s\"", address(at.sheet, at.row, at.column), words, value);
    }
    end(r);
}

/* The figure of a place in such lines; false: there is none. */
static bool find_figure(const char *lines, const char *of, double *x)
{
    char *rest = keep(lines, strlen(lines)), *part[3];
    for (char *l; (l = next_line(&rest));)
        if (cut(l, '\t', part, 3) == 2 && strcmp(part[0], of) == 0)
            return number_of(part[1], x);
    return false;
}

void figures_expected(report *r, const char *expected, const char *computed)
{
    char *rest = keep(expected, strlen(expected)), *part[3];
    double is = 0, was = 0;
    for (char *l; (l = next_line(&rest));) {
        if (!*l || *l == '#')
            continue;
        begin(r, "stands in it as the raw tables give it");
        if (cut(l, '\t', part, 3) != 2 || !number_of(part[1], &was))
            complain(r, "%s: a place and a figure, please", part[0]);
        else if (!find_figure(computed, part[0], &is))
            complain(r, "%s is not computed", part[0]);
        else if (!same_number(is, was))
            complain(r, "%s is %.17g, not %.17g", part[0], is, was);
        end(r);
    }
    begin(r, "holds all that the raw tables give");
    rest = keep(computed, strlen(computed));
    if (!*rest)
        complain(r, "nothing is computed");
    for (char *l; (l = next_line(&rest));)
        if (cut(l, '\t', part, 3) == 2 && !find_figure(expected, part[0], &was))
            complain(r, "%s is missing: make figures", part[0]);
    end(r);
}
