/* The range of a marginal return by the profile of the marginal return itself. */
#include "plan/fit_range.h"
#include "base/levmar.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The slope at x takes the gain's place among the parameters: gain = slope / shape's slope. */
typedef struct at_slope {
    fit_model *model;
    double x, slope;
    double p[MOST_NONLINEAR]; /* where the others were last best */
    sx_status status;
} at_slope;

/* ln of the shape's slope at x, and its derivatives by the nonlinear parameters. */
static double log_slope(const fit_model *model, const double *p, double x, double *by)
{
    static const double STEP = 1e-5;
    double slope = 0.0, moved[MOST_NONLINEAR];
    memcpy(moved, p, model->nonlinear * sizeof *p);
    for (size_t j = 0; by && j < model->nonlinear; j++) {
        double up = 0.0, down = 0.0;
        moved[j] = p[j] + STEP;
        fit_model_shape(model, moved, x, &up);
        moved[j] = p[j] - STEP;
        fit_model_shape(model, moved, x, &down);
        moved[j] = p[j];
        by[j] = (log(up) - log(down)) / (2.0 * STEP);
    }
    fit_model_shape(model, p, x, &slope);
    return log(slope);
}

static void residuals(const double *p, double *r, double *jacobian, void *data)
{
    at_slope *at = data;
    fit_model *model = at->model;
    double by[MOST_NONLINEAR];
    fit_model_residuals(p, r, jacobian, model); /* for bent and bent_by */
    if (!isfinite(r[0]))
        return;
    double gain = at->slope / exp(log_slope(model, p, at->x, jacobian ? by : NULL));
    for (size_t i = 0; i < model->rows; i++) {
        r[i] = model->y_left[i] - gain * model->bent[i];
        for (size_t j = 0; jacobian && j < model->nonlinear; j++)
            jacobian[i * model->nonlinear + j] = -gain * (model->bent_by[j * model->rows + i] - by[j] * model->bent[i]);
    }
}

/* The least sum of squares of all curves with that slope; infinite where none is found. */
static double least_with(at_slope *at, double slope)
{
    double sum = INFINITY, p[MOST_NONLINEAR];
    at->slope = slope;
    memcpy(p, at->p, sizeof p);
    sx_status status = sx_levmar(residuals, at, at->model->rows, at->model->nonlinear, p, 1e-3, 12, &sum);
    if (status == SX_NOMEM)
        at->status = status;
    if (status == SX_NUM || status == SX_NOMEM)
        return INFINITY;
    memcpy(at->p, p, sizeof p);
    return sum;
}

/* How far on one side: where the root of the rise in squares, which is nearly a straight line, reaches that of the
 * threshold. */
static double walk_slope(at_slope *at, const double *p, double best, double sum, double threshold, double step)
{
    double inside = best, root_inside = 0.0, outside = NAN, root_outside = NAN, next = best + step;
    memcpy(at->p, p, sizeof at->p);
    for (int k = 0; k < 12 && at->status == SX_OK; k++) {
        double root = sqrt(fmax(least_with(at, next) - sum, 0.0) / (threshold - sum));
        if (root <= 1.0) {
            inside = next;
            root_inside = root;
        } else {
            outside = next;
            root_outside = root;
        }
        if (fabs(root - 1.0) < 1e-4)
            return next;
        if (isnan(outside)) {
            double wider = root_inside > 0.05 ? fmin(1.05 / root_inside, 4.0) : 4.0;
            next = best + fmax(wider, 1.05) * (inside - best);
            if (fabs(next - best) > 1e8 * (fabs(best) + fabs(step)))
                return step > 0.0 ? (double)INFINITY : (double)-INFINITY;
        } else if (isfinite(root_outside)) {
            double share = (1.0 - root_inside) / (root_outside - root_inside);
            next = inside + fmin(fmax(share, 0.02), 0.98) * (outside - inside);
        } else {
            next = 0.5 * (inside + outside);
        }
    }
    return inside;
}

sx_status fit_profile_slope(fit_model *model, const double *p, const fit_covariance *covariance, double sum,
                            double threshold, double t, double x, sx_range *slope)
{
    double gradient[MOST_PARAMETERS] = {0}, by[MOST_NONLINEAR] = {0}, all[MOST_NONLINEAR] = {0};
    at_slope at = {.model = model, .x = x, .status = SX_OK};
    if (!(threshold > sum))
        return SX_OK;
    memcpy(all, p, model->nonlinear * sizeof *p);
    gradient[model->nonlinear] = exp(log_slope(model, all, x, by));
    for (size_t j = 0; j < model->nonlinear; j++)
        gradient[j] = slope->value * by[j];
    double reach = t * sqrt(fit_covariance_of(covariance, gradient));
    if (!(reach > 0.0 && isfinite(reach)))
        reach = 0.1 * fabs(slope->value);
    slope->low = fmin(slope->low, walk_slope(&at, all, slope->value, sum, threshold, -reach));
    slope->high = fmax(slope->high, walk_slope(&at, all, slope->value, sum, threshold, reach));
    return at.status;
}
