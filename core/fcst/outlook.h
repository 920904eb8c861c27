/* What cells ask of a forecast: point and range at a step. Small enough to keep in the memo, so that all cells that ask
 * about the same history share one fit. */
#ifndef SX_FCST_OUTLOOK_H
#define SX_FCST_OUTLOOK_H
#include "fcst/forecast.h"
enum { SX_OUTLOOK_RECENT = 60 }; /* most recent values that an intermittent series' range rests on */
typedef struct sx_step {
    double point, scale, noisy; /* scales of the error by the group, and by the one for noise about a level */
    size_t open;                /* step among the open periods, from 0: the table of quantiles counts these */
} sx_step;
typedef struct sx_outlook {
    size_t n, season, horizon, n_recent, bounded_from;
    size_t group; /* of the range (interval.h) */
    sx_method method;
    bool nonnegative, mirrored;
    double noisy;  /* weight of the group for noise about a level */
    double chance; /* that a period is not zero; intermittent only */
    char note[SX_FORECAST_NOTE];
    double recent[SX_OUTLOOK_RECENT]; /* ascending, those that are not zero; intermittent only */
    size_t open_season;
    sx_structural_errors errors; /* how the errors of two open steps go together; of a pool */
    sx_step step[];
} sx_outlook;
/* The outlook of a question over at least horizon steps. A step's figures do not depend on how many are asked for. Free
 * with free(). SX_VALUE: no value; SX_NOMEM. */
sx_status sx_outlook_get(const sx_question *question, size_t horizon, sx_outlook **outlook, sx_context *context);
/* From a forecast that is at hand. SX_NOMEM. */
sx_status sx_outlook_of(const sx_forecast *forecast, sx_outlook **outlook);
/* The range that the value at step h (from 0) falls into with probability level, 0 < level < 1. NaN with one value
 * only. */
void sx_outlook_range(const sx_outlook *outlook, size_t h, double level, double *lower, double *upper);
/* The sum of the steps from..to (from 0, from <= to) and the range that it falls into with probability level: with b_h
 * the distance from point to lower end of step h, its own is the root of the sum over all pairs of r_hk b_h b_k, r
 * being the correlation of the structural model (sx_structural_covariance), and above alike. So a single step has its
 * own range, and the sum of steps is as wide as the kind of the series wants it: noise averages out, a walk and an
 * uncertain slope add up; then times (that over the sum of the b_h, over .75) ^ (1 - 1 / steps), between
 * the root of the sum of the squares and the plain sum. Of an intermittent
 * series the normal approximation, each step zero with 1 - chance. range[0]: the point, lower, upper; NaN where a step
 * has none. */
void sx_outlook_total(const sx_outlook *outlook, size_t from, size_t to, double level, double total[3]);
/* Says in the context what should be known about the forecast of so many steps. */
void sx_outlook_note(const sx_outlook *outlook, size_t horizon, sx_context *context);
/* The season argument of a door: NaN (omitted) is 0. */
size_t sx_asked_season(double season);
#endif
