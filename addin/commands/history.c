#include "history.h"
#include "grid.h"
#include <math.h>
#include <string.h>

enum { FEWEST = 5, DATE_FORMAT = 2 /* util.NumberFormat.DATE */ };

bool history_is_date(desk *d, uno_Interface *model, uno_Interface *cell)
{
    sal_Int32 key = (sal_Int32)office_read_number(office_property(d, cell, "NumberFormat"), 0);
    uno_Interface *formats = office_object(d, model, "util.XNumberFormatsSupplier::getNumberFormats", NULL);
    uno_Interface *format = office_object(d, formats, "util.XNumberFormats::getByKey", ARGS(&key));
    return ((int)office_read_number(office_property(d, format, "Type"), 0) & DATE_FORMAT) != 0;
}

const char *history_reference(desk *d, uno_Interface *model, office_range at)
{
    const char *name = sheet_name(d, sheet_at(d, model, at.sheet)), *quoted = "";
    for (const char *c = name; *c; c++)
        quoted = desk_text(d, "%s%c%s", quoted, *c, *c == '\'' ? "'" : "");
    office_range first = {at.sheet, at.column, at.row, at.column, at.row},
                 last = {at.sheet, at.last_column, at.last_row, at.last_column, at.last_row};
    const char *from = sheet_absolute(d, first), *to = sheet_absolute(d, last);
    if (strcmp(from, to) == 0)
        return desk_text(d, "$'%s'.%s", quoted, from);
    return desk_text(d, "$'%s'.%s:%s", quoted, from, to);
}

static office_cell place_of(const history *h, size_t i)
{
    return (office_cell){h->values.sheet, h->values.column, h->values.row + (sal_Int32)i};
}

static const char *named(desk *d, office_cell at)
{
    return sheet_place(d, (office_range){at.sheet, at.column, at.row, at.column, at.row});
}

static uno_Interface *error_in(desk *d, uno_Interface *range)
{
    sal_Int32 errors = 4; /* sheet.FormulaResult.ERROR */
    uno_Interface *wrong = office_object(d, range, "sheet.XCellRangesQuery::queryFormulaCells", ARGS(&errors));
    return office_long(d, wrong, "container.XIndexAccess::getCount", NULL) > 0 ? office_at(d, wrong, 0) : NULL;
}

/* What stands above the first figure; in our workbooks that is the unit, and the heading stands above it. */
static const char *heading_above(desk *d, const history *h)
{
    sal_Int32 row = h->values.row - 1;
    const char *style =
        row > 0 ? office_read_text(d, office_property(d, sheet_cell(d, h->sheet, h->values.column, row), "CellStyle"))
                : "";
    row -= strncmp(style, "Header unit", strlen("Header unit")) == 0;
    uno_Interface *above = row >= 0 ? sheet_cell(d, h->sheet, h->values.column, row) : NULL;
    return above && sheet_is_text(d, above) ? sheet_string(d, above) : "";
}

/* A text in front of the first figure is the heading, else what stands above; blanks at both ends are left out. */
static void read_values(order *o, history *h, office_range at)
{
    desk *d = o->desk;
    grid read = grid_read(d, h->sheet, at);
    size_t from = 0, to = read.rows;
    while (from < to && isnan(read.x[from])) {
        if (read.text[from])
            h->header = read.text[from];
        from++;
    }
    while (to > from && isnan(read.x[to - 1]) && !read.text[to - 1])
        to--;
    h->values = at;
    h->values.row = at.row + (sal_Int32)from;
    h->values.last_row = at.row + (sal_Int32)(to > from ? to - 1 : from);
    h->n = to - from;
    h->x = read.x + from;
    const char *above = h->n ? heading_above(d, h) : "";
    h->header = *above ? above : h->header;
    uno_Interface *error = h->n ? error_in(d, sheet_range(d, h->sheet, h->values)) : NULL;
    if (error) {
        office_range wrong = sheet_address(d, error);
        uno_Interface *cell = sheet_cell(d, h->sheet, wrong.column, wrong.row);
        h->trouble = WORDS(d, WORD_MSG_ERRORINCOLUMN, named(d, (office_cell){0, wrong.column, wrong.row}),
                           sheet_string(d, cell));
    }
    for (size_t i = 0; i < h->n; i++) {
        h->n_filled += isnan(h->x[i]) ? 0 : 1;
        if (read.text[from + i] && !h->trouble)
            h->trouble = WORDS(d, WORD_MSG_TEXTINCOLUMN, named(d, place_of(h, i)), read.text[from + i]);
    }
    if (h->n_filled == 0)
        h->trouble = words(d, WORD_MSG_NOFIGURES);
    else if (h->n_filled < FEWEST && !h->trouble)
        h->trouble = WORDS(d, WORD_MSG_FEWFIGURES, desk_text(d, "%zu", h->n_filled), desk_text(d, "%d", FEWEST));
}

/* Days since 1899-12-30 as year * 12 + month (Howard Hinnant, civil_from_days). */
long history_month(double serial, int *day)
{
    long z = (long)floor(serial) - 25569 + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
    long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365, doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    long mp = (5 * doy + 2) / 153, month = mp < 10 ? mp + 3 : mp - 9;
    *day = (int)(doy - (153 * mp + 2) / 5 + 1);
    return (yoe + era * 400 + (month <= 2)) * 12 + month - 1;
}

/* Is it the last of its month, which ends later or earlier than another? */
static bool is_last(double serial)
{
    int day = 0, next = 0;
    return history_month(serial, &day) != history_month(serial + 1, &next);
}

static void find_step(order *o, history *h)
{
    desk *d = o->desk;
    int day = 0, day_2 = 0;
    if (h->n < 2)
        return;
    long months = history_month(h->when[1], &day_2) - history_month(h->when[0], &day);
    h->days = (int)(h->when[1] - h->when[0]);
    bool ends = is_last(h->when[0]) && is_last(h->when[1]);
    if (months > 0 && (day == day_2 || ends))
        h->months = (int)months;
    for (size_t i = 1; i < h->n; i++) {
        long step = history_month(h->when[i], &day_2) - history_month(h->when[i - 1], &day);
        bool even = h->months ? step == h->months && (day == day_2 || (is_last(h->when[i]) && is_last(h->when[i - 1])))
                              : (int)(h->when[i] - h->when[i - 1]) == h->days;
        if (even && h->when[i] > h->when[i - 1])
            continue;
        uno_Interface *first = sheet_cell(d, h->sheet, h->dates.column, h->dates.row + (sal_Int32)i - 1);
        uno_Interface *next = sheet_cell(d, h->sheet, h->dates.column, h->dates.row + (sal_Int32)i);
        h->warning = WORDS(d, WORD_MSG_DATES, sheet_string(d, first), sheet_string(d, next));
        if (h->when[i] <= h->when[i - 1])
            h->trouble = h->warning;
        break;
    }
}

static void read_dates(order *o, history *h, sal_Int32 column)
{
    desk *d = o->desk;
    h->dates = h->values;
    h->dates.column = h->dates.last_column = column;
    grid read = grid_read(d, h->sheet, h->dates);
    for (size_t i = 0; i < read.rows; i++)
        if (isnan(read.x[i]))
            return;
    if (!history_is_date(d, o->model, sheet_cell(d, h->sheet, column, h->dates.row)))
        return;
    h->has_dates = true;
    h->when = read.x;
    find_step(o, h);
}

static void finish(order *o, history *h)
{
    size_t gaps = h->n - h->n_filled;
    if (gaps && !h->trouble && !h->warning) {
        size_t first = 0;
        while (!isnan(h->x[first]))
            first++;
        h->warning = gaps == 1 ? WORDS(o->desk, WORD_MSG_GAP_ONE, named(o->desk, place_of(h, first)))
                               : WORDS(o->desk, WORD_MSG_GAPS, desk_text(o->desk, "%zu", gaps),
                                       named(o->desk, place_of(h, first)));
    }
}

history history_of(order *o, uno_Interface *selection)
{
    desk *d = o->desk;
    history h = {.header = ""};
    if (!selection) {
        h.trouble = words(d, WORD_MSG_NOFIGURES);
        return h;
    }
    h.sheet = sheet_of(d, selection);
    office_range at = grid_clip(d, h.sheet, sheet_address(d, selection));
    sal_Int32 dates = at.column - 1;
    if (at.row == at.last_row && at.column == at.last_column) {
        office_range table = grid_around(d, h.sheet, at); /* its rows, in the cell's own column */
        at.row = table.row;
        at.last_row = table.last_row;
    }
    if (at.last_column > at.column) { /* dates and figures: the last column is forecast */
        dates = at.column;
        at.column = at.last_column;
    }
    read_values(o, &h, at);
    if (h.n_filled && dates >= 0 && dates != h.values.column)
        read_dates(o, &h, dates);
    finish(o, &h);
    return h;
}

history history_named(order *o, const char *values, const char *dates)
{
    desk *d = o->desk;
    history h = {.header = ""};
    uno_Interface *first = sheet_at(d, o->model, 0);
    uno_Interface *active = office_object(d, o->controller, "sheet.XSpreadsheetView::getActiveSheet", NULL);
    uno_Interface *here = active ? active : first;
    uno_Interface *range = sheet_referred(d, o->model, here, (formula_piece){values, strlen(values)});
    uno_Interface *when =
        dates && *dates ? sheet_referred(d, o->model, here, (formula_piece){dates, strlen(dates)}) : NULL;
    if (!range) {
        h.trouble = *values ? WORDS(d, WORD_MSG_NORANGE, values) : words(d, WORD_MSG_NOFIGURES);
        return h;
    }
    h.sheet = sheet_of(d, range);
    office_range at = grid_clip(d, h.sheet, sheet_address(d, range));
    at.last_column = at.column;
    read_values(o, &h, at);
    if (when && h.n_filled)
        read_dates(o, &h, sheet_address(d, when).column);
    if (dates && *dates && !h.has_dates && !h.trouble)
        h.trouble = WORDS(d, WORD_MSG_NODATES, dates);
    finish(o, &h);
    return h;
}
