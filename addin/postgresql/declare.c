/* Writes the declarations of the PostgreSQL extension from the catalogue:
 *
 *   declare doors >doors.h                           a door in C for each function
 *   declare create >sextant--0.2.0.sql               all of them in SQL
 *   declare create OLD.lock >sextant--0.1.0.sql      as they were when idl/ids.lock was OLD.lock
 *   declare upgrade OLD.lock 0.1.0 >sextant--0.1.0--0.2.0.sql
 *   declare tables >sextant-tables.sql               the canonical tables, which sextant import fills
 *
 * What a lock holds is never taken back, so an upgrade only adds: functions, arguments at the end, columns at the end.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "data/words.h"
#include "sql/sql.h"

enum { LINE = 1 << 14 };

/* A function as a lock has it: fewer arguments and columns; false: not there. */
typedef struct old_functions {
    char *text; /* NULL: none is old */
} old_functions;

static bool as_of(const old_functions *old, const sx_function *f, sx_function *cut)
{
    *cut = *f;
    size_t n = strlen(f->stored);
    const char *line = old->text;
    while (line && !(strncmp(line, f->stored, n) == 0 && line[n] == ' '))
        line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL;
    if (!line)
        return false;
    const char *end = strchr(line, '\n'), *gives = strstr(line, " -> ");
    if (!end || !gives || gives > end)
        return false;
    cut->n_parameters = 0;
    for (const char *at = line; at < gives; at++)
        cut->n_parameters += *at == ' ';
    cut->n_parameters -= 1; /* before the version stands a blank as well */
    const char *columns = strchr(gives, '(');
    cut->n_columns = columns && columns < end;
    for (const char *at = gives; at < end; at++)
        cut->n_columns += *at == '|';
    if (cut->n_parameters > f->n_parameters || cut->n_columns > f->n_columns) {
        fprintf(stderr, "declare: %s has lost arguments or columns\n", f->name);
        exit(1);
    }
    return true;
}

static void put_quoted(const char *text)
{
    for (; *text; text++) {
        if (*text == '\'')
            putchar('\'');
        putchar(*text);
    }
}

static const char *type_of(sx_shape shape, bool first_any)
{
    switch (shape) {
    case SX_SHAPE_NUMBER:
        return "double precision";
    case SX_SHAPE_TEXT:
    case SX_SHAPE_CHOICE:
        return "text";
    case SX_SHAPE_SERIES:
    case SX_SHAPE_MATRIX:
        return "double precision[]";
    case SX_SHAPE_TEXTS:
        return "text[]";
    case SX_SHAPE_TABLE:
        return "jsonb";
    case SX_SHAPE_ANY:
        return first_any ? "text" : "jsonb";
    case SX_SHAPE_REST:
        break;
    }
    return "\"any\"";
}

/* How a function is declared: its own way, with a text for its first argument, or as the step of an aggregate. */
typedef enum way { PLAIN, WITH_TEXT, STEP } way;

static const char *argument_type(const sx_function *f, size_t i, way how)
{
    sx_shape shape = f->parameters[i].shape;
    if (how == STEP && sx_sql_is_column(shape))
        return shape == SX_SHAPE_SERIES ? "double precision" : "text";
    return type_of(shape, how == WITH_TEXT && i == 0);
}

/* The first n arguments: their types, with names and defaults where it is a declaration. */
static void put_arguments(const sx_function *f, size_t n, way how, bool declared)
{
    char name[SX_SQL_NAME];
    for (size_t i = 0; i < n; i++) {
        const sx_parameter *p = &f->parameters[i];
        sx_sql_column_name(p->name, name);
        printf("%s%s", i ? ", " : "", p->shape == SX_SHAPE_REST ? "variadic " : "");
        if (declared)
            printf("\"%s\" ", name);
        printf("%s%s", argument_type(f, i, how), declared && p->optional && how != STEP ? " default null" : "");
    }
}

static const char *returned(const sx_function *f)
{
    return f->returns == SX_SHAPE_NUMBER ? "double precision" : f->returns == SX_SHAPE_TEXT ? "text" : "jsonb";
}

static const char *column_type(const sx_column *column)
{
    return strcmp(column->unit, "text") == 0 ? "text" : "double precision";
}

static void put_comment(const sx_function *f, const char *kind, const char *name, const char *lead, size_t n, way how)
{
    printf("comment on %s %s(%s", kind, name, lead);
    put_arguments(f, n, how, false);
    fputs(") is '", stdout);
    put_quoted(f->summary);
    if (f->returns_unit && !f->n_columns)
        printf(" Unit: %s.", f->returns_unit);
    for (size_t i = 0; i < f->n_errors; i++) {
        printf(" %s when ", sx_status_text(f->errors[i].status));
        put_quoted(f->errors[i].when);
        putchar('.');
    }
    puts("';");
}

static void put_type(const sx_function *f, const char *name)
{
    char column[SX_SQL_NAME];
    printf("create type %s_row as (", name);
    for (size_t i = 0; i < f->n_columns; i++) {
        sx_sql_column_name(f->columns[i].name, column);
        printf("\"%s\" %s, ", column, column_type(&f->columns[i]));
    }
    puts("cells jsonb);");
}

/* What reads ranges takes longer than an addition: the planner should know. */
static int cost(const sx_function *f)
{
    for (size_t i = 0; i < f->n_parameters; i++)
        if (sx_sql_is_range(f->parameters[i].shape))
            return 1000;
    return 1;
}

static bool is_strict(const sx_function *f)
{
    return sx_sql_least(f) == f->n_parameters;
}

static void put_function(const sx_function *f, const char *name, way how)
{
    printf("create or replace function %s(", name);
    put_arguments(f, f->n_parameters, how, true);
    if (f->returns == SX_SHAPE_TABLE)
        printf(") returns setof %s_row", name);
    else
        printf(") returns %s", returned(f));
    printf(" language c immutable parallel safe%s cost %d as 'MODULE_PATHNAME', 'sextant_%s';\n",
           is_strict(f) ? " strict" : "", cost(f), name);
    put_comment(f, "function", name, "", f->n_parameters, how);
}

static void put_aggregate(const sx_function *f, const char *name, size_t n)
{
    printf("create function %s_step(internal, ", name);
    put_arguments(f, n, STEP, false);
    printf(") returns internal language c immutable parallel safe as 'MODULE_PATHNAME', 'sextant_%s_step';\n", name);
    printf("create aggregate %s_agg(", name);
    put_arguments(f, n, STEP, true);
    printf(") (sfunc = %s_step, stype = internal, finalfunc = %s_final, finalfunc_modify = read_only, "
           "parallel = safe);\n",
           name, name);
    char aggregate[SX_SQL_NAME + 4];
    snprintf(aggregate, sizeof aggregate, "%s_agg", name);
    put_comment(f, "aggregate", aggregate, "", n, STEP);
}

/* A text may stand for its one cell or range. */
static bool takes_text(const sx_function *f)
{
    return f->n_parameters && f->parameters[0].shape == SX_SHAPE_ANY &&
           !(f->n_parameters > 1 && f->parameters[1].shape == SX_SHAPE_ANY);
}

/* The aggregates for more arguments than before. */
static void put_aggregates(const sx_function *f, const char *name, const sx_function *before)
{
    if (!sx_sql_has_aggregate(f))
        return;
    if (!before)
        printf("create function %s_final(internal) returns %s language c immutable parallel safe as "
               "'MODULE_PATHNAME', 'sextant_final';\n",
               name, returned(f));
    for (size_t n = before ? before->n_parameters + 1 : sx_sql_least(f); n <= f->n_parameters; n++)
        put_aggregate(f, name, n);
}

static void put_new(const sx_function *f, const char *name)
{
    if (f->returns == SX_SHAPE_TABLE)
        put_type(f, name);
    put_function(f, name, PLAIN);
    if (takes_text(f))
        put_function(f, name, WITH_TEXT);
    put_aggregates(f, name, NULL);
}

/* A declaration with fewer arguments makes room; what stands on it, a view, keeps it under another name. */
static void put_away(const sx_function *before, const char *name, const char *version, way how)
{
    fputs("do $$ begin drop function ", stdout);
    printf("@extschema@.%s(", name);
    put_arguments(before, before->n_parameters, how, false);
    printf("); exception when dependent_objects_still_exist then alter function @extschema@.%s(", name);
    put_arguments(before, before->n_parameters, how, false);
    printf(") rename to %s_of_", name);
    for (; *version; version++)
        putchar(*version == '.' ? '_' : *version);
    puts("; end $$;");
}

static void put_upgrade(const sx_function *f, const sx_function *before, const char *name, const char *version)
{
    char column[SX_SQL_NAME];
    for (size_t i = before->n_columns; i < f->n_columns; i++) {
        sx_sql_column_name(f->columns[i].name, column);
        printf("alter type %s_row add attribute \"%s\" %s;\n", name, column, column_type(&f->columns[i]));
    }
    for (way how = PLAIN; how <= WITH_TEXT; how++) {
        if (how == WITH_TEXT && !takes_text(f))
            continue;
        if (before->n_parameters < f->n_parameters)
            put_away(before, name, version, how);
        put_function(f, name, how);
    }
    put_aggregates(f, name, before);
}

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    sx_text text = {0};
    char line[LINE];
    size_t n;
    while (file && (n = fread(line, 1, sizeof line, file)) > 0)
        sx_text_add_bytes(&text, line, n);
    if (!file || ferror(file) || !text.data) {
        fprintf(stderr, "declare: cannot read %s\n", path);
        exit(1);
    }
    fclose(file);
    return text.data;
}

static const char *kind_type(int kind)
{
    switch ((sx_column_kind)kind) {
    case SX_KIND_DATE:
    case SX_KIND_MONTH:
        return "date";
    case SX_KIND_MOMENT:
        return "timestamp";
    case SX_KIND_NUMBER:
    case SX_KIND_MONEY:
        return "numeric";
    case SX_KIND_TEXT:
    case SX_KIND_CODE:
        break;
    }
    return "text";
}

static void put_tables(void)
{
    puts("-- The canonical tables: psql -f sextant-tables.sql makes those that are missing where tables are made by\n"
         "-- search_path. sextant import fills them; what an export does not say is NULL.");
    for (size_t i = 0; i < sx_n_canons; i++) {
        const sx_canon *t = &sx_canons[i];
        printf("create table if not exists %s (", t->name);
        for (size_t c = 0; c < t->n_canonical; c++)
            printf("%s\"%s\" %s", c ? ", " : "", sx_field_names[t->columns[c].field], kind_type(t->columns[c].kind));
        puts(");");
    }
}

static void put_doors(const sx_function *f, size_t service, size_t index, const char *name)
{
    printf("SX_DOOR(sextant_%s, %zu, %zu)\n", name, service, index);
    if (sx_sql_has_aggregate(f))
        printf("SX_STEP(sextant_%s_step, %zu, %zu)\n", name, service, index);
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    old_functions old = {argc > 2 ? read_file(argv[2]) : NULL};
    if (strcmp(what, "tables") == 0) {
        put_tables();
        return ferror(stdout) ? 1 : 0;
    }
    bool doors = strcmp(what, "doors") == 0, upgrade = strcmp(what, "upgrade") == 0 && argc == 4;
    if (!doors && !upgrade && strcmp(what, "create") != 0) {
        fputs("declare: doors | tables | create [OLD.lock] | upgrade OLD.lock VERSION\n", stderr);
        return 2;
    }
    for (size_t s = 0; s < sx_n_services; s++)
        for (size_t i = 0; i < sx_services[s].n_functions; i++) {
            const sx_function *f = &sx_services[s].functions[i];
            sx_function before;
            char name[SX_SQL_NAME];
            sx_sql_name(f, name);
            bool is_old = as_of(&old, f, &before);
            if (doors)
                put_doors(f, s, i, name);
            else if (upgrade && is_old)
                put_upgrade(f, &before, name, argv[3]);
            else if (upgrade || !old.text)
                put_new(f, name);
            else if (is_old)
                put_new(&before, name);
        }
    free(old.text);
    return ferror(stdout) ? 1 : 0;
}
