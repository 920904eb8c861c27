/* Ranges of numbers: how far they are read, what a blank is, and bringing paired ones to one length. */
#include "call/numbers.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Calc's last row and column: a range that reaches them is a whole column or row, and its blank end means nothing. */
enum { WHOLE_ROWS = 1048576, WHOLE_COLUMNS = 16384, WHOLE_COLUMNS_OLD = 1024 };

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

/* where: "" for a single cell, else " (value 3)". */
sx_status sx_check_bounds(const sx_parameter *p, double x, const char *where, sx_context *context)
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

sx_status sx_wrong_kind(const sx_parameter *p, const sx_cell *cell, const char *where, sx_context *context)
{
    if (cell->kind == SX_FAULT)
        return sx_fail(context, cell->as.fault, "%s%s is itself an error", p->name, where);
    if (sx_is_blank(cell))
        return sx_fail(context, SX_VALUE, "%s%s is blank", p->name, where);
    return sx_fail(context, SX_VALUE, "%s%s must be a number and is the text \"%.60s\"", p->name, where, cell->as.text);
}

/* An argument as cells: a single cell is a range of one. */
sx_table sx_as_table(const sx_argument *argument)
{
    const sx_table *table = argument->table;
    if (table && table->declared_rows && table->declared_columns)
        return *table;
    /* The cell is only read through the table. A range without a cell, as a script may hand it over, is a blank one. */
    sx_table one = {.declared_rows = 1, .declared_columns = 1};
    if (!table && !argument->omitted && !sx_is_blank(&argument->cell)) {
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
        return sx_check_bounds(p, *x, where, context);
    }
    if (!sx_is_blank(cell) || p->blank == SX_BLANK_REFUSED)
        return sx_wrong_kind(p, cell, where, context);
    *x = p->blank == SX_BLANK_ZERO ? 0.0 : (double)NAN;
    return SX_OK;
}

/* The place of a value, made only when something is wrong with it. */
sx_place_text sx_place(size_t row, size_t column, size_t columns)
{
    sx_place_text where = {""};
    if (columns == 1)
        sx_format_into(where.text, sizeof where.text, " (value %zu)", row + 1);
    else
        sx_format_into(where.text, sizeof where.text, " (row %zu, column %zu)", row + 1, column + 1);
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
            return number_at(p, cell, sx_place(r, c, columns).text, &x[i - first], context);
    }
    return SX_OK;
}

/* Callers that do not trim (the shell) may hand over blank margins; the rest of the door need not know. */
void sx_trim_end(sx_table *t)
{
    while (t->rows && sx_row_is_blank(t, t->rows - 1))
        t->rows--;
    if (t->rows == 0)
        t->columns = 0;
}

sx_status sx_too_few(const sx_parameter *p, size_t found, sx_context *context)
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

sx_status sx_convert_series(const sx_parameter *p, const sx_argument *argument, bool paired, sx_natural *to,
                            sx_scratch *scratch, sx_context *context)
{
    sx_table t = sx_as_table(argument);
    size_t rows = 0, columns = 0;
    sx_trim_end(&t);
    extent(&t, p->blank, &rows, &columns);
    /* Blanks at both ends, in the order in which it is read. */
    size_t first = 0, end = rows * columns;
    if (!paired && p->blank != SX_BLANK_ZERO) {
        while (!p->keep_front && first < end && sx_is_blank(&t.cells[first]))
            first++;
        while (end > first && sx_is_blank(&t.cells[end - 1]))
            end--;
    }
    size_t n = end - first;
    double *x = n ? sx_scratch_take(scratch, n * sizeof *x) : NULL;
    if (n && !x)
        return SX_NOMEM;
    sx_status status = read_numbers(p, &t, columns, first, end, x, context);
    if (status != SX_OK)
        return status;
    size_t present = count_present(x, n);
    if (present < p->at_least && !(p->optional && n == 0))
        return sx_too_few(p, present, context);
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
sx_status sx_convert_group(const sx_function *f, size_t last, const sx_argument *arguments, size_t n_arguments,
                           sx_natural *natural, sx_scratch *scratch, sx_context *context)
{
    const sx_parameter *leader = &f->parameters[f->parameters[last].pairs_with];
    size_t head = (size_t)f->parameters[last].pairs_with;
    sx_table first = sx_as_table(&arguments[head]);
    size_t rows = 0, columns = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = head; i <= last; i++) {
            const sx_parameter *p = &f->parameters[i];
            bool member = i == head || (p->pairs_with >= 0 && (size_t)p->pairs_with == head);
            if (!member || i >= n_arguments || arguments[i].omitted)
                continue;
            sx_table t = sx_as_table(&arguments[i]);
            sx_trim_end(&t);
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
            if (i < last && n && natural[i].series.n == n)
                continue; /* no longer than with the earlier ones */
            double *x = n ? sx_scratch_take(scratch, n * sizeof *x) : NULL;
            if (n && !x)
                return SX_NOMEM;
            sx_status status = read_numbers(p, &t, columns, 0, rows * columns, x, context);
            if (status != SX_OK)
                return status;
            if (count_present(x, n) < p->at_least)
                return sx_too_few(p, count_present(x, n), context);
            natural[i].series.x = x;
            natural[i].series.n = n;
        }
    }
    return SX_OK;
}

sx_status sx_convert_matrix(const sx_parameter *p, const sx_argument *argument, sx_natural *to, sx_scratch *scratch,
                            sx_context *context)
{
    sx_table t = sx_as_table(argument);
    size_t rows = 0, columns = 0;
    sx_trim_end(&t);
    extent(&t, p->blank, &rows, &columns);
    double *x = rows ? sx_scratch_take(scratch, rows * columns * sizeof *x) : NULL;
    if (rows && !x)
        return SX_NOMEM;
    sx_status status = read_numbers(p, &t, columns, 0, rows * columns, x, context);
    if (status != SX_OK)
        return status;
    size_t present = count_present(x, rows * columns);
    if (present < p->at_least && !(p->optional && rows == 0))
        return sx_too_few(p, present, context);
    to->matrix.x = x;
    to->matrix.rows = rows;
    to->matrix.columns = columns;
    return SX_OK;
}
