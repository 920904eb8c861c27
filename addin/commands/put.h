/* What a command writes into a sheet of its own, cell by cell, so that each is a recorded part of the step. */
#ifndef SX_PUT_H
#define SX_PUT_H
#include "command.h"
#include "sheet.h"

typedef struct put {
    order *order;
    uno_Interface *sheet;
    bool failed; /* something could not be written: o->desk->trouble says what */
} put;

/* A new sheet behind the last one, inside a step of undo. */
put put_new_sheet(order *o, const char *name);
void put_text(put *p, sal_Int32 column, sal_Int32 row, const char *text);
void put_number(put *p, sal_Int32 column, sal_Int32 row, double x);
/* English, stored names. */
void put_formula(put *p, sal_Int32 column, sal_Int32 row, const char *formula);
/* Many formulas at once, by rows, a text being one that does not begin with =: one step of undo, right on a new sheet
 * alone. The office keeps no more than a hundred steps of a list, the oldest lost first: columns are written so. */
void put_block(put *p, sal_Int32 column, sal_Int32 row, sal_Int32 columns, sal_Int32 rows, const char *const *formulas);
/* Display names of ours and references alone: an array formula with another name of a function would not survive redo.
 */
void put_array(put *p, sal_Int32 column, sal_Int32 row, sal_Int32 columns, sal_Int32 rows, const char *formula);
void put_bold(put *p, sal_Int32 column, sal_Int32 row, sal_Int32 columns, float height);
void put_right(put *p, sal_Int32 column, sal_Int32 row, sal_Int32 columns);
/* The number format of another cell of this document; of the document's own table by its key. */
void put_format_of(put *p, office_range where, uno_Interface *cell);
void put_format(put *p, office_range where, sal_Int32 key);
void put_width(put *p, sal_Int32 column, sal_Int32 hundredths);
/* "$B$5" of that cell. */
const char *put_at(put *p, sal_Int32 column, sal_Int32 row);

/* A name that no sheet has yet, of at most 31 bytes and without what Calc refuses: "Forecast Revenue 2". */
const char *sheet_new_name(order *o, const char *wanted);
/* Why no sheet of that name can be added, in words; NULL: it can. */
const char *sheet_refused(order *o, const char *name);
#endif
