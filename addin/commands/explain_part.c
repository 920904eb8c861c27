/* One call of a function of ours in words: what it is, where its arguments come from, why it is an error. */
#include "explain.h"
#include <string.h>

typedef struct telling {
    desk *d;
    const sx_door *door;
    uno_Interface *model;
    const explanation *e;
    const formula_call *call;
    explained_part *part;
} telling;

static const char *copy(desk *d, formula_piece piece)
{
    return desk_text(d, "%.*s", (int)piece.length, piece.text);
}

static const char *shown(desk *d, formula_piece piece)
{
    char *text = desk_take(d, piece.length + 1);
    formula_shown(copy(d, piece), text, piece.length + 1);
    return text;
}

/* A unit stands behind a value that does not bring its own (a currency, %). */
static const char *with_unit(desk *d, const char *value, const char *unit)
{
    static const struct {
        const char *unit;
        sx_word word;
    } spoken[] = {{"money", WORD_UNIT_MONEY},
                  {"money a day", WORD_UNIT_MONEYADAY},
                  {"count", WORD_UNIT_COUNT},
                  {"fraction", WORD_UNIT_FRACTION},
                  {"multiple", WORD_UNIT_MULTIPLE},
                  {"periods", WORD_UNIT_PERIODS},
                  {"days", WORD_UNIT_DAYS},
                  {"hours", WORD_UNIT_HOURS},
                  {"weeks", WORD_UNIT_WEEKS},
                  {"score", WORD_UNIT_SCORE},
                  {"probability", WORD_UNIT_PROBABILITY}};
    size_t n = strlen(value);
    if (n == 0 || value[n - 1] < '0' || value[n - 1] > '9')
        return value;
    for (size_t i = 0; i < sizeof spoken / sizeof *spoken; i++)
        if (strcmp(spoken[i].unit, unit) == 0)
            return WORDS(d, WORD_SAY_UNIT, value, words(d, spoken[i].word));
    return value;
}

/* Cells of a range that are not blank, and whether one of them is an error. */
static double count_filled(desk *d, uno_Interface *range, uno_Interface **error)
{
    sal_Int16 kinds = 1 | 2 | 4 | 16; /* sheet.CellFlags VALUE, DATETIME, STRING, FORMULA */
    sal_Int32 errors = 4;             /* sheet.FormulaResult.ERROR */
    double n = 0;
    uno_Interface *filled = office_object(d, range, "sheet.XCellRangesQuery::queryContentCells", ARGS(&kinds));
    const uno_Sequence *all = office_sequence(d, filled, "sheet.XSheetCellRanges::getRangeAddresses", NULL);
    for (sal_Int32 i = 0; all && i < all->nElements; i++) {
        const office_range *r = (const office_range *)(const void *)all->elements + i;
        n += ((double)r->last_column - r->column + 1) * ((double)r->last_row - r->row + 1);
    }
    uno_Interface *wrong = office_object(d, range, "sheet.XCellRangesQuery::queryFormulaCells", ARGS(&errors));
    if (office_long(d, wrong, "container.XIndexAccess::getCount", NULL) > 0)
        *error = office_at(d, wrong, 0);
    return n;
}

static void tell_cell(telling *t, const sx_parameter *p, explained_argument *a, office_range at)
{
    desk *d = t->d;
    int type = sheet_type(d, a->range);
    uno_Interface *sheet = sheet_of(d, a->range);
    const char *label = sheet_label(d, sheet, at);
    a->from = sheet_place_seen(d, t->model, at, t->e->at.sheet);
    if (*label)
        a->from = desk_text(d, "%s (%.40s)", a->from, label);
    a->value = type == CELL_EMPTY ? words(d, WORD_SAY_BLANK) : with_unit(d, sheet_string(d, a->range), p->unit);
    if (sheet_error(d, a->range)) {
        a->faulty = true;
        a->means = WORDS(d, WORD_SAY_PASSED, a->from);
    } else if (type == CELL_EMPTY && p->shape == SX_SHAPE_NUMBER) {
        a->means = WORDS(d, WORD_SAY_BLANKZERO, p->name, sheet_place(d, at));
    }
}

static void tell_range(telling *t, explained_argument *a, office_range at)
{
    desk *d = t->d;
    uno_Interface *error = NULL;
    double n = count_filled(d, a->range, &error);
    a->from = sheet_place_seen(d, t->model, at, t->e->at.sheet);
    a->value = WORDS(d, WORD_SAY_CELLS, desk_text(d, "%.0f", n));
    if (error) {
        office_range wrong = sheet_address(d, error);
        a->range = error;
        a->faulty = true;
        wrong.last_column = wrong.column;
        wrong.last_row = wrong.row;
        a->means = WORDS(d, WORD_SAY_PASSED, sheet_place_seen(d, t->model, wrong, t->e->at.sheet));
    }
}

static void tell_calculated(telling *t, const sx_parameter *p, explained_argument *a, formula_piece piece)
{
    desk *d = t->d;
    sheet_value value = sheet_evaluate(d, t->model, t->e->sheet, desk_text(d, "=%s", copy(d, piece)));
    a->from = shown(d, piece);
    a->value = value.there ? with_unit(d, value.text, p->unit) : "–";
    a->faulty = value.there && value.error;
}

static const char *default_words(desk *d, const sx_parameter *p)
{
    if (!p->has_default)
        return words(d, WORD_SAY_LEFTOUT);
    const char *value =
        p->shape == SX_SHAPE_CHOICE ? p->choices[(size_t)p->fallback].id : desk_text(d, "%.15g", p->fallback);
    return WORDS(d, WORD_SAY_DEFAULT, value);
}

static void tell_argument(telling *t, const sx_parameter *p, size_t i, explained_argument *a)
{
    desk *d = t->d;
    formula_piece piece = i < t->call->n_arguments ? t->call->arguments[i] : (formula_piece){"", 0};
    formula_place place;
    *a = (explained_argument){.name = p->name, .value = "–", .from = "–", .means = words_text(d, p->help)};
    switch (formula_kind_of(piece, &place)) {
    case FORMULA_NOTHING:
        a->value = p->optional ? default_words(d, p) : words(d, WORD_SAY_NOTGIVEN);
        a->faulty = !p->optional;
        break;
    case FORMULA_NUMBER:
    case FORMULA_TEXT:
        a->value = with_unit(d, copy(d, piece), p->unit);
        a->from = words(d, WORD_SAY_TYPED);
        break;
    case FORMULA_CELL:
    case FORMULA_RANGE:
    case FORMULA_NAME:
        a->range = sheet_referred(d, t->model, t->e->sheet, piece);
        if (!a->range) {
            tell_calculated(t, p, a, piece);
            break;
        }
        office_range at = sheet_address(d, a->range);
        if (at.row == at.last_row && at.column == at.last_column)
            tell_cell(t, p, a, at);
        else
            tell_range(t, a, at);
        break;
    case FORMULA_ARRAY:
        a->value = copy(d, piece);
        a->from = words(d, WORD_SAY_TYPED);
        break;
    case FORMULA_OTHER:
        tell_calculated(t, p, a, piece);
        break;
    }
}

/* The arguments as the formula has them, for a formula of our own; a missing one is left out between semicolons. */
static const char *argument_list(desk *d, const formula_call *call)
{
    const char *list = "";
    for (size_t i = 0; i < call->n_arguments; i++)
        list = desk_text(d, "%s;%s", list, copy(d, call->arguments[i]));
    return list;
}

/* Why the call is an error: a missing argument, an error passed on, or what the function itself says. */
static const char *reason(telling *t)
{
    desk *d = t->d;
    const explained_part *part = t->part;
    for (size_t i = 0; i < part->n_arguments; i++)
        if (part->arguments[i].faulty && part->arguments[i].range)
            return part->arguments[i].means;
    for (size_t i = 0; i < part->function->n_parameters; i++)
        if (part->arguments[i].faulty && part->arguments[i].value == words(d, WORD_SAY_NOTGIVEN))
            return WORDS(d, WORD_SAY_MISSING, part->arguments[i].name);
    if (t->call->n_arguments > part->function->n_parameters)
        return WORDS(d, WORD_SAY_TOOMANY, desk_text(d, "%zu", part->function->n_parameters));
    sheet_value why =
        sheet_evaluate(d, t->model, t->e->sheet,
                       desk_text(d, "=SEXTANT.SEXTANT.WHY(\"%s\"%s)", part->function->name, argument_list(d, t->call)));
    const char *colon = why.there && !why.error ? strstr(why.text, ": ") : NULL;
    if (!colon)
        return "";
    /* a blank that counts as 0 is said below, with its place */
    static const char blank[] = " (a blank cell counts as 0)";
    const char *zero = strstr(colon, blank);
    zero = zero ? zero : strstr(colon, words_reason(d, blank)); /* the office speaks the language itself */
    return words_reason(d, zero ? desk_text(d, "%.*s", (int)(zero - colon - 2), colon + 2) : colon + 2);
}

/* Blanks that count as 0: said even where the result is no error. */
static const char *blanks(telling *t, const char *text)
{
    for (size_t i = 0; i < t->part->n_arguments; i++) {
        const explained_argument *a = &t->part->arguments[i];
        if (a->value == words(t->d, WORD_SAY_BLANK) && t->part->function->parameters[i].shape == SX_SHAPE_NUMBER)
            text = desk_text(t->d, "%s\n%s.", text, a->means);
    }
    return text;
}

/* The first sentences of a long definition: the reference has the rest. */
static const char *shortened(desk *d, const char *text)
{
    enum { ENOUGH = 350 };
    if (strlen(text) <= ENOUGH + 150)
        return text;
    for (const char *at = text + ENOUGH; (at = strchr(at, '.')); at++)
        if (at[1] == ' ')
            return desk_text(d, "%.*s %s", (int)(at + 1 - text), text, words(d, WORD_SAY_MORE));
    return text;
}

/* The columns of a table, each with what it holds. */
static const char *columns(telling *t, const char *text)
{
    const sx_function *f = t->part->function;
    for (size_t i = 0; i < f->n_columns; i++)
        text =
            desk_text(t->d, "%s\n%zu  %s: %s", text, i + 1, f->columns[i].name, words_text(t->d, f->columns[i].help));
    return text;
}

/* Where this cell stands in its table; a table typed with Enter shows its first value alone. */
static const char *table(telling *t)
{
    desk *d = t->d;
    const sx_function *f = t->part->function;
    uno_Interface *cursor = office_object(d, t->e->sheet, "sheet.XSpreadsheet::createCursorByRange",
                                          ARGS(&(uno_Interface *){office_ask(d, t->e->cell, "sheet.XSheetCellRange")}));
    office_call(d, cursor, "sheet.XSheetCellCursor::collapseToCurrentArray", NULL, NULL);
    office_range at = cursor ? sheet_address(d, cursor) : t->e->at, here = t->e->at;
    bool is_array = sheet_formula(d, t->e->cell)[0] == '{';
    sheet_value rows = {.there = false}, wide = {.there = false};
    if (!is_array || t->call->depth > 0) {
        rows = sheet_evaluate(d, t->model, t->e->sheet, desk_text(d, "=ROWS(%s)", copy(d, t->call->whole)));
        wide = sheet_evaluate(d, t->model, t->e->sheet, desk_text(d, "=COLUMNS(%s)", copy(d, t->call->whole)));
    }
    bool as_large =
        rows.there && rows.number == at.last_row - at.row + 1 && wide.number == at.last_column - at.column + 1;
    if (t->call->depth > 0 && !(is_array && as_large))
        return WORDS(d, WORD_SAY_TABLEINSIDE, f->name);
    if (!is_array)
        return rows.number * wide.number > 1 ? WORDS(d, WORD_SAY_FIRSTONLY, rows.text, wide.text) : "";
    size_t column = (size_t)(here.column - at.column);
    size_t known = f->n_columns ? (column < f->n_columns ? column : f->n_columns - 1) : 0;
    return WORDS(d, WORD_SAY_TABLE, sheet_place(d, at), desk_text(d, "%d", at.last_row - at.row + 1),
                 desk_text(d, "%d", at.last_column - at.column + 1), desk_text(d, "%d", here.row - at.row + 1),
                 desk_text(d, "%zu", column + 1), f->n_columns ? f->columns[known].name : "–",
                 f->n_columns ? words_text(d, f->columns[known].help) : "");
}

static void tell_meaning(telling *t)
{
    desk *d = t->d;
    explained_part *part = t->part;
    const sx_function *f = part->function;
    const char *formula = sheet_formula(d, t->e->cell);
    bool alone = strlen(formula) == t->call->whole.length + 1; /* the sign = */
    sheet_value value = sheet_evaluate(d, t->model, t->e->sheet, desk_text(d, "=%s", copy(d, t->call->whole)));
    int error = value.there ? value.error : sheet_error(d, t->e->cell);
    const char *text = WORDS(d, WORD_SAY_IS, f->name, words_text(d, f->summary));
    if (error) {
        const char *why = reason(t), *seen = value.there ? value.text : sheet_string(d, t->e->cell);
        text = desk_text(d, "%s\n\n%s", text,
                         *why ? WORDS(d, WORD_SAY_ERROR, seen, why) : WORDS(d, WORD_SAY_ERRORONLY, seen));
    } else if (f->returns == SX_SHAPE_TABLE) {
        const char *where = table(t);
        text = desk_text(d, "%s%s%s\n%s", text, *where ? "\n\n" : "", where, columns(t, words(d, WORD_SAY_COLUMNS)));
    } else if (value.there && !alone) {
        const char *shows = with_unit(d, value.text, f->returns_unit);
        text = desk_text(d, "%s\n\n%s", text, WORDS(d, WORD_SAY_RESULTHERE, shows));
    }
    part->meaning = blanks(t, text);
}

void explain_part(desk *d, const sx_door *door, uno_Interface *model, const explanation *e, const formula_call *call,
                  explained_part *part)
{
    telling t = {d, door, model, e, call, part};
    part->function = door->find(copy(d, call->name));
    if (!part->function) { /* of a newer version of ours, or not ours at all */
        part->meaning = WORDS(d, WORD_SAY_UNKNOWN, shown(d, call->name), door->version);
        part->more = "";
        return;
    }
    const sx_function *f = part->function;
    size_t n = f->n_parameters;
    bool open = n && f->parameters[n - 1].shape == SX_SHAPE_REST;
    if (open && call->n_arguments > n)
        n = call->n_arguments;
    part->arguments = desk_take(d, n * sizeof *part->arguments);
    for (size_t i = 0; i < n; i++) {
        const sx_parameter *p = &f->parameters[i < f->n_parameters ? i : f->n_parameters - 1];
        tell_argument(&t, p, i, &part->arguments[part->n_arguments++]);
    }
    tell_meaning(&t);
    part->more = desk_text(d, "%s\n%s", WORDS(d, WORD_SAY_DEFINITION, shortened(d, words_text(d, f->definition))),
                           WORDS(d, WORD_SAY_SOURCE, f->source));
}
