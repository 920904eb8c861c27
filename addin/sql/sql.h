/* What the SQL hosts share: how a function of the catalogue looks in SQL, a call on its way to core/call, and the rows
 * of an aggregate. The hosts know their own values, this knows no engine, and neither knows a single function.
 *
 * In SQL KPI.CAC is kpi_cac. An omitted argument and NULL are the same. A range is an array, here JSON: [1,2,3] is one
 * column, [[1,"a"],[2,"b"]] are rows, and NULL in it is a blank cell. Where it stands for a range, a text that begins
 * with [ is such an array or wrong; any other text is a cell. */
#ifndef SX_SQL_H
#define SX_SQL_H
#include "call/call.h"
#include "cli/json.h"

enum {
    SX_SQL_NAME = 64,      /* room for a name */
    SX_SQL_ARGUMENTS = 20, /* the most that a call takes: SEXTANT.WHY's name, and the arguments of any function */
    SX_SQL_MOST_VALUES = SX_JSON_MOST_VALUES /* of one range */
};

/* "kpi_cac", and of a column "in time" in_time, in lower case. */
void sx_sql_name(const sx_function *function, char name[SX_SQL_NAME]);
void sx_sql_column_name(const char *column, char name[SX_SQL_NAME]);
/* Takes this shape an array? */
bool sx_sql_is_range(sx_shape shape);
/* Is it a column of values, so that an aggregate reads a value of it from each row? */
bool sx_sql_is_column(sx_shape shape);
bool sx_sql_has_aggregate(const sx_function *function);
/* How many arguments must be given, and may be: of SEXTANT.WHY any number, SX_SQL_ARGUMENTS at most. */
size_t sx_sql_least(const sx_function *function);
size_t sx_sql_most(const sx_function *function);

/* A call under construction. What is put there stays the caller's and must live until sx_sql_run. The first fault of an
 * argument is the call's answer. */
typedef struct sx_sql_call {
    const sx_function *function;
    const sx_function *told; /* the one that SEXTANT.WHY is asked about, from when its name is put */
    size_t n;
    sx_status status; /* of the arguments so far */
    sx_argument arguments[SX_SQL_ARGUMENTS];
    sx_table tables[SX_SQL_ARGUMENTS]; /* of what was read from JSON, with its texts beside it */
    cJSON *json[SX_SQL_ARGUMENTS];
    size_t n_read;       /* how many of these there are */
    sx_context *context; /* the reason is in it when status is not SX_OK */
} sx_sql_call;

/* All n arguments are omitted at first; n > SX_SQL_ARGUMENTS is a fault. context->reason is emptied. */
void sx_sql_start(sx_sql_call *call, const sx_function *function, size_t n, sx_context *context);
/* The shape of argument i, that of the function asked about where SEXTANT.WHY is called. */
sx_shape sx_sql_shape(const sx_sql_call *call, size_t i);
void sx_sql_put_number(sx_sql_call *call, size_t i, double number);
/* text[length] is '\0'. */
void sx_sql_put_text(sx_sql_call *call, size_t i, const char *text, size_t length);
/* Any JSON: an array is a range, a number or a text a cell. */
void sx_sql_put_json(sx_sql_call *call, size_t i, const char *text, size_t length);
/* rows x columns cells, by rows; 0 rows: an empty range. */
void sx_sql_put_cells(sx_sql_call *call, size_t i, sx_cell *cells, size_t rows, size_t columns);
void sx_sql_put_wrong(sx_sql_call *call, size_t i, sx_status status, const char *what); /* "KPI.CAC: spend is <what>" */
/* Runs it and frees what the call holds. As sx_call. */
sx_status sx_sql_run(sx_sql_call *call, sx_result *result);

/* A cell of a number, of a text (NUL-terminated): a fault where it is not finite, or not whole UTF-8. */
sx_cell sx_sql_number(double number);
sx_cell sx_sql_text(const char *text, size_t length);

/* A column that grows a row at a time and, in a window, loses its first. Owns its texts. {0} to start. */
typedef struct sx_sql_column {
    sx_cell *cells;
    size_t first, n, capacity; /* cells first to first + n - 1 */
} sx_sql_column;

/* Adds a copy. false: out of memory, and nothing is added. */
bool sx_sql_column_add(sx_sql_column *column, sx_cell cell);
void sx_sql_column_drop(sx_sql_column *column);
void sx_sql_column_free(sx_sql_column *column);
/* NULL in every row: an optional one is not given. */
bool sx_sql_column_is_blank(const sx_sql_column *column);
#endif
