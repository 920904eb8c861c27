/* What in a document should be looked at: found once, then shown in a window or said to whoever dispatched. */
#ifndef SX_CHECK_H
#define SX_CHECK_H
#include "command.h"
#include "core.h"
#include "sheet.h"

enum { CHECK_MOST = 500 };

typedef struct finding {
    bool figures; /* figures may be wrong; else paperwork */
    office_range at;
    const char *where, *what, *todo, *detail;
} finding;

typedef struct check {
    order *order;
    const sx_door *door; /* NULL: the core could not be loaded */
    const char *why;     /* then */
    finding *all;
    size_t n, n_figures;
    double n_formulas; /* of ours */
    bool book;         /* one of our workbooks */
    bool more;         /* than CHECK_MOST */
} check;

/* All of it, figures first. Reads, and writes nothing. */
check check_document(order *o, const sx_door *door, const char *why);
/* "To look at: 3. ..."; or that there is nothing. */
const char *check_summary(const check *c);

/* Adds a finding; what stands at that place already with the same words is not said twice. */
void check_add(check *c, bool figures, office_range at, const char *what, const char *todo, const char *detail);
/* The parts: errors; values typed over formulas; what our functions themselves say; what the workbook says. */
void check_errors(check *c, uno_Interface *sheet);
void check_typed(check *c, uno_Interface *sheet);
void check_ours(check *c, uno_Interface *sheet);
void check_book(check *c);
/* The lines of a workbook's own sheet Checks; 0: there is none. */
typedef struct check_line {
    const char *what, *result;
    bool passes, paper;
    sal_Int32 column, row; /* of its result */
} check_line;
size_t check_lines(order *o, check_line *lines, size_t most);
/* The ranges of a sheet that hold formulas; NULL: none. */
const uno_Sequence *check_formulas(desk *d, uno_Interface *sheet);
office_range check_cell(office_range of, sal_Int32 column, sal_Int32 row);

void check_open(order *o, const sx_door *door, const char *why);
#endif
