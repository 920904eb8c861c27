/* Response times against a service level, in business time. */
#ifndef SX_SLA_H
#define SX_SLA_H
#include "gov/calendar.h"

typedef struct sx_sla_counts {
    size_t in_time, late, overdue, open; /* open: not answered and not due yet */
    size_t n_hours;                      /* in_time + late: what hours holds */
} sx_sla_counts;

/* created, responded: n moments, NaN for none; both NaN: no row. As of now (NaN: the newest moment of all): what was
 * created later is left out, what was answered later is not answered yet. Business time counts in whole seconds.
 * hours: room for n; receives the response times of what was answered, in hours.
 * SX_VALUE: answered and never created; SX_NUM: answered before it was created; the row is named. */
sx_status sx_sla(const double *created, const double *responded, size_t n, double limit, double now,
                 const sx_calendar *calendar, double *hours, sx_sla_counts *counts, sx_context *context);
#endif
