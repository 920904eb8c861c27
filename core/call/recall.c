#include "call/recall.h"
#include "base/memo.h"
#include <string.h>

/* Larger ones are few, and beside their own time asking again costs little. */
enum { MOST_BYTES = 1 << 18 };

/* A cell without padding and without a pointer: the same bytes for the same cell. Texts stand behind the cells, in
 * their order, each with its NUL. */
typedef struct plain_cell {
    uint64_t bits; /* of the number; the fault */
    uint32_t length, kind;
} plain_cell;

/* Before the cells of a table, or of an argument. All of one type: no padding here either. */
typedef struct head {
    size_t given, is_table; /* an argument's */
    size_t rows, columns, declared_rows, declared_columns;
    size_t n_texts, n_note; /* bytes; a result's */
} head;

/* Bytes of head, cells and texts; more than MOST_BYTES when they are too many. */
static size_t size_of(const sx_cell *cells, size_t rows, size_t columns, size_t *n_texts)
{
    size_t n = rows * columns;
    *n_texts = 0;
    if (rows > MOST_BYTES || columns > MOST_BYTES || n > MOST_BYTES / sizeof(plain_cell))
        return MOST_BYTES + 1;
    for (size_t i = 0; i < n; i++)
        if (cells[i].kind == SX_TEXT)
            *n_texts += (size_t)cells[i].length + 1;
    return sizeof(head) + n * sizeof(plain_cell) + *n_texts;
}

static char *write_cells(const sx_cell *cells, size_t n, char *to)
{
    char *texts = to + n * sizeof(plain_cell);
    for (size_t i = 0; i < n; i++, to += sizeof(plain_cell)) {
        plain_cell plain = {.kind = (uint32_t)cells[i].kind};
        if (cells[i].kind == SX_NUMBER) {
            memcpy(&plain.bits, &cells[i].as.number, sizeof plain.bits);
        } else if (cells[i].kind == SX_FAULT) {
            plain.bits = (uint64_t)cells[i].as.fault;
        } else if (cells[i].kind == SX_TEXT) {
            plain.length = cells[i].length;
            memcpy(texts, cells[i].as.text, plain.length);
            texts[plain.length] = '\0';
            texts += (size_t)plain.length + 1;
        }
        memcpy(to, &plain, sizeof plain);
    }
    return texts;
}

static void read_cells(const char *from, size_t n, const char *texts, sx_cell *cells)
{
    for (size_t i = 0; i < n; i++, from += sizeof(plain_cell)) {
        plain_cell plain;
        memcpy(&plain, from, sizeof plain);
        cells[i] = (sx_cell){.kind = (sx_kind)plain.kind, .length = plain.length};
        if (cells[i].kind == SX_NUMBER) {
            memcpy(&cells[i].as.number, &plain.bits, sizeof plain.bits);
        } else if (cells[i].kind == SX_FAULT) {
            cells[i].as.fault = (sx_status)plain.bits;
        } else if (cells[i].kind == SX_TEXT) {
            cells[i].as.text = texts;
            texts += (size_t)plain.length + 1;
        }
    }
}

static head head_of(const sx_argument *argument)
{
    const sx_table *t = argument->table;
    if (argument->omitted)
        return (head){0};
    if (!t)
        return (head){.given = 1, .rows = 1, .columns = 1};
    return (head){1, 1, t->rows, t->columns, t->declared_rows, t->declared_columns, 0, 0};
}

sx_recall_key sx_recall_key_of(const sx_function *function, const sx_argument *arguments, size_t n_arguments,
                               sx_scratch *scratch, const sx_context *context)
{
    const sx_recall_key none = {NULL, 0};
    size_t n = 0, n_texts;
    if (function->returns != SX_SHAPE_TABLE || !context->memo)
        return none;
    for (size_t i = 0; i < n_arguments && n <= MOST_BYTES; i++) {
        head h = head_of(&arguments[i]);
        n += size_of(arguments[i].table ? arguments[i].table->cells : &arguments[i].cell, h.rows, h.columns, &n_texts);
    }
    char *bytes = n <= MOST_BYTES ? sx_scratch_take(scratch, n + 1) : NULL, *to = bytes;
    for (size_t i = 0; i < n_arguments && bytes; i++) {
        head h = head_of(&arguments[i]);
        memcpy(to, &h, sizeof h);
        to = write_cells(arguments[i].table ? arguments[i].table->cells : &arguments[i].cell, h.rows * h.columns,
                         to + sizeof h);
    }
    return bytes ? (sx_recall_key){bytes, n} : none;
}

bool sx_recall(const sx_function *function, sx_recall_key key, sx_result *result, sx_context *context)
{
    size_t n_kept;
    const char *kept = key.bytes ? sx_memo_find(context->memo, function->name, key.bytes, key.n, &n_kept) : NULL;
    if (!kept)
        return false;
    head h;
    memcpy(&h, kept, sizeof h);
    const char *cells = kept + sizeof h, *from = cells + h.rows * h.columns * sizeof(plain_cell);
    sx_table table;
    sx_table_make(&table, h.rows, h.columns);
    char *texts = sx_table_hold(&table, h.n_texts);
    if (!texts) {
        sx_table_free(&table);
        return false;
    }
    memcpy(texts, from, h.n_texts);
    read_cells(cells, h.rows * h.columns, texts, table.cells);
    memcpy(context->reason, from + h.n_texts, h.n_note);
    *result = (sx_result){.shape = SX_SHAPE_TABLE, .table = table};
    return true;
}

void sx_remember(const sx_function *function, sx_recall_key key, const sx_result *result, sx_scratch *scratch,
                 const sx_context *context)
{
    const sx_table *t = &result->table;
    head h = {.rows = t->rows, .columns = t->columns, .n_note = strlen(context->reason) + 1};
    size_t n = key.bytes ? size_of(t->cells, t->rows, t->columns, &h.n_texts) : MOST_BYTES + 1;
    char *bytes = n <= MOST_BYTES ? sx_scratch_take(scratch, n + h.n_note) : NULL;
    if (!bytes)
        return;
    memcpy(bytes, &h, sizeof h);
    memcpy(write_cells(t->cells, t->rows * t->columns, bytes + sizeof h), context->reason, h.n_note);
    sx_memo_put(context->memo, function->name, key.bytes, key.n, bytes, n + h.n_note);
}
