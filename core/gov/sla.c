#include "gov/sla.h"
#include <math.h>
#include <stdlib.h>
#include "base/statistics.h"
#include "gov.h"

static double newest(const double *created, const double *responded, size_t n)
{
    double now = -HUGE_VAL;
    for (size_t i = 0; i < n; i++) {
        now = created[i] > now ? created[i] : now;
        now = responded[i] > now ? responded[i] : now;
    }
    return now;
}

sx_status sx_sla(const double *created, const double *responded, size_t n, double limit, double now,
                 const sx_calendar *calendar, double *hours, sx_sla_counts *counts, sx_context *context)
{
    sx_sla_counts c = {0};
    double seen = isnan(now) ? newest(created, responded, n) : now, most = limit * 3600.0;
    double seen_time = isfinite(seen) ? sx_calendar_time(calendar, seen) : 0.0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(created[i]) && !isnan(responded[i]))
            return sx_fail(context, SX_VALUE, "row %zu is responded and has no created", i + 1);
        if (responded[i] < created[i])
            return sx_fail(context, SX_NUM, "row %zu is responded before it was created", i + 1);
        if (!(created[i] <= seen))
            continue;
        bool answered = responded[i] <= seen;
        double end = answered ? sx_calendar_time(calendar, responded[i]) : seen_time;
        double seconds = round((end - sx_calendar_time(calendar, created[i])) * 86400.0);
        if (answered) {
            hours[c.n_hours++] = seconds / 3600.0;
            c.in_time += seconds <= most;
            c.late += seconds > most;
        } else {
            c.overdue += seconds > most;
            c.open += seconds <= most;
        }
    }
    *counts = c;
    return SX_OK;
}

static sx_status give_counts(const sx_sla_counts *c, double *hours, sx_table *result)
{
    enum { RATE, MEDIAN, P90, IN_TIME, LATE, OVERDUE, OPEN, COLUMNS };
    sx_table row;
    sx_table_make(&row, 1, COLUMNS);
    size_t due = c->n_hours + c->overdue;
    sx_put_fault(&row, 0, RATE, SX_DIV0);
    sx_put_fault(&row, 0, MEDIAN, SX_NA);
    sx_put_fault(&row, 0, P90, SX_NA);
    if (due)
        sx_put_number(&row, 0, RATE, (double)c->in_time / (double)due);
    if (c->n_hours) {
        sx_sort(hours, c->n_hours);
        sx_put_number(&row, 0, MEDIAN, sx_quantile_sorted(hours, c->n_hours, 0.5));
        sx_put_number(&row, 0, P90, sx_quantile_sorted(hours, c->n_hours, 0.9));
    }
    sx_put_number(&row, 0, IN_TIME, (double)c->in_time);
    sx_put_number(&row, 0, LATE, (double)c->late);
    sx_put_number(&row, 0, OVERDUE, (double)c->overdue);
    sx_put_number(&row, 0, OPEN, (double)c->open);
    return sx_table_give(&row, result);
}

sx_status sx_gov_sla(const double *created, size_t n_created, const double *responded, size_t n_responded, double hours,
                     double now, const sx_table *calendar, sx_table *result, sx_context *context)
{
    (void)n_responded; /* paired */
    sx_calendar days;
    sx_sla_counts counts;
    double *taken = malloc((n_created + 1) * sizeof *taken);
    sx_status status = sx_calendar_read(calendar, &days, context);
    if (!taken)
        status = SX_NOMEM;
    if (status == SX_OK)
        status = sx_sla(created, responded, n_created, hours, now, &days, taken, &counts, context);
    if (status == SX_OK)
        status = give_counts(&counts, taken, result);
    sx_calendar_free(&days);
    free(taken);
    return status;
}
