/* A call: what the statement hands over becomes arguments, the answer a value, rows or NULL. */
#include "postgresql/postgresql.h"
#include <catalog/pg_type_d.h>
#include <funcapi.h>
#include <miscadmin.h>
#include <utils/builtins.h>
#include <utils/guc.h>
#include <utils/jsonb.h>
#include <utils/lsyscache.h>

PG_MODULE_MAGIC;

enum { ERRORS_NULL, ERRORS_RAISE };
static int errors = ERRORS_NULL;

/* NOLINTNEXTLINE(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp): PostgreSQL's name */
PGDLLEXPORT void _PG_init(void);

void _PG_init(void)
{
    static const struct config_enum_entry choices[] = {
        {"null", ERRORS_NULL, false}, {"raise", ERRORS_RAISE, false}, {NULL, 0, false}};
    DefineCustomEnumVariable("sextant.errors", "What an error of a function is.",
                             "null: NULL, and sextant_why says it in words; raise: an error of the statement.", &errors,
                             ERRORS_NULL, choices, PGC_USERSET, 0, NULL, NULL, NULL);
    MarkGUCPrefixReserved("sextant");
}

static int sql_state(sx_status status)
{
    switch (status) {
    case SX_DIV0:
        return ERRCODE_DIVISION_BY_ZERO;
    case SX_NUM:
        return ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE;
    case SX_NA:
        return ERRCODE_NO_DATA_FOUND;
    case SX_NOMEM:
        return ERRCODE_OUT_OF_MEMORY;
    case SX_VALUE:
    case SX_ARGUMENT:
    case SX_NOCONV:
    case SX_OK:
        break;
    }
    return ERRCODE_INVALID_PARAMETER_VALUE;
}

static void put_ready(sx_sql_call *call, size_t i, const sx_pg_argument *ready)
{
    switch (ready->kind) {
    case SX_PG_NUMBER:
        sx_sql_put_number(call, i, ready->number);
        break;
    case SX_PG_TEXT:
        sx_sql_put_text(call, i, ready->text, ready->length);
        break;
    case SX_PG_JSON:
        sx_sql_put_json(call, i, ready->text, ready->length);
        break;
    case SX_PG_CELLS:
        sx_sql_put_cells(call, i, ready->cells, ready->rows, ready->columns);
        break;
    case SX_PG_WRONG:
        sx_sql_put_wrong(call, i, SX_VALUE, ready->text);
        break;
    case SX_PG_NOTHING:
        break;
    }
}

bool sx_pg_run(const sx_function *function, const sx_pg_argument *ready, size_t n, sx_result *result)
{
    sx_context context;
    sx_status status = SX_NOMEM;
    context.memo = NULL;
    for (int turn = 0; turn < 2; turn++) {
        sx_sql_call call;
        sx_pg_watch(turn == 0);
        sx_sql_start(&call, function, n, &context);
        for (size_t i = 0; i < call.n; i++)
            put_ready(&call, i, &ready[i]);
        status = sx_sql_run(&call, result);
        bool stopped = sx_pg_stopped();
        sx_pg_watch(false);
        if (!stopped)
            break;
        if (status == SX_OK)
            sx_result_free(result);
        CHECK_FOR_INTERRUPTS(); /* comes back only where the cancelling is held off: then the call is made to its end */
    }
    if (status == SX_OK)
        return true;
    if (errors == ERRORS_RAISE || status == SX_NOMEM)
        ereport(ERROR, (errcode(sql_state(status)),
                        errmsg("%s gives %s: %s", function->name, sx_status_text(status), sx_pg_text(context.reason))));
    return false;
}

/* The types of the arguments as they were declared, kept with the statement's function. */
typedef struct types {
    int n;
    Oid of[FUNC_MAX_ARGS];
} types;

static const types *types_of(FunctionCallInfo fcinfo)
{
    FmgrInfo *info = fcinfo->flinfo;
    if (!info->fn_extra) {
        Oid *declared;
        int n;
        get_func_signature(info->fn_oid, &declared, &n);
        types *t = MemoryContextAllocZero(info->fn_mcxt, sizeof *t);
        t->n = PG_NARGS();
        for (int i = 0; i < t->n; i++) /* behind the last declared one stand those of VARIADIC "any" */
            t->of[i] = i < n && declared[i] != ANYOID ? declared[i] : get_fn_expr_argtype(info, i);
        info->fn_extra = t;
    }
    return info->fn_extra;
}

Datum sx_pg_door(FunctionCallInfo fcinfo, const sx_function *function)
{
    sx_pg_argument ready[SX_SQL_ARGUMENTS];
    const types *t = types_of(fcinfo);
    sx_result result;
    if (t->n > SX_SQL_ARGUMENTS)
        ereport(ERROR, (errcode(ERRCODE_TOO_MANY_ARGUMENTS), errmsg("%s takes no %d arguments", function->name, t->n)));
    for (int i = 0; i < t->n; i++) {
        ready[i] = (sx_pg_argument){.kind = SX_PG_NOTHING};
        if (!PG_ARGISNULL(i))
            ready[i] = sx_pg_value(PG_GETARG_DATUM(i), t->of[i]);
    }
    bool right = sx_pg_run(function, ready, (size_t)t->n, &result);
    if (function->returns == SX_SHAPE_TABLE) {
        InitMaterializedSRF(fcinfo, 0);
        if (right) {
            sx_pg_rows(fcinfo, function, &result.table);
            sx_result_free(&result);
        }
        return (Datum)0;
    }
    if (!right)
        PG_RETURN_NULL();
    return sx_pg_result(&result);
}
