/* Edge tests that follow from the entries: every bound from both sides, every wrong kind of argument, missing and
 * surplus ones. Each starts from the function's first example that has a value, so only what is changed can be wrong.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "catalogue/catalogue.h"
#include "catalogue/contract.h"

enum { MOST = 16 };

/* The arguments of a call that has a value, ready to be spoilt. */
typedef struct probe {
    const sx_function *function;
    sx_argument arguments[MOST + 1];
    sx_table tables[MOST + 1];
    bool made[MOST + 1]; /* a range that the example leaves out */
    size_t n;
    sx_context context;
    sx_status status;
} probe;

static bool start(probe *p, const sx_function *function)
{
    const sx_example *example = function->examples;
    size_t left = function->n_examples;
    *p = (probe){.function = function};
    while (left && example->status != SX_OK) {
        example++;
        left--;
    }
    if (!left)
        return false;
    p->n = example->n_arguments < MOST ? example->n_arguments : MOST;
    for (size_t i = 0; i <= MOST; i++) {
        p->arguments[i] = i < p->n ? example->arguments[i] : (sx_argument){.omitted = true};
        const sx_table *table = p->arguments[i].table;
        if (!table)
            continue;
        sx_table_make(&p->tables[i], table->rows, table->columns);
        if (table->rows)
            memcpy(p->tables[i].cells, table->cells, table->rows * table->columns * sizeof *table->cells);
        p->tables[i].declared_rows = table->declared_rows;
        p->tables[i].declared_columns = table->declared_columns;
        p->arguments[i].table = &p->tables[i];
    }
    return true;
}

static void finish(probe *p)
{
    for (size_t i = 0; i <= MOST; i++)
        sx_table_free(&p->tables[i]);
}

static void call(probe *p)
{
    const char *broken = sx_broken_contract(p->function, p->arguments, p->n, &p->status, &p->context);
    if (broken)
        fail_msg("%s: %s (%s)", p->function->name, broken, p->context.reason);
}

static void give(probe *p, size_t i, sx_cell cell)
{
    p->arguments[i] = (sx_argument){.cell = cell};
    p->n = i + 1 > p->n ? i + 1 : p->n;
}

/* Replaces a cell: the argument itself, or the first value of its range. A range that the example leaves out but that
 * pairs with another gets its partner's size. */
static void put(probe *p, size_t i, sx_cell cell)
{
    int partner = p->function->parameters[i].pairs_with;
    sx_table *table = &p->tables[i];
    if (!p->arguments[i].table && partner >= 0 && p->arguments[partner].table) {
        const sx_table *like = p->arguments[partner].table;
        sx_table_make(table, like->rows, like->columns);
        p->arguments[i] = (sx_argument){.table = table};
        p->n = i + 1 > p->n ? i + 1 : p->n;
        p->made[i] = true;
    }
    size_t n = p->arguments[i].table ? table->rows * table->columns : 0;
    for (size_t k = 0; k < (p->made[i] ? n : n > 0); k++)
        table->cells[k] = cell;
    if (n == 0)
        give(p, i, cell);
}

static sx_cell number(double x)
{
    return (sx_cell){.kind = SX_NUMBER, .as.number = x};
}

static sx_cell text(const char *x)
{
    return (sx_cell){.kind = SX_TEXT, .as.text = x, .length = (uint32_t)strlen(x)};
}

/* Argument i as changed must be refused with this status and in these words. */
static void refused(probe *p, size_t i, sx_status status, const char *words)
{
    call(p);
    if (p->status != status || !strstr(p->context.reason, words))
        fail_msg("%s, %s: expected %s and \"%s\", found %s: %s", p->function->name, p->function->parameters[i].name,
                 sx_status_text(status), words, p->status == SX_OK ? "a value" : sx_status_text(p->status),
                 p->context.reason);
}

/* ... must not be refused in these words; what the function itself makes of it is its own matter. */
static void passes(probe *p, size_t i, const char *words)
{
    call(p);
    if (p->status != SX_OK && strstr(p->context.reason, words))
        fail_msg("%s, %s: refused: %s", p->function->name, p->function->parameters[i].name, p->context.reason);
}

typedef void change(probe *p, size_t i);

/* Runs a change on a fresh probe of every parameter of the given shapes. */
static void each(const sx_function *function, unsigned shapes, change *what)
{
    for (size_t i = 0; i < function->n_parameters; i++) {
        probe p;
        if (!(shapes >> function->parameters[i].shape & 1) || !start(&p, function))
            continue;
        what(&p, i);
        finish(&p);
    }
}

#define SHAPE(s) (1u << SX_SHAPE_##s)
static const unsigned numeric = SHAPE(NUMBER) | SHAPE(SERIES) | SHAPE(MATRIX);
static const unsigned ranges = SHAPE(SERIES) | SHAPE(MATRIX);
static const unsigned single = SHAPE(NUMBER) | SHAPE(TEXT) | SHAPE(CHOICE);

/* Both sides of a bound; away: the direction out of bounds. */
static void bound(probe *p, size_t i, double at, bool open, double away)
{
    const sx_parameter *parameter = &p->function->parameters[i];
    char words[64];
    snprintf(words, sizeof words, "must be %s %.15g",
             away < 0 ? (open ? "above" : "at least") : (open ? "below" : "at most"), at);
    put(p, i, number(nextafter(at, away)));
    refused(p, i, SX_NUM, words);
    put(p, i, number(at));
    if (open)
        refused(p, i, SX_NUM, words);
    else
        passes(p, i, words);
    put(p, i, number(parameter->whole ? at - copysign(1.0, away) : nextafter(at, -away)));
    passes(p, i, words);
}

static void bounds(probe *p, size_t i)
{
    const sx_parameter *parameter = &p->function->parameters[i];
    if (parameter->has_low)
        bound(p, i, parameter->low, parameter->low_open, -INFINITY);
    if (parameter->has_high)
        bound(p, i, parameter->high, parameter->high_open, INFINITY);
}

static void whole(probe *p, size_t i)
{
    const sx_parameter *parameter = &p->function->parameters[i];
    if (!parameter->whole)
        return;
    put(p, i, number((parameter->has_low ? parameter->low : parameter->has_high ? parameter->high - 2.0 : 0.0) + 0.5));
    refused(p, i, SX_NUM, "must be a whole number");
}

static void not_finite(probe *p, size_t i)
{
    const double odd[] = {NAN, INFINITY, -INFINITY};
    for (size_t k = 0; k < 3; k++) {
        put(p, i, number(odd[k]));
        refused(p, i, SX_NUM, "is not a finite number");
    }
}

static void words_for_numbers(probe *p, size_t i)
{
    put(p, i, text("abc"));
    refused(p, i, SX_VALUE, "is the text \"abc\"");
    put(p, i, text("12"));
    refused(p, i, SX_VALUE, "is the text \"12\"");
}

static void faults(probe *p, size_t i)
{
    put(p, i, (sx_cell){.kind = SX_FAULT, .as.fault = SX_NA});
    refused(p, i, SX_NA, "is itself an error");
}

static void range_for_one(probe *p, size_t i)
{
    sx_cell cells[2] = {number(1.0), number(2.0)};
    sx_table range = {.rows = 2, .columns = 1, .declared_rows = 2, .declared_columns = 1, .cells = cells};
    p->arguments[i] = (sx_argument){.table = &range};
    p->n = i + 1 > p->n ? i + 1 : p->n;
    refused(p, i, SX_VALUE, "must be one cell");
}

static void choices(probe *p, size_t i)
{
    const sx_parameter *parameter = &p->function->parameters[i];
    give(p, i, text("no such choice"));
    refused(p, i, SX_ARGUMENT, "must be one of");
    for (size_t c = 0; c < parameter->n_choices; c++) {
        char capitals[64] = {0};
        for (size_t k = 0; k + 1 < sizeof capitals && parameter->choices[c].id[k]; k++) {
            char letter = parameter->choices[c].id[k];
            capitals[k] = letter >= 'a' && letter <= 'z' ? (char)(letter - 'a' + 'A') : letter;
        }
        give(p, i, text(capitals));
        passes(p, i, "must be one of");
    }
}

static void missing(probe *p, size_t i)
{
    const sx_parameter *parameter = &p->function->parameters[i];
    p->arguments[i] = (sx_argument){.omitted = true};
    if (!parameter->optional && parameter->shape != SX_SHAPE_REST)
        refused(p, i, SX_ARGUMENT, "is missing");
    else
        passes(p, i, "is missing");
}

/* A blank between two values, where the example's range is long enough to have a middle. */
static void blanks(probe *p, size_t i)
{
    const sx_parameter *parameter = &p->function->parameters[i];
    sx_table *table = &p->tables[i];
    if (!p->arguments[i].table || table->rows * table->columns < 3)
        return;
    table->cells[1] = (sx_cell){.kind = SX_BLANK};
    if (parameter->blank == SX_BLANK_REFUSED)
        refused(p, i, SX_VALUE, "is blank");
    else
        passes(p, i, "is blank");
}

/* No value at all, and fewer than it needs. */
static void too_short(probe *p, size_t i)
{
    const sx_parameter *parameter = &p->function->parameters[i];
    sx_table all_blank = {.declared_rows = 5, .declared_columns = 1};
    p->arguments[i] = (sx_argument){.table = &all_blank};
    p->n = i + 1 > p->n ? i + 1 : p->n;
    call(p);
    if (!parameter->optional && parameter->at_least > 0 && parameter->blank != SX_BLANK_ZERO)
        assert_int_equal(p->status, SX_VALUE);
    sx_cell one = number(1.0);
    sx_table single_row = {.rows = 1, .columns = 1, .declared_rows = 1, .declared_columns = 1, .cells = &one};
    p->arguments[i].table = &single_row;
    call(p);
    if (parameter->at_least > 1)
        assert_int_not_equal(p->status, SX_OK);
}

/* Anything at all in place of each argument keeps the contract. */
static void anything(probe *p, size_t i)
{
    static const double odd[] = {0.0, -0.0, 1.0, -1.0, 0.5, 1e308, -1e308, 5e-324, 4503599627370496.5, 2147483648.0};
    for (size_t k = 0; k < sizeof odd / sizeof *odd; k++) {
        give(p, i, number(odd[k]));
        call(p);
    }
    give(p, i, (sx_cell){.kind = SX_BLANK});
    call(p);
    give(p, i, text(""));
    call(p);
    give(p, i, text("\xC3\xA4;\"'{}<&>\n%s%n"));
    call(p);
    sx_table none = {.cells = NULL}; /* a range without a cell, as a script may hand it over */
    p->arguments[i] = (sx_argument){.table = &none};
    call(p);
    sx_cell cells[6] = {number(1.0), text("x"), {.kind = SX_BLANK}, number(-2.5), number(1e308), number(0.0)};
    for (size_t columns = 1; columns <= 6; columns++) {
        if (6 % columns)
            continue;
        sx_table mixed = {.rows = 6 / columns, .columns = columns, .cells = cells};
        mixed.declared_rows = columns == 1 ? 1048576 : mixed.rows;
        mixed.declared_columns = columns;
        p->arguments[i] = (sx_argument){.table = &mixed};
        call(p);
    }
}

static void edges(void **state)
{
    const sx_function *function = *state;
    probe p;
    if (!start(&p, function))
        skip();
    call(&p);
    assert_int_equal(p.status, SX_OK);
    bool open = function->n_parameters && function->parameters[function->n_parameters - 1].shape == SX_SHAPE_REST;
    if (!open) {
        p.n = function->n_parameters + 1;
        p.arguments[p.n - 1] = (sx_argument){.cell = number(1.0)};
        call(&p);
        assert_int_equal(p.status, SX_ARGUMENT);
    }
    finish(&p);
    each(function, numeric, bounds);
    each(function, numeric, whole);
    each(function, numeric, not_finite);
    each(function, numeric, words_for_numbers);
    each(function, numeric | single, faults);
    each(function, single, range_for_one);
    each(function, SHAPE(CHOICE), choices);
    each(function, ~0u, missing);
    each(function, ranges, blanks);
    each(function, ranges | SHAPE(TEXTS), too_short);
    each(function, ~SHAPE(REST), anything);
}

int main(void)
{
    return sx_test_each("edges", edges);
}
