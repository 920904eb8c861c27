/* What is long is done in slices, with a window that says how far it is and can be stopped. The window is modal and
 * each slice an event of its own, so that nothing else reaches the document meanwhile and the office lives between two
 * of them. Where answers are given (tests, scripts) there is no window; "stop=N" among them stops it behind the N-th.
 */
#ifndef SX_PROGRESS_H
#define SX_PROGRESS_H
#include <stddef.h>
#include "command.h"

/* Does the next slice: false where it failed. *done grows up to all. */
typedef bool progress_slice(void *data, size_t *done);
/* True: all is done. false: a slice failed, or the person stopped it, which o->desk->trouble then says. */
bool progress_run(order *o, const char *doing, size_t all, progress_slice *slice, void *data);
#endif
