/* Cells that show an error, where it begins: one that another cell passes on is not said again. */
#include <string.h>
#include "check.h"
#include "explain.h"

enum { MOST_REFERENCES = 64, NAME_ERROR = 525, EXPLAINED = 40, ROOM = 4096, MOST_CELLS = 3000 };

static const uno_Sequence *errors_in(desk *d, uno_Interface *range)
{
    sal_Int32 errors = 4; /* sheet.FormulaResult.ERROR */
    uno_Interface *found = office_object(d, range, "sheet.XCellRangesQuery::queryFormulaCells", ARGS(&errors));
    return office_sequence(d, found, "sheet.XSheetCellRanges::getRangeAddresses", NULL);
}

static bool comes_from_another(check *c, uno_Interface *sheet, const char *formula)
{
    desk *d = c->order->desk;
    formula_piece references[MOST_REFERENCES];
    size_t n = formula_references(formula, references, MOST_REFERENCES);
    for (size_t i = 0; i < n; i++) {
        uno_Interface *to = sheet_referred(d, c->order->model, sheet, references[i]);
        const uno_Sequence *errors = to ? errors_in(d, to) : NULL;
        if (errors && errors->nElements > 0)
            return true;
    }
    return false;
}

/* A name of ours as it is displayed, which another program or format took for a name of its own. */
static const sx_function *lost(check *c, const char *formula)
{
    formula_call *calls = desk_take(c->order->desk, FORMULA_MOST_CALLS * sizeof *calls);
    size_t n = formula_calls(formula, "", calls, FORMULA_MOST_CALLS);
    for (size_t i = 0; c->door && i < n; i++) {
        const char *name = desk_text(c->order->desk, "%.*s", (int)calls[i].name.length, calls[i].name.text);
        if (strchr(name, '.') && c->door->find(name))
            return c->door->find(name);
    }
    return NULL;
}

/* The office writes a name that it does not know in small letters. */
static const char *upper(desk *d, const char *name)
{
    char *text = desk_take(d, strlen(name) + 1);
    for (size_t i = 0; name[i]; i++)
        text[i] = name[i] >= 'a' && name[i] <= 'z' ? (char)(name[i] - 'a' + 'A') : name[i];
    return text;
}

static void tell(check *c, uno_Interface *cell, office_range at)
{
    desk *d = c->order->desk;
    const char *formula = sheet_formula(d, cell), *shown = sheet_string(d, cell);
    double n = ((double)at.last_column - at.column + 1) * ((double)at.last_row - at.row + 1);
    const char *what =
        n > 1 ? WORDS(d, WORD_FIND_ERRORS, desk_text(d, "%.0f", n), shown) : WORDS(d, WORD_FIND_ERROR, shown);
    formula_call *calls = desk_take(d, FORMULA_MOST_CALLS * sizeof *calls);
    size_t ours = formula_calls(formula, "SEXTANT.", calls, FORMULA_MOST_CALLS);
    for (size_t i = 0; c->door && i < ours; i++) {
        const char *name = desk_text(d, "%.*s", (int)calls[i].name.length, calls[i].name.text);
        if (c->door->find(name))
            continue;
        name = upper(d, strchr(name, '.') + 1);
        check_add(c, true, at, WORDS(d, WORD_FIND_UNKNOWN, name), words(d, WORD_FIND_UNKNOWN_TODO),
                  WORDS(d, WORD_SAY_UNKNOWN, name, c->door->version));
        return;
    }
    const sx_function *gone = !ours && sheet_error(d, cell) == NAME_ERROR ? lost(c, formula) : NULL;
    if (gone) {
        check_add(c, true, at, WORDS(d, WORD_FIND_LOST, gone->name), words(d, WORD_FIND_LOST_TODO),
                  WORDS(d, WORD_FIND_LOST_DETAIL, gone->name));
        return;
    }
    const char *detail = WORDS(d, WORD_SAY_FORMULA, formula);
    if (ours && c->n < EXPLAINED) {
        explanation e = explain_cell(d, c->door, c->order->model, cell);
        detail = explain_text(d, &e, 0, false);
    }
    check_add(c, true, at, what, words(d, WORD_FIND_ERROR_TODO), detail);
}

typedef struct erring {
    uno_Interface *cell;
    int error;
    const char *formula, *relative;
} erring;

static erring read_cell(check *c, uno_Interface *sheet, sal_Int32 column, sal_Int32 row)
{
    desk *d = c->order->desk;
    erring e = {.cell = sheet_cell(d, sheet, column, row)};
    char *relative = desk_take(d, ROOM);
    e.error = sheet_error(d, e.cell);
    e.formula = sheet_formula(d, e.cell);
    e.relative = *e.formula != '{' && formula_relative(e.formula, column, row, relative, ROOM) ? relative : e.formula;
    return e;
}

/* Cells below each other that hold one formula and show one error are told as one. Did an error begin here? */
static bool look_in(check *c, uno_Interface *sheet, office_range all)
{
    bool began = false;
    int cells = 0;
    for (sal_Int32 column = all.column; column <= all.last_column; column++)
        for (sal_Int32 row = all.row, next; row <= all.last_row && cells < MOST_CELLS; row = next) {
            erring first = read_cell(c, sheet, column, row);
            office_range at = check_cell(all, column, row);
            for (next = row + 1; next <= all.last_row && cells++ < MOST_CELLS; next++) {
                erring other = read_cell(c, sheet, column, next);
                if (other.error != first.error || strcmp(other.relative, first.relative) != 0)
                    break;
                at.last_row = next;
            }
            /* of cells that all wait for each other none is the first */
            if (comes_from_another(c, sheet, first.formula))
                continue;
            tell(c, first.cell, at);
            began = true;
        }
    return began;
}

void check_errors(check *c, uno_Interface *sheet)
{
    desk *d = c->order->desk;
    const uno_Sequence *all = errors_in(d, sheet);
    bool began = false;
    for (sal_Int32 i = 0; all && i < all->nElements && c->n < CHECK_MOST; i++)
        began = look_in(c, sheet, ((const office_range *)(const void *)all->elements)[i]) || began;
    for (size_t i = 0; i < c->n && !began; i++)
        began = c->all[i].figures;
    if (!began && all && all->nElements > 0) {
        office_range at = *(const office_range *)(const void *)all->elements;
        tell(c, sheet_cell(d, sheet, at.column, at.row), at);
    }
}
