#include "plan/fit_model.h"
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double LN2 = 0.69314718055994530942;

double fit_model_rate(const fit_model *model, const double *p)
{
    if (!model->problem->fit_rate)
        return model->problem->carryover.rate;
    return 1.0 / (1.0 + exp(-p[model->nonlinear - 1]));
}

/* The shape at spend x > 0 with derivatives by ln half, ln slope (where free) and x. by: 3 doubles. */
static double shape_at(const fit_model *model, const double *p, double x, double log_x, double *by)
{
    by[1] = 0.0;
    switch (model->problem->kind) {
    case SX_FIT_LOG: {
        double ratio = exp(log_x - p[0]);
        by[0] = -ratio / (1.0 + ratio);
        by[2] = ratio / (1.0 + ratio) / x;
        return log1p(ratio);
    }
    case SX_FIT_POWER: {
        double exponent = exp(p[0]), value = exp(exponent * log_x);
        by[0] = exponent * log_x * value;
        by[2] = exponent * value / x;
        return value;
    }
    case SX_FIT_EXP: {
        double u = LN2 * exp(log_x - p[0]), left = exp(-u);
        by[0] = -u * left;
        by[2] = u * left / x;
        return -expm1(-u);
    }
    case SX_FIT_HILL:
    case SX_FIT_SCURVE:
    case SX_FIT_ADBUDG:
        break;
    }
    double slope = model->free_slope ? exp(p[1]) : 1.0, z = slope * (log_x - p[0]);
    double e = exp(-fmin(fmax(z, -700.0), 700.0)), share = 1.0 / (1.0 + e), spread = e * share * share;
    by[0] = -slope * spread;
    by[1] = z * spread;
    by[2] = slope * spread / x;
    return share;
}

double fit_model_shape(const fit_model *model, const double *p, double x, double *slope)
{
    double by[3];
    if (!(x > 0.0)) {
        double tiny = 1e-9; /* the slope at no spend may be infinite: say what the first money brings */
        double value = shape_at(model, p, tiny, log(tiny), by);
        *slope = value / tiny;
        return 0.0;
    }
    double value = shape_at(model, p, x, log(x), by);
    *slope = by[2];
    return value;
}

static void set_rate(fit_model *model, double rate)
{
    const sx_fit_problem *problem = model->problem;
    if (rate == model->rate)
        return;
    model->rate = rate;
    sx_carryover carry = problem->fit_rate ? (sx_carryover){rate, NAN} : problem->carryover;
    sx_adstock(problem->spend, problem->n, &carry, 0, model->stock);
    double before = 0.0, by_before = 0.0;
    for (size_t t = 0; t < problem->n; t++) {
        double stock = model->stock[t];
        if (problem->fit_rate) {
            by_before = before - problem->spend[t] + rate * by_before;
            before = stock;
            model->stock_by_rate[t] = by_before / model->x_unit;
        }
        model->stock[t] = stock / model->x_unit;
        model->log_stock[t] = log(model->stock[t]);
    }
}

/* shape and shape_by, weighted. */
static void evaluate(fit_model *model, const double *p)
{
    size_t rows = model->rows, last = model->nonlinear - 1;
    bool fit_rate = model->problem->fit_rate;
    double rate = fit_model_rate(model, p), by[3];
    set_rate(model, rate);
    memset(model->shape_by, 0, rows * model->nonlinear * sizeof(double));
    for (size_t i = 0; i < model->periods; i++) {
        size_t t = model->period[i];
        double x = model->stock[t];
        model->shape[i] = 0.0;
        if (!(x > 0.0))
            continue;
        model->shape[i] = shape_at(model, p, x, model->log_stock[t], by);
        model->shape_by[i] = by[0];
        if (model->free_slope)
            model->shape_by[rows + i] = by[1];
        if (fit_rate)
            model->shape_by[last * rows + i] = by[2] * model->stock_by_rate[t] * rate * (1.0 - rate);
    }
    for (size_t k = 0; k < model->problem->n_tests; k++) {
        size_t i = model->periods + k;
        const sx_lift_test *test = &model->problem->tests[k];
        model->shape[i] = 0.0;
        for (int side = 0; side < 2; side++) {
            double x = (side ? test->to : test->from) / model->x_unit, sign = side ? 1.0 : -1.0;
            if (!(x > 0.0))
                continue;
            model->shape[i] += sign * model->weight[i] * shape_at(model, p, x, log(x), by);
            model->shape_by[i] += sign * model->weight[i] * by[0];
            if (model->free_slope)
                model->shape_by[rows + i] += sign * model->weight[i] * by[1];
        }
    }
}

/* to = from less its part along the base's columns; twice is enough (Kahan, Parlett). */
static void off_base(const fit_model *model, const double *from, double *to)
{
    memcpy(to, from, model->rows * sizeof *to);
    for (size_t pass = 0; pass < 2 * (model->linear - 1); pass++) {
        const double *q = model->base + (pass % (model->linear - 1)) * model->rows;
        double dot = 0.0;
        for (size_t i = 0; i < model->periods; i++)
            dot += q[i] * to[i];
        for (size_t i = 0; i < model->periods; i++)
            to[i] -= dot * q[i];
    }
}

void fit_model_residuals(const double *p, double *r, double *jacobian, void *data)
{
    fit_model *model = data;
    size_t rows = model->rows, first = model->hold_first ? 1 : 0, free = model->nonlinear - first;
    double all[MOST_NONLINEAR];
    all[0] = model->held;
    memcpy(all + first, p, free * sizeof *p);
    bool inside = true;
    for (size_t j = 0; j < model->nonlinear; j++)
        inside = inside && all[j] >= model->low[j] && all[j] <= model->high[j];
    if (inside)
        evaluate(model, all);
    double norm = 0.0, dot = 0.0, size = 0.0;
    if (inside)
        off_base(model, model->shape, model->bent);
    for (size_t i = 0; i < rows && inside; i++) {
        norm += model->bent[i] * model->bent[i];
        dot += model->bent[i] * model->y_left[i];
        size += model->shape[i] * model->shape[i];
    }
    if (!inside || !(norm > 1e-24 * size)) {
        for (size_t i = 0; i < rows; i++)
            r[i] = NAN;
        return;
    }
    double gain = dot / norm;
    model->gain = gain;
    model->norm = norm;
    for (size_t i = 0; i < rows; i++)
        r[i] = model->y_left[i] - gain * model->bent[i];
    for (size_t j = first; jacobian && j < model->nonlinear; j++) {
        double *by = model->bent_by + j * rows, with_r = 0.0, with_bent = 0.0;
        off_base(model, model->shape_by + j * rows, by);
        for (size_t i = 0; i < rows; i++) {
            with_r += by[i] * r[i];
            with_bent += by[i] * model->bent[i];
        }
        double gain_by = (with_r - gain * with_bent) / norm; /* exact, not Kaufman's shortcut */
        for (size_t i = 0; i < rows; i++)
            jacobian[i * free + j - first] = -gain * by[i] - gain_by * model->bent[i];
    }
}

void fit_model_weigh(fit_model *model, double deviation)
{
    for (size_t k = 0; k < model->problem->n_tests; k++) {
        size_t i = model->periods + k;
        model->weight[i] = deviation / model->problem->tests[k].error;
        model->y[i] = model->weight[i] * model->problem->tests[k].lift / model->y_unit;
    }
    off_base(model, model->y, model->y_left);
}

/* Orthonormal columns of the constant and the trend over the periods; the tests know nothing of them. */
static void make_base(fit_model *model)
{
    for (size_t c = 0; c + 1 < model->linear; c++) {
        double *q = model->base + c * model->rows, mean = 0.0, norm = 0.0;
        for (size_t i = 0; i < model->rows; i++)
            q[i] = i < model->periods ? (c ? (double)model->period[i] : 1.0) : 0.0;
        for (size_t i = 0; i < model->periods; i++)
            mean += c ? q[i] / (double)model->periods : 0.0;
        for (size_t i = 0; i < model->periods; i++) {
            q[i] -= mean;
            norm += q[i] * q[i];
        }
        for (size_t i = 0; i < model->periods; i++)
            q[i] /= sqrt(norm);
    }
}

static void set_limits(fit_model *model)
{
    double least = 1.0;
    for (size_t t = 0; t < model->problem->n; t++)
        if (model->stock[t] > 0.0)
            least = fmin(least, model->stock[t]);
    bool power = model->problem->kind == SX_FIT_POWER;
    model->low[0] = power ? log(0.01) : log(least) - 5.0;
    model->high[0] = power ? log(10.0) : log(1000.0);
    model->low[1] = log(0.02);
    model->high[1] = log(30.0);
    model->low[model->nonlinear - 1] = model->problem->fit_rate ? -6.0 : model->low[model->nonlinear - 1];
    model->high[model->nonlinear - 1] = model->problem->fit_rate ? 4.0 : model->high[model->nonlinear - 1];
}

static void give_out(fit_model *model, double *memory)
{
    size_t n = model->problem->n, rows = model->rows;
    double **whole[] = {&model->y, &model->weight, &model->y_left, &model->shape, &model->bent};
    for (size_t k = 0; k < sizeof whole / sizeof *whole; k++, memory += rows)
        *whole[k] = memory;
    model->base = memory;
    model->shape_by = memory += rows * MOST_LINEAR;
    model->bent_by = memory += rows * MOST_NONLINEAR;
    model->stock = memory += rows * MOST_NONLINEAR;
    model->log_stock = memory += n;
    model->stock_by_rate = memory += n;
    model->period = (size_t *)(void *)(memory + n);
}

sx_status fit_model_make(fit_model *model, const sx_fit_problem *problem)
{
    *model = (fit_model){.problem = problem, .rate = NAN, .x_unit = 0.0, .y_unit = 0.0};
    for (size_t t = 0; t < problem->n; t++) {
        model->periods += isnan(problem->outcome[t]) ? 0 : 1;
        model->x_unit = fmax(model->x_unit, problem->spend[t]);
        model->y_unit = isnan(problem->outcome[t]) ? model->y_unit : fmax(model->y_unit, fabs(problem->outcome[t]));
    }
    model->rows = model->periods + problem->n_tests;
    model->free_slope = problem->kind == SX_FIT_SCURVE || problem->kind == SX_FIT_ADBUDG;
    model->nonlinear = (size_t)1 + (model->free_slope ? 1 : 0) + (problem->fit_rate ? 1 : 0);
    model->linear = 1 + (size_t)problem->base;
    size_t doubles = model->rows * (5 + MOST_LINEAR + 2 * MOST_NONLINEAR) + 3 * problem->n;
    model->memory = calloc(1, doubles * sizeof(double) + (model->rows + 1) * sizeof(size_t));
    if (!model->memory)
        return SX_NOMEM;
    give_out(model, model->memory);
    if (!(model->x_unit > 0.0) || !(model->y_unit > 0.0))
        return SX_OK; /* the caller refuses these */
    for (size_t t = 0, i = 0; t < problem->n; t++)
        if (!isnan(problem->outcome[t])) {
            model->period[i] = t;
            model->weight[i] = 1.0;
            model->y[i++] = problem->outcome[t] / model->y_unit;
        }
    set_rate(model, problem->fit_rate ? 0.5 : problem->carryover.rate);
    make_base(model);
    set_limits(model);
    fit_model_weigh(model, 0.0);
    return SX_OK;
}

void fit_model_free(fit_model *model)
{
    free(model->memory);
    *model = (fit_model){0};
}
