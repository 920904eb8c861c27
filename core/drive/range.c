/* DRIVE.RANGE. */
#include <stdlib.h>
#include "drive.h"
#include "drive/question.h"

static sx_status write_rows(const sx_range *range, const double *out, sx_table *result)
{
    size_t rows = sx_range_rows(range), columns = sx_range_columns(range);
    sx_table made;
    sx_table_make(&made, rows, columns + 1);
    static const char *const last[] = {"to horizon", "beyond", "total"};
    for (size_t row = 0; row < rows; row++) {
        if (row < range->periods)
            sx_put_number(&made, row, 0, (double)row + 1.0);
        else
            /* NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage): three rows stand behind the periods */
            sx_put_text(&made, row, 0, "%s", last[row - range->periods]);
        for (size_t c = 0; c < columns; c++)
            sx_put_number(&made, row, c + 1, out[row * columns + c]);
    }
    return sx_table_give(&made, result);
}

static sx_status run(sx_question *q, const double *spend, int method, double seed, sx_table *result, sx_context *why)
{
    sx_status status = sx_range_make(&q->range, spend);
    if (status != SX_OK)
        return status;
    double *out = malloc(sx_range_rows(&q->range) * sx_range_columns(&q->range) * sizeof *out);
    bool counts;
    status = out ? sx_question_answer(q, method, seed, out, &counts, why) : SX_NOMEM;
    if (status == SX_OK)
        status = write_rows(&q->range, out, result);
    free(out);
    free(q->range.pipeline);
    return status;
}

sx_status sx_drive_range(const double *spend, size_t n_spend, const sx_table *drivers, const double *levels,
                         size_t n_levels, const double *correlation, size_t rows_correlation,
                         size_t columns_correlation, double seed, int basis, int method, const sx_table *opening,
                         sx_table *result, sx_context *context)
{
    sx_question *q = calloc(1, sizeof *q);
    if (!q)
        return SX_NOMEM;
    sx_opening *open = NULL;
    sx_status status = sx_model_read(drivers, &q->model, context);
    if (status == SX_OK)
        status = sx_question_set(q, n_spend, levels, n_levels, context);
    if (status == SX_OK)
        status = sx_question_correlate(q, correlation, rows_correlation, columns_correlation, basis, context);
    if (status == SX_OK)
        status = sx_opening_read(opening, &q->model, &open, &q->range.n_opening, context);
    q->range.opening = open;
    if (status == SX_OK)
        status = run(q, spend, method, seed, result, context);
    free(open);
    free(q);
    return status;
}
