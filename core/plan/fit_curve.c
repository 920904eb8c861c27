#include "plan/fit_curve.h"
#include "base/distribution.h"
#include "base/levmar.h"
#include "base/statistics.h"
#include "plan/fit_draws.h"
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STARTS = 3, MOST_STEPS = 200 };

typedef struct best_start {
    double sum, p[MOST_NONLINEAR];
} best_start;

static double sum_at(fit_model *model, const double *p, double *r)
{
    double sum = 0.0;
    fit_model_residuals(p, r, NULL, model);
    for (size_t i = 0; i < model->rows; i++)
        sum += r[i] * r[i];
    return isfinite(sum) ? sum : (double)INFINITY;
}

static void keep_start(best_start *starts, double sum, const double *p)
{
    for (int k = 0; k < STARTS; k++)
        if (sum < starts[k].sum) {
            memmove(&starts[k + 1], &starts[k], (size_t)(STARTS - 1 - k) * sizeof *starts);
            starts[k].sum = sum;
            memcpy(starts[k].p, p, sizeof starts[k].p);
            return;
        }
}

/* The best of a grid over the nonlinear parameters; on it only the linear ones are solved for. */
static void grid_starts(fit_model *model, double *r, best_start *starts)
{
    enum { HALVES = 15 };
    double low = model->low[0] + 3.0, high = model->high[0] - 3.0;
    if (model->problem->kind == SX_FIT_POWER) {
        low = log(0.1);
        high = log(4.0);
    }
    double spread = 4.0 / fmax(-model->low[0] - 5.0, 0.1); /* a slope that spans the spends seen */
    const double slopes[] = {1.0, 2.0, 4.0, spread}, rates[] = {-1.4, 0.0, 1.4};
    size_t n_slopes = model->free_slope ? 4 : 1, n_rates = model->problem->fit_rate ? 3 : 1;
    for (int k = 0; k < STARTS; k++)
        starts[k].sum = INFINITY;
    for (size_t rate = 0; rate < n_rates; rate++)
        for (size_t slope = 0; slope < n_slopes; slope++)
            for (int half = 0; half < HALVES; half++) {
                double p[MOST_NONLINEAR] = {low + (high - low) * half / (HALVES - 1)};
                if (model->free_slope)
                    p[1] = fmin(fmax(log(slopes[slope]), model->low[1] + 0.1), model->high[1] - 0.1);
                if (model->problem->fit_rate)
                    p[model->nonlinear - 1] = rates[rate];
                keep_start(starts, sum_at(model, p, r), p);
            }
}

/* p becomes the best; SX_NOCONV when no start settled. */
static sx_status minimise(fit_model *model, double *r, double *p, double *sum, bool *settled)
{
    best_start starts[STARTS];
    grid_starts(model, r, starts);
    *sum = INFINITY;
    for (int k = 0; k < STARTS; k++) {
        if (!isfinite(starts[k].sum))
            break;
        double found = INFINITY;
        sx_status status =
            sx_levmar(fit_model_residuals, model, model->rows, model->nonlinear, starts[k].p, 1e-2, MOST_STEPS, &found);
        if (status == SX_NOMEM)
            return status;
        if (found < *sum) {
            *sum = found;
            *settled = status == SX_OK;
            memcpy(p, starts[k].p, sizeof starts[k].p);
        }
    }
    return isfinite(*sum) ? SX_OK : SX_NA;
}

/* Where the history alone, fitted at p, expects another lift than a test found: the test that is furthest off. */
static sx_status compare_tests(fit_model *model, const double *p, double variance, sx_fit *fit)
{
    static const double APART = 2.0, STEP = 1e-5;
    fit_covariance covariance;
    sx_status status = fit_covariance_make(model, variance, &covariance);
    for (size_t k = 0; k < model->problem->n_tests && status == SX_OK; k++) {
        const sx_lift_test *test = &model->problem->tests[k];
        double from = test->from / model->x_unit, to = test->to / model->x_unit, at[MOST_NONLINEAR], unused;
        double gradient[MOST_PARAMETERS] = {0};
        memcpy(at, p, sizeof at);
        double shape = fit_model_shape(model, p, to, &unused) - fit_model_shape(model, p, from, &unused);
        gradient[model->nonlinear] = shape;
        for (size_t j = 0; j < model->nonlinear; j++) {
            at[j] = p[j] + STEP;
            double moved = fit_model_shape(model, at, to, &unused) - fit_model_shape(model, at, from, &unused);
            at[j] = p[j];
            gradient[j] = model->gain * (moved - shape) / STEP;
        }
        double expected = model->gain * shape * model->y_unit;
        double error = sqrt(fit_covariance_of(&covariance, gradient)) * model->y_unit;
        double z = fabs(test->lift - expected) / hypot(test->error, error);
        if (z > APART && z > fit->test_z) {
            fit->test = k;
            fit->test_z = z;
            fit->test_expected = expected;
        }
    }
    return status;
}

/* With tests: their weight needs the periods' deviation, which the fit without them gives first. */
static sx_status minimise_weighted(fit_model *model, double *r, double *p, double *sum, sx_fit *fit)
{
    sx_status status = minimise(model, r, p, sum, &fit->settled);
    for (int round = 0; round < 3 && status == SX_OK && model->problem->n_tests > 0; round++) {
        fit_model_residuals(p, r, NULL, model);
        double squares = 0.0;
        for (size_t i = 0; i < model->periods; i++)
            squares += r[i] * r[i];
        double variance = squares / (double)(model->periods - fit->parameters);
        if (round == 0)
            status = compare_tests(model, p, variance, fit);
        fit_model_weigh(model, sqrt(variance) * model->y_unit);
        if (status == SX_OK)
            status = minimise(model, r, p, sum, &fit->settled);
    }
    return status;
}

static double today_spend(const sx_fit_problem *problem)
{
    double sum = 0.0;
    size_t count = 0;
    for (size_t t = problem->n; t-- > 0 && count < 4;)
        if (!isnan(problem->outcome[t])) {
            sum += problem->spend[t];
            count++;
        }
    return count ? sum / (double)count : 0.0;
}

static void describe_data(const fit_model *model, sx_fit *fit)
{
    double mean = 0.0, squares = 0.0, y_mean = 0.0, y_squares = 0.0, n = (double)model->periods;
    for (size_t i = 0; i < model->periods; i++) {
        double x = model->stock[model->period[i]];
        mean += x / n;
        y_mean += model->y[i] / n;
        fit->most_spend = fmax(fit->most_spend, x * model->x_unit);
    }
    for (size_t i = 0; i < model->periods; i++) {
        double x = model->stock[model->period[i]] - mean, y = model->y[i] - y_mean;
        squares += x * x;
        y_squares += y * y;
    }
    fit->variation = mean > 0.0 ? sqrt(squares / n) / mean : 0.0;
    bool changes = y_squares > 1e-24 * n * y_mean * y_mean; /* not by rounding alone */
    fit->explained = changes ? 1.0 - fit->sum_squares / (y_squares * model->y_unit * model->y_unit) : (double)NAN;
}

static sx_range spread(double value, double deviation, double t)
{
    return (sx_range){value, value - t * deviation, value + t * deviation};
}

/* Base and trend from what the curve leaves; model evaluated. */
static void base_of(const fit_model *model, double *constant, double *trend)
{
    double part[2] = {0.0, 0.0}, mean = 0.0, norm = 0.0, n = (double)model->periods;
    *constant = *trend = 0.0;
    for (size_t c = 0; c + 1 < model->linear; c++)
        for (size_t i = 0; i < model->periods; i++)
            part[c] += model->base[c * model->rows + i] * (model->y[i] - model->gain * model->shape[i]);
    if (model->linear < 2)
        return;
    for (size_t i = 0; i < model->periods; i++)
        mean += (double)model->period[i] / n;
    for (size_t i = 0; i < model->periods; i++)
        norm = hypot(norm, (double)model->period[i] - mean);
    if (model->linear > 2)
        *trend = part[1] / norm;
    *constant = part[0] / sqrt(n) - *trend * mean;
}

/* The curve in the sheet's units from the model's. */
static void set_curve(const fit_model *model, const double *p, double base, sx_fit *fit)
{
    double top = model->gain * model->y_unit, first = exp(p[0]);
    sx_curve *curve = &fit->curve;
    switch (model->problem->kind) {
    case SX_FIT_POWER:
        *curve = (sx_curve){.kind = SX_CURVE_POWER, .half = 1.0, .slope = first};
        curve->top = top * exp(-first * log(model->x_unit));
        break;
    case SX_FIT_LOG:
    case SX_FIT_EXP:
        *curve = (sx_curve){.kind = model->problem->kind == SX_FIT_LOG ? SX_CURVE_LOG : SX_CURVE_EXP, .slope = 1.0};
        curve->top = top;
        curve->half = first * model->x_unit;
        break;
    case SX_FIT_HILL:
    case SX_FIT_SCURVE:
    case SX_FIT_ADBUDG:
        *curve = (sx_curve){.kind = SX_CURVE_HILL, .top = top, .slope = model->free_slope ? exp(p[1]) : 1.0};
        curve->log_half = p[0] + log(model->x_unit);
        curve->half = exp(curve->log_half);
        curve->base = model->problem->kind == SX_FIT_ADBUDG ? base : 0.0;
        break;
    }
}

static void set_ranges(const fit_model *model, const double *p, const fit_covariance *covariance, double t, sx_fit *fit)
{
    size_t gain = model->nonlinear;
    double gradient[MOST_PARAMETERS] = {0};
    gradient[gain] = fit->curve.top / model->gain;
    if (model->problem->kind == SX_FIT_POWER)
        gradient[0] = -fit->curve.top * exp(p[0]) * log(model->x_unit);
    fit->top = spread(fit->curve.top, sqrt(fit_covariance_of(covariance, gradient)), t);
    fit->slope = (sx_range){fit->curve.slope, NAN, NAN};
    size_t n = covariance->n;
    if (model->free_slope) {
        double d = t * sqrt(covariance->at[1 * n + 1]);
        fit->slope = (sx_range){fit->curve.slope, exp(p[1] - d), exp(p[1] + d)};
    }
    fit->rate = (sx_range){fit->carryover.rate, NAN, NAN};
    if (model->problem->fit_rate) {
        size_t j = model->nonlinear - 1;
        double d = t * sqrt(covariance->at[j * n + j]);
        fit->rate.low = 1.0 / (1.0 + exp(d - p[j]));
        fit->rate.high = 1.0 / (1.0 + exp(-d - p[j]));
    }
    if (model->linear < 2)
        fit->base.low = fit->base.high = NAN;
    if (model->linear < 3)
        fit->trend.low = fit->trend.high = NAN;
    double *at[] = {&fit->base.value, &fit->trend.value};
    sx_range *range[] = {&fit->base, &fit->trend};
    assert(model->linear <= 3); /* gain, base, trend */
    for (size_t c = 0; c + 1 < model->linear; c++) {
        size_t j = gain + 1 + c;
        *range[c] = spread(*at[c] * model->y_unit, sqrt(covariance->at[j * n + j]) * model->y_unit, t);
    }
}

/* F of what was left out, a constant base or a carry-over, where it is beyond chance (1 %); 0 when not. */
static sx_status gain_of(const sx_fit_problem *with, double sum, size_t parameters, double *gain)
{
    fit_model model;
    double found = INFINITY, p[MOST_NONLINEAR];
    bool settled = false;
    *gain = 0.0;
    if (fit_model_make(&model, with) != SX_OK)
        return SX_NOMEM;
    sx_status status = SX_OK;
    double *r = malloc(model.rows * sizeof *r);
    if (!r)
        status = SX_NOMEM;
    else if (model.periods > parameters + 2)
        status = minimise(&model, r, p, &found, &settled);
    double left = (double)model.periods - (double)parameters - 1.0;
    fit_model_free(&model);
    free(r);
    if (status == SX_NOMEM)
        return status;
    double f = found < sum && left > 0.0 ? (sum - found) / (found / left) : 0.0;
    *gain = f > 0.0 && sqrt(f) > sx_t_quantile(0.995, left) ? f : 0.0;
    return SX_OK;
}

/* What a fit without lift tests might have been asked for and was not. */
static sx_status find_gains(const sx_fit_problem *problem, double sum, sx_fit *fit)
{
    sx_fit_problem with = *problem;
    sx_status status = SX_OK;
    if (problem->n_tests > 0)
        return SX_OK;
    if (problem->base == SX_FIT_NO_BASE) {
        with.base = SX_FIT_CONSTANT;
        status = gain_of(&with, sum, fit->parameters, &fit->base_gain);
    }
    with = *problem;
    if (status == SX_OK && !problem->fit_rate && problem->carryover.rate == 0.0 && isnan(problem->carryover.scale)) {
        with.fit_rate = true;
        status = gain_of(&with, sum, fit->parameters, &fit->carry_gain);
    }
    return status;
}

static sx_status describe(fit_model *model, const double *p, double sum, double *r, sx_fit *fit)
{
    const sx_fit_problem *problem = model->problem;
    double degrees = (double)(model->rows - fit->parameters), variance = sum / degrees;
    double t = sx_t_quantile(0.5 + 0.5 * problem->level, degrees), slope = 0.0, x, squares = 0.0;
    fit_covariance covariance;
    fit_model_residuals(p, r, NULL, model);
    for (size_t i = 0; i < model->periods; i++)
        squares += r[i] * r[i];
    fit->sum_squares = squares * model->y_unit * model->y_unit;
    if (!(model->gain > 0.0))
        return SX_NA;
    base_of(model, &fit->base.value, &fit->trend.value);
    set_curve(model, p, fit->base.value * model->y_unit, fit);
    fit->carryover = problem->carryover;
    if (problem->fit_rate)
        fit->carryover = (sx_carryover){fit_model_rate(model, p), NAN};
    sx_status status = fit_covariance_make(model, variance, &covariance);
    fit->condition = covariance.condition;
    set_ranges(model, p, &covariance, t, fit);
    describe_data(model, fit);
    fit->today = today_spend(problem);
    fit->response = sx_curve_value(&fit->curve, fit->today) - fit->curve.base;
    x = fit->today / model->x_unit;
    fit_model_shape(model, p, x, &slope);
    double unit = model->y_unit / model->x_unit;
    fit->marginal.value = model->gain * slope;
    fit->half.value = exp(p[0]);
    if (status == SX_OK)
        status = fit_profile(model, p, sum, sum + t * t * variance, x, &fit->half, &fit->marginal);
    if (status == SX_OK && model->nonlinear > 1)
        status = fit_profile_slope(model, p, &covariance, sum, sum + t * t * variance, t, x, &fit->marginal);
    double scale = problem->kind == SX_FIT_POWER ? 1.0 : model->x_unit;
    fit->half = (sx_range){fit->half.value * scale, fit->half.low * scale, fit->half.high * scale};
    fit->marginal = (sx_range){fit->marginal.value * unit, fit->marginal.low * unit, fit->marginal.high * unit};
    fit->check = sx_fit_check_residuals(r, model->period, model->periods, fit->parameters);
    if (status == SX_OK && problem->draws)
        status = fit_draws_make(model, p, &covariance, problem->draws);
    return status == SX_OK ? find_gains(problem, sum, fit) : status;
}

sx_status sx_fit_curve(const sx_fit_problem *problem, sx_fit *fit, sx_context *why)
{
    fit_model model;
    sx_fit_problem with_base = *problem;
    if (problem->kind == SX_FIT_ADBUDG && problem->base == SX_FIT_NO_BASE)
        with_base.base = SX_FIT_CONSTANT;
    if (fit_model_make(&model, &with_base) != SX_OK)
        return SX_NOMEM;
    sx_fit made = {.points = model.periods, .parameters = model.nonlinear + model.linear};
    sx_status status = SX_OK;
    if (!(model.x_unit > 0.0))
        status = sx_fail(why, SX_VALUE, "spend holds no spend");
    else if (model.periods < made.parameters + 1)
        status = sx_fail(why, SX_VALUE, "%zu periods have an outcome and %zu parameters need at least %zu",
                         model.periods, made.parameters, made.parameters + 1);
    else if (!(model.y_unit > 0.0))
        status = sx_fail(why, SX_NA, "the outcome is zero throughout");
    double *r = status == SX_OK ? malloc(model.rows * sizeof *r) : NULL, p[MOST_NONLINEAR] = {0}, sum = 0.0;
    if (status == SX_OK && !r)
        status = SX_NOMEM;
    if (status == SX_OK)
        status = minimise_weighted(&model, r, p, &sum, &made);
    if (status == SX_OK)
        status = describe(&model, p, sum, r, &made);
    if (status == SX_NA && model.y_unit > 0.0)
        sx_fail(why, SX_NA, "the outcome does not rise with spend: no response curve describes it");
    if (status == SX_OK)
        *fit = made;
    free(r);
    fit_model_free(&model);
    return status;
}
