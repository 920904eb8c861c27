/* What a workbook of ours says of itself: its sheet Checks, and on Start how new its data are. */
#include <math.h>
#include <string.h>
#include "check.h"
#include "grid.h"
#include "history.h"

/* ✗ and ✓, with which the writer's checks begin. */
static const char FAILS[] = "\xE2\x9C\x97", PASSES[] = "\xE2\x9C\x93";
enum { MOST_LINES = 128 };

static grid whole(desk *d, uno_Interface *sheet, office_range *at)
{
    *at = grid_clip(d, sheet, sheet_address(d, sheet));
    return grid_read(d, sheet, *at);
}

static bool find_text(const grid *g, const char *text, size_t *row, size_t *column)
{
    for (*row = 0; *row < g->rows; ++*row)
        for (*column = 0; *column < g->columns; ++*column)
            if (strcmp(grid_text(g, *row, *column), text) == 0)
                return true;
    return false;
}

/* What the link in a cell leads to ("#Inputs.B7"); NULL: there is none. */
static uno_Interface *linked(check *c, uno_Interface *sheet, uno_Interface *cell)
{
    desk *d = c->order->desk;
    uno_Interface *fields = office_object(d, cell, "text.XTextFieldsSupplier::getTextFields", NULL);
    uno_Interface *all = office_object(d, fields, "container.XEnumerationAccess::createEnumeration", NULL);
    if (!office_flag(d, all, "container.XEnumeration::hasMoreElements", NULL))
        return NULL;
    uno_Interface *field = office_read_object(d, office_any(d, all, "container.XEnumeration::nextElement", NULL));
    const char *url = office_read_text(d, office_property(d, field, "URL"));
    return *url == '#' ? sheet_referred(d, c->order->model, sheet, (formula_piece){url + 1, strlen(url + 1)}) : NULL;
}

/* The lines that are paperwork: those that the cell beside "Paperwork" counts. */
static office_range papers(order *o, uno_Interface *sheet, const grid *g)
{
    desk *d = o->desk;
    size_t row, column;
    formula_piece reference;
    if (!find_text(g, "Paperwork", &row, &column))
        return (office_range){.row = -1, .last_row = -2};
    const char *formula = sheet_formula(d, sheet_cell(d, sheet, (sal_Int32)column + 1, (sal_Int32)row));
    if (formula_references(formula, &reference, 1) == 0)
        return (office_range){.row = -1, .last_row = -2};
    return sheet_address(d, sheet_referred(d, o->model, sheet, reference));
}

size_t check_lines(order *o, check_line *lines, size_t most)
{
    desk *d = o->desk;
    uno_Interface *sheet = sheet_named(d, o->model, "Checks");
    office_range at;
    size_t row, column, n = 0;
    grid g = {0};
    if (sheet)
        g = whole(d, sheet, &at);
    if (!find_text(&g, "Result", &row, &column) || column == 0 || strcmp(grid_text(&g, row, column - 1), "Check") != 0)
        return 0;
    office_range paper = papers(o, sheet, &g);
    for (row++; *grid_text(&g, row, column - 1) && n < most; row++) {
        const char *result = grid_text(&g, row, column);
        sal_Int32 r = (sal_Int32)row;
        lines[n++] = (check_line){grid_text(&g, row, column - 1),
                                  result,
                                  strncmp(result, PASSES, sizeof PASSES - 1) == 0,
                                  r >= paper.row && r <= paper.last_row,
                                  (sal_Int32)column,
                                  r};
    }
    return n;
}

static void read_checks(check *c, uno_Interface *sheet)
{
    desk *d = c->order->desk;
    check_line *all = desk_take(d, MOST_LINES * sizeof *all);
    size_t n = check_lines(c->order, all, MOST_LINES);
    office_range at = sheet_address(d, sheet);
    c->book = n > 0;
    for (size_t i = 0; i < n; i++) {
        sal_Int32 r = all[i].row, k = all[i].column;
        if (strncmp(all[i].result, FAILS, sizeof FAILS - 1) != 0)
            continue;
        const char *todo = sheet_string(d, sheet_cell(d, sheet, k + 2, r));
        uno_Interface *to = linked(c, sheet, sheet_cell(d, sheet, k + 1, r));
        office_range place = to ? sheet_address(d, to) : check_cell(at, k, r);
        const char *from = sheet_place_seen(d, c->order->model, check_cell(at, k, r), -1);
        check_add(c, !all[i].paper, check_cell(place, place.column, place.row), WORDS(d, WORD_FIND_FAILS, all[i].what),
                  todo, WORDS(d, WORD_FIND_FAILS_DETAIL, all[i].what, from, todo));
    }
}

static uno_Interface *input(check *c, const char *name, double *value)
{
    desk *d = c->order->desk;
    uno_Interface *range =
        sheet_referred(d, c->order->model, sheet_at(d, c->order->model, 0), (formula_piece){name, strlen(name)});
    uno_Interface *cell = office_ask(d, range, "table.XCellRange");
    sal_Int32 zero = 0;
    cell = office_object(d, cell, "table.XCellRange::getCellByPosition", ARGS(&zero, &zero));
    int type = cell ? sheet_type(d, cell) : CELL_EMPTY;
    bool is = type == CELL_VALUE || (type == CELL_FORMULA && !sheet_is_text(d, cell) && !sheet_error(d, cell));
    *value = is ? office_number(d, cell, "table.XCell::getValue", NULL) : (double)NAN;
    return cell;
}

/* Is the newest date older than the period that the workbook says it is about? Its own inputs are its today. */
static bool is_stale(const char *name, double today, double newest)
{
    int day = 0;
    long months = history_month(today, &day) - history_month(newest, &day);
    if (strcmp(name, "first_week") == 0)
        return today - newest > 7;
    return months > (strcmp(name, "quarter") == 0 ? -2 : 0); /* a quarter's last month */
}

static void read_newest(check *c, uno_Interface *sheet)
{
    static const char *const periods[] = {"first_week", "review_month", "quarter", "year_start"};
    desk *d = c->order->desk;
    office_range at;
    grid g = whole(d, sheet, &at);
    size_t row, column;
    if (!find_text(&g, "Newest data", &row, &column))
        return;
    double newest = grid_number(&g, row + 1, column), today;
    sal_Int32 r = (sal_Int32)row + 1, k = (sal_Int32)column;
    uno_Interface *cell = sheet_cell(d, sheet, k, r);
    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++) {
        uno_Interface *period = input(c, periods[i], &today);
        if (isnan(newest) || isnan(today) || !is_stale(periods[i], today, newest))
            continue;
        formula_piece reference;
        size_t n = formula_references(sheet_formula(d, cell), &reference, 1);
        uno_Interface *source = n ? sheet_referred(d, c->order->model, sheet, reference) : NULL;
        office_range place = source ? sheet_address(d, source) : check_cell(at, k, r);
        const char *of = sheet_string(d, cell), *is = sheet_string(d, period);
        check_add(c, true, check_cell(place, place.column, place.row), WORDS(d, WORD_FIND_STALE, of, is),
                  words(d, WORD_FIND_STALE_TODO),
                  WORDS(d, WORD_FIND_STALE_DETAIL, of, is,
                        sheet_place_seen(d, c->order->model, sheet_address(d, period), -1)));
    }
}

void check_book(check *c)
{
    desk *d = c->order->desk;
    uno_Interface *checks = sheet_named(d, c->order->model, "Checks"),
                  *start = sheet_named(d, c->order->model, "Start");
    if (checks)
        read_checks(c, checks);
    if (checks && start)
        read_newest(c, start);
}
