/* The structural model's grid of variances: for each of its points the equations, solved, and their restricted
 * likelihood. structural.h says what the model is; structural.c tells what comes of it. */
#ifndef SX_FCST_STRUCTURAL_GRID_H
#define SX_FCST_STRUCTURAL_GRID_H
#include "fcst/structural.h"

enum {
    SX_GRID_WALKS = 6,
    SX_GRID_SEASONS = 15,
    SX_GRID_SLOPES = 4,
    SX_GRID_SHAPES = 3, /* of a season: indices that know nothing of each other, and two smooth ones */
    SX_GRID_INFLUENCES = 4,
    SX_GRID_POINTS = SX_GRID_WALKS * SX_GRID_SEASONS * SX_GRID_SLOPES * SX_GRID_INFLUENCES,
    SX_GRID_FEW = 1 + SX_STRUCTURAL_INFLUENCES /* slope and influences */
};

/* Columns: m phases, slope, influences, and the values themselves. */
typedef struct sx_grid {
    const double *u, *columns;
    size_t n, first, m, q, few, all, horizon; /* all = m + few + 1, few = 1 + q */
    double per_season;                        /* periods that the slope's x grows by 1 in */
    double *mean, *scale;                     /* q: of the influences over the history */
    double *gram, *end, *gap;                 /* all x all; all: the filter's last level; all: scratch */
    double *inverse;                          /* shapes x m: first row of the inverse covariance of the indices, a
                                                 circulant, of variance 1; log_shape: log-determinant of the covariance */
    double *factor, *cross;                   /* m x m lower; m x (few + 1): factor^-1 of the season's columns */
    double *phase;                            /* m x m: factor^-1 of (phase - level) for each phase, a row each */
    double log_shape[SX_GRID_SHAPES];
    double variance, log_f, known; /* of the last level; sum of log F; values */
    double likelihood[SX_GRID_POINTS];
} sx_grid;

/* What is known for one point of the grid. */
typedef struct sx_grid_point {
    double walk, season, slope, influence, likelihood, noise;
    size_t n_used, used[SX_GRID_FEW];         /* of slope and influences: those with a variance */
    double factor[SX_GRID_FEW * SX_GRID_FEW]; /* lower, of those used */
    double solution[SX_GRID_FEW];             /* of slope and influences, 0 where not used */
} sx_grid_point;

/* Sets up p (u, columns, n, m, q and horizon are set) over work, sx_structural_work doubles. */
void sx_grid_set_up(sx_grid *p, double *work);
/* Walks over the grid: tell NULL fills p->likelihood; else tell is called, with p as the point leaves it, for the
 * points that weigh more than a hundredth of the best, likelihood best, with their weight. Returns the sum of the
 * weights. */
typedef void sx_grid_tell(sx_grid *p, const sx_grid_point *at, double weight, sx_structural *fit);
double sx_grid_walk(sx_grid *p, double best, sx_structural *fit, sx_grid_tell *tell);
/* The best likelihood; fit gets that point's variances, and the gains over the best without season and influences. */
double sx_grid_best(const sx_grid *p, sx_structural *fit);
/* Time of the slope, and an influence in its own units, at t. */
double sx_grid_x(const sx_grid *p, size_t t);
double sx_grid_influence(const sx_grid *p, size_t t, size_t j);
/* factor x = x and factor' x = x, factor lower n x n; x in steps of stride. */
void sx_grid_lower(const double *factor, size_t n, double *x, size_t stride);
void sx_grid_upper(const double *factor, size_t n, double *x);
#endif
