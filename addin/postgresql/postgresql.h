/* The parts of the PostgreSQL extension.
 *
 * No frame of the core is ever jumped over: while it runs, nothing of PostgreSQL is called but its allocator in the
 * form that answers NULL (memory.c). What may raise an error is done before, with what PostgreSQL owns, and after. */
#ifndef SX_POSTGRESQL_H
#define SX_POSTGRESQL_H
#include <postgres.h>
#include <fmgr.h>
#include "sql/sql.h"

/* An SQL value, converted as far as PostgreSQL has a part in it. Texts and cells live in the memory context of the
 * call. */
typedef struct sx_pg_argument {
    enum { SX_PG_NOTHING, SX_PG_NUMBER, SX_PG_TEXT, SX_PG_JSON, SX_PG_CELLS, SX_PG_WRONG } kind;
    double number;
    const char *text; /* UTF-8; what is wrong */
    size_t length;
    sx_cell *cells;
    size_t rows, columns;
} sx_pg_argument;

/* May raise an error. */
sx_pg_argument sx_pg_value(Datum value, Oid type);
/* One value of a column; its text lives in the memory context of the call. May raise an error. */
sx_cell sx_pg_cell(Datum value, Oid type);
/* Puts them and runs the call, again where it was stopped for nothing: memory.c. An error is reported by the setting
 * sextant.errors; false: it was an error, and NULL is the answer. May raise an error, and then holds nothing. */
bool sx_pg_run(const sx_function *function, const sx_pg_argument *ready, size_t n, sx_result *result);
/* A text of ours in the server's encoding. */
char *sx_pg_text(const char *text);
/* The answer as the SQL type of what the function returns, a table as jsonb. Frees it. */
Datum sx_pg_result(sx_result *result);
/* The rows of a table into what the caller of a set-returning function reads. */
void sx_pg_rows(FunctionCallInfo fcinfo, const sx_function *function, const sx_table *table);

/* What the core allocates while a statement is being cancelled is refused, so that it comes to its end by the way that
 * is tested for a lack of memory. */
void sx_pg_watch(bool on);
/* Was something refused since then because the statement is to be cancelled? */
bool sx_pg_stopped(void);

/* The three kinds of functions that the generated declarations name. */
Datum sx_pg_door(FunctionCallInfo fcinfo, const sx_function *function);
Datum sx_pg_step(FunctionCallInfo fcinfo, const sx_function *function);
Datum sx_pg_final(FunctionCallInfo fcinfo);
#endif
