/* How the catalogue looks in SQL. */
#include <string.h>
#include "sql/sql.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

void sx_sql_name(const sx_function *function, char name[SX_SQL_NAME])
{
    sx_sql_column_name(function->name, name);
}

void sx_sql_column_name(const char *column, char name[SX_SQL_NAME])
{
    size_t n = 0;
    for (; *column && n + 1 < SX_SQL_NAME; column++) {
        char c = lower(*column);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            name[n++] = c;
        else if (n && name[n - 1] != '_')
            name[n++] = '_';
    }
    name[n] = '\0';
}

bool sx_sql_is_range(sx_shape shape)
{
    return sx_sql_is_column(shape) || shape == SX_SHAPE_MATRIX || shape == SX_SHAPE_TABLE || shape == SX_SHAPE_ANY;
}

bool sx_sql_is_column(sx_shape shape)
{
    return shape == SX_SHAPE_SERIES || shape == SX_SHAPE_TEXTS;
}

bool sx_sql_has_aggregate(const sx_function *function)
{
    for (size_t i = 0; i < function->n_parameters; i++)
        if (sx_sql_is_column(function->parameters[i].shape) && !function->parameters[i].optional)
            return true;
    return false;
}

static bool is_open(const sx_function *function)
{
    return function->n_parameters && function->parameters[function->n_parameters - 1].shape == SX_SHAPE_REST;
}

size_t sx_sql_least(const sx_function *function)
{
    size_t n = 0;
    while (n < function->n_parameters && !function->parameters[n].optional &&
           function->parameters[n].shape != SX_SHAPE_REST)
        n++;
    return n;
}

size_t sx_sql_most(const sx_function *function)
{
    return is_open(function) ? SX_SQL_ARGUMENTS : function->n_parameters;
}
