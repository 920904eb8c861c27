#include "base/scratch.h"
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>

enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = 1 << 20 };

struct sx_scratch_block {
    struct sx_scratch_block *next;
    size_t size;
    alignas(max_align_t) char bytes[];
};

void *sx_scratch_take(sx_scratch *scratch, size_t size)
{
    size_t unit = alignof(max_align_t);
    if (size > SIZE_MAX / 2)
        return NULL;
    size = (size + unit - 1) / unit * unit;
    struct sx_scratch_block *block = scratch->blocks;
    if (!block || block->size - scratch->used < size) {
        size_t next = !block ? FIRST_BLOCK : block->size < LARGEST_BLOCK ? block->size * 2 : LARGEST_BLOCK;
        if (next < size)
            next = size;
        block = malloc(sizeof *block + next);
        if (!block)
            return NULL;
        block->next = scratch->blocks;
        block->size = next;
        scratch->blocks = block;
        scratch->used = 0;
    }
    void *piece = block->bytes + scratch->used;
    scratch->used += size;
    return piece;
}

void sx_scratch_free(sx_scratch *scratch)
{
    while (scratch->blocks) {
        struct sx_scratch_block *block = scratch->blocks;
        scratch->blocks = block->next;
        free(block);
    }
    scratch->used = 0;
}
