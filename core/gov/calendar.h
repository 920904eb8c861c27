/* Business time: opening hours by weekday, days that differ (holidays), and changes of the clocks. Times are local wall
 * clock, as Calc's serials are (base/date.h). */
#ifndef SX_CALENDAR_H
#define SX_CALENDAR_H
#include <stdbool.h>
#include "base/value.h"

typedef struct sx_hours {
    double day, open, close; /* day: a weekday, 0 Monday, or a date; open < close in days, 0 to 1; closed: both 0 */
} sx_hours;

typedef struct sx_clock_change {
    double moment, shift; /* wall clock at which the clocks change; days forward, negative: back */
    double amount;        /* open time that the change takes away */
} sx_clock_change;

typedef struct sx_calendar {
    sx_hours *week, *dates; /* sorted by day and open */
    double *extra;          /* open time before date k: what it is more than the weekday's would be */
    sx_clock_change *changes;
    size_t n_week, n_dates, n_changes;
    double week_open[8]; /* open time of a week before weekday k; the last: of the whole week */
} sx_calendar;

/* Reads the argument's table: headings day, open, close and, optional, shift (see GOV.SLA's entry). NULL: round the
 * clock. Free with sx_calendar_free, also after an error. SX_VALUE, SX_NUM, SX_NOMEM, with the row in the reason. */
sx_status sx_calendar_read(const sx_table *table, sx_calendar *calendar, sx_context *context);
void sx_calendar_free(sx_calendar *calendar);
/* Open time in days from the start of the domain to t; business time between two moments is the difference. An hour
 * that the clocks skip counts as none; of one that they repeat, a moment in it is taken for the first.
 * O(log dates + changes). */
double sx_calendar_time(const sx_calendar *calendar, double t);
#endif
