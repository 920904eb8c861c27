/* Rows of a list in a fixed-width font. */
#ifndef SX_ROWS_H
#define SX_ROWS_H
#include "office.h"

/* The text in n columns, cut with an ellipsis or filled with blanks. */
const char *row_cell(desk *d, const char *text, size_t n, bool right);
#endif
