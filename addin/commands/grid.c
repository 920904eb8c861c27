#include "grid.h"
#include <math.h>

grid grid_read(desk *d, uno_Interface *sheet, office_range at)
{
    grid g = {(size_t)(at.last_row - at.row + 1), (size_t)(at.last_column - at.column + 1), NULL, NULL};
    const uno_Sequence *rows =
        office_sequence(d, sheet_range(d, sheet, at), "sheet.XCellRangeData::getDataArray", NULL);
    g.x = desk_take(d, g.rows * g.columns * sizeof *g.x);
    g.text = desk_take(d, g.rows * g.columns * sizeof *g.text);
    for (size_t i = 0; i < g.rows * g.columns; i++) {
        size_t r = i / g.columns, c = i % g.columns;
        const uno_Sequence *row =
            rows && r < (size_t)rows->nElements ? ((uno_Sequence *const *)(const void *)rows->elements)[r] : NULL;
        const uno_Any *cell =
            row && c < (size_t)row->nElements ? (const uno_Any *)(const void *)row->elements + c : NULL;
        g.x[i] = office_read_number(cell, (double)NAN);
        if (cell && cell->pType->eTypeClass == typelib_TypeClass_STRING && (*(rtl_uString **)cell->pData)->length)
            g.text[i] = office_read_text(d, cell);
    }
    return g;
}

double grid_number(const grid *g, size_t row, size_t column)
{
    return row < g->rows && column < g->columns ? g->x[row * g->columns + column] : (double)NAN;
}

const char *grid_text(const grid *g, size_t row, size_t column)
{
    const char *text = row < g->rows && column < g->columns ? g->text[row * g->columns + column] : NULL;
    return text ? text : "";
}

static sal_Int32 inside(sal_Int32 last, sal_Int32 end, sal_Int32 first)
{
    return last <= end ? last : end > first ? end : first;
}

office_range grid_clip(desk *d, uno_Interface *sheet, office_range at)
{
    sal_Bool expand = 0;
    uno_Interface *cursor = office_object(d, sheet, "sheet.XSpreadsheet::createCursor", NULL);
    office_call(d, cursor, "sheet.XUsedAreaCursor::gotoEndOfUsedArea", NULL, ARGS(&expand));
    office_range end = sheet_address(d, cursor);
    at.last_row = inside(at.last_row, end.last_row, at.row);
    at.last_column = inside(at.last_column, end.last_column, at.column);
    return at;
}

office_range grid_around(desk *d, uno_Interface *sheet, office_range at)
{
    uno_Interface *here = office_ask(d, sheet_range(d, sheet, at), "sheet.XSheetCellRange");
    uno_Interface *cursor = office_object(d, sheet, "sheet.XSpreadsheet::createCursorByRange", ARGS(&here));
    office_call(d, cursor, "sheet.XSheetCellCursor::collapseToCurrentRegion", NULL, NULL);
    return cursor ? sheet_address(d, cursor) : at;
}
