/* Results kept between calls. Keyed by content: a result is found only under the very bytes that it was made from (a
 * hash finds the place, a full comparison decides), so none is ever stale. Bounded: the least recently used go first.
 * One memo a thread. */
#ifndef SX_MEMO_H
#define SX_MEMO_H
#include <stddef.h>
struct sx_memo;
/* Holds at most so many bytes, keys, values and book-keeping together. NULL: out of memory. */
struct sx_memo *sx_memo_new(size_t bytes);
void sx_memo_free(struct sx_memo *memo);
/* The value kept under (kind, key) and its size, or NULL. kind tells callers apart and is compared as a text. The value
 * stays valid until the next sx_memo_put. memo may be NULL: nothing is found. */
const void *sx_memo_find(struct sx_memo *memo, const char *kind, const void *key, size_t n_key, size_t *n_value);
/* Keeps a copy of the value in place of what was kept under (kind, key). What takes more than a quarter of the memo, or
 * meets a lack of memory, is not kept; that is no error. memo may be NULL. */
void sx_memo_put(struct sx_memo *memo, const char *kind, const void *key, size_t n_key, const void *value,
                 size_t n_value);
/* Bytes in use now; never above what sx_memo_new was given. */
size_t sx_memo_size(const struct sx_memo *memo);
#endif
