/* A history taken apart: value = level + seasonal + remainder. */
#ifndef SX_FCST_DECOMPOSE_H
#define SX_FCST_DECOMPOSE_H
#include "fcst/forecast.h"
/* table: from row first on a row a value used, columns level, trend (the level's change in the period), seasonal,
 * remainder. The level is a centred moving average over a season (five periods without one) of the series without its
 * season, shortened evenly on both sides towards the ends; a season of factors is shown as what it adds to the level, a
 * closed period as what it takes from it. */
void sx_decompose(const sx_forecast *forecast, size_t first, sx_table *table);
#endif
