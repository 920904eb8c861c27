/* The bytes of a file that somebody exported: what they are, and the text in them. */
#ifndef SX_BYTES_H
#define SX_BYTES_H
#include <stdbool.h>
#include "base/value.h"
#include "data/utf8.h"

typedef enum sx_encoding { SX_UTF8, SX_UTF16LE, SX_UTF16BE, SX_CP1252, SX_LATIN9 } sx_encoding;

typedef struct sx_bytes {
    const char *text; /* UTF-8, without a mark; points into the bytes given where those are UTF-8 already */
    size_t length;
    sx_encoding encoding;
    bool bom;
    bool truncated;      /* the file breaks off within a character: text ends behind the last whole line */
    const char *refused; /* why it is no text: empty xlsx xls pdf html json gzip binary; NULL: it is */
    sx_text owned;
} sx_bytes;

/* The text of n bytes, by their first bytes (magic numbers), a byte order mark, NULs in every second place (UTF-16
 * without a mark), strict UTF-8, or else a page of 8 bits: any byte 80 to 9F says windows-1252, an A4 and none of those
 * ISO 8859-15. SX_OK or SX_NOMEM; sx_bytes_free either way. */
sx_status sx_bytes_read(const char *bytes, size_t n, sx_bytes *out);
void sx_bytes_free(sx_bytes *bytes);
const char *sx_encoding_name(sx_encoding encoding);
#endif
