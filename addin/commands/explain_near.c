/* Which function of ours is nearest: to a function of Calc that does something alike, else to the words beside a cell.
 */
#include "explain.h"
#include <string.h>

static const struct {
    const char *theirs, *ours;
} alike[] = {
    {"FORECAST", "FCST.AUTO"},
    {"TREND", "FCST.AUTO"},
    {"GROWTH", "FCST.AUTO"},
    {"LINEST", "KPI.TREND"},
    {"SLOPE", "KPI.TREND"},
    {"TTEST", "TEST.WELCH"},
    {"T.TEST", "TEST.WELCH"},
    {"CONFIDENCE", "TEST.WILSON"},
    {"XNPV", "KPI.LTV"},
    {"NPV", "KPI.LTV"},
    {"NPER", "KPI.PAYBACK"},
    {"RRI", "KPI.ANNUALRATE"},
    {"NETWORKDAYS", "GOV.SLA"},
    {"RANDBETWEEN", "DRIVE.RANGE"},
    {"RAND", "DRIVE.RANGE"},
    {"MULTIPLE.OPERATIONS", "DRIVE.SCENARIO"},
    {"DATEVALUE", "DATA.DATE"},
    {"VALUE", "DATA.NUMBER"},
    {"NUMBERVALUE", "DATA.NUMBER"},
    {"PERCENTRANK", "FCST.UNUSUAL"},
};

enum { SHORTEST_WORD = 3, WORD_ROOM = 32 };

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Is word, in small letters, the beginning of a word of text? */
static bool has_word(const char *text, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = text; *at; at++) {
        if (at > text && is_letter(at[-1]))
            continue;
        size_t i = 0;
        while (i < n && lower(at[i]) == word[i])
            i++;
        if (i == n)
            return true;
    }
    return false;
}

static int score(const sx_function *f, const char *word)
{
    const char *point = strchr(f->name, '.');
    int points = point && strlen(point + 1) == strlen(word) && has_word(point + 1, word) ? 8 : 0;
    points += has_word(f->summary, word) ? 3 : 0;
    return points;
}

static int score_of(const sx_function *f, const char *label)
{
    char word[WORD_ROOM];
    int points = 0;
    for (const char *at = label; *at;) {
        size_t n = 0;
        for (; is_letter(*at); at++)
            if (n + 1 < sizeof word)
                word[n++] = lower(*at);
        word[n] = '\0';
        if (n >= SHORTEST_WORD)
            points += score(f, word);
        if (*at)
            at++;
    }
    return points;
}

const sx_function *explain_nearest(const sx_door *door, const char *formula, const char *label)
{
    formula_call call;
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
        if (formula_calls(formula, alike[i].theirs, &call, 1) > 0)
            return door->find(alike[i].ours);
    const sx_function *best = NULL;
    int most = SHORTEST_WORD; /* one word of a summary alone is near to everything */
    for (size_t s = 0; s < door->n_services; s++)
        for (size_t i = 0; i < door->services[s].n_functions; i++) {
            const sx_function *f = &door->services[s].functions[i];
            int points = score_of(f, label);
            if (points > most) {
                most = points;
                best = f;
            }
        }
    return best;
}
