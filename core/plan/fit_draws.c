#include "plan/fit_draws.h"
#include "base/distribution.h"
#include "base/linear.h"
#include "base/sobol.h"
#include "plan/mix_chance.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BURN = 600, BETWEEN = 24 };
static const double LEAST_SLOPE = -1.0, MOST_SLOPE = 1.8; /* logarithms: 0.37 to 6 */

typedef struct chain {
    fit_model *model;
    double *r;
    double low[MOST_NONLINEAR], high[MOST_NONLINEAR], step[MOST_NONLINEAR * MOST_NONLINEAR];
    double usual; /* mean spend, in units: the marginal return there has a flat prior */
    double at[MOST_NONLINEAR], log_density;
    double gain, norm, sum; /* of the place where the chain stands */
    uint64_t chance;
} chain;

static double degrees_of(const fit_model *model)
{
    return (double)(model->rows - model->linear);
}

/* ln of the posterior density; gain, norm and sum are those of p then. */
static double log_density(const chain *c, const double *p, double *gain, double *norm, double *sum)
{
    fit_model *model = c->model;
    double slope = 0.0, squares = 0.0;
    for (size_t j = 0; j < model->nonlinear; j++)
        if (!(p[j] >= c->low[j] && p[j] <= c->high[j]))
            return -INFINITY;
    fit_model_residuals(p, c->r, NULL, model);
    for (size_t i = 0; i < model->rows; i++)
        squares += c->r[i] * c->r[i];
    fit_model_shape(model, p, c->usual, &slope);
    double degrees = degrees_of(model);
    squares = fmax(squares, 1e-28 * degrees); /* a fit without residuals: the outcome's unit is its greatest */
    *gain = model->gain;
    *norm = model->norm;
    *sum = squares;
    if (!isfinite(squares) || !(model->norm > 0.0) || !(slope > 0.0))
        return -INFINITY;
    double z = model->gain * sqrt(model->norm) / sqrt(squares / degrees);
    return -0.5 * degrees * log(squares) - 0.5 * log(model->norm) + log(slope) +
           log(fmax(sx_normal_cdf(z), 1e-300)); /* a gain below 0 is none */
}

/* The lower factor of the nonlinear part of the covariance, each deviation within a sixth of what is plausible. */
static void make_step(chain *c, const fit_covariance *covariance)
{
    size_t n = c->model->nonlinear;
    double scale[MOST_NONLINEAR], part[MOST_NONLINEAR * MOST_NONLINEAR] = {0};
    for (size_t j = 0; j < n; j++) {
        double deviation = sqrt(covariance->at[j * covariance->n + j]), most = (c->high[j] - c->low[j]) / 6.0;
        scale[j] = deviation > most ? most / deviation : 1.0;
    }
    for (size_t j = 0; j < n; j++)
        for (size_t k = 0; k < n; k++)
            part[j * n + k] = covariance->at[j * covariance->n + k] * scale[j] * scale[k] * (j == k ? 1.0001 : 1.0);
    memcpy(c->step, part, n * n * sizeof *part);
    if (sx_cholesky(c->step, n) == SX_OK)
        return;
    memset(c->step, 0, sizeof c->step);
    for (size_t j = 0; j < n; j++)
        c->step[j * n + j] = fmax(sqrt(part[j * n + j]), 1e-6);
}

static void walk(chain *c, size_t number)
{
    static const double REACH[] = {1.0, 0.3, 1.0, 3.0}; /* long ridges and narrow ends both */
    size_t n = c->model->nonlinear;
    double z[MOST_NONLINEAR], p[MOST_NONLINEAR], gain = 0.0, norm = 0.0, sum = 0.0;
    for (size_t j = 0; j < n; j++)
        z[j] = 2.38 / sqrt((double)n) * REACH[number % 4] * sx_mix_normal(&c->chance);
    for (size_t j = 0; j < n; j++) {
        p[j] = c->at[j];
        for (size_t k = 0; k <= j; k++)
            p[j] += c->step[j * n + k] * z[k];
    }
    double density = log_density(c, p, &gain, &norm, &sum), u = sx_mix_uniform(&c->chance);
    if (!(log(u) < density - c->log_density))
        return;
    memcpy(c->at, p, n * sizeof *p);
    c->log_density = density;
    c->gain = gain;
    c->norm = norm;
    c->sum = sum;
}

/* Responses at the spends of one curve drawn at the place where the chain stands, never falling. */
static void put_draw(chain *c, const sx_fit_draws *draws, double *response)
{
    const fit_model *model = c->model;
    double freedom = fmax(0.5 * degrees_of(model), 1.0);
    double deviation = sqrt(0.5 * c->sum / sx_mix_gamma(&c->chance, freedom) / c->norm);
    double gain = deviation * sx_mix_positive(&c->chance, c->gain / deviation) * model->y_unit, most = 0.0, unused;
    for (size_t k = 0; k < draws->points; k++) {
        double x = draws->spend[k] / model->x_unit;
        if (x > 0.0)
            most = fmax(most, gain * fit_model_shape(model, c->at, x, &unused));
        response[k] = most;
    }
}

sx_status fit_draws_make(fit_model *model, const double *p, const fit_covariance *covariance, sx_fit_draws *draws)
{
    chain c = {.model = model, .chance = draws->seed};
    const sx_fit_problem *problem = model->problem;
    c.r = malloc(model->rows * sizeof *c.r);
    if (!c.r)
        return SX_NOMEM;
    for (size_t t = 0; t < problem->n; t++) { /* other channels of the same seed go their own way */
        uint64_t bits[2] = {0, 0};
        memcpy(&bits[0], &problem->spend[t], sizeof bits[0]);
        if (!isnan(problem->outcome[t]))
            memcpy(&bits[1], &problem->outcome[t], sizeof bits[1]);
        c.chance ^= bits[0] + 0x9E3779B97F4A7C15u * bits[1];
        c.chance = sx_splitmix(&c.chance);
        c.usual += problem->spend[t] / (double)problem->n / model->x_unit;
    }
    memcpy(c.low, model->low, sizeof c.low);
    memcpy(c.high, model->high, sizeof c.high);
    if (problem->kind != SX_FIT_POWER) {
        c.low[0] = fmin(c.low[0] + 2.0, p[0]);
        c.high[0] = fmax(fmin(c.high[0], log(20.0)), p[0]);
    }
    if (model->free_slope) {
        c.low[1] = fmin(LEAST_SLOPE, p[1]);
        c.high[1] = fmax(MOST_SLOPE, p[1]);
    }
    make_step(&c, covariance);
    memcpy(c.at, p, model->nonlinear * sizeof *p);
    c.log_density = log_density(&c, p, &c.gain, &c.norm, &c.sum);
    for (size_t k = 0, number = 0; k < draws->n; k++) {
        for (size_t more = k == 0 ? BURN : BETWEEN; more > 0; more--)
            walk(&c, number++);
        put_draw(&c, draws, draws->response + k * draws->points);
    }
    free(c.r);
    return SX_OK;
}
