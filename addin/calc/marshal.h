/* Between UNO's values and ours. No other file knows both. */
#ifndef SX_MARSHAL_H
#define SX_MARSHAL_H
#include "call/call.h"
#include "base/scratch.h"
#include "uno.h"

/* Reads what Calc hands over for a function's parameters. args: one pointer a parameter, to the type that the
 * generated IDL gives it: a required number is a double, a required text or choice a string, any other required one
 * any[][], every optional one an any, SX_SHAPE_REST an any[].
 * *arguments and *n_arguments: what sx_call takes; it lives in scratch, except that tables and cells may point to
 * static texts. A range ends at its last row and column that is not blank. What is no value of a cell (a struct, an
 * object, a sequence within a sequence) becomes the fault SX_VALUE.
 * SX_OK or SX_NOMEM. */
sx_status sx_marshal_arguments(const sx_function *function, void *const *args, sx_scratch *scratch,
                               sx_argument **arguments, size_t *n_arguments);

/* Constructs the any that Calc gets. An error is a quiet NaN that carries Calc's own error number. */
void sx_marshal_result(const sx_result *result, uno_Any *out);
void sx_marshal_error(sx_status status, uno_Any *out);
#endif
