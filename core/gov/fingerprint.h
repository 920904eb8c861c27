/* SHA-256 over a canonical text of a range's values. The text, which anyone can write by hand and hash with public
 * tools:
 *     sextant-1 ROWS COLUMNS        the size without the blank rows and columns on all four sides
 *     one line a cell, by rows:
 *       b                           a blank cell, or an empty text
 *       n NUMBER                    a number: C's %.15g if that reads back as the same number, else %.17g
 *                                   (decimal point, C locale); minus zero is 0; dates are their serials, truth 1 or 0
 *       t BYTES TEXT                a text in UTF-8 as it stands, and how many bytes it has
 * Every line ends with one line feed. */
#ifndef SX_FINGERPRINT_H
#define SX_FINGERPRINT_H
#include "base/value.h"
enum { SX_FINGERPRINT_FULL = 64, SX_FINGERPRINT_SHORT = 16 };
/* Adds the canonical text. SX_VALUE: a cell is an error. SX_NOMEM. */
sx_status sx_canonical(const sx_table *range, sx_text *text);
/* SHA-256 of the canonical text as 64 lower case hexadecimal digits and a NUL. */
sx_status sx_fingerprint(const sx_table *range, char hex[SX_FINGERPRINT_FULL + 1]);
#endif
