/* Every cell of a document that holds something. */
#ifndef SX_TESTS_CELLS_H
#define SX_TESTS_CELLS_H
#include <stddef.h>

typedef struct cell {
    const char *sheet;
    long row, column;                    /* from 1 */
    const char *type;                    /* float, percentage, date, boolean, string, error; empty: not known */
    const char *value, *formula, *shown; /* value: as stored; formula "{}": within an array formula */
} cell;

typedef struct cells {
    cell *items; /* by sheet, row, column */
    size_t n;
} cells;

/* From the text of a flat document; from the lines that office.bas shows (they are cut in place). */
cells cells_of_document(const char *text);
cells cells_of_lines(char *lines);
/* From a file of either kind, by its name's end. */
cells cells_of_file(const char *path);

const cell *cell_at(const cells *from, const char *sheet, long row, long column);
/* What stands there, "" for nothing. */
const char *value_at(const cells *from, const char *sheet, long row, long column);
/* Review B7, as a reader finds it. */
const char *address(const char *sheet, long row, long column);
const char *where(const cell *is);
#endif
