/* What cells ask of a forecast: point and range at a step. Small enough to keep in the memo, so that all cells that ask
 * about the same history share one fit. */
#ifndef SX_FCST_OUTLOOK_H
#define SX_FCST_OUTLOOK_H
#include "fcst/forecast.h"
enum { SX_OUTLOOK_RECENT = 60 }; /* most recent values that an intermittent series' range rests on */
typedef struct sx_step {
    double point, scale; /* scale of the error; of the positive twin where all is mirrored */
    size_t open;         /* step among the open periods, from 0: the table of quantiles counts these */
} sx_step;
typedef struct sx_outlook {
    size_t n, season, horizon, n_recent, bounded_from;
    size_t group; /* of the range (interval.h) */
    sx_method method;
    bool nonnegative, mirrored;
    double chance; /* that a period is not zero; intermittent only */
    char note[SX_FORECAST_NOTE];
    double recent[SX_OUTLOOK_RECENT]; /* ascending, those that are not zero; intermittent only */
    sx_step step[];
} sx_outlook;
/* The outlook of a history (as a door function gets it) over at least horizon steps; season 0: chosen from the data. A
 * step's figures do not depend on how many are asked for. Free with free(). SX_VALUE: no value; SX_NOMEM. */
sx_status sx_outlook_get(const double *history, size_t n_history, size_t season, size_t horizon, sx_outlook **outlook,
                         sx_context *context);
/* From a forecast that is at hand. SX_NOMEM. */
sx_status sx_outlook_of(const sx_forecast *forecast, sx_outlook **outlook);
/* The range that the value at step h (from 0) falls into with probability level, 0 < level < 1. NaN with one value
 * only. */
void sx_outlook_range(const sx_outlook *outlook, size_t h, double level, double *lower, double *upper);
/* Says in the context what should be known about the forecast of so many steps. */
void sx_outlook_note(const sx_outlook *outlook, size_t horizon, sx_context *context);
/* The season argument of a door: NaN (omitted) is 0. */
size_t sx_asked_season(double season);
#endif
