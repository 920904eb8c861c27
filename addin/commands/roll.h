/* Roll Forward: a review's workbook moves to its next period. The document says what that means (its property "Sextant
 * roll", written by templates/write_roll.c): which dates move, what holds for one period alone and is emptied, what is
 * kept beside the next period, which tables get their next lines. All else stays. */
#ifndef SX_ROLL_H
#define SX_ROLL_H
#include "command.h"
#include "sheet.h"

enum { ROLL_MOST_CHANGES = 256, ROLL_MOST_LINES = 192, ROLL_MOST_WITH = 8 };

/* The next lines of a table: dates of its first column, and what goes with them from the lines before. */
typedef struct roll_rows {
    size_t n, n_with;
    double *dates;
    size_t with[ROLL_MOST_WITH];        /* columns of the table, from 0 */
    const char **texts[ROLL_MOST_WITH]; /* of each, a line each; */
    bool *is_text[ROLL_MOST_WITH];      /* a text, or a number by its digits */
    office_range like;                  /* as many lines of the table, to be like */
} roll_rows;

typedef enum roll_how { ROLL_NUMBER, ROLL_TEXT, ROLL_EMPTY, ROLL_ROWS } roll_how;
typedef struct roll_change {
    roll_how how;
    office_range at; /* of a number and a text one cell */
    double to;
    const char *text;
    const roll_rows *rows;
} roll_change;

/* What happens to each table and input, as a person reads it. */
typedef struct roll_line {
    const char *what, *place, *does;
} roll_line;

/* One period of the workbook. */
typedef struct roll_step {
    int days, months;
} roll_step;

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

/* roll_look.c: reads, and writes nothing. */
void roll_look(order *o, roll *r);
void roll_add(roll *r, roll_change change);
void roll_say(roll *r, const char *what, const char *place, const char *does);
void roll_more(desk *d, const char **text, const char *line);

/* roll_map.c: the next statement of the document's property, its words parted; their count, 0 at the end. *rest begins
 * as roll_map's answer; NULL: the document has none, or one that this version does not know. */
enum { ROLL_MOST_WORDS = 16 };
const char *roll_map(order *o);
size_t roll_statement(desk *d, const char **rest, const char *words[ROLL_MOST_WORDS]);
/* A whole number of a statement; 0 for what is none, or of more than four digits. */
int roll_whole(const char *word);
/* The cells that a name of the document stands for; false: none. */
bool roll_named(order *o, const char *name, office_range *at);
/* What a range is called: the heading above its table, and of a single column its header. */
const char *roll_title(desk *d, uno_Interface *sheet, office_range at);

/* roll_tables.c: "lines NAME DAYS MONTHS UNTIL_MONTHS UNTIL_DAYS COLUMN...". Sets r->refused where there is no room. */
void roll_table(order *o, roll *r, size_t n, const char *const *words);
/* So many steps on; a month's last day stays one. */
double roll_on(double date, roll_step step, int times);
const char *roll_date(desk *d, double date); /* "2026-01-05" */

/* roll_write.c: false: something could not be written, o->desk->trouble says what. */
bool roll_write(order *o, const roll *r);
#endif
