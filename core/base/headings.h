/* Tables with a first row of headings: the one rule of what such a row is, columns by name, and cells with their place
 * in the reason.
 *
 * A heading is a text that does not read as a number: "1200" is data, wherever it stands.
 * Where headings may be left out, the first row is one of them when the columns that hold numbers have a heading there
 * and no number (sx_heading_rows). A table that is read by name either needs its headings, or has them when the word
 * that it is known by stands in the first row. */
#ifndef SX_HEADINGS_H
#define SX_HEADINGS_H
#include "base/value.h"

#define SX_NO_COLUMN SIZE_MAX /* sx_at: blank */

typedef struct sx_heading {
    const char
        *names[3]; /* each accepted, ignoring case, blanks around and _ for a blank; the first one is the shown */
    bool optional;
    size_t column; /* found; SX_NO_COLUMN: an optional one that is not there */
    size_t said;   /* which of names stands there */
} sx_heading;

bool sx_is_heading(const sx_cell *cell);
/* 1 when the first row is one of headings, else 0. The columns from first to before end are those of numbers. */
size_t sx_heading_rows(const sx_table *table, size_t first, size_t end);
bool sx_first_row_says(const sx_table *table, const char *word);
/* Fills column and said of each. what: the argument's name, for the reason. missing: what it is that a required
 * heading is not there, or that one stands twice. */
sx_status sx_find_headings(const sx_table *table, const char *what, sx_heading *headings, size_t n, sx_status missing,
                           sx_context *context);
/* The cell of that heading; blank where the heading is not there. */
const sx_cell *sx_under(const sx_table *table, size_t row, const sx_heading *heading);
/* NaN for a blank. SX_VALUE: a text. */
sx_status sx_number_under(const sx_table *table, size_t row, const sx_heading *heading, const char *what, double *x,
                          sx_context *context);
/* As sx_number_under, a date in the domain of base/date.h. SX_NUM: outside. */
sx_status sx_date_under(const sx_table *table, size_t row, const sx_heading *heading, const char *what, double *date,
                        sx_context *context);
/* Whether the cell, written out, is that word (sx_same_word). */
bool sx_cell_says(const sx_cell *cell, const char *word);
#endif
