#include "gov/headings.h"
#include <math.h>
#include <string.h>
#include "base/date.h"

static bool is_heading(const sx_cell *cell, const char *name)
{
    char plain[64];
    if (cell->kind != SX_TEXT || cell->length >= sizeof plain)
        return false;
    for (uint32_t i = 0; i <= cell->length; i++)
        plain[i] = cell->as.text[i] == '_' ? ' ' : cell->as.text[i];
    return sx_same_word(plain, name);
}

sx_status sx_find_headings(const sx_table *table, const char *what, sx_heading *headings, size_t n, sx_context *context)
{
    for (size_t h = 0; h < n; h++) {
        headings[h].column = SX_NO_COLUMN;
        for (size_t c = 0; c < table->columns; c++)
            for (size_t k = 0; k < 3 && headings[h].names[k]; k++) {
                if (!is_heading(sx_at(table, 0, c), headings[h].names[k]))
                    continue;
                if (headings[h].column != SX_NO_COLUMN)
                    return sx_fail(context, SX_VALUE, "%s has two columns for \"%s\"", what, headings[h].names[0]);
                headings[h].column = (long)c;
            }
        if (headings[h].column == SX_NO_COLUMN && !headings[h].optional)
            return sx_fail(context, SX_VALUE, "the first row of %s has no heading \"%s\"", what, headings[h].names[0]);
    }
    return SX_OK;
}

const sx_cell *sx_under(const sx_table *table, size_t row, const sx_heading *heading)
{
    return sx_at(table, row, heading->column == SX_NO_COLUMN ? table->columns : (size_t)heading->column);
}

static sx_status number_in(const sx_cell *cell, const char *what, size_t row, const char *place, const char *kind,
                           double *x, sx_context *context)
{
    if (cell->kind == SX_TEXT && cell->length)
        return sx_fail(context, SX_VALUE, "%s, row %zu, %s: \"%.40s\" is a text and must be a %s", what, row + 1, place,
                       cell->as.text, kind);
    *x = cell->kind == SX_NUMBER ? cell->as.number : (double)NAN;
    return SX_OK;
}

sx_status sx_number_under(const sx_table *table, size_t row, const sx_heading *heading, const char *what, double *x,
                          sx_context *context)
{
    return number_in(sx_under(table, row, heading), what, row, heading->names[0], "number", x, context);
}

sx_status sx_date_in(const sx_cell *cell, const char *what, size_t row, const char *place, double *date,
                     sx_context *context)
{
    double x = 0.0;
    sx_status status = number_in(cell, what, row, place, "date", &x, context);
    if (status == SX_OK && !isnan(x) && !sx_date_valid(x))
        status =
            sx_fail(context, SX_NUM, "%s, row %zu, %s: %.15g is no date from 1900 to 9999", what, row + 1, place, x);
    if (status == SX_OK)
        *date = x;
    return status;
}

sx_status sx_date_under(const sx_table *table, size_t row, const sx_heading *heading, const char *what, double *date,
                        sx_context *context)
{
    return sx_date_in(sx_under(table, row, heading), what, row, heading->names[0], date, context);
}

bool sx_cell_says(const sx_cell *cell, const char *word)
{
    char room[SX_NUMBER_ROOM];
    return (cell->kind == SX_TEXT || cell->kind == SX_NUMBER) && sx_same_word(sx_cell_text(cell, room), word);
}
