#include "base/memo.h"
#include <assert.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* kind with its NUL, key, then the value at an aligned place */
typedef struct entry {
    struct entry *next, *newer, *older; /* in the bucket; by use */
    uint64_t hash;
    size_t n_kind, n_key, n_value, value_at, size;
    alignas(max_align_t) unsigned char bytes[];
} entry;

struct sx_memo {
    size_t limit, used, n_buckets;
    entry *newest, *oldest;
    entry *bucket[];
};

/* Eight bytes a step, multiplied and folded (after FNV-1a and MurmurHash3's finaliser). */
static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    for (; n >= 8; p += 8, n -= 8) {
        uint64_t word;
        memcpy(&word, p, 8);
        hash = (hash ^ word) * UINT64_C(0xff51afd7ed558ccd);
        hash ^= hash >> 32;
    }
    for (; n > 0; p++, n--)
        hash = (hash ^ *p) * UINT64_C(0x100000001b3);
    return hash ^ hash >> 33;
}

struct sx_memo *sx_memo_new(size_t bytes)
{
    size_t n_buckets = 16;
    while (n_buckets < bytes / 4096)
        n_buckets *= 2;
    size_t own = sizeof(struct sx_memo) + n_buckets * sizeof(entry *);
    if (bytes < own)
        return NULL;
    struct sx_memo *memo = calloc(1, own);
    if (memo)
        *memo = (struct sx_memo){.limit = bytes, .used = own, .n_buckets = n_buckets};
    return memo;
}

void sx_memo_free(struct sx_memo *memo)
{
    while (memo && memo->newest) {
        entry *e = memo->newest;
        memo->newest = e->older;
        free(e);
    }
    free(memo);
}

static entry **place_of(struct sx_memo *memo, uint64_t hash, const char *kind, const void *key, size_t n_key)
{
    entry **place = &memo->bucket[hash % memo->n_buckets];
    for (; *place; place = &(*place)->next) {
        const entry *e = *place;
        if (e->hash == hash && e->n_key == n_key && strcmp((const char *)e->bytes, kind) == 0 &&
            memcmp(e->bytes + e->n_kind, key, n_key) == 0)
            break;
    }
    return place;
}

static void unlink_use(struct sx_memo *memo, const entry *e)
{
    *(e->newer ? &e->newer->older : &memo->newest) = e->older;
    *(e->older ? &e->older->newer : &memo->oldest) = e->newer;
}

static void link_newest(struct sx_memo *memo, entry *e)
{
    e->newer = NULL;
    e->older = memo->newest;
    *(memo->newest ? &memo->newest->newer : &memo->oldest) = e;
    memo->newest = e;
}

static void drop(struct sx_memo *memo, entry **place)
{
    entry *e = *place;
    assert(e);
    *place = e->next;
    unlink_use(memo, e);
    memo->used -= e->size;
    free(e);
}

const void *sx_memo_find(struct sx_memo *memo, const char *kind, const void *key, size_t n_key, size_t *n_value)
{
    if (!memo)
        return NULL;
    uint64_t hash = hash_bytes(hash_bytes(n_key, kind, strlen(kind)), key, n_key);
    entry *e = *place_of(memo, hash, kind, key, n_key);
    if (!e)
        return NULL;
    unlink_use(memo, e);
    link_newest(memo, e);
    *n_value = e->n_value;
    return e->bytes + e->value_at;
}

void sx_memo_put(struct sx_memo *memo, const char *kind, const void *key, size_t n_key, const void *value,
                 size_t n_value)
{
    if (!memo)
        return;
    size_t n_kind = strlen(kind) + 1, align = alignof(max_align_t);
    uint64_t hash = hash_bytes(hash_bytes(n_key, kind, n_kind - 1), key, n_key);
    entry **place = place_of(memo, hash, kind, key, n_key);
    if (*place)
        drop(memo, place);
    if (n_key > memo->limit / 4 || n_value > memo->limit / 4 || n_kind > memo->limit / 4)
        return;
    size_t value_at = (n_kind + n_key + align - 1) / align * align, size = sizeof(entry) + value_at + n_value;
    if (size > memo->limit / 4)
        return;
    while (memo->used + size > memo->limit && memo->oldest) {
        const entry *last = memo->oldest;
        drop(memo, place_of(memo, last->hash, (const char *)last->bytes, last->bytes + last->n_kind, last->n_key));
    }
    entry *e = memo->used + size <= memo->limit ? malloc(size) : NULL;
    if (!e)
        return;
    *e =
        (entry){.hash = hash, .n_kind = n_kind, .n_key = n_key, .n_value = n_value, .value_at = value_at, .size = size};
    memcpy(e->bytes, kind, n_kind);
    memcpy(e->bytes + n_kind, key, n_key);
    memcpy(e->bytes + value_at, value, n_value);
    e->next = memo->bucket[hash % memo->n_buckets];
    memo->bucket[hash % memo->n_buckets] = e;
    memo->used += size;
    link_newest(memo, e);
}

size_t sx_memo_size(const struct sx_memo *memo)
{
    return memo ? memo->used : 0;
}
