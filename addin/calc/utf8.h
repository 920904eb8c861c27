/* UTF-16 to UTF-8. Half a surrogate pair, and a NUL, which would end our text early, become U+FFFD. */
#ifndef SX_UTF8_H
#define SX_UTF8_H
#include <stddef.h>
#include <stdint.h>

/* Bytes that n units take, without the closing NUL. */
size_t sx_utf8_length(const uint16_t *from, size_t n);
/* Writes them, and a NUL. */
void sx_put_utf8(const uint16_t *from, size_t n, char *to);
#endif
