/* The SQLite extension: every function of the catalogue under its SQL name, registered from the catalogue as it is
 * loaded. Nothing here knows a single function. */
#include "sqlite/sqlite.h"
#include "base/memo.h"
#include <stdlib.h>
#include <string.h>
SQLITE_EXTENSION_INIT1

enum { MEMO_BYTES = 1 << 20 /* a connection: neighbouring calls often ask about the same history */ };

sx_bound *sx_sqlite_bind(sx_host *host, const sx_function *function)
{
    sx_bound *bound = malloc(sizeof *bound);
    if (bound) {
        *bound = (sx_bound){host, function};
        host->uses++;
    }
    return bound;
}

static void let_go(sx_host *host)
{
    if (--host->uses)
        return;
    sx_memo_free(host->context.memo);
    free(host);
}

void sx_sqlite_unbind(void *bound)
{
    sx_bound *b = bound;
    let_go(b->host);
    free(b);
}

void sx_sqlite_put(sx_sql_call *call, size_t i, sqlite3_value *value)
{
    switch (sqlite3_value_type(value)) {
    case SQLITE_NULL:
        break;
    case SQLITE_INTEGER:
    case SQLITE_FLOAT:
        sx_sql_put_number(call, i, sqlite3_value_double(value));
        break;
    case SQLITE_TEXT: {
        const char *text = (const char *)sqlite3_value_text(value);
        if (text)
            sx_sql_put_text(call, i, text, (size_t)sqlite3_value_bytes(value));
        else
            sx_sql_put_wrong(call, i, SX_NOMEM, ": out of memory");
        break;
    }
    default:
        sx_sql_put_wrong(call, i, SX_VALUE, "a blob");
    }
}

sx_cell sx_sqlite_cell(sqlite3_value *value)
{
    const char *text;
    switch (sqlite3_value_type(value)) {
    case SQLITE_NULL:
        return (sx_cell){.kind = SX_BLANK};
    case SQLITE_INTEGER:
    case SQLITE_FLOAT:
        return sx_sql_number(sqlite3_value_double(value));
    case SQLITE_TEXT:
        text = (const char *)sqlite3_value_text(value);
        if (text)
            return sx_sql_text(text, (size_t)sqlite3_value_bytes(value));
        return (sx_cell){.kind = SX_FAULT, .as.fault = SX_NOMEM};
    default:
        return (sx_cell){.kind = SX_FAULT, .as.fault = SX_VALUE};
    }
}

static void give_text(sqlite3_context *to, sx_text *text)
{
    if (text->status != SX_OK) {
        sx_text_free(text);
        sqlite3_result_error_nomem(to);
    } else if (text->data)
        sqlite3_result_text64(to, text->data, text->length, free, SQLITE_UTF8);
    else
        sqlite3_result_text(to, "", 0, SQLITE_STATIC);
}

void sx_sqlite_answer(sqlite3_context *to, sx_sql_call *call)
{
    enum { JSON = 'J' }; /* as SQLite's own JSON functions mark theirs */
    sx_result result = {0};
    sx_text text = {0};
    sx_status status = sx_sql_run(call, &result);
    if (status == SX_NOMEM)
        sqlite3_result_error_nomem(to);
    else if (status != SX_OK)
        sqlite3_result_null(to);
    else if (result.shape == SX_SHAPE_NUMBER)
        sqlite3_result_double(to, result.number);
    else if (result.shape == SX_SHAPE_TEXT)
        give_text(to, &result.text);
    else {
        sx_json_add_result(&text, &result);
        give_text(to, &text);
        sqlite3_result_subtype(to, JSON);
        sx_result_free(&result);
    }
}

static void call_scalar(sqlite3_context *to, int n, sqlite3_value **values)
{
    const sx_bound *bound = sqlite3_user_data(to);
    sx_sql_call call;
    sx_sql_start(&call, bound->function, (size_t)n, &bound->host->context);
    for (size_t i = 0; i < call.n; i++)
        sx_sqlite_put(&call, i, values[i]);
    sx_sqlite_answer(to, &call);
}

/* Once for each number of arguments, so that SQLite itself refuses another one. */
static int add_scalar(sqlite3 *db, sx_host *host, const sx_function *function)
{
    char name[SX_SQL_NAME];
    sx_sql_name(function, name);
    int code = SQLITE_OK;
    for (size_t n = sx_sql_least(function); n <= sx_sql_most(function) && code == SQLITE_OK; n++) {
        sx_bound *bound = sx_sqlite_bind(host, function);
        code = !bound
                   ? SQLITE_NOMEM
                   : sqlite3_create_function_v2(db, name, (int)n, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                                                bound, call_scalar, NULL, NULL, sx_sqlite_unbind);
    }
    return code;
}

static int add_all(sqlite3 *db, sx_host *host)
{
    int code = SQLITE_OK;
    for (size_t s = 0; s < sx_n_services; s++)
        for (size_t i = 0; i < sx_services[s].n_functions && code == SQLITE_OK; i++) {
            const sx_function *function = &sx_services[s].functions[i];
            code = add_scalar(db, host, function);
            if (code == SQLITE_OK && sx_sql_has_aggregate(function))
                code = sx_sqlite_aggregate(db, host, function);
            if (code == SQLITE_OK && function->returns == SX_SHAPE_TABLE)
                code = sx_sqlite_table(db, host, function);
        }
    return code;
}

__attribute__((visibility("default"))) int sqlite3_sextant_init(sqlite3 *db, char **error,
                                                                const sqlite3_api_routines *api);

int sqlite3_sextant_init(sqlite3 *db, char **error, const sqlite3_api_routines *api)
{
    SQLITE_EXTENSION_INIT2(api);
    (void)error;
    sx_host *host = calloc(1, sizeof *host);
    if (!host)
        return SQLITE_NOMEM;
    host->uses = 1;
    host->context.memo = sx_memo_new(MEMO_BYTES);
    int code = add_all(db, host);
    let_go(host);
    return code;
}
