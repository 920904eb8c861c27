/* What a cell says, in words: read once, then shown in a window, in a comment or to whoever dispatched the command. */
#ifndef SX_EXPLAIN_H
#define SX_EXPLAIN_H
#include "command.h"
#include "core.h"
#include "sheet.h"

typedef struct explained_argument {
    const char *name, *value, *from, *means;
    uno_Interface *range; /* where it comes from; NULL: from no cell */
    bool faulty;          /* it is missing or an error, or breaks a rule */
} explained_argument;

/* One call of a function of ours within the formula. */
typedef struct explained_part {
    const sx_function *function;
    const char *meaning; /* what it says, then what it is, sentences; without definition and source */
    const char *more;    /* definition and source */
    explained_argument *arguments;
    size_t n_arguments;
} explained_part;

typedef struct explanation {
    uno_Interface *cell, *sheet;
    office_range at;
    const char *heading; /* "Review, C13: CAC" */
    const char *first;   /* what the cell shows, or why there is nothing to explain */
    const char *formula; /* as a person reads it; "" without one */
    explained_part *parts;
    size_t n_parts;
} explanation;

/* door: NULL when the core could not be loaded. */
explanation explain_cell(desk *d, const sx_door *door, uno_Interface *model, uno_Interface *cell);
/* The one part in full sentences, as the window shows it; long_form: with definition and source. */
const char *explain_text(desk *d, const explanation *e, size_t part, bool long_form);

/* explain_part.c: fills a part from the call. */
void explain_part(desk *d, const sx_door *door, uno_Interface *model, const explanation *e, const formula_call *call,
                  explained_part *part);
/* explain_near.c: the function of ours that is nearest to a formula without one, or to the words beside a cell; NULL:
 * none is near. */
const sx_function *explain_nearest(const sx_door *door, const char *formula, const char *label);
#endif
