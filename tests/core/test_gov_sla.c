/* Business time against a slow twin that walks the clock minute by minute, summer time included. */
#include <stdlib.h>
#include "core/unit.h"
#include "base/date.h"
#include "gov/sla.h"

static const double none = (double)NAN;

enum { MOST = 12 };

/* A calendar's argument, row by row. */
typedef struct sheet {
    sx_cell cells[4 * MOST];
    sx_table table;
} sheet;

static void begin(sheet *s)
{
    const sx_cell head[] = {text("Day"), text("open"), text("Close"), text("shift")};
    memcpy(s->cells, head, sizeof head);
    s->table = table_over(s->cells, 1, 4);
}

static void add(sheet *s, sx_cell day, double open, double close, double shift)
{
    const sx_cell row[] = {day, number(open), number(close), number(shift)};
    memcpy(s->cells + 4 * s->table.rows++, row, sizeof row);
    s->table.declared_rows = s->table.rows;
}

/* Mon to Thu 8:00-12:00 and 13:00-17:00, Fri 8:00-14:00, Sun 0:00-6:00; Wednesday 2026-04-01 closed, Saturday
 * 2026-03-28 10:00-16:00; clocks forward on Sunday 2026-03-29 at 2:00, back on 2026-10-25 at 3:00. */
static void office(sheet *s)
{
    begin(s);
    add(s, text("Mon-Thu"), 8.0 / 24.0, 0.5, none);
    add(s, text("monday - thursday"), 13.0 / 24.0, 17.0 / 24.0, none);
    add(s, text("Friday"), 8.0 / 24.0, 14.0 / 24.0, none);
    add(s, text("sun"), 0.0, 0.25, none);
    add(s, number(sx_date_serial(2026, 4, 1)), none, none, none);
    add(s, number(sx_date_serial(2026, 3, 28)), 10.0 / 24.0, 16.0 / 24.0, none);
    add(s, number(sx_date_serial(2026, 3, 29) + 2.0 / 24.0), none, none, 1.0);
    add(s, number(sx_date_serial(2026, 10, 25) + 3.0 / 24.0), none, none, -1.0);
}

static bool open_at(int64_t minute)
{
    int64_t day = minute / 1440, of_day = minute % 1440;
    int weekday = (int)((day - 2) % 7);
    if ((double)day == sx_date_serial(2026, 4, 1))
        return false;
    if ((double)day == sx_date_serial(2026, 3, 28))
        return of_day >= 600 && of_day < 960;
    if (weekday <= 3)
        return (of_day >= 480 && of_day < 720) || (of_day >= 780 && of_day < 1020);
    return weekday == 4 ? of_day >= 480 && of_day < 840 : weekday == 6 && of_day < 360;
}

/* Counts the minutes that pass, each by what the wall clock shows in it. */
static int64_t walk(int64_t from, int64_t to)
{
    int64_t forward = (int64_t)sx_date_serial(2026, 3, 29) * 1440 + 120;
    int64_t back = (int64_t)sx_date_serial(2026, 10, 25) * 1440 + 180, open = 0;
    bool repeated = false;
    for (int64_t minute = from; minute < to; minute++) {
        if (minute == forward)
            minute += 60;
        if (minute == back && from < back && !repeated) {
            repeated = true;
            minute -= 60;
        }
        open += minute < to || repeated ? open_at(minute) : 0;
    }
    return open;
}

static uint64_t seed = 3;

static int64_t draw(int64_t low, int64_t high)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return low + (int64_t)((seed >> 33) % (uint64_t)(high - low + 1));
}

static void minute_by_minute(void **state)
{
    (void)state;
    sheet s;
    sx_calendar calendar;
    sx_context context = {0};
    office(&s);
    assert_int_equal(sx_calendar_read(&s.table, &calendar, &context), SX_OK);
    for (int trial = 0; trial < 3000; trial++) {
        bool autumn = trial % 2;
        int64_t base = (int64_t)sx_date_serial(2026, autumn ? 10 : 3, autumn ? 20 : 22) * 1440;
        int64_t from = base + draw(0, 14 * 1440), to = from + draw(0, 8 * 1440);
        int64_t day = (int64_t)sx_date_serial(2026, autumn ? 10 : 3, autumn ? 25 : 29) * 1440;
        int64_t odd = day + 120; /* the hour that does not exist, or exists twice */
        if ((from >= odd && from < odd + 60) || (to >= odd && to < odd + 60))
            continue;
        double took =
            sx_calendar_time(&calendar, (double)to / 1440.0) - sx_calendar_time(&calendar, (double)from / 1440.0);
        if (llround(took * 1440.0) != walk(from, to))
            fail_msg("%lld to %lld: %g minutes, walked %lld", (long long)from, (long long)to, took * 1440.0,
                     (long long)walk(from, to));
    }
    sx_calendar_free(&calendar);
}

static void round_the_clock(void **state)
{
    (void)state;
    sx_calendar calendar;
    sx_context context = {0};
    assert_int_equal(sx_calendar_read(NULL, &calendar, &context), SX_OK);
    assert_true(sx_calendar_time(&calendar, 46110.75) - sx_calendar_time(&calendar, 46100.5) == 10.25);
    sx_calendar_free(&calendar);
    sheet s;
    begin(&s);
    add(&s, number(46110.0 + 2.0 / 24.0), none, none, 1.0);
    assert_int_equal(sx_calendar_read(&s.table, &calendar, &context), SX_OK);
    double took = sx_calendar_time(&calendar, 46110.5) - sx_calendar_time(&calendar, 46110.0);
    assert_true(fabs(took - 11.0 / 24.0) < 1e-9);
    double nowhere = sx_calendar_time(&calendar, 46110.0 + 2.5 / 24.0),
           at = sx_calendar_time(&calendar, 46110.0 + 2.0 / 24.0);
    assert_true(fabs(nowhere - at) < 1e-9);
    sx_calendar_free(&calendar);
}

static void as_of_now(void **state)
{
    (void)state;
    sx_calendar calendar;
    sx_context context = {0};
    sx_sla_counts counts;
    double created[] = {100.0, 100.0, 100.0, 100.0, 101.0, none},
           responded[] = {100.25, 100.5, 103.0, none, none, none}, hours[6];
    assert_int_equal(sx_calendar_read(NULL, &calendar, &context), SX_OK);
    assert_int_equal(sx_sla(created, responded, 6, 6.0, 100.4, &calendar, hours, &counts, &context), SX_OK);
    assert_int_equal(counts.in_time, 1); /* exactly at the limit */
    assert_int_equal(counts.late, 0);
    assert_int_equal(counts.overdue, 3); /* answered later, or never */
    assert_int_equal(counts.open, 0);
    assert_int_equal(sx_sla(created, responded, 6, 6.0, none, &calendar, hours, &counts, &context), SX_OK);
    assert_int_equal(counts.in_time + counts.late, 3);
    assert_int_equal(counts.overdue, 2);
    assert_int_equal(sx_sla(created, responded, 6, 6.0, 100.1, &calendar, hours, &counts, &context), SX_OK);
    assert_int_equal(counts.open, 4);
    responded[3] = 99.0;
    assert_int_equal(sx_sla(created, responded, 6, 6.0, none, &calendar, hours, &counts, &context), SX_NUM);
    assert_string_equal(context.reason, "row 4 is responded before it was created");
    sx_calendar_free(&calendar);
}

static void bad_calendar(const sx_cell day, double open, double close, double shift, sx_status status, const char *why)
{
    sheet s;
    sx_calendar calendar;
    sx_context context = {0};
    begin(&s);
    add(&s, text("Mon-Fri"), 0.375, 0.75, none);
    add(&s, day, open, close, shift);
    assert_int_equal(sx_calendar_read(&s.table, &calendar, &context), status);
    assert_non_null(strstr(context.reason, why));
    sx_calendar_free(&calendar);
}

static void bad_calendars(void **state)
{
    (void)state;
    bad_calendar(text("2026-01-01"), none, none, none, SX_VALUE, "row 3: \"2026-01-01\" is no weekday");
    bad_calendar(text("Fri-Mo"), 0.1, 0.2, none, SX_VALUE, "is no weekday");
    bad_calendar(text("Mon"), 0.5, 0.375, none, SX_NUM, "close after it opens");
    bad_calendar(text("Mon"), 0.5, none, none, SX_NUM, "close after it opens");
    bad_calendar(text("Mon"), 0.7, 0.8, none, SX_NUM, "overlap");
    bad_calendar(text("Mon"), 9.0, 17.0, none, SX_NUM, "no time of day");
    bad_calendar(number(1.0), none, none, none, SX_NUM, "no date from 1900 to 9999");
    bad_calendar(number(2958466.0), none, none, none, SX_NUM, "no date from 1900 to 9999");
    bad_calendar(number(46110.0), none, none, 24.0, SX_NUM, "a shift of 24 hours");
}

/* 20 000 dates below the headings are taken, one more is not. */
static void a_calendar_has_an_end(void **state)
{
    (void)state;
    enum { MOST_DATES = 20000 };
    sx_cell *cells = calloc(3 * (MOST_DATES + 2), sizeof *cells);
    assert_non_null(cells);
    const sx_cell head[] = {text("day"), text("open"), text("close")};
    memcpy(cells, head, sizeof head);
    for (size_t row = 1; row < MOST_DATES + 2; row++) {
        cells[3 * row] = number(30000.0 + (double)row);
        cells[3 * row + 1] = number(0.25);
        cells[3 * row + 2] = number(0.5);
    }
    sx_calendar calendar;
    sx_context context = {{0}, NULL};
    sx_table table = table_over(cells, MOST_DATES + 1, 3);
    assert_int_equal(sx_calendar_read(&table, &calendar, &context), SX_OK);
    sx_calendar_free(&calendar);
    table = table_over(cells, MOST_DATES + 2, 3);
    assert_int_equal(sx_calendar_read(&table, &calendar, &context), SX_NUM);
    assert_string_equal(context.reason, "calendar has 20001 rows, more than 20000");
    sx_calendar_free(&calendar);
    free(cells);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(minute_by_minute), cmocka_unit_test(round_the_clock),
                                       cmocka_unit_test(as_of_now), cmocka_unit_test(bad_calendars),
                                       cmocka_unit_test(a_calendar_has_an_end)};
    return cmocka_run_group_tests_name("govern sla", tests, NULL, NULL);
}
