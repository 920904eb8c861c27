#include "put.h"
#include <string.h>

static uno_Interface *cell_at(put *p, sal_Int32 column, sal_Int32 row)
{
    return sheet_cell(p->order->desk, p->sheet, column, row);
}

static void note(put *p, bool good)
{
    p->failed = p->failed || !good;
}

const char *sheet_new_name(order *o, const char *wanted)
{
    desk *d = o->desk;
    char clean[32];
    size_t n = 0;
    for (const char *c = wanted; *c && n + 1 < sizeof clean; c++)
        clean[n++] = strchr("[]*?:/\\'\n\t", *c) ? ' ' : *c; /* what a sheet's name may not hold */
    while (n && ((unsigned char)clean[n - 1] >= 0x80 || clean[n - 1] == ' ') && n + 1 == sizeof clean)
        n--; /* not half a character */
    clean[n] = '\0';
    const char *name = clean;
    for (int i = 2; sheet_named(d, o->model, name) && i < 1000; i++)
        name = desk_text(d, "%s %d", clean, i);
    return desk_text(d, "%s", name);
}

const char *sheet_refused(order *o, const char *name)
{
    desk *d = o->desk;
    if (office_flag(d, o->model, "util.XProtectable::isProtected", NULL)) /* the API itself would not ask */
        return words(d, WORD_MSG_LOCKEDSTRUCTURE);
    return !*name || sheet_named(d, o->model, name) ? WORDS(d, WORD_MSG_SHEETEXISTS, name) : NULL;
}

put put_new_sheet(order *o, const char *name)
{
    desk *d = o->desk;
    uno_Interface *sheets = office_object(d, o->model, "sheet.XSpreadsheetDocument::getSheets", NULL);
    sal_Int16 count = (sal_Int16)office_long(d, sheets, "container.XIndexAccess::getCount", NULL);
    put p = {.order = o};
    p.failed =
        !office_call(d, sheets, "sheet.XSpreadsheets::insertNewByName", NULL, ARGS(office_string(d, name), &count));
    p.sheet = p.failed ? NULL : sheet_named(d, o->model, name);
    return p;
}

void put_text(put *p, sal_Int32 column, sal_Int32 row, const char *text)
{
    desk *d = p->order->desk;
    note(p, office_call(d, cell_at(p, column, row), "text.XTextRange::setString", NULL, ARGS(office_string(d, text))));
}

void put_number(put *p, sal_Int32 column, sal_Int32 row, double x)
{
    note(p, office_call(p->order->desk, cell_at(p, column, row), "table.XCell::setValue", NULL, ARGS(&x)));
}

void put_formula(put *p, sal_Int32 column, sal_Int32 row, const char *formula)
{
    desk *d = p->order->desk;
    note(p, office_call(d, cell_at(p, column, row), "table.XCell::setFormula", NULL, ARGS(office_string(d, formula))));
}

static uno_Interface *block(put *p, sal_Int32 column, sal_Int32 row, sal_Int32 columns, sal_Int32 rows)
{
    return sheet_range(p->order->desk, p->sheet, (office_range){0, column, row, column + columns - 1, row + rows - 1});
}

void put_block(put *p, sal_Int32 column, sal_Int32 row, sal_Int32 columns, sal_Int32 rows, const char *const *formulas)
{
    desk *d = p->order->desk;
    uno_Sequence **all = desk_take(d, (size_t)rows * sizeof *all);
    for (sal_Int32 r = 0; r < rows; r++)
        all[r] = *office_texts(d, (size_t)columns, formulas + (size_t)r * (size_t)columns);
    uno_Sequence **block_of = office_sequences(d, typelib_TypeClass_STRING, (size_t)rows, all);
    note(p, office_call(d, block(p, column, row, columns, rows), "sheet.XCellRangeFormula::setFormulaArray", NULL,
                        ARGS(block_of)));
}

void put_array(put *p, sal_Int32 column, sal_Int32 row, sal_Int32 columns, sal_Int32 rows, const char *formula)
{
    desk *d = p->order->desk;
    note(p, office_call(d, block(p, column, row, columns, rows), "sheet.XArrayFormulaRange::setArrayFormula", NULL,
                        ARGS(office_string(d, formula))));
}

void put_bold(put *p, sal_Int32 column, sal_Int32 row, sal_Int32 columns, float height)
{
    desk *d = p->order->desk;
    float bold = 150;
    uno_Interface *cells = block(p, column, row, columns, 1);
    office_set(d, cells, "CharWeight", office_any_of(d, typelib_TypeClass_FLOAT, &bold));
    if (height > 0)
        office_set(d, cells, "CharHeight", office_any_of(d, typelib_TypeClass_FLOAT, &height));
}

void put_right(put *p, sal_Int32 column, sal_Int32 row, sal_Int32 columns)
{
    desk *d = p->order->desk;
    office_set(d, block(p, column, row, columns, 1), "HoriJustify",
               office_any_enum(d, "table.CellHoriJustify", 3 /* RIGHT */));
}

void put_format_of(put *p, office_range where, uno_Interface *cell)
{
    desk *d = p->order->desk;
    const uno_Any *format = office_property(d, cell, "NumberFormat");
    if (format && office_read_number(format, 0) == 0) /* General: to the cent, thousands parted */
        put_format(p, where, 4);
    else if (format)
        office_set(d, sheet_range(d, p->sheet, where), "NumberFormat", format);
}

void put_format(put *p, office_range where, sal_Int32 key)
{
    desk *d = p->order->desk;
    office_set(d, sheet_range(d, p->sheet, where), "NumberFormat", office_any_long(d, key));
}

void put_width(put *p, sal_Int32 column, sal_Int32 hundredths)
{
    desk *d = p->order->desk;
    uno_Interface *columns = office_object(d, p->sheet, "table.XColumnRowRange::getColumns", NULL);
    office_set(d, office_at(d, columns, column), "Width", office_any_long(d, hundredths));
}

const char *put_at(put *p, sal_Int32 column, sal_Int32 row)
{
    return sheet_absolute(p->order->desk, (office_range){0, column, row, column, row});
}
