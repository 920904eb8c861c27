/* GOV.DEFINITION and GOV.VERSION: the row of the dictionary that is in force. */
#include "gov.h"
#include <math.h>
#include "base/date.h"
#include "base/headings.h"

enum { ID, VERSION, FORMULA, FROM, TO, HEADINGS };

typedef struct lookup {
    const sx_table *table;
    sx_heading headings[HEADINGS];
    const char *id;
    double day; /* asked for; NaN: the first day of the newest */
} lookup;

static sx_status read_row(const lookup *d, size_t row, double *from, double *to, sx_context *context)
{
    sx_status status = sx_date_under(d->table, row, &d->headings[FROM], "dictionary", from, context);
    if (status == SX_OK)
        status = sx_date_under(d->table, row, &d->headings[TO], "dictionary", to, context);
    if (status != SX_OK)
        return status;
    if (isnan(*from))
        return sx_fail(context, SX_VALUE, "dictionary, row %zu: effective from is blank", row + 1);
    *from = floor(*from);
    *to = floor(*to);
    if (*to < *from)
        return sx_fail(context, SX_VALUE, "dictionary, row %zu: effective to is before effective from", row + 1);
    return SX_OK;
}

/* The newest date on which a definition of this id begins, not after day (NaN: of all). NaN: none. */
static sx_status newest(const lookup *d, double day, double *begin, size_t *found, sx_context *context)
{
    *begin = (double)NAN;
    *found = 0;
    for (size_t row = 1; row < d->table->rows; row++) {
        double from = 0.0, to = 0.0;
        if (!sx_cell_says(sx_under(d->table, row, &d->headings[ID]), d->id))
            continue;
        sx_status status = read_row(d, row, &from, &to, context);
        if (status != SX_OK)
            return status;
        ++*found;
        if (!(from > day) && !(from <= *begin))
            *begin = from;
    }
    return SX_OK;
}

static sx_status two_in_force(const lookup *d, size_t first, size_t second, sx_context *context)
{
    char day[11], a[SX_NUMBER_ROOM], b[SX_NUMBER_ROOM];
    sx_date_text(d->day, day);
    return sx_fail(context, SX_NUM,
                   "two definitions of \"%.60s\" are in force on %s: version %s (row %zu) and version %s (row %zu)",
                   d->id, day, sx_cell_text(sx_under(d->table, first, &d->headings[VERSION]), a), first + 1,
                   sx_cell_text(sx_under(d->table, second, &d->headings[VERSION]), b), second + 1);
}

/* A definition without an end is followed by the next that begins; one with an end holds to that day, inclusive. */
static sx_status in_force(lookup *d, size_t *row_in_force, sx_context *context)
{
    double begin = 0.0;
    size_t found = 0, row_found = 0;
    sx_status status = newest(d, d->day, &begin, &found, context);
    if (status != SX_OK)
        return status;
    if (found == 0)
        return sx_fail(context, SX_NA, "the dictionary has no definition of \"%.60s\"", d->id);
    if (isnan(d->day))
        d->day = begin;
    char day[11];
    sx_date_text(d->day, day);
    for (size_t row = 1; row < d->table->rows; row++) {
        double from = 0.0, to = 0.0;
        if (!sx_cell_says(sx_under(d->table, row, &d->headings[ID]), d->id))
            continue;
        (void)read_row(d, row, &from, &to, context);
        if (!(isnan(to) ? from == begin : from <= d->day && d->day <= to))
            continue;
        if (row_found)
            return two_in_force(d, row_found, row, context);
        row_found = row;
    }
    if (row_found == 0)
        return sx_fail(context, SX_NA, "no definition of \"%.60s\" is in force on %s", d->id, day);
    *row_in_force = row_found;
    return SX_OK;
}

static sx_status look_up(const sx_table *table, const char *id, double date, int column, sx_text *result,
                         sx_context *context)
{
    lookup d = {table,
                {[ID] = {.names = {"id"}},
                 [VERSION] = {.names = {"version"}},
                 [FORMULA] = {.names = {"formula in words", "formula", "definition"}},
                 [FROM] = {.names = {"effective from"}},
                 [TO] = {.names = {"effective to"}, .optional = true}},
                id,
                floor(date)};
    size_t row = 0;
    sx_status status = sx_find_headings(table, "dictionary", d.headings, HEADINGS, SX_VALUE, context);
    if (status == SX_OK)
        status = in_force(&d, &row, context);
    if (status != SX_OK)
        return status;
    const sx_cell *cell = sx_under(table, row, &d.headings[column]);
    if (sx_is_blank(cell))
        return sx_fail(context, SX_VALUE, "dictionary, row %zu: %s is blank", row + 1, d.headings[column].names[0]);
    char room[SX_NUMBER_ROOM];
    sx_text words = {0};
    sx_text_add(&words, "%s", sx_cell_text(cell, room));
    return sx_text_give(&words, result);
}

sx_status sx_gov_definition(const sx_table *dictionary, const char *id, double date, sx_text *result,
                            sx_context *context)
{
    return look_up(dictionary, id, date, FORMULA, result, context);
}

sx_status sx_gov_version(const sx_table *dictionary, const char *id, double date, sx_text *result, sx_context *context)
{
    return look_up(dictionary, id, date, VERSION, result, context);
}
