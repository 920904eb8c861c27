#include "sqlite/base.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

sqlite3 *open_base(void)
{
    sqlite3 *db = NULL;
    char path[4096], *error = NULL;
    const char *build = getenv("BUILD");
    snprintf(path, sizeof path, "%s/sqlite/sextant", build ? build : "build");
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, NULL), SQLITE_OK);
    if (sqlite3_load_extension(db, path, NULL, &error) != SQLITE_OK)
        fail_msg("%s: %s", path, error);
    return db;
}

const char *ask(sqlite3 *db, const char *sql)
{
    static char answer[1 << 16];
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(statement, 0);
        snprintf(answer, sizeof answer, "%s", text ? text : "NULL");
    } else if (code == SQLITE_DONE)
        snprintf(answer, sizeof answer, "no row");
    else
        snprintf(answer, sizeof answer, "error: %s", sqlite3_errmsg(db));
    sqlite3_finalize(statement);
    return answer;
}

void assert_number(sqlite3 *db, const char *sql, double wanted)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK || sqlite3_step(statement) != SQLITE_ROW)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    double found = sqlite3_column_double(statement, 0);
    if (sqlite3_column_type(statement, 0) != SQLITE_FLOAT || memcmp(&found, &wanted, sizeof found) != 0)
        fail_msg("%s gives %s instead of %.17g", sql, (const char *)sqlite3_column_text(statement, 0), wanted);
    sqlite3_finalize(statement);
}

void assert_no_value(sqlite3 *db, const char *sql)
{
    const char *answer = ask(db, sql);
    if (strcmp(answer, "NULL") != 0)
        fail_msg("%s gives %s instead of NULL", sql, answer);
}

void assert_says(sqlite3 *db, const char *sql, const char *words)
{
    const char *answer = ask(db, sql);
    if (!strstr(answer, words))
        fail_msg("%s gives %s, without \"%s\"", sql, answer, words);
}

void run(sqlite3 *db, const char *sql)
{
    char *error = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &error) != SQLITE_OK)
        fail_msg("%s: %s", sql, error);
}

void add_range(sx_text *out, const sx_table *table)
{
    for (size_t r = 0; r < table->declared_rows; r++)
        for (size_t c = 0; c < table->declared_columns; c++) {
            const sx_cell *cell = sx_at(table, r, c);
            sx_text_add(out, "%s", c ? "," : r ? ",[" : "[[");
            if (cell->kind == SX_NUMBER)
                sx_json_add_number(out, cell->as.number);
            else if (cell->kind == SX_TEXT)
                sx_json_add_text(out, cell->as.text, strlen(cell->as.text));
            else
                sx_text_add(out, "null");
            if (c + 1 == table->declared_columns)
                sx_text_add(out, "]");
        }
    sx_text_add(out, "]");
    assert_int_equal(out->status, SX_OK);
}

void bind(sqlite3_stmt *statement, int i, const sx_argument *argument, sx_shape shape)
{
    sx_text json = {0};
    const sx_cell *cell = &argument->cell;
    int code = SQLITE_OK;
    if (argument->table)
        add_range(&json, argument->table);
    else if (!argument->omitted && cell->kind == SX_TEXT && sx_sql_is_range(shape) && cell->as.text[0] == '[') {
        sx_text_add(&json, "[");
        sx_json_add_text(&json, cell->as.text, strlen(cell->as.text));
        sx_text_add(&json, "]");
    }
    if (json.data)
        code = sqlite3_bind_text(statement, i, json.data, -1, SQLITE_TRANSIENT);
    else if (argument->omitted || cell->kind == SX_BLANK)
        code = sqlite3_bind_null(statement, i);
    else if (cell->kind == SX_NUMBER)
        code = sqlite3_bind_double(statement, i, cell->as.number);
    else
        code = sqlite3_bind_text(statement, i, cell->as.text, -1, SQLITE_TRANSIENT);
    assert_int_equal(code, SQLITE_OK);
    sx_text_free(&json);
}
