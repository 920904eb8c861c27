/* GOV.RECONCILE: two lists of keys and amounts, joined by key. */
#include "gov.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/headings.h"
#include "base/money.h"

enum { LEDGER, PLATFORM, SIDES };
/* Of both lists together: so many stay within half a second and 64 MiB when each has a key of its own. */
enum { MOST_ROWS = 400000 };

typedef struct entry {
    size_t key; /* where its folded key begins in keys */
    uint32_t length, hash;
    const sx_cell *shown; /* the key as it first stood */
    double amount[SIDES];
    bool given[SIDES];
} entry;

/* Entries in the order of their first appearance, and an index over them with open addressing. */
typedef struct join {
    entry *entries;
    size_t *slots; /* entry + 1; 0: free */
    size_t n, mask;
    sx_text keys;
} join;

/* Adds the key to keys: without blanks around, ASCII letters in lower case. */
static sx_status fold(const sx_cell *cell, sx_text *keys, size_t *start)
{
    char room[SX_NUMBER_ROOM];
    *start = keys->length;
    sx_text_add(keys, "%s", sx_cell_text(cell, room));
    if (keys->status != SX_OK)
        return keys->status;
    size_t from = *start, end = keys->length;
    while (from < end && keys->data[from] == ' ')
        from++;
    while (end > from && keys->data[end - 1] == ' ')
        end--;
    memmove(keys->data + *start, keys->data + from, end - from);
    keys->length = *start + (end - from);
    for (size_t i = *start; i < keys->length; i++)
        if (keys->data[i] >= 'A' && keys->data[i] <= 'Z')
            keys->data[i] = (char)(keys->data[i] + 32);
    return SX_OK;
}

/* Fowler, Noll and Vo, FNV-1a, 32 bits. */
static uint32_t hash_of(const char *key, size_t length)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)key[i]) * 16777619u;
    return hash;
}

static sx_status find_or_add(join *j, const sx_cell *cell, entry **found)
{
    size_t start = 0;
    sx_status status = fold(cell, &j->keys, &start);
    if (status != SX_OK)
        return status;
    size_t length = j->keys.length - start;
    uint32_t hash = length ? hash_of(j->keys.data + start, length) : 0;
    size_t slot = hash & j->mask;
    for (; j->slots[slot]; slot = (slot + 1) & j->mask) {
        entry *e = &j->entries[j->slots[slot] - 1];
        if (e->hash == hash && e->length == length &&
            memcmp(j->keys.data + e->key, j->keys.data + start, length) == 0) {
            j->keys.length = start;
            *found = e;
            return SX_OK;
        }
    }
    j->entries[j->n] = (entry){.key = start, .length = (uint32_t)length, .hash = hash, .shown = cell};
    *found = &j->entries[j->n++];
    j->slots[slot] = j->n;
    return SX_OK;
}

static sx_status add_side(join *j, const sx_table *table, int side, const char *what, sx_context *context)
{
    if (table->rows && table->columns < 2)
        return sx_fail(context, SX_VALUE, "%s needs a column of keys and one of amounts", what);
    for (size_t row = sx_heading_rows(table, table->columns - 1, table->columns); row < table->rows; row++) {
        const sx_cell *key = sx_at(table, row, 0), *amount = sx_at(table, row, table->columns - 1);
        if (sx_is_blank(key) && sx_is_blank(amount))
            continue;
        if (sx_is_blank(key))
            return sx_fail(context, SX_VALUE, "%s, row %zu: an amount without a key", what, row + 1);
        if (amount->kind != SX_NUMBER)
            return sx_fail(context, SX_VALUE, "%s, row %zu: the amount is %s", what, row + 1,
                           sx_is_blank(amount) ? "blank" : "a text");
        entry *e = NULL;
        sx_status status = find_or_add(j, key, &e);
        if (status != SX_OK)
            return status;
        e->amount[side] = sx_money_add(e->amount[side], amount->as.number);
        e->given[side] = true;
    }
    return SX_OK;
}

static const char *verdict(const entry *e, double difference, double tolerance)
{
    if (!e->given[LEDGER])
        return "missing in ledger";
    if (!e->given[PLATFORM])
        return "missing in platform";
    return fabs(difference) <= tolerance + SX_MONEY_NOISE ? "matched" : "over tolerance";
}

static sx_status give_rows(const join *j, double tolerance, sx_table *result)
{
    enum { KEY, IN_LEDGER, IN_PLATFORM, DIFFERENCE, STATUS, COLUMNS };
    sx_table table;
    sx_table_make(&table, j->n, COLUMNS);
    for (size_t i = 0; i < j->n; i++) {
        const entry *e = &j->entries[i];
        double difference = sx_money_subtract(e->amount[LEDGER], e->amount[PLATFORM]);
        if (e->shown->kind == SX_NUMBER)
            sx_put_number(&table, i, KEY, e->shown->as.number);
        else
            sx_put_text(&table, i, KEY, "%s", e->shown->as.text);
        if (e->given[LEDGER])
            sx_put_number(&table, i, IN_LEDGER, e->amount[LEDGER]);
        if (e->given[PLATFORM])
            sx_put_number(&table, i, IN_PLATFORM, e->amount[PLATFORM]);
        sx_put_number(&table, i, DIFFERENCE, difference);
        sx_put_constant(&table, i, STATUS, verdict(e, difference, tolerance));
    }
    return sx_table_give(&table, result);
}

sx_status sx_gov_reconcile(const sx_table *ledger, const sx_table *platform, double tolerance, sx_table *result,
                           sx_context *context)
{
    size_t most = ledger->rows + platform->rows, size = 16;
    if (most > MOST_ROWS)
        return sx_fail(context, SX_NUM, "the two lists have %zu rows, more than %d", most, (int)MOST_ROWS);
    while (size < 2 * most)
        size *= 2;
    join j = {.entries = malloc((most + 1) * sizeof(entry)), .slots = calloc(size, sizeof(size_t)), .mask = size - 1};
    sx_status status = j.entries && j.slots ? SX_OK : SX_NOMEM;
    if (status == SX_OK)
        status = add_side(&j, ledger, LEDGER, "ledger", context);
    if (status == SX_OK)
        status = add_side(&j, platform, PLATFORM, "platform", context);
    if (status == SX_OK && j.n == 0)
        status = sx_fail(context, SX_VALUE, "neither list has a row");
    if (status == SX_OK)
        status = give_rows(&j, tolerance, result);
    free(j.entries);
    free(j.slots);
    sx_text_free(&j.keys);
    return status;
}
