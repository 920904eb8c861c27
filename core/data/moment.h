/* Dates and moments as exports write them, before and after it is known whether the day or the month comes first. */
#ifndef SX_MOMENT_H
#define SX_MOMENT_H
#include <stdbool.h>
#include "base/date.h"
#include "data/lines.h"

typedef enum sx_order {
    SX_ORDER_NONE,
    SX_YMD,
    SX_DMY,
    SX_MDY,
    SX_NAMED,  /* a month by its name */
    SX_SERIAL, /* a spreadsheet's day number */
    SX_DDMM,   /* day and month without a year, in digits */
    SX_EPOCH   /* seconds or milliseconds since 1970 */
} sx_order;

typedef struct sx_moment {
    bool is;        /* a date under at least one order */
    sx_order order; /* the only one that it can have; SX_ORDER_NONE: any of may */
    unsigned may;   /* 1 << SX_YMD and so on: the orders under which it is a day that exists */
    int part[3];    /* as written; a year may have two digits, then it is 2000 to 2069 or 1970 to 1999 */
    int year;       /* with a month by name: day, month, year; day 0: none was given */
    int minute;     /* of the day; -1: none given */
    bool no_year, short_year, dashed, stroked, pointed;
    bool range;  /* two dates in one cell, the first is taken */
    bool no_day; /* a month */
    bool bare;   /* a month and two digits behind a blank (Dec 25): a year, or a day without one */
    double serial;
} sx_moment;

typedef struct sx_day {
    int year, month, day;
    int minute; /* of the day; -1: none */
} sx_day;

/* digits: whether cells of digits alone may be dates (20251201, 45992, 0112): only in a column that should hold dates.
 */
sx_moment sx_moment_read(const sx_piece *piece, bool digits);
/* The second of two dates in one cell; false: there is none. */
bool sx_moment_end(const sx_piece *piece, sx_moment *out);
/* The day under that order; false: it is none. year: for dates without one (0: none known, then false). */
bool sx_moment_day(const sx_moment *moment, sx_order order, int year, sx_day *out);
/* 2025-12-01 and nothing else, as most dates are. */
bool sx_moment_iso(const sx_piece *piece, sx_day *out);
const char *sx_order_name(sx_order order);
/* The month that a folded word names in one of many languages, from 1; 0: none. */
int sx_month_named(const char *word, size_t length);
double sx_day_serial(sx_day day);
#endif
