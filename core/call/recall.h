/* Tables that were answered before. A cell that shows one figure of a table, =INDEX(PLAN.CERTIFICATE(...);3;2), asks
 * for the whole of it; a sheet of such cells asks for the same one over and over. Kept in the context's memo under
 * every bit of every argument: what is recalled is what would be computed again. */
#ifndef SX_RECALL_H
#define SX_RECALL_H
#include "base/scratch.h"
#include "call/call.h"

/* A call's arguments as bytes; bytes is NULL for a call that is not kept: no table is answered, there is no memo, the
 * arguments are too many, memory is short. */
typedef struct sx_recall_key {
    const void *bytes;
    size_t n;
} sx_recall_key;

/* The key lives in scratch. */
sx_recall_key sx_recall_key_of(const sx_function *function, const sx_argument *arguments, size_t n_arguments,
                               sx_scratch *scratch, const sx_context *context);
/* True: *result and the context's note are what this call gave before. */
bool sx_recall(const sx_function *function, sx_recall_key key, sx_result *result, sx_context *context);
/* Keeps a result that is right, and the context's note on it. */
void sx_remember(const sx_function *function, sx_recall_key key, const sx_result *result, sx_scratch *scratch,
                 const sx_context *context);
#endif
