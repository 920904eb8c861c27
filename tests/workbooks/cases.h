/* What the tests do to a workbook and what must come of it: WORKBOOK.cases, a line each, tabs between.
 *
 *   fails   LABEL                       this check does not pass in the sample
 *   pages   SHEET N                     takes N printed pages; Review and the sheets on one page: 1
 *   typed   CASE LABEL[ => WORDS] PLACE=VALUE...    typed into the sample: this check must not pass, and say the words
 *   reads   CASE PLACE WORDS PLACE=VALUE...         typed into the sample: this cell says the words,
 *                                       "nothing": it is empty
 *   laid    CASE TABLE FILE EDIT...     laid over the sample: a table out of story/, raw/ or a CSV beside the samples,
 *                                       or the sample's own ("sample"), edited
 *   laid    CASE TABLE JSON             the same, its rows written out; TABLE "inputs": the inputs
 *   spoils  CASE LABEL                  this check fails when the case is laid over the sample
 *   keeps   CASE                        all figures stay as they are, all checks pass that the sample passes
 *   stays   CASE SHEET N                nothing changes in the first N columns of this sheet, those that are printed
 *   shows   CASE PLACE FIGURE           this figure, by hand
 *
 * PLACE: name[index], one cell or a table's whole row; area[row,column]. VALUE: what is typed, nothing (emptied), or
 * @PLACE, what stands there in the sample. EDIT: edits.h. */
#ifndef SX_TESTS_CASES_H
#define SX_TESTS_CASES_H
#include "book.h"
#include "cells.h"

enum { MOST_PARTS = 32 };

typedef struct line {
    const char *parts[MOST_PARTS];
    size_t n;
} line;

typedef struct cases {
    line *lines;
    size_t n;
} cases;

/* Lines that begin with # say something to the reader. text: cut in place. */
cases cases_of(char *text);
/* The first line that is none of the above, or lays something over that nothing is expected of, in words; NULL: none.
 */
const char *wrong_case(const cases *in);
/* tests/workbooks/WORKBOOK.cases, none if there is no such file; the program ends where one is wrong. */
cases read_cases(const char *workbook);
/* The next line of this kind, from: where to look from, moved behind it. NULL: none. */
const line *next_case(const cases *in, const char *kind, size_t *from);

/* A fault typed into the sample. */
typedef struct fault {
    const char *name, *label, *words; /* label NULL: any check; words NULL: any */
    const char *const *edits;         /* PLACE=VALUE */
    size_t n;
} fault;

typedef struct faults {
    fault *items;
    size_t n;
} faults;

/* Those of the cases, and beside them a text in every column of money on Data. */
faults faults_of(const cases *in, const book *names, const cells *sample);
#endif
