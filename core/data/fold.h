/* Words as they are compared: "Währungs-Code (EUR)" and "wahrungs code eur" are the same. */
#ifndef SX_FOLD_H
#define SX_FOLD_H
#include <stddef.h>
#include <stdint.h>

/* Writes the folded text and a NUL to out, which has room for size bytes (size > 0), and returns its length: lower case
 * for Latin, Greek and Cyrillic, Latin letters without their accents, full-width ASCII as ASCII, everything that is
 * neither letter nor digit one blank, none at the ends; a doubled quote is not special. What does not fit is left out.
 * Of signs, % & # + = < > stay out, and currency signs ($ and the like) too. */
size_t sx_fold(const char *text, size_t length, char *out, size_t size);
/* Takes the small words out of a folded name (of, the, de, la, del, der, van, ...), in place; its new length. "code de
 * la devise" and "code de devise" are the same then. */
size_t sx_fold_bare(char *folded);
/* 64 bits of bytes, for tables in memory (the order of bytes in a word shows). */
uint64_t sx_hash(const void *bytes, size_t n, uint64_t start);
#endif
