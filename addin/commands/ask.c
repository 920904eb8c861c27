#include "ask.h"
#include "words.h"
#include <math.h>
#include <string.h>

sx_argument ask_number(double x)
{
    return (sx_argument){.cell = {.as.number = x, .kind = SX_NUMBER}};
}

sx_argument ask_text(const char *text)
{
    return (sx_argument){.cell = {.as.text = text, .length = (uint32_t)strlen(text), .kind = SX_TEXT}};
}

sx_argument ask_nothing(void)
{
    return (sx_argument){.omitted = true};
}

sx_argument ask_column(desk *d, const double *x, size_t n)
{
    sx_table *table = desk_take(d, sizeof *table);
    sx_cell *cells = desk_take(d, n * sizeof *cells);
    for (size_t i = 0; i < n; i++)
        if (!isnan(x[i])) /* zeroed: blank */
            cells[i] = ask_number(x[i]).cell;
    *table = (sx_table){.rows = n, .columns = 1, .declared_rows = n, .declared_columns = 1, .cells = cells};
    return (sx_argument){.table = table};
}

static void keep_table(desk *d, sx_table *table)
{
    sx_cell *cells = desk_take(d, table->rows * table->columns * sizeof *cells);
    for (size_t i = 0; i < table->rows * table->columns; i++) {
        cells[i] = table->cells[i];
        if (cells[i].kind == SX_TEXT)
            cells[i].as.text = desk_text(d, "%s", table->cells[i].as.text);
    }
    *table = (sx_table){.rows = table->rows, .columns = table->columns, .cells = cells};
}

bool ask(desk *d, const sx_door *door, const char *name, const sx_argument *arguments, size_t n, sx_result *result,
         const char **why)
{
    char reason[sizeof((sx_context *)NULL)->reason];
    sx_result made = {0};
    const sx_function *f = door->find(name);
    *why = "";
    if (!f)
        return false;
    sx_status status = door->call(f, arguments, n, &made, reason);
    *why = status == SX_OK ? desk_text(d, "%s", reason) : words_reason(d, reason);
    if (status != SX_OK)
        return false;
    *result = made;
    if (made.shape == SX_SHAPE_TABLE)
        keep_table(d, &result->table);
    result->text = (sx_text){.data = NULL};
    if (made.shape == SX_SHAPE_TEXT) {
        char *text = desk_take(d, made.text.length + 1);
        memcpy(text, made.text.data ? made.text.data : "", made.text.length);
        result->text = (sx_text){.data = text, .length = made.text.length};
    }
    door->free(&made);
    return true;
}

double ask_cell(const sx_result *result, size_t row, size_t column)
{
    if (row >= result->table.rows || column >= result->table.columns)
        return (double)NAN;
    const sx_cell *cell = &result->table.cells[row * result->table.columns + column];
    return cell->kind == SX_NUMBER ? cell->as.number : (double)NAN;
}
