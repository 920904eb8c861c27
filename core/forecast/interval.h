/* Ranges without simulation: quantiles of past errors over a scale of the series' own, pooled by kind of period and
 * step, shipped as a table (quantiles.c, made by tests/bench/forecast/calibrate.c). */
#ifndef SX_FORECAST_INTERVAL_H
#define SX_FORECAST_INTERVAL_H
#include "forecast/forecast.h"
/* The scale of the error at step h (from 0), in the data's unit; 0 for a constant series. */
double sx_interval_scale(const sx_forecast *forecast, size_t h);
/* Distances below and above the point that hold the value with probability level, in scales. Both grow with the level
 * and do not fall with h. */
void sx_interval_quantiles(size_t season, size_t h, double level, double *below, double *above);
#endif
