#include "plan.h"
#include "plan/case.h"
#include "plan/round.h"
#include "base/money.h"
#include <assert.h>
#include <math.h>
#include <stdlib.h>

/* Where no data stand behind a curve any more; the channels by name as far as there is room for them. */
static void say_beyond(const sx_allocation_case *of, const sx_allocation_best *best, sx_context *context)
{
    enum { NAMED = 3 };
    size_t beyond = 0;
    for (size_t i = 0; i < of->curves.n; i++)
        if (best->x[i] > of->most[i] + SX_HALF_CENT && ++beyond <= NAMED)
            of->most[i] > 0.0 ? sx_note(context, "%.60s goes %.3g %% beyond the most that was ever spent on it",
                                        of->curves.name[i], 100.0 * (best->x[i] / of->most[i] - 1.0))
                              : sx_note(context, "nothing was ever spent on %.60s", of->curves.name[i]);
    if (beyond > NAMED)
        sx_note(context, "and %zu more channels: see PLAN.CERTIFICATE", beyond - NAMED);
}

/* What a cell of the plan alone would not tell. */
static void say_notes(const sx_allocation_case *of, const sx_allocation_best *best, sx_context *context)
{
    if (!isnan(of->target))
        sx_note(context, "%.2f is the least that brings the target", best->budget);
    else if (best->spent < of->budget - SX_HALF_CENT && !isnan(of->hurdle))
        sx_note(context, "%.2f of the budget is kept: it would earn less than the hurdle", of->budget - best->spent);
    else if (best->spent < of->budget - SX_HALF_CENT)
        sx_note(context, "%.2f of the budget is left: within the bounds no way to place it is worth more",
                of->budget - best->spent);
    if (best->bound - best->value > 1e-3 * fabs(best->value))
        sx_note(context, "within %.2g %% of the best possible: see PLAN.CERTIFICATE",
                100.0 * (best->bound - best->value) / fabs(best->value));
    say_beyond(of, best, context);
}

sx_status sx_plan_allocate(double budget, const sx_table *curves, const sx_table *low, const sx_table *high,
                           const sx_table *groups, const sx_table *today, const sx_table *most, double hurdle,
                           double target, sx_table *result, sx_context *context)
{
    const sx_allocation_input input = {budget, curves, low, high, groups, today, most, hurdle, target};
    sx_allocation_case read;
    sx_allocation_best best;
    sx_status status = sx_allocation_case_read(&input, &read, context);
    if (status != SX_OK)
        return status;
    status = sx_allocation_case_solve(&read, &best, context);
    if (status == SX_OK && (!best.found || best.out_of_reach))
        status = sx_allocation_say_infeasible(&read, &best, context);
    if (status == SX_OK) {
        sx_table made;
        sx_table_make(&made, read.curves.rows, 1);
        sx_put_beside(&made, 0, &read.curves, best.x);
        say_notes(&read, &best, context);
        status = sx_table_give(&made, result);
    }
    free(best.x);
    sx_allocation_case_free(&read);
    return status;
}

sx_status sx_plan_frontier(const double *budgets, size_t n_budgets, const sx_table *curves, const sx_table *low,
                           const sx_table *high, const sx_table *groups, const sx_table *most, double hurdle,
                           double target, sx_table *result, sx_context *context)
{
    const sx_allocation_input input = {
        .curves = curves, .low = low, .high = high, .groups = groups, .most = most, .hurdle = hurdle, .target = target};
    sx_allocation_case read;
    sx_status status = sx_allocation_case_read(&input, &read, context);
    if (status != SX_OK)
        return status;
    sx_table made;
    sx_table_make(&made, n_budgets, 4);
    for (size_t r = 0; r < n_budgets && status == SX_OK; r++) {
        sx_allocation_best best;
        sx_allocation_case_budget(&read, budgets[r]);
        status = sx_allocation_case_solve(&read, &best, context);
        if (status != SX_OK)
            break;
        if (best.found && !best.out_of_reach) {
            const double row[4] = {isnan(target) ? budgets[r] : best.budget, best.value, best.shadow_price,
                                   best.bound - best.value};
            for (size_t c = 0; c < 4; c++)
                sx_put_number(&made, r, c, row[c]);
        } else {
            sx_status why_not = sx_allocation_say_infeasible(&read, &best, context);
            sx_put_number(&made, r, 0, budgets[r]);
            for (size_t c = 1; c < 4; c++)
                sx_put_fault(&made, r, c, why_not);
        }
        free(best.x);
    }
    sx_allocation_case_free(&read);
    if (status == SX_OK)
        return sx_table_give(&made, result);
    sx_table_free(&made);
    return status;
}

sx_status sx_plan_split(double total, const double *weights, size_t rows_weights, size_t columns_weights,
                        sx_table *result, sx_context *context)
{
    size_t n = rows_weights * columns_weights;
    assert(n > 0);
    double most = 0.0, sum = 0.0;
    for (size_t i = 0; i < n; i++)
        most = fmax(most, weights[i]);
    if (most == 0.0)
        return sx_fail(context, SX_DIV0, "the weights sum to zero");
    for (size_t i = 0; i < n; i++)
        sum += weights[i] / most;
    int64_t whole = 0;
    double cents = sx_is_cents(fabs(total), &whole) ? (double)whole : sx_cents_below(fabs(total) + SX_HALF_CENT);
    double *ideal = malloc(2 * n * sizeof *ideal);
    if (!ideal)
        return SX_NOMEM;
    for (size_t i = 0; i < n; i++)
        ideal[i] = cents * (weights[i] / most / sum);
    sx_status status = sx_largest_remainder(ideal, NULL, n, cents, ideal + n);
    if (status == SX_OK) {
        sx_table made;
        sx_table_make(&made, rows_weights, columns_weights);
        for (size_t i = 0; i < n; i++) {
            /* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): sx_largest_remainder fills it */
            double part = ideal[n + i] > 0.0 ? copysign(ideal[n + i] / 100.0, total) : 0.0;
            sx_put_number(&made, i / columns_weights, i % columns_weights, part);
        }
        status = sx_table_give(&made, result);
    }
    free(ideal);
    return status;
}
