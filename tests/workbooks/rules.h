/* What every workbook must keep to. A function a rule: it looks, complains in words, and counts as one check. */
#ifndef SX_TESTS_RULES_H
#define SX_TESTS_RULES_H
#include "book.h"
#include "cells.h"
#include "report.h"

/* Cells (rules_cells.c) */
void no_errors(report *r, const cells *of);
/* Numbers, dates and verdicts are the same; texts may be in another language. */
void same_figures(report *r, const cells *is, const cells *was);
/* Every value and formula is the same; an empty text is nothing. */
void same_cells(report *r, const cells *is, const cells *was);
/* The first columns of this sheet, those that a reader sees, hold the same. */
void page_stays(report *r, const cells *is, const cells *was, const char *sheet, long columns);
/* A name's place shows the figure. */
void shows(report *r, const book *names, const cells *of, const char *place, double figure);

/* A name's place says these words. */
void says(report *r, const book *names, const cells *of, const char *place, const char *words);

/* Lines of place, tab, figure: those expected are those computed, each a check, and none is missing. Lines with a third
 * part are not expected: the library itself was asked. */
void figures_expected(report *r, const char *expected, const char *computed);

/* Formulas (rules_formulas.c) */
void no_constants(report *r, const cells *of); /* but 0 and 1 */
/* What looks wherever it is told at run time cannot be followed; what depends on the day or on chance changes. */
void no_wandering(report *r, const cells *of);
/* Review holds what is computed, its own inputs, and line numbers. */
void nothing_typed_over(report *r, const book *names, const cells *of);

/* Checks and Review (rules_checks.c) */
void names_missing_input(report *r, const cells *blank);
/* All of sheet Checks pass but these, in their order. */
void checks_pass_but(report *r, const book *names, const cells *sample, const char *const *but, size_t n);
/* The check of this label does not pass: fails, or, where undecided will do, says that it cannot tell. */
void check_fails(report *r, const book *names, const cells *faulty, const char *label, bool undecided_will_do);
/* A check that passed in the sample does not pass. */
void some_check_fails(report *r, const book *names, const cells *sample, const cells *faulty);
/* The line of the check says these words. */
void check_says(report *r, const book *names, const cells *faulty, const char *label, const char *words);
/* Review says that it must not be relied on; of paperwork, that it is open. */
void review_warns(report *r, const cells *faulty);
void warns_of(report *r, const cells *faulty, const char *label); /* and names the check */
void review_tells(report *r, const cells *faulty);
bool is_paperwork(const book *names, const cells *of, const char *label);

/* Documents as the office wrote them (rules_document.c) */
void sheets_protected(report *r, const char *document);
void formulas_locked(report *r, const char *document);
void charts_described(report *r, const char *document);
/* widths.c: every text and number has room. sheets: those to look at, NULL behind them; or NULL for all. */
void nothing_cut_off(report *r, const char *document, const char *const *sheets);

/* Print, as pdftotext -layout reads it (rules_print.c) */
void columns_wide_enough(report *r, const char *pages);
/* A page belongs to the sheet whose name ends its first line. */
void takes_pages(report *r, const char *pages, const char *sheet, long meant);
/* Each page has a number of its own, from 1 to as many as there are, in the order of the file; this sheet begins it. */
void pages_numbered(report *r, const char *pages, const char *first);

/* Several workbooks (rules_books.c) */
typedef struct filled {
    const book *names;
    const cells *sample;
} filled;
/* The same figure wherever it stands; line: WORKBOOK:place[+place...], tabs between. It is cut in place. */
void agree(report *r, const filled *books, size_t n, char *line);
/* What the office reported: nothing but that it came to its end. */
void office_done(report *r, char *lines);
#endif
