/* The zone behind a moment ("2025-12-01T08:05+01:00", "... 08:05 UTC") or in a header ("Created (UTC)"), in minutes
 * east of UTC; false: none is named. Names with two meanings (CST, IST) are taken as the American one or not known. */
#ifndef SX_ZONE_H
#define SX_ZONE_H
#include <stdbool.h>
#include "data/lines.h"

bool sx_zone_of(const sx_piece *piece, int *minutes);
bool sx_zone_in_header(const char *name, int *minutes);
#endif
