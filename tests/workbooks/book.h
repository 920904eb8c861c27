/* The names of a workbook, as `write --names` lists them, and places in words of them. */
#ifndef SX_TESTS_BOOK_H
#define SX_TESTS_BOOK_H
#include <stdbool.h>
#include <stddef.h>

typedef struct named {
    const char *id, *sheet;
    long column, row, columns, rows;
    const char *type;
    bool input;
} named;

typedef struct book {
    const char *title; /* the specification's file name */
    named *names;
    size_t n;
} book;

typedef struct place {
    const char *sheet;
    long row, column;
    long cells; /* to the right: a table's whole row, or one */
} place;

/* lines: cut in place. */
book book_of(const char *title, char *lines);
const named *find_name(const book *in, const char *id);
/* "tile_cac", "months.revenue[24]" (along the longer side), "raw_spend.area[9,5]" (row, column). false: no such. */
bool find_place(const book *in, const char *text, place *found);
#endif
