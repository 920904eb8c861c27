/* Writing what was looked at. New lines are copied from lines of their table, so that the step can be undone and done
 * again (what is set by blocks alone does not come off blank cells), then dated, and the rest emptied. */
#include <string.h>
#include "grid.h"
#include "roll.h"

static bool clear(desk *d, uno_Interface *sheet, office_range at)
{
    sal_Int32 contents = 1 | 2 | 4 | 16; /* sheet.CellFlags VALUE, DATETIME, STRING, FORMULA */
    return office_call(d, sheet_range(d, sheet, at), "sheet.XSheetOperation::clearContents", NULL, ARGS(&contents));
}

static bool set_text(desk *d, uno_Interface *cell, const char *text)
{
    return office_call(d, cell, "text.XTextRange::setString", NULL, ARGS(office_string(d, text)));
}

static bool put_column(desk *d, uno_Interface *sheet, office_range at, size_t n, const char *const *texts)
{
    uno_Sequence **all = desk_take(d, n * sizeof *all);
    for (size_t i = 0; i < n; i++)
        all[i] = *office_texts(d, 1, texts + i);
    return office_call(d, sheet_range(d, sheet, at), "sheet.XCellRangeFormula::setFormulaArray", NULL,
                       ARGS(office_sequences(d, typelib_TypeClass_STRING, n, all)));
}

/* A text that the office takes for a number or a date, "2024", "May 3", is set again as the text it is. */
static bool texts_stand(desk *d, uno_Interface *sheet, office_range at, const char *const *texts, const bool *is_text)
{
    grid now = grid_read(d, sheet, at);
    bool good = true;
    for (size_t i = 0; i < now.rows && good; i++)
        if (is_text[i] && strcmp(grid_text(&now, i, 0), texts[i]) != 0)
            good = set_text(d, sheet_cell(d, sheet, at.column, at.row + (sal_Int32)i), texts[i]);
    return good;
}

/* The columns behind the first: what goes with the date, or nothing. */
static bool put_others(desk *d, uno_Interface *sheet, const roll_change *c)
{
    const roll_rows *rows = c->rows;
    size_t columns = (size_t)(c->at.last_column - c->at.column) + 1, cleared = 1;
    bool good = true;
    for (size_t i = 1; i <= columns && good; i++) {
        office_range at = c->at;
        size_t k = 0;
        while (k < rows->n_with && rows->with[k] != i)
            k++;
        if (k == rows->n_with && i < columns)
            continue;
        if (cleared < i) {
            at.column += (sal_Int32)cleared;
            at.last_column = c->at.column + (sal_Int32)i - 1;
            good = clear(d, sheet, at);
        }
        cleared = i + 1;
        at.column = at.last_column = c->at.column + (sal_Int32)i;
        if (i < columns)
            good = good && put_column(d, sheet, at, rows->n, rows->texts[k]) &&
                   texts_stand(d, sheet, at, rows->texts[k], rows->is_text[k]);
    }
    return good;
}

static bool write_rows(desk *d, uno_Interface *sheet, const roll_change *c)
{
    const roll_rows *rows = c->rows;
    office_cell to = {c->at.sheet, c->at.column, c->at.row};
    office_range like = rows->like, dates_at = c->at;
    const char **dates = desk_take(d, rows->n * sizeof *dates);
    for (size_t i = 0; i < rows->n; i++)
        dates[i] = desk_text(d, "%.*g", SX_SHOWN(rows->dates[i]));
    dates_at.last_column = dates_at.column;
    bool good = office_call(d, sheet, "sheet.XCellRangeMovement::copyRange", NULL, ARGS(&to, &like)) &&
                put_column(d, sheet, dates_at, rows->n, dates) && put_others(d, sheet, c);
    grid now = grid_read(d, sheet, c->at); /* the office is silent where a cell is protected */
    for (size_t i = 0; i < rows->n && good; i++)
        good = grid_number(&now, i, 0) == rows->dates[i];
    return good;
}

static bool write_all(order *o, const roll *r)
{
    desk *d = o->desk;
    bool good = true;
    for (size_t i = 0; i < r->n_changes && good; i++) {
        const roll_change *c = &r->changes[i];
        uno_Interface *sheet = sheet_at(d, o->model, c->at.sheet);
        uno_Interface *cell = sheet_cell(d, sheet, c->at.column, c->at.row);
        double to = c->to;
        switch (c->how) {
        case ROLL_NUMBER:
            good = office_call(d, cell, "table.XCell::setValue", NULL, ARGS(&to));
            break;
        case ROLL_TEXT:
            good = set_text(d, cell, c->text);
            break;
        case ROLL_EMPTY:
            good = clear(d, sheet, c->at);
            break;
        case ROLL_ROWS:
            good = write_rows(d, sheet, c);
            break;
        }
    }
    return good;
}

bool roll_write(order *o, const roll *r)
{
    desk *d = o->desk;
    sal_Bool computes = office_flag(d, o->model, "sheet.XCalculatable::isAutomaticCalculationEnabled", NULL), no = 0;
    office_call(d, o->model, "sheet.XCalculatable::enableAutomaticCalculation", NULL, ARGS(&no)); /* once, at the end */
    bool good = write_all(o, r);
    const char *why = desk_text(d, "%s", d->trouble);
    office_call(d, o->model, "sheet.XCalculatable::enableAutomaticCalculation", NULL, ARGS(&computes));
    sx_format_into(d->trouble, sizeof d->trouble, "%s", why);
    return good;
}
