/* Calc's dates: days since the null date 1899-12-30 (the usual one; a document set to another is not seen from here),
 * the time of day in the fraction. A serial is a local wall clock: it knows no zone and no summer time.
 * Domain of all of it: 1900-01-01 to 9999-12-31, proleptic Gregorian. */
#ifndef SX_DATE_H
#define SX_DATE_H
#include <stdbool.h>
#define SX_DATE_FIRST 2.0      /* 1900-01-01, a Monday */
#define SX_DATE_LAST 2958465.0 /* 9999-12-31 */

typedef struct sx_civil {
    int year, month, day; /* month and day from 1 */
} sx_civil;

/* Whether the serial's day lies in the domain (NaN and infinities do not). */
bool sx_date_valid(double serial);
/* Day of the month that it is, whatever the time; the serial is valid. */
sx_civil sx_date_civil(double serial);
/* Serial of a day; month and day must exist, the year may be any from 1900 to 9999. */
double sx_date_serial(int year, int month, int day);
int sx_days_in_month(int year, int month);
/* 0 Monday to 6 Sunday. */
int sx_weekday(double serial);
/* The same day so many months on, or the month's last day where it has none such (Calc's EDATE). May leave the
 * domain: check the result. */
double sx_add_months(double serial, int months);
/* "2026-03-31" into ten characters and a NUL. */
void sx_date_text(double serial, char text[11]);
#endif
