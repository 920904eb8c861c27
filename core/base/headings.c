#include "base/headings.h"
#include <math.h>
#include "base/date.h"

static bool says(const sx_cell *cell, const char *name)
{
    char plain[64];
    if (cell->kind != SX_TEXT || cell->length >= sizeof plain)
        return false;
    for (uint32_t i = 0; i <= cell->length; i++)
        plain[i] = cell->as.text[i] == '_' ? ' ' : cell->as.text[i];
    return sx_same_word(plain, name);
}

bool sx_is_heading(const sx_cell *cell)
{
    double number = 0.0;
    return cell->kind == SX_TEXT && cell->length && !sx_text_to_number(cell->as.text, &number);
}

size_t sx_heading_rows(const sx_table *table, size_t first, size_t end)
{
    size_t found = 0;
    for (size_t c = first; c < end && c < table->columns; c++) {
        const sx_cell *cell = sx_at(table, 0, c);
        if (sx_is_heading(cell))
            found = 1;
        else if (!sx_is_blank(cell))
            return 0;
    }
    return found;
}

bool sx_first_row_says(const sx_table *table, const char *word)
{
    size_t column = 0;
    while (column < table->columns && !says(sx_at(table, 0, column), word))
        column++;
    return column < table->columns;
}

sx_status sx_find_headings(const sx_table *table, const char *what, sx_heading *headings, size_t n, sx_status missing,
                           sx_context *context)
{
    for (size_t h = 0; h < n; h++) {
        sx_heading *heading = &headings[h];
        heading->column = SX_NO_COLUMN;
        for (size_t c = 0; c < table->columns; c++)
            for (size_t k = 0; k < 3 && heading->names[k]; k++) {
                if (!says(sx_at(table, 0, c), heading->names[k]))
                    continue;
                if (heading->column != SX_NO_COLUMN)
                    return sx_fail(context, missing, "%s has two columns for \"%s\"", what, heading->names[0]);
                heading->column = c;
                heading->said = k;
            }
        if (heading->column == SX_NO_COLUMN && !heading->optional)
            return sx_fail(context, missing, "the first row of %s has no heading \"%s\"", what, heading->names[0]);
    }
    return SX_OK;
}

const sx_cell *sx_under(const sx_table *table, size_t row, const sx_heading *heading)
{
    return sx_at(table, row, heading->column);
}

static sx_status number_under(const sx_table *table, size_t row, const sx_heading *heading, const char *what,
                              const char *kind, double *x, sx_context *context)
{
    const sx_cell *cell = sx_under(table, row, heading);
    if (cell->kind == SX_TEXT && cell->length)
        return sx_fail(context, SX_VALUE, "%s, row %zu, %s: \"%.40s\" is a text and must be a %s", what, row + 1,
                       heading->names[0], cell->as.text, kind);
    *x = cell->kind == SX_NUMBER ? cell->as.number : (double)NAN;
    return SX_OK;
}

sx_status sx_number_under(const sx_table *table, size_t row, const sx_heading *heading, const char *what, double *x,
                          sx_context *context)
{
    return number_under(table, row, heading, what, "number", x, context);
}

sx_status sx_date_under(const sx_table *table, size_t row, const sx_heading *heading, const char *what, double *date,
                        sx_context *context)
{
    double x = 0.0;
    sx_status status = number_under(table, row, heading, what, "date", &x, context);
    if (status == SX_OK && !isnan(x) && !sx_date_valid(x))
        status = sx_fail(context, SX_NUM, "%s, row %zu, %s: %.15g is no date from 1900 to 9999", what, row + 1,
                         heading->names[0], x);
    if (status == SX_OK)
        *date = x;
    return status;
}

bool sx_cell_says(const sx_cell *cell, const char *word)
{
    char room[SX_NUMBER_ROOM];
    return (cell->kind == SX_TEXT || cell->kind == SX_NUMBER) && sx_same_word(sx_cell_text(cell, room), word);
}
