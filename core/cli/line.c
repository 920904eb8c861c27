/* One line of a batch: {"f":"KPI.CAC","args":[50000,125]} to {"value":400}. */
#include "cli/cli.h"
#include "cli/json.h"
#include <string.h>

static void add(sx_text *out, const char *literal)
{
    sx_text_add_bytes(out, literal, strlen(literal));
}

/* A member that is a text, from a text. */
static void add_member(sx_text *out, const char *key, const char *text)
{
    add(out, key);
    sx_json_add_text(out, text, strlen(text));
}

void sx_answer_error(sx_text *out, const char *error, const char *why)
{
    add_member(out, "{\"error\":", error);
    add_member(out, ",\"why\":", why);
    add(out, "}\n");
}

static void answer_value(sx_text *out, const sx_result *result, const char *note)
{
    add(out, "{\"value\":");
    sx_json_add_result(out, result);
    if (note[0])
        add_member(out, ",\"note\":", note);
    add(out, "}\n");
}

/* The line itself is wrong: says which one. */
static void bad_line(sx_text *out, size_t number, const char *error, const sx_context *context)
{
    char why[sizeof context->reason];
    sx_format_into(why, sizeof why, "line %zu: %.900s", number, context->reason);
    sx_answer_error(out, error, why);
}

static void answer_call(const cJSON *json, size_t number, sx_text *out, sx_context *context)
{
    static const char *const keys[] = {"f", "args"};
    if (!sx_json_only(json, keys, 2, context)) {
        bad_line(out, number, "bad line", context);
        return;
    }
    const cJSON *name = cJSON_GetObjectItemCaseSensitive(json, "f");
    if (!cJSON_IsString(name)) {
        sx_fail(context, SX_VALUE, "\"f\" names no function");
        bad_line(out, number, "bad line", context);
        return;
    }
    const sx_function *function = sx_find(name->valuestring);
    if (!function) {
        sx_unknown_function(name->valuestring, context);
        bad_line(out, number, "#NAME?", context);
        return;
    }
    sx_json_arguments arguments;
    if (sx_json_arguments_read(cJSON_GetObjectItemCaseSensitive(json, "args"), &arguments, context) != SX_OK) {
        bad_line(out, number, "bad line", context);
        return;
    }
    sx_result result = {0};
    sx_status status = sx_call(function, arguments.items, arguments.n, &result, context);
    sx_json_arguments_free(&arguments);
    if (status == SX_OK)
        answer_value(out, &result, context->reason);
    else
        sx_answer_error(out, sx_status_text(status), context->reason);
    sx_result_free(&result);
}

sx_status sx_answer_line(const char *line, size_t length, size_t number, sx_text *out, sx_context *context)
{
    size_t start = out->length;
    context->reason[0] = '\0';
    cJSON *json = sx_json_parse(line, length, context);
    if (json)
        answer_call(json, number, out, context);
    else
        bad_line(out, number, "bad line", context);
    cJSON_Delete(json);
    sx_status status = out->status;
    if (status != SX_OK) {
        out->length = start;
        out->status = SX_OK;
    }
    return status;
}
