/* From what a caller hands over to the C types of a function: cell policies, defaults and bounds, as the entry says.
 * Nothing here knows a single function. */
#include "call/natural.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Calc's last row and column: a range that reaches them is a whole column or row, and its blank end means nothing. */
enum { WHOLE_ROWS = 1048576, WHOLE_COLUMNS = 16384, WHOLE_COLUMNS_OLD = 1024 };

static sx_status no_memory(sx_context *context)
{
    return sx_fail(context, SX_NOMEM, "out of memory");
}

/* Calc gives "" for a blank cell inside a range, and the same for a formula that answers "". */
static bool is_blank(const sx_cell *cell)
{
    return cell->kind == SX_BLANK || (cell->kind == SX_TEXT && cell->length == 0);
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

/* where: "" for a single cell, else " (value 3)". */
static sx_status check_bounds(const sx_parameter *p, double x, const char *where, sx_context *context)
{
    if (!isfinite(x))
        return sx_fail(context, SX_NUM, "%s%s is not a finite number", p->name, where);
    if (p->has_low && (p->low_open ? x <= p->low : x < p->low))
        return sx_fail(context, SX_NUM, "%s%s is %.15g and must be %s %.15g", p->name, where, x,
                       p->low_open ? "above" : "at least", p->low);
    if (p->has_high && (p->high_open ? x >= p->high : x > p->high))
        return sx_fail(context, SX_NUM, "%s%s is %.15g and must be %s %.15g", p->name, where, x,
                       p->high_open ? "below" : "at most", p->high);
    if (p->whole && x != floor(x))
        return sx_fail(context, SX_NUM, "%s%s is %.15g and must be a whole number", p->name, where, x);
    return SX_OK;
}

static sx_status wrong_kind(const sx_parameter *p, const sx_cell *cell, const char *where, sx_context *context)
{
    if (cell->kind == SX_FAULT)
        return sx_fail(context, cell->as.fault, "%s%s is itself an error", p->name, where);
    if (is_blank(cell))
        return sx_fail(context, SX_VALUE, "%s%s is blank", p->name, where);
    return sx_fail(context, SX_VALUE, "%s%s must be a number and is the text \"%.60s\"", p->name, where, cell->as.text);
}

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
    else if (!is_blank(cell) || cell->kind == SX_TEXT)
        return wrong_kind(p, cell, "", context);
    sx_status status = check_bounds(p, x, "", context);
    if (status == SX_OK)
        to->number = x;
    return status;
}

static sx_status cell_text(const sx_parameter *p, const sx_cell *cell, sx_scratch *scratch, const char **text,
                           sx_context *context)
{
    if (cell->kind == SX_FAULT)
        return sx_fail(context, cell->as.fault, "%s is itself an error", p->name);
    if (cell->kind == SX_NUMBER) {
        sx_text out = {0};
        if (sx_text_add(&out, "%.15g", cell->as.number) != SX_OK)
            return no_memory(context);
        char *copy = sx_scratch_take(scratch, out.length + 1);
        if (copy)
            memcpy(copy, out.data, out.length + 1);
        sx_text_free(&out);
        *text = copy;
        return copy ? SX_OK : no_memory(context);
    }
    *text = cell->kind == SX_TEXT ? cell->as.text : "";
    return SX_OK;
}

static sx_status unknown_choice(const sx_parameter *p, const char *text, sx_context *context)
{
    sx_text known = {0};
    for (size_t i = 0; i < p->n_choices; i++)
        (void)sx_text_add(&known, "%s\"%s\"", i ? ", " : "", p->choices[i].id);
    sx_fail(context, SX_ARGUMENT, "%s is \"%.60s\" and must be one of %s", p->name, text, known.data ? known.data : "");
    sx_text_free(&known);
    return SX_ARGUMENT;
}

static sx_status convert_choice(const sx_parameter *p, const char *text, sx_natural *to, sx_context *context)
{
    for (size_t i = 0; i < p->n_choices; i++)
        if (sx_same_word(p->choices[i].id, text)) {
            to->choice = (int)i;
            return SX_OK;
        }
    return unknown_choice(p, text, context);
}

/* An argument as cells: a single cell is a range of one. */
static sx_table as_table(const sx_argument *argument)
{
    if (argument->table)
        return *argument->table;
    /* The cell is only read through the table. */
    sx_table one = {.declared_rows = 1, .declared_columns = 1};
    if (!argument->omitted && !is_blank(&argument->cell)) {
        one.rows = one.columns = 1;
        one.cells = (sx_cell *)(uintptr_t)&argument->cell;
    }
    return one;
}

static bool is_whole(const sx_table *t)
{
    return t->declared_rows >= WHOLE_ROWS || t->declared_columns >= WHOLE_COLUMNS ||
           t->declared_columns == WHOLE_COLUMNS_OLD;
}

/* How far a range is read: as far as it has cells, or to its declared end where a blank is a value. */
static void extent(const sx_table *t, sx_blank_policy blank, size_t *rows, size_t *columns)
{
    bool declared = blank == SX_BLANK_ZERO && !is_whole(t);
    *rows = declared ? t->declared_rows : t->rows;
    *columns = declared ? t->declared_columns : t->columns;
}

static sx_status number_at(const sx_parameter *p, const sx_cell *cell, const char *where, double *x,
                           sx_context *context)
{
    if (cell->kind == SX_NUMBER) {
        *x = cell->as.number;
        return check_bounds(p, *x, where, context);
    }
    if (!is_blank(cell) || p->blank == SX_BLANK_REFUSED)
        return wrong_kind(p, cell, where, context);
    *x = p->blank == SX_BLANK_ZERO ? 0.0 : (double)NAN;
    return SX_OK;
}

typedef struct where_text {
    char text[64];
} where_text;

/* The place of a value, made only when something is wrong with it. */
static where_text place(size_t row, size_t column, size_t columns)
{
    where_text where = {""};
    sx_text out = {0};
    sx_status made = columns == 1 ? sx_text_add(&out, " (value %zu)", row + 1)
                                  : sx_text_add(&out, " (row %zu, column %zu)", row + 1, column + 1);
    if (made == SX_OK && out.length < sizeof where.text)
        memcpy(where.text, out.data, out.length + 1);
    sx_text_free(&out);
    return where;
}

/* The numbers of a range so many columns wide, by rows, from value `first` to before value `end`. */
static sx_status read_numbers(const sx_parameter *p, const sx_table *t, size_t columns, size_t first, size_t end,
                              double *x, sx_context *context)
{
    for (size_t i = first; i < end; i++) {
        size_t r = i / columns, c = i % columns;
        const sx_cell *cell = sx_at(t, r, c);
        sx_status status = number_at(p, cell, "", &x[i - first], NULL);
        if (status != SX_OK)
            return number_at(p, cell, place(r, c, columns).text, &x[i - first], context);
    }
    return SX_OK;
}

static bool row_is_blank(const sx_table *t, size_t row)
{
    for (size_t c = 0; c < t->columns; c++)
        if (!is_blank(sx_at(t, row, c)))
            return false;
    return true;
}

/* Callers that do not trim (the shell) may hand over blank margins; the rest of the door need not know. */
static void trim_end(sx_table *t)
{
    while (t->rows && row_is_blank(t, t->rows - 1))
        t->rows--;
    if (t->rows == 0)
        t->columns = 0;
}

static sx_status too_few(const sx_parameter *p, size_t found, sx_context *context)
{
    return sx_fail(context, SX_VALUE, "%s has %zu value%s and needs at least %zu", p->name, found, plural(found),
                   p->at_least);
}

static size_t count_present(const double *x, size_t n)
{
    size_t present = 0;
    for (size_t i = 0; i < n; i++)
        present += isnan(x[i]) ? 0 : 1;
    return present;
}

static sx_status convert_series(const sx_parameter *p, const sx_argument *argument, bool paired, sx_natural *to,
                                sx_scratch *scratch, sx_context *context)
{
    sx_table t = as_table(argument);
    size_t rows = 0, columns = 0;
    trim_end(&t);
    extent(&t, p->blank, &rows, &columns);
    /* Blanks at both ends, in the order in which it is read. */
    size_t first = 0, end = rows * columns;
    if (!paired && p->blank != SX_BLANK_ZERO) {
        while (first < end && is_blank(&t.cells[first]))
            first++;
        while (end > first && is_blank(&t.cells[end - 1]))
            end--;
    }
    size_t n = end - first;
    double *x = n ? sx_scratch_take(scratch, n * sizeof *x) : NULL;
    if (n && !x)
        return no_memory(context);
    sx_status status = read_numbers(p, &t, columns, first, end, x, context);
    if (status != SX_OK)
        return status;
    size_t present = count_present(x, n);
    if (present < p->at_least && !(p->optional && n == 0))
        return too_few(p, present, context);
    to->series.x = x;
    to->series.n = n;
    return SX_OK;
}

static bool is_vector(const sx_table *t)
{
    return t->declared_rows == 1 || t->declared_columns == 1;
}

static size_t vector_used(const sx_table *t)
{
    return t->declared_columns == 1 ? t->rows : t->columns;
}

/* Brings a range and the earlier ones of its group to one length, so that row k of one belongs to row k of another. */
static sx_status convert_group(const sx_function *f, size_t last, const sx_argument *arguments, size_t n_arguments,
                               sx_natural *natural, sx_scratch *scratch, sx_context *context)
{
    const sx_parameter *leader = &f->parameters[f->parameters[last].pairs_with];
    size_t head = (size_t)f->parameters[last].pairs_with;
    sx_table first = as_table(&arguments[head]);
    size_t rows = 0, columns = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = head; i <= last; i++) {
            const sx_parameter *p = &f->parameters[i];
            bool member = i == head || (p->pairs_with >= 0 && (size_t)p->pairs_with == head);
            if (!member || i >= n_arguments || arguments[i].omitted)
                continue;
            sx_table t = as_table(&arguments[i]);
            trim_end(&t);
            bool same = t.declared_rows == first.declared_rows && t.declared_columns == first.declared_columns;
            bool vectors = is_vector(&t) && is_vector(&first);
            size_t cells = t.declared_rows * t.declared_columns;
            if (!same && !(vectors && cells == first.declared_rows * first.declared_columns))
                return sx_fail(context, SX_VALUE, "%s is a range of %zu by %zu and %s of %zu by %zu: they must match",
                               p->name, t.declared_rows, t.declared_columns, leader->name, first.declared_rows,
                               first.declared_columns);
            if (pass == 0) {
                size_t r = 0, c = 0;
                extent(&t, p->blank, &r, &c);
                if (vectors) {
                    size_t used = p->blank == SX_BLANK_ZERO && !is_whole(&t) ? cells : vector_used(&t);
                    r = used;
                    c = used ? 1 : 0;
                }
                rows = r > rows ? r : rows;
                columns = c > columns ? c : columns;
                continue;
            }
            /* A vector is its cells one after the other, whichever way it lies. */
            if (vectors && t.declared_columns != 1) {
                t.rows = t.columns;
                t.columns = t.columns ? 1 : 0;
            }
            size_t n = rows * columns;
            double *x = n ? sx_scratch_take(scratch, n * sizeof *x) : NULL;
            if (n && !x)
                return no_memory(context);
            sx_status status = read_numbers(p, &t, columns, 0, rows * columns, x, context);
            if (status != SX_OK)
                return status;
            if (count_present(x, n) < p->at_least)
                return too_few(p, count_present(x, n), context);
            natural[i].series.x = x;
            natural[i].series.n = n;
        }
    }
    return SX_OK;
}

static sx_status convert_texts(const sx_parameter *p, const sx_argument *argument, sx_natural *to, sx_scratch *scratch,
                               sx_context *context)
{
    sx_table t = as_table(argument);
    trim_end(&t);
    size_t n = t.rows * t.columns;
    const char **x = n ? sx_scratch_take(scratch, n * sizeof *x) : NULL;
    if (n && !x)
        return no_memory(context);
    for (size_t i = 0; i < n; i++) {
        sx_status status = cell_text(p, &t.cells[i], scratch, &x[i], context);
        if (status != SX_OK)
            return status;
    }
    if (n < p->at_least && !(p->optional && n == 0))
        return too_few(p, n, context);
    to->texts.x = x;
    to->texts.n = n;
    return SX_OK;
}

static sx_status convert_matrix(const sx_parameter *p, const sx_argument *argument, sx_natural *to, sx_scratch *scratch,
                                sx_context *context)
{
    sx_table t = as_table(argument);
    size_t rows = 0, columns = 0;
    trim_end(&t);
    extent(&t, p->blank, &rows, &columns);
    double *x = rows ? sx_scratch_take(scratch, rows * columns * sizeof *x) : NULL;
    if (rows && !x)
        return no_memory(context);
    sx_status status = read_numbers(p, &t, columns, 0, rows * columns, x, context);
    if (status != SX_OK)
        return status;
    size_t present = count_present(x, rows * columns);
    if (present < p->at_least && !(p->optional && rows == 0))
        return too_few(p, present, context);
    to->matrix.x = x;
    to->matrix.rows = rows;
    to->matrix.columns = columns;
    return SX_OK;
}

static sx_status convert_table(const sx_parameter *p, const sx_argument *argument, sx_natural *to, sx_scratch *scratch,
                               sx_context *context)
{
    sx_table t = as_table(argument);
    trim_end(&t);
    if (t.rows == 0 && p->optional) {
        to->table = NULL;
        return SX_OK;
    }
    if (t.rows < p->at_least)
        return sx_fail(context, SX_VALUE, "%s is blank", p->name);
    for (size_t i = 0; i < t.rows * t.columns; i++)
        if (t.cells[i].kind == SX_FAULT)
            return wrong_kind(p, &t.cells[i], place(i / t.columns, i % t.columns, 2).text, context);
    sx_table *copy = sx_scratch_take(scratch, sizeof *copy);
    if (!copy)
        return no_memory(context);
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
    return cell->kind == SX_BLANK || (word && is_blank(cell)) ||
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
            return convert_group(function, i, arguments, n_arguments, natural, scratch, context);
        return convert_series(p, argument, leads_group(function, i), &natural[i], scratch, context);
    case SX_SHAPE_TEXTS:
        return convert_texts(p, argument, &natural[i], scratch, context);
    case SX_SHAPE_MATRIX:
        return convert_matrix(p, argument, &natural[i], scratch, context);
    case SX_SHAPE_TABLE:
    case SX_SHAPE_ANY:
        return convert_table(p, argument, &natural[i], scratch, context);
    case SX_SHAPE_REST:
        break;
    }
    return sx_fail(context, SX_ARGUMENT, "%s has no shape", p->name);
}
