/* What the core says of a split, before anything is written. */
#include "split.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static double of(const split_plan *p, size_t i, int column)
{
    return column < 0 ? (double)NAN : grid_number(&p->table.cells, p->table.rows[i], (size_t)column);
}

double split_low(const split_plan *p, size_t i)
{
    double low = p->bounds ? of(p, i, p->table.least) : (double)NAN;
    double step = p->change > 0 ? of(p, i, p->table.today) * (1 - p->change) : (double)NAN;
    return isnan(low) ? step : isnan(step) ? low : fmax(low, step);
}

double split_high(const split_plan *p, size_t i)
{
    double high = p->bounds ? of(p, i, p->table.most) : (double)NAN;
    double step = p->change > 0 ? of(p, i, p->table.today) * (1 + p->change) : (double)NAN;
    return isnan(high) ? step : isnan(step) ? high : fmin(high, step);
}

/* The curve table: channel, kind, and what stands behind the kind. */
static sx_argument curves_of(desk *d, const split_table *t)
{
    size_t columns = 1 + t->cells.columns - (size_t)t->kind;
    sx_table *table = desk_take(d, sizeof *table);
    sx_cell *cells = desk_take(d, t->n * columns * sizeof *cells);
    for (size_t i = 0; i < t->n * columns; i++) {
        size_t r = t->rows[i / columns], c = i % columns ? (size_t)t->kind + i % columns - 1 : (size_t)t->channel;
        const char *text = grid_text(&t->cells, r, c);
        double x = grid_number(&t->cells, r, c);
        if (*text)
            cells[i] = ask_text(text).cell;
        else if (!isnan(x)) /* zeroed: blank */
            cells[i] = ask_number(x).cell;
    }
    *table = (sx_table){
        .rows = t->n, .columns = columns, .declared_rows = t->n, .declared_columns = columns, .cells = cells};
    return (sx_argument){.table = table};
}

static sx_argument column_of(desk *d, const split_plan *p, double (*value)(const split_plan *, size_t))
{
    double *x = desk_take(d, p->table.n * sizeof *x);
    bool any = false;
    for (size_t i = 0; i < p->table.n; i++) {
        x[i] = value(p, i);
        any = any || !isnan(x[i]);
    }
    return any ? ask_column(d, x, p->table.n) : ask_nothing();
}

static double today_of(const split_plan *p, size_t i)
{
    return of(p, i, p->table.today);
}

static double row_named(const sx_result *answer, const char *name, const char **text)
{
    for (size_t r = 0; r < answer->table.rows; r++) {
        const sx_cell *label = &answer->table.cells[r * answer->table.columns];
        const sx_cell *found = label + 1;
        if (label->kind != SX_TEXT || strcmp(label->as.text, name) != 0)
            continue;
        if (text && found->kind == SX_TEXT)
            *text = found->as.text;
        return found->kind == SX_NUMBER ? found->as.number : (double)NAN;
    }
    return (double)NAN;
}

/* Why there is no plan: a curve that cannot be read, with its cell ("curves, row 2, column 6: ..."), or the limits. */
static const char *no_plan(order *o, const split_table *t, const char *why)
{
    desk *d = o->desk;
    const char *colon = strstr(why, ": "), *digit = why + strcspn(why, "0123456789");
    long row = 0, column = 0;
    if (strncmp(why, "curves, ", strlen("curves, ")) != 0 || !colon || digit > colon)
        return WORDS(d, WORD_MSG_NOPLAN, why);
    char *rest;
    row = strtol(digit, &rest, 10);
    digit = rest + strcspn(rest, "0123456789");
    column = digit < colon ? strtol(digit, NULL, 10) : 1;
    if (row < 1 || (size_t)row > t->n)
        return WORDS(d, WORD_MSG_NOPLAN, why);
    sal_Int32 r = t->at.row + (sal_Int32)t->rows[row - 1],
              c = t->at.column + (column < 2 ? t->channel : t->kind + (sal_Int32)column - 2);
    office_range cell = {t->at.sheet, c, r, c, r};
    return WORDS(d, WORD_MSG_BADCURVE, sheet_place_seen(d, o->model, cell, -1), colon + 2);
}

split_found split_look(order *o, const sx_door *door, const split_plan *p)
{
    desk *d = o->desk;
    split_found f = {.trouble = p->table.trouble, .status = ""};
    sx_result answer;
    const char *why = NULL;
    if (f.trouble)
        return f;
    const sx_argument arguments[] = {ask_number(p->budget),       curves_of(d, &p->table), column_of(d, p, split_low),
                                     column_of(d, p, split_high), ask_nothing(),           column_of(d, p, today_of)};
    if (!ask(d, door, "PLAN.ALLOCATE", arguments, 6, &answer, &why)) {
        f.trouble = no_plan(o, &p->table, why);
        return f;
    }
    f.spend = desk_take(d, p->table.n * sizeof *f.spend);
    for (size_t i = 0; i < p->table.n; i++)
        f.spend[i] = ask_cell(&answer, i, 0);
    f.value = f.today_value = (double)NAN;
    if (ask(d, door, "PLAN.CERTIFICATE", arguments, 6, &answer, &why)) {
        f.certificate_rows = answer.table.rows;
        f.value = row_named(&answer, "value", NULL);
        f.today_value = row_named(&answer, "value of today", NULL);
        row_named(&answer, "status", &f.status);
    }
    return f;
}

const char *split_read_words(order *o, const split_plan *p, const split_found *f)
{
    desk *d = o->desk;
    if (f->trouble)
        return f->trouble;
    const char *text =
        WORDS(d, WORD_SPLIT_READ, desk_text(d, "%zu", p->table.n), sheet_number(d, o->model, split_today(&p->table)));
    return *p->table.without ? desk_text(d, "%s %s", text, WORDS(d, WORD_MSG_NOCURVE, p->table.without)) : text;
}

const char *split_found_words(order *o, const split_plan *p, const split_found *f)
{
    desk *d = o->desk;
    double spent = 0;
    if (f->trouble || isnan(f->value))
        return "";
    for (size_t i = 0; i < p->table.n; i++)
        spent += f->spend[i];
    const char *budget = sheet_number(d, o->model, spent);
    if (p->budget - spent >= 0.005)
        return WORDS(d, WORD_SPLIT_UNSPENT, budget, sheet_number(d, o->model, f->value),
                     sheet_number(d, o->model, p->budget - spent));
    if (isnan(f->today_value) || f->today_value <= 0)
        return WORDS(d, WORD_SPLIT_BRINGSALL, budget, sheet_number(d, o->model, f->value));
    return WORDS(d, WORD_SPLIT_GAIN, budget, sheet_number(d, o->model, f->value),
                 sheet_number(d, o->model, f->today_value));
}
