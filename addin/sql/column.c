/* The rows of an aggregate. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "sql/sql.h"

sx_cell sx_sql_number(double number)
{
    return isfinite(number) ? (sx_cell){.kind = SX_NUMBER, .as.number = number}
                            : (sx_cell){.kind = SX_FAULT, .as.fault = SX_NUM};
}

sx_cell sx_sql_text(const char *text, size_t length)
{
    return length <= UINT32_MAX && sx_json_whole_text(text, length)
               ? (sx_cell){.kind = SX_TEXT, .as.text = text, .length = (uint32_t)length}
               : (sx_cell){.kind = SX_FAULT, .as.fault = SX_VALUE};
}

/* Room for one more cell behind the last: the room of those that were dropped, or a larger one. */
static bool reserve(sx_sql_column *column)
{
    if (column->first + column->n < column->capacity)
        return true;
    if (column->first > column->capacity / 2) {
        memmove(column->cells, column->cells + column->first, column->n * sizeof *column->cells);
        column->first = 0;
        return true;
    }
    size_t capacity = column->capacity ? 2 * column->capacity : 16;
    sx_cell *cells = realloc(column->cells, capacity * sizeof *cells);
    if (!cells)
        return false;
    column->cells = cells;
    column->capacity = capacity;
    return true;
}

bool sx_sql_column_add(sx_sql_column *column, sx_cell cell)
{
    if (!reserve(column))
        return false;
    if (cell.kind == SX_TEXT) {
        char *copy = malloc((size_t)cell.length + 1);
        if (!copy)
            return false;
        memcpy(copy, cell.as.text, (size_t)cell.length + 1);
        cell.as.text = copy;
    }
    column->cells[column->first + column->n++] = cell;
    return true;
}

static void free_text(sx_cell *cell)
{
    if (cell->kind == SX_TEXT)
        free((char *)(uintptr_t)cell->as.text);
}

void sx_sql_column_drop(sx_sql_column *column)
{
    if (!column->n)
        return;
    free_text(&column->cells[column->first++]);
    column->n--;
}

void sx_sql_column_free(sx_sql_column *column)
{
    for (size_t i = 0; i < column->n; i++)
        free_text(&column->cells[column->first + i]);
    free(column->cells);
    *column = (sx_sql_column){0};
}

bool sx_sql_column_is_blank(const sx_sql_column *column)
{
    for (size_t i = 0; i < column->n; i++)
        if (column->cells[column->first + i].kind != SX_BLANK)
            return false;
    return true;
}
