/* DATA.STACK: the rows of several canonical tables of a kind, one below the other, in the fields that are asked for. */
#include "data.h"
#include <stdlib.h>
#include <string.h>
#include "data/fold.h"
#include "data/words.h"

enum { MOST_FIELDS = 24, MOST_TABLES = 8, SX_FIELD_LINE = -1, SX_FIELD_TABLE = -2, SX_FIELD_AGAIN = -3 };

/* In the order of the entry's choices: by which fields two rows are the same; NULL: by all. */
static const struct {
    const char *name, *key;
} kinds[] = {{"spend", NULL},     {"pipeline", "deal_id"},        {"ledger", NULL},     {"budget", "period channel"},
             {"bank", NULL},      {"receivables", "invoice"},     {"mrr_events", NULL}, {"leads", NULL},
             {"orders", "order"}, {"customers", "customer month"}};

typedef struct stack {
    const sx_canon *canon;
    int wanted[MOST_FIELDS]; /* a canonical column from 0, or one of the fields below 0 */
    int key[MOST_FIELDS];
    size_t n_wanted, n_key;
    sx_table made;
    size_t n; /* rows so far */
    uint64_t *hashes;
    const sx_table **from; /* of each row: its table and its row there */
    size_t *at, *slots, mask;
} stack;

static const char *word_at(const char **p, size_t *length)
{
    *p += strspn(*p, " ");
    const char *from = *p;
    *length = strcspn(from, " ");
    *p += *length;
    return *length ? from : NULL;
}

/* The columns that the words name; false: *unknown is the word that names none. */
static bool read_fields(const sx_canon *canon, const char *words, bool more, int *fields, size_t *n,
                        const char **unknown, size_t *length)
{
    static const struct {
        const char *name;
        int field;
    } own[] = {{"line", SX_FIELD_LINE}, {"table", SX_FIELD_TABLE}, {"again", SX_FIELD_AGAIN}};
    for (*n = 0; (*unknown = word_at(&words, length)); ++*n) {
        bool found = false;
        if (*n == MOST_FIELDS)
            return false;
        for (size_t i = 0; i < canon->n_canonical && !found; i++) {
            const char *name = sx_field_names[canon->columns[i].field];
            found = strlen(name) == *length && memcmp(name, *unknown, *length) == 0;
            fields[*n] = (int)i;
        }
        for (size_t i = 0; more && i < sizeof own / sizeof *own && !found; i++) {
            found = strlen(own[i].name) == *length && memcmp(own[i].name, *unknown, *length) == 0;
            fields[*n] = own[i].field;
        }
        if (!found)
            return false;
    }
    return true;
}

static sx_status start(stack *s, int kind, const char *fields, size_t room, sx_context *context)
{
    const char *unknown;
    size_t length = 0;
    s->canon = sx_canon_named(kinds[kind].name);
    if (!read_fields(s->canon, fields, true, s->wanted, &s->n_wanted, &unknown, &length))
        return sx_fail(context, SX_ARGUMENT, "%s has no field %.*s", s->canon->name, (int)length, unknown);
    if (!s->n_wanted)
        return sx_fail(context, SX_ARGUMENT, "fields names none");
    s->n_key = s->canon->n_canonical;
    for (size_t i = 0; i < s->n_key; i++)
        s->key[i] = (int)i;
    if (kinds[kind].key)
        read_fields(s->canon, kinds[kind].key, false, s->key, &s->n_key, &unknown, &length);
    sx_table_make(&s->made, room, s->n_wanted);
    size_t slots = 16;
    while (slots < 2 * room)
        slots *= 2;
    s->mask = slots - 1;
    s->hashes = malloc(room * sizeof *s->hashes);
    s->from = malloc(room * sizeof *s->from);
    s->at = malloc(room * sizeof *s->at);
    s->slots = calloc(slots, sizeof *s->slots);
    return s->made.status == SX_OK && s->hashes && s->from && s->at && s->slots ? SX_OK : SX_NOMEM;
}

static void finish(stack *s)
{
    free(s->hashes);
    free(s->from);
    free(s->at);
    free(s->slots);
    sx_table_free(&s->made);
}

/* Only what the kind names: what stands further right is no part of it. */
static bool is_row(const stack *s, const sx_table *table, size_t row)
{
    for (size_t i = 0; i < s->canon->n_canonical; i++)
        if (!sx_is_blank(sx_at(table, row, i)))
            return true;
    return false;
}

/* Of the fields that two rows of a kind are the same by; 0: one of them is blank where they are few, so that nothing
 * is said. */
static uint64_t hash_of(const stack *s, const sx_table *table, size_t row)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < s->n_key; i++) {
        char room[SX_NUMBER_ROOM];
        const sx_cell *cell = sx_at(table, row, (size_t)s->key[i]);
        if (s->n_key < s->canon->n_canonical && sx_is_blank(cell))
            return 0;
        const char *text = sx_cell_text(cell, room);
        hash = sx_hash(text, strlen(text) + 1, hash);
    }
    return hash ? hash : 1;
}

static bool same(const stack *s, size_t earlier, const sx_table *table, size_t row)
{
    for (size_t i = 0; i < s->n_key; i++) {
        char room[SX_NUMBER_ROOM], other[SX_NUMBER_ROOM];
        const char *a = sx_cell_text(sx_at(s->from[earlier], s->at[earlier], (size_t)s->key[i]), room);
        const char *b = sx_cell_text(sx_at(table, row, (size_t)s->key[i]), other);
        if (strcmp(a, b) != 0)
            return false;
    }
    return true;
}

/* The first row that is the same, from 1; 0: none, and this one is remembered. */
static size_t again(stack *s, const sx_table *table, size_t row)
{
    uint64_t hash = hash_of(s, table, row);
    size_t slot = (size_t)hash & s->mask;
    s->hashes[s->n] = hash;
    for (; hash && s->slots[slot]; slot = (slot + 1) & s->mask) {
        size_t earlier = s->slots[slot] - 1;
        if (s->hashes[earlier] == hash && same(s, earlier, table, row))
            return earlier + 1;
    }
    if (hash)
        s->slots[slot] = s->n + 1;
    return 0;
}

static void put_cell(sx_table *to, size_t row, size_t column, const sx_cell *cell)
{
    if (cell->kind == SX_NUMBER)
        sx_put_number(to, row, column, cell->as.number);
    else if (cell->kind == SX_FAULT)
        sx_put_fault(to, row, column, cell->as.fault);
    else if (!sx_is_blank(cell))
        sx_put_text(to, row, column, "%s", cell->as.text);
}

static sx_status add(stack *s, const sx_table *table, size_t number, sx_context *context)
{
    for (size_t row = 0; table && row < table->rows; row++) {
        if (!is_row(s, table, row))
            continue;
        if (s->n == s->made.rows)
            return sx_fail(context, SX_VALUE,
                           "there are more rows than the %zu of the table: the first too many is row %zu of table %zu",
                           s->made.rows, row + 1, number);
        s->from[s->n] = table;
        s->at[s->n] = row;
        size_t earlier = again(s, table, row);
        for (size_t i = 0; i < s->n_wanted; i++) {
            if (s->wanted[i] >= 0)
                put_cell(&s->made, s->n, i, sx_at(table, row, (size_t)s->wanted[i]));
            else if (s->wanted[i] == SX_FIELD_LINE)
                sx_put_number(&s->made, s->n, i, (double)(s->n + 1));
            else if (s->wanted[i] == SX_FIELD_TABLE)
                sx_put_number(&s->made, s->n, i, (double)number);
            else if (earlier)
                sx_put_number(&s->made, s->n, i, (double)earlier);
        }
        s->n++;
    }
    return SX_OK;
}

sx_status sx_data_stack(int kind, const char *fields, double rows, const sx_table *first, const sx_table *second,
                        const sx_table *third, const sx_table *fourth, const sx_table *fifth, const sx_table *sixth,
                        const sx_table *seventh, const sx_table *eighth, sx_table *result, sx_context *context)
{
    const sx_table *tables[MOST_TABLES] = {first, second, third, fourth, fifth, sixth, seventh, eighth};
    stack s = {0};
    sx_status status = start(&s, kind, fields, (size_t)rows, context);
    for (size_t i = 0; i < MOST_TABLES && status == SX_OK; i++)
        status = add(&s, tables[i], i + 1, context);
    if (status == SX_OK)
        status = sx_table_give(&s.made, result);
    finish(&s);
    return status;
}
