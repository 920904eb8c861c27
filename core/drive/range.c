/* DRIVE.RANGE. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "drive.h"
#include "drive/copula.h"
#include "drive/sample.h"

#define REPLICATES 8
#define POINTS 1024 /* a replicate */
#define POINTS_COUNTS 512

/* Everything that one call holds. */
typedef struct question {
    sx_model model;
    sx_marginal marginal[SX_DRIVERS_MOST];
    double correlation[SX_DRIVERS_MOST * SX_DRIVERS_MOST];
    sx_range range;
} question;

static sx_status check_correlation(const question *q, size_t i, size_t j, const double *r, sx_context *why)
{
    size_t n = q->model.n;
    const char *a = q->model.driver[i].name, *b = q->model.driver[j].name;
    if (!(fabs(r[i * n + j]) <= 1.0))
        return sx_fail(why, SX_NUM, "correlation row %zu, column %zu (%.60s, %.60s): %g is not between -1 and 1", i + 1,
                       j + 1, a, b, r[i * n + j]);
    if (i == j && fabs(r[i * n + j] - 1.0) > 1e-9)
        return sx_fail(why, SX_NUM, "correlation row %zu, column %zu (%.60s): the diagonal must be 1, here it is %g",
                       i + 1, j + 1, a, r[i * n + j]);
    if (fabs(r[i * n + j] - r[j * n + i]) > 1e-9)
        return sx_fail(why, SX_NUM, "correlation row %zu, column %zu (%.60s, %.60s): %g, but %g the other way round",
                       i + 1, j + 1, a, b, r[i * n + j], r[j * n + i]);
    return SX_OK;
}

/* One number stands for every pair, good going with good: the cost's sign is turned. */
static void fill_correlation(question *q, double rho)
{
    size_t n = q->model.n;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            q->correlation[i * n + j] = i == j ? 1.0 : i == 0 || j == 0 ? -rho : rho;
}

static sx_status read_correlation(question *q, const double *r, size_t rows, size_t columns, bool is_rank,
                                  sx_context *why)
{
    size_t n = q->model.n;
    if (rows == 0)
        return SX_OK;
    if (rows == 1 && columns == 1 && fabs(r[0]) <= 1.0)
        fill_correlation(q, r[0]);
    else if (rows == n && columns == n)
        memcpy(q->correlation, r, n * n * sizeof *r);
    else
        return sx_fail(why, rows == 1 && columns == 1 ? SX_NUM : SX_ARGUMENT,
                       "correlation: one number from -1 to 1, or a row and a column for each of the %zu drivers", n);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            sx_status status = check_correlation(q, i, j, q->correlation, why);
            if (status != SX_OK)
                return status;
            double rho = i == j ? 1.0 : q->correlation[i * n + j];
            q->correlation[i * n + j] = q->correlation[j * n + i] = is_rank && i != j ? sx_rank_to_normal(rho) : rho;
        }
    double moved;
    sx_status status = sx_nearest_correlation(q->correlation, n, &moved);
    if (status != SX_OK)
        return sx_fail(why, status, "correlation: no positive definite matrix found near it");
    if (moved > 1e-6)
        sx_note(why,
                "the correlations contradict each other; used is the nearest matrix that does not, "
                "its entries moved by up to %.4f",
                moved);
    q->range.correlation = q->correlation;
    return SX_OK;
}

static sx_status answer(const question *q, int method, double seed, double *out, sx_context *why)
{
    const sx_range *range = &q->range;
    size_t obstacle = sx_range_obstacle(range), n = q->model.n;
    double won;
    bool is_small = sx_range_is_small(range, &won);
    if (method == SX_DRIVE_RANGE_METHOD_CLOSED && obstacle < n)
        return sx_fail(why, SX_NA, "no closed form is exact: drivers row %zu (%.60s) is no plain lognormal below 1",
                       q->model.driver[obstacle].row + 1, q->model.driver[obstacle].name);
    if (method == SX_DRIVE_RANGE_METHOD_CLOSED || (method == SX_DRIVE_RANGE_METHOD_AUTO && obstacle == n)) {
        sx_range_closed(range, out);
        if (is_small)
            sx_note(why,
                    "closed form; about %.3g are won a period: for the chance of whole counts ask for the method "
                    "counts",
                    won);
        return SX_OK;
    }
    bool counts = method == SX_DRIVE_RANGE_METHOD_COUNTS || (method == SX_DRIVE_RANGE_METHOD_AUTO && is_small);
    const sx_sampling how = {.points = counts ? POINTS_COUNTS : POINTS,
                             .replicates = REPLICATES,
                             .seed = (uint64_t)seed + 1,
                             .counts = counts};
    sx_status status = sx_range_sample(range, &how, out);
    if (status == SX_OK)
        sx_note(why, "sampled at %d x %zu points%s", REPLICATES, how.points,
                counts ? ", with the chance of whole counts" : "");
    return status;
}

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
            sx_put_text(&made, row, 0, "%s", last[row - range->periods]);
        for (size_t c = 0; c < columns; c++)
            sx_put_number(&made, row, c + 1, out[row * columns + c]);
    }
    return sx_table_give(&made, result);
}

static sx_status run(question *q, const double *spend, int method, double seed, sx_table *result, sx_context *why)
{
    sx_status status = sx_range_make(&q->range, spend);
    if (status != SX_OK)
        return status;
    double *out = malloc(sx_range_rows(&q->range) * sx_range_columns(&q->range) * sizeof *out);
    status = out ? answer(q, method, seed, out, why) : SX_NOMEM;
    if (status == SX_OK)
        status = write_rows(&q->range, out, result);
    free(out);
    free(q->range.pipeline);
    return status;
}

sx_status sx_drive_range(const double *spend, size_t n_spend, const sx_table *drivers, const double *levels,
                         size_t n_levels, const double *correlation, size_t rows_correlation,
                         size_t columns_correlation, double seed, int basis, int method, sx_table *result,
                         sx_context *context)
{
    static const double usual[] = {0.1, 0.5, 0.9};
    if (n_spend > SX_PERIODS_MOST || n_levels > SX_LEVELS_MOST)
        return sx_fail(context, SX_NUM, "more than %d periods or %d levels", SX_PERIODS_MOST, SX_LEVELS_MOST);
    question *q = calloc(1, sizeof *q);
    if (!q)
        return SX_NOMEM;
    q->range = (sx_range){.model = &q->model,
                          .marginal = q->marginal,
                          .levels = n_levels ? levels : usual,
                          .n_levels = n_levels ? n_levels : 3,
                          .periods = n_spend};
    sx_status status = sx_model_read(drivers, &q->model, context);
    for (size_t k = 0; status == SX_OK && k < q->model.n; k++) {
        status = sx_driver_fit(&q->model.driver[k], &q->marginal[k], context);
        if (status == SX_OK)
            sx_marginal_tabulate(&q->marginal[k]);
    }
    if (status == SX_OK)
        status = read_correlation(q, correlation, rows_correlation, columns_correlation,
                                  basis == SX_DRIVE_RANGE_BASIS_RANK, context);
    if (status == SX_OK)
        status = run(q, spend, method, seed, result, context);
    free(q);
    return status;
}
