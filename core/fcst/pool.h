/* The members of the pool, and how they run. */
#ifndef SX_FCST_POOL_H
#define SX_FCST_POOL_H
#include "fcst/forecast.h"
/* Scratch of a run. Values are divided by unit, a power of two, so that the greatest is between 1/2 and 1. */
typedef struct sx_pool {
    double *y;           /* n: the history over unit */
    double *adjusted;    /* n: without its season */
    double *transformed; /* n: Box-Cox of one of the two */
    double *start;       /* m: additive figure that Holt-Winters starts from */
    double *state;       /* m: its seasonal state */
    double *whole;       /* horizon + m: theta's path over whole seasons */
    double *work;
    double unit, lambda; /* lambda of the adjusted series; 1: not transformed */
    int positive;
} sx_pool;
size_t sx_pool_work(size_t n, size_t m, size_t horizon);
/* Fills member, n_members, n_trimmed, figure, seasonal, multiplicative, n_outliers and step_error of a forecast whose
 * history, method (a pool), season and nonnegative are set. */
void sx_pool_run(sx_forecast *f, sx_pool *pool);
#endif
