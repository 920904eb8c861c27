/* The sheets of a workbook of ours that take exports: known by the formula that reads them, DATA.REPORT. */
#include <math.h>
#include <string.h>
#include "bring.h"
#include "check.h"
#include "grid.h"

sx_table bring_cells(desk *d, uno_Interface *sheet, office_range at)
{
    grid g = grid_read(d, sheet, at);
    sx_cell *cells = desk_take(d, g.rows * g.columns * sizeof *cells);
    for (size_t i = 0; i < g.rows * g.columns; i++)
        if (g.text[i])
            cells[i] = ask_text(g.text[i]).cell;
        else if (!isnan(g.x[i])) /* zeroed: blank */
            cells[i] = ask_number(g.x[i]).cell;
    return (sx_table){
        .rows = g.rows, .columns = g.columns, .declared_rows = g.rows, .declared_columns = g.columns, .cells = cells};
}

static const char *copy(desk *d, formula_piece p)
{
    return desk_text(d, "%.*s", (int)p.length, p.text);
}

static office_range place_of(order *o, uno_Interface *sheet, formula_piece reference)
{
    uno_Interface *range = sheet_referred(o->desk, o->model, sheet, reference);
    return range ? sheet_address(o->desk, range) : (office_range){.row = -1};
}

/* The cells of the area that are filled. */
static sx_table old_of(desk *d, bring_place *p)
{
    sal_Int16 kinds = 1 | 2 | 4 | 16; /* sheet.CellFlags VALUE, DATETIME, STRING, FORMULA */
    uno_Interface *filled =
        office_object(d, sheet_range(d, p->sheet, p->area), "sheet.XCellRangesQuery::queryContentCells", ARGS(&kinds));
    const uno_Sequence *all = office_sequence(d, filled, "sheet.XSheetCellRanges::getRangeAddresses", NULL);
    office_range at = {p->area.sheet, p->area.column, p->area.row, p->area.column, -1};
    for (sal_Int32 i = 0; all && i < all->nElements; i++) {
        const office_range *r = (const office_range *)(const void *)all->elements + i;
        at.last_row = r->last_row > at.last_row ? r->last_row : at.last_row;
        at.last_column = r->last_column > at.last_column ? r->last_column : at.last_column;
    }
    const sx_table nothing = {0};
    return at.last_row < 0 ? nothing : bring_cells(d, p->sheet, at);
}

static void add_set(bring_place *p, const char *id, const char *choice)
{
    if (*id && *choice && p->n_sets < BRING_MOST_SETS)
        p->sets[p->n_sets++] = (bring_set){id, choice};
}

/* The fields, each with the cells that its line of settings is made of: IF(LEN(constant)>0;"'"&constant&"'";header). */
static void read_fields(order *o, bring_place *p, office_range map)
{
    desk *d = o->desk;
    for (sal_Int32 r = map.row; r <= map.last_row && p->n_fields < BRING_MOST_FIELDS; r++) {
        formula_piece made[8];
        const char *formula = sheet_formula(d, sheet_cell(d, p->sheet, map.column + 1, r));
        size_t n = formula_references(formula, made, 8);
        if (n < 2)
            continue;
        const char *name = sheet_string(d, sheet_cell(d, p->sheet, map.column, r)),
                   *says = sheet_string(d, sheet_cell(d, p->sheet, map.column + 1, r));
        p->fields[p->n_fields].name = name;
        p->fields[p->n_fields].constant = place_of(o, p->sheet, made[0]);
        p->fields[p->n_fields++].header = place_of(o, p->sheet, made[n - 1]);
        add_set(p, desk_text(d, "column:%s", name), says);
    }
    for (sal_Int32 r = p->answers.row; r <= p->answers.last_row; r++)
        add_set(p, sheet_string(d, sheet_cell(d, p->sheet, p->answers.column, r)),
                sheet_string(d, sheet_cell(d, p->sheet, p->answers.last_column, r)));
}

static bool read_place(order *o, uno_Interface *sheet, const formula_call *call, bring_place *p)
{
    desk *d = o->desk;
    formula_piece references[4];
    *p = (bring_place){.sheet = sheet, .name = sheet_name(d, sheet), .area = {.row = -1}};
    size_t n = formula_references(copy(d, call->arguments[0]), references, 4);
    for (size_t i = 0; i < n && p->area.row < 0; i++) {
        office_range at = place_of(o, sheet, references[i]);
        if (at.last_row > at.row)
            p->area = at;
    }
    const char *kind = copy(d, call->arguments[1]);
    p->kind = strlen(kind) > 2 ? bring_kind_named(desk_text(d, "%.*s", (int)strlen(kind) - 2, kind + 1)) : -1;
    office_range map = place_of(o, sheet, call->arguments[2]);
    p->answers = place_of(o, sheet, call->arguments[3]);
    if (p->kind < 0 || p->area.row < 0 || map.row < 0 || p->answers.row < 0)
        return false;
    p->old = old_of(d, p);
    read_fields(o, p, map);
    return true;
}

size_t bring_places(order *o, bring_place *places)
{
    desk *d = o->desk;
    size_t n = 0;
    for (sal_Int32 i = 0; n < BRING_MOST_PLACES; i++) {
        uno_Interface *sheet = sheet_at(d, o->model, i);
        const uno_Sequence *ranges = sheet ? check_formulas(d, sheet) : NULL;
        bool found = false;
        if (!sheet)
            break;
        for (sal_Int32 r = 0; ranges && r < ranges->nElements && !found; r++) {
            office_range at = ((const office_range *)(const void *)ranges->elements)[r];
            const char *formula = sheet_formula(d, sheet_cell(d, sheet, at.column, at.row));
            formula_call *calls = strstr(formula, "DATA.REPORT") ? desk_take(d, 8 * sizeof *calls) : NULL;
            size_t n_calls = calls ? formula_calls(formula, "SEXTANT.DATA.REPORT", calls, 8) : 0;
            found = n_calls && calls[0].n_arguments == 4 && read_place(o, sheet, &calls[0], &places[n]);
        }
        n += found;
    }
    return n;
}
