/* fcst_point_agg(value, 12 order by month): a function whose ranges are columns reads a row of them at a time; the
 * other arguments are the same in every row. */
#include "postgresql/postgresql.h"
#include <catalog/pg_type_d.h>
#include <utils/builtins.h>
#include <utils/datum.h>
#include <utils/lsyscache.h>
#include <utils/memutils.h>

typedef struct state {
    const sx_function *function;
    size_t n; /* arguments given */
    sx_sql_column columns[SX_SQL_ARGUMENTS];
    struct {
        Oid type;
        bool null, by_value;
        int16 width;
        Datum value;
    } constants[SX_SQL_ARGUMENTS]; /* of the first row; the types of all */
} state;

static state *new_state(FunctionCallInfo fcinfo, const sx_function *function)
{
    Oid *types;
    int n;
    state *s = palloc0(sizeof *s);
    get_func_signature(fcinfo->flinfo->fn_oid, &types, &n);
    s->function = function;
    s->n = (size_t)n - 1;
    for (int i = 0; i + 1 < n; i++) {
        s->constants[i].type = types[i + 1];
        get_typlenbyval(types[i + 1], &s->constants[i].width, &s->constants[i].by_value);
        s->constants[i].null = PG_ARGISNULL(i + 1);
        if (!s->constants[i].null && !sx_sql_is_column(function->parameters[i].shape))
            s->constants[i].value = datumCopy(PG_GETARG_DATUM(i + 1), s->constants[i].by_value, s->constants[i].width);
    }
    return s;
}

static void check_constant(FunctionCallInfo fcinfo, const state *s, int i)
{
    bool null = PG_ARGISNULL(i + 1);
    if (null == s->constants[i].null && (null || datum_image_eq(PG_GETARG_DATUM(i + 1), s->constants[i].value,
                                                                s->constants[i].by_value, s->constants[i].width)))
        return;
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                    errmsg("%s: %s is not the same in every row", s->function->name, s->function->parameters[i].name)));
}

Datum sx_pg_step(FunctionCallInfo fcinfo, const sx_function *function)
{
    MemoryContext group, row = CurrentMemoryContext;
    if (!AggCheckCallContext(fcinfo, &group))
        elog(ERROR, "sextant: a step outside of an aggregate");
    MemoryContextSwitchTo(group);
    state *s = PG_ARGISNULL(0) ? new_state(fcinfo, function) : (state *)PG_GETARG_POINTER(0);
    for (int i = 0; i < (int)s->n; i++) {
        if (!sx_sql_is_column(function->parameters[i].shape)) {
            check_constant(fcinfo, s, i);
            continue;
        }
        MemoryContextSwitchTo(row);
        sx_cell cell = {.kind = SX_BLANK};
        if (!PG_ARGISNULL(i + 1))
            cell = sx_pg_cell(PG_GETARG_DATUM(i + 1), s->constants[i].type);
        MemoryContextSwitchTo(group);
        if (s->columns[i].n >= SX_SQL_MOST_VALUES + 1)
            sx_sql_column_drop(&s->columns[i]); /* too many already, and refused at the end */
        if (!sx_sql_column_add(&s->columns[i], cell))
            ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
    }
    MemoryContextSwitchTo(row);
    PG_RETURN_POINTER(s);
}

Datum sx_pg_final(FunctionCallInfo fcinfo)
{
    sx_pg_argument ready[SX_SQL_ARGUMENTS];
    sx_result result;
    if (!AggCheckCallContext(fcinfo, NULL))
        elog(ERROR, "sextant: the end of no aggregate");
    if (PG_ARGISNULL(0))
        PG_RETURN_NULL();
    const state *s = (const state *)PG_GETARG_POINTER(0);
    for (size_t i = 0; i < s->n; i++) {
        const sx_parameter *p = &s->function->parameters[i];
        const sx_sql_column *c = &s->columns[i];
        ready[i] = (sx_pg_argument){.kind = SX_PG_NOTHING};
        if (sx_sql_is_column(p->shape)) {
            if (!p->optional || !sx_sql_column_is_blank(c))
                ready[i] =
                    (sx_pg_argument){.kind = SX_PG_CELLS, .cells = c->cells + c->first, .rows = c->n, .columns = 1};
        } else if (!s->constants[i].null)
            ready[i] = sx_pg_value(s->constants[i].value, s->constants[i].type);
    }
    if (!sx_pg_run(s->function, ready, s->n, &result))
        PG_RETURN_NULL();
    return sx_pg_result(&result);
}
