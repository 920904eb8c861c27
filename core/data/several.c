#include "data/several.h"
#include <stdlib.h>
#include <string.h>
#include "data/fold.h"

/* In the order of the entries' choices: by which fields two rows are the same (NULL: by all), and which one they must
 * have. */
static const struct {
    const char *name, *key, *must;
} kinds[] = {{"spend", NULL, "cost"},       {"pipeline", "deal_id", "deal_id"},
             {"ledger", NULL, "reference"}, {"budget", "period channel", "channel"},
             {"bank", NULL, NULL},          {"receivables", "invoice", "invoice"},
             {"mrr_events", NULL, NULL},    {"leads", NULL, NULL},
             {"orders", "order", "order"},  {"customers", "customer month", "customer"}};

static const char *word_at(const char **p, size_t *length)
{
    *p += strspn(*p, " ");
    const char *from = *p;
    *length = strcspn(from, " ");
    *p += *length;
    return *length ? from : NULL;
}

static bool is_name(const char *name, const char *word, size_t length)
{
    return strlen(name) == length && memcmp(name, word, length) == 0;
}

sx_status sx_read_fields(const sx_canon *canon, const char *words, const sx_own_field *own, int fields[SX_ASKED],
                         size_t *n, sx_context *context)
{
    size_t length;
    *n = 0;
    for (const char *word; (word = word_at(&words, &length)); ++*n) {
        bool found = false;
        if (*n == SX_ASKED)
            return sx_fail(context, SX_ARGUMENT, "more than %d fields", SX_ASKED);
        for (size_t i = 0; i < canon->n_canonical && !found; i++)
            if ((found = is_name(sx_field_names[canon->columns[i].field], word, length)))
                fields[*n] = (int)i;
        for (const sx_own_field *o = own; o && o->name && !found; o++)
            if ((found = is_name(o->name, word, length)))
                fields[*n] = o->field;
        if (!found)
            return sx_fail(context, SX_ARGUMENT, "%s has no field %.*s", canon->name, (int)length, word);
    }
    return *n ? SX_OK : sx_fail(context, SX_ARGUMENT, "no field is named");
}

sx_status sx_several_start(sx_several *s, int kind, const sx_table *const tables[SX_SEVERAL])
{
    *s = (sx_several){.canon = sx_canon_named(kinds[kind].name), .must = -1, .number = 1};
    int must[SX_ASKED];
    size_t n = 0, room = 1, slots = 16;
    s->n_key = s->canon->n_canonical;
    s->all = !kinds[kind].key;
    for (size_t i = 0; i < s->n_key; i++)
        s->key[i] = (int)i;
    if (kinds[kind].key)
        sx_read_fields(s->canon, kinds[kind].key, NULL, s->key, &s->n_key, NULL);
    if (kinds[kind].must && sx_read_fields(s->canon, kinds[kind].must, NULL, must, &n, NULL) == SX_OK)
        s->must = must[0];
    for (size_t i = 0; i < SX_SEVERAL; i++) {
        s->tables[i] = tables[i];
        room += tables[i] ? tables[i]->rows : 0;
    }
    while (slots < 2 * room)
        slots *= 2;
    s->mask = slots - 1;
    s->hashes = malloc(room * sizeof *s->hashes);
    s->from = malloc(room * sizeof *s->from);
    s->rows = malloc(room * sizeof *s->rows);
    s->slots = calloc(slots, sizeof *s->slots);
    return s->hashes && s->from && s->rows && s->slots ? SX_OK : SX_NOMEM;
}

void sx_several_free(sx_several *s)
{
    free(s->hashes);
    free(s->from);
    free(s->rows);
    free(s->slots);
}

/* A first row of the fields' names is their heading. Only what the kind names counts: what stands further right is no
 * part of it. */
static bool is_row(const sx_several *s)
{
    char room[SX_NUMBER_ROOM];
    if (s->row == 0 &&
        strcmp(sx_cell_text(sx_at(s->table, 0, 0), room), sx_field_names[s->canon->columns[0].field]) == 0)
        return false;
    for (size_t i = 0; i < s->canon->n_canonical; i++)
        if (!sx_is_blank(sx_at(s->table, s->row, i)))
            return true;
    return false;
}

/* 0: the row is the same as none. */
static uint64_t hash_of(const sx_several *s)
{
    uint64_t hash = 0;
    const sx_cell *must = s->must >= 0 ? sx_at(s->table, s->row, (size_t)s->must) : NULL;
    if (must && (sx_is_blank(must) || (must->kind == SX_NUMBER && !(must->as.number < 0 || must->as.number > 0))))
        return 0;
    for (size_t i = 0; i < s->n_key; i++) {
        char room[SX_NUMBER_ROOM];
        const sx_cell *cell = sx_at(s->table, s->row, (size_t)s->key[i]);
        if (!s->all && sx_is_blank(cell))
            return 0;
        const char *text = sx_cell_text(cell, room);
        hash = sx_hash(text, strlen(text) + 1, hash);
    }
    return hash ? hash : 1;
}

static bool is_same(const sx_several *s, size_t earlier)
{
    for (size_t i = 0; i < s->n_key; i++) {
        char room[SX_NUMBER_ROOM], other[SX_NUMBER_ROOM];
        const char *a = sx_cell_text(sx_at(s->from[earlier], s->rows[earlier], (size_t)s->key[i]), room);
        const char *b = sx_cell_text(sx_at(s->table, s->row, (size_t)s->key[i]), other);
        if (strcmp(a, b) != 0)
            return false;
    }
    return true;
}

/* The first row that is the same as this one, which is remembered where there is none. */
static size_t find_same(sx_several *s)
{
    uint64_t hash = hash_of(s);
    size_t slot = (size_t)hash & s->mask;
    s->hashes[s->n] = hash;
    s->from[s->n] = s->table;
    s->rows[s->n] = s->row;
    for (; hash && s->slots[slot]; slot = (slot + 1) & s->mask) {
        size_t earlier = s->slots[slot] - 1;
        if (s->hashes[earlier] == hash && is_same(s, earlier))
            return earlier + 1;
    }
    if (hash)
        s->slots[slot] = s->n + 1;
    return 0;
}

bool sx_next_row(sx_several *s)
{
    s->n += s->table != NULL; /* the one before */
    for (; s->number <= SX_SEVERAL; s->number++, s->at = 0) {
        s->table = s->tables[s->number - 1];
        for (; s->table && s->at < s->table->rows; s->at++) {
            s->row = s->at;
            if (is_row(s)) {
                s->at++;
                s->earlier = find_same(s);
                return true;
            }
        }
    }
    s->table = NULL;
    return false;
}

void sx_put_cell(sx_table *to, size_t row, size_t column, const sx_cell *cell)
{
    if (cell->kind == SX_NUMBER)
        sx_put_number(to, row, column, cell->as.number);
    else if (cell->kind == SX_FAULT)
        sx_put_fault(to, row, column, cell->as.fault);
    else if (!sx_is_blank(cell))
        sx_put_text(to, row, column, "%s", cell->as.text);
}
