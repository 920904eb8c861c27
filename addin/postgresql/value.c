/* SQL values to arguments and answers to SQL values: the only file that knows both. */
#include "postgresql/postgresql.h"
#include <catalog/pg_type_d.h>
#include <mb/pg_wchar.h>
#include <utils/array.h>
#include <utils/builtins.h>
#include <utils/jsonb.h>
#include <utils/lsyscache.h>
#include <utils/numeric.h>

/* Text of the server's in UTF-8, NUL-terminated. */
static const char *own_text(const char *text, size_t length, size_t *n)
{
    char *converted = pg_server_to_any(text, (int)length, PG_UTF8);
    *n = converted == text ? length : strlen(converted);
    return converted;
}

char *sx_pg_text(const char *text)
{
    return pg_any_to_server(text, (int)strlen(text), PG_UTF8);
}

/* Is it a number for us? */
static bool is_number(Datum value, Oid type, double *number)
{
    switch (type) {
    case FLOAT8OID:
        *number = DatumGetFloat8(value);
        return true;
    case FLOAT4OID:
        *number = (double)DatumGetFloat4(value);
        return true;
    case INT2OID:
        *number = DatumGetInt16(value);
        return true;
    case INT4OID:
        *number = DatumGetInt32(value);
        return true;
    case INT8OID:
        *number = (double)DatumGetInt64(value);
        return true;
    case BOOLOID:
        *number = DatumGetBool(value) ? 1.0 : 0.0;
        return true;
    case NUMERICOID:
        *number = DatumGetFloat8(DirectFunctionCall1(numeric_float8_no_overflow, value));
        return true;
    default:
        return false;
    }
}

static const char *as_text(Datum value, Oid type, size_t *length)
{
    Oid output;
    bool varlena;
    char *words;
    if (type == TEXTOID)
        words = TextDatumGetCString(value);
    else {
        getTypeOutputInfo(type, &output, &varlena);
        words = OidOutputFunctionCall(output, value);
    }
    return own_text(words, strlen(words), length);
}

sx_cell sx_pg_cell(Datum value, Oid type)
{
    double number;
    if (is_number(value, type, &number))
        return sx_sql_number(number);
    size_t length;
    const char *text = as_text(value, type, &length);
    return sx_sql_text(text, length);
}

/* An array is a column, or rows; of more dimensions it is wrong. */
static sx_pg_argument ready_array(ArrayType *array)
{
    Oid type = ARR_ELEMTYPE(array);
    int16 width;
    bool by_value, *blank;
    char align;
    Datum *values;
    int n;
    if (ARR_NDIM(array) > 2)
        return (sx_pg_argument){.kind = SX_PG_WRONG, .text = "an array of more than two dimensions"};
    get_typlenbyvalalign(type, &width, &by_value, &align);
    deconstruct_array(array, type, width, by_value, align, &values, &blank, &n);
    sx_cell *cells = palloc_extended(((size_t)n + 1) * sizeof *cells, MCXT_ALLOC_HUGE);
    for (int i = 0; i < n; i++)
        if (blank[i])
            cells[i] = (sx_cell){.kind = SX_BLANK};
        else
            cells[i] = sx_pg_cell(values[i], type);
    pfree(values);
    pfree(blank);
    size_t columns = ARR_NDIM(array) == 2 ? (size_t)ARR_DIMS(array)[1] : n ? 1 : 0;
    return (sx_pg_argument){
        .kind = SX_PG_CELLS, .cells = cells, .columns = columns, .rows = columns ? (size_t)n / columns : 0};
}

sx_pg_argument sx_pg_value(Datum value, Oid type)
{
    sx_pg_argument ready = {.kind = SX_PG_NUMBER};
    if (is_number(value, type, &ready.number))
        return ready;
    if (get_element_type(type) != InvalidOid)
        return ready_array(DatumGetArrayTypeP(value));
    ready.kind = type == JSONBOID || type == JSONOID ? SX_PG_JSON : SX_PG_TEXT;
    if (type == JSONBOID) {
        Jsonb *json = DatumGetJsonbP(value);
        const char *text = JsonbToCString(NULL, &json->root, (int)VARSIZE(json));
        ready.text = own_text(text, strlen(text), &ready.length);
    } else
        ready.text = as_text(value, type, &ready.length);
    return ready;
}

Datum sx_pg_result(sx_result *result)
{
    if (result->shape == SX_SHAPE_NUMBER)
        return Float8GetDatum(result->number);
    Datum datum;
    if (result->shape == SX_SHAPE_TEXT)
        datum = CStringGetTextDatum(sx_pg_text(result->text.data ? result->text.data : ""));
    else {
        sx_text json = {0};
        sx_json_add_result(&json, result);
        if (json.status != SX_OK)
            ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
        datum = DirectFunctionCall1(jsonb_in, CStringGetDatum(sx_pg_text(json.data)));
        sx_text_free(&json);
    }
    sx_result_free(result);
    return datum;
}
