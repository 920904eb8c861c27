/* DRIVE.COMPARE. */
#include <stdlib.h>
#include "drive.h"
#include "drive/draws.h"
#include "drive/question.h"
#include "drive/sample.h"
#include "drive/scenario.h"

#define SCENARIOS_MOST 20

/* Groups of columns behind name and odds, each the levels and the mean. */
enum { REVENUE, DIFFERENCE, PIPELINE, IN_ALL, ERROR, DIFFERENCE_ERROR, GROUPS };

/* What one call asks of every scenario. */
typedef struct comparison {
    const double *spend;
    size_t periods;
    const double *levels;
    size_t n_levels;
    const double *correlation;
    size_t rows, columns;
    double seed;
    int basis, method;
    const sx_table *opening;
    sx_table made;
    sx_context *why;
} comparison;

/* A scenario ready to be drawn. */
typedef struct side {
    sx_question question;
    sx_opening *opening;
    bool counts;
} side;

static size_t column_of(const comparison *c, int group, size_t i)
{
    size_t wide = (c->n_levels ? c->n_levels : 3) + 1;
    return 2 + (size_t)group * wide + i;
}

static void close_side(side *s)
{
    if (!s)
        return;
    free(s->opening);
    free(s->question.range.pipeline);
    free(s);
}

/* Reads the drivers, lays the scenario over them (NULL: none) and answers as DRIVE.RANGE would, into the row. */
static sx_status put_scenario(comparison *c, const sx_table *drivers, const sx_table *scenarios, const char *name,
                              size_t row, side *s)
{
    sx_question *q = &s->question;
    sx_status status = sx_model_read(drivers, &q->model, c->why);
    if (status == SX_OK && scenarios)
        status = sx_scenario_lay(scenarios, name, &q->model, c->why);
    if (status == SX_OK)
        status = sx_question_set(q, c->periods, c->levels, c->n_levels, c->why);
    if (status == SX_OK)
        status = sx_question_correlate(q, c->correlation, c->rows, c->columns, c->basis, row ? NULL : c->why);
    if (status == SX_OK)
        status = sx_opening_read(c->opening, &q->model, &s->opening, &q->range.n_opening, c->why);
    q->range.opening = s->opening;
    if (status == SX_OK)
        status = sx_range_make(&q->range, c->spend);
    if (status != SX_OK)
        return status;
    size_t wide = q->range.n_levels + 1, columns = sx_range_columns(&q->range);
    double *range = malloc(sx_range_rows(&q->range) * columns * sizeof *range);
    status = range ? sx_question_answer(q, c->method, c->seed, range, &s->counts, row ? NULL : c->why) : SX_NOMEM;
    if (status == SX_OK) {
        const double *within = range + c->periods * columns, *all = within + 2 * columns;
        sx_put_text(&c->made, row, 0, "%s", name);
        for (size_t i = 0; i < wide; i++) {
            sx_put_number(&c->made, row, column_of(c, REVENUE, i), within[wide + i]);
            sx_put_number(&c->made, row, column_of(c, DIFFERENCE, i), 0.0);
            sx_put_number(&c->made, row, column_of(c, PIPELINE, i), within[i]);
            sx_put_number(&c->made, row, column_of(c, IN_ALL, i), all[wide + i]);
            sx_put_number(&c->made, row, column_of(c, ERROR, i), within[3 * wide + i]);
            sx_put_number(&c->made, row, column_of(c, DIFFERENCE_ERROR, i), 0.0);
        }
    }
    free(range);
    return status;
}

/* Revenue to the horizon in all draws of one side, replicate after replicate. data: 2 x rows x (points + 1). */
static sx_status draw(const sx_range *range, const sx_range *guide, const sx_sampling *how, double *data, double *out)
{
    size_t rows = sx_range_rows(range), points = how->points;
    sx_draws *draws;
    sx_status status = sx_draws_new(range, guide, how, &draws);
    if (status != SX_OK)
        return status;
    for (size_t r = 0; r < how->replicates; r++) {
        sx_draws_next(draws, data, data + rows * points, points, data + 2 * rows * points);
        for (size_t i = 0; i < points; i++)
            out[r * points + i] = data[(rows + range->periods) * points + i];
    }
    sx_draws_free(draws);
    return SX_OK;
}

/* Quantiles of the differences, and how often they are above zero; the mean is that of the two ranges. */
static void summarise(comparison *c, size_t row, const sx_range *range, const sx_sampling *how, double *difference)
{
    size_t n = how->points * how->replicates, wide = range->n_levels + 1;
    double above = 0.0, value[SX_LEVELS_MOST + 1], error, estimate[SX_RANGE_REPLICATES * (SX_LEVELS_MOST + 1)];
    for (size_t i = 0; i < n; i++)
        above += difference[i] > 0.0 ? 1.0 : difference[i] == 0.0 ? 0.5 : 0.0;
    sx_put_number(&c->made, row, 1, above / (double)n);
    for (size_t r = 0; r < how->replicates; r++)
        sx_summarise(difference + r * how->points, how->points, range->levels, range->n_levels, estimate + r * wide);
    sx_summarise(difference, n, range->levels, range->n_levels, value);
    size_t mean = column_of(c, REVENUE, wide - 1);
    value[wide - 1] = sx_at(&c->made, row, mean)->as.number - sx_at(&c->made, 0, mean)->as.number;
    for (size_t i = 0; i < wide; i++) {
        sx_over_replicates(estimate + i, how->replicates, wide, &error);
        sx_put_number(&c->made, row, column_of(c, DIFFERENCE, i), value[i]);
        sx_put_number(&c->made, row, column_of(c, DIFFERENCE_ERROR, i), error);
    }
}

static sx_status put_difference(comparison *c, size_t row, const side *base, const side *other)
{
    const sx_range *a = &base->question.range, *b = &other->question.range;
    sx_sampling how = {.replicates = SX_RANGE_REPLICATES, .seed = (uint64_t)c->seed + 1};
    how.counts = base->counts || other->counts;
    sx_status status = sx_draws_points(a, how.replicates, SX_RANGE_POINTS, &how.points, c->why);
    if (status != SX_OK)
        return status;
    size_t n = how.points * how.replicates, room = 2 * sx_range_rows(a) * (how.points + 1);
    double *data = malloc((2 * n + room) * sizeof *data);
    status = data ? draw(a, a, &how, data + 2 * n, data) : SX_NOMEM;
    if (status == SX_OK)
        status = draw(b, a, &how, data + 2 * n, data + n);
    if (status == SX_OK) {
        for (size_t i = 0; i < n; i++)
            data[i] = data[n + i] - data[i];
        summarise(c, row, a, &how, data);
    }
    free(data);
    return status;
}

static sx_status compare(comparison *c, const sx_table *drivers, const sx_table *scenarios)
{
    const char *name[SCENARIOS_MOST];
    size_t n = 0;
    sx_status status = sx_scenario_names(scenarios, name, SCENARIOS_MOST, &n, c->why);
    if (status != SX_OK)
        return status;
    side *base = calloc(1, sizeof *base);
    sx_table_make(&c->made, n + 1, column_of(c, GROUPS, 0));
    status = base ? c->made.status : SX_NOMEM; /* the means are read back from it */
    if (status == SX_OK)
        status = put_scenario(c, drivers, scenarios, "base", 0, base);
    for (size_t i = 0; i < n && status == SX_OK; i++) {
        side *other = calloc(1, sizeof *other);
        status = other ? put_scenario(c, drivers, scenarios, name[i], i + 1, other) : SX_NOMEM;
        if (status == SX_OK)
            status = put_difference(c, i + 1, base, other);
        close_side(other);
    }
    close_side(base);
    return status;
}

sx_status sx_drive_compare(const double *spend, size_t n_spend, const sx_table *drivers, const sx_table *scenarios,
                           const double *levels, size_t n_levels, const double *correlation, size_t rows_correlation,
                           size_t columns_correlation, double seed, int basis, int method, const sx_table *opening,
                           sx_table *result, sx_context *context)
{
    if (n_spend > SX_PERIODS_MOST || n_levels > SX_LEVELS_MOST)
        return sx_fail(context, SX_NUM, "more than %d periods or %d levels", SX_PERIODS_MOST, SX_LEVELS_MOST);
    comparison c = {.spend = spend,
                    .periods = n_spend,
                    .levels = levels,
                    .n_levels = n_levels,
                    .correlation = correlation,
                    .rows = rows_correlation,
                    .columns = columns_correlation,
                    .seed = seed,
                    .basis = basis,
                    .method = method,
                    .opening = opening,
                    .why = context};
    sx_status status = compare(&c, drivers, scenarios);
    if (status == SX_OK)
        return sx_table_give(&c.made, result);
    sx_table_free(&c.made);
    return status;
}
