/* From what a caller hands over to the C types of a function: cell policies, defaults and bounds, as the entry says.
 * Nothing here knows a single function. */
#include "call/natural.h"
#include "call/numbers.h"
#include <math.h>
#include <string.h>

/* The one cell of an argument that must be one. */
static sx_status single(const sx_parameter *p, const sx_argument *argument, const sx_cell **cell, sx_context *context)
{
    const sx_table *table = argument->table;
    if (!table)
        *cell = &argument->cell;
    else if (table->declared_rows == 1 && table->declared_columns == 1)
        *cell = sx_at(table, 0, 0);
    else
        return sx_fail(context, SX_VALUE, "%s must be one cell and is a range of %zu by %zu", p->name,
                       table->declared_rows, table->declared_columns);
    return SX_OK;
}

static sx_status convert_number(const sx_parameter *p, const sx_cell *cell, sx_natural *to, sx_context *context)
{
    double x = 0.0; /* a blank cell is 0, as everywhere in Calc */
    if (cell->kind == SX_NUMBER)
        x = cell->as.number;
    else if (!sx_is_blank(cell) || cell->kind == SX_TEXT)
        return sx_wrong_kind(p, cell, "", context);
    sx_status status = sx_check_bounds(p, x, "", context);
    if (status == SX_OK)
        to->number = x;
    return status;
}

static sx_status cell_text(const sx_parameter *p, const sx_cell *cell, sx_scratch *scratch, const char **text,
                           sx_context *context)
{
    if (cell->kind == SX_FAULT)
        return sx_fail(context, cell->as.fault, "%s is itself an error", p->name);
    char room[SX_NUMBER_ROOM];
    const char *words = sx_cell_text(cell, room);
    if (words == room) {
        size_t size = strlen(room) + 1;
        char *copy = sx_scratch_take(scratch, size);
        if (!copy)
            return SX_NOMEM;
        words = memcpy(copy, room, size);
    }
    *text = words;
    return SX_OK;
}

static sx_status unknown_choice(const sx_parameter *p, const char *text, sx_context *context)
{
    sx_text known = {0};
    for (size_t i = 0; i < p->n_choices; i++)
        sx_text_add(&known, "%s\"%s\"", i ? ", " : "", p->choices[i].id);
    sx_status status = known.status;
    if (status == SX_OK)
        status = sx_fail(context, SX_ARGUMENT, "%s is \"%.60s\" and must be one of %s", p->name, text, known.data);
    sx_text_free(&known);
    return status;
}

size_t sx_choice_named(const sx_parameter *p, const char *word)
{
    size_t i = 0;
    while (i < p->n_choices && !sx_same_word(p->choices[i].id, word))
        i++;
    return i;
}

static sx_status convert_choice(const sx_parameter *p, const char *text, sx_natural *to, sx_context *context)
{
    size_t i = sx_choice_named(p, text);
    if (i == p->n_choices)
        return unknown_choice(p, text, context);
    to->choice = (int)i;
    return SX_OK;
}

static sx_status convert_texts(const sx_parameter *p, const sx_argument *argument, sx_natural *to, sx_scratch *scratch,
                               sx_context *context)
{
    sx_table t = sx_as_table(argument);
    sx_trim_end(&t);
    size_t n = t.rows * t.columns;
    const char **x = n ? sx_scratch_take(scratch, n * sizeof *x) : NULL;
    if (n && !x)
        return SX_NOMEM;
    for (size_t i = 0; i < n; i++) {
        sx_status status = cell_text(p, &t.cells[i], scratch, &x[i], context);
        if (status != SX_OK)
            return status;
    }
    if (n < p->at_least && !(p->optional && n == 0))
        return sx_too_few(p, n, context);
    to->texts.x = x;
    to->texts.n = n;
    return SX_OK;
}

static sx_status convert_table(const sx_parameter *p, const sx_argument *argument, sx_natural *to, sx_scratch *scratch,
                               sx_context *context)
{
    sx_table t = sx_as_table(argument);
    sx_trim_end(&t);
    if (t.rows == 0 && p->optional) {
        to->table = NULL;
        return SX_OK;
    }
    if (t.rows < p->at_least)
        return sx_fail(context, SX_VALUE, "%s is blank", p->name);
    for (size_t i = 0; i < t.rows * t.columns; i++)
        if (t.cells[i].kind == SX_FAULT)
            return sx_wrong_kind(p, &t.cells[i], sx_place(i / t.columns, i % t.columns, 2).text, context);
    sx_table *copy = sx_scratch_take(scratch, sizeof *copy);
    if (!copy)
        return SX_NOMEM;
    *copy = t;
    to->table = copy;
    return SX_OK;
}

static void take_default(const sx_parameter *p, sx_natural *to)
{
    memset(to, 0, sizeof *to);
    if (p->shape == SX_SHAPE_NUMBER)
        to->number = p->has_default ? p->fallback : (double)NAN;
    else if (p->shape == SX_SHAPE_CHOICE)
        to->choice = p->has_default ? (int)p->fallback : -1;
}

/* A blank cell given for an optional argument arrives from Calc as 0: for a word that means "not given". */
static bool not_given(const sx_parameter *p, const sx_argument *argument)
{
    if (argument->omitted)
        return true;
    if (!p->optional || argument->table)
        return false;
    bool word = p->shape == SX_SHAPE_TEXT || p->shape == SX_SHAPE_CHOICE;
    const sx_cell *cell = &argument->cell;
    return cell->kind == SX_BLANK || (word && sx_is_blank(cell)) ||
           (word && cell->kind == SX_NUMBER && cell->as.number == 0.0);
}

static bool leads_group(const sx_function *f, size_t i)
{
    for (size_t j = i + 1; j < f->n_parameters; j++)
        if (f->parameters[j].pairs_with == (int)i)
            return true;
    return false;
}

sx_status sx_convert(const sx_function *function, size_t i, const sx_argument *arguments, size_t n_arguments,
                     sx_natural *natural, sx_scratch *scratch, sx_context *context)
{
    const sx_parameter *p = &function->parameters[i];
    if (p->shape == SX_SHAPE_REST) {
        natural[i].rest.x = arguments + (i < n_arguments ? i : n_arguments);
        natural[i].rest.n = i < n_arguments ? n_arguments - i : 0;
        return SX_OK;
    }
    const sx_argument none = {.omitted = true};
    const sx_argument *argument = i < n_arguments ? &arguments[i] : &none;
    if (not_given(p, argument)) {
        if (!p->optional)
            return sx_fail(context, SX_ARGUMENT, "%s is missing", p->name);
        take_default(p, &natural[i]);
        return SX_OK;
    }
    const sx_cell *cell = NULL;
    const char *text = NULL;
    sx_status status = SX_OK;
    switch (p->shape) {
    case SX_SHAPE_NUMBER:
        status = single(p, argument, &cell, context);
        return status == SX_OK ? convert_number(p, cell, &natural[i], context) : status;
    case SX_SHAPE_TEXT:
    case SX_SHAPE_CHOICE:
        status = single(p, argument, &cell, context);
        if (status == SX_OK)
            status = cell_text(p, cell, scratch, &text, context);
        if (status == SX_OK && p->shape == SX_SHAPE_CHOICE)
            return convert_choice(p, text, &natural[i], context);
        natural[i].text = text;
        return status;
    case SX_SHAPE_SERIES:
        if (p->pairs_with >= 0)
            return sx_convert_group(function, i, arguments, n_arguments, natural, scratch, context);
        return sx_convert_series(p, argument, leads_group(function, i), &natural[i], scratch, context);
    case SX_SHAPE_TEXTS:
        return convert_texts(p, argument, &natural[i], scratch, context);
    case SX_SHAPE_MATRIX:
        return sx_convert_matrix(p, argument, &natural[i], scratch, context);
    case SX_SHAPE_TABLE:
    case SX_SHAPE_ANY:
        return convert_table(p, argument, &natural[i], scratch, context);
    case SX_SHAPE_REST:
        break;
    }
    return sx_fail(context, SX_ARGUMENT, "%s has no shape", p->name);
}
