/* Calls of the core with what was read from a sheet. */
#ifndef SX_ASK_H
#define SX_ASK_H
#include "core.h"
#include "office.h"

/* Arguments of a call: a number, a column of numbers (NaN: blank), a text, nothing. */
sx_argument ask_number(double x);
sx_argument ask_column(desk *d, const double *x, size_t n);
sx_argument ask_text(const char *text);
sx_argument ask_nothing(void);

/* Calls it; false: an error, and *why says which. The result is copied into the desk's memory. */
bool ask(desk *d, const sx_door *door, const char *name, const sx_argument *arguments, size_t n, sx_result *result,
         const char **why);
/* A number of a result's table; NaN where there is none. */
double ask_cell(const sx_result *result, size_t row, size_t column);
#endif
