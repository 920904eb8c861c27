/* The windows of Bring in Data: bring.c acts, bring_show.c shows, bring_choose.c asks for a table of a database. */
#ifndef SX_BRING_WINDOW_H
#define SX_BRING_WINDOW_H
#include "bring_database.h"
#include "dialog.h"

enum { BRING_MOST_OPTIONS = 256 };

typedef struct bring_window {
    order *order;
    const sx_door *door;
    desk now; /* of what is shown: renewed with each look */
    bring_place places[BRING_MOST_PLACES];
    size_t n_places;
    bring_plan plan;
    bring_report report;
    const char *fields[BRING_MOST_FIELDS], *options[BRING_MOST_OPTIONS];
    size_t n_fields, n_options, view;
    sal_Int16 line;                     /* of the list of columns */
    int targets[BRING_MOST_PLACES + 1]; /* of the list: a place; -1: a new sheet */
    size_t n_targets;
} bring_window;

/* Which table of which database, and whether to keep the link: false where none was chosen. */
bool bring_choose_table(order *o, database_ask *asked, bool *link);
/* Reads the cells anew with what was chosen, and shows it. */
void bring_show(dialog *from);
/* The lines of the list chosen, and what can be chosen for one of them: its setting's name, NULL for none. */
void bring_show_lines(dialog *from);
void bring_show_options(dialog *from);
const char *bring_find_options(bring_window *w, sal_Int16 line, desk *d);
#endif
