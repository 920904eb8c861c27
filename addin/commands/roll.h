/* Roll Forward: a review's workbook moves to its next period, as its Start sheet says: the period and the date of the
 * report move, what holds for one period alone is emptied, each table of periods gets the date of its next lines. All
 * else stays: the Company sheet, the lines of Data and Raw, assumptions. */
#ifndef SX_ROLL_H
#define SX_ROLL_H
#include "command.h"
#include "sheet.h"

enum { ROLL_MOST_CHANGES = 128, ROLL_MOST_LINES = 192 };

typedef enum roll_how { ROLL_MOVE, ROLL_EMPTY, ROLL_LINE } roll_how;
typedef struct roll_change {
    roll_how how;
    office_range at; /* one cell */
    double to;       /* the date it will hold */
} roll_change;

/* What happens to each table and input, as a person reads it. */
typedef struct roll_line {
    const char *what, *place, *does;
} roll_line;

typedef struct roll {
    const char *refused; /* why it cannot be rolled, in words; NULL: it can */
    double from, to;     /* the period's date */
    roll_change changes[ROLL_MOST_CHANGES];
    size_t n_changes;
    roll_line lines[ROLL_MOST_LINES];
    size_t n_lines;
    const char *lost, *then; /* a line each; "" for nothing */
    const char *copy;        /* URL of the copy of the period that ends; NULL: the document has no place yet */
} roll;

/* Reads, and writes nothing. */
void roll_look(order *o, roll *r);
/* roll_tables.c: the tables of periods on Data, each with the cells of its next lines; false: one of them is full. */
bool roll_tables(order *o, roll *r, int days, int months);
/* The same day a period on; a month's last day stays one. */
double roll_on(double date, int days, int months);
const char *roll_date(desk *d, double date); /* "2026-01-05" */
void roll_add(roll *r, roll_how how, office_range at, double to);
void roll_say(roll *r, const char *what, const char *place, const char *does);
#endif
