#include "call/nearest.h"
#include <string.h>

enum { MOST_LETTERS = 63, MOST_SUGGESTIONS = 3 };

/* Whatever the locale: in Turkish, the C library's i is not the I of KPI. */
static int upper(char c)
{
    return c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Edits that turn one name into the other, a swap of neighbours counting as one (optimal string alignment). */
static size_t distance(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    size_t rows[3][MOST_LETTERS + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    if (n > MOST_LETTERS || m > MOST_LETTERS)
        return SIZE_MAX;
    for (size_t j = 0; j <= m; j++)
        above[j] = before[j] = j;
    for (size_t i = 1; i <= n; i++) {
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            int x = upper(a[i - 1]), y = upper(b[j - 1]);
            row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + (x != y));
            if (i > 1 && j > 1 && x == upper(b[j - 2]) && upper(a[i - 2]) == y)
                row[j] = least(row[j], before[j - 2] + 1);
        }
        size_t *spare = before;
        before = above;
        above = row;
        row = spare;
    }
    return above[m];
}

/* How far a function's name is from what was typed; a name without its family counts as well: CAC for KPI.CAC. */
static size_t how_far(const char *typed, const sx_function *function)
{
    const char *dot = strchr(function->name, '.');
    size_t far = distance(typed, function->name);
    return dot && !strchr(typed, '.') ? least(far, distance(typed, dot + 1)) : far;
}

sx_status sx_unknown_function(const char *name, sx_context *why)
{
    const sx_function *near[MOST_SUGGESTIONS];
    size_t far[MOST_SUGGESTIONS], n = 0, limit = strlen(name) / 3 > 1 ? strlen(name) / 3 : 1;
    for (size_t s = 0; s < sx_n_services; s++)
        for (size_t f = 0; f < sx_services[s].n_functions; f++) {
            size_t d = how_far(name, &sx_services[s].functions[f]);
            size_t at = n;
            while (at > 0 && d < far[at - 1])
                at--;
            if (d > limit || at == MOST_SUGGESTIONS)
                continue;
            n = least(n + 1, MOST_SUGGESTIONS);
            for (size_t k = n - 1; k > at; k--) {
                near[k] = near[k - 1];
                far[k] = far[k - 1];
            }
            near[at] = &sx_services[s].functions[f];
            far[at] = d;
        }
    sx_text names = {0};
    for (size_t k = 0; k < n; k++)
        sx_text_add(&names, "%s%s", k ? ", " : "; did you mean ", near[k]->name);
    sx_status status = names.status;
    sx_fail(why, status == SX_OK ? SX_NA : status, "there is no function %.60s%s%s", name, names.data ? names.data : "",
            n ? "?" : "");
    sx_text_free(&names);
    return status == SX_OK ? SX_NA : sx_fail(why, status, "out of memory");
}
