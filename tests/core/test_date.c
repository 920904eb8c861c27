/* Dates against R 4.2 (as.Date) anchors and a day-by-day walk over the whole domain. */
#include "core/unit.h"
#include "base/date.h"

/* The slow twin: a calendar that counts one day at a time. */
static void every_day(void **state)
{
    (void)state;
    int year = 1900, month = 1, day = 1, weekday = 0;
    for (double serial = SX_DATE_FIRST; serial <= SX_DATE_LAST; serial += 1.0) {
        sx_civil civil = sx_date_civil(serial);
        if (civil.year != year || civil.month != month || civil.day != day || sx_weekday(serial) != weekday ||
            sx_date_serial(year, month, day) != serial)
            fail_msg("serial %g is not %d-%d-%d", serial, year, month, day);
        weekday = (weekday + 1) % 7;
        if (++day > sx_days_in_month(year, month)) {
            day = 1;
            if (++month > 12) {
                month = 1;
                year++;
            }
        }
    }
    assert_int_equal(year, 10000);
}

/* as.numeric(as.Date(x) - as.Date("1899-12-30")) in R 4.2. */
static void anchors(void **state)
{
    (void)state;
    assert_true(sx_date_serial(1970, 1, 1) == 25569.0);
    assert_true(sx_date_serial(2000, 2, 29) == 36585.0);
    assert_true(sx_date_serial(2026, 3, 29) == 46110.0);
    assert_int_equal(sx_weekday(46110.0), 6);
    char text[11];
    sx_date_text(46110.99, text);
    assert_string_equal(text, "2026-03-29");
}

static void months(void **state)
{
    (void)state;
    double january = sx_date_serial(2026, 1, 31);
    assert_true(sx_add_months(january, 1) == sx_date_serial(2026, 2, 28));
    assert_true(sx_add_months(january, 25) == sx_date_serial(2028, 2, 29));
    assert_true(sx_add_months(january, -2) == sx_date_serial(2025, 11, 30));
    assert_true(sx_add_months(january, 12) == sx_date_serial(2027, 1, 31));
}

static void domain(void **state)
{
    (void)state;
    assert_false(sx_date_valid(1.99));
    assert_true(sx_date_valid(2.0));
    assert_true(sx_date_valid(2958465.99));
    assert_false(sx_date_valid(2958466.0));
    assert_false(sx_date_valid((double)NAN));
    assert_false(sx_date_valid(-1e308));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_day), cmocka_unit_test(anchors), cmocka_unit_test(months),
                                       cmocka_unit_test(domain)};
    return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
