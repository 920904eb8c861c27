/* A history taken apart: value = level + seasonal + remainder. */
#ifndef SX_FCST_DECOMPOSE_H
#define SX_FCST_DECOMPOSE_H
#include "fcst/forecast.h"
/* table: a row a value used, columns level, trend (the level's change in the period), seasonal, remainder. The level is
 * a centred moving average over a season (five periods without one) of the series without its season, shortened evenly
 * on both sides towards the ends; a season of factors is shown as what it adds to the level. */
void sx_decompose(const sx_forecast *forecast, sx_table *table);
#endif
