#include "call/call.h"
#include "call/natural.h"
#include "call/recall.h"
#include <math.h>
#include <string.h>

/* Is name of this family: "kpi" and "KPI.CAC". */
static bool is_of(const char *name, const char *family)
{
    size_t length = strlen(family);
    char head[32];
    if (length >= sizeof head || strlen(name) <= length || name[length] != '.')
        return false;
    memcpy(head, name, length);
    head[length] = '\0';
    return sx_compare_names(head, family) == 0;
}

/* kpi_cac, as SQL has it, is KPI.CAC. */
static const sx_function *find_of_sql(const char *name)
{
    char dotted[64];
    size_t length = strlen(name);
    const char *line = strchr(name, '_');
    if (!line || length >= sizeof dotted)
        return NULL;
    memcpy(dotted, name, length + 1);
    dotted[line - name] = '.';
    return sx_find(dotted);
}

const sx_function *sx_find(const char *name)
{
    const char *dot = strchr(name, '.');
    if (!dot)
        return find_of_sql(name);
    /* A stored name is the display name with the extension's before it. */
    if (is_of(name, "sextant") && strchr(dot + 1, '.'))
        name = dot + 1;
    for (size_t s = 0; s < sx_n_services; s++) {
        const sx_service *service = &sx_services[s];
        if (!is_of(name, service->functions[0].family))
            continue;
        size_t low = 0, high = service->n_functions;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            int order = sx_compare_names(name, service->functions[middle].name);
            if (order == 0)
                return &service->functions[middle];
            if (order < 0)
                high = middle;
            else
                low = middle + 1;
        }
    }
    return NULL;
}

/* The entry's own words for a status, where the function gave none. */
static void explain(const sx_function *function, sx_status status, sx_context *context)
{
    for (size_t i = 0; i < function->n_errors; i++)
        if (function->errors[i].status == status) {
            if (context->reason[0])
                sx_note(context, "or %s", function->errors[i].when);
            else
                sx_note(context, "%s", function->errors[i].when);
        }
    if (!context->reason[0])
        sx_note(context, "the arguments have no answer");
}

static sx_status convert_all(const sx_function *function, const sx_argument *arguments, size_t n_arguments,
                             sx_natural *natural, sx_scratch *scratch, sx_context *context)
{
    size_t n = function->n_parameters;
    bool open = n && function->parameters[n - 1].shape == SX_SHAPE_REST;
    if (n_arguments > n && !open)
        return sx_fail(context, SX_ARGUMENT, "%s takes %zu argument%s and got %zu", function->name, n,
                       n == 1 ? "" : "s", n_arguments);
    for (size_t i = 0; i < n; i++) {
        sx_status status = sx_convert(function, i, arguments, n_arguments, natural, scratch, context);
        if (status != SX_OK)
            return status;
    }
    return SX_OK;
}

sx_status sx_call(const sx_function *function, const sx_argument *arguments, size_t n_arguments, sx_result *result,
                  sx_context *context)
{
    sx_natural natural[SX_MOST_PARAMETERS];
    sx_scratch scratch = {0};
    sx_result made = {.shape = function->returns};
    context->reason[0] = '\0';
    sx_recall_key key = sx_recall_key_of(function, arguments, n_arguments, &scratch, context);
    if (sx_recall(function, key, result, context)) {
        sx_scratch_free(&scratch);
        return SX_OK;
    }
    sx_status status = convert_all(function, arguments, n_arguments, natural, &scratch, context);
    if (status == SX_OK) {
        status = function->run(natural, &made, context);
        if (status == SX_OK && function->returns == SX_SHAPE_NUMBER && !isfinite(made.number))
            status = sx_fail(context, SX_NUM, "the result is not a finite number");
        if (status != SX_OK && !context->reason[0])
            explain(function, status, context);
    }
    if (status == SX_NOMEM) /* whatever was noted on the way: nobody else has to say it */
        sx_fail(context, status, "out of memory");
    if (status == SX_OK)
        sx_remember(function, key, &made, &scratch, context);
    sx_scratch_free(&scratch);
    if (status == SX_OK)
        *result = made;
    else
        sx_result_free(&made);
    return status;
}

void sx_result_free(sx_result *result)
{
    sx_text_free(&result->text);
    sx_table_free(&result->table);
}
