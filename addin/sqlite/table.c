/* select * from fcst_auto('[...]', 12): a table of the catalogue as a table-valued function. Its columns are the
 * catalogue's; cells holds the whole row as JSON, with the cells beyond the last column that has a name, and with the
 * errors, which are NULL in a column. An error of the whole call is no row. */
#include <stdlib.h>
#include <string.h>
#include "sqlite/sqlite.h"
SQLITE_EXTENSION_INIT3

typedef struct table {
    sqlite3_vtab base;
    const sx_bound *bound;
} table;

typedef struct cursor {
    sqlite3_vtab_cursor base;
    sx_result result;
    size_t row;
} cursor;

/* The catalogue's columns, cells, and the arguments, hidden; an argument that is named as a column gets a line. */
static char *declaration(const sx_function *f)
{
    sqlite3_str *text = sqlite3_str_new(NULL);
    char name[SX_SQL_NAME], column[SX_SQL_NAME];
    sqlite3_str_appendall(text, "CREATE TABLE x(");
    for (size_t i = 0; i < f->n_columns; i++) {
        sx_sql_column_name(f->columns[i].name, name);
        sqlite3_str_appendf(text, "\"%w\",", name);
    }
    sqlite3_str_appendall(text, "cells");
    for (size_t i = 0; i < f->n_parameters; i++) {
        bool taken = false;
        sx_sql_column_name(f->parameters[i].name, name);
        for (size_t k = 0; k < f->n_columns; k++) {
            sx_sql_column_name(f->columns[k].name, column);
            taken = taken || strcmp(name, column) == 0;
        }
        sqlite3_str_appendf(text, ",\"%w%s\" HIDDEN", name, taken ? "_" : "");
    }
    sqlite3_str_appendall(text, ")");
    return sqlite3_str_finish(text);
}

static int connect(sqlite3 *db, void *data, int argc, const char *const *argv, sqlite3_vtab **made, char **error)
{
    (void)argc;
    (void)argv;
    (void)error;
    const sx_bound *bound = data;
    table *t = calloc(1, sizeof *t);
    char *declared = declaration(bound->function);
    int code = t && declared ? sqlite3_declare_vtab(db, declared) : SQLITE_NOMEM;
    if (code == SQLITE_OK)
        code = sqlite3_vtab_config(db, SQLITE_VTAB_INNOCUOUS);
    sqlite3_free(declared);
    if (code != SQLITE_OK) {
        free(t);
        return code;
    }
    t->bound = bound;
    *made = &t->base;
    return SQLITE_OK;
}

static int disconnect(sqlite3_vtab *vtab)
{
    free(vtab);
    return SQLITE_OK;
}

/* The plan's number is the set of the arguments that are given; they arrive in their order. */
static int best_index(sqlite3_vtab *vtab, sqlite3_index_info *plan)
{
    const sx_function *f = ((table *)vtab)->bound->function;
    int first = (int)f->n_columns + 1, given = 0, asked = 0, at[SX_SQL_ARGUMENTS] = {0};
    for (int i = 0; i < plan->nConstraint; i++) {
        int parameter = plan->aConstraint[i].iColumn - first;
        if (parameter < 0 || plan->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ)
            continue;
        asked |= 1 << parameter;
        if (!plan->aConstraint[i].usable || given >> parameter & 1)
            continue;
        given |= 1 << parameter;
        at[parameter] = i;
    }
    if (asked != given)
        return SQLITE_CONSTRAINT;
    int n = 0;
    for (size_t p = 0; p < f->n_parameters; p++)
        if (given >> p & 1) {
            plan->aConstraintUsage[at[p]].argvIndex = ++n;
            plan->aConstraintUsage[at[p]].omit = 1;
        }
    plan->idxNum = given;
    plan->estimatedCost = 1000.0;
    plan->estimatedRows = 20;
    return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *vtab, sqlite3_vtab_cursor **made)
{
    (void)vtab;
    cursor *c = calloc(1, sizeof *c);
    if (!c)
        return SQLITE_NOMEM;
    *made = &c->base;
    return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *base)
{
    cursor *c = (cursor *)base;
    sx_result_free(&c->result);
    free(c);
    return SQLITE_OK;
}

static int missing(sqlite3_vtab *vtab, const sx_function *f, size_t i)
{
    char name[SX_SQL_NAME];
    sx_sql_name(f, name);
    sqlite3_free(vtab->zErrMsg);
    vtab->zErrMsg = sqlite3_mprintf("%s: %s is missing", name, f->parameters[i].name);
    return SQLITE_ERROR;
}

static int filter(sqlite3_vtab_cursor *base, int given, const char *plan, int n, sqlite3_value **values)
{
    (void)plan;
    cursor *c = (cursor *)base;
    const sx_bound *bound = ((table *)base->pVtab)->bound;
    const sx_function *f = bound->function;
    sx_result_free(&c->result);
    c->result = (sx_result){0};
    c->row = 0;
    for (size_t i = 0; i < sx_sql_least(f); i++)
        if (!(given >> i & 1))
            return missing(base->pVtab, f, i);
    sx_sql_call call;
    sx_sql_start(&call, f, f->n_parameters, &bound->host->context);
    for (size_t i = 0, k = 0; i < f->n_parameters && k < (size_t)n; i++)
        if (given >> i & 1)
            sx_sqlite_put(&call, i, values[k++]);
    return sx_sql_run(&call, &c->result) == SX_NOMEM ? SQLITE_NOMEM : SQLITE_OK;
}

static int next(sqlite3_vtab_cursor *base)
{
    ((cursor *)base)->row++;
    return SQLITE_OK;
}

static int eof(sqlite3_vtab_cursor *base)
{
    const cursor *c = (cursor *)base;
    return c->row >= c->result.table.rows;
}

static void give_row(sqlite3_context *to, const cursor *c)
{
    sx_text text = {0};
    sx_json_add_row(&text, &c->result.table, c->row);
    if (text.status == SX_OK)
        sqlite3_result_text64(to, text.data, text.length, free, SQLITE_UTF8);
    else
        sqlite3_result_error_nomem(to);
}

static int column(sqlite3_vtab_cursor *base, sqlite3_context *to, int i)
{
    const cursor *c = (cursor *)base;
    const sx_function *f = ((table *)base->pVtab)->bound->function;
    if ((size_t)i == f->n_columns)
        give_row(to, c);
    if ((size_t)i >= f->n_columns)
        return SQLITE_OK;
    const sx_cell *cell = sx_at(&c->result.table, c->row, (size_t)i);
    if (cell->kind == SX_NUMBER)
        sqlite3_result_double(to, cell->as.number);
    else if (cell->kind == SX_TEXT)
        sqlite3_result_text64(to, cell->as.text, cell->length, SQLITE_TRANSIENT, SQLITE_UTF8);
    return SQLITE_OK;
}

static int rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *id)
{
    *id = (sqlite3_int64)((cursor *)base)->row + 1;
    return SQLITE_OK;
}

int sx_sqlite_table(sqlite3 *db, sx_host *host, const sx_function *function)
{
    static const sqlite3_module module = {.xConnect = connect,
                                          .xBestIndex = best_index,
                                          .xDisconnect = disconnect,
                                          .xOpen = open_cursor,
                                          .xClose = close_cursor,
                                          .xFilter = filter,
                                          .xNext = next,
                                          .xEof = eof,
                                          .xColumn = column,
                                          .xRowid = rowid};
    char name[SX_SQL_NAME];
    sx_sql_name(function, name);
    sx_bound *bound = sx_sqlite_bind(host, function);
    return bound ? sqlite3_create_module_v2(db, name, &module, bound, sx_sqlite_unbind) : SQLITE_NOMEM;
}
