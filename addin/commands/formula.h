/* A formula's text as Calc's API gives it (English, function names as stored), taken apart without an office. */
#ifndef SX_FORMULA_H
#define SX_FORMULA_H
#include <stdbool.h>
#include <stddef.h>

enum { FORMULA_MOST_ARGUMENTS = 32, FORMULA_MOST_CALLS = 64, FORMULA_SHEET_ROOM = 256, FORMULA_PLACE_ROOM = 64 };

typedef struct formula_piece {
    const char *text; /* inside the formula; blanks around it left out */
    size_t length;
} formula_piece;

typedef struct formula_call {
    formula_piece name, whole; /* "SEXTANT.KPI.CAC"; with its arguments and parentheses */
    formula_piece arguments[FORMULA_MOST_ARGUMENTS];
    size_t n_arguments; /* "f()" has none; what is left out between two semicolons has length 0 */
    size_t depth;       /* in how many calls, of whatever function, it stands */
} formula_call;

/* All calls of functions whose name begins with prefix (ignoring case), in the order in which they stand; at most
 * `most` are kept. Texts, sheet names in quotes and inline arrays are seen as such. A call that is not closed is left
 * out. */
size_t formula_calls(const char *formula, const char *prefix, formula_call *calls, size_t most);

typedef enum formula_kind {
    FORMULA_NOTHING,
    FORMULA_NUMBER,
    FORMULA_TEXT,
    FORMULA_CELL,  /* A1, Sheet.A1 */
    FORMULA_RANGE, /* A1:B2, A:A, 1:3, Sheet.A1:B2 */
    FORMULA_NAME,  /* a name that the document gives */
    FORMULA_ARRAY, /* {1;2} */
    FORMULA_OTHER  /* anything else: it has to be calculated */
} formula_kind;

typedef struct formula_place {
    char sheet[FORMULA_SHEET_ROOM]; /* UTF-8; empty: the formula's own sheet */
    char place[FORMULA_PLACE_ROOM]; /* "B5", "B5:C9" without $ */
} formula_place;

/* What a piece is; place is filled for FORMULA_CELL and FORMULA_RANGE. */
formula_kind formula_kind_of(formula_piece piece, formula_place *place);

/* The references to cells in it, as they stand ("$Inputs.$B$6", "A1:B2"), at most `most`. */
size_t formula_references(const char *formula, formula_piece *references, size_t most);

/* The formula of a cell with what is relative in its references as a distance from that cell, so that what was filled
 * down or across is the same text. false: it does not fit into size bytes with the NUL. */
bool formula_relative(const char *formula, long column, long row, char *relative, size_t size);

/* The formula as a person reads it: our stored names as the display names ("SEXTANT." left out), braces around an array
 * formula left out. Writes at most size bytes with the NUL. */
void formula_shown(const char *formula, char *shown, size_t size);
#endif
