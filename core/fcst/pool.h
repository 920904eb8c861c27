/* The members of the pool, and how they run. */
#ifndef SX_FCST_POOL_H
#define SX_FCST_POOL_H
#include "fcst/forecast.h"
#include "fcst/known.h"
enum {
    SX_POOL_SHORTEST_YEAR =
        6, /* seasons whose totals are forecast: months; no gain for quarters, too few years of weeks */
    SX_POOL_LONGEST_YEAR = 24,
    SX_POOL_SEASONS = 3 /* that the classical members need */
};
/* Scratch of a run. Values are divided by unit, a power of two, so that the greatest is between 1/2 and 1. */
typedef struct sx_pool {
    double *y;           /* n: the history over unit */
    double *adjusted;    /* n: without its season */
    double *transformed; /* n: Box-Cox of one of the two */
    double *start;       /* m: additive figure that Holt-Winters starts from */
    double *state;       /* m: its seasonal state */
    double *own;         /* m: figure of the classical members */
    double *figure;      /* m: figure that the members of the group at hand put back */
    double *whole;       /* horizon + m: theta's path over whole seasons */
    double *effect;      /* n + horizon: what the influences add on the model's scale */
    double *work;
    double unit, lambda; /* lambda of the adjusted series; 1: not transformed */
    int positive;
    sx_known known;
    sx_group group; /* that members join */
} sx_pool;
size_t sx_pool_work(size_t n, size_t m, size_t horizon);
/* Fills member, n_members, n_trimmed, figure, seasonal, multiplicative, n_outliers and step_error of a forecast whose
 * history, method (a pool), season and nonnegative are set. */
void sx_pool_run(sx_forecast *f, sx_pool *pool);
/* The parts of a run, for the groups. A new member of the group at hand; the series without the figure that its members
 * put back, with Box-Cox of it; Box-Cox of source (a copy where a value is not positive) and its lambda; back again. */
sx_member *sx_pool_member(sx_forecast *f, const sx_pool *pool, const char *name);
void sx_pool_free_of(const sx_forecast *f, sx_pool *pool, double *figure);
double sx_pool_transform(const sx_forecast *f, sx_pool *pool, const double *source);
void sx_pool_back(const sx_pool *pool, double lambda, size_t steps, double *path);
void sx_pool_theta(sx_forecast *f, sx_pool *pool);
void sx_pool_dotm(sx_forecast *f, sx_pool *pool, int transformed);
void sx_pool_smoothing(sx_forecast *f, sx_pool *pool);
void sx_pool_classical(sx_forecast *f, sx_pool *pool); /* classical.c */
#endif
