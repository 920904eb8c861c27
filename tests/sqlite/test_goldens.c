/* Every golden value and every example through SQLite: as a scalar, as a table-valued function and as an aggregate the
 * same bits as through the door itself, NULL where that is an error, and then sextant_why has its reason. What they
 * must be is tested in tests/catalogue. */
#include "sqlite/base.h"
#include <stdlib.h>
#include <string.h>
#include "catalogue/catalogue.h"

static sqlite3 *db;
static size_t n_calls, n_tables, n_aggregates;

/* What the door says. */
typedef struct wanted {
    sx_status status;
    sx_result result;
    sx_text json;
    sx_context context;
} wanted;

static void call_door(const sx_function *f, const sx_argument *arguments, size_t n, wanted *w)
{
    *w = (wanted){0};
    w->status = sx_call(f, arguments, n, &w->result, &w->context);
    if (w->status == SX_OK)
        sx_json_add_result(&w->json, &w->result);
}

static void free_wanted(wanted *w)
{
    if (w->status == SX_OK)
        sx_result_free(&w->result);
    sx_text_free(&w->json);
}

static sx_shape shape_of(const sx_function *f, size_t i)
{
    return i < f->n_parameters ? f->parameters[i].shape : SX_SHAPE_REST;
}

/* "select <lead>name<tail>(?1, ?2)", prepared; n places. */
static sqlite3_stmt *prepare(const char *lead, const sx_function *f, const char *tail, const char *first, size_t n)
{
    char name[SX_SQL_NAME];
    sx_text sql = {0};
    sqlite3_stmt *statement = NULL;
    sx_sql_name(f, name);
    sx_text_add(&sql, "select %s%s%s(%s", lead, first[0] ? "sextant_why" : name, tail, first);
    for (size_t i = 0; i < n; i++)
        sx_text_add(&sql, "%s?%zu", i || first[0] ? "," : "", i + 1);
    sx_text_add(&sql, ")");
    if (sqlite3_prepare_v2(db, sql.data, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql.data, sqlite3_errmsg(db));
    sx_text_free(&sql);
    return statement;
}

/* The first value of the row is the answer wanted. */
static bool same(sqlite3_stmt *statement, const wanted *w)
{
    if (w->status != SX_OK)
        return sqlite3_column_type(statement, 0) == SQLITE_NULL;
    if (w->result.shape == SX_SHAPE_NUMBER) {
        double found = sqlite3_column_double(statement, 0);
        return sqlite3_column_type(statement, 0) == SQLITE_FLOAT &&
               memcmp(&found, &w->result.number, sizeof found) == 0;
    }
    const char *found = (const char *)sqlite3_column_text(statement, 0);
    const char *text = w->result.shape == SX_SHAPE_TABLE ? w->json.data : w->result.text.data;
    return found && strcmp(found, text ? text : "") == 0;
}

static void check_scalar(const sx_function *f, const sx_argument *arguments, size_t n, const wanted *w,
                         const char *what)
{
    sqlite3_stmt *statement = prepare("", f, "", "", n);
    for (size_t i = 0; i < n; i++)
        bind(statement, (int)i + 1, &arguments[i], shape_of(f, i));
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    if (!same(statement, w))
        fail_msg("%s: SQLite gives %s, the door %d %s %s", what, (const char *)sqlite3_column_text(statement, 0),
                 (int)w->status, w->context.reason, w->json.data ? w->json.data : "");
    sqlite3_finalize(statement);
    n_calls++;
}

static void check_why(const sx_function *f, const sx_argument *arguments, size_t n, const wanted *w, const char *what)
{
    char name[SX_SQL_NAME], quoted[SX_SQL_NAME + 2] = "'";
    sx_sql_name(f, name);
    strcat(strcat(quoted, name), "'");
    sqlite3_stmt *statement = prepare("", f, "", quoted, n);
    for (size_t i = 0; i < n; i++)
        bind(statement, (int)i + 1, &arguments[i], shape_of(f, i));
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    const char *found = (const char *)sqlite3_column_text(statement, 0);
    if (!found || !strstr(found, w->context.reason))
        fail_msg("%s: sextant_why says %s instead of %s", what, found ? found : "NULL", w->context.reason);
    sqlite3_finalize(statement);
}

/* The rows of the table-valued function, their cells put together again. */
static void check_table(const sx_function *f, const sx_argument *arguments, size_t n, const wanted *w, const char *what)
{
    sx_text rows = {0};
    sqlite3_stmt *statement = prepare("cells,* from ", f, "", "", n);
    for (size_t i = 0; i < n; i++)
        bind(statement, (int)i + 1, &arguments[i], shape_of(f, i));
    size_t row = 0;
    for (; sqlite3_step(statement) == SQLITE_ROW; row++) {
        sx_text_add(&rows, "%s%s", row ? "," : "[", (const char *)sqlite3_column_text(statement, 0));
        for (size_t c = 0; c < f->n_columns && w->status == SX_OK; c++) {
            const sx_cell *cell = sx_at(&w->result.table, row, c);
            double found = sqlite3_column_double(statement, (int)c + 1);
            if (cell->kind == SX_NUMBER && memcmp(&found, &cell->as.number, sizeof found) != 0)
                fail_msg("%s: row %zu, column %zu is %.17g", what, row + 1, c + 1, found);
        }
    }
    sx_text_add(&rows, "]");
    assert_int_equal(sqlite3_column_count(statement), f->n_columns + 2);
    if (w->status == SX_OK ? strcmp(rows.data, w->json.data) != 0 : row != 0)
        fail_msg("%s: the table-valued function gives %s", what, rows.data);
    sqlite3_finalize(statement);
    sx_text_free(&rows);
    n_tables++;
}

/* How many rows an aggregate needs to be given; 0: these arguments are no rows of it. */
static size_t rows_of(const sx_function *f, const sx_argument *arguments, size_t n)
{
    size_t rows = 0;
    for (size_t i = 0; i < n; i++) {
        if (!sx_sql_is_column(f->parameters[i].shape))
            continue;
        const sx_table *t = arguments[i].table;
        size_t has = t ? t->declared_rows * t->declared_columns : arguments[i].omitted ? 0 : 1;
        if (has == 0 && f->parameters[i].optional)
            continue;
        if (has == 0 || (rows && has != rows))
            return 0;
        rows = has;
    }
    return rows;
}

static void bind_row(sqlite3_stmt *statement, int i, const sx_argument *argument, size_t row)
{
    sx_argument one = {.cell = argument->cell, .omitted = argument->omitted};
    const sx_table *t = argument->table;
    if (t)
        one.cell = *sx_at(t, row / t->declared_columns, row % t->declared_columns);
    bind(statement, i, &one, SX_SHAPE_TEXT);
}

static void check_aggregate(const sx_function *f, const sx_argument *arguments, size_t n, const wanted *w,
                            const char *what)
{
    size_t rows = rows_of(f, arguments, n);
    if (!sx_sql_has_aggregate(f) || rows == 0)
        return;
    run(db, "delete from r");
    sqlite3_stmt *insert = NULL, *statement = NULL;
    sx_text sql = {0};
    char name[SX_SQL_NAME];
    assert_int_equal(
        sqlite3_prepare_v2(db, "insert into r values(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", -1, &insert, NULL),
        SQLITE_OK);
    for (size_t r = 0; r < rows; r++) {
        for (size_t i = 0; i < n; i++) {
            bool by_row = sx_sql_is_column(f->parameters[i].shape);
            by_row ? bind_row(insert, (int)i + 1, &arguments[i], r)
                   : bind(insert, (int)i + 1, &arguments[i], shape_of(f, i));
        }
        assert_int_equal(sqlite3_step(insert), SQLITE_DONE);
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    sx_sql_name(f, name);
    sx_text_add(&sql, "select %s_agg(", name);
    for (size_t i = 0; i < n; i++)
        sx_text_add(&sql, "%sc%zu", i ? "," : "", i);
    sx_text_add(&sql, ") from (select * from r order by rowid)");
    assert_int_equal(sqlite3_prepare_v2(db, sql.data, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    if (!same(statement, w))
        fail_msg("%s: the aggregate gives %s, the door %s %s", what, (const char *)sqlite3_column_text(statement, 0),
                 w->context.reason, w->json.data ? w->json.data : "");
    sqlite3_finalize(statement);
    sx_text_free(&sql);
    n_aggregates++;
}

/* SQL has no range for a single value, and SQLite itself refuses a wrong number of arguments (test_sqlite.c). */
static bool is_sql(const sx_function *f, const sx_argument *arguments, size_t n)
{
    for (size_t i = 0; i < n && i < f->n_parameters; i++)
        if (arguments[i].table && !sx_sql_is_range(f->parameters[i].shape))
            return false;
    return n >= sx_sql_least(f) && n <= sx_sql_most(f);
}

static void check(const sx_function *f, const sx_argument *arguments, size_t n, const char *what)
{
    if (!is_sql(f, arguments, n))
        return;
    wanted w;
    call_door(f, arguments, n, &w);
    check_scalar(f, arguments, n, &w, what);
    if (w.status != SX_OK)
        check_why(f, arguments, n, &w, what);
    if (f->returns == SX_SHAPE_TABLE)
        check_table(f, arguments, n, &w, what);
    check_aggregate(f, arguments, n, &w, what);
    free_wanted(&w);
}

static void golden_file(void **state)
{
    cJSON *all = sx_read_goldens(*state);
    const cJSON *golden = NULL;
    cJSON_ArrayForEach(golden, all)
    {
        sx_context why = {{0}, NULL};
        sx_json_arguments arguments;
        const sx_function *f = sx_find(cJSON_GetObjectItemCaseSensitive(golden, "f")->valuestring);
        assert_non_null(f);
        const cJSON *args = cJSON_GetObjectItemCaseSensitive(golden, "args");
        assert_int_equal(sx_json_arguments_read(args, &arguments, &why), SX_OK);
        char *shown = cJSON_PrintUnformatted(golden);
        check(f, arguments.items, arguments.n, shown);
        cJSON_free(shown);
        sx_json_arguments_free(&arguments);
    }
    cJSON_Delete(all);
}

static void test_examples(void **state)
{
    (void)state;
    size_t n = 0;
    const sx_function **all = sx_all_functions(&n);
    for (size_t i = 0; i < n; i++)
        for (size_t x = 0; x < all[i]->n_examples; x++) {
            const sx_example *example = &all[i]->examples[x];
            if (strcmp(all[i]->family, "sextant") != 0)
                check(all[i], example->arguments, example->n_arguments, example->formula);
        }
    free(all);
    print_message("%zu calls, %zu of them as tables, %zu as aggregates\n", n_calls, n_tables, n_aggregates);
    assert_true(n_calls > 400 && n_tables > 100 && n_aggregates > 100);
    sqlite3_close(db);
}

int main(void)
{
    db = open_base();
    run(db, "create table r(c0,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11,c12,c13,c14,c15,c16,c17,c18,c19)");
    return sx_test_goldens("golden values through SQLite", golden_file, "every example", test_examples);
}
