/* What the core asks of its system beyond C11; system.c alone knows which system it is. */
#ifndef SX_BASE_SYSTEM_H
#define SX_BASE_SYSTEM_H
#include "base/value.h"

enum { SX_SHA256_BYTES = 32 };

/* strtod with a decimal point whatever the locale. */
double sx_system_number(const char *text, char **end);
/* SX_OK, or SX_NOMEM (Windows' own may refuse); then digest is untouched. */
sx_status sx_system_sha256(const void *data, size_t n, unsigned char digest[SX_SHA256_BYTES]);
#endif
