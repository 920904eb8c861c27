/* The window of Explain This Cell, and what its buttons do. */
#ifndef SX_EXPLAIN_WINDOW_H
#define SX_EXPLAIN_WINDOW_H
#include "explain.h"

/* One window a frame; it stays while the sheet is used, and follows the selection. */
void explain_open(order *o, const sx_door *door);
/* The explanation as a comment of the cell, one step of undo; says why where it cannot. */
void explain_comment(order *o, const explanation *e, size_t part);
/* The workbook of functions at this function; "" opens it at its index. */
void explain_reference(order *o, const char *function);
#endif
