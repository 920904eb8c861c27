/* One line of a batch: {"f":"KPI.CAC","args":[50000,125]} to {"value":400}. */
#include "cli/cli.h"
#include "cli/json.h"
#include <string.h>

static sx_status add(sx_text *out, const char *literal)
{
    return sx_text_add_bytes(out, literal, strlen(literal));
}

/* A member that is a text, from a text. */
static sx_status add_member(sx_text *out, const char *key, const char *text)
{
    sx_status status = add(out, key);
    return status == SX_OK ? sx_json_add_text(out, text, strlen(text)) : status;
}

sx_status sx_answer_error(sx_text *out, const char *error, const char *why)
{
    sx_status status = add_member(out, "{\"error\":", error);
    if (status == SX_OK)
        status = add_member(out, ",\"why\":", why);
    return status == SX_OK ? add(out, "}\n") : status;
}

static sx_status answer_value(sx_text *out, const sx_result *result, const char *note)
{
    sx_status status = add(out, "{\"value\":");
    if (status == SX_OK)
        status = sx_json_add_result(out, result);
    if (status == SX_OK && note[0])
        status = add_member(out, ",\"note\":", note);
    return status == SX_OK ? add(out, "}\n") : status;
}

/* The line itself is wrong: says which one. */
static sx_status bad_line(sx_text *out, size_t number, const char *error, const sx_context *context)
{
    sx_context why = {{0}, NULL};
    sx_fail(&why, SX_VALUE, "line %zu: %.900s", number, context->reason);
    return sx_answer_error(out, error, why.reason);
}

static sx_status answer_call(const cJSON *json, size_t number, sx_text *out, sx_context *context)
{
    static const char *const keys[] = {"f", "args"};
    if (!sx_json_only(json, keys, 2, context))
        return bad_line(out, number, "bad line", context);
    const cJSON *name = cJSON_GetObjectItemCaseSensitive(json, "f");
    if (!cJSON_IsString(name)) {
        sx_fail(context, SX_VALUE, "\"f\" names no function");
        return bad_line(out, number, "bad line", context);
    }
    const sx_function *function = sx_find(name->valuestring);
    if (!function) {
        sx_unknown_function(name->valuestring, context);
        return bad_line(out, number, "#NAME?", context);
    }
    sx_json_arguments arguments;
    if (sx_json_arguments_read(cJSON_GetObjectItemCaseSensitive(json, "args"), &arguments, context) != SX_OK)
        return bad_line(out, number, "bad line", context);
    sx_result result = {0};
    sx_status status = sx_call(function, arguments.items, arguments.n, &result, context);
    sx_json_arguments_free(&arguments);
    if (status != SX_OK)
        return sx_answer_error(out, sx_status_text(status), context->reason);
    status = answer_value(out, &result, context->reason);
    sx_result_free(&result);
    return status;
}

sx_status sx_answer_line(const char *line, size_t length, size_t number, sx_text *out, sx_context *context)
{
    size_t start = out->length;
    context->reason[0] = '\0';
    cJSON *json = sx_json_parse(line, length, context);
    sx_status status = json ? answer_call(json, number, out, context) : bad_line(out, number, "bad line", context);
    cJSON_Delete(json);
    if (status != SX_OK)
        out->length = start;
    return status;
}
