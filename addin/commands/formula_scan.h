/* The ground of formula.c that its other readers share. */
#ifndef SX_FORMULA_SCAN_H
#define SX_FORMULA_SCAN_H
#include <stdbool.h>

bool formula_is_letter(char c);
bool formula_is_digit(char c);
/* Of a name of a function, a sheet or a range; what is not ASCII may stand in a name. */
bool formula_in_name(char c);
/* Behind a text or a quoted name, in which the quote itself stands twice, and behind an inline array; the end of the
 * formula when it is not closed. */
const char *formula_behind_quotes(const char *at);
const char *formula_behind_braces(const char *at);
#endif
