/* Lines for `sextant batch`: every example, every golden value of the files named, and so many random calls, the same
 * on every run: batch COUNT GOLDEN.json... The random ones are examples and golden values with other numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "catalogue/catalogue.h"
#include "core/draw.h"

typedef struct call {
    const char *function;
    cJSON *arguments;
} call;

static cJSON *value_of(const sx_cell *cell)
{
    if (cell->kind == SX_NUMBER)
        return cJSON_CreateNumber(cell->as.number);
    return cell->kind == SX_TEXT ? cJSON_CreateString(cell->as.text) : cJSON_CreateNull();
}

static cJSON *argument_of(const sx_argument *argument)
{
    if (argument->omitted || !argument->table)
        return argument->omitted ? cJSON_CreateNull() : value_of(&argument->cell);
    cJSON *rows = cJSON_CreateArray();
    for (size_t r = 0; r < argument->table->rows; r++) {
        cJSON *row = cJSON_CreateArray();
        for (size_t c = 0; c < argument->table->columns; c++)
            cJSON_AddItemToArray(row, value_of(&argument->table->cells[r * argument->table->columns + c]));
        cJSON_AddItemToArray(rows, row);
    }
    return rows;
}

static void add_value(sx_text *line, const cJSON *value)
{
    const cJSON *item = NULL;
    if (cJSON_IsArray(value)) {
        const char *before = "[";
        cJSON_ArrayForEach(item, value)
        {
            sx_text_add(line, "%s", before);
            add_value(line, item);
            before = ",";
        }
        sx_text_add(line, value->child ? "]" : "[]");
    } else if (cJSON_IsNumber(value))
        sx_json_add_number(line, value->valuedouble);
    else if (cJSON_IsString(value))
        sx_json_add_text(line, value->valuestring, strlen(value->valuestring));
    else
        sx_text_add(line, cJSON_IsTrue(value) ? "true" : cJSON_IsFalse(value) ? "false" : "null");
}

static void print_call(const char *function, const cJSON *arguments)
{
    sx_text line = {0};
    sx_text_add(&line, "{\"f\":\"%s\",\"args\":", function);
    add_value(&line, arguments);
    sx_text_add(&line, "}");
    if (line.status != SX_OK || puts(line.data) < 0)
        exit(2);
    sx_text_free(&line);
}

/* Changes a share of the numbers: small whole ones often by one or two, others by up to three tenths. */
static void change(cJSON *value, double share)
{
    cJSON *item = NULL;
    cJSON_ArrayForEach(item, value)
    {
        double x = item->valuedouble;
        change(item, share);
        if (!cJSON_IsNumber(item) || draw() >= share)
            continue;
        if (x == floor(x) && fabs(x) < 100.0 && draw() < 0.5)
            cJSON_SetNumberValue(item, x + floor(4.0 * draw()) - 1.0);
        else
            cJSON_SetNumberValue(item, x * (0.7 + 0.6 * draw()));
    }
}

static size_t add_examples(call *calls)
{
    size_t n_functions = 0, n = 0;
    const sx_function **functions = sx_all_functions(&n_functions);
    for (size_t f = 0; functions && f < n_functions; f++)
        for (size_t e = 0; e < functions[f]->n_examples; e++, n++) {
            const sx_example *example = &functions[f]->examples[e];
            if (!calls)
                continue;
            calls[n] = (call){functions[f]->name, cJSON_CreateArray()};
            for (size_t a = 0; a < example->n_arguments; a++)
                cJSON_AddItemToArray(calls[n].arguments, argument_of(&example->arguments[a]));
        }
    free(functions);
    return n;
}

static size_t add_goldens(call *calls, const cJSON *goldens)
{
    size_t n = 0;
    const cJSON *golden = NULL;
    cJSON_ArrayForEach(golden, goldens) calls[n++] =
        (call){cJSON_GetObjectItem(golden, "f")->valuestring, cJSON_GetObjectItem(golden, "args")};
    return n;
}

int main(int argc, char **argv)
{
    size_t most = add_examples(NULL), n = 0;
    cJSON **files = calloc((size_t)argc, sizeof(cJSON *));
    if (argc < 3 || !files)
        return 2;
    for (int i = 2; i < argc; i++)
        most += (size_t)cJSON_GetArraySize(files[i] = sx_read_goldens(argv[i]));
    call *calls = calloc(most, sizeof *calls);
    if (!calls)
        return 2;
    size_t n_examples = add_examples(calls);
    n = n_examples;
    for (int i = 2; i < argc; i++)
        n += add_goldens(calls + n, files[i]);
    for (size_t i = 0; i < n; i++)
        print_call(calls[i].function, calls[i].arguments);
    seed = 12;
    for (long left = strtol(argv[1], NULL, 10); left > 0; left--) {
        static const double shares[] = {0.1, 0.3, 0.7};
        const call *chosen = &calls[(size_t)(draw() * (double)n)];
        cJSON *arguments = cJSON_Duplicate(chosen->arguments, 1);
        change(arguments, shares[(size_t)(draw() * 3.0)]);
        print_call(chosen->function, arguments);
        cJSON_Delete(arguments);
    }
    for (size_t i = 0; i < n_examples; i++)
        cJSON_Delete(calls[i].arguments);
    for (int i = 2; i < argc; i++)
        cJSON_Delete(files[i]);
    free(calls);
    free(files);
    return fflush(stdout) ? 2 : 0;
}
