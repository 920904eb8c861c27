/* The functions that a mistyped name may have meant. */
#ifndef SX_NEAREST_H
#define SX_NEAREST_H
#include "call/call.h"

/* "there is no function CAC; did you mean KPI.CAC?" as the reason: up to three whose names, or what stands behind the
 * point, are a third of the letters away at most. SX_NA, or SX_NOMEM. */
sx_status sx_unknown_function(const char *name, sx_context *why);
#endif
