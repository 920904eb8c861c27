/* Dates of digits alone: 20251201, day numbers, seconds since 1970. */
#include <math.h>
#include "data/moment_parts.h"

void sx_read_serial(double number, sx_moment *m)
{
    if (!(number >= 20000 && number < 80000))
        return;
    sx_civil civil = sx_date_civil(number);
    m->part[0] = civil.year, m->part[1] = civil.month, m->part[2] = civil.day;
    m->serial = number;
    double fraction = number - floor(number);
    m->minute = fraction > 0 ? (int)(fraction * 1440 + 0.5) % 1440 : -1;
    m->may |= 1u << SX_SERIAL;
}

static void epoch_moment(double seconds, sx_moment *m)
{
    if (!(seconds >= 946684800 && seconds < 4102444800))
        return;
    sx_civil civil = sx_date_civil(25569 + floor(seconds / 86400));
    m->part[0] = civil.year, m->part[1] = civil.month, m->part[2] = civil.day;
    m->minute = (int)(floor(seconds / 60) - 1440 * floor(seconds / 86400));
    m->may |= 1u << SX_EPOCH;
}

/* 20251201, 01122025, 202512, 45992, 45992.5, 112, 1765000000, 1765000000000 */
void sx_read_digits(const char *t, size_t n, sx_moment *m)
{
    if (n == 7 && t[2] == '.') { /* 01.2026 */
        size_t at = 0;
        int month, year;
        if (sx_take_digits(t, n, &at, &month) == 2 && sx_take_digits(t, n, (at++, &at), &year) == 4 &&
            sx_day_exists(year, month, 1)) {
            *m = (sx_moment){.may = 1u << SX_YMD, .part = {year, month, 1}, .minute = -1, .no_day = true};
            return;
        }
    }
    double number = 0, fraction = 0, power = 1;
    size_t digits = 0, i = 0;
    while (i < n && t[i] >= '0' && t[i] <= '9' && digits < 14) {
        number = number * 10 + (t[i++] - '0');
        digits++;
    }
    if (digits == 5 && i < n && (t[i] == '.' || t[i] == ','))
        for (i++; i < n && t[i] >= '0' && t[i] <= '9' && power < 1e12; i++)
            fraction += (t[i] - '0') / (power *= 10);
    if (i != n || digits == 0)
        return;
    int v = digits <= 8 ? (int)number : 0;
    m->minute = -1;
    if (digits == 8) {
        if (sx_day_exists(v / 10000, v / 100 % 100, v % 100) && v / 10000 >= 1970 && v / 10000 < 2100) {
            m->part[0] = v / 10000, m->part[1] = v / 100 % 100, m->part[2] = v % 100;
            m->may = 1u << SX_YMD;
        } else {
            m->part[0] = v / 1000000, m->part[1] = v / 10000 % 100, m->part[2] = v % 10000;
            m->may = (sx_day_exists(m->part[2], m->part[1], m->part[0]) ? 1u << SX_DMY : 0u) |
                     (sx_day_exists(m->part[2], m->part[0], m->part[1]) ? 1u << SX_MDY : 0u);
        }
    } else if (digits == 6 && sx_day_exists(v / 100, v % 100, 1) && v / 100 >= 1970 && v / 100 < 2100) {
        m->part[0] = v / 100, m->part[1] = v % 100, m->part[2] = 1;
        m->no_day = true;
        m->may = 1u << SX_YMD;
    } else if (digits == 6) {
        m->part[0] = v / 10000, m->part[1] = v / 100 % 100, m->part[2] = v % 100;
        m->may = (sx_day_exists(sx_whole_year(m->part[2]), m->part[1], m->part[0]) ? 1u << SX_DMY : 0u) |
                 (sx_day_exists(sx_whole_year(m->part[0]), m->part[1], m->part[2]) ? 1u << SX_YMD : 0u);
    } else if (digits == 5)
        sx_read_serial(number + fraction, m);
    else if (digits == 10 || digits == 13)
        epoch_moment(digits == 13 ? number / 1000 : number, m);
    else if (digits == 3 || digits == 4) {
        m->part[0] = v / 100, m->part[1] = v % 100, m->part[2] = 0;
        m->no_year = true;
        if (sx_day_exists(2024, m->part[1], m->part[0]))
            m->may = 1u << SX_DDMM;
    }
}
