/* Canonical rows into a SQLite database, a table a kind ("spend"), made when it is missing.
 *
 * Columns: the canonical ones, dates as ISO text, what an export does not say NULL; then _import, the number of the
 * import that brought the row (a line in sextant_imports: the file, its source, when nothing is said the layout's
 * header), _row and _key, hashes of the whole row and of what names it.
 *
 * Nothing is added twice: of rows that are equal cell by cell, the table holds from one source as many as the export
 * that has the most of them. Rows of the same name (campaign and day, invoice, deal) with other figures are a question,
 * changed: replace, keep (what is there) or both. All of it or nothing: a question or a fault leaves the file as it
 * was. */
#ifndef SX_CLI_IMPORT_INTO_H
#define SX_CLI_IMPORT_INTO_H
#include "cli/sqlite.h"
#include "data/export.h"

typedef struct sx_into {
    sx_sqlite sqlite;
    struct sqlite3 *db;
    struct sqlite3_stmt *insert;
    const sx_canon *table;
    sx_text words;
    size_t added, there, changed; /* rows */
    char why[256];                /* what went wrong; empty: nothing */
} sx_into;

/* Opens the file and its transaction; false: why says what is wrong. */
bool sx_into_open(sx_into *into, const char *file, const sx_canon *table);
/* A sink: data is the sx_into. SX_ARGUMENT where the database refuses; why says it. */
sx_status sx_into_row(void *data, const sx_out *row, size_t n);
/* Adds what is new and ends the transaction, where the export was read; asks x where rows changed. source: "" for the
 * layout's. False: why says what is wrong, and nothing was changed. */
bool sx_into_end(sx_into *into, sx_export *x, const char *file, const char *source);
void sx_into_close(sx_into *into);
#endif
