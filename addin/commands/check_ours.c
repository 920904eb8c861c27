/* What the functions of ours in a sheet say: tables of which one value shows, and what changed since it was signed. */
#include <string.h>
#include "check.h"

typedef struct scan {
    check *check;
    uno_Interface *sheet;
    office_range last; /* of the table told last: what is filled down is told once */
} scan;

enum {
    FINGERPRINT = 19 /* "efe8-c47d-3787-3c74" */,
    BESIDE = 2,
    ROOM = 4096,
    PROBES = 16,
    LONG_COLUMN = 300,
    BLOCK = 256
};

static bool is_ours(const rtl_uString *text)
{
    static const char name[] = "sextant.";
    sal_Int32 n = (sal_Int32)sizeof name - 1;
    for (sal_Int32 i = 0; i + n <= text->length; i++) {
        sal_Int32 k = 0;
        while (k < n && (text->buffer[i + k] | 0x20) == (name[k] | 0x20))
            k++;
        if (k == n)
            return true;
    }
    return false;
}

static double evaluate(scan *s, const char *around, formula_piece call)
{
    desk *d = s->check->order->desk;
    const char *formula = desk_text(d, "=%s(%.*s)", around, (int)call.length, call.text);
    sheet_value v = sheet_evaluate(d, s->check->order->model, s->sheet, formula);
    return v.there && !v.error ? v.number : -1;
}

static void look_at_table(scan *s, office_range at, const sx_function *f, const formula_call *call)
{
    check *c = s->check;
    desk *d = c->order->desk;
    bool told = s->last.column == at.column && s->last.last_row + 1 == at.row && s->last.sheet == at.sheet;
    double rows = told ? 1 : evaluate(s, "ROWS", call->whole), columns = told ? 1 : evaluate(s, "COLUMNS", call->whole);
    if (told)
        s->last.last_row = at.row;
    if (told || rows * columns <= 1 || rows < 1)
        return;
    s->last = at;
    check_add(c, true, at, WORDS(d, WORD_FIND_FIRST, f->name), words(d, WORD_FIND_FIRST_TODO),
              WORDS(d, WORD_SAY_FIRSTONLY, desk_text(d, "%.0f", rows), desk_text(d, "%.0f", columns)));
}

static bool is_fingerprint(const char *text)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < FINGERPRINT; i++)
        if (!text[i] || (i % 5 == 4 ? text[i] != '-' : !strchr(digits, text[i])))
            return false;
    return strlen(text) == FINGERPRINT;
}

/* What the line of a cell is about: the first text in it. */
static const char *line_name(scan *s, office_range at)
{
    desk *d = s->check->order->desk;
    for (sal_Int32 column = 0; column < at.column; column++) {
        uno_Interface *cell = sheet_cell(d, s->sheet, column, at.row);
        if (sheet_is_text(d, cell) && *sheet_string(d, cell))
            return sheet_string(d, cell);
    }
    return sheet_place(d, at);
}

/* A fingerprint typed beside the live one, as a signature. */
static void look_at_fingerprint(scan *s, office_range at)
{
    desk *d = s->check->order->desk;
    const char *live = sheet_string(d, sheet_cell(d, s->sheet, at.column, at.row));
    for (sal_Int32 column = at.column > BESIDE ? at.column - BESIDE : 0; column <= at.column + BESIDE; column++) {
        uno_Interface *cell = sheet_cell(d, s->sheet, column, at.row);
        if (column == at.column || sheet_type(d, cell) != CELL_TEXT)
            continue;
        const char *signed_text = sheet_string(d, cell), *name = line_name(s, at);
        if (is_fingerprint(live) && is_fingerprint(signed_text) && strcmp(live, signed_text) != 0)
            check_add(s->check, false, check_cell(at, column, at.row), WORDS(d, WORD_FIND_CHANGED, name),
                      words(d, WORD_FIND_CHANGED_TODO), WORDS(d, WORD_FIND_CHANGED_DETAIL, signed_text, live));
    }
}

static void look_at(scan *s, office_range at, const char *formula)
{
    check *c = s->check;
    desk *d = c->order->desk;
    formula_call *calls = desk_take(d, FORMULA_MOST_CALLS * sizeof *calls);
    size_t n = formula_calls(formula, "SEXTANT.", calls, FORMULA_MOST_CALLS);
    for (size_t i = 0; i < n && c->door; i++) {
        const sx_function *f = c->door->find(desk_text(d, "%.*s", (int)calls[i].name.length, calls[i].name.text));
        if (!f)
            continue;
        if (strcmp(f->name, "GOV.FINGERPRINT") == 0)
            look_at_fingerprint(s, at);
        else if (strcmp(f->name, "GOV.UNCHANGED") == 0 && evaluate(s, "", calls[i].whole) == 0)
            check_add(c, false, at, WORDS(d, WORD_FIND_CHANGED, line_name(s, at)), words(d, WORD_FIND_CHANGED_TODO),
                      words(d, WORD_FIND_UNCHANGED_DETAIL));
        else if (f->returns == SX_SHAPE_TABLE && calls[i].depth == 0 && *formula == '=')
            look_at_table(s, at, f, &calls[i]);
    }
}

/* The cells that one array formula fills. */
static office_range array_at(scan *s, uno_Interface *cell, office_range at)
{
    desk *d = s->check->order->desk;
    uno_Interface *here = office_ask(d, cell, "sheet.XSheetCellRange");
    uno_Interface *cursor = office_object(d, s->sheet, "sheet.XSpreadsheet::createCursorByRange", ARGS(&here));
    office_call(d, cursor, "sheet.XSheetCellCursor::collapseToCurrentArray", NULL, NULL);
    return cursor ? sheet_address(d, cursor) : at;
}

static void look_at_array(scan *s, office_range all, office_range at, const char *formula)
{
    if (all.row != at.row || all.column != at.column || !strstr(formula, "SEXTANT."))
        return;
    s->check->n_formulas++;
    look_at(s, at, formula);
}

/* Is a long column filled with one formula? Looked at here and there: to read all of a table costs seconds. */
static bool is_filled(scan *s, sal_Int32 column, sal_Int32 row, sal_Int32 last)
{
    desk *d = s->check->order->desk;
    char first[ROOM], other[ROOM];
    const char *formula = sheet_formula(d, sheet_cell(d, s->sheet, column, row));
    bool same = formula_relative(formula, column, row, first, sizeof first);
    for (sal_Int32 i = 1; i <= PROBES && same; i++) {
        sal_Int32 r = row + (sal_Int32)((double)(last - row) * i / PROBES);
        formula = sheet_formula(d, sheet_cell(d, s->sheet, column, r));
        same = formula_relative(formula, column, r, other, sizeof other) && strcmp(first, other) == 0;
    }
    return same;
}

/* Formulas below each other up to the first array formula; the row behind them. */
static sal_Int32 look_at_cells(scan *s, office_range at, const char *first)
{
    desk *d = s->check->order->desk;
    office_range part = at;
    if (at.last_row - at.row >= LONG_COLUMN && is_filled(s, at.column, at.row, at.last_row)) {
        if (strstr(first, "SEXTANT.")) {
            s->check->n_formulas += at.last_row - at.row + 1;
            look_at(s, check_cell(at, at.column, at.row), first);
        }
        return at.last_row + 1;
    }
    if (part.last_row - part.row > BLOCK)
        part.last_row = part.row + BLOCK;
    desk own = desk_open(d->context, d->frame); /* the texts go before the next ones */
    const uno_Sequence *rows =
        office_sequence(&own, sheet_range(&own, s->sheet, part), "sheet.XCellRangeFormula::getFormulaArray", NULL);
    sal_Int32 r = 0;
    for (; rows && r < rows->nElements; r++) {
        const uno_Sequence *row = ((uno_Sequence *const *)(const void *)rows->elements)[r];
        const rtl_uString *text = *(rtl_uString *const *)(const void *)row->elements;
        if (text->length && text->buffer[0] == '{')
            break;
        if (!is_ours(text))
            continue;
        s->check->n_formulas++;
        look_at(s, check_cell(at, at.column, part.row + r), office_utf8(d, text));
    }
    desk_clear(&own);
    return part.row + (r > 0 ? r : 1);
}

void check_ours(check *c, uno_Interface *sheet)
{
    desk *d = c->order->desk;
    scan s = {.check = c, .sheet = sheet, .last = {.sheet = -1}};
    const uno_Sequence *ranges = check_formulas(d, sheet);
    for (sal_Int32 i = 0; ranges && i < ranges->nElements; i++) {
        office_range all = ((const office_range *)(const void *)ranges->elements)[i];
        for (sal_Int32 column = all.column; column <= all.last_column; column++)
            for (sal_Int32 row = all.row; row <= all.last_row;) {
                uno_Interface *cell = sheet_cell(d, sheet, column, row);
                const char *formula = sheet_formula(d, cell);
                office_range at = {all.sheet, column, row, column, all.last_row};
                if (*formula == '{') {
                    office_range filled = array_at(&s, cell, check_cell(all, column, row));
                    look_at_array(&s, filled, at, formula);
                    row = filled.last_row + 1;
                } else {
                    row = look_at_cells(&s, at, formula);
                }
            }
    }
}
