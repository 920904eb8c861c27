/* The zones that moments are written in. Nothing is converted: two of them beside each other are told. */
#include "data/zone.h"
#include <string.h>
#include "data/fold.h"

static const struct {
    const char *name;
    int minutes;
} named[] = {{"utc", 0},    {"gmt", 0},    {"z", 0},      {"cet", 60},   {"cest", 120}, {"mez", 60},   {"mesz", 120},
             {"bst", 60},   {"wet", 0},    {"west", 60},  {"eet", 120},  {"eest", 180}, {"est", -300}, {"edt", -240},
             {"cst", -360}, {"cdt", -300}, {"mst", -420}, {"mdt", -360}, {"pst", -480}, {"pdt", -420}};

static bool by_name(const char *name, int *minutes)
{
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (strcmp(named[i].name, name) == 0) {
            *minutes = named[i].minutes;
            return true;
        }
    return false;
}

/* +01:00, -0530, +1 at the end of the text, behind a time. */
static bool by_offset(const char *t, size_t n, int *minutes)
{
    size_t sign = n, digits = 0;
    int value[4] = {0};
    for (size_t i = n; i-- > 0 && n - i <= 6;)
        if (t[i] == '+' || t[i] == '-') {
            sign = i;
            break;
        }
    if (sign == n || !memchr(t, ':', sign))
        return false;
    for (size_t i = sign + 1; i < n; i++)
        if (t[i] >= '0' && t[i] <= '9' && digits < 4)
            value[digits++] = t[i] - '0';
        else if (t[i] != ':')
            return false;
    if (digits == 0 || digits == 3)
        return false;
    int hours = digits == 1 ? value[0] : 10 * value[0] + value[1], rest = digits == 4 ? 10 * value[2] + value[3] : 0;
    *minutes = (t[sign] == '-' ? -1 : 1) * (60 * hours + rest);
    return hours <= 14 && rest < 60;
}

bool sx_zone_of(const sx_piece *piece, int *minutes)
{
    sx_piece p = sx_piece_trim(piece);
    char folded[16];
    if (p.is_number || p.length < 6)
        return false;
    if (p.text[p.length - 1] == ')')
        p.length--;
    if (by_offset(p.text, p.length, minutes))
        return true;
    size_t from = p.length;
    while (from && ((p.text[from - 1] >= 'A' && p.text[from - 1] <= 'Z')))
        from--;
    if (from == p.length || p.length - from > 4 || !memchr(p.text, ':', from))
        return false;
    sx_fold(p.text + from, p.length - from, folded, sizeof folded);
    return by_name(folded, minutes); /* AM and PM are no zones */
}

bool sx_zone_in_header(const char *name, int *minutes)
{
    char folded[128];
    sx_fold(name, strlen(name), folded, sizeof folded);
    for (char *word = folded; word && *word;) {
        char *end = strchr(word, ' ');
        if (end)
            *end = '\0';
        if (strlen(word) > 2 && by_name(word, minutes))
            return true;
        word = end ? end + 1 : NULL;
    }
    return false;
}
