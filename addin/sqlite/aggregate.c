/* fcst_point_agg(value, 12): a function whose ranges are columns reads a row of them at a time, in the order in which
 * the rows come; the other arguments are the same in every row. Over a window the first row leaves again. */
#include <stdlib.h>
#include <string.h>
#include "sqlite/sqlite.h"
SQLITE_EXTENSION_INIT3

typedef struct state {
    size_t rows, n; /* n: arguments given */
    sx_sql_column columns[SX_SQL_ARGUMENTS];
    sqlite3_value *constants[SX_SQL_ARGUMENTS]; /* of the first row ever */
    sx_status status;
    size_t changed; /* the argument that should have stayed the same, 1 and up */
} state;

static bool same_value(sqlite3_value *a, sqlite3_value *b)
{
    if (sqlite3_value_type(a) != sqlite3_value_type(b))
        return false;
    switch (sqlite3_value_type(a)) {
    case SQLITE_NULL:
        return true;
    case SQLITE_INTEGER:
    case SQLITE_FLOAT:
        return !(sqlite3_value_double(a) < sqlite3_value_double(b)) &&
               !(sqlite3_value_double(a) > sqlite3_value_double(b));
    default: {
        int n = sqlite3_value_bytes(a);
        const void *left = sqlite3_value_blob(a), *right = sqlite3_value_blob(b);
        return n == sqlite3_value_bytes(b) && (n == 0 || (left && right && memcmp(left, right, (size_t)n) == 0));
    }
    }
}

static void step_constant(state *s, size_t i, sqlite3_value *value)
{
    if (!s->constants[i]) {
        s->constants[i] = sqlite3_value_dup(value);
        if (!s->constants[i])
            s->status = SX_NOMEM;
    } else if (!same_value(s->constants[i], value) && !s->changed)
        s->changed = i + 1;
}

static void step(sqlite3_context *to, int n, sqlite3_value **values)
{
    const sx_bound *bound = sqlite3_user_data(to);
    state *s = sqlite3_aggregate_context(to, sizeof *s);
    if (!s) {
        sqlite3_result_error_nomem(to);
        return;
    }
    s->n = (size_t)n;
    s->rows++;
    for (size_t i = 0; i < s->n && s->status == SX_OK; i++) {
        if (!sx_sql_is_column(bound->function->parameters[i].shape))
            step_constant(s, i, values[i]);
        else if (!sx_sql_column_add(&s->columns[i], sx_sqlite_cell(values[i])))
            s->status = SX_NOMEM;
    }
    if (s->status == SX_NOMEM)
        sqlite3_result_error_nomem(to);
}

static void leave(sqlite3_context *to, int n, sqlite3_value **values)
{
    (void)values;
    state *s = sqlite3_aggregate_context(to, sizeof *s);
    if (!s || s->status != SX_OK)
        return;
    for (int i = 0; i < n; i++)
        sx_sql_column_drop(&s->columns[i]);
    s->rows--;
}

/* A mistake in the statement and not in its data: SQL's own error. */
static void refuse(sqlite3_context *to, const sx_function *f, size_t i)
{
    char name[SX_SQL_NAME], words[2 * SX_SQL_NAME + 64];
    sx_sql_name(f, name);
    sx_format_into(words, sizeof words, "%s_agg: %s is not the same in every row", name, f->parameters[i].name);
    sqlite3_result_error(to, words, -1);
}

static void value(sqlite3_context *to)
{
    const sx_bound *bound = sqlite3_user_data(to);
    state *s = sqlite3_aggregate_context(to, 0);
    if (!s || !s->rows || s->status != SX_OK)
        return; /* NULL, or the error that was set */
    if (s->changed) {
        refuse(to, bound->function, s->changed - 1);
        return;
    }
    sx_sql_call call;
    sx_sql_start(&call, bound->function, s->n, &bound->host->context);
    for (size_t i = 0; i < s->n; i++) {
        const sx_parameter *p = &bound->function->parameters[i];
        if (!sx_sql_is_column(p->shape))
            sx_sqlite_put(&call, i, s->constants[i]);
        else if (!p->optional || !sx_sql_column_is_blank(&s->columns[i]))
            sx_sql_put_cells(&call, i, s->columns[i].cells + s->columns[i].first, s->columns[i].n, 1);
    }
    sx_sqlite_answer(to, &call);
}

static void finish(sqlite3_context *to)
{
    value(to);
    state *s = sqlite3_aggregate_context(to, 0);
    if (!s)
        return;
    for (size_t i = 0; i < s->n; i++) {
        sx_sql_column_free(&s->columns[i]);
        sqlite3_value_free(s->constants[i]);
    }
}

int sx_sqlite_aggregate(sqlite3 *db, sx_host *host, const sx_function *function)
{
    char name[SX_SQL_NAME + 4];
    sx_sql_name(function, name);
    strcat(name, "_agg");
    int code = SQLITE_OK;
    for (size_t n = sx_sql_least(function); n <= sx_sql_most(function) && code == SQLITE_OK; n++) {
        sx_bound *bound = sx_sqlite_bind(host, function);
        code = !bound ? SQLITE_NOMEM
                      : sqlite3_create_window_function(db, name, (int)n,
                                                       SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, bound,
                                                       step, finish, value, leave, sx_sqlite_unbind);
    }
    return code;
}
