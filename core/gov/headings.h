/* A table with a row of headings on top: columns by name, in any order, and cells with their place in the reason. */
#ifndef SX_HEADINGS_H
#define SX_HEADINGS_H
#include <stdbool.h>
#include "base/value.h"

enum { SX_NO_COLUMN = -1 };

typedef struct sx_heading {
    const char
        *names[3]; /* each accepted, ignoring case, blanks around and _ for a blank; the first one is the shown */
    bool optional;
    long column; /* found; SX_NO_COLUMN: an optional one that is not there */
} sx_heading;

/* Fills column of each. what: the argument's name, for the reason. SX_VALUE: a required heading is missing, or one
 * stands twice. */
sx_status sx_find_headings(const sx_table *table, const char *what, sx_heading *headings, size_t n,
                           sx_context *context);
/* The cell of that heading; blank where the heading is not there. */
const sx_cell *sx_under(const sx_table *table, size_t row, const sx_heading *heading);
/* NaN for a blank. SX_VALUE: a text. */
sx_status sx_number_under(const sx_table *table, size_t row, const sx_heading *heading, const char *what, double *x,
                          sx_context *context);
/* As sx_number_under, a date in the domain of base/date.h. SX_NUM: outside. */
sx_status sx_date_under(const sx_table *table, size_t row, const sx_heading *heading, const char *what, double *date,
                        sx_context *context);
/* The same for a cell that has no heading; place: how the reason names it. */
sx_status sx_date_in(const sx_cell *cell, const char *what, size_t row, const char *place, double *date,
                     sx_context *context);
/* Whether the cell, written out, is that word (sx_same_word). */
bool sx_cell_says(const sx_cell *cell, const char *word);
#endif
