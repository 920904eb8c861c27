#include "plan/odds.h"
#include "base/statistics.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double CAUTION = 0.2; /* the quantile of the gain that a cautious plan is the best at */
enum { STEPS = 5, LOWERED = 6 };   /* blends with today; how far curves are lowered, in quarters of their spread */
enum { SOLVED = 2400, SOLVED_LEAST = 40 }; /* channels of draws that are solved for themselves; draws at least */

typedef struct work {
    sx_allocation_case *of;
    const sx_curve_draws *draws;
    size_t n;
    const sx_curve *mean;
    sx_curve *curves; /* of the draw at hand */
    const double *today;
    double *today_value; /* a draw each */
    double *gains, *best, *trial, *lowered;
    double *spends; /* each draw's best: by channels, draws */
    size_t solved;  /* of so many draws, evenly spread */
} work;

static double value_of(const sx_curve *curves, size_t n, const double *x)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += sx_curve_value(&curves[i], x[i]);
    return sum;
}

/* The gain of x in each draw, ascending. */
static void weigh(const work *w, const double *x)
{
    for (size_t d = 0; d < w->draws->n; d++) {
        sx_curves_of_draw(w->draws, &w->of->curves, d, w->curves);
        w->gains[d] = value_of(w->curves, w->n, x) - w->today_value[d];
    }
    sx_sort(w->gains, w->draws->n);
}

static sx_plan_odds odds_of(const work *w, const double *x)
{
    double above = 0.0;
    size_t n = w->draws->n;
    weigh(w, x);
    for (size_t d = 0; d < n; d++)
        above += w->gains[d] > 0.0 ? 1.0 : w->gains[d] == 0.0 ? 0.5 : 0.0;
    return (sx_plan_odds){.low = sx_quantile_sorted(w->gains, n, 0.1),
                          .middle = sx_quantile_sorted(w->gains, n, 0.5),
                          .high = sx_quantile_sorted(w->gains, n, 0.9),
                          .better = above / (double)n,
                          .promised = value_of(w->mean, w->n, x) - value_of(w->mean, w->n, w->today)};
}

/* The best plan of whatever curves stand in the case, into x. */
static sx_status solve(const work *w, const sx_curve *curves, double *x, sx_context *why)
{
    sx_allocation_best best;
    w->of->problem.curves = curves;
    sx_status status = sx_allocation_case_solve(w->of, &best, why);
    w->of->problem.curves = w->mean;
    if (status == SX_OK && !best.found)
        status = sx_allocation_say_infeasible(w->of, &best, why);
    if (status == SX_OK)
        memcpy(x, best.x, w->n * sizeof *x);
    free(best.x);
    return status;
}

/* Keeps x as the cautious plan where it is the best so far. */
static void try_plan(const work *w, const double *x, double *most, double *cautious)
{
    weigh(w, x);
    double at = sx_quantile_sorted(w->gains, w->draws->n, CAUTION);
    if (at > *most) {
        *most = at;
        memcpy(cautious, x, w->n * sizeof *x);
    }
}

/* Whole cents on the way from today to x; the bounds hold there as at both ends. */
static void try_steps(const work *w, const double *x, double *most, double *cautious)
{
    for (int step = 1; step < STEPS; step++) {
        for (size_t i = 0; i < w->n; i++)
            w->trial[i] = floor((w->today[i] + (x[i] - w->today[i]) * step / STEPS) * 100.0 + 1e-6) / 100.0;
        if (sx_allocation_meets(&w->of->problem, w->trial, 1e-7))
            try_plan(w, w->trial, most, cautious);
    }
}

/* Curves that are the mean less a part of the draws' spread at each point, never falling. */
static void lower_curves(const work *w, double part, sx_curve *out)
{
    double n = (double)w->draws->n;
    for (size_t i = 0; i < w->n; i++) {
        const sx_curve *mean = &w->mean[i];
        double *y = w->lowered + w->draws->first[i];
        for (size_t k = 0; k < mean->n_points; k++) {
            double centre = 0.0, squares = 0.0;
            for (size_t d = 0; d < w->draws->n; d++)
                centre += w->draws->response[d * w->draws->points + w->draws->first[i] + k] / n;
            for (size_t d = 0; d < w->draws->n; d++) {
                double off = w->draws->response[d * w->draws->points + w->draws->first[i] + k] - centre;
                squares += off * off / n;
            }
            double low = mean->y[k] - part * sqrt(squares);
            y[k] = k > 0 ? fmax(low, y[k - 1]) : fmax(low, 0.0);
        }
        out[i] = *mean;
        out[i].y = y;
    }
}

static sx_status find_cautious(const work *w, const double *plan, double *cautious, sx_context *why)
{
    double most = -INFINITY;
    sx_status status = SX_OK;
    if (w->of->today && sx_allocation_meets(&w->of->problem, w->today, 1e-7))
        try_plan(w, w->today, &most, cautious);
    try_plan(w, plan, &most, cautious);
    try_steps(w, plan, &most, cautious);
    for (size_t k = 0; k < w->solved && status == SX_OK; k++) {
        sx_curves_of_draw(w->draws, &w->of->curves, k * w->draws->n / w->solved, w->curves);
        status = solve(w, w->curves, w->best, why);
        for (size_t i = 0; i < w->n && status == SX_OK; i++)
            w->spends[i * w->solved + k] = w->best[i];
        if (status == SX_OK)
            try_plan(w, w->best, &most, cautious);
    }
    for (int k = 1; k <= LOWERED && status == SX_OK; k++) {
        lower_curves(w, 0.25 * k, w->curves);
        status = solve(w, w->curves, w->best, why);
        if (status == SX_OK) {
            try_plan(w, w->best, &most, cautious);
            try_steps(w, w->best, &most, cautious);
        }
    }
    return status;
}

sx_status sx_gain_over_draws(sx_allocation_case *of, const sx_curve_draws *draws, sx_gain *gain, sx_context *why)
{
    size_t n = of->curves.n, numbers = 2 * draws->n + 3 * n + n * draws->n + draws->points;
    double *memory = calloc(numbers, sizeof *memory);
    sx_curve *curves = malloc(n * sizeof *curves);
    work w = {.of = of, .draws = draws, .n = n, .mean = of->problem.curves, .curves = curves};
    w.solved = SOLVED / n > SOLVED_LEAST ? SOLVED / n : SOLVED_LEAST;
    w.solved = w.solved < draws->n ? w.solved : draws->n;
    sx_status status = memory && curves ? SX_OK : SX_NOMEM;
    if (status == SX_OK) {
        w.today_value = memory;
        w.gains = w.today_value + draws->n;
        w.best = w.gains + draws->n;
        w.trial = w.best + n;
        w.spends = w.trial + n;
        w.lowered = w.spends + n * draws->n;
        w.today = of->today ? of->today : w.lowered + draws->points; /* nothing */
        for (size_t d = 0; d < draws->n; d++) {
            sx_curves_of_draw(draws, &of->curves, d, w.curves);
            w.today_value[d] = value_of(w.curves, n, w.today);
        }
        status = solve(&w, w.mean, gain->plan, why);
    }
    if (status == SX_OK)
        status = find_cautious(&w, gain->plan, gain->cautious, why);
    if (status == SX_OK) {
        gain->of_plan = odds_of(&w, gain->plan);
        gain->of_cautious = odds_of(&w, gain->cautious);
        for (size_t i = 0; i < n; i++) {
            sx_sort(w.spends + i * w.solved, w.solved);
            gain->low[i] = sx_quantile_sorted(w.spends + i * w.solved, w.solved, 0.1);
            gain->high[i] = sx_quantile_sorted(w.spends + i * w.solved, w.solved, 0.9);
        }
        if (w.solved < draws->n)
            sx_note(why, "best spends are those of %zu of the %zu draws", w.solved, draws->n);
    }
    free(memory);
    free(curves);
    return status;
}
