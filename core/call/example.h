/* The catalogue's examples as checks: used by SEXTANT.SELFTEST and by the tests. */
#ifndef SX_EXAMPLE_H
#define SX_EXAMPLE_H
#include "call/call.h"
/* Numbers agree within the relative tolerance (absolute where zero is wanted), texts, blanks and faults exactly. */
bool sx_same_number(double is, double wanted, double tolerance);
bool sx_same_table(const sx_table *a, const sx_table *b, double tolerance);
/* Runs the example; *holds false: the answer is another one, and *found (may be NULL) says which. SX_OK or SX_NOMEM. */
sx_status sx_example_run(const sx_function *function, const sx_example *example, sx_context *context, bool *holds,
                         sx_text *found);
/* A result in words: 400, "text", or "a table of 12 rows and 3 columns". */
void sx_result_words(const sx_result *result, sx_text *text);
#endif
