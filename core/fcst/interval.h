/* Ranges without simulation: quantiles of past errors over a scale of the series' own, pooled by kind of period and
 * step and shipped as a table (quantiles.c, made by tests/bench/forecast/calibrate.c). */
#ifndef SX_FCST_INTERVAL_H
#define SX_FCST_INTERVAL_H
#include "fcst/forecast.h"
#include "fcst/quantiles.h"
/* What the scale of the error at step h (from 0) is made of, in the data's unit: one-step error of simple smoothing in
 * the past and lately, greatest distance of the members from their average up to this step, error of simple smoothing
 * with a drift so many steps ahead; these four on the series without its season and times the index of the step where
 * that is a factor; and the deviation that the structural model gives the step (structural.h), of positive series in
 * logarithms and so times the forecast: it follows level and season, and knows noise from a walk. Of a positive series
 * each of the first four is at most what the same of the logarithms makes of the point: a falling series misses by less
 * than it did from where it came. Over the index, none of them falls with h, or with h over the point. All are widened
 * by n / (n - filled): a filled value was never missed. All positive unless the series is constant. */
void sx_interval_parts(const sx_forecast *forecast, size_t h, double parts[SX_SCALE_PARTS]);
/* Logarithm of the one-step error as a share of a mean value, kept to where the table has evidence. Of two series with
 * the same past errors over their level's own, the one of small errors will be missed by more of them, and the one of
 * great errors by less: both are partly chance of the history at hand. */
double sx_interval_share(const sx_forecast *forecast);
/* Their product, each to its exponent of the group's, times exp(early / seasons) and the power of the share; 0 for a
 * constant series. */
double sx_interval_scale(const sx_forecast *forecast, size_t h, size_t group);
/* Which group of the table a forecast belongs to, by its period; without a season the first one, and with the weight
 * noisy of the forecast SX_QUANTILE_NOISY. */
size_t sx_interval_group(const sx_forecast *forecast);
/* Distances below and above the point that hold the value with probability level, in scales. Both grow with the level
 * and do not fall with h; between levels of the table in proportion to the normal quantile, beyond its last step with
 * a power of the step. */
void sx_interval_quantiles(size_t group, size_t h, double level, double *below, double *above);
#endif
