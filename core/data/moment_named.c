/* Dates whose month is a word, or that bear the marks of year, month and day. */
#include <string.h>
#include "data/fold.h"
#include "data/moment_parts.h"

/* Do the last digits of the text stand behind a blank, and nothing else? */
static bool behind_blank(const char *t, size_t n)
{
    while (n && t[n - 1] == ' ')
        n--;
    while (n && t[n - 1] >= '0' && t[n - 1] <= '9')
        n--;
    return n > 1 && t[n - 1] == ' ';
}

/* Behind the figures of a day: 1st, 2nd, 3rd, 4th, 1er, 1re, 2e, the raised o and a (1º, 1ª), and behind those of a
 * year 2025г. */
static bool is_ordinal(const char *w, size_t n)
{
    static const char *const ends[] = {"st", "nd", "rd", "th", "er", "re", "e", "\xC2\xBA", "\xC2\xAA", "\xD0\xB3"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (strlen(ends[i]) == n && memcmp(ends[i], w, n) == 0)
            return true;
    return false;
}

static bool is_year_word(const char *w, size_t n)
{
    return n == strlen("года") && (memcmp(w, "года", n) == 0 || memcmp(w, "року", n) == 0);
}

static bool is_tuesday(int year, int month, int day)
{
    return (int64_t)sx_date_serial(year, month, day) % 7 == 3; /* day 3 of the office is a Tuesday: 2 January 1900 */
}

/* A month by its name: day and year around it in either order, day of the week and small words left out. */
bool sx_read_named(const char *t, size_t n, sx_moment *m)
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
            if (!sx_read_time(t, n, cut, &m->minute))
                return false;
            break;
        }
    length = sx_fold(t, cut, folded, sizeof folded);
    int numbers[3], n_numbers = 0, month = 0, digits[3] = {0};
    bool tuesday = false;
    for (size_t i = 0; i < length;) {
        size_t from = i;
        while (i < length && folded[i] != ' ')
            i++;
        const char *w = folded + from;
        size_t k = 0, size = i - from;
        int value = 0;
        while (k < size && k < 5 && w[k] >= '0' && w[k] <= '9')
            value = value * 10 + (w[k++] - '0');
        bool ordinal = k && (k == size || is_ordinal(w + k, size - k));
        int named = k ? 0 : sx_month_named(w, size);
        if (ordinal && n_numbers < 2) {
            digits[n_numbers] = (int)k;
            numbers[n_numbers++] = value;
        } else if (named && (!month || named == month))
            month = named;
        else if (named && !tuesday && strncmp(folded, "mar ", 4) == 0) { /* mardi, martes, martedì, if it was one */
            tuesday = true;
            month = named;
        } else if (named || k || size > 10 || (size > 3 && from > 0 && month == 0 && n_numbers == 0) ||
                   (size > 3 && (month || n_numbers) && memcmp(w, "uhr", 3) != 0 && !is_year_word(w, size)))
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
    } else if (digits[0] <= 2 && folded[0] >= '0' && folded[0] <= '9') { /* 30-Dec: a day and a month without a year */
        m->part[0] = numbers[0], m->part[1] = month, m->part[2] = 0;
        m->no_year = true;
        if (tuesday)
            return false;
        m->may = sx_day_exists(2024, month, numbers[0]) ? 1u << SX_DDMM : 0u;
        return m->may != 0;
    } else if (digits[0] < 2)
        return false;
    m->no_day = n_numbers == 1;
    m->bare = m->no_day && digits[0] == 2 && behind_blank(t, cut);
    m->part[0] = m->no_day ? 1 : day, m->part[1] = month, m->part[2] = sx_whole_year(year);
    if (!sx_day_exists(m->part[2], month, m->part[0]) ||
        (tuesday && (m->no_day || !is_tuesday(m->part[2], month, m->part[0]))))
        return false;
    m->may = 1u << SX_NAMED;
    return true;
}

/* 2025年11月24日 and 2025年11月 */
bool sx_read_cjk(const char *t, size_t n, sx_moment *m)
{
    static const char *const marks[] = {"\xE5\xB9\xB4", "\xE6\x9C\x88", "\xE6\x97\xA5"};
    size_t i = 0;
    for (int k = 0; k < 3; k++) {
        if (k == 2 && i == n) {
            m->part[2] = 1;
            m->no_day = true;
            break;
        }
        if (sx_take_digits(t, n, &i, &m->part[k]) == 0 || i + 3 > n || memcmp(t + i, marks[k], 3) != 0)
            return false;
        i += 3;
    }
    if (!sx_read_time(t, n, i, &m->minute) || !sx_day_exists(m->part[0], m->part[1], m->part[2]))
        return false;
    m->may = 1u << SX_YMD;
    return true;
}
