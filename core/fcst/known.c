#include "fcst/known.h"
#include "base/date.h"
#include "fcst/outlook.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { OCCURRENCES = 3 };

size_t sx_blank_front(const double *history, size_t n)
{
    size_t blank = 0;
    while (blank + 1 < n && isnan(history[blank]))
        blank++;
    return blank;
}

sx_status sx_question_make(const double *history, size_t n, double season, const double *influences, size_t rows,
                           size_t columns, double start, size_t steps, sx_question *question, sx_context *context)
{
    size_t blank = sx_blank_front(history, n);
    *question = (sx_question){.history = history + blank,
                              .n = n - blank,
                              .season = sx_asked_season(season),
                              .influences = rows ? influences + (blank < rows ? blank : rows) * columns : NULL,
                              .rows = blank < rows ? rows - blank : 0,
                              .n_influences = rows ? columns : 0,
                              .start = start};
    if (columns > SX_STRUCTURAL_INFLUENCES - SX_CALENDAR)
        return sx_fail(context, SX_ARGUMENT, "influences: %zu columns, %d are the most", columns,
                       SX_STRUCTURAL_INFLUENCES - SX_CALENDAR);
    if (rows && rows < n + steps)
        return sx_fail(context, SX_VALUE, "influences: %zu rows, and %zu are needed (%zu of the history and %zu ahead)",
                       rows, n + steps, n, steps);
    if (!isnan(start) && !sx_date_valid(start))
        return sx_fail(context, SX_NUM, "start: no date");
    if (blank && !isnan(start)) /* only months have a calendar */
        question->start = sx_add_months(start, (int)blank);
    return SX_OK;
}

/* Sunday of Easter (Meeus, Jones and Butcher). */
static double easter(int year)
{
    int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    int m = (a + 11 * h + 22 * l) / 451, month = (h + l - 7 * m + 114) / 31, day = (h + l - 7 * m + 114) % 31 + 1;
    return sx_date_serial(year, month, day);
}

void sx_calendar(double date, double row[SX_CALENDAR])
{
    sx_civil day = sx_date_civil(date);
    double first = sx_date_serial(day.year, day.month, 1), sunday = easter(day.year);
    int days = sx_days_in_month(day.year, day.month);
    for (int i = 0; i < 7; i++)
        row[i] = -(double)days / 7.0;
    for (int i = 0; i < days; i++)
        row[sx_weekday(first + i)] += 1.0;
    row[7] = day.month == 2 && days == 29 ? 1.0 : 0.0;
    row[8] = 0.0;
    for (int i = -3; i < 5; i++)
        row[8] += sunday + i >= first && sunday + i < first + days ? 0.125 : 0.0;
}

/* Where only the past is asked about the last row stands for what lies ahead. */
static double given(const sx_question *q, size_t row, size_t column)
{
    row = row < q->rows ? row : q->rows - 1;
    return q->influences[row * q->n_influences + column];
}

/* How many of the n values differ from the most common one. */
static size_t occurrences(const sx_question *q, size_t first, size_t n, size_t column)
{
    size_t most = 0;
    for (size_t t = 0; t < n; t++) {
        size_t same = 0;
        for (size_t s = 0; s < n; s++)
            same += given(q, first + s, column) == given(q, first + t, column) ? 1 : 0;
        most = same > most ? same : most;
    }
    return n - most;
}

static bool is_closing(const sx_question *q, size_t first, const double *y, size_t n, size_t column)
{
    size_t ones = 0;
    bool open = false;
    for (size_t t = 0; t < n; t++) {
        double x = given(q, first + t, column);
        if ((x != 0.0 && x != 1.0) || (x == 1.0 && y[t] != 0.0 && !isnan(y[t])))
            return false;
        ones += x == 1.0 ? 1 : 0;
        open = open || (x == 0.0 && y[t] != 0.0);
    }
    return open && ones >= 2;
}

sx_status sx_known_make(const sx_question *q, size_t first, const double *y, size_t n, size_t season, size_t horizon,
                        sx_known *known)
{
    size_t used[SX_STRUCTURAL_INFLUENCES], all = n + horizon;
    bool calendar = !isnan(q->start) && season == 12;
    sx_known k = {0};
    k.block = calloc(all * (q->n_influences + SX_CALENDAR + 1), sizeof(double));
    if (!k.block)
        return SX_NOMEM;
    k.columns = k.block + all;
    for (size_t j = 0; j < q->n_influences; j++) {
        if (is_closing(q, first, y, n, j)) {
            k.shut = k.block;
            for (size_t t = 0; t < all; t++)
                k.shut[t] = fmax(k.shut[t], given(q, first + t, j));
        } else if (occurrences(q, first, n, j) >= OCCURRENCES) {
            used[k.n_given++] = j;
        } else
            k.n_rare++;
    }
    k.no_calendar = !isnan(q->start) && !calendar;
    k.n_columns = k.n_given + (calendar ? SX_CALENDAR : 0);
    for (size_t t = 0; t < all; t++) {
        double *row = k.columns + t * k.n_columns;
        for (size_t j = 0; j < k.n_given; j++)
            row[j] = given(q, first + t, used[j]);
        double month = calendar ? sx_add_months(q->start, (int)(first + t)) : 0.0;
        if (calendar && sx_date_valid(month))
            sx_calendar(month, row + k.n_given);
    }
    memcpy(k.which, used, k.n_given * sizeof *used);
    *known = k;
    return SX_OK;
}

void sx_known_free(sx_known *known)
{
    free(known->block);
    *known = (sx_known){0};
}
