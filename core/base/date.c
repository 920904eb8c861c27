#include "base/date.h"
#include <math.h>
#include <stdint.h>

bool sx_date_valid(double serial)
{
    return serial >= SX_DATE_FIRST && serial < SX_DATE_LAST + 1.0;
}

/* Days from civil and back: H. Hinnant, "chrono-compatible low-level date algorithms" (2013): years begin in March, so
 * that the leap day comes last, and 400 years make one cycle of 146 097 days. 693 899 days lie between 0000-03-01 and
 * the null date. */
enum { CYCLE = 146097, NULL_DATE = 693899 };

sx_civil sx_date_civil(double serial)
{
    int64_t days = (int64_t)floor(serial) + NULL_DATE;
    int64_t cycle = days / CYCLE, in_cycle = days % CYCLE;
    int64_t year = (in_cycle - in_cycle / 1460 + in_cycle / 36524 - in_cycle / 146096) / 365;
    int64_t in_year = in_cycle - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * in_year + 2) / 153; /* 0 March to 11 February */
    sx_civil civil = {.day = (int)(in_year - (153 * month + 2) / 5 + 1),
                      .month = (int)(month < 10 ? month + 3 : month - 9),
                      .year = (int)(cycle * 400 + year + (month >= 10))};
    return civil;
}

double sx_date_serial(int year, int month, int day)
{
    int64_t march_year = (int64_t)year - (month <= 2), cycle = march_year / 400, in_cycle = march_year % 400;
    int64_t in_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int64_t days = in_cycle * 365 + in_cycle / 4 - in_cycle / 100 + in_year;
    return (double)(cycle * CYCLE + days - NULL_DATE);
}

int sx_days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

int sx_weekday(double serial)
{
    return (int)(((int64_t)floor(serial) - (int64_t)SX_DATE_FIRST) % 7);
}

double sx_add_months(double serial, int months)
{
    sx_civil civil = sx_date_civil(serial);
    int count = civil.year * 12 + civil.month - 1 + months;
    int year = count / 12, month = count % 12 + 1, last = sx_days_in_month(year, month);
    return sx_date_serial(year, month, civil.day < last ? civil.day : last);
}

void sx_date_text(double serial, char text[11])
{
    sx_civil civil = sx_date_civil(serial);
    int parts[] = {civil.year / 100, civil.year % 100, civil.month, civil.day};
    char *end = text;
    for (int i = 0; i < 4; i++) {
        if (i >= 2)
            *end++ = '-';
        *end++ = (char)('0' + parts[i] / 10 % 10);
        *end++ = (char)('0' + parts[i] % 10);
    }
    *end = '\0';
}
