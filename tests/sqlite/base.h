/* A connection with the extension, and calls through it. */
#ifndef SX_TEST_SQLITE_H
#define SX_TEST_SQLITE_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sqlite3.h>
#include "sql/sql.h"

/* A connection in memory into which the built extension was loaded. */
sqlite3 *open_base(void);
/* The first value of the statement's first row as a text, "NULL", "no row", or "error: ..."; valid until the next. */
const char *ask(sqlite3 *db, const char *sql);
/* The first value is this number to the bit. */
void assert_number(sqlite3 *db, const char *sql, double wanted);
void assert_no_value(sqlite3 *db, const char *sql);
void assert_says(sqlite3 *db, const char *sql, const char *words);
/* Runs statements that give nothing. */
void run(sqlite3 *db, const char *sql);
/* Binds an argument as SQL would hand it over to a parameter of that shape. */
void bind(sqlite3_stmt *statement, int i, const sx_argument *argument, sx_shape shape);
/* The argument as JSON, as large as it was declared. */
void add_range(sx_text *out, const sx_table *table);
#endif
