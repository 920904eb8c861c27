/* Scenarios: a table of overrides laid over a driver table. */
#ifndef SX_DRIVE_SCENARIO_H
#define SX_DRIVE_SCENARIO_H
#include "drive/model.h"
/* Lays the overrides of that scenario over the model, in place; "base" without a row of its own is the model as it is.
 * The reason of an error names row and column. SX_ARGUMENT: no such scenario, driver or field; else as sx_model_read.
 */
sx_status sx_scenario_lay(const sx_table *scenarios, const char *name, sx_model *model, sx_context *why);
/* The scenarios in the order in which they come, base left out; the names are the table's own texts. */
sx_status sx_scenario_names(const sx_table *scenarios, const char **name, size_t most, size_t *n, sx_context *why);
#endif
