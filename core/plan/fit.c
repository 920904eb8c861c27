#include "plan.h"
#include "base/headings.h"
#include "base/statistics.h"
#include "plan/case.h"
#include "plan/fit_curve.h"
#include <math.h>
#include <stdlib.h>

/* Some hundred passes over the periods: half a second for so many, 9 s for 262 144. */
enum { PERIODS_MOST = 20000 };

/* What each row says; rows FIRST to FIRST + 3 are the curve table's parameters in its order. */
enum {
    KIND,
    FIRST,
    CARRYOVER = FIRST + 4,
    SCALE,
    BASE,
    TREND,
    TODAY,
    RESPONSE,
    MARGINAL,
    SQUARES,
    EXPLAINED,
    POINTS,
    CONDITION,
    IDENTIFICATION,
    FIXED_ROWS,
    MOST_FLAGS = 20
};

/* Omitted: none. A number: the rate. Two: a Weibull's shape and scale. "fit": the rate is fitted. */
static sx_status read_carryover(const sx_table *table, sx_fit_problem *problem, sx_context *why)
{
    double value[2] = {0.0, NAN};
    size_t n = 0;
    for (size_t k = 0; table && k < table->rows * table->columns; k++) {
        const sx_cell *cell = &table->cells[k];
        if (cell->kind == SX_TEXT && sx_same_word(cell->as.text, "fit") && n == 0) {
            problem->fit_rate = true;
            n = 2;
        } else if (cell->kind != SX_NUMBER) {
            return sx_fail(why, SX_VALUE, "carryover must be a rate, a Weibull's shape and scale, or \"fit\"");
        } else if (n == 2) {
            return sx_fail(why, SX_ARGUMENT, "carryover has too many values");
        } else {
            value[n++] = cell->as.number;
        }
    }
    problem->carryover = (sx_carryover){value[0], value[1]};
    if (isnan(value[1]) ? !(value[0] >= 0.0 && value[0] < 1.0) : !(value[0] > 0.0 && value[1] > 0.0))
        return sx_fail(why, SX_NUM, "carryover must be a rate from 0 to below 1, or a shape and a scale above 0");
    return SX_OK;
}

static sx_status read_test(const sx_table *table, size_t row, sx_lift_test *test, sx_context *why)
{
    static const char *const NAME[] = {"the spend before", "the spend during", "the lift", "the lift's standard error"};
    double value[4];
    for (size_t c = 0; c < 4; c++) {
        const sx_cell *cell = sx_at(table, row, c);
        if (cell->kind != SX_NUMBER)
            return sx_fail(why, SX_VALUE, "tests, row %zu, column %zu: %s must be a number", row + 1, c + 1, NAME[c]);
        value[c] = cell->as.number;
        if (!isfinite(value[c]) || (c < 2 && value[c] < 0.0) || (c == 3 && !(value[c] > 0.0)))
            return sx_fail(why, SX_NUM, "tests, row %zu, column %zu: %s is %.15g", row + 1, c + 1, NAME[c], value[c]);
    }
    *test = (sx_lift_test){value[0], value[1], value[2], value[3]};
    return SX_OK;
}

static sx_status read_tests(const sx_table *table, sx_lift_test **tests, size_t *n, sx_context *why)
{
    *n = 0;
    *tests = NULL;
    if (!table)
        return SX_OK;
    *tests = malloc(table->rows * sizeof **tests);
    if (!*tests)
        return SX_NOMEM;
    sx_status status = SX_OK;
    for (size_t r = sx_heading_rows(table, 0, 4); r < table->rows && status == SX_OK; r++)
        if (!sx_row_is_blank(table, r)) /* one not yet filled in */
            status = read_test(table, r, &(*tests)[(*n)++], why);
    return status;
}

/* A number, or in words what an infinite one means. */
static void put(sx_table *to, size_t row, size_t column, double x)
{
    if (isnan(x))
        return;
    if (isinf(x))
        sx_put_text(to, row, column, "no limit");
    else
        sx_put_number(to, row, column, x);
}

static void put_row(sx_table *to, size_t row, const char *label, double value, double low, double high)
{
    sx_put_text(to, row, 0, "%s", label);
    put(to, row, 1, value);
    put(to, row, 2, low);
    put(to, row, 3, high);
}

static void put_range(sx_table *to, size_t row, const char *label, sx_range range)
{
    put_row(to, row, label, range.value, range.low, range.high);
}

static void put_parameters(const sx_fit_problem *problem, const sx_fit *fit, sx_table *to)
{
    static const char *const ID[] = {"hill", "hill", "log", "power", "exp", "adbudg"};
    sx_put_text(to, KIND, 0, "kind");
    sx_put_text(to, KIND, 1, "%s", ID[problem->kind]);
    for (size_t k = 0; k < 4; k++)
        sx_put_text(to, FIRST + k, 0, "-");
    if (problem->kind == SX_FIT_ADBUDG) {
        const sx_curve *curve = &fit->curve;
        put_range(to, FIRST, "min", fit->base);
        put_row(to, FIRST + 1, "max", curve->base + curve->top, NAN, NAN);
        put_range(to, FIRST + 2, "c", fit->slope);
        put_row(to, FIRST + 3, "d", exp(curve->log_half * curve->slope), NAN, NAN);
        return;
    }
    bool gain = problem->kind == SX_FIT_LOG || problem->kind == SX_FIT_POWER;
    put_range(to, FIRST, gain ? "gain" : "top", fit->top);
    put_range(to, FIRST + 1, problem->kind == SX_FIT_LOG ? "scale" : gain ? "exponent" : "half", fit->half);
    if (!gain && problem->kind != SX_FIT_EXP)
        put_range(to, FIRST + 2, "slope", fit->slope);
}

static void put_figures(const sx_fit *fit, sx_table *to)
{
    put_range(to, CARRYOVER, "carry-over", fit->rate);
    put_row(to, SCALE, "carry-over scale", fit->carryover.scale, NAN, NAN);
    put_range(to, BASE, "base", fit->base);
    put_range(to, TREND, "trend a period", fit->trend);
    put_row(to, TODAY, "today's spend (last four periods)", fit->today, NAN, NAN);
    put_row(to, RESPONSE, "response today", fit->response, NAN, NAN);
    put_range(to, MARGINAL, "marginal return today", fit->marginal);
    put_row(to, SQUARES, "residual sum of squares", fit->sum_squares, NAN, NAN);
    put_row(to, EXPLAINED, "share of variance explained", fit->explained, NAN, NAN);
    put_row(to, POINTS, "points", (double)fit->points, NAN, NAN);
    put_row(to, CONDITION, "condition number", fit->condition, NAN, NAN);
}

/* What a flag says of the fit: nothing against its range; that the curve itself is hardly known, so that the range is
 * wide; that something is missing, so that the range need not hold the truth. */
typedef enum doubt { NOTED, WEAK, DOUBTFUL, DOUBTS } doubt;

typedef struct doubts {
    sx_table *to;
    size_t row, count[DOUBTS];
} doubts;

/* The next row, begun as one of a flag. */
static size_t flag(doubts *d, doubt kind)
{
    d->count[kind]++;
    sx_put_text(d->to, d->row, 0, "flag");
    return d->row++;
}

/* What the residuals say is missing. Periods count from 1, as rows of a sheet do. */
static void put_residual_flags(const sx_fit *fit, doubts *said)
{
    const sx_fit_check *check = &fit->check;
    sx_table *to = said->to;
    if (check->season > 0)
        sx_put_text(to, flag(said, DOUBTFUL), 1,
                    "a cycle of %zu periods is left in the residuals (%.0f %% of their variance): a season is missing",
                    check->season, 100.0 * check->season_share);
    if (check->lag > 0.0)
        sx_put_text(to, flag(said, DOUBTFUL), 1,
                    "neighbouring residuals go together (correlation %.2f): something that lasts is missing, such as a "
                    "season, another channel or a carry-over",
                    check->lag);
    if (check->step > 0.0)
        sx_put_text(
            to, flag(said, DOUBTFUL), 1,
            "the level changes with period %zu (t = %.1f) and not by the spend: was the outcome counted otherwise?",
            check->step_at + 1, check->step);
    if (check->pulse > 0.0)
        sx_put_text(to, flag(said, DOUBTFUL), 1,
                    "period %zu stands out (t = %.1f): leave its outcome blank if it is wrong", check->pulse_at + 1,
                    check->pulse);
    if (fit->base_gain > 0.0)
        sx_put_text(to, flag(said, DOUBTFUL), 1, "a constant base would fit better (F = %.3g): give base",
                    fit->base_gain);
    if (fit->carry_gain > 0.0)
        sx_put_text(to, flag(said, DOUBTFUL), 1, "a carry-over would fit better (F = %.3g): give carryover, or \"fit\"",
                    fit->carry_gain);
}

static void put_test_flag(const sx_fit_problem *problem, const sx_fit *fit, doubts *said)
{
    if (!(fit->test_z > 0.0))
        return;
    const sx_lift_test *test = &problem->tests[fit->test];
    sx_put_text(said->to, flag(said, DOUBTFUL), 1,
                "test %zu and the history disagree: it found %.*g, the history alone expects %.*g (%.1f standard "
                "deviations apart)",
                fit->test + 1, SX_SHOWN(test->lift), SX_SHOWN(fit->test_expected), fit->test_z);
}

/* Each doubt in words; returns the word for all of them. */
static const char *put_flags(const sx_fit_problem *problem, const sx_fit *fit, sx_table *to)
{
    doubts said = {.to = to, .row = FIXED_ROWS};
    bool exponent = problem->kind == SX_FIT_POWER;
    if (fit->points < 5 * fit->parameters)
        sx_put_text(to, flag(&said, WEAK), 1, "few points: %zu for %zu parameters", fit->points, fit->parameters);
    if (fit->variation < 0.15)
        sx_put_text(to, flag(&said, WEAK), 1,
                    "little variation: spend varies by %.2g of its mean, the curve's bend is hardly seen",
                    fit->variation);
    if (!exponent && problem->kind != SX_FIT_LOG && fit->half.value > fit->most_spend)
        sx_put_text(to, flag(&said, NOTED), 1, "extrapolation: half the top lies at %.*g, beyond the most spent, %.*g",
                    SX_SHOWN(fit->half.value), SX_SHOWN(fit->most_spend));
    if (!exponent && isinf(fit->half.high))
        sx_put_text(to, flag(&said, WEAK), 1, "weak: the data set no upper limit to %s, a straight line fits as well",
                    problem->kind == SX_FIT_LOG ? "scale" : "half");
    if (!exponent && fit->half.low == 0.0)
        sx_put_text(to, flag(&said, WEAK), 1,
                    "weak: the data set no lower limit to %s, spend may already be past all saturation",
                    problem->kind == SX_FIT_LOG ? "scale" : "half");
    if (!(fit->condition <= 100.0))
        sx_put_text(to, flag(&said, WEAK), 1, "weak: condition number %.3g, the parameters can hardly be told apart",
                    fit->condition);
    if (isnan(fit->explained))
        sx_put_text(to, flag(&said, WEAK), 1, "the outcome is the same in every period: there is nothing to explain");
    if (fit->explained <= 0.0)
        sx_put_text(to, flag(&said, WEAK), 1, "the curve explains no more than the mean of the outcome does");
    if (fit->marginal.low <= 0.0)
        sx_put_text(to, flag(&said, NOTED), 1,
                    "the range of the marginal return reaches zero: the effect is not shown at this level");
    if (exponent && fit->half.value > 1.0)
        sx_put_text(to, flag(&said, NOTED), 1, "the exponent is above 1: returns grow with spend, which cannot go on");
    put_residual_flags(fit, &said);
    put_test_flag(problem, fit, &said);
    if (!fit->settled)
        sx_put_text(to, flag(&said, WEAK), 1, "the search ran into the end of what is plausible");
    to->rows = to->declared_rows = said.row;
    return said.count[DOUBTFUL] ? "doubtful" : said.count[WEAK] ? "weak" : "good";
}

static sx_status report(const sx_fit_problem *problem, const sx_fit *fit, sx_table *result)
{
    sx_table made;
    sx_table_make(&made, FIXED_ROWS + MOST_FLAGS, 4);
    put_parameters(problem, fit, &made);
    put_figures(fit, &made);
    sx_put_text(&made, IDENTIFICATION, 0, "identification");
    sx_put_text(&made, IDENTIFICATION, 1, "%s", put_flags(problem, fit, &made));
    return sx_table_give(&made, result);
}

/* The curve as a table, as PLAN.ALLOCATE takes it: the mean of the draws. */
static sx_status report_curve(const sx_fit *fit, const sx_fit_draws *draws, const char *name, sx_table *result)
{
    enum { CHANNEL, CURVE_KIND, RATE, WEIBULL_SCALE, MINIMUM, POINT };
    sx_table made;
    sx_table_make(&made, 1, POINT + 2 * draws->points);
    if (name)
        sx_put_text(&made, 0, CHANNEL, "%s", name);
    sx_put_constant(&made, 0, CURVE_KIND, "table");
    sx_put_number(&made, 0, RATE, fit->carryover.rate);
    if (!isnan(fit->carryover.scale))
        sx_put_number(&made, 0, WEIBULL_SCALE, fit->carryover.scale);
    for (size_t k = 0; k < draws->points; k++) {
        double mean = 0.0;
        for (size_t d = 0; d < draws->n; d++)
            mean += draws->response[d * draws->points + k] / (double)draws->n;
        sx_put_number(&made, 0, POINT + 2 * k, draws->spend[k]);
        sx_put_number(&made, 0, POINT + 2 * k + 1, mean);
    }
    return sx_table_give(&made, result);
}

static sx_status report_draws(const sx_fit_draws *draws, const char *name, sx_table *result)
{
    enum { CHANNEL, DRAW, RESPONSES };
    sx_table made;
    sx_table_make(&made, draws->n, RESPONSES + draws->points);
    for (size_t d = 0; d < draws->n; d++) {
        if (name)
            sx_put_text(&made, d, CHANNEL, "%s", name);
        sx_put_number(&made, d, DRAW, (double)d + 1.0);
        for (size_t k = 0; k < draws->points; k++)
            sx_put_number(&made, d, RESPONSES + k, draws->response[d * draws->points + k]);
    }
    return sx_table_give(&made, result);
}

/* The spends at which draws are taken, close about today's, up to 1.2 times the most ever spent. */
static sx_status make_draws(const sx_fit_problem *problem, size_t n, double seed, double *spend, sx_fit_draws *draws)
{
    double mean = sx_mean(problem->spend, problem->n), most = 0.0, today = 0.0, known = 0.0;
    for (size_t t = 0; t < problem->n; t++)
        most = fmax(most, problem->spend[t]);
    for (size_t t = problem->n; t-- > 0 && known < 4.0;)
        if (!isnan(problem->outcome[t])) {
            today += problem->spend[t];
            known += 1.0;
        }
    today = today > 0.0 ? today / known : mean;
    *draws = (sx_fit_draws){.n = n, .spend = spend, .seed = (uint64_t)seed};
    draws->points = most > 0.0 ? sx_curve_spends(today, SX_BEYOND_MOST * most, spend) : 0;
    draws->response = malloc((n * draws->points + 1) * sizeof *draws->response);
    return draws->response ? SX_OK : SX_NOMEM;
}

static sx_status answer(const sx_fit_problem *problem, const sx_fit *fit, int part, const char *name, sx_table *result)
{
    switch (part) {
    case SX_PLAN_FIT_PART_CURVES:
        return report_curve(fit, problem->draws, name, result);
    case SX_PLAN_FIT_PART_DRAWS:
        return report_draws(problem->draws, name, result);
    default:
        return report(problem, fit, result);
    }
}

sx_status sx_plan_fit(const double *spend, size_t n_spend, const double *outcome, size_t n_outcome, int kind,
                      const sx_table *carryover, const sx_table *tests, int base, double level, int part, double draws,
                      double seed, const char *name, sx_table *result, sx_context *context)
{
    (void)n_outcome;
    sx_lift_test *lifts = NULL;
    double spends[SX_CURVE_SPENDS_MOST];
    sx_fit_draws drawn = {0};
    sx_fit_problem problem = {.kind = (sx_fit_kind)kind,
                              .base = (sx_fit_base)base,
                              .spend = spend,
                              .outcome = outcome,
                              .n = n_spend,
                              .level = level};
    sx_fit fit;
    sx_status status =
        n_spend <= PERIODS_MOST
            ? read_carryover(carryover, &problem, context)
            : sx_fail(context, SX_NUM, "%zu periods are given: %d at most are fitted", n_spend, PERIODS_MOST);
    if (status == SX_OK)
        status = read_tests(tests, &lifts, &problem.n_tests, context);
    problem.tests = lifts;
    if (status == SX_OK && part != SX_PLAN_FIT_PART_REPORT) {
        status = make_draws(&problem, (size_t)draws, seed, spends, &drawn);
        problem.draws = &drawn;
    }
    if (status == SX_OK)
        status = sx_fit_curve(&problem, &fit, context);
    if (status == SX_OK)
        status = answer(&problem, &fit, part, name, result);
    free(drawn.response);
    free(lifts);
    return status;
}
