/* The catalogue as the generator holds it: read once, linted, then written out by one file an output. */
#ifndef SX_GENERATE_H
#define SX_GENERATE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <cjson/cJSON.h>

typedef struct {
    const char *id, *help;
} choice;

typedef struct {
    const char *name, *shape, *unit, *help, *blank, *pairs_with;
    bool optional, whole;
    const cJSON *fallback, *min, *max, *above, *below;
    int at_least;
    choice *choices;
    size_t n_choices;
} argument;

typedef struct {
    const char *name, *unit, *help;
} column;

/* One value of an example's formula: omitted, a number, a text, or an array of those. */
typedef struct value {
    enum { OMITTED, NUMBER, TEXT, ARRAY } kind;
    double number;
    char *text;
    size_t rows, columns;
    struct value *cells;
} value;

typedef struct {
    const char *formula;
    value *arguments;
    size_t n_arguments;
    const cJSON *gives;
    double tolerance;
} example;

typedef struct {
    char *file; /* "kpi/cac.json" */
    cJSON *json;
    const char *id, *name, *family, *category, *since, *c, *summary, *definition, *source;
    bool context;
    const char *returns, *returns_unit;
    argument *arguments;
    size_t n_arguments;
    column *columns;
    size_t n_columns;
    const cJSON *errors, *see_also;
    example *examples;
    size_t n_examples;
} entry;

typedef struct {
    entry *entries; /* by family, then id */
    size_t n;
    const char *version;
    cJSON *units, *categories, *reserved;
} catalogue;

/* Every fault is printed with its file and key; the exit status counts them. */
void complain(const char *file, const char *key, const char *format, ...) __attribute__((format(printf, 3, 4)));
int complaints(void);

/* generate_read.c */
char *read_file(const char *path);
cJSON *read_json(const char *path, const char *shown);
bool read_catalogue(const char *folder, const char *version, catalogue *out);
/* generate_lint.c */
void lint(const catalogue *all);
/* generate_formula.c: the literals of "=KPI.CAC(1;2)"; false with a complaint when it is not such a call */
bool read_formula(const entry *e, size_t index, example *out);
/* generate_lock.c */
void check_lock(const catalogue *all, const char *lock_path, const char *out_path);

/* Helpers of the writers */
FILE *output(const char *folder, const char *name);
bool is_family_start(const catalogue *all, size_t i);
const char *capitalised(const char *family, char buffer[64]);
const char *upper(const char *text, char buffer[64]);
/* help with range, default and unit behind it */
char *full_help(const argument *a);
char *syntax(const entry *e);
const char *status_shown(const char *status);
void put_xml(FILE *f, const char *text);
void put_c_string(FILE *f, const char *text);
char *gives_shown(const example *x);

/* generate_idl.c ... : one file an output */
void write_idl(const catalogue *all, const char *folder);
void write_xcu(const catalogue *all, const char *folder);
void write_headers(const catalogue *all, const char *folder);
void write_tables(const catalogue *all, const char *folder);
void write_reference(const catalogue *all, const char *folder);
void write_help(const catalogue *all, const char *folder);
#endif
