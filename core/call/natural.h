/* Arguments after the checks, in the C types that the catalogue's functions take. Private to core/call and to the
 * generated thunks. */
#ifndef SX_NATURAL_H
#define SX_NATURAL_H
#include "base/scratch.h"
#include "call/call.h"

union sx_natural {
    double number;
    const char *text;
    int choice;
    const sx_table *table;
    struct {
        const double *x;
        size_t n;
    } series;
    struct {
        const char *const *x;
        size_t n;
    } texts;
    struct {
        const double *x;
        size_t rows, columns;
    } matrix;
    struct {
        const sx_argument *x;
        size_t n;
    } rest;
};

enum { SX_MOST_PARAMETERS = 16 };

/* Checks argument i of a call and puts it into natural[i]; the earlier ones are there already.
 * n_arguments counts what was given. On error the reason is set. */
sx_status sx_convert(const sx_function *function, size_t i, const sx_argument *arguments, size_t n_arguments,
                     sx_natural *natural, sx_scratch *scratch, sx_context *context);
#endif
