/* Split a Budget: a table of channels, what is wanted, and the sheet that is made. */
#ifndef SX_SPLIT_H
#define SX_SPLIT_H
#include "ask.h"
#include "grid.h"
#include "write.h"

enum { SPLIT_MOST_CHANNELS = 200 };

typedef struct split_table {
    uno_Interface *sheet;
    office_range at; /* the rows of the channels, headings left out */
    grid cells;
    int channel, today, least, most, kind; /* columns of cells; -1: there is none. The curve's follow kind. */
    size_t n;                              /* channels with a curve */
    size_t *rows;                          /* their rows in cells */
    const char *without;                   /* names of those without, one behind the other; "" for none */
    double kept;                           /* what those without spend today */
    const char *trouble;                   /* why it cannot be split, in words; NULL: it can */
} split_table;

typedef struct split_plan {
    split_table table;
    double budget;
    bool bounds;   /* keep least and most */
    double change; /* the most that a channel may change by, a fraction; 0: no such limit */
    const char *sheet;
    bool chart;
} split_plan;

typedef struct split_found {
    const char *trouble;
    double value, today_value;
    size_t certificate_rows;
    const char *status;
    double *spend;
} split_found;

split_table split_of(order *o, uno_Interface *selection);
double split_today(const split_table *t); /* the sum of those with a curve */
split_found split_look(order *o, const sx_door *door, const split_plan *p);
const char *split_read_words(order *o, const split_plan *p, const split_found *f);
const char *split_found_words(order *o, const split_plan *p, const split_found *f);
bool split_write(order *o, const split_plan *p, const split_found *f);
/* The bounds of a channel as the plan has them; NaN: none. */
double split_low(const split_plan *p, size_t i);
double split_high(const split_plan *p, size_t i);
#endif
