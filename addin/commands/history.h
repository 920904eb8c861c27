/* A column of figures as it stands in a sheet: its heading, its dates, its gaps, and what keeps it from being read. */
#ifndef SX_HISTORY_H
#define SX_HISTORY_H
#include "command.h"
#include "sheet.h"

typedef struct history {
    uno_Interface *sheet;
    office_range values; /* the figures alone, from the first to the last */
    office_range dates;  /* beside them; has_dates says whether there are any */
    bool has_dates;
    const char *header;  /* above the figures; "" for none */
    size_t n, n_filled;  /* cells, and those that hold a figure */
    double *x;           /* NaN where a cell is blank */
    double *when;        /* dates as numbers; NULL without */
    int months, days;    /* from date to date: so many months, else so many days; 0 and 0: not known */
    const char *trouble; /* why it cannot be forecast, in words; NULL: it can */
    const char *warning; /* what should be known; NULL: nothing */
} history;

/* From what is selected: a cell stands for the table around it, a whole column for what it holds, two columns for dates
 * and figures. NULL gives a trouble in words as well. */
history history_of(order *o, uno_Interface *selection);
/* From references as a person writes them, "$Data.$B$7:$B$66"; dates "" or NULL: none. */
history history_named(order *o, const char *values, const char *dates);
/* "$Data.$B$7:$B$66", as a formula of any sheet names it. */
const char *history_reference(desk *d, uno_Interface *model, office_range at);
/* year * 12 + month, from 0, of a serial date; *day: of the month. */
long history_month(double serial, int *day);
/* Does the cell's number format show a date? */
bool history_is_date(desk *d, uno_Interface *model, uno_Interface *cell);
#endif
