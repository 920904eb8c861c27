/* FCST.PERIODS: dated rows by periods. */
#include "fcst.h"
#include <math.h>
#include <stdlib.h>
#include "base/date.h"
#include "base/money.h"

enum { MOST_PERIODS = 20000 };

typedef struct period {
    double value;
    size_t rows, doubled;
} period;

/* Whole days, so that a moment belongs to its day. Weeks begin with the Monday 1900-01-01, which is 2. */
static long number_of(int kind, double day)
{
    sx_civil c = sx_date_civil(day);
    switch (kind) {
    case SX_FCST_PERIODS_PERIOD_DAY:
        return (long)floor(day);
    case SX_FCST_PERIODS_PERIOD_WEEK:
        return ((long)floor(day) - (long)SX_DATE_FIRST) / 7;
    case SX_FCST_PERIODS_PERIOD_MONTH:
        return 12L * c.year + c.month - 1;
    case SX_FCST_PERIODS_PERIOD_QUARTER:
        return 4L * c.year + (c.month - 1) / 3;
    default:
        return c.year;
    }
}

static double first_day(int kind, long number)
{
    switch (kind) {
    case SX_FCST_PERIODS_PERIOD_DAY:
        return (double)number;
    case SX_FCST_PERIODS_PERIOD_WEEK:
        return SX_DATE_FIRST + 7.0 * (double)number;
    case SX_FCST_PERIODS_PERIOD_MONTH:
        return sx_date_serial((int)(number / 12), (int)(number % 12) + 1, 1);
    case SX_FCST_PERIODS_PERIOD_QUARTER:
        return sx_date_serial((int)(number / 4), (int)(number % 4) * 3 + 1, 1);
    default:
        return sx_date_serial((int)number, 1, 1);
    }
}

/* The last year of the domain ends one day before a year that is none. */
static double day_behind(int kind, long number)
{
    double last = first_day(kind, number);
    int months = kind == SX_FCST_PERIODS_PERIOD_MONTH ? 1 : kind == SX_FCST_PERIODS_PERIOD_QUARTER ? 3 : 12;
    if (kind == SX_FCST_PERIODS_PERIOD_DAY || kind == SX_FCST_PERIODS_PERIOD_WEEK)
        return last + (kind == SX_FCST_PERIODS_PERIOD_DAY ? 1.0 : 7.0);
    for (int i = 0; i < months; i++) {
        sx_civil c = sx_date_civil(last);
        last += sx_days_in_month(c.year, c.month);
    }
    return last;
}

static int by_day(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Days that several values have, and how many different days and filled periods there are. */
typedef struct days {
    size_t different, doubled, filled;
    double first_doubled, latest;
} days;

static void count_days(int kind, long first, period *periods, double *day, size_t n, days *out)
{
    *out = (days){.latest = n ? day[0] : 0.0};
    qsort(day, n, sizeof *day, by_day);
    for (size_t i = 0; i < n; i++) {
        period *p = &periods[number_of(kind, day[i]) - first];
        out->filled += p->rows++ == 0;
        if (i == 0 || day[i] > day[i - 1]) {
            out->different++;
        } else {
            p->doubled++;
            out->first_doubled = out->doubled++ ? out->first_doubled : day[i];
        }
    }
}

static void add_note(sx_text *note, const char *words, size_t count, double date)
{
    char text[11];
    sx_date_text(date, text);
    sx_text_add(note, "%s%zu %s %s", note->length ? "; " : "", count, words, text);
}

/* Years in whose weeks a season of 52 moves: those with a Thursday more. */
static void note_weeks(sx_text *note, double from, double to)
{
    sx_civil a = sx_date_civil(from + 3.0), b = sx_date_civil(to + 3.0);
    size_t n = 0;
    for (int year = a.year; year <= b.year; year++) {
        int weekday = sx_weekday(sx_date_serial(year, 1, 1)), leap = sx_days_in_month(year, 2) == 29;
        double last = sx_date_serial(year, 12, 28); /* always in the last week */
        if ((weekday == 3 || (weekday == 2 && leap)) && last >= from && last <= to + 6.0)
            sx_text_add(note, "%s%d", n++ ? ", " : note->length ? "; 53 weeks in " : "53 weeks in ", year);
    }
}

static sx_status tell(int kind, long first, const period *periods, size_t n, const days *of, double share,
                      sx_context *context)
{
    sx_text note = {0};
    size_t missing = 0, at = 0;
    for (size_t i = 0; i < n; i++)
        if (!periods[i].rows)
            at = missing++ ? at : i;
    if (missing)
        add_note(&note, missing == 1 ? "period has no value: from" : "periods have no value, the first from", missing,
                 first_day(kind, first + (long)at));
    if (of->doubled)
        add_note(&note,
                 of->doubled == 1 ? "row stands beside another of its day:"
                                  : "rows stand beside others of their day, the first",
                 of->doubled, of->first_doubled);
    if (share < 1.0)
        sx_text_add(&note, "%sthe last period is unfinished: %.4g of its days are over", note.length ? "; " : "",
                    share);
    if (kind == SX_FCST_PERIODS_PERIOD_WEEK)
        note_weeks(&note, first_day(kind, first), first_day(kind, first + (long)n - 1));
    if (note.status == SX_OK && note.length)
        sx_note(context, "%s", note.data);
    sx_status status = note.status;
    sx_text_free(&note);
    return status;
}

static sx_status give(int kind, long first, const period *periods, size_t n, double share, int unfinished,
                      sx_table *result, sx_context *context)
{
    sx_table table;
    if (share < 1.0 && unfinished == SX_FCST_PERIODS_UNFINISHED_LEAVE_OUT && --n == 0)
        return sx_fail(context, SX_NA, "the only period is unfinished and left out");
    sx_table_make(&table, n, 5);
    for (size_t i = 0; i < n; i++) {
        bool open = share < 1.0 && i + 1 == n && unfinished != SX_FCST_PERIODS_UNFINISHED_LEAVE_OUT;
        double value = periods[i].value;
        sx_put_number(&table, i, 0, first_day(kind, first + (long)i));
        if (periods[i].rows)
            sx_put_number(&table, i, 1,
                          open && unfinished == SX_FCST_PERIODS_UNFINISHED_COMPLETE ? value / share : value);
        sx_put_number(&table, i, 2, (double)periods[i].rows);
        sx_put_number(&table, i, 3, (double)periods[i].doubled);
        sx_put_number(&table, i, 4, open ? share : 1.0);
    }
    return sx_table_give(&table, result);
}

/* The first and the last period that a date or until names; SX_NUM: a date is none. */
static sx_status reach(const double *dates, size_t n, int kind, double until, long *first, long *last, double *latest,
                       sx_context *context)
{
    *latest = 0.0;
    for (size_t i = 0; i < n; i++) {
        if (!sx_date_valid(dates[i]))
            return sx_fail(context, SX_NUM, "row %zu holds %.15g, which is no date", i + 1, dates[i]);
        long number = number_of(kind, dates[i]);
        *first = i == 0 || number < *first ? number : *first;
        *last = i == 0 || number > *last ? number : *last;
        *latest = fmax(*latest, floor(dates[i]));
    }
    if (isnan(until))
        return SX_OK;
    if (!sx_date_valid(until))
        return sx_fail(context, SX_NUM, "until is no date");
    if (floor(until) < *latest)
        return sx_fail(context, SX_NUM, "until lies before the latest date");
    *last = number_of(kind, until);
    return SX_OK;
}

sx_status sx_fcst_periods(const double *dates, size_t n_dates, const double *values, size_t n_values, int kind,
                          double until, int unfinished, sx_table *result, sx_context *context)
{
    long first = 0, last = 0;
    double latest;
    days of;
    (void)n_values; /* as many as dates */
    sx_status status = reach(dates, n_dates, kind, until, &first, &last, &latest, context);
    if (status != SX_OK)
        return status;
    if (last - first >= MOST_PERIODS)
        return sx_fail(context, SX_NUM, "there are more than %d periods", MOST_PERIODS);
    size_t n = (size_t)(last - first) + 1, filled = 0;
    period *periods = calloc(n, sizeof *periods);
    double *day = malloc((n_dates + 1) * sizeof *day);
    if (!periods || !day) {
        free(periods);
        free(day);
        return SX_NOMEM;
    }
    for (size_t i = 0; i < n_dates; i++)
        if (!isnan(values[i])) {
            double *value = &periods[number_of(kind, dates[i]) - first].value;
            *value = sx_money_add(*value, values[i]);
            day[filled++] = floor(dates[i]);
        }
    count_days(kind, first, periods, day, filled, &of);
    double behind = day_behind(kind, last), from = first_day(kind, last);
    bool finer = 2 * of.different > 3 * of.filled; /* more days than periods */
    double end = isnan(until) ? (finer ? latest + 1.0 : behind) : floor(until) + 1.0,
           share = (end - from) / (behind - from);
    status = tell(kind, first, periods, n, &of, share, context);
    if (status == SX_OK)
        status = give(kind, first, periods, n, share, unfinished, result, context);
    free(periods);
    free(day);
    return status;
}
