#include "plan.h"
#include "plan/odds.h"
#include <math.h>
#include <stdlib.h>

/* What each row says; the channels follow, in the order of the curves. */
enum { LOW, MIDDLE, HIGH, BETTER, PROMISED, SPENT, FIXED_ROWS };
static const char *const LABEL[FIXED_ROWS] = {"gain, P10",      "gain, P50", "gain, P90", "odds of being better",
                                              "gain, promised", "spent"};

static void put_odds(sx_table *to, size_t column, const sx_plan_odds *odds, const double *x, size_t n)
{
    double spent = 0.0;
    for (size_t i = 0; i < n; i++)
        spent += x[i];
    const double values[FIXED_ROWS] = {odds->low, odds->middle, odds->high, odds->better, odds->promised, spent};
    for (size_t r = 0; r < FIXED_ROWS; r++)
        sx_put_number(to, r, column, values[r]);
    for (size_t i = 0; i < n; i++)
        sx_put_number(to, FIXED_ROWS + i, column, x[i]);
}

static sx_status answer(const sx_allocation_case *of, const sx_gain *gain, sx_table *result)
{
    size_t n = of->curves.n;
    sx_table made;
    sx_table_make(&made, FIXED_ROWS + n, 5);
    for (size_t r = 0; r < FIXED_ROWS; r++)
        sx_put_text(&made, r, 0, "%s", LABEL[r]);
    put_odds(&made, 1, &gain->of_plan, gain->plan, n);
    put_odds(&made, 2, &gain->of_cautious, gain->cautious, n);
    for (size_t i = 0; i < n; i++) {
        sx_put_text(&made, FIXED_ROWS + i, 0, "%s", of->curves.name[i]);
        sx_put_number(&made, FIXED_ROWS + i, 3, gain->low[i]);
        sx_put_number(&made, FIXED_ROWS + i, 4, gain->high[i]);
    }
    return sx_table_give(&made, result);
}

sx_status sx_plan_gain(double budget, const sx_table *curves, const sx_table *draws, const sx_table *low,
                       const sx_table *high, const sx_table *groups, const sx_table *today, const sx_table *most,
                       sx_table *result, sx_context *context)
{
    const sx_allocation_input input = {budget, curves, low, high, groups, today, most, NAN, NAN};
    sx_allocation_case read;
    sx_curve_draws drawn = {0};
    sx_status status = sx_allocation_case_read(&input, &read, context);
    if (status != SX_OK)
        return status;
    status = sx_read_draws(draws, &read.curves, &drawn, context);
    size_t n = read.curves.n;
    double *memory = status == SX_OK ? malloc(4 * n * sizeof *memory) : NULL;
    sx_gain gain = {0};
    if (status == SX_OK && !memory)
        status = SX_NOMEM;
    if (status == SX_OK) {
        gain.plan = memory;
        gain.cautious = memory + n;
        gain.low = memory + 2 * n;
        gain.high = memory + 3 * n;
        status = sx_gain_over_draws(&read, &drawn, &gain, context);
    }
    if (status == SX_OK)
        status = answer(&read, &gain, result);
    if (status == SX_OK && drawn.n < 50)
        sx_note(context, "%zu draws: P10 and P90 rest on few of them; 100 or more are better", drawn.n);
    free(memory);
    sx_curve_draws_free(&drawn);
    sx_allocation_case_free(&read);
    return status;
}
