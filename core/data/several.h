/* The rows of several canonical tables of a kind, one after the other, and which of them are the same. */
#ifndef SX_SEVERAL_H
#define SX_SEVERAL_H
#include "base/value.h"
#include "data/words.h"

enum { SX_SEVERAL = 8, SX_ASKED = 24 /* fields */ };

typedef struct sx_several {
    const sx_canon *canon;
    const sx_table *tables[SX_SEVERAL]; /* NULL: none */
    /* The row that sx_next_row came to: its table (number from 1), its row there, how many came before it, and the
     * first of those that is the same, from 1; 0: none. */
    const sx_table *table;
    size_t number, row, n, earlier;
    int key[SX_ASKED]; /* the columns by which rows are the same */
    size_t n_key;
    bool all;  /* by all columns: blanks count */
    int must;  /* a column that must hold something, no 0, for a row to be the same as another; -1: none */
    size_t at; /* where to look on */
    uint64_t *hashes;
    const sx_table **from;
    size_t *rows, *slots, mask;
} sx_several;

/* kind: the place of the choice in the entries of DATA. SX_NOMEM, or SX_OK; sx_several_free at the end. */
sx_status sx_several_start(sx_several *s, int kind, const sx_table *const tables[SX_SEVERAL]);
bool sx_next_row(sx_several *s);
void sx_several_free(sx_several *s);

/* What may be asked for beside the canonical columns, each a number below 0. */
typedef struct sx_own_field {
    const char *name;
    int field;
} sx_own_field;
/* The columns that the words name, blanks between them: a canonical column from 0, or one of own (its name NULL ends
 * it). SX_ARGUMENT with the word that names none, or where there is none at all. */
sx_status sx_read_fields(const sx_canon *canon, const char *words, const sx_own_field *own, int fields[SX_ASKED],
                         size_t *n, sx_context *context);
/* Puts the cell into the table; a blank leaves it blank. */
void sx_put_cell(sx_table *to, size_t row, size_t column, const sx_cell *cell);
#endif
