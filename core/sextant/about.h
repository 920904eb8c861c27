/* What SEXTANT.ABOUT tells of a function, put together from the catalogue's texts. */
#ifndef SX_ABOUT_H
#define SX_ABOUT_H
#include "call/call.h"

/* Adds to out. what: SX_SEXTANT_ABOUT_WHAT_...; said: a text of the catalogue, or one of the joints below, as it is to
 * be read; never NULL. The core says all of them in English; a host may know them in the office's language. */
#define SX_ABOUT_DEFAULT "(default)"
#define SX_ABOUT_WHEN "when"
#define SX_ABOUT_ONE "one definition, no variants"
#define SX_ABOUT_NONE "none beyond those of wrong arguments"
void sx_about(const sx_function *f, int what, const char *(*said)(const char *english), sx_text *out);
#endif
