/* Fuzzer of the SQL doors: values of any kind and arrays whole and broken, in a scalar call, an aggregate over rows, a
 * window, a table-valued function and sextant_why. No statement ends the process, and the same one answers the same.
 * Built with clang -fsanitize=fuzzer a libFuzzer target; otherwise main() makes the bytes, repeated by their seed:
 * fuzz_sql [cases [seed] | inputs.hex]. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "fuzz/random.h"
#include "sql/sql.h"

enum { MOST_ARGUMENTS = SX_SQL_ARGUMENTS, MOST_ROWS = 20, MOST_BYTES = 2000, MOST_ANSWER = 200 };

int sqlite3_sextant_init(sqlite3 *db, char **error, const sqlite3_api_routines *api);

static const sx_function *any_function(fuzz_bytes *b)
{
    size_t k = take(b);
    const sx_service *service = &sx_services[k % sx_n_services];
    return &service->functions[take(b) % service->n_functions];
}

static double any_number(fuzz_bytes *b)
{
    static const double odd[] = {0.0, -0.0, 1.0, -1.0, 0.5, 1e308, 5e-324, 45992.0, 12.0, 1e15, 1e-10, 2958466.0};
    unsigned kind = take(b);
    return kind < 200 ? (double)(take(b) % 60) : kind < 230 ? odd[kind % 12] : (double)take(b) / 100.0 - 1.0;
}

static const char *any_word(fuzz_bytes *b, const sx_parameter *p)
{
    static const char *const words[] = {
        "",       "name", "rate",  "value",   "cost per", "hill",    "log",        "item",
        "amount", "from", "every", "KPI.CAC", "kpi_cac",  "1.234,5", "2025-12-01", "\xC3\xA4\xE2\x82\xAC",
        "[",      "[]",   "[[]]",  "a\"b\\c"};
    unsigned kind = take(b);
    if (p && p->n_choices && kind < 200)
        return p->choices[kind % p->n_choices].id;
    return words[kind % 20];
}

/* [1,2], [[1,"a"],[null,true]], now and then with a byte that breaks it. */
static void add_array(fuzz_bytes *b, const sx_parameter *p, sx_text *out)
{
    size_t rows = take(b) % MOST_ROWS, wide = take(b) < 128 ? 0 : take(b) % 8;
    size_t from = out->length;
    for (size_t r = 0; r < rows; r++) {
        sx_text_add(out, "%s%s", r ? "," : "[", wide ? "[" : "");
        for (size_t c = 0; c < (wide ? wide : 1); c++) {
            unsigned kind = take(b);
            const char *word = any_word(b, p);
            sx_text_add(out, "%s", c ? "," : "");
            if (kind < 160)
                sx_json_add_number(out, any_number(b));
            else if (kind < 225)
                sx_json_add_text(out, word, strlen(word));
            else
                sx_text_add(out, "%s", kind < 245 ? "null" : kind < 250 ? "true" : kind < 253 ? "[1]" : "{\"a\":1}");
        }
        sx_text_add(out, "%s", wide ? "]" : "");
    }
    sx_text_add(out, "%s", rows ? "]" : "[]");
    if (take(b) < 20 && out->data && out->length > from)
        out->data[from + take(b) % (out->length - from)] = (char)(take(b) | 1);
}

static void bind_any(fuzz_bytes *b, sqlite3_stmt *statement, int i, const sx_parameter *p)
{
    unsigned kind = take(b);
    bool range = p && sx_sql_is_range(p->shape);
    sx_text text = {0};
    if (range ? kind < 190 : kind < 12) {
        add_array(b, p, &text);
        sqlite3_bind_text(statement, i, text.data, (int)text.length, SQLITE_TRANSIENT);
        sx_text_free(&text);
    } else if (kind < 200 && p && (p->shape == SX_SHAPE_NUMBER || range))
        sqlite3_bind_double(statement, i, any_number(b));
    else if (kind < 225)
        sqlite3_bind_text(statement, i, any_word(b, p), -1, SQLITE_TRANSIENT);
    else if (kind < 235)
        sqlite3_bind_int64(statement, i, (sqlite3_int64)take(b) << (take(b) % 56));
    else if (kind < 240)
        sqlite3_bind_blob(statement, i, "\x00\xFF[1]", 5, SQLITE_STATIC);
    else if (kind < 244)
        sqlite3_bind_text(statement, i, "\xFF\xC3[", 3, SQLITE_STATIC);
    else
        sqlite3_bind_null(statement, i);
}

/* The statement, with ?1 and so on for its values, of which there are *values; of_parameter: which one each is for. */
static void write_statement(fuzz_bytes *b, const sx_function *f, sx_text *sql, size_t *values, size_t *of_parameter)
{
    char name[SX_SQL_NAME];
    sx_sql_name(f, name);
    unsigned form = take(b) % (sx_sql_has_aggregate(f) ? 6 : 3);
    size_t least = sx_sql_least(f), most = sx_sql_most(f), n = least + take(b) % (most - least + 1);
    n = n > 12 ? 12 : n;
    *values = n;
    for (size_t i = 0; i < n; i++)
        of_parameter[i] = i;
    if (form < 3 || !n) {
        sx_text_add(sql,
                    form == 0   ? "select * from %s("
                    : form == 1 ? "select sextant_why('%s'%s"
                                : "select %s(",
                    name, n ? "," : "");
        for (size_t i = 0; i < n; i++)
            sx_text_add(sql, "%s?%zu", i ? "," : "", i + 1);
        sx_text_add(sql, form == 0 ? ") limit 30" : ")");
        return;
    }
    size_t rows = 1 + take(b) % MOST_ROWS;
    if (rows * n > 180)
        rows = 180 / n;
    sx_text_add(sql, "with v(");
    for (size_t i = 0; i < n; i++)
        sx_text_add(sql, "%sc%zu", i ? "," : "", i);
    sx_text_add(sql, ") as (values ");
    *values = 0;
    for (size_t r = 0; r < rows; r++) {
        for (size_t i = 0; i < n; i++) {
            of_parameter[*values] = i;
            sx_text_add(sql, "%s?%zu", i ? "," : r ? ",(" : "(", ++*values);
        }
        sx_text_add(sql, ")");
    }
    sx_text_add(sql, ") select %s_agg(", name);
    for (size_t i = 0; i < n; i++)
        sx_text_add(sql, "%sc%zu", i ? "," : "", i);
    sx_text_add(sql,
                form == 3   ? ") from v"
                : form == 4 ? ") over (rows %u preceding) from v"
                            : ") over (rows between 2 preceding and %u following) from v",
                take(b) % 9);
}

/* All cells of all rows, as text. */
static void read_all(sqlite3_stmt *statement, sx_text *out)
{
    int code;
    for (size_t r = 0; (code = sqlite3_step(statement)) == SQLITE_ROW && r < MOST_ANSWER; r++)
        for (int c = 0; c < sqlite3_column_count(statement); c++) {
            const char *text = (const char *)sqlite3_column_text(statement, c);
            sx_text_add(out, "%d:", sqlite3_column_type(statement, c));
            sx_text_add_bytes(out, text ? text : "", text ? (size_t)sqlite3_column_bytes(statement, c) : 0);
            sx_text_add(out, "|");
        }
    sx_text_add(out, "%d", code);
    sqlite3_reset(statement);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static sqlite3 *db;
    static int left;
    if (!db || left-- == 0) { /* anew now and then: what a connection keeps is let go */
        sqlite3_close(db);
        sqlite3_auto_extension((void (*)(void))(uintptr_t)sqlite3_sextant_init);
        if (sqlite3_open(":memory:", &db) != SQLITE_OK)
            abort();
        left = 500;
    }
    fuzz_bytes b = {data, size};
    const sx_function *f = any_function(&b);
    if (strcmp(f->method, "selftest") == 0)
        return 0;
    sx_text sql = {0}, one = {0}, two = {0};
    size_t n = 0, of[256] = {0};
    sqlite3_stmt *statement = NULL;
    write_statement(&b, f, &sql, &n, of);
    if (getenv("SHOW"))
        fprintf(stderr, "%s\n", sql.data);
    if (sqlite3_prepare_v2(db, sql.data, -1, &statement, NULL) == SQLITE_OK && statement) {
        for (size_t i = 0; i < n; i++)
            bind_any(&b, statement, (int)i + 1, of[i] < f->n_parameters ? &f->parameters[of[i]] : NULL);
        read_all(statement, &one);
        read_all(statement, &two);
        if (one.length != two.length || memcmp(one.data, two.data, one.length) != 0) {
            fprintf(stderr, "fuzz_sql: two answers of %s\n%s\n%s\n", sql.data, one.data, two.data);
            abort();
        }
    }
    sqlite3_finalize(statement);
    sx_text_free(&sql);
    sx_text_free(&one);
    sx_text_free(&two);
    return 0;
}

#ifndef SX_LIBFUZZER
int main(int n_words, char **words)
{
    static uint8_t data[MOST_BYTES];
    return draw_cases(n_words, words, "fuzz_sql", data, sizeof data);
}
#endif
