#include "drive/question.h"
#include <math.h>
#include <string.h>
#include "drive.h"
#include "drive/copula.h"
#include "drive/draws.h"
#include "drive/sample.h"

sx_status sx_question_set(sx_question *q, size_t periods, const double *levels, size_t n_levels, sx_context *why)
{
    static const double usual[] = {0.1, 0.5, 0.9};
    if (periods > SX_PERIODS_MOST || n_levels > SX_LEVELS_MOST)
        return sx_fail(why, SX_NUM, "more than %d periods or %d levels", SX_PERIODS_MOST, SX_LEVELS_MOST);
    q->range = (sx_range){.model = &q->model,
                          .marginal = q->marginal,
                          .levels = n_levels ? levels : usual,
                          .n_levels = n_levels ? n_levels : 3,
                          .periods = periods};
    sx_status status = SX_OK;
    for (size_t k = 0; status == SX_OK && k < q->model.n; k++) {
        status = sx_driver_fit(&q->model.driver[k], &q->marginal[k], why);
        if (status == SX_OK)
            sx_marginal_tabulate(&q->marginal[k]);
    }
    return status;
}

static sx_status check_correlation(const sx_question *q, size_t i, size_t j, const double *r, sx_context *why)
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
static void fill_correlation(sx_question *q, double rho)
{
    size_t n = q->model.n;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            q->correlation[i * n + j] = i == j ? 1.0 : i == 0 || j == 0 ? -rho : rho;
}

/* A matrix as it stands, or with the cost's sign turned as well. */
static void copy_correlation(sx_question *q, const double *r, bool turn, sx_context *why)
{
    size_t n = q->model.n;
    bool against = false;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            q->correlation[i * n + j] = turn && (i == 0) != (j == 0) ? -r[i * n + j] : r[i * n + j];
            against = against || (!turn && j == 0 && i > 0 && r[i * n + j] > 0.0);
        }
    if (against)
        sx_note(why, "the matrix is taken as it stands, so that a cost which rises with a rate lets good go with bad; "
                     "the basis good turns the cost's sign, as one number does");
}

sx_status sx_question_correlate(sx_question *q, const double *r, size_t rows, size_t columns, int basis,
                                sx_context *why)
{
    size_t n = q->model.n;
    bool is_rank = basis == SX_DRIVE_RANGE_BASIS_RANK || basis == SX_DRIVE_RANGE_BASIS_GOODRANK;
    if (rows == 0)
        return SX_OK;
    if (rows == 1 && columns == 1 && fabs(r[0]) <= 1.0)
        fill_correlation(q, r[0]);
    else if (rows == n && columns == n)
        copy_correlation(q, r, basis == SX_DRIVE_RANGE_BASIS_GOOD || basis == SX_DRIVE_RANGE_BASIS_GOODRANK, why);
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

sx_status sx_question_answer(const sx_question *q, int method, double seed, double *out, bool *counts, sx_context *why)
{
    const sx_range *range = &q->range;
    size_t obstacle = sx_range_obstacle(range), n = q->model.n;
    double won;
    bool is_small = sx_range_is_small(range, &won);
    if (method == SX_DRIVE_RANGE_METHOD_CLOSED && obstacle < n)
        return sx_fail(why, SX_NA, "no closed form is exact: drivers row %zu (%.60s) is no plain lognormal below 1",
                       q->model.driver[obstacle].row + 1, q->model.driver[obstacle].name);
    bool walk = sx_range_needs_walk(range);
    if (method == SX_DRIVE_RANGE_METHOD_CLOSED && walk)
        return sx_fail(why, SX_NA, "no closed form is exact with an opening, a season or noise");
    if (method == SX_DRIVE_RANGE_METHOD_CLOSED || (method == SX_DRIVE_RANGE_METHOD_AUTO && obstacle == n && !walk)) {
        *counts = false;
        sx_range_closed(range, out);
        if (is_small)
            sx_note(why,
                    "closed form; about %.3g are won a period: for the chance of whole counts ask for the method "
                    "counts",
                    won);
        return SX_OK;
    }
    *counts = method == SX_DRIVE_RANGE_METHOD_COUNTS || (method == SX_DRIVE_RANGE_METHOD_AUTO && is_small);
    sx_sampling how = {
        .points = SX_RANGE_POINTS, .replicates = SX_RANGE_REPLICATES, .seed = (uint64_t)seed + 1, .counts = *counts};
    sx_status status =
        *counts || walk ? sx_draws_points(range, SX_RANGE_REPLICATES, SX_RANGE_POINTS, &how.points, why) : SX_OK;
    if (status == SX_OK)
        status = sx_range_sample(range, &how, out);
    if (status == SX_OK)
        sx_note(why, "sampled at %d x %zu points%s", SX_RANGE_REPLICATES, how.points,
                *counts ? ", with the chance of whole counts" : "");
    return status;
}
