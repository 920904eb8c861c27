/* The time of day and its zone behind a date. */
#include <string.h>
#include "data/fold.h"
#include "data/moment_parts.h"

/* Reads digits from *i on; how many. */
size_t sx_take_digits(const char *t, size_t n, size_t *i, int *value)
{
    size_t from = *i;
    *value = 0;
    while (*i < n && t[*i] >= '0' && t[*i] <= '9' && *i - from < 9)
        *value = *value * 10 + (t[(*i)++] - '0');
    return *i - from;
}

void sx_skip_blanks(const char *t, size_t n, size_t *i)
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
    sx_skip_blanks(t, n, &i);
    if (i < n && (t[i] == '+' || t[i] == '-')) {
        size_t from = ++i;
        while (i < n && ((t[i] >= '0' && t[i] <= '9') || t[i] == ':'))
            i++;
        if (i == from || i - from > 6)
            return false;
        sx_skip_blanks(t, n, &i);
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
bool sx_read_time(const char *t, size_t n, size_t i, int *minute)
{
    *minute = -1;
    if (i == n)
        return true;
    if (t[i] == ',')
        i++;
    if (i < n && (t[i] == 'T' || t[i] == 't'))
        i++;
    sx_skip_blanks(t, n, &i);
    static const char *const at[] = {"at ", "um ", "a las ", "kl. "};
    for (size_t k = 0; k < 4; k++)
        if (word_at(t, n, i, at[k]))
            i += strlen(at[k]);
    int hour, m = 0, second = 0;
    size_t from = i;
    if (sx_take_digits(t, n, &i, &hour) == 0 || i - from > 2)
        return only_zone(t, n, from);
    if (i < n && (t[i] == ':' || t[i] == '.' || t[i] == 'h')) {
        i++;
        if (sx_take_digits(t, n, &i, &m) != 2)
            return false;
        if (i < n && (t[i] == ':' || t[i] == '.')) {
            i++;
            if (sx_take_digits(t, n, &i, &second) == 0)
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
    sx_skip_blanks(t, n, &i);
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
    bool midnight = hour == 24 && m == 0 && second == 0; /* the end of the day */
    if ((hour > 23 && !midnight) || m > 59 || !only_zone(t, n, i))
        return false;
    *minute = hour * 60 + m;
    return true;
}
