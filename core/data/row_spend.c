/* Rows of spend: a line over several days is spread over them, or stays on its first. */
#include <string.h>
#include "data/fold.h"
#include "data/row.h"

/* Whether the header of the dates says that each is a week ("Week", "Woche", "Week of"). */
static bool is_of_weeks(const sx_export *x)
{
    int column = x->column[SX_F_DATE];
    char folded[64];
    if (column < 0 || x->column[SX_F_DATE_END] >= 0 || x->evidence[column].ranges)
        return false;
    sx_fold(x->header.names[column], strlen(x->header.names[column]), folded, sizeof folded);
    return sx_is_word(SX_W_WEEK_COLUMN, folded);
}

/* The last day of the week that begins with the first, within the period that the lines above the headers name; the
 * first may lie before it. */
static bool last_of_week(const sx_export *x, sx_day *first, sx_day *last)
{
    const sx_day *from = &x->header.from, *to = &x->header.to;
    double begins = sx_date_serial(first->year, first->month, first->day), ends = begins + 6;
    if (x->header.period) {
        double since = sx_date_serial(from->year, from->month, from->day),
               until = sx_date_serial(to->year, to->month, to->day);
        begins = since > begins && since <= ends ? since : begins;
        ends = until >= begins && until < ends ? until : ends;
    }
    sx_civil f = sx_date_civil(begins), l = sx_date_civil(ends);
    *first = (sx_day){f.year, f.month, f.day, -1};
    *last = (sx_day){l.year, l.month, l.day, -1};
    return ends > begins;
}

/* The line's last day where it has one and it is another than the first: a column of its own, or the second date of the
 * cell. An end at midnight behind a start at midnight is the day before. */
static bool last_day(const sx_export *x, const sx_line *line, const sx_day *first, sx_day *last)
{
    if (!sx_day_of(x, line, SX_F_DATE_END, last) && !sx_range_end(x, line, SX_F_DATE, last))
        return false;
    sx_day start;
    double serial = sx_date_serial(last->year, last->month, last->day);
    if (last->minute == 0 && sx_day_of(x, line, SX_F_DATE, &start) && start.minute == 0) {
        sx_civil before = sx_date_civil(serial - 1);
        *last = (sx_day){before.year, before.month, before.day, -1};
    }
    return last->year != first->year || last->month != first->month || last->day != first->day;
}

/* The k-th of n parts of the number: whole units of its last digit (of cents at least), together the number. */
static sx_decimal part_of(sx_decimal number, int64_t k, int64_t n, bool money)
{
    while (money && number.scale < 2 && number.digits < INT64_MAX / 10 && number.digits > INT64_MIN / 10) {
        number.digits *= 10;
        number.scale++;
    }
    int64_t each = number.digits / n, rest = number.digits % n;
    number.digits = each + (k + 1) * rest / n - k * rest / n;
    return number;
}

static sx_status spread_row(sx_export *x, sx_row_state *s, double first, int64_t days)
{
    sx_out whole[24];
    sx_status status = SX_OK;
    memcpy(whole, s->row, sizeof whole);
    for (int64_t k = 0; k < days && status == SX_OK; k++) {
        sx_civil civil = sx_date_civil(first + (double)k);
        for (size_t i = 0; i < x->table->n_canonical; i++)
            if (whole[i].kind == SX_OUT_NUMBER)
                s->row[i].number = part_of(whole[i].number, k, days, x->table->columns[i].kind == SX_KIND_MONEY);
        sx_out_of(s, SX_F_DATE)->day = (sx_day){civil.year, civil.month, civil.day, -1};
        sx_widen(x, &sx_out_of(s, SX_F_DATE)->day);
        status = sx_give_row(x, s);
    }
    return status;
}

sx_status sx_spend_row(sx_export *x, sx_row_state *s, const sx_line *line)
{
    enum { MOST_DAYS = 400 };
    sx_day end;
    sx_out *date = sx_out_of(s, SX_F_DATE);
    if (date->kind != SX_OUT_DAY ||
        !(is_of_weeks(x) ? last_of_week(x, &date->day, &end) : last_day(x, line, &date->day, &end)))
        return sx_give_row(x, s);
    double first = sx_date_serial(date->day.year, date->day.month, date->day.day);
    double days = sx_date_serial(end.year, end.month, end.day) - first + 1;
    x->report.flags[SX_RANGE_ROWS] = true;
    if (!x->spread || days < 2 || days > MOST_DAYS) {
        x->report.ranges_kept++;
        return sx_give_row(x, s);
    }
    x->report.ranges_spread++;
    return spread_row(x, s, first, (int64_t)days);
}
