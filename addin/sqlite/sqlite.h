/* The parts of the SQLite extension. All of a connection's functions share one sx_host; each holds one use of it. */
#ifndef SX_SQLITE_H
#define SX_SQLITE_H
#include "sql/sql.h"
#include <sqlite3ext.h>

typedef struct sx_host {
    size_t uses;
    sx_context context;
} sx_host;

/* What SQLite hands back with every call: a function of the catalogue at its host. */
typedef struct sx_bound {
    sx_host *host;
    const sx_function *function;
} sx_bound;

/* One more use of the host; NULL: out of memory. Free with sx_sqlite_unbind. */
sx_bound *sx_sqlite_bind(sx_host *host, const sx_function *function);
void sx_sqlite_unbind(void *bound);

/* Puts an SQL value: NULL is omitted, a blob a fault. */
void sx_sqlite_put(sx_sql_call *call, size_t i, sqlite3_value *value);
/* The value as a cell of a column, its text the value's own; a blob is a fault. */
sx_cell sx_sqlite_cell(sqlite3_value *value);
/* Runs the call and answers; an error is NULL. A table is answered as JSON. */
void sx_sqlite_answer(sqlite3_context *to, sx_sql_call *call);

/* Each adds what it can of a function to the connection: SQLite's result code. */
int sx_sqlite_aggregate(sqlite3 *db, sx_host *host, const sx_function *function);
int sx_sqlite_table(sqlite3 *db, sx_host *host, const sx_function *function);
#endif
