/* Memory for one call: handed out in pieces, freed all at once. */
#ifndef SX_SCRATCH_H
#define SX_SCRATCH_H
#include <stddef.h>

typedef struct sx_scratch {
    struct sx_scratch_block *blocks; /* newest first; {0} to start */
    size_t used;
} sx_scratch;

/* Aligned for anything; not cleared. NULL: out of memory. */
void *sx_scratch_take(sx_scratch *scratch, size_t size);
void sx_scratch_free(sx_scratch *scratch);
#endif
