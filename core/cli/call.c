/* sextant call NAME ARG...: each ARG is JSON. */
#include "cli/cli.h"
#include "cli/json.h"
#include <stdio.h>
#include <string.h>

/* The words as one JSON array; NULL: a word is not JSON, and it was said. */
static cJSON *words_to_json(int n_words, char *const *words)
{
    cJSON *array = cJSON_CreateArray();
    for (int i = 0; i < n_words && array; i++) {
        sx_context why = {{0}, NULL};
        cJSON *value = sx_json_parse(words[i], strlen(words[i]), &why);
        if (!value) {
            fprintf(stderr,
                    "sextant: argument %d: %.60s: %s. A number: 50000, a text: '\"%.20s\"', a range: [[1],[2]]\n",
                    i + 1, words[i], why.reason, strpbrk(words[i], "\"\\") ? "ARR" : words[i]);
            cJSON_Delete(array);
            return NULL;
        }
        cJSON_AddItemToArray(array, value);
    }
    return array;
}

static int print_result(const sx_result *result, const char *note)
{
    sx_text out = {0};
    sx_json_add_result(&out, result);
    sx_status status = out.status;
    if (status == SX_OK)
        printf("%s\n", out.data);
    else
        fputs("sextant: out of memory\n", stderr);
    if (note[0])
        fprintf(stderr, "note: %s\n", note);
    sx_text_free(&out);
    return status == SX_OK ? SX_EXIT_ANSWER : SX_EXIT_USAGE;
}

int sx_cli_call(int n_words, char *const *words)
{
    sx_context context = {{0}, NULL};
    const sx_function *function = sx_find(words[0]);
    if (!function) {
        sx_unknown_function(words[0], &context);
        fprintf(stderr, "sextant: %s\n", context.reason);
        return SX_EXIT_USAGE;
    }
    cJSON *json = words_to_json(n_words - 1, words + 1);
    if (!json)
        return SX_EXIT_USAGE;
    sx_json_arguments arguments;
    if (sx_json_arguments_read(json, &arguments, &context) != SX_OK) {
        fprintf(stderr, "sextant: %s\n", context.reason);
        cJSON_Delete(json);
        return SX_EXIT_USAGE;
    }
    sx_result result = {0};
    int code = SX_EXIT_ERROR;
    sx_status status = sx_call(function, arguments.items, arguments.n, &result, &context);
    if (status == SX_OK) {
        code = print_result(&result, context.reason);
        sx_result_free(&result);
    } else {
        puts(sx_status_text(status));
        fprintf(stderr, "%s\n", context.reason);
    }
    sx_json_arguments_free(&arguments);
    cJSON_Delete(json);
    return code;
}
