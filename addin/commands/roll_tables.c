/* The tables of periods on a review's sheet Data: their first column is headed "week" or "month" and holds dates. */
#include <math.h>
#include <string.h>
#include "base/date.h"
#include "grid.h"
#include "roll.h"

enum { TITLE_REACH = 4, UNIT_ROWS = 2 };

double roll_on(double date, int days, int months)
{
    double day = floor(date), time = date - day;
    if (months == 0)
        return date + days;
    sx_civil was = sx_date_civil(day);
    double to = sx_add_months(day, months);
    sx_civil is = sx_date_civil(to);
    if (was.day == sx_days_in_month(was.year, was.month))
        to = sx_date_serial(is.year, is.month, sx_days_in_month(is.year, is.month));
    return to + time;
}

const char *roll_date(desk *d, double date)
{
    char text[11];
    sx_date_text(date, text);
    return desk_text(d, "%s", text);
}

void roll_add(roll *r, roll_how how, office_range at, double to)
{
    if (r->n_changes < ROLL_MOST_CHANGES)
        r->changes[r->n_changes++] = (roll_change){how, at, to};
}

void roll_say(roll *r, const char *what, const char *place, const char *does)
{
    if (r->n_lines < ROLL_MOST_LINES)
        r->lines[r->n_lines++] = (roll_line){what, place, does};
}

static bool is_open(desk *d, uno_Interface *cell)
{
    const uno_Any *protection = office_property(d, cell, "CellProtection");
    return protection && protection->pType->eTypeClass == typelib_TypeClass_STRUCT &&
           !*(const sal_Bool *)protection->pData; /* util.CellProtection begins with IsLocked */
}

static const char *style_of(desk *d, uno_Interface *cell)
{
    return office_read_text(d, office_property(d, cell, "CellStyle"));
}

/* The heading above a table, over its note. */
static const char *title_of(desk *d, uno_Interface *sheet, sal_Int32 column, sal_Int32 row)
{
    for (sal_Int32 r = row - 1; r >= 0 && r >= row - TITLE_REACH; r--)
        if (strcmp(style_of(d, sheet_cell(d, sheet, column, r)), "Heading") == 0)
            return sheet_string(d, sheet_cell(d, sheet, column, r));
    return sheet_string(d, sheet_cell(d, sheet, column, row));
}

/* The dates of one table: the first free row behind its last date; false: it has none. */
static bool read_table(desk *d, uno_Interface *sheet, const grid *g, size_t column, size_t head, size_t *free_row,
                       double *last)
{
    size_t first = head + 1;
    while (first <= head + UNIT_ROWS && !is_open(d, sheet_cell(d, sheet, (sal_Int32)column, (sal_Int32)first)))
        first++;
    if (first > head + UNIT_ROWS)
        return false;
    *free_row = first;
    while (!isnan(grid_number(g, *free_row, column)))
        *last = grid_number(g, (*free_row)++, column);
    return *free_row > first;
}

/* A line each for the periods that come next in this table: weeks one, months as many as the period has. */
static bool add_lines(order *o, roll *r, uno_Interface *sheet, office_range at, double last, int n, bool weeks)
{
    desk *d = o->desk;
    const char *title = title_of(d, sheet, at.column, at.row), *place = sheet_place_seen(d, o->model, at, -1);
    double date = last;
    for (int i = 0; i < n; i++) {
        office_range cell = at;
        cell.row = cell.last_row = at.last_row + i;
        date = roll_on(date, weeks ? 7 : 0, weeks ? 0 : 1);
        if (!is_open(d, sheet_cell(d, sheet, cell.column, cell.row))) {
            r->refused = WORDS(d, WORD_MSG_ROLLFULL, title, place);
            return false;
        }
        roll_add(r, ROLL_LINE, cell, date);
    }
    office_range from = at;
    from.row = at.last_row;
    from.last_row = at.last_row + n - 1;
    place = sheet_place_seen(d, o->model, from, -1);
    roll_say(r, title, place,
             n == 1 ? WORDS(d, WORD_ROLL_LINE, roll_date(d, date))
                    : WORDS(d, WORD_ROLL_LINES, desk_text(d, "%d", n), roll_date(d, date)));
    r->then = desk_text(d, "%s%s%s", r->then, *r->then ? "\n" : "", WORDS(d, WORD_ROLL_FILL, title, place));
    return true;
}

bool roll_tables(order *o, roll *r, int days, int months)
{
    desk *d = o->desk;
    uno_Interface *sheet = sheet_named(d, o->model, "Data");
    if (!sheet)
        return true;
    office_range all = grid_clip(d, sheet, sheet_address(d, sheet));
    grid g = grid_read(d, sheet, all);
    for (size_t row = 0; row < g.rows; row++)
        for (size_t column = 0; column < g.columns; column++) {
            const char *head = grid_text(&g, row, column);
            bool weeks = days && strcmp(head, "week") == 0;
            size_t next = 0;
            double last = 0;
            if (!weeks && !(months && strcmp(head, "month") == 0))
                continue;
            if (strncmp(style_of(d, sheet_cell(d, sheet, (sal_Int32)column, (sal_Int32)row)), "Header", 6) != 0 ||
                !read_table(d, sheet, &g, column, row, &next, &last))
                continue;
            office_range at = {all.sheet, (sal_Int32)column, (sal_Int32)row, (sal_Int32)column, (sal_Int32)next};
            if (!add_lines(o, r, sheet, at, last, weeks ? 1 : months, weeks))
                return false;
        }
    return true;
}
