/* What is open at the start, read and checked. */
#include <math.h>
#include <stdlib.h>
#include "base/headings.h"
#include "drive/flow.h"

/* stage, age, count of one row of the opening table. */
static sx_status read_opening_row(const sx_table *table, size_t row, const sx_model *model, sx_opening *out,
                                  sx_context *why)
{
    const sx_cell *stage = sx_at(table, row, 0), *age = sx_at(table, row, 1), *amount = sx_at(table, row, 2);
    if (stage->kind != SX_TEXT)
        return sx_fail(why, SX_VALUE, "opening row %zu, column 1: the name of a driver is needed", row + 1);
    if (age->kind != SX_NUMBER || amount->kind != SX_NUMBER)
        return sx_fail(why, SX_VALUE, "opening row %zu (%.60s), column %d: a number is needed", row + 1, stage->as.text,
                       age->kind != SX_NUMBER ? 2 : 3);
    for (out->stage = 0; out->stage < model->n; out->stage++)
        if (sx_same_word(stage->as.text, model->driver[out->stage].name))
            break;
    if (out->stage == model->n)
        return sx_fail(why, SX_ARGUMENT, "opening row %zu, column 1: \"%.60s\" is no driver's name", row + 1,
                       stage->as.text);
    if (out->stage + 1 == model->n)
        return sx_fail(why, SX_ARGUMENT, "opening row %zu, column 1: %.60s is revenue, nothing of it is open", row + 1,
                       stage->as.text);
    if (!(age->as.number >= 0.0 && age->as.number <= SX_PERIODS_MOST) || age->as.number != floor(age->as.number))
        return sx_fail(why, SX_NUM, "opening row %zu (%.60s), column 2: the age %g is not a whole number from 0 to %d",
                       row + 1, stage->as.text, age->as.number, SX_PERIODS_MOST);
    if (!(amount->as.number >= 0.0 && isfinite(amount->as.number)))
        return sx_fail(why, SX_NUM, "opening row %zu (%.60s), column 3: the count %g is negative", row + 1,
                       stage->as.text, amount->as.number);
    out->age = (size_t)age->as.number;
    out->amount = amount->as.number;
    return SX_OK;
}

sx_status sx_opening_read(const sx_table *table, const sx_model *model, sx_opening **opening, size_t *n_opening,
                          sx_context *why)
{
    sx_opening *rows = malloc((table ? table->rows + 1 : 1) * sizeof *rows);
    sx_status status = rows ? SX_OK : SX_NOMEM;
    size_t n = 0;
    for (size_t row = table ? sx_heading_rows(table, 1, 3) : 0; status == SX_OK && table && row < table->rows; row++) {
        if (sx_is_blank(sx_at(table, row, 0)) && sx_is_blank(sx_at(table, row, 1)) && sx_is_blank(sx_at(table, row, 2)))
            continue;
        status = read_opening_row(table, row, model, &rows[n++], why);
    }
    if (status != SX_OK) {
        free(rows);
        return status;
    }
    *opening = rows;
    *n_opening = n;
    return SX_OK;
}
