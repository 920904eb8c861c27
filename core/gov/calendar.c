#include "gov/calendar.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "base/headings.h"

enum { DAY, OPEN, CLOSE, SHIFT, HEADINGS };
enum { MOST_ROWS = 20000 }; /* of every day of half a century; a million take a second and 168 MiB */

static int by_day(const void *a, const void *b)
{
    const sx_hours *x = a, *y = b;
    if (x->day < y->day || x->day > y->day)
        return x->day < y->day ? -1 : 1;
    if (x->open < y->open || x->open > y->open)
        return x->open < y->open ? -1 : 1;
    return (x->close > y->close) - (x->close < y->close);
}

static int by_moment(const void *a, const void *b)
{
    const sx_clock_change *x = a, *y = b;
    if (x->moment < y->moment || x->moment > y->moment)
        return x->moment < y->moment ? -1 : 1;
    return (x->shift > y->shift) - (x->shift < y->shift);
}

/* Open time of a day, until that time of day, in hours[first..] that belong to it. */
static double open_until(const sx_hours *hours, size_t n, size_t first, double time)
{
    double sum = 0.0;
    for (size_t i = first; i < n && hours[i].day <= hours[first].day; i++)
        if (time > hours[i].open)
            sum += (time < hours[i].close ? time : hours[i].close) - hours[i].open;
    return sum;
}

/* First of the sorted hours whose day is not before day. */
static size_t find_day(const sx_hours *hours, size_t n, double day)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (hours[middle].day < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static double regular(const sx_calendar *c, double weekday, double time)
{
    size_t first = find_day(c->week, c->n_week, weekday);
    return first < c->n_week && c->week[first].day <= weekday ? open_until(c->week, c->n_week, first, time) : 0.0;
}

/* As sx_calendar_time, with clocks that never change. */
static double wall_time(const sx_calendar *c, double t)
{
    double day = floor(t), weeks = floor((day - SX_DATE_FIRST) / 7.0);
    double weekday = day - SX_DATE_FIRST - 7.0 * weeks;
    double before = weeks * c->week_open[7] + c->week_open[(int)weekday];
    size_t date = find_day(c->dates, c->n_dates, day);
    before += c->extra ? c->extra[date] : 0.0;
    if (date < c->n_dates && c->dates[date].day <= day)
        return before + open_until(c->dates, c->n_dates, date, t - day);
    return before + regular(c, weekday, t - day);
}

double sx_calendar_time(const sx_calendar *c, double t)
{
    double time = wall_time(c, t);
    for (size_t i = 0; i < c->n_changes && t >= c->changes[i].moment; i++) {
        double end = c->changes[i].moment + c->changes[i].shift;
        bool skipped = t < end; /* a moment that the clocks never showed */
        time -= skipped ? wall_time(c, t) - wall_time(c, c->changes[i].moment) : c->changes[i].amount;
    }
    return time;
}

static const char *weekday_in(const char *text, int *weekday)
{
    static const char names[] = "montuewedthufrisatsun";
    while (*text == ' ')
        text++;
    for (int k = 0; k < 7; k++) {
        char head[4] = "", name[4] = "";
        for (size_t i = 0; i < 3 && text[i]; i++)
            head[i] = text[i];
        memcpy(name, names + 3 * (size_t)k, 3);
        if (sx_compare_names(head, name) == 0) {
            *weekday = k;
            return text + strcspn(text, " -");
        }
    }
    return NULL;
}

/* "Mon", "Monday", "Mon-Fri", "Mon - Fri"; Fri-Mon goes on over the end of the week, to 7: Monday. */
static bool weekdays_in(const char *text, int *first, int *last)
{
    const char *rest = weekday_in(text, first);
    *last = *first;
    if (rest && rest[strspn(rest, " ")] == '-')
        rest = weekday_in(rest + strspn(rest, " ") + 1, last);
    *last += *last < *first ? 7 : 0;
    return rest && rest[strspn(rest, " ")] == '\0';
}

static sx_status time_under(const sx_table *table, size_t row, const sx_heading *heading, double *time,
                            sx_context *context)
{
    sx_status status = sx_number_under(table, row, heading, "calendar", time, context);
    if (status == SX_OK && !isnan(*time) && !(*time >= 0.0 && *time <= 1.0))
        status = sx_fail(context, SX_NUM, "calendar, row %zu, %s: %.15g is no time of day (0 to 1, 24:00)", row + 1,
                         heading->names[0], *time);
    return status;
}

static sx_status add_change(const sx_table *table, size_t row, const sx_heading *h, double shift, sx_calendar *c,
                            sx_context *context)
{
    double moment = 0.0;
    if (!(fabs(shift) <= 3.0 && shift != 0.0))
        return sx_fail(context, SX_NUM, "calendar, row %zu: a shift of %.15g hours", row + 1, shift);
    sx_status status = sx_date_under(table, row, &h[DAY], "calendar", &moment, context);
    if (status == SX_OK && isnan(moment))
        status = sx_fail(context, SX_VALUE, "calendar, row %zu: day is blank", row + 1);
    if (status == SX_OK)
        c->changes[c->n_changes++] = (sx_clock_change){.moment = moment, .shift = shift / 24.0};
    return status;
}

static sx_status add_row(const sx_table *table, size_t row, const sx_heading *h, sx_calendar *c, sx_context *context)
{
    double open = 0.0, close = 0.0, shift = 0.0, date = 0.0;
    sx_status status = time_under(table, row, &h[OPEN], &open, context);
    if (status == SX_OK)
        status = time_under(table, row, &h[CLOSE], &close, context);
    if (status == SX_OK)
        status = sx_number_under(table, row, &h[SHIFT], "calendar", &shift, context);
    if (status != SX_OK)
        return status;
    if (!isnan(shift))
        return add_change(table, row, h, shift, c, context);
    const sx_cell *day = sx_under(table, row, &h[DAY]);
    if (!isnan(open) != !isnan(close) || open >= close)
        return sx_fail(context, SX_NUM, "calendar, row %zu: it must close after it opens", row + 1);
    if (day->kind == SX_TEXT && day->length) {
        int first = 0, last = 0;
        if (!weekdays_in(day->as.text, &first, &last))
            return sx_fail(context, SX_VALUE, "calendar, row %zu: \"%.40s\" is no weekday (Mon, Mon-Fri) and no date",
                           row + 1, day->as.text);
        for (int k = first; k <= last && !isnan(open); k++)
            c->week[c->n_week++] = (sx_hours){k % 7, open, close};
        return SX_OK;
    }
    status = sx_date_under(table, row, &h[DAY], "calendar", &date, context);
    if (status == SX_OK && isnan(date) && (!isnan(open) || !isnan(close)))
        status = sx_fail(context, SX_VALUE, "calendar, row %zu: day is blank", row + 1);
    if (status == SX_OK && !isnan(date))
        c->dates[c->n_dates++] = (sx_hours){floor(date), isnan(open) ? 0.0 : open, isnan(close) ? 0.0 : close};
    return status;
}

static sx_status check_overlaps(const sx_hours *hours, size_t n, sx_context *context)
{
    for (size_t i = 1; i < n; i++)
        if (hours[i].day <= hours[i - 1].day && hours[i].open < hours[i - 1].close)
            return sx_fail(context, SX_NUM, "two opening hours of one day in the calendar overlap");
    return SX_OK;
}

/* Sums that make sx_calendar_time quick. */
static sx_status prepare(sx_calendar *c, bool any_weekday, sx_context *context)
{
    if (!any_weekday)
        for (int k = 0; k < 7; k++)
            c->week[c->n_week++] = (sx_hours){k, 0.0, 1.0};
    qsort(c->week, c->n_week, sizeof *c->week, by_day);
    if (c->n_dates)
        qsort(c->dates, c->n_dates, sizeof *c->dates, by_day);
    if (c->n_changes)
        qsort(c->changes, c->n_changes, sizeof *c->changes, by_moment);
    sx_status status = check_overlaps(c->week, c->n_week, context);
    if (status == SX_OK)
        status = check_overlaps(c->dates, c->n_dates, context);
    for (int k = 0; k < 7; k++)
        c->week_open[k + 1] = c->week_open[k] + regular(c, k, 1.0);
    for (size_t i = 0; i < c->n_dates; i++) {
        bool first = i == 0 || c->dates[i].day > c->dates[i - 1].day;
        c->extra[i + 1] = c->extra[i] + c->dates[i].close - c->dates[i].open -
                          (first ? regular(c, sx_weekday(c->dates[i].day), 1.0) : 0.0);
    }
    for (size_t i = 0; i < c->n_changes; i++) {
        double moment = c->changes[i].moment;
        c->changes[i].amount = wall_time(c, moment + c->changes[i].shift) - wall_time(c, moment);
    }
    return status;
}

sx_status sx_calendar_read(const sx_table *table, sx_calendar *calendar, sx_context *context)
{
    size_t rows = table ? table->rows : 0;
    *calendar = (sx_calendar){0};
    if (rows > MOST_ROWS + 1)
        return sx_fail(context, SX_NUM, "calendar has %zu rows, more than %d", rows - 1, (int)MOST_ROWS);
    *calendar = (sx_calendar){.week = malloc((7 * rows + 7) * sizeof(sx_hours)),
                              .dates = malloc((rows + 1) * sizeof(sx_hours)),
                              .extra = calloc(rows + 2, sizeof(double)),
                              .changes = malloc((rows + 1) * sizeof(sx_clock_change))};
    if (!calendar->week || !calendar->dates || !calendar->extra || !calendar->changes)
        return SX_NOMEM;
    sx_heading headings[HEADINGS] = {[DAY] = {.names = {"day", "date"}},
                                     [OPEN] = {.names = {"open", "opens"}},
                                     [CLOSE] = {.names = {"close", "closes"}},
                                     [SHIFT] = {.names = {"shift"}, .optional = true}};
    sx_status status = table ? sx_find_headings(table, "calendar", headings, HEADINGS, SX_VALUE, context) : SX_OK;
    bool any_weekday = false;
    for (size_t row = 1; row < rows && status == SX_OK; row++) {
        any_weekday = any_weekday || sx_under(table, row, &headings[DAY])->kind == SX_TEXT;
        status = add_row(table, row, headings, calendar, context);
    }
    return status == SX_OK ? prepare(calendar, any_weekday, context) : status;
}

void sx_calendar_free(sx_calendar *calendar)
{
    free(calendar->week);
    free(calendar->dates);
    free(calendar->extra);
    free(calendar->changes);
    *calendar = (sx_calendar){0};
}
