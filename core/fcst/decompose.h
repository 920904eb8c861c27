/* A history taken apart by the season, and by the influences, that its forecast found. */
#ifndef SX_FCST_DECOMPOSE_H
#define SX_FCST_DECOMPOSE_H
#include "fcst/forecast.h"
/* Level (a centred moving average of the history without season and influences, over a season or five values, shorter
 * towards the ends), its change, what the season adds, remainder: a row of the table from row first on for each value
 * of the history that the forecast rests on (history: as it was given, NaN for a gap). A fifth column of the table gets
 * what influences add. Closed periods have no level of their own: what the season adds there takes it away. */
void sx_decompose(const sx_forecast *forecast, const double *history, size_t first, sx_table *table);
/* What influences and calendar multiply value t by (multiplicative), or add; 1 or 0 where none are at work. */
double sx_past_effect(const sx_forecast *forecast, size_t t);
#endif
