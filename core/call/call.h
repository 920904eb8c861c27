/* The one door in. Cells, shell, tests, fuzzers and the catalogue's own examples all call through here.
 * What a function is comes from its catalogue entry; the tables below are generated (build/gen/catalogue.c). */
#ifndef SX_CALL_H
#define SX_CALL_H
#include <stdbool.h>
#include "base/value.h"

typedef enum sx_shape {
    SX_SHAPE_NUMBER,
    SX_SHAPE_TEXT,
    SX_SHAPE_CHOICE,
    SX_SHAPE_SERIES,
    SX_SHAPE_TEXTS,
    SX_SHAPE_MATRIX,
    SX_SHAPE_TABLE,
    SX_SHAPE_ANY,
    SX_SHAPE_REST /* only SEXTANT.WHY: any number of further arguments */
} sx_shape;

/* What a caller hands over, one a parameter. Texts and tables stay the caller's. */
typedef struct sx_argument {
    bool omitted;          /* nothing given (or fewer arguments than parameters) */
    const sx_table *table; /* a range; NULL: the cell below */
    sx_cell cell;          /* a number, a text or a blank */
} sx_argument;

/* What a call answers. Valid when status is SX_OK, by the shape of what the function returns. */
typedef struct sx_result {
    sx_shape shape; /* SX_SHAPE_NUMBER, SX_SHAPE_TEXT or SX_SHAPE_TABLE */
    double number;
    sx_text text;
    sx_table table;
} sx_result;

typedef struct sx_choice {
    const char *id, *help;
} sx_choice;

typedef enum sx_blank_policy { SX_BLANK_REFUSED, SX_BLANK_MISSING, SX_BLANK_ZERO } sx_blank_policy;

typedef struct sx_parameter {
    const char *name, *unit, *help; /* help with range, default and unit appended */
    sx_shape shape;
    sx_blank_policy blank;
    bool keep_front; /* a series: blanks before its first value count like others, so that its rows keep their place */
    bool optional, whole, has_default, has_low, has_high, low_open, high_open;
    double low, high, fallback; /* fallback: the default; for a choice its index */
    const sx_choice *choices;
    size_t n_choices, at_least;
    int pairs_with; /* index of the parameter, -1: none */
} sx_parameter;

typedef struct sx_column {
    const char *name, *unit, *help;
} sx_column;

typedef struct sx_error_case {
    sx_status status;
    const char *when;
} sx_error_case;

typedef struct sx_example {
    const char *formula; /* as in the entry, "=KPI.CAC(50000;125)" */
    const sx_argument *arguments;
    size_t n_arguments;
    sx_status status; /* what it gives: SX_OK and the value below, or an error */
    sx_shape shape;
    double number;
    const char *text;
    sx_table table;
    double tolerance;
} sx_example;

typedef union sx_natural sx_natural; /* checked arguments in their C types; private to core/call */

typedef struct sx_function {
    const char *name, *stored, *service, *method, *family, *category, *since;
    const char *syntax, *summary, *definition, *source; /* syntax: "KPI.CAC(spend; customers)" */
    const sx_parameter *parameters;
    size_t n_parameters;
    sx_shape returns;
    const char *returns_unit;
    const sx_column *columns;
    size_t n_columns;
    const sx_error_case *errors;
    size_t n_errors;
    const char *const *see_also;
    size_t n_see_also;
    const sx_example *examples;
    size_t n_examples;
    sx_status (*run)(const sx_natural *arguments, sx_result *result, sx_context *context); /* generated */
} sx_function;

/* One UNO service a family; functions in the order of the interface's methods. */
typedef struct sx_service {
    const char *name, *interface_name; /* "sextant.Kpi", "sextant.XKpi" */
    const sx_function *functions;
    size_t n_functions;
} sx_service;

extern const sx_service sx_services[];
extern const size_t sx_n_services;
extern const char sx_version[];

/* By display name, stored name or SQL's (KPI.CAC, SEXTANT.KPI.CAC, kpi_cac), ignoring case; NULL: unknown. */
const sx_function *sx_find(const char *name);
/* Which of the choices a word is; n_choices: none. */
size_t sx_choice_named(const sx_parameter *p, const char *word);
/* Checks the arguments in the entry's order and runs the function. On SX_OK fills *result (free it with
 * sx_result_free) and context->reason may hold a note; else *result is untouched and context->reason says why.
 * context is not NULL; its memo may be. Needs no other state: one context a thread. */
sx_status sx_call(const sx_function *function, const sx_argument *arguments, size_t n_arguments, sx_result *result,
                  sx_context *context);
void sx_result_free(sx_result *result);
/* "DIV0", as entries name it (NULL for SX_OK and SX_NOMEM); "#DIV/0!"; and Calc's number of that error (532). NULL and
 * 0 for SX_OK. */
const char *sx_status_name(sx_status status);
const char *sx_status_text(sx_status status);
int sx_status_calc(sx_status status);
#endif
