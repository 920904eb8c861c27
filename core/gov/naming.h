/* What campaign names and links have in common: faults gathered into one answer, characters, personal data. */
#ifndef SX_NAMING_H
#define SX_NAMING_H
#include <stdbool.h>
#include "base/value.h"

/* Begins the next fault of an answer, which are separated by "; "; returns the answer, to add the fault to. */
sx_text *sx_next_fault(sx_text *faults);

bool sx_has_upper(const char *text); /* ASCII capitals */
/* One fault that names the different characters of text (the first eight) that are neither ASCII letters, digits nor in
 * also; where: what the text is, "utm_source". */
void sx_fault_characters(sx_text *faults, const char *where, const char *text, const char *also);
/* What personal data the text seems to hold: "an e-mail address", "a phone number", NULL for none. An address is
 * characters around an @ with a dot behind it. A phone number stands outside words, begins with + and has 8 to 15
 * digits, or begins with 0 or 00 and has 9 to 15, with single separators " -./()" between them. */
const char *sx_personal_data(const char *text);
#endif
