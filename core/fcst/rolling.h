/* What the method would have missed by: forecasts from past origins, each knowing only what stood before it. */
#ifndef SX_FCST_ROLLING_H
#define SX_FCST_ROLLING_H
#include "fcst/forecast.h"
/* Sums over origins, one a step and at [horizon] over all steps. Scaled: over the mean change in a season before the
 * origin, as MASE. */
typedef struct sx_score {
    double count, scaled, symmetric, size, error, actual, total, held, naive_scaled, naive_size;
} sx_score;
/* A rolling backtest: origins n - horizon, n - horizon - 1, ... (each a period earlier, the last at *origins or where
 * fewer than sx_least_training values stand before it). question: history without gaps, season >= 1. score: horizon
 * + 1. member_scaled: SX_FORECAST_MEMBERS + 1 mean scaled errors of the members of whole, where an origin had them,
 * and, last, of seasonal naive; NaN where a member did not exist; NULL: not wanted. *origins gets how many there were;
 * 0: too short. level: of the range that is counted as held. SX_NOMEM. */
sx_status sx_rolling(const sx_question *question, size_t horizon, double level, size_t *origins, sx_score *score,
                     const sx_forecast *whole, double *member_scaled);
/* The question about the values that a forecast rests on, gaps filled, with the season that it found. */
sx_question sx_question_again(const sx_question *question, const sx_forecast *forecast);
/* Values that must stand before an origin: two seasons (of more than 24 periods one and eight values), 8 at least. */
size_t sx_least_training(size_t season);
#endif
