/* Ranges of numbers on their way to a function's C types; and what convert.c shares with them. Private to core/call. */
#ifndef SX_NUMBERS_H
#define SX_NUMBERS_H
#include "call/natural.h"

typedef struct sx_place_text {
    char text[64];
} sx_place_text;

/* where: "" for a single cell, else " (value 3)". */
sx_status sx_check_bounds(const sx_parameter *p, double x, const char *where, sx_context *context);
/* A cell that should be a number and is an error, blank or text. */
sx_status sx_wrong_kind(const sx_parameter *p, const sx_cell *cell, const char *where, sx_context *context);
/* An argument as cells: a single cell is a range of one. */
sx_table sx_as_table(const sx_argument *argument);
/* The place of a value, made only when something is wrong with it. */
sx_place_text sx_place(size_t row, size_t column, size_t columns);
/* Callers that do not trim (the shell) may hand over blank margins; the rest of the door need not know. */
void sx_trim_end(sx_table *t);
sx_status sx_too_few(const sx_parameter *p, size_t found, sx_context *context);
sx_status sx_convert_series(const sx_parameter *p, const sx_argument *argument, bool paired, sx_natural *to,
                            sx_scratch *scratch, sx_context *context);
/* Brings a range and the earlier ones of its group to one length, so that row k of one belongs to row k of another. */
sx_status sx_convert_group(const sx_function *f, size_t last, const sx_argument *arguments, size_t n_arguments,
                           sx_natural *natural, sx_scratch *scratch, sx_context *context);
sx_status sx_convert_matrix(const sx_parameter *p, const sx_argument *argument, sx_natural *to, sx_scratch *scratch,
                            sx_context *context);
#endif
