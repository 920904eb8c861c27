/* What every call must keep, whatever it is given: the result is finite and whole UTF-8, an error has a reason and
 * leaves the result untouched. */
#ifndef SX_TEST_CONTRACT_H
#define SX_TEST_CONTRACT_H
#include "call/call.h"

/* Calls; NULL: the contract held, else what broke it. *status is how the call ended, context->reason its words. */
const char *sx_broken_contract(const sx_function *function, const sx_argument *arguments, size_t n_arguments,
                               sx_status *status, sx_context *context);
#endif
