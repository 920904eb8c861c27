/* FCST.BACKTEST */
#include "fcst.h"
#include "fcst/known.h"
#include "fcst/outlook.h"
#include "fcst/rolling.h"
#include <math.h>
#include <stdlib.h>

static void put_ratio(sx_table *table, size_t row, size_t column, double above, double below)
{
    if (below == 0.0 || !isfinite(above / below))
        sx_put_fault(table, row, column, SX_DIV0);
    else
        sx_put_number(table, row, column, above / below);
}

static void put_score(sx_table *table, size_t row, const sx_score *s)
{
    put_ratio(table, row, 1, s->scaled, s->count);
    put_ratio(table, row, 2, s->symmetric, s->count);
    put_ratio(table, row, 3, s->size, s->total);
    put_ratio(table, row, 4, s->error, s->actual);
    put_ratio(table, row, 5, s->held, s->count);
    put_ratio(table, row, 6, s->naive_scaled, s->count);
    put_ratio(table, row, 7, s->naive_size - s->size, s->naive_size);
    sx_put_number(table, row, 8, s->count);
}

static sx_status fill(const sx_score *score, size_t horizon, sx_table *result)
{
    sx_table table;
    sx_table_make(&table, horizon + 1, 9);
    sx_put_text(&table, 0, 0, "all");
    put_score(&table, 0, &score[horizon]);
    for (size_t h = 0; h < horizon; h++) {
        sx_put_number(&table, h + 1, 0, (double)(h + 1));
        put_score(&table, h + 1, &score[h]);
    }
    return sx_table_give(&table, result);
}

sx_status sx_fcst_backtest(const double *history, size_t n_history, double horizon, double season, double origins,
                           double level, const double *influences, size_t rows_influences, size_t columns_influences,
                           double start, sx_table *result, sx_context *context)
{
    size_t steps = (size_t)horizon, wanted = (size_t)origins, done = wanted;
    sx_forecast f;
    sx_question question;
    /* What is known of the history is enough: the origins lie in it, and one step shows what the whole is like. */
    sx_status status = sx_question_make(history, n_history, season, influences, rows_influences, columns_influences,
                                        start, 0, &question, context);
    if (status != SX_OK)
        return status;
    sx_question plain = {.history = question.history, .n = question.n, .season = question.season, .start = (double)NAN};
    status = sx_forecast_ask(&plain, 1, &f);
    if (status != SX_OK)
        return sx_fail(context, status, "%s", sx_forecast_reason(status));
    question = sx_question_again(&question, &f);
    sx_score *score = malloc((steps + 1) * sizeof *score);
    status = score ? sx_rolling(&question, steps, level, &done, score, NULL, NULL) : SX_NOMEM;
    size_t needed = sx_least_training(f.season) + steps, n = f.n, m = f.season;
    if (status == SX_OK && done == 0)
        status = sx_fail(context, SX_VALUE,
                         "history: a backtest of %zu steps with season %zu needs %zu values at least, %zu given", steps,
                         m, needed, n);
    else if (status == SX_OK)
        status = fill(score, steps, result);
    if (status == SX_OK && f.note[0])
        sx_note(context, "%s", f.note);
    if (status == SX_OK && done < wanted)
        sx_note(context, "%zu origins instead of %zu: the history allows no more", done, wanted);
    free(score);
    sx_forecast_free(&f);
    return status;
}
