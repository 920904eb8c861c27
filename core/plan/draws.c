#include "plan/draws.h"
#include "base/headings.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

enum { CHANNEL, DRAW, FIRST };

/* The reader of curves puts (0, 0) before a first spend above 0; a row of draws does not say it again. */
static size_t given_points(const sx_table *table, size_t row)
{
    size_t used = table->columns;
    while (used > FIRST && sx_is_blank(sx_at(table, row, used - 1)))
        used--;
    return used - FIRST;
}

static size_t channel_of(const sx_cell *cell, const sx_allocation_curves *curves)
{
    for (size_t i = 0; cell->kind == SX_TEXT && i < curves->n; i++)
        if (sx_same_word(cell->as.text, curves->name[i]))
            return i;
    return SIZE_MAX;
}

static sx_status read_row(const sx_table *table, size_t row, const sx_curve *curve, double *response, sx_context *why)
{
    size_t given = given_points(table, row), from = 0;
    bool from_nothing = curve->x[0] == 0.0 && curve->y[0] == 0.0;
    const sx_cell *first = sx_at(table, row, FIRST);
    if (from_nothing && given + 1 == curve->n_points)
        response[from++] = 0.0;
    else if (given != curve->n_points || (from_nothing && first->kind == SX_NUMBER && first->as.number != 0.0))
        return sx_fail(why, SX_ARGUMENT, "draws, row %zu has %zu responses and its curve %zu spends", row + 1, given,
                       curve->n_points - from_nothing);
    for (size_t k = 0; k < given; k++) {
        const sx_cell *cell = sx_at(table, row, FIRST + k);
        if (cell->kind != SX_NUMBER)
            return sx_fail(why, SX_VALUE, "draws, row %zu, column %zu: a response must be a number", row + 1,
                           FIRST + k + 1);
        response[from + k] = cell->as.number;
        if (!isfinite(cell->as.number) || (from + k > 0 && cell->as.number < response[from + k - 1]))
            return sx_fail(why, SX_NUM, "draws, row %zu, column %zu: the response falls to %.15g or is not finite",
                           row + 1, FIRST + k + 1, cell->as.number);
    }
    return SX_OK;
}

/* The k-th draws of all channels belong together, so they carry the same number or word. label: k: the first seen. */
static sx_status check_label(const sx_table *table, size_t row, const sx_cell **label, sx_context *why)
{
    const sx_cell *cell = sx_at(table, row, DRAW);
    char is[SX_NUMBER_ROOM], other[SX_NUMBER_ROOM];
    if (!*label)
        *label = cell;
    bool same = cell->kind == (*label)->kind &&
                (cell->kind == SX_NUMBER ? cell->as.number == (*label)->as.number
                                         : cell->kind != SX_TEXT || sx_same_word(cell->as.text, (*label)->as.text));
    return same ? SX_OK
                : sx_fail(why, SX_ARGUMENT,
                          "draws, row %zu: draw %.40s stands where another channel has draw %.40s; each must have the "
                          "same draws in the same order",
                          row + 1, sx_cell_text(cell, is), sx_cell_text(*label, other));
}

static sx_status read_rows(const sx_table *table, const sx_allocation_curves *curves, size_t *count,
                           const sx_cell **label, sx_curve_draws *draws, sx_context *why)
{
    sx_status status = SX_OK;
    for (size_t r = sx_heading_rows(table, DRAW, FIRST); r < table->rows && status == SX_OK; r++) {
        if (sx_row_is_blank(table, r))
            continue;
        size_t i = channel_of(sx_at(table, r, CHANNEL), curves);
        if (i == SIZE_MAX)
            return sx_fail(why, SX_ARGUMENT, "draws, row %zu: the channel stands in no row of the curves", r + 1);
        status = check_label(table, r, &label[count[i]], why);
        if (status != SX_OK)
            return status;
        double *to = draws->response + count[i]++ * draws->points + draws->first[i];
        status = read_row(table, r, &curves->curves[i], to, why);
    }
    return status;
}

static sx_status check_counts(const sx_allocation_curves *curves, const size_t *count, sx_context *why)
{
    for (size_t i = 0; i < curves->n; i++)
        if (count[i] != count[0] || count[i] == 0)
            return sx_fail(why, SX_ARGUMENT, "draws: %s has %zu draws and %s %zu; each must have the same",
                           curves->name[i], count[i], curves->name[0], count[0]);
    return SX_OK;
}

sx_status sx_read_draws(const sx_table *table, const sx_allocation_curves *curves, sx_curve_draws *out, sx_context *why)
{
    sx_curve_draws made = {.channels = curves->n};
    for (size_t i = 0; i < curves->n; i++) {
        if (curves->curves[i].kind != SX_CURVE_TABLE)
            return sx_fail(why, SX_ARGUMENT, "curves: %s is no table of spends and responses, so draws cannot be of it",
                           curves->name[i]);
        made.points += curves->curves[i].n_points;
    }
    /* A channel may have every row: more than any right table needs, and never too little. */
    size_t numbers = table->rows * made.points, sizes = 2 * curves->n;
    made.memory = calloc(1, numbers * sizeof(double) + table->rows * sizeof(sx_cell *) + sizes * sizeof(size_t));
    if (!made.memory)
        return SX_NOMEM;
    made.response = made.memory;
    const sx_cell **label = (const sx_cell **)(void *)(made.response + numbers);
    made.first = (size_t *)(void *)(label + table->rows);
    size_t *count = made.first + curves->n, at = 0;
    for (size_t i = 0; i < curves->n; i++) {
        made.first[i] = at;
        count[i] = 0;
        at += curves->curves[i].n_points;
    }
    sx_status status = read_rows(table, curves, count, label, &made, why);
    if (status == SX_OK)
        status = check_counts(curves, count, why);
    made.n = count[0];
    if (status == SX_OK)
        *out = made;
    else
        free(made.memory);
    return status;
}

void sx_curve_draws_free(sx_curve_draws *draws)
{
    free(draws->memory);
    *draws = (sx_curve_draws){0};
}

void sx_curves_of_draw(const sx_curve_draws *draws, const sx_allocation_curves *curves, size_t draw, sx_curve *out)
{
    for (size_t i = 0; i < curves->n; i++) {
        out[i] = curves->curves[i];
        out[i].y = draws->response + draw * draws->points + draws->first[i];
    }
}
