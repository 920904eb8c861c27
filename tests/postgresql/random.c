/* Statements with random calls, for a server that must live through all of them: random N SEED. The same seed writes
 * the same statements. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "sql/sql.h"

static uint64_t seed;

static unsigned below(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((seed >> 33) % n);
}

static void put_number(bool json)
{
    static const char *const odd[] = {"0",      "-0.0",  "1",       "-1",       "0.5",      "1e308",      "-1e308",
                                      "5e-324", "1e-10", "1048577", "12",       "45000",    "4294967296", "1e15",
                                      "100",    "0.05",  "NaN",     "Infinity", "-Infinity"};
    unsigned kind = below(10);
    if (kind < 6)
        printf("%u", below(200));
    else if (kind < 8)
        printf("%u.%u", below(1000), below(100));
    else
        fputs(odd[below(json ? 16 : 19)], stdout);
}

static void put_word(const sx_parameter *p)
{
    static const char *const words[] = {"",       "x",        "2025-01-31", "[",      "[1]", "channel",
                                        "spend",  "cost per", "1.234,5",    "Google", "p10", "min",
                                        "normal", "low",      "name",       "kpi_cac"};
    fputs(p->n_choices && below(4) ? p->choices[below((unsigned)p->n_choices)].id : words[below(16)], stdout);
}

static void put_cell(const sx_parameter *p)
{
    unsigned kind = below(8);
    if (kind == 0)
        fputs("null", stdout);
    else if (kind < 4) {
        putchar('"');
        put_word(p);
        putchar('"');
    } else
        put_number(true);
}

static void put_json(const sx_parameter *p)
{
    unsigned rows = below(9), columns = 1 + below(9);
    putchar('\'');
    if (below(12) == 0)
        put_cell(p);
    else {
        putchar('[');
        for (unsigned r = 0; r < rows; r++) {
            fputs(r ? ",[" : "[", stdout);
            for (unsigned c = 0; c < columns - (below(40) == 0); c++) {
                fputs(c ? "," : "", stdout);
                put_cell(p);
            }
            putchar(']');
        }
        putchar(']');
    }
    fputs("'::jsonb", stdout);
}

static void put_array(const char *type, const sx_parameter *p)
{
    unsigned n = below(3) ? below(40) : below(4), columns = below(5) ? 0 : 1 + below(3);
    if (below(200) == 0) {
        printf("array(select (i * 7 %% 13)::%s from generate_series(1, %u) i)", type, below(100000));
        return;
    }
    fputs("'{", stdout);
    for (unsigned i = 0; i < n; i++) {
        fputs(i ? "," : "", stdout);
        for (unsigned c = 0; c < columns + 1; c++) {
            fputs(c ? "," : columns ? "{" : "", stdout);
            if (below(12) == 0)
                fputs("NULL", stdout);
            else if (strcmp(type, "text") == 0) {
                putchar('"');
                put_word(p);
                putchar('"');
            } else
                put_number(false);
        }
        fputs(columns ? "}" : "", stdout);
    }
    printf("}'::%s[]", type);
}

static void put_argument(const sx_parameter *p, bool row)
{
    if (below(25) == 0) {
        fputs("null", stdout);
        return;
    }
    switch (p->shape) {
    case SX_SHAPE_NUMBER:
        putchar('\'');
        put_number(false);
        fputs("'::float8", stdout);
        break;
    case SX_SHAPE_SERIES:
        if (row)
            fputs("v", stdout);
        else
            put_array("float8", p);
        break;
    case SX_SHAPE_TEXTS:
        if (row)
            fputs("v::text", stdout);
        else
            put_array("text", p);
        break;
    case SX_SHAPE_MATRIX:
        put_array("float8", p);
        break;
    case SX_SHAPE_TABLE:
    case SX_SHAPE_ANY:
        put_json(p);
        break;
    case SX_SHAPE_TEXT:
    case SX_SHAPE_CHOICE:
    case SX_SHAPE_REST:
        putchar('\'');
        put_word(p);
        fputs("'::text", stdout);
        break;
    }
}

static void put_arguments(const sx_function *f, size_t n, bool row)
{
    for (size_t i = 0; i < n; i++) {
        fputs(i ? ", " : "", stdout);
        put_argument(&f->parameters[i], row);
    }
}

static void put_statement(const sx_function *f)
{
    char name[SX_SQL_NAME];
    sx_sql_name(f, name);
    size_t least = sx_sql_least(f), n = least + below((unsigned)(f->n_parameters - least + 1));
    unsigned kind = below(4);
    if (kind == 0) {
        printf("select sextant_why('%s'%s", name, n ? ", " : "");
        put_arguments(f, n, false);
        puts(");");
    } else if (kind == 1 && sx_sql_has_aggregate(f)) {
        printf("select %s_agg(", name);
        put_arguments(f, n, true);
        printf("%s from (select i, case when i %% %u = 3 then null when i %% %u = 4 then 'NaN'::float8 else (i * %u %% "
               "101)::float8 end as v from generate_series(1, %u) i) r;\n",
               below(3) ? " order by i)" : ") over (order by i rows 5 preceding)", 5 + below(50), 5 + below(500),
               below(97), below(60));
    } else {
        printf("select %s %s(", f->returns == SX_SHAPE_TABLE && below(2) ? "* from" : "", name);
        put_arguments(f, n, false);
        puts(");");
    }
}

int main(int argc, char **argv)
{
    long n = argc > 1 ? strtol(argv[1], NULL, 10) : 1000;
    seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    for (long i = 0; i < n; i++) {
        const sx_service *service = &sx_services[below((unsigned)sx_n_services)];
        const sx_function *f = &service->functions[below((unsigned)service->n_functions)];
        if (strcmp(f->name, "SEXTANT.SELFTEST") == 0 || strcmp(f->name, "SEXTANT.WHY") == 0)
            continue;
        put_statement(f);
    }
    return ferror(stdout) != 0;
}
