#include "data/moment.h"
#include <math.h>
#include <string.h>
#include "data/fold.h"
#include "data/moment_parts.h"

const char *sx_order_name(sx_order order)
{
    static const char *const names[] = {"", "ymd", "dmy", "mdy", "name", "serial", "ddmm", "epoch"};
    return names[order];
}

bool sx_day_exists(int year, int month, int day)
{
    return year >= 1900 && year <= 2199 && month >= 1 && month <= 12 && day >= 1 &&
           day <= sx_days_in_month(year, month);
}

int sx_whole_year(int year)
{
    return year >= 100 ? year : year < 70 ? 2000 + year : 1900 + year;
}

static void settle(sx_moment *m)
{
    m->is = m->may != 0;
    if (m->is && (m->may & (m->may - 1)) == 0)
        for (int order = SX_YMD; order <= SX_EPOCH; order++)
            if (m->may == 1u << order)
                m->order = (sx_order)order;
}

/* a/b/c, a.b.c, a-b-c with numbers; also y-m and m/y. */
static bool read_numbers(const char *t, size_t n, size_t i, sx_moment *m)
{
    size_t length[3] = {0};
    length[0] = sx_take_digits(t, n, &i, &m->part[0]);
    char sign = i < n ? t[i] : 0;
    if (sign != '-' && sign != '/' && sign != '.')
        return false;
    i++;
    if (sign == '.' || sign == '/')
        sx_skip_blanks(t, n, &i);
    length[1] = sx_take_digits(t, n, &i, &m->part[1]);
    if (length[0] == 0 || length[1] == 0 || length[0] > 4 || length[1] > 4)
        return false;
    bool three = i < n && t[i] == sign;
    if (three) {
        i++;
        if (sign == '.' || sign == '/')
            sx_skip_blanks(t, n, &i);
        length[2] = sx_take_digits(t, n, &i, &m->part[2]);
        if (length[2] == 0 && sign == '.') /* "1.12." */
            return false;
    }
    if (!three || length[2] == 0) {
        bool first = length[0] == 4 && length[1] <= 2, last = length[1] == 4 && length[0] <= 2;
        if (i != n || sign == '.' || (!first && !last))
            return false;
        int year = first ? m->part[0] : m->part[1], month = first ? m->part[1] : m->part[0];
        if (!sx_day_exists(year, month, 1))
            return false;
        m->part[0] = year, m->part[1] = month, m->part[2] = 1;
        m->no_day = true;
        m->may = 1u << SX_YMD;
        return true;
    }
    if (sign == '.' && i + 1 == n && t[i] == '.') /* "14.3.24." */
        i++;
    if (!sx_read_time(t, n, i, &m->minute))
        return false;
    int a = m->part[0], b = m->part[1], c = m->part[2];
    if (length[0] == 4) {
        if (length[1] > 2 || length[2] > 2 || !sx_day_exists(a, b, c))
            return false;
        m->may = 1u << SX_YMD;
        return true;
    }
    if (length[0] > 2 || length[1] > 2 || (length[2] != 4 && length[2] != 2))
        return false;
    if (sx_day_exists(sx_whole_year(c), b, a))
        m->may |= 1u << SX_DMY;
    if (sign != '.' && sx_day_exists(sx_whole_year(c), a, b))
        m->may |= 1u << SX_MDY;
    m->short_year = length[2] == 2;
    m->dashed = sign == '-';
    m->stroked = sign == '/';
    m->pointed = sign == '.';
    if (length[2] == 2 && length[0] == 2 && sign != '.' &&
        sx_day_exists(sx_whole_year(a), b, c)) /* points: day.month.year */
        m->may |= 1u << SX_YMD;
    m->is = true; /* in the form of a date, if of none that exists */
    return true;
}

bool sx_moment_iso(const sx_piece *piece, sx_day *out)
{
    const char *t = piece->text;
    if (piece->length != 10 || t[4] != '-' || t[7] != '-')
        return false;
    static const signed char at[8] = {0, 1, 2, 3, 5, 6, 8, 9};
    int v[8];
    for (int i = 0; i < 8; i++) {
        v[i] = t[at[i]] - '0';
        if (v[i] < 0 || v[i] > 9)
            return false;
    }
    *out = (sx_day){v[0] * 1000 + v[1] * 100 + v[2] * 10 + v[3], v[4] * 10 + v[5], v[6] * 10 + v[7], -1};
    return out->day <= 28
               ? out->day > 0 && out->month >= 1 && out->month <= 12 && out->year >= 1900 && out->year <= 2199
               : sx_day_exists(out->year, out->month, out->day);
}

static sx_moment read_one(const sx_piece *piece, bool digits)
{
    sx_moment m = {.minute = -1};
    sx_day iso;
    if (sx_moment_iso(piece, &iso)) {
        m = (sx_moment){
            .is = true, .order = SX_YMD, .may = 1u << SX_YMD, .part = {iso.year, iso.month, iso.day}, .minute = -1};
        return m;
    }
    if (piece->is_number) {
        if (digits && piece->number >= 19700101 && piece->number < 21000000 && piece->number == floor(piece->number)) {
            int v = (int)piece->number;
            if (sx_day_exists(v / 10000, v / 100 % 100, v % 100)) {
                m.part[0] = v / 10000, m.part[1] = v / 100 % 100, m.part[2] = v % 100;
                m.may = 1u << SX_YMD;
            }
        } else if (digits)
            sx_read_serial(piece->number, &m);
        settle(&m);
        return m;
    }
    sx_piece p = sx_piece_trim(piece);
    if (p.length < 3 || p.length > 48)
        return m;
    const char *t = p.text;
    bool starts = t[0] >= '0' && t[0] <= '9';
    if (starts) {
        size_t i = 0;
        while (i < p.length && t[i] >= '0' && t[i] <= '9')
            i++;
        bool all = i == p.length || (i == 5 && (t[i] == '.' || t[i] == ',')) ||
                   (i == 2 && p.length == 7 && t[2] == '.' && !memchr(t + 3, '.', 4)); /* 01.2026, not 14.3.24 */
        if (i == 8 && digits && !all && (t[i] == ' ' || t[i] == 'T')) {                /* 20251201 06:00 */
            sx_read_digits(t, i, &m);
            if (!sx_read_time(t, p.length, i, &m.minute))
                m = (sx_moment){.minute = -1};
            settle(&m);
            return m;
        }
        if (all && digits)
            sx_read_digits(t, p.length, &m);
        if (all) {
            settle(&m);
            return m;
        }
        if (i <= 4 && (t[i] == '-' || t[i] == '/' || t[i] == '.') && read_numbers(t, p.length, 0, &m)) {
            bool form = m.is;
            settle(&m);
            m.is |= form;
            return m;
        }
        m = (sx_moment){.minute = -1};
        if (i == 4 && (unsigned char)t[i] == 0xE5 && sx_read_cjk(t, p.length, &m)) {
            settle(&m);
            return m;
        }
        m = (sx_moment){.minute = -1};
    }
    if (!sx_read_named(t, p.length, &m))
        m = (sx_moment){.minute = -1};
    settle(&m);
    return m;
}

/* "2025-11-24 - 2025-11-30": two dates. */
static bool read_range(const sx_piece *piece, bool digits, sx_moment *m, sx_moment *end)
{
    static const char *const between[] = {" - ", " \xE2\x80\x93 ", " to ", " bis ", " ~ ", " au ", " al "};
    for (size_t k = 0; k < sizeof between / sizeof *between; k++) {
        size_t n = strlen(between[k]);
        for (uint32_t i = 4; i + n + 4 <= piece->length; i++) {
            if (memcmp(piece->text + i, between[k], n) != 0)
                continue;
            sx_piece first = {.text = piece->text, .length = i};
            sx_piece last = {.text = piece->text + i + n, .length = piece->length - i - (uint32_t)n};
            *m = read_one(&first, digits);
            *end = read_one(&last, digits);
            if (m->is && m->may && !m->no_year && end->is) {
                m->range = true;
                return true;
            }
            return false;
        }
    }
    return false;
}

sx_moment sx_moment_read(const sx_piece *piece, bool digits)
{
    sx_moment m = read_one(piece, digits), range, end;
    if (!m.is && !piece->is_number && piece->length > 12 && piece->length < 64 &&
        read_range(piece, digits, &range, &end))
        return range;
    return m;
}

bool sx_moment_end(const sx_piece *piece, sx_moment *out)
{
    sx_moment first;
    return piece->length < 64 && read_range(piece, true, &first, out);
}

bool sx_moment_day(const sx_moment *m, sx_order order, int year, sx_day *out)
{
    int y = m->part[0], mo = m->part[1], d = m->part[2];
    if (m->order) /* it can be read in one way only: whether that is the column's is the caller's to know */
        order = m->order;
    if (!(m->may & 1u << order))
        return false;
    if (order == SX_DMY || order == SX_NAMED)
        y = m->part[2], d = m->part[0];
    else if (order == SX_MDY)
        y = m->part[2], mo = m->part[0], d = m->part[1];
    else if (order == SX_DDMM)
        y = year, d = m->part[0];
    y = order == SX_DDMM ? y : sx_whole_year(y);
    if (!sx_day_exists(y, mo, d))
        return false;
    *out = (sx_day){y, mo, d, m->minute};
    return true;
}

double sx_day_serial(sx_day day)
{
    return sx_date_serial(day.year, day.month, day.day) + (day.minute >= 0 ? day.minute / 1440.0 : 0.0);
}
