/* A call on its way from an engine to the one door. */
#include <math.h>
#include <string.h>
#include "sql/sql.h"

void sx_sql_start(sx_sql_call *call, const sx_function *function, size_t n, sx_context *context)
{
    call->function = function;
    call->told = NULL;
    call->n = n;
    call->status = SX_OK;
    call->n_read = 0;
    call->context = context;
    context->reason[0] = '\0';
    if (n > SX_SQL_ARGUMENTS) {
        call->n = 0;
        call->status = sx_fail(context, SX_ARGUMENT, "%s got %zu arguments", function->name, n);
    }
    for (size_t i = 0; i < call->n; i++)
        call->arguments[i] = (sx_argument){.omitted = true};
}

static bool is_why(const sx_function *f)
{
    return f->n_parameters && f->parameters[f->n_parameters - 1].shape == SX_SHAPE_REST;
}

static const sx_parameter *parameter(const sx_sql_call *call, size_t i)
{
    const sx_function *f = call->function;
    if (is_why(f) && i + 1 >= f->n_parameters) {
        i -= f->n_parameters - 1;
        f = call->told;
    }
    return f && i < f->n_parameters ? &f->parameters[i] : NULL;
}

sx_shape sx_sql_shape(const sx_sql_call *call, size_t i)
{
    const sx_parameter *p = parameter(call, i);
    return p ? p->shape : SX_SHAPE_REST;
}

void sx_sql_put_wrong(sx_sql_call *call, size_t i, sx_status status, const char *what)
{
    const sx_parameter *p = parameter(call, i);
    if (call->status == SX_OK)
        call->status =
            sx_fail(call->context, status, "%s%s%s", p ? p->name : "an argument", what[0] == ':' ? "" : " is ", what);
}

static void put_cell(sx_sql_call *call, size_t i, sx_cell cell)
{
    if (i < call->n)
        call->arguments[i] = (sx_argument){.cell = cell};
}

void sx_sql_put_number(sx_sql_call *call, size_t i, double number)
{
    if (!isfinite(number))
        sx_sql_put_wrong(call, i, SX_NUM, "not a finite number");
    else
        put_cell(call, i, (sx_cell){.kind = SX_NUMBER, .as.number = number});
}

/* The function that is asked about. */
static void note_name(sx_sql_call *call, size_t i, const char *text)
{
    if (i == 0 && is_why(call->function))
        call->told = sx_find(text);
}

void sx_sql_put_text(sx_sql_call *call, size_t i, const char *text, size_t length)
{
    if (text[0] == '[' && sx_sql_is_range(sx_sql_shape(call, i))) {
        sx_sql_put_json(call, i, text, length);
        return;
    }
    if (length > UINT32_MAX || !sx_json_whole_text(text, length)) {
        sx_sql_put_wrong(call, i, SX_VALUE, "not whole UTF-8");
        return;
    }
    put_cell(call, i, (sx_cell){.kind = SX_TEXT, .as.text = text, .length = (uint32_t)length});
    note_name(call, i, text);
}

/* A cell of JSON is read as a column of one. */
static cJSON *as_array(cJSON *json)
{
    if (!json || cJSON_IsArray(json))
        return json;
    cJSON *array = cJSON_CreateArray();
    if (!array || !cJSON_AddItemToArray(array, json)) {
        cJSON_Delete(json);
        cJSON_Delete(array);
        return NULL;
    }
    return array;
}

void sx_sql_put_json(sx_sql_call *call, size_t i, const char *text, size_t length)
{
    sx_context why = {{0}, NULL};
    if (call->status != SX_OK || i >= call->n)
        return;
    cJSON *json = as_array(sx_json_parse(text, length, &why));
    sx_table *table = &call->tables[call->n_read];
    sx_status status = json ? sx_json_range_read(json, table, &why) : SX_VALUE;
    if (json) {
        call->json[call->n_read++] = json;
        call->arguments[i] = (sx_argument){.table = table};
    }
    if (status != SX_OK) {
        char what[sizeof why.reason];
        sx_format_into(what, sizeof what, ": %.900s", why.reason[0] ? why.reason : "out of memory");
        sx_sql_put_wrong(call, i, status, what);
    }
}

void sx_sql_put_cells(sx_sql_call *call, size_t i, sx_cell *cells, size_t rows, size_t columns)
{
    if (i >= call->n)
        return;
    if (columns && rows > SX_SQL_MOST_VALUES / columns) {
        sx_sql_put_wrong(call, i, SX_VALUE, ": more than 4194304 values");
        return;
    }
    /* Every argument is put once, so that there is room for all of them. */
    sx_table *table = &call->tables[call->n_read];
    call->json[call->n_read++] = NULL;
    *table = (sx_table){.rows = rows,
                        .columns = columns,
                        .declared_rows = rows ? rows : 1,
                        .declared_columns = columns ? columns : 1,
                        .cells = cells};
    call->arguments[i] = (sx_argument){.table = table};
}

/* SEXTANT.WHY always has words: what is wrong with an argument before the function is called, or with its own. */
static sx_status in_words(const sx_sql_call *call, sx_status status, sx_result *result)
{
    sx_text text = {0};
    if (call->status != SX_OK && call->told)
        sx_text_add(&text, "%s gives %s: ", call->told->name, sx_status_text(status));
    sx_text_add(&text, "%s", call->context->reason);
    *result = (sx_result){.shape = SX_SHAPE_TEXT};
    return sx_text_give(&text, &result->text);
}

sx_status sx_sql_run(sx_sql_call *call, sx_result *result)
{
    sx_status status = call->status;
    if (status == SX_OK)
        status = sx_call(call->function, call->arguments, call->n, result, call->context);
    if (status != SX_OK && status != SX_NOMEM && is_why(call->function))
        status = in_words(call, status, result);
    for (size_t i = 0; i < call->n_read; i++)
        if (call->json[i]) {
            sx_table_free(&call->tables[i]);
            cJSON_Delete(call->json[i]);
        }
    call->n_read = 0;
    return status;
}
