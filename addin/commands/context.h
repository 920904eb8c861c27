/* Explain This Cell in the menu that a cell shows at a right click. */
#ifndef SX_CONTEXT_H
#define SX_CONTEXT_H
#include "office.h"

/* Once for each window of a spreadsheet; does nothing for others, and nothing twice. */
void context_menu(uno_Interface *context, uno_Interface *frame);
#endif
