/* What the tests of the core share: cmocka, nearness, and cells and tables made by hand. */
#ifndef UNIT_H
#define UNIT_H
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "base/value.h"

/* Fails unless a is b within the relative tolerance. */
static inline void close_to(double a, double b, double tolerance)
{
    if (!(fabs(a - b) <= tolerance * fmax(fabs(b), 1e-300)))
        fail_msg("%.17g is not %.17g", a, b);
}

/* NaN: a blank cell. */
static inline sx_cell number(double x)
{
    if (isnan(x))
        return (sx_cell){.kind = SX_BLANK};
    return (sx_cell){.kind = SX_NUMBER, .as.number = x};
}

/* x outlives the cell. */
static inline sx_cell text(const char *x)
{
    return (sx_cell){.kind = SX_TEXT, .as.text = x, .length = (uint32_t)strlen(x)};
}

/* A range that holds rows x columns cells, given by rows. */
static inline sx_table table_over(sx_cell *cells, size_t rows, size_t columns)
{
    return (sx_table){
        .rows = rows, .columns = columns, .declared_rows = rows, .declared_columns = columns, .cells = cells};
}
#endif
