#include "sheet.h"
#include "base/value.h"
#include <math.h>
#include <string.h>

enum { LABEL_REACH = 12, WITH_THOUSANDS = 3, WITH_CENTS = 4 /* keys that every document has: #,##0 and #,##0.00 */ };

static double cells_of(desk *d, uno_Interface *range)
{
    office_range at = sheet_address(d, range);
    return ((double)at.last_column - at.column + 1) * ((double)at.last_row - at.row + 1);
}

uno_Interface *sheet_selection(desk *d, uno_Interface *controller, double *n)
{
    uno_Interface *selected =
        office_read_object(d, office_any(d, controller, "view.XSelectionSupplier::getSelection", NULL));
    *n = 0;
    if (office_ask(d, selected, "sheet.XCellRangeAddressable")) {
        *n = office_flag(d, selected, "util.XMergeable::getIsMerged", NULL) ? 1 : cells_of(d, selected);
        return selected;
    }
    uno_Interface *ranges = office_ask(d, selected, "sheet.XSheetCellRanges");
    uno_Interface *many = ranges ? office_ask(d, ranges, "container.XIndexAccess") : NULL;
    sal_Int32 count = office_long(d, many, "container.XIndexAccess::getCount", NULL);
    for (sal_Int32 i = 0; i < count; i++)
        *n += cells_of(d, office_at(d, many, i));
    return count > 0 ? office_at(d, many, 0) : NULL;
}

office_range sheet_address(desk *d, uno_Interface *range)
{
    office_range at = {0};
    office_call(d, range, "sheet.XCellRangeAddressable::getRangeAddress", &at, NULL);
    return at;
}

static uno_Interface *sheets(desk *d, uno_Interface *model)
{
    return office_object(d, model, "sheet.XSpreadsheetDocument::getSheets", NULL);
}

uno_Interface *sheet_at(desk *d, uno_Interface *model, sal_Int32 index)
{
    return office_at(d, sheets(d, model), index);
}

uno_Interface *sheet_named(desk *d, uno_Interface *model, const char *name)
{
    return office_named(d, sheets(d, model), name);
}

uno_Interface *sheet_of(desk *d, uno_Interface *range)
{
    return office_object(d, range, "sheet.XSheetCellRange::getSpreadsheet", NULL);
}

const char *sheet_name(desk *d, uno_Interface *sheet)
{
    return office_text(d, sheet, "container.XNamed::getName", NULL);
}

uno_Interface *sheet_cell(desk *d, uno_Interface *sheet, sal_Int32 column, sal_Int32 row)
{
    return office_object(d, sheet, "table.XCellRange::getCellByPosition", ARGS(&column, &row));
}

uno_Interface *sheet_range(desk *d, uno_Interface *sheet, office_range at)
{
    return office_object(d, sheet, "table.XCellRange::getCellRangeByPosition",
                         ARGS(&at.column, &at.row, &at.last_column, &at.last_row));
}

int sheet_type(desk *d, uno_Interface *cell)
{
    return office_long(d, cell, "table.XCell::getType", NULL);
}

const char *sheet_string(desk *d, uno_Interface *cell)
{
    return office_text(d, cell, "text.XTextRange::getString", NULL);
}

const char *sheet_formula(desk *d, uno_Interface *cell)
{
    return office_text(d, cell, "table.XCell::getFormula", NULL);
}

int sheet_error(desk *d, uno_Interface *cell)
{
    return office_long(d, cell, "table.XCell::getError", NULL);
}

bool sheet_is_text(desk *d, uno_Interface *cell)
{
    int type = sheet_type(d, cell);
    if (type != CELL_FORMULA)
        return type == CELL_TEXT;
    /* com.sun.star.sheet.FormulaResult.STRING is 2 */
    return sheet_error(d, cell) == 0 && office_read_number(office_property(d, cell, "FormulaResultType2"), 0) == 2;
}

static const char *column_name(desk *d, sal_Int32 column)
{
    char name[8];
    size_t at = sizeof name - 1;
    name[at] = '\0';
    for (sal_Int32 c = column + 1; c > 0 && at > 0; c = (c - 1) / 26)
        name[--at] = (char)('A' + (c - 1) % 26);
    return desk_text(d, "%s", name + at);
}

const char *sheet_place(desk *d, office_range at)
{
    const char *first = desk_text(d, "%s%d", column_name(d, at.column), at.row + 1);
    if (at.column == at.last_column && at.row == at.last_row)
        return first;
    return desk_text(d, "%s:%s%d", first, column_name(d, at.last_column), at.last_row + 1);
}

const char *sheet_absolute(desk *d, office_range at)
{
    return desk_text(d, "$%s$%d", column_name(d, at.column), at.row + 1);
}

const char *sheet_place_seen(desk *d, uno_Interface *model, office_range at, sal_Int16 here)
{
    const char *place = sheet_place(d, at);
    return at.sheet == here ? place : desk_text(d, "%s, %s", sheet_name(d, sheet_at(d, model, at.sheet)), place);
}

const char *sheet_label(desk *d, uno_Interface *sheet, office_range at)
{
    for (sal_Int32 c = at.column - 1; c >= 0 && c > at.column - LABEL_REACH; c--) {
        uno_Interface *cell = sheet_cell(d, sheet, c, at.row);
        if (sheet_is_text(d, cell) && *sheet_string(d, cell))
            return sheet_string(d, cell);
    }
    for (sal_Int32 r = at.row - 1; r >= 0 && r > at.row - LABEL_REACH; r--) {
        uno_Interface *cell = sheet_cell(d, sheet, at.column, r);
        if (sheet_is_text(d, cell) && *sheet_string(d, cell))
            return sheet_string(d, cell);
    }
    return "";
}

static uno_Interface *named_range(desk *d, uno_Interface *owner, formula_piece piece)
{
    uno_Interface *names = office_read_object(d, office_property(d, owner, "NamedRanges"));
    uno_Interface *name = office_named(d, names, desk_text(d, "%.*s", (int)piece.length, piece.text));
    return office_object(d, name, "sheet.XCellRangeReferrer::getReferredCells", NULL);
}

uno_Interface *sheet_referred(desk *d, uno_Interface *model, uno_Interface *sheet, formula_piece piece)
{
    formula_place place;
    formula_kind kind = formula_kind_of(piece, &place);
    if (kind == FORMULA_CELL || kind == FORMULA_RANGE) {
        if (place.sheet[0])
            sheet = sheet_named(d, model, place.sheet);
        return office_object(d, sheet, "table.XCellRange::getCellRangeByName", ARGS(office_string(d, place.place)));
    }
    if (kind != FORMULA_NAME)
        return NULL;
    uno_Interface *found = named_range(d, sheet, piece);
    return found ? found : named_range(d, model, piece);
}

static bool is_long_number(const char *text)
{
    enum { LONG = 9 };
    return strlen(text) > LONG && strspn(text, "0123456789.,-") == strlen(text);
}

/* Each write has a lock of its own: the office opens its list of steps again while it calculates. */
static void set_locked(desk *d, uno_Interface *undo, bool locked)
{
    office_call(d, undo, locked ? "util.XLockable::lock" : "util.XLockable::unlock", NULL, NULL);
}

const char *sheet_number(desk *d, uno_Interface *model, double x)
{
    char digits[SX_NUMBER_ROOM];
    sal_Int32 format = fabs(x) < 1000 ? 0 : x == floor(x) ? WITH_THOUSANDS : WITH_CENTS;
    sx_format_into(digits, sizeof digits, "%.*g", SX_SHOWN(x));
    if (format == 0)
        sx_text_to_number(digits, &x);
    uno_Interface *formatter = office_service(d, "util.NumberFormatter");
    uno_Interface *formats = office_ask(d, model, "util.XNumberFormatsSupplier");
    office_call(d, formatter, "util.XNumberFormatter::attachNumberFormatsSupplier", NULL, ARGS(&formats));
    return office_text(d, formatter, "util.XNumberFormatter::convertNumberToString", ARGS(&format, &x));
}

sheet_value sheet_evaluate(desk *d, uno_Interface *model, uno_Interface *sheet, const char *formula)
{
    sheet_value value = {.text = ""};
    office_range all = sheet_address(d, sheet);
    uno_Interface *cell = sheet_cell(d, sheet, all.last_column, all.last_row);
    uno_Interface *undo = office_object(d, model, "document.XUndoManagerSupplier::getUndoManager", NULL);
    sal_Bool modified = office_flag(d, model, "util.XModifiable::isModified", NULL), no = 0;
    sal_Int32 contents = 1023; /* all of sheet.CellFlags: a formula may bring a number format */
    if (!cell || sheet_type(d, cell) != CELL_EMPTY || !undo)
        return value;
    set_locked(d, undo, true);
    office_call(d, cell, "table.XCell::setFormula", NULL, ARGS(office_string(d, formula)));
    set_locked(d, undo, false);
    value.there = sheet_type(d, cell) == CELL_FORMULA;
    if (value.there) {
        value.error = sheet_error(d, cell);
        value.number = office_number(d, cell, "table.XCell::getValue", NULL);
        value.text = sheet_string(d, cell);
        if (!value.error && is_long_number(value.text))
            value.text = sheet_number(d, model, value.number);
    }
    set_locked(d, undo, true);
    office_call(d, cell, "sheet.XSheetOperation::clearContents", NULL, ARGS(&contents));
    set_locked(d, undo, false);
    if (!modified)
        office_call(d, model, "util.XModifiable::setModified", NULL, ARGS(&no));
    return value;
}

void sheet_go(desk *d, uno_Interface *controller, uno_Interface *range)
{
    uno_Interface *sheet = sheet_of(d, range);
    office_call(d, controller, "sheet.XSpreadsheetView::setActiveSheet", NULL, ARGS(&sheet));
    sal_Bool done = 0;
    office_call(d, controller, "view.XSelectionSupplier::select", &done,
                ARGS(office_any_object(d, "table.XCellRange", range)));
}
