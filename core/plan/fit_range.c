#include "plan/fit_range.h"
#include "base/levmar.h"
#include "base/linear.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static double full_column(const fit_model *model, size_t i, size_t j)
{
    if (j < model->nonlinear)
        return model->gain * model->shape_by[j * model->rows + i];
    if (j == model->nonlinear)
        return model->shape[i];
    if (i >= model->periods)
        return 0.0;
    return j == model->nonlinear + 1 ? 1.0 : (double)model->period[i];
}

sx_status fit_covariance_make(fit_model *model, double variance, fit_covariance *out)
{
    size_t n = model->nonlinear + model->linear;
    double gram[MOST_PARAMETERS * MOST_PARAMETERS] = {0}, vectors[MOST_PARAMETERS * MOST_PARAMETERS];
    double values[MOST_PARAMETERS], norm[MOST_PARAMETERS] = {0};
    for (size_t j = 0; j < n; j++) {
        for (size_t i = 0; i < model->rows; i++)
            norm[j] = hypot(norm[j], full_column(model, i, j));
        norm[j] = norm[j] > 0.0 ? norm[j] : 1.0;
    }
    for (size_t j = 0; j < n; j++)
        for (size_t k = j; k < n; k++) {
            double dot = 0.0;
            for (size_t i = 0; i < model->rows; i++)
                dot += full_column(model, i, j) / norm[j] * (full_column(model, i, k) / norm[k]);
            gram[j * n + k] = gram[k * n + j] = dot;
        }
    sx_symmetric_eigen(gram, n, values, vectors);
    *out = (fit_covariance){.n = n};
    double least = fmax(values[0], 0.0), floor = 1e-14 * values[n - 1];
    out->condition = least > floor ? sqrt(values[n - 1] / least) : (double)INFINITY;
    for (size_t j = 0; j < n; j++)
        for (size_t k = 0; k < n; k++) {
            double sum = 0.0;
            for (size_t e = 0; e < n; e++)
                sum += vectors[j * n + e] * vectors[k * n + e] / fmax(values[e], floor);
            out->at[j * n + k] = variance * sum / (norm[j] * norm[k]);
        }
    return SX_OK;
}

double fit_covariance_of(const fit_covariance *covariance, const double *gradient)
{
    double sum = 0.0;
    for (size_t j = 0; j < covariance->n; j++)
        for (size_t k = 0; k < covariance->n; k++)
            sum += gradient[j] * gradient[k] * covariance->at[j * covariance->n + k];
    return fmax(sum, 0.0);
}

typedef struct profile {
    fit_model *model;
    double rest[MOST_NONLINEAR]; /* the other parameters, where they were last best */
    double *r;
    double threshold, x;
    sx_range *slope;
    double low_at, high_at; /* where the slope's ends were met */
    bool failed;
} profile;

/* The least sum of squares with the first parameter at value; widens the slope's range where it is allowed. */
static double at_first(profile *walk, double value)
{
    fit_model *model = walk->model;
    size_t others = model->nonlinear - 1;
    double sum = 0.0, all[MOST_NONLINEAR], slope = 0.0;
    model->hold_first = true;
    model->held = value;
    if (others > 0) {
        sx_status status = sx_levmar(fit_model_residuals, model, model->rows, others, walk->rest, 1e-3, 6, &sum);
        walk->failed = walk->failed || status == SX_NOMEM;
        if (status == SX_NUM)
            sum = INFINITY;
    }
    fit_model_residuals(walk->rest, walk->r, NULL, model);
    model->hold_first = false;
    sum = 0.0;
    for (size_t i = 0; i < model->rows; i++)
        sum += walk->r[i] * walk->r[i];
    if (!isfinite(sum))
        return INFINITY;
    if (sum <= walk->threshold) {
        all[0] = value;
        memcpy(all + 1, walk->rest, others * sizeof *all);
        fit_model_shape(model, all, walk->x, &slope);
        double give = sqrt((walk->threshold - sum) / model->norm); /* of the gain alone, exactly */
        if ((model->gain - give) * slope < walk->slope->low) {
            walk->slope->low = (model->gain - give) * slope;
            walk->low_at = value;
        }
        if ((model->gain + give) * slope > walk->slope->high) {
            walk->slope->high = (model->gain + give) * slope;
            walk->high_at = value;
        }
    }
    return sum;
}

/* Walks from the best in one direction until the threshold; returns how far, infinite when it is never met. */
static double walk_out(profile *walk, const double *p, int sign)
{
    fit_model *model = walk->model;
    double limit = sign > 0 ? model->high[0] : model->low[0], inside = p[0], step = 0.05;
    memcpy(walk->rest, p + 1, (model->nonlinear - 1) * sizeof *p);
    for (;;) {
        double next = inside + sign * step;
        if ((limit - next) * sign <= 0.0) {
            if (at_first(walk, limit) <= walk->threshold)
                return sign > 0 ? (double)INFINITY : (double)-INFINITY;
            next = limit;
        }
        if (at_first(walk, next) > walk->threshold) {
            int halvings = model->nonlinear > 1 ? 5 : 30;
            for (double outside = next; halvings > 0; halvings--) {
                double middle = 0.5 * (inside + outside);
                if (at_first(walk, middle) > walk->threshold)
                    outside = middle;
                else
                    inside = middle;
            }
            return inside;
        }
        inside = next;
        step *= 1.5;
    }
}

/* Looks closer around where an end of the slope's range was met. */
static void look_closer(profile *walk, const double *at, double width)
{
    for (int zoom = 0; zoom < 4; zoom++, width *= 0.25) {
        double centre = *at;
        for (int k = -4; k <= 4; k++)
            at_first(walk, fmin(fmax(centre + width * k / 4.0, walk->model->low[0]), walk->model->high[0]));
    }
}

sx_status fit_profile(fit_model *model, const double *p, double sum, double threshold, double x, sx_range *half,
                      sx_range *slope)
{
    profile walk = {.model = model,
                    .threshold = fmax(threshold, sum * (1.0 + 1e-12)),
                    .x = x,
                    .slope = slope,
                    .low_at = p[0],
                    .high_at = p[0]};
    walk.r = malloc(model->rows * sizeof *walk.r);
    if (!walk.r)
        return SX_NOMEM;
    slope->low = slope->high = slope->value;
    double ends[2]; /* infinite: none */
    for (int side = 0; side < 2; side++) {
        ends[side] = walk_out(&walk, p, side ? 1 : -1);
        double end = isfinite(ends[side]) ? ends[side] : side ? model->high[0] : model->low[0];
        int samples = model->nonlinear > 1 ? 6 : 32;
        memcpy(walk.rest, p + 1, (model->nonlinear - 1) * sizeof *p);
        for (int k = 0; k < samples; k++)
            at_first(&walk, p[0] + (end - p[0]) * k / samples);
    }
    if (model->nonlinear == 1) { /* where each look is cheap */
        double width = (fmin(ends[1], model->high[0]) - fmax(ends[0], model->low[0])) / 32.0;
        look_closer(&walk, &walk.low_at, width);
        look_closer(&walk, &walk.high_at, width);
    }
    half->low = isfinite(ends[0]) ? exp(ends[0]) : 0.0;
    half->high = isfinite(ends[1]) ? exp(ends[1]) : (double)INFINITY;
    free(walk.r);
    return walk.failed ? SX_NOMEM : SX_OK;
}
