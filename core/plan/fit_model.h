/* The reduced problem of a fit: residuals as a function of the nonlinear parameters alone. Private to fit*.c. */
#ifndef SX_PLAN_FIT_MODEL_H
#define SX_PLAN_FIT_MODEL_H
#include "plan/fit_curve.h"

enum { MOST_NONLINEAR = 3, MOST_LINEAR = 3 };

/* Nonlinear parameters, in this order as far as they are free: ln half (power: ln exponent), ln slope, logit of rate.
 * Spend is in units of x_unit, the outcome in units of y_unit. Rows: periods with an outcome, then tests. */
typedef struct fit_model {
    const sx_fit_problem *problem;
    size_t rows, periods, nonlinear, linear;
    bool free_slope;
    double x_unit, y_unit;
    double *y, *weight;                        /* rows */
    double *base;                              /* linear - 1 orthonormal columns of rows, by columns; rows long each */
    double *y_left;                            /* y less its part along base */
    double *stock, *log_stock, *stock_by_rate; /* a period each: adstocked spend in units */
    double rate;                               /* at which stock stands */
    double *shape, *shape_by;                  /* rows; nonlinear columns of rows, by columns; unprojected, weighted */
    double *bent, *bent_by;                    /* the same less their part along base */
    size_t *period;                            /* of each row that is a period */
    double low[MOST_NONLINEAR], high[MOST_NONLINEAR];
    double gain, norm; /* of the last evaluation: gain of shape, |bent|^2 */
    bool hold_first;   /* profile: the first parameter stands at held */
    double held;
    void *memory;
} fit_model;

sx_status fit_model_make(fit_model *model, const sx_fit_problem *problem);
void fit_model_free(fit_model *model);
/* A test's rows weigh deviation / error, deviation being in the outcome's unit; 0 leaves the tests out. */
void fit_model_weigh(fit_model *model, double deviation);
/* Residuals and Jacobian (sx_residuals) with the model as data; p lacks the first parameter when it is held. */
void fit_model_residuals(const double *p, double *r, double *jacobian, void *data);
/* Response of gain 1 at spend x (units) and its slope there, at all nonlinear parameters. */
double fit_model_shape(const fit_model *model, const double *p, double x, double *slope);
double fit_model_rate(const fit_model *model, const double *p);
#endif
