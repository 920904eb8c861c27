/* The rows of a table. A column is found by its name, so that a declaration of another version of the extension, with
 * fewer columns or in another order, is served too. */
#include "postgresql/postgresql.h"
#include <catalog/pg_type_d.h>
#include <funcapi.h>
#include <miscadmin.h>
#include <utils/builtins.h>
#include <utils/jsonb.h>
#include <utils/memutils.h>
#include <utils/tuplestore.h>

/* The column of the table that the attribute shows; n_columns: the whole row; -1: none. */
static int column_of(const sx_function *function, const char *attribute)
{
    char name[SX_SQL_NAME];
    for (size_t i = 0; i < function->n_columns; i++) {
        sx_sql_column_name(function->columns[i].name, name);
        if (strcmp(name, attribute) == 0)
            return (int)i;
    }
    return strcmp(attribute, "cells") == 0 ? (int)function->n_columns : -1;
}

static Datum whole_row(const sx_table *table, size_t row)
{
    sx_text json = {0};
    sx_json_add_row(&json, table, row);
    if (json.status != SX_OK)
        ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
    Datum datum = DirectFunctionCall1(jsonb_in, CStringGetDatum(sx_pg_text(json.data)));
    sx_text_free(&json);
    return datum;
}

/* Words in a column of numbers are NULL there, and stand in the whole row. */
static Datum value(const sx_cell *cell, Oid type, bool *null)
{
    char room[SX_NUMBER_ROOM];
    *null = cell->kind != SX_NUMBER && (cell->kind != SX_TEXT || type == FLOAT8OID);
    if (*null)
        return (Datum)0;
    if (type == FLOAT8OID)
        return Float8GetDatum(cell->as.number);
    return CStringGetTextDatum(sx_pg_text(sx_cell_text(cell, room)));
}

void sx_pg_rows(FunctionCallInfo fcinfo, const sx_function *function, const sx_table *table)
{
    ReturnSetInfo *set = (ReturnSetInfo *)fcinfo->resultinfo;
    int n = set->setDesc->natts, *columns = palloc((size_t)n * sizeof *columns);
    Datum *values = palloc((size_t)n * sizeof *values);
    bool *nulls = palloc((size_t)n * sizeof *nulls);
    for (int i = 0; i < n; i++)
        columns[i] = column_of(function, NameStr(TupleDescAttr(set->setDesc, i)->attname));
    MemoryContext before = CurrentMemoryContext;
    MemoryContext one = AllocSetContextCreateInternal(before, "a row of sextant", ALLOCSET_SMALL_SIZES);
    MemoryContextSwitchTo(one);
    for (size_t row = 0; row < table->rows; row++) {
        CHECK_FOR_INTERRUPTS();
        MemoryContextReset(one);
        for (int i = 0; i < n; i++) {
            nulls[i] = columns[i] < 0;
            if (columns[i] == (int)function->n_columns)
                values[i] = whole_row(table, row);
            else if (!nulls[i])
                values[i] =
                    value(sx_at(table, row, (size_t)columns[i]), TupleDescAttr(set->setDesc, i)->atttypid, &nulls[i]);
        }
        tuplestore_putvalues(set->setResult, set->setDesc, values, nulls);
    }
    MemoryContextSwitchTo(before);
    MemoryContextDelete(one);
}
