/* Every golden value and every example as SQL, with what the door itself answers: cases GOLDEN.json... writes a line a
 * case, the statement and, behind a tab, what psql must show. Numbers are compared as their eight bytes, tables by
 * their columns and by their cells; an error is NULL, and sextant_why has its reason. What they must be is tested in
 * tests/catalogue. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "sql/sql.h"

static size_t n_cases;

static void add_quoted(sx_text *out, const char *text)
{
    sx_text_add_bytes(out, "'", 1);
    for (; *text; text++) {
        if (*text == '\'')
            sx_text_add_bytes(out, "'", 1);
        sx_text_add_bytes(out, text, 1);
    }
    sx_text_add_bytes(out, "'", 1);
}

static void add_bits(sx_text *out, double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    sx_text_add(out, "%016llx", (unsigned long long)bits);
}

static void add_json_cell(sx_text *out, const sx_cell *cell)
{
    if (cell->kind == SX_NUMBER)
        sx_json_add_number(out, cell->as.number);
    else if (cell->kind == SX_TEXT)
        sx_json_add_text(out, cell->as.text, strlen(cell->as.text));
    else
        sx_text_add(out, "null");
}

/* An element of an array literal; false: it is not of that type. */
static bool add_element(sx_text *out, const sx_cell *cell, bool texts)
{
    if (cell->kind == SX_BLANK)
        sx_text_add(out, "NULL");
    else if ((cell->kind == SX_TEXT) != texts)
        return false;
    else
        add_json_cell(out, cell); /* quotes and backslashes are JSON's and an array literal's alike */
    return true;
}

typedef bool (*add_cell)(sx_text *out, const sx_cell *cell, bool texts);

static bool add_json(sx_text *out, const sx_cell *cell, bool texts)
{
    (void)texts;
    add_json_cell(out, cell);
    return true;
}

/* The cells by rows, between brackets of the kind: [[1,2],[3,4]] or {{1,2},{3,4}}. */
static bool add_rows(sx_text *out, const sx_table *t, const char *brackets, add_cell add, bool texts)
{
    bool good = true;
    sx_text_add_bytes(out, brackets, 1);
    for (size_t r = 0; r < t->declared_rows; r++) {
        sx_text_add(out, "%s%c", r ? "," : "", brackets[0]);
        for (size_t c = 0; c < t->declared_columns; c++) {
            sx_text_add(out, "%s", c ? "," : "");
            good = add(out, sx_at(t, r, c), texts) && good;
        }
        sx_text_add_bytes(out, brackets + 1, 1);
    }
    sx_text_add_bytes(out, brackets + 1, 1);
    return good;
}

/* The argument as SQL; false: SQL has no such value of the type that is declared. */
static bool add_argument(sx_text *out, const sx_argument *argument, sx_shape shape)
{
    sx_text literal = {0};
    sx_table one = {.rows = 1, .columns = 1, .declared_rows = 1, .declared_columns = 1};
    sx_cell cell = argument->cell;
    one.cells = &cell;
    const sx_table *t = argument->table ? argument->table : &one;
    bool good = true, blank = argument->omitted || (!argument->table && cell.kind == SX_BLANK);
    const char *type = NULL;
    if (blank)
        sx_text_add(out, "null");
    else if (shape == SX_SHAPE_NUMBER) {
        good = !argument->table && cell.kind == SX_NUMBER;
        if (good)
            sx_json_add_number(&literal, cell.as.number);
        type = "double precision";
    } else if (shape == SX_SHAPE_TEXT || shape == SX_SHAPE_CHOICE) {
        good = !argument->table && cell.kind == SX_TEXT;
        sx_text_add(&literal, "%s", good ? cell.as.text : "");
        type = "text";
    } else if (shape == SX_SHAPE_TABLE || shape == SX_SHAPE_ANY) {
        add_rows(&literal, t, "[]", add_json, false);
        type = "jsonb";
    } else {
        bool texts = shape == SX_SHAPE_TEXTS;
        good = add_rows(&literal, t, "{}", add_element, texts);
        type = texts ? "text[]" : "double precision[]";
    }
    if (type) {
        add_quoted(out, literal.data ? literal.data : "");
        sx_text_add(out, "::%s", type);
    }
    sx_text_free(&literal);
    return good;
}

static bool add_call(sx_text *out, const sx_function *f, const char *lead, const sx_argument *arguments, size_t n)
{
    bool good = true;
    sx_text_add(out, "%s", lead);
    for (size_t i = 0; i < n; i++) {
        sx_text_add(out, "%s", i || lead[strlen(lead) - 1] != '(' ? "," : "");
        good = add_argument(out, &arguments[i], f->parameters[i].shape) && good;
    }
    sx_text_add(out, ")");
    return good;
}

static void put_case(const sx_text *statement, const char *wanted)
{
    fputs(statement->data, stdout);
    printf(";\t%s\n", wanted);
    n_cases++;
}

static void add_value(sx_text *out, const sx_function *f, const char *call)
{
    if (f->returns == SX_SHAPE_NUMBER)
        sx_text_add(out, "select coalesce(encode(float8send(%s), 'hex'), 'NULL')", call);
    else
        sx_text_add(out, "select coalesce(encode(convert_to(%s, 'UTF8'), 'hex'), 'NULL')", call);
}

static void add_wanted(sx_text *out, const sx_function *f, sx_status status, const sx_result *result)
{
    if (status != SX_OK)
        sx_text_add(out, "NULL");
    else if (f->returns == SX_SHAPE_NUMBER)
        add_bits(out, result->number);
    else
        for (size_t i = 0; i < result->text.length; i++)
            sx_text_add(out, "%02x", (unsigned char)result->text.data[i]);
}

/* A column of the table-valued function; only numbers, by their bytes. */
static void put_column(const sx_function *f, const char *call, size_t column, const sx_table *table)
{
    char name[SX_SQL_NAME];
    sx_text statement = {0}, wanted = {0};
    sx_sql_column_name(f->columns[column].name, name);
    sx_text_add(&statement, "select string_agg(coalesce(encode(float8send(\"%s\"), 'hex'), '-'), ',') from %s", name,
                call);
    for (size_t r = 0; r < table->rows; r++) {
        const sx_cell *cell = sx_at(table, r, column);
        sx_text_add(&wanted, "%s", r ? "," : "");
        if (cell->kind == SX_NUMBER)
            add_bits(&wanted, cell->as.number);
        else
            sx_text_add(&wanted, "-");
    }
    put_case(&statement, wanted.data ? wanted.data : "");
    sx_text_free(&statement);
    sx_text_free(&wanted);
}

static void put_table(const sx_function *f, const char *call, sx_status status, const sx_result *result)
{
    sx_text statement = {0}, json = {0};
    if (status == SX_OK)
        sx_json_add_result(&json, result);
    sx_text_add(&statement, "select coalesce(jsonb_agg(cells), 'null') = ");
    add_quoted(&statement, status == SX_OK ? json.data : "null");
    sx_text_add(&statement, " from %s", call);
    put_case(&statement, "t");
    for (size_t c = 0; c < f->n_columns && status == SX_OK; c++)
        if (strcmp(f->columns[c].unit, "text") != 0)
            put_column(f, call, c, &result->table);
    sx_text_free(&statement);
    sx_text_free(&json);
}

/* The same from rows: every column argument is unnested, in order. */
static void put_aggregate(const sx_function *f, const char *name, const sx_argument *arguments, size_t n,
                          sx_status status, const sx_result *result)
{
    sx_text call = {0}, from = {0}, statement = {0}, wanted = {0};
    size_t rows = 0;
    bool good = sx_sql_has_aggregate(f);
    sx_text_add(&call, "%s_agg(", name);
    for (size_t i = 0; i < n; i++) {
        sx_shape shape = f->parameters[i].shape;
        const sx_table *t = arguments[i].table;
        sx_text_add(&call, "%s", i ? "," : "");
        if (!sx_sql_is_column(shape)) {
            good = add_argument(&call, &arguments[i], shape) && good;
            continue;
        }
        size_t has = t ? t->declared_rows * t->declared_columns : arguments[i].omitted ? 0 : 1;
        if (has == 0) {
            good = good && f->parameters[i].optional;
            sx_text_add(&call, "null");
            continue;
        }
        good = good && (rows == 0 || rows == has);
        rows = has;
        sx_text_add(&call, "c%zu", i);
        sx_text_add(&from, "%sunnest(", from.length ? ", " : "");
        good = add_argument(&from, &arguments[i], shape) && good;
        sx_text_add(&from, ") with ordinality as t%zu(c%zu, o%zu)", i, i, i);
    }
    size_t first = 0;
    sx_text tied = {0};
    for (size_t i = 0, seen = 0; i < n; i++)
        if (sx_sql_is_column(f->parameters[i].shape) && !arguments[i].omitted) {
            first = seen++ ? first : i;
            sx_text_add(&tied, "%so%zu = o%zu", tied.length ? " and " : "", first, i);
        }
    sx_text_add(&call, " order by o%zu)", first);
    if (good && rows) {
        if (f->returns == SX_SHAPE_TABLE) {
            sx_text json = {0};
            if (status == SX_OK)
                sx_json_add_result(&json, result);
            sx_text_add(&statement, "select coalesce(%s, 'null') = ", call.data);
            add_quoted(&statement, status == SX_OK ? json.data : "null");
            sx_text_add(&wanted, "t");
            sx_text_free(&json);
        } else {
            add_value(&statement, f, call.data);
            add_wanted(&wanted, f, status, result);
        }
        sx_text_add(&statement, " from %s where %s", from.data, tied.data);
        put_case(&statement, wanted.data ? wanted.data : "");
    }
    sx_text_free(&tied);
    sx_text_free(&call);
    sx_text_free(&from);
    sx_text_free(&statement);
    sx_text_free(&wanted);
}

static void put_why(const sx_function *f, const char *name, const sx_argument *arguments, size_t n, const char *reason)
{
    sx_text statement = {0}, lead = {0};
    sx_text_add(&lead, "sextant_why('%s'", name);
    sx_text_add(&statement, "select position(");
    add_quoted(&statement, reason);
    sx_text_add(&statement, " in ");
    if (add_call(&statement, f, lead.data, arguments, n)) {
        sx_text_add(&statement, ") > 0");
        put_case(&statement, "t");
    }
    sx_text_free(&statement);
    sx_text_free(&lead);
}

static void put_cases(const sx_function *f, const sx_argument *arguments, size_t n)
{
    char name[SX_SQL_NAME];
    sx_context context = {{0}, NULL};
    sx_result result = {0};
    sx_text lead = {0}, call = {0}, statement = {0}, wanted = {0};
    if (n < sx_sql_least(f) || n > f->n_parameters || strcmp(f->family, "sextant") == 0)
        return;
    sx_status status = sx_call(f, arguments, n, &result, &context);
    sx_sql_name(f, name);
    sx_text_add(&lead, "%s(", name);
    if (add_call(&call, f, lead.data, arguments, n)) {
        if (f->returns == SX_SHAPE_TABLE)
            put_table(f, call.data, status, &result);
        else {
            add_value(&statement, f, call.data);
            add_wanted(&wanted, f, status, &result);
            put_case(&statement, wanted.data ? wanted.data : "");
        }
        put_aggregate(f, name, arguments, n, status, &result);
        if (status != SX_OK)
            put_why(f, name, arguments, n, context.reason);
    }
    if (status == SX_OK)
        sx_result_free(&result);
    sx_text_free(&lead);
    sx_text_free(&call);
    sx_text_free(&statement);
    sx_text_free(&wanted);
}

static bool put_goldens(const char *path)
{
    FILE *file = fopen(path, "rb");
    sx_text text = {0};
    char piece[4096];
    size_t n;
    while (file && (n = fread(piece, 1, sizeof piece, file)) > 0)
        sx_text_add_bytes(&text, piece, n);
    if (file)
        fclose(file);
    sx_context why = {{0}, NULL};
    cJSON *all = text.data ? sx_json_parse(text.data, text.length, &why) : NULL;
    const cJSON *golden = NULL;
    cJSON_ArrayForEach(golden, all)
    {
        sx_json_arguments arguments;
        const sx_function *f = sx_find(cJSON_GetObjectItemCaseSensitive(golden, "f")->valuestring);
        if (!f || sx_json_arguments_read(cJSON_GetObjectItemCaseSensitive(golden, "args"), &arguments, &why) != SX_OK)
            continue; /* tests/catalogue complains */
        put_cases(f, arguments.items, arguments.n);
        sx_json_arguments_free(&arguments);
    }
    bool good = cJSON_IsArray(all);
    cJSON_Delete(all);
    sx_text_free(&text);
    return good;
}

int main(int argc, char **argv)
{
    bool good = argc > 1;
    for (size_t s = 0; s < sx_n_services; s++)
        for (size_t i = 0; i < sx_services[s].n_functions; i++) {
            const sx_function *f = &sx_services[s].functions[i];
            for (size_t x = 0; x < f->n_examples; x++)
                put_cases(f, f->examples[x].arguments, f->examples[x].n_arguments);
        }
    for (int i = 1; i < argc; i++)
        good = put_goldens(argv[i]) && good;
    return good && n_cases > 1000 && fflush(stdout) == 0 ? 0 : 1;
}
