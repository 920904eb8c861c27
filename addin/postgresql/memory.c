/* The core's memory is PostgreSQL's: the linker puts what stands here in place of malloc, calloc, realloc and free in
 * all that is linked into the extension. It comes from the current memory context, so that nothing outlives a statement
 * that fails between two calls; and it is refused while the statement is being cancelled, which ends the core by the
 * way that is tested for a lack of memory (tests/catalogue/test_memory.c), with no jump over its frames. */
#include "postgresql/postgresql.h"
#include <miscadmin.h>
#include <utils/memutils.h>

enum { ALIGNMENT = 16 }; /* what compilers expect of malloc; PostgreSQL's own is 8 */

/* In front of every block, up to its alignment. */
typedef struct head {
    void *chunk; /* as PostgreSQL gave it */
    size_t size;
} head;

static bool watching, stopped;

/* NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp): the linker's names (--wrap) */
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *block, size_t size);
void __wrap_free(void *block);
void __wrap___assert_fail(const char *assertion, const char *file, unsigned line, const char *function);
/* NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp) */

void sx_pg_watch(bool on)
{
    watching = on;
    stopped = false;
}

bool sx_pg_stopped(void)
{
    return stopped;
}

static void *take(size_t size, int flags)
{
    if (watching && (QueryCancelPending || ProcDiePending)) {
        stopped = true;
        return NULL;
    }
    if (size > MaxAllocHugeSize / 2)
        return NULL;
    char *chunk = MemoryContextAllocExtended(CurrentMemoryContext, size + sizeof(head) + ALIGNMENT,
                                             MCXT_ALLOC_NO_OOM | MCXT_ALLOC_HUGE | flags);
    if (!chunk)
        return NULL;
    char *block = (char *)TYPEALIGN(ALIGNMENT, (uintptr_t)chunk + sizeof(head));
    ((head *)(void *)block)[-1] = (head){chunk, size};
    return block;
}

void *__wrap_malloc(size_t size)
{
    return take(size, 0);
}

void *__wrap_calloc(size_t n, size_t size)
{
    return size && n > SIZE_MAX / size ? NULL : take(n * size, MCXT_ALLOC_ZERO);
}

void __wrap_free(void *block)
{
    if (block)
        pfree(((head *)block)[-1].chunk);
}

void *__wrap_realloc(void *block, size_t size)
{
    void *moved = take(size, 0);
    if (moved && block) {
        size_t held = ((head *)block)[-1].size;
        memcpy(moved, block, held < size ? held : size);
        __wrap_free(block);
    }
    return moved;
}

/* A broken contract ends this session, with its words in the log, and not the server; FATAL does not jump. */
void __wrap___assert_fail(const char *assertion, const char *file, unsigned line, const char *function)
{
    ereport(FATAL, (errcode(ERRCODE_INTERNAL_ERROR),
                    errmsg("sextant: %s:%u: %s: %s does not hold", file, line, function, assertion)));
    pg_unreachable();
}
