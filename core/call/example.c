#include "call/example.h"
#include <math.h>
#include <string.h>

bool sx_same_number(double is, double wanted, double tolerance)
{
    return is == wanted || fabs(is - wanted) <= tolerance * (wanted == 0.0 ? 1.0 : fabs(wanted));
}

static bool same_cell(const sx_cell *a, const sx_cell *b, double tolerance)
{
    if (sx_is_blank(a) || sx_is_blank(b))
        return sx_is_blank(a) && sx_is_blank(b);
    if (a->kind != b->kind)
        return false;
    if (a->kind == SX_NUMBER)
        return sx_same_number(a->as.number, b->as.number, tolerance);
    if (a->kind == SX_TEXT)
        return strcmp(a->as.text, b->as.text) == 0;
    return a->as.fault == b->as.fault;
}

bool sx_same_table(const sx_table *a, const sx_table *b, double tolerance)
{
    if (a->rows != b->rows || a->columns != b->columns)
        return false;
    for (size_t i = 0; i < a->rows * a->columns; i++)
        if (!same_cell(&a->cells[i], &b->cells[i], tolerance))
            return false;
    return true;
}

void sx_result_words(const sx_result *result, sx_text *text)
{
    if (result->shape == SX_SHAPE_NUMBER)
        sx_text_add(text, "%.15g", result->number);
    else if (result->shape == SX_SHAPE_TEXT)
        sx_text_add(text, "\"%s\"", result->text.data ? result->text.data : "");
    else
        sx_text_add(text, "a table of %zu row%s and %zu column%s", result->table.rows,
                    result->table.rows == 1 ? "" : "s", result->table.columns, result->table.columns == 1 ? "" : "s");
}

static bool gives(const sx_example *example, const sx_result *result)
{
    if (example->status != SX_OK || result->shape != example->shape)
        return false;
    if (result->shape == SX_SHAPE_NUMBER)
        return sx_same_number(result->number, example->number, example->tolerance);
    if (result->shape == SX_SHAPE_TEXT)
        return strcmp(result->text.data ? result->text.data : "", example->text) == 0;
    return sx_same_table(&result->table, &example->table, example->tolerance);
}

sx_status sx_example_run(const sx_function *function, const sx_example *example, sx_context *context, bool *holds,
                         sx_text *found)
{
    sx_result result = {0};
    sx_status status = sx_call(function, example->arguments, example->n_arguments, &result, context);
    if (status == SX_NOMEM)
        return status;
    *holds = status == SX_OK ? gives(example, &result) : status == example->status;
    if (found && status == SX_OK)
        sx_result_words(&result, found);
    else if (found)
        sx_text_add(found, "%s (%s)", sx_status_text(status), context->reason);
    sx_result_free(&result);
    return SX_OK;
}
