#include "data/moment.h"
#include <math.h>
#include <string.h>
#include "data/fold.h"

const char *sx_order_name(sx_order order)
{
    static const char *const names[] = {"", "ymd", "dmy", "mdy", "name", "serial", "ddmm", "epoch"};
    return names[order];
}

static bool exists(int year, int month, int day)
{
    return year >= 1900 && year <= 2199 && month >= 1 && month <= 12 && day >= 1 &&
           day <= sx_days_in_month(year, month);
}

static int whole_year(int year)
{
    return year >= 100 ? year : year < 70 ? 2000 + year : 1900 + year;
}

/* Reads digits from *i on; how many. */
static size_t take(const char *t, size_t n, size_t *i, int *value)
{
    size_t from = *i;
    *value = 0;
    while (*i < n && t[*i] >= '0' && t[*i] <= '9' && *i - from < 9)
        *value = *value * 10 + (t[(*i)++] - '0');
    return *i - from;
}

static void skip(const char *t, size_t n, size_t *i)
{
    for (size_t blank; *i < n && (blank = sx_blank_here(t + *i, n - *i)) > 0;)
        *i += blank;
}

static bool word_at(const char *t, size_t n, size_t i, const char *word)
{
    size_t m = strlen(word);
    if (i + m > n)
        return false;
    for (size_t k = 0; k < m; k++)
        if ((t[i + k] >= 'A' && t[i + k] <= 'Z' ? t[i + k] + 32 : t[i + k]) != word[k])
            return false;
    return true;
}

/* A zone: Z, UTC, +01:00, -0500, CET and the like, (UTC). */
static bool only_zone(const char *t, size_t n, size_t i)
{
    skip(t, n, &i);
    if (i < n && (t[i] == '+' || t[i] == '-')) {
        size_t from = ++i;
        while (i < n && ((t[i] >= '0' && t[i] <= '9') || t[i] == ':'))
            i++;
        if (i == from || i - from > 6)
            return false;
        skip(t, n, &i);
    }
    size_t letters = 0;
    while (i < n && ((t[i] >= 'A' && t[i] <= 'Z') || t[i] == '/' || t[i] == '_' || t[i] == '(' || t[i] == ')' ||
                     t[i] == '+' || t[i] == ':' || t[i] == '-' || (letters && t[i] >= 'a' && t[i] <= 'z') ||
                     (letters && t[i] >= '0' && t[i] <= '9'))) {
        letters++;
        i++;
    }
    return i == n && letters <= 24;
}

/* A time of day behind the date, to the end of the text. */
static bool read_time(const char *t, size_t n, size_t i, int *minute)
{
    *minute = -1;
    if (i == n)
        return true;
    if (t[i] == ',')
        i++;
    if (i < n && (t[i] == 'T' || t[i] == 't'))
        i++;
    skip(t, n, &i);
    static const char *const at[] = {"at ", "um ", "a las ", "kl. "};
    for (size_t k = 0; k < 4; k++)
        if (word_at(t, n, i, at[k]))
            i += strlen(at[k]);
    int hour, m = 0, second;
    size_t from = i;
    if (take(t, n, &i, &hour) == 0 || i - from > 2)
        return only_zone(t, n, from);
    if (i < n && (t[i] == ':' || t[i] == '.' || t[i] == 'h')) {
        i++;
        if (take(t, n, &i, &m) != 2)
            return false;
        if (i < n && (t[i] == ':' || t[i] == '.')) {
            i++;
            if (take(t, n, &i, &second) == 0)
                return false;
            if (i < n && (t[i] == '.' || t[i] == ',')) {
                i++;
                while (i < n && t[i] >= '0' && t[i] <= '9')
                    i++;
            }
        }
    } else if (!(word_at(t, n, i, " am") || word_at(t, n, i, " pm") || word_at(t, n, i, "am") ||
                 word_at(t, n, i, "pm")))
        return false;
    skip(t, n, &i);
    if (word_at(t, n, i, "am") || word_at(t, n, i, "a.m.")) {
        if (hour > 12)
            return false;
        hour %= 12;
        i += t[i + 1] == '.' ? 4 : 2;
    } else if (word_at(t, n, i, "pm") || word_at(t, n, i, "p.m.")) {
        if (hour > 12)
            return false;
        hour = hour % 12 + 12;
        i += t[i + 1] == '.' ? 4 : 2;
    }
    if (word_at(t, n, i, "uhr"))
        i += 3;
    if (hour > 23 || m > 59 || !only_zone(t, n, i))
        return false;
    *minute = hour * 60 + m;
    return true;
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
    length[0] = take(t, n, &i, &m->part[0]);
    char sign = i < n ? t[i] : 0;
    if (sign != '-' && sign != '/' && sign != '.')
        return false;
    i++;
    if (sign == '.' || sign == '/')
        skip(t, n, &i);
    length[1] = take(t, n, &i, &m->part[1]);
    if (length[0] == 0 || length[1] == 0 || length[0] > 4 || length[1] > 4)
        return false;
    bool three = i < n && t[i] == sign;
    if (three) {
        i++;
        if (sign == '.' || sign == '/')
            skip(t, n, &i);
        length[2] = take(t, n, &i, &m->part[2]);
        if (length[2] == 0 && sign == '.') /* "1.12." */
            return false;
    }
    if (!three || length[2] == 0) {
        bool first = length[0] == 4 && length[1] <= 2, last = length[1] == 4 && length[0] <= 2;
        if (i != n || sign == '.' || (!first && !last))
            return false;
        int year = first ? m->part[0] : m->part[1], month = first ? m->part[1] : m->part[0];
        if (!exists(year, month, 1))
            return false;
        m->part[0] = year, m->part[1] = month, m->part[2] = 1;
        m->no_day = true;
        m->may = 1u << SX_YMD;
        return true;
    }
    if (!read_time(t, n, i, &m->minute))
        return false;
    int a = m->part[0], b = m->part[1], c = m->part[2];
    if (length[0] == 4) {
        if (length[1] > 2 || length[2] > 2 || !exists(a, b, c))
            return false;
        m->may = 1u << SX_YMD;
        return true;
    }
    if (length[0] > 2 || length[1] > 2 || (length[2] != 4 && length[2] != 2))
        return false;
    if (exists(whole_year(c), b, a))
        m->may |= 1u << SX_DMY;
    if (sign != '.' && exists(whole_year(c), a, b))
        m->may |= 1u << SX_MDY;
    m->short_year = length[2] == 2;
    m->dashed = sign == '-';
    m->stroked = sign == '/';
    if (length[2] == 2 && length[0] == 2 && sign != '.' && exists(whole_year(a), b, c)) /* points: day.month.year */
        m->may |= 1u << SX_YMD;
    m->is = true; /* in the form of a date, if of none that exists */
    return true;
}

/* A month by its name: day and year around it in either order, day of the week and small words left out. */
static bool read_named(const char *t, size_t n, sx_moment *m)
{
    char folded[64];
    size_t cut = n, length;
    m->minute = -1;
    for (size_t i = 0; i + 2 < n; i++) /* the time begins at the digits before the first colon */
        if (t[i] == ':' && i > 0) {
            cut = i;
            while (cut && t[cut - 1] >= '0' && t[cut - 1] <= '9')
                cut--;
            if (cut && t[cut - 1] == 'T')
                cut--;
            if (!read_time(t, n, cut, &m->minute))
                return false;
            break;
        }
    length = sx_fold(t, cut, folded, sizeof folded);
    int numbers[3], n_numbers = 0, month = 0, digits[3] = {0};
    for (size_t i = 0; i < length;) {
        size_t from = i;
        while (i < length && folded[i] != ' ')
            i++;
        const char *w = folded + from;
        size_t k = 0, size = i - from;
        int value = 0;
        while (k < size && k < 5 && w[k] >= '0' && w[k] <= '9')
            value = value * 10 + (w[k++] - '0');
        bool ordinal = k && (k == size || (size - k == 2 && memchr("snrt", w[k], sizeof "snrt" - 1)));
        int named = k ? 0 : sx_month_named(w, size);
        if (ordinal && n_numbers < 2) {
            digits[n_numbers] = (int)k;
            numbers[n_numbers++] = value;
        } else if (named && !month)
            month = named;
        else if (k || size > 10 || (size > 3 && from > 0 && month == 0 && n_numbers == 0) ||
                 (size > 3 && (month || n_numbers) && memcmp(w, "uhr", 3) != 0))
            return false;
        i += i < length;
    }
    if (!month || n_numbers == 0)
        return false;
    int day = 0, year = numbers[n_numbers - 1];
    if (n_numbers == 2) {
        day = numbers[0];
        if (digits[0] == 4) {
            year = numbers[0];
            day = numbers[1];
        }
    } else if (digits[0] < 2 || (digits[0] == 2 && folded[0] <= '9'))
        return false; /* a day and a month without a year */
    m->no_day = n_numbers == 1;
    m->part[0] = m->no_day ? 1 : day, m->part[1] = month, m->part[2] = whole_year(year);
    if (!exists(m->part[2], month, m->part[0]))
        return false;
    m->may = 1u << SX_NAMED;
    return true;
}

/* 2025年11月24日 and 2025年11月 */
static bool read_cjk(const char *t, size_t n, sx_moment *m)
{
    static const char *const marks[] = {"\xE5\xB9\xB4", "\xE6\x9C\x88", "\xE6\x97\xA5"};
    size_t i = 0;
    for (int k = 0; k < 3; k++) {
        if (k == 2 && i == n) {
            m->part[2] = 1;
            m->no_day = true;
            break;
        }
        if (take(t, n, &i, &m->part[k]) == 0 || i + 3 > n || memcmp(t + i, marks[k], 3) != 0)
            return false;
        i += 3;
    }
    if (!read_time(t, n, i, &m->minute) || !exists(m->part[0], m->part[1], m->part[2]))
        return false;
    m->may = 1u << SX_YMD;
    return true;
}

static void serial_moment(double number, sx_moment *m)
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
static void read_digits(const char *t, size_t n, sx_moment *m)
{
    if (n == 7 && t[2] == '.') { /* 01.2026 */
        size_t at = 0;
        int month, year;
        if (take(t, n, &at, &month) == 2 && take(t, n, (at++, &at), &year) == 4 && exists(year, month, 1)) {
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
        if (exists(v / 10000, v / 100 % 100, v % 100) && v / 10000 >= 1970 && v / 10000 < 2100) {
            m->part[0] = v / 10000, m->part[1] = v / 100 % 100, m->part[2] = v % 100;
            m->may = 1u << SX_YMD;
        } else {
            m->part[0] = v / 1000000, m->part[1] = v / 10000 % 100, m->part[2] = v % 10000;
            m->may = (exists(m->part[2], m->part[1], m->part[0]) ? 1u << SX_DMY : 0u) |
                     (exists(m->part[2], m->part[0], m->part[1]) ? 1u << SX_MDY : 0u);
        }
    } else if (digits == 6 && exists(v / 100, v % 100, 1) && v / 100 >= 1970 && v / 100 < 2100) {
        m->part[0] = v / 100, m->part[1] = v % 100, m->part[2] = 1;
        m->no_day = true;
        m->may = 1u << SX_YMD;
    } else if (digits == 6) {
        m->part[0] = v / 10000, m->part[1] = v / 100 % 100, m->part[2] = v % 100;
        m->may = (exists(whole_year(m->part[2]), m->part[1], m->part[0]) ? 1u << SX_DMY : 0u) |
                 (exists(whole_year(m->part[0]), m->part[1], m->part[2]) ? 1u << SX_YMD : 0u);
    } else if (digits == 5)
        serial_moment(number + fraction, m);
    else if (digits == 10 || digits == 13)
        epoch_moment(digits == 13 ? number / 1000 : number, m);
    else if (digits == 3 || digits == 4) {
        m->part[0] = v / 100, m->part[1] = v % 100, m->part[2] = 0;
        m->no_year = true;
        if (exists(2024, m->part[1], m->part[0]))
            m->may = 1u << SX_DDMM;
    }
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
               : exists(out->year, out->month, out->day);
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
            if (exists(v / 10000, v / 100 % 100, v % 100)) {
                m.part[0] = v / 10000, m.part[1] = v / 100 % 100, m.part[2] = v % 100;
                m.may = 1u << SX_YMD;
            }
        } else if (digits)
            serial_moment(piece->number, &m);
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
            read_digits(t, i, &m);
            if (!read_time(t, p.length, i, &m.minute))
                m = (sx_moment){.minute = -1};
            settle(&m);
            return m;
        }
        if (all && digits)
            read_digits(t, p.length, &m);
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
        if (i == 4 && (unsigned char)t[i] == 0xE5 && read_cjk(t, p.length, &m)) {
            settle(&m);
            return m;
        }
        m = (sx_moment){.minute = -1};
    }
    if (!read_named(t, p.length, &m))
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
    y = order == SX_DDMM ? y : whole_year(y);
    if (!exists(y, mo, d))
        return false;
    *out = (sx_day){y, mo, d, m->minute};
    return true;
}

double sx_day_serial(sx_day day)
{
    return sx_date_serial(day.year, day.month, day.day) + (day.minute >= 0 ? day.minute / 1440.0 : 0.0);
}
