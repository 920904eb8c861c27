/* Edits of a raw table, as WORKBOOK.cases writes them:
 *
 *   set LINE COLUMN VALUE     swap LINE COLUMN COLUMN     drop LINE     twice LINE     add N TEXT
 *   blank LINE                an empty line in front of it; a # in the TEXT of add counts its lines
 *   sort COLUMN COLUMN        as google, facebook, hubspot, quickbooks, columns, comma, day-first: the same lines as
 *                             such a platform or office exports them (exports.c)
 *
 * LINE: #9 counted from the heading, #last, or how the line begins: all such lines. */
#ifndef SX_TESTS_EDITS_H
#define SX_TESTS_EDITS_H
#include "raw.h"

/* Carries out the edits in their order and writes the table; the program ends where one finds nothing to edit. */
void write_edited(raw *table, const char *const *edits, size_t n, FILE *to);
/* The lines as the platform exports them; false: no such platform. */
bool export_as(const char *platform, const raw *table, FILE *to);
/* The rows of a table written out in a sample: set LINE COLUMN VALUE, line from 1; no value: the cell is left out;
 * blank LINE. */
void edit_rows(cJSON *rows, const char *const *edits, size_t n);
#endif
