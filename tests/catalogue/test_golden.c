/* Golden values: tests/catalogue/golden/<family>.json, each with the oracle it comes from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include "call/example.h"
#include "catalogue/catalogue.h"

static const cJSON *member(const cJSON *golden, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(golden, key);
}

static sx_status status_named(const cJSON *value)
{
    const cJSON *error = member(value, "error");
    for (int s = SX_DIV0; s < SX_NOMEM; s++)
        if (cJSON_IsString(error) && strcmp(sx_status_text((sx_status)s), error->valuestring) == 0)
            return (sx_status)s;
    return SX_OK;
}

/* A value of "gives": a number, a text, null, or {"error": "#N/A"}. */
static bool read_cell(const cJSON *value, sx_cell *cell)
{
    *cell = (sx_cell){.kind = SX_BLANK};
    if (cJSON_IsNumber(value))
        *cell = (sx_cell){.kind = SX_NUMBER, .as.number = value->valuedouble};
    else if (cJSON_IsString(value))
        *cell =
            (sx_cell){.kind = SX_TEXT, .as.text = value->valuestring, .length = (uint32_t)strlen(value->valuestring)};
    else if (cJSON_IsObject(value))
        *cell = (sx_cell){.kind = SX_FAULT, .as.fault = status_named(value)};
    else
        return cJSON_IsNull(value);
    return cell->kind != SX_FAULT || (cell->as.fault != SX_OK && cJSON_GetArraySize(value) == 1);
}

static bool read_rows(const cJSON *rows, sx_table *table, sx_context *why)
{
    size_t n = (size_t)cJSON_GetArraySize(rows), width = (size_t)cJSON_GetArraySize(rows->child), i = 0;
    sx_table_make(table, n, width);
    const cJSON *row = NULL, *value = NULL;
    cJSON_ArrayForEach(row, rows)
    {
        if (!cJSON_IsArray(row) || (size_t)cJSON_GetArraySize(row) != width)
            return sx_fail(why, SX_VALUE, "gives is no array of rows of one width"), false;
        cJSON_ArrayForEach(value, row)
        {
            if (!read_cell(value, &table->cells[i++]))
                return sx_fail(why, SX_VALUE, "gives holds no cell at value %zu", i), false;
        }
    }
    return true;
}

static bool read_gives(const cJSON *gives, sx_example *wanted, sx_context *why)
{
    sx_cell cell;
    wanted->shape = SX_SHAPE_TABLE;
    if (cJSON_IsArray(gives) && gives->child)
        return read_rows(gives, &wanted->table, why);
    if (!read_cell(gives, &cell) || cell.kind == SX_BLANK)
        return sx_fail(why, SX_VALUE, "gives is no number, text, error or array of rows"), false;
    wanted->shape = cell.kind == SX_TEXT ? SX_SHAPE_TEXT : SX_SHAPE_NUMBER;
    if (cell.kind == SX_FAULT)
        wanted->status = cell.as.fault;
    else if (cell.kind == SX_TEXT)
        wanted->text = cell.as.text;
    else
        wanted->number = cell.as.number;
    return true;
}

static bool is_text(const cJSON *golden, const char *key)
{
    const cJSON *item = member(golden, key);
    return cJSON_IsString(item) && item->valuestring[0];
}

static bool holds(const cJSON *golden, const sx_function *function, sx_example *wanted, sx_context *why)
{
    sx_json_arguments arguments;
    if (sx_json_arguments_read(member(golden, "args"), &arguments, why) != SX_OK)
        return false;
    wanted->arguments = arguments.items;
    wanted->n_arguments = arguments.n;
    bool held = false;
    assert_int_equal(sx_example_run(function, wanted, why, &held, NULL), SX_OK);
    if (!held) {
        sx_text found = sx_answer(function, arguments.items, arguments.n, NULL);
        sx_fail(why, SX_VALUE, "found %.900s", found.data);
        sx_text_free(&found);
    }
    sx_json_arguments_free(&arguments);
    return held;
}

static bool check(const cJSON *golden, sx_context *why)
{
    static const char *const keys[] = {"f", "args", "gives", "oracle", "tolerance"};
    const cJSON *tolerance = member(golden, "tolerance");
    if (!sx_json_only(golden, keys, 5, why))
        return false;
    if (!is_text(golden, "f") || !is_text(golden, "oracle") || !cJSON_IsArray(member(golden, "args")))
        return sx_fail(why, SX_VALUE, "needs f, args and oracle"), false;
    if (tolerance && !(cJSON_IsNumber(tolerance) && tolerance->valuedouble >= 0.0 && tolerance->valuedouble < 1.0))
        return sx_fail(why, SX_VALUE, "its tolerance is no number from 0 to below 1"), false;
    const sx_function *function = sx_find(member(golden, "f")->valuestring);
    if (!function)
        return sx_fail(why, SX_VALUE, "there is no such function"), false;
    sx_example wanted = {.tolerance = tolerance ? tolerance->valuedouble : 1e-9};
    bool held = read_gives(member(golden, "gives"), &wanted, why) && holds(golden, function, &wanted, why);
    sx_table_free(&wanted.table);
    return held;
}

static void golden_file(void **state)
{
    const char *path = *state;
    size_t n = 0, failed = 0;
    sx_context why = {{0}, NULL};
    cJSON *all = sx_read_goldens(path);
    const cJSON *golden = NULL;
    cJSON_ArrayForEach(golden, all)
    {
        n++;
        why.reason[0] = '\0';
        if (check(golden, &why))
            continue;
        failed++;
        char *shown = cJSON_PrintUnformatted(golden);
        print_error("%s: golden value %zu: %.400s: %s\n", path, n, shown ? shown : "?", why.reason);
        cJSON_free(shown);
    }
    cJSON_Delete(all);
    print_message("%s: %zu golden values, %zu missed\n", path, n, failed);
    assert_true(n > 0);
    assert_int_equal(failed, 0);
}

/* Marks the functions that some golden file names. */
static void mark_named(const char *path, const sx_function **functions, size_t n)
{
    cJSON *all = sx_read_goldens(path);
    const cJSON *golden = NULL;
    cJSON_ArrayForEach(golden, all)
    {
        const cJSON *name = cJSON_GetObjectItemCaseSensitive(golden, "f");
        const sx_function *named = cJSON_IsString(name) ? sx_find(name->valuestring) : NULL;
        for (size_t i = 0; i < n; i++)
            if (functions[i] == named)
                functions[i] = NULL;
    }
    cJSON_Delete(all);
}

/* Every function has one. What the SEXTANT family says of the catalogue changes with it: its tests stand in core. */
static void none_is_left_out(void **state)
{
    const glob_t *files = *state;
    size_t n = 0, missing = 0;
    const sx_function **functions = sx_all_functions(&n);
    assert_non_null(functions);
    for (size_t i = 0; i < files->gl_pathc; i++)
        mark_named(files->gl_pathv[i], functions, n);
    for (size_t i = 0; i < n; i++)
        if (functions[i] && strcmp(functions[i]->family, "sextant") != 0) {
            print_error("%s has no golden value\n", functions[i]->name);
            missing++;
        }
    free(functions);
    assert_int_equal(missing, 0);
}

int main(void)
{
    return sx_test_goldens("golden values", golden_file, "every function has a golden value", none_is_left_out);
}
