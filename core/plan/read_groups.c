#include "base/headings.h"
#include "plan/read.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { NAME, PARENT, LOW, HIGH };

sx_status sx_read_beside(const sx_table *column, const char *what, const sx_allocation_curves *curves, double blank_is,
                         double *out, sx_context *why)
{
    for (size_t i = 0; i < curves->n; i++)
        out[i] = blank_is;
    if (!column)
        return SX_OK;
    bool across = column->declared_rows == 1 && column->declared_columns > 1;
    size_t given = across ? column->declared_columns : column->declared_rows;
    size_t used = across ? column->columns : column->rows;
    if (!across && column->columns > 1)
        return sx_fail(why, SX_ARGUMENT, "%s must be one column and has %zu", what, column->columns);
    const sx_cell *first = sx_at(column, 0, 0);
    size_t skip = curves->header && (sx_is_blank(first) || sx_is_heading(first)) ? 1 : 0;
    if (given < curves->rows + skip)
        return sx_fail(why, SX_ARGUMENT, "%s has %zu rows and the curves %zu", what, given - skip, curves->rows);
    if (used > curves->rows + skip)
        return sx_fail(why, SX_ARGUMENT, "%s has %zu rows and the curves %zu", what, used - skip, curves->rows);
    size_t channel = 0;
    for (size_t r = skip; r < used; r++) {
        const sx_cell *cell = across ? sx_at(column, 0, r) : sx_at(column, r, 0);
        while (channel < curves->n && curves->row[channel] < r - skip)
            channel++;
        if (sx_is_blank(cell))
            continue;
        if (cell->kind != SX_NUMBER)
            return sx_fail(why, SX_VALUE, "%s, row %zu: must be a number and is the text \"%.40s\"", what, r + 1,
                           cell->kind == SX_TEXT ? cell->as.text : "");
        if (!(cell->as.number >= 0.0) || !isfinite(cell->as.number))
            return sx_fail(why, SX_NUM, "%s, row %zu: %.15g must be at least 0", what, r + 1, cell->as.number);
        if (channel >= curves->n || curves->row[channel] != r - skip)
            return sx_fail(why, SX_ARGUMENT, "%s, row %zu: there is no curve in that row", what, r + 1);
        out[channel] = cell->as.number;
    }
    return SX_OK;
}

/* A row of the group table: a node under the budget. */
typedef struct entry {
    const char *name, *parent;
    double low, high;
    size_t row, channel; /* SIZE_MAX: a group */
    size_t above;        /* entry of the parent; SIZE_MAX: the budget */
} entry;

static sx_status read_bound(const sx_table *table, size_t row, size_t column, double *x, sx_context *why)
{
    const sx_cell *cell = sx_at(table, row, column);
    if (sx_is_blank(cell))
        return SX_OK;
    if (cell->kind != SX_NUMBER)
        return sx_fail(why, SX_VALUE, "groups, row %zu, column %zu: must be a number and is the text \"%.40s\"",
                       row + 1, column + 1, cell->kind == SX_TEXT ? cell->as.text : "");
    if (!(cell->as.number >= 0.0) || !isfinite(cell->as.number))
        return sx_fail(why, SX_NUM, "groups, row %zu, column %zu: %.15g must be at least 0", row + 1, column + 1,
                       cell->as.number);
    *x = cell->as.number;
    return SX_OK;
}

static sx_status read_entry(const sx_table *table, size_t row, const sx_allocation_curves *curves, entry *to,
                            sx_context *why)
{
    const sx_cell *name = sx_at(table, row, NAME), *parent = sx_at(table, row, PARENT);
    *to = (entry){.high = INFINITY, .row = row, .channel = SIZE_MAX, .above = SIZE_MAX};
    if (sx_is_blank(name))
        return sx_fail(why, SX_VALUE, "groups, row %zu, column 1: the name is missing", row + 1);
    if (name->kind != SX_TEXT || (parent->kind != SX_TEXT && !sx_is_blank(parent)))
        return sx_fail(why, SX_VALUE, "groups, row %zu: names must be texts", row + 1);
    to->name = name->as.text;
    to->parent = sx_is_blank(parent) ? NULL : parent->as.text;
    sx_status status = read_bound(table, row, LOW, &to->low, why);
    if (status == SX_OK)
        status = read_bound(table, row, HIGH, &to->high, why);
    for (size_t i = 0; i < curves->n; i++)
        if (sx_same_word(curves->name[i], to->name))
            to->channel = i;
    return status;
}

/* Finds each parent; refuses doubled names, unknown parents, channels as parents, circles and empty groups. */
static sx_status link_entries(entry *entries, size_t n, sx_context *why)
{
    for (size_t k = 0; k < n; k++) {
        for (size_t j = 0; j < k; j++)
            if (sx_same_word(entries[j].name, entries[k].name))
                return sx_fail(why, SX_ARGUMENT, "groups, row %zu: %.60s already stands in row %zu", entries[k].row + 1,
                               entries[k].name, entries[j].row + 1);
        for (size_t j = 0; j < n && entries[k].parent; j++)
            if (sx_same_word(entries[j].name, entries[k].parent))
                entries[k].above = j;
        if (entries[k].parent && entries[k].above == SIZE_MAX)
            return sx_fail(why, SX_ARGUMENT, "groups, row %zu, column 2: the group %.60s has no row of its own",
                           entries[k].row + 1, entries[k].parent);
        if (entries[k].parent && entries[entries[k].above].channel != SIZE_MAX)
            return sx_fail(why, SX_ARGUMENT, "groups, row %zu, column 2: %.60s is a channel and holds no others",
                           entries[k].row + 1, entries[k].parent);
    }
    for (size_t k = 0; k < n; k++) {
        size_t steps = 0;
        for (size_t at = k; entries[at].above != SIZE_MAX; at = entries[at].above)
            if (++steps > n)
                return sx_fail(why, SX_ARGUMENT, "groups, row %zu: %.60s belongs to itself", entries[k].row + 1,
                               entries[k].name);
        bool holds = entries[k].channel != SIZE_MAX;
        for (size_t j = 0; j < n; j++)
            holds = holds || entries[j].above == k;
        if (!holds)
            return sx_fail(why, SX_ARGUMENT,
                           "groups, row %zu: %.60s is no channel of the curves, and nothing belongs "
                           "to it",
                           entries[k].row + 1, entries[k].name);
    }
    return SX_OK;
}

static sx_status make(sx_allocation_groups *out, size_t channels, size_t groups)
{
    char *memory = malloc(groups * (sizeof(sx_allocation_group) + sizeof(char *)) +
                          channels * (sizeof(size_t) + 2 * sizeof(double)));
    if (!memory)
        return SX_NOMEM;
    *out = (sx_allocation_groups){.n = 1, .memory = memory};
    out->groups = (sx_allocation_group *)(void *)memory;
    out->name = (const char **)(void *)(out->groups + groups);
    out->of = (size_t *)(void *)(out->name + groups);
    out->low = (double *)(void *)(out->of + channels);
    out->high = out->low + channels;
    out->groups[0] = (sx_allocation_group){0, 0.0, INFINITY};
    out->name[0] = "budget";
    for (size_t i = 0; i < channels; i++) {
        out->of[i] = 0;
        out->low[i] = 0.0;
        out->high[i] = INFINITY;
    }
    return SX_OK;
}

/* Lays entry `above` and all below it down in preorder; to is its group's index. */
static void lay_down(sx_allocation_groups *out, const entry *entries, size_t n, size_t above, size_t to)
{
    for (size_t k = 0; k < n; k++) {
        if (entries[k].above != above)
            continue;
        if (entries[k].channel != SIZE_MAX) {
            out->of[entries[k].channel] = to;
            out->low[entries[k].channel] = entries[k].low;
            out->high[entries[k].channel] = entries[k].high;
        } else {
            size_t here = out->n++;
            out->groups[here] = (sx_allocation_group){to, entries[k].low, entries[k].high};
            out->name[here] = entries[k].name;
            lay_down(out, entries, n, k, here);
        }
    }
}

sx_status sx_read_groups(const sx_table *table, const sx_allocation_curves *curves, sx_allocation_groups *out,
                         sx_context *why)
{
    if (!table)
        return make(out, curves->n, 1);
    entry *entries = malloc((table->rows + 1) * sizeof *entries);
    if (!entries)
        return SX_NOMEM;
    sx_status status = SX_OK;
    size_t n = 0;
    for (size_t r = sx_heading_rows(table, LOW, HIGH + 1); r < table->rows && status == SX_OK; r++) {
        bool empty = true;
        for (size_t c = 0; c <= HIGH; c++)
            empty = empty && sx_is_blank(sx_at(table, r, c));
        if (!empty)
            status = read_entry(table, r, curves, &entries[n++], why);
    }
    if (status == SX_OK)
        status = link_entries(entries, n, why);
    if (status == SX_OK)
        status = make(out, curves->n, n + 1);
    if (status == SX_OK)
        lay_down(out, entries, n, SIZE_MAX, 0);
    free(entries);
    return status;
}

void sx_allocation_groups_free(sx_allocation_groups *groups)
{
    free(groups->memory);
    *groups = (sx_allocation_groups){0};
}
