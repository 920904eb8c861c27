/* The bytes of an exported file as the cells that they would be in a sheet, all of them texts: what DATA.TABLE takes
 * as raw. */
#ifndef SX_PASTED_H
#define SX_PASTED_H
#include "base/value.h"

/* Cells of the lines of n bytes, parted as core/data/lines.h does; lines that are blank are kept, so that a line's
 * number is its row. *refused: why the bytes are no text (see bytes.h), a constant; the table is empty then.
 * SX_OK, or SX_NOMEM and out untouched; sx_table_free(out). */
sx_status sx_pasted_cells(const char *bytes, size_t n, sx_table *out, const char **refused);
#endif
