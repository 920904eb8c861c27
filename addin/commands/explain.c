/* Explain This Cell: the command, and what is said of a cell as a whole. */
#include "explain.h"
#include "explain_window.h"
#include <stdlib.h>
#include <string.h>

static const char *heading(desk *d, const explanation *e)
{
    const char *label = sheet_label(d, e->sheet, e->at);
    const char *where = desk_text(d, "%s, %s", sheet_name(d, e->sheet), sheet_place(d, e->at));
    return *label ? desk_text(d, "%s: %.80s", where, label) : where;
}

/* How many formulas use the cell, as the office traces them, which counts the cell itself as well. */
static double dependents(desk *d, uno_Interface *cell)
{
    sal_Bool recursive = 0;
    uno_Interface *ranges = office_object(d, cell, "sheet.XFormulaQuery::queryDependents", ARGS(&recursive));
    const uno_Sequence *all = office_sequence(d, ranges, "sheet.XSheetCellRanges::getRangeAddresses", NULL);
    double n = 0;
    for (sal_Int32 i = 0; all && i < all->nElements; i++) {
        const office_range *r = (const office_range *)(const void *)all->elements + i;
        n += ((double)r->last_column - r->column + 1) * ((double)r->last_row - r->row + 1);
    }
    return n > 0 ? n - 1 : 0;
}

static const char *no_function(desk *d, const sx_door *door, const explanation *e, const char *formula)
{
    const char *place = sheet_place(d, e->at);
    const sx_function *near = explain_nearest(door, formula, sheet_label(d, e->sheet, e->at));
    if (!near)
        return WORDS(d, WORD_MSG_NOTOURS, place);
    return desk_text(d, "%s\n\n%s", WORDS(d, WORD_MSG_NOTOURS, place),
                     WORDS(d, WORD_MSG_NEAREST, near->name, words_text(d, near->summary)));
}

static const char *without_formula(desk *d, const explanation *e)
{
    const char *place = sheet_place(d, e->at);
    if (sheet_type(d, e->cell) == CELL_EMPTY)
        return WORDS(d, WORD_MSG_EMPTYCELL, place);
    double n = dependents(d, e->cell);
    const char *value = sheet_string(d, e->cell);
    if (n == 0)
        return WORDS(d, WORD_MSG_UNUSEDCELL, place, value);
    if (n == 1)
        return WORDS(d, WORD_MSG_TYPEDCELL_ONE, place, value);
    return WORDS(d, WORD_MSG_TYPEDCELL, place, value, desk_text(d, "%.0f", n));
}

explanation explain_cell(desk *d, const sx_door *door, uno_Interface *model, uno_Interface *cell)
{
    explanation e = {.cell = cell, .sheet = sheet_of(d, cell), .at = sheet_address(d, cell), .formula = ""};
    e.heading = heading(d, &e);
    if (sheet_type(d, cell) != CELL_FORMULA) {
        e.first = without_formula(d, &e);
        return e;
    }
    const char *formula = sheet_formula(d, cell);
    size_t room = strlen(formula) + 1;
    char *shown = desk_take(d, room);
    formula_shown(formula, shown, room);
    e.formula = shown;
    formula_call *calls = desk_take(d, FORMULA_MOST_CALLS * sizeof *calls);
    size_t n = formula_calls(formula, "SEXTANT.", calls, FORMULA_MOST_CALLS);
    e.parts = desk_take(d, n * sizeof *e.parts);
    e.n_parts = n;
    for (size_t i = 0; i < n; i++)
        explain_part(d, door, model, &e, &calls[i], &e.parts[i]);
    if (!n)
        e.first = no_function(d, door, &e, formula);
    else
        e.first = WORDS(d, WORD_SAY_SHOWS, sheet_place(d, e.at), sheet_string(d, cell));
    if (n > 1)
        e.first = desk_text(d, "%s %s", e.first, WORDS(d, WORD_SAY_PARTS, desk_text(d, "%zu", n)));
    return e;
}

const char *explain_text(desk *d, const explanation *e, size_t part, bool long_form)
{
    const char *text = e->first;
    if (part < e->n_parts)
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): parts holds n_parts */
        text = desk_text(d, "%s\n\n%s", text, e->parts[part].meaning);
    if (*e->formula)
        text = desk_text(d, "%s\n\n%s", text, WORDS(d, WORD_SAY_FORMULA, e->formula));
    if (part < e->n_parts && long_form)
        text = desk_text(d, "%s\n%s", text, e->parts[part].more);
    return text;
}

static const char *argument_line(desk *d, const explained_argument *a)
{
    return desk_text(d, "%s | %s | %s | %s", a->name, a->value, a->from, a->means);
}

/* All of it, for whoever dispatched. */
static void say_all(order *o, const explanation *e, size_t part)
{
    desk *d = o->desk;
    command_say(o, e->heading);
    command_say(o, explain_text(d, e, part, true));
    for (size_t i = 0; part < e->n_parts && i < e->parts[part].n_arguments; i++)
        command_say(o, argument_line(d, &e->parts[part].arguments[i]));
}

static void answer(order *o, explanation *e)
{
    const char *what = command_answer(o, "do"), *to = command_answer(o, "to");
    int part = command_whole(o, "part", 1);
    size_t p = part > 0 ? (size_t)part - 1 : 0;
    say_all(o, e, p);
    if (what && strcmp(what, "comment") == 0)
        explain_comment(o, e, p);
    if (what && strcmp(what, "reference") == 0)
        explain_reference(o, p < e->n_parts && e->parts[p].function ? e->parts[p].function->name : "");
    for (size_t i = 0; what && strcmp(what, "goto") == 0 && p < e->n_parts && i < e->parts[p].n_arguments; i++)
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): parts holds n_parts */
        if (to && strcmp(e->parts[p].arguments[i].name, to) == 0)
            sheet_go(o->desk, o->controller, e->parts[p].arguments[i].range);
}

void run_explain(order *o)
{
    desk *d = o->desk;
    const sx_door *door = command_core(o);
    double n = 0;
    uno_Interface *selection = sheet_selection(d, o->controller, &n), *cell;
    sal_Int32 zero = 0;
    if (!door)
        return;
    if (!(cell = office_object(d, selection, "table.XCellRange::getCellByPosition", ARGS(&zero, &zero)))) {
        command_say(o, words(d, WORD_MSG_NOCELL));
        return;
    }
    if (!o->silent) {
        explain_open(o, door);
        return;
    }
    explanation e = explain_cell(d, door, o->model, cell);
    if (n > 1)
        command_say(o, WORDS(d, WORD_MSG_MANYCELLS, desk_text(d, "%.0f", n), sheet_place(d, e.at)));
    answer(o, &e);
}
