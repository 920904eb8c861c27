/* The references in a formula, and the formula as it would stand in any cell it is filled into. */
#include <stdio.h>
#include <string.h>
#include "base/value.h"
#include "formula.h"
#include "formula_scan.h"

static bool in_reference(char c)
{
    return formula_in_name(c) || c == '$' || c == '\'';
}

static const char *behind_word(const char *at)
{
    while (in_reference(*at))
        at = *at == '\'' ? formula_behind_quotes(at) : at + 1;
    return at;
}

static bool is_reference(const char *from, const char *to)
{
    formula_place place;
    if (*to == '(')
        return false;
    formula_kind kind = formula_kind_of((formula_piece){from, (size_t)(to - from)}, &place);
    return kind == FORMULA_CELL || kind == FORMULA_RANGE;
}

/* The next reference from *at on, which is left behind it; length 0: there is none. */
static formula_piece next_reference(const char **at)
{
    while (**at) {
        const char *from = *at;
        if (*from == '"') {
            *at = formula_behind_quotes(from);
        } else if (*from == '{' && from[1] != '=') {
            *at = formula_behind_braces(from);
        } else if (in_reference(*from)) {
            const char *word = behind_word(from), *to = *word == ':' ? behind_word(word + 1) : word;
            *at = word;
            if (!is_reference(from, to))
                to = word;
            if (is_reference(from, to)) {
                *at = to;
                return (formula_piece){from, (size_t)(to - from)};
            }
        } else {
            *at += 1;
        }
    }
    return (formula_piece){*at, 0};
}

size_t formula_references(const char *formula, formula_piece *references, size_t most)
{
    size_t n = 0;
    const char *at = formula;
    for (formula_piece p; n < most && (p = next_reference(&at)).length;)
        references[n++] = p;
    return n;
}

typedef struct writing {
    char *text;
    size_t n, size;
    bool full;
} writing;

static void put(writing *w, const char *text, size_t n)
{
    w->full = w->full || w->n + n >= w->size;
    if (w->full)
        return;
    memcpy(w->text + w->n, text, n);
    w->n += n;
}

static void put_distance(writing *w, char axis, long there, long here, bool fixed)
{
    char text[SX_NUMBER_ROOM + 4];
    snprintf(text, sizeof text, fixed ? "%c%ld" : "%c[%ld]", axis, fixed ? there : there - here);
    put(w, text, strlen(text));
}

/* "$B$6", "B" or "6": the corner that begins at text[at]. */
static size_t put_corner(writing *w, formula_piece p, size_t at, long column, long row)
{
    bool fixed = at < p.length && p.text[at] == '$';
    size_t from = at += fixed;
    long number = 0;
    for (; at < p.length && formula_is_letter(p.text[at]); at++)
        number = number * 26 + (p.text[at] & 0x1F);
    if (at > from) {
        put_distance(w, 'C', number - 1, column, fixed);
        fixed = at < p.length && p.text[at] == '$';
        at += fixed;
    }
    from = at;
    for (number = 0; at < p.length && formula_is_digit(p.text[at]); at++)
        number = number * 10 + (p.text[at] - '0');
    if (at > from)
        put_distance(w, 'R', number - 1, row, fixed);
    return at;
}

/* Behind the point that ends the sheet's name; 0: it names none. */
static size_t sheet_length(formula_piece p)
{
    size_t n = 0;
    for (const char *at = p.text; at < p.text + p.length && *at != ':';) {
        if (*at == '\'') {
            at = formula_behind_quotes(at);
            continue;
        }
        n = *at++ == '.' ? (size_t)(at - p.text) : n;
    }
    return n;
}

bool formula_relative(const char *formula, long column, long row, char *relative, size_t size)
{
    writing w = {.text = relative, .size = size};
    const char *at = formula, *before = formula;
    for (formula_piece p; (p = next_reference(&at)).length; before = at) {
        size_t sheet = sheet_length(p), in = sheet;
        put(&w, before, (size_t)(p.text - before));
        put(&w, p.text, sheet);
        in = put_corner(&w, p, in, column, row);
        if (in < p.length && p.text[in] == ':') {
            put(&w, ":", 1);
            put_corner(&w, p, in + 1 + (p.text[in + 1] == '.'), column, row);
        }
    }
    put(&w, before, strlen(before));
    if (size)
        relative[w.n < size ? w.n : size - 1] = '\0';
    return !w.full;
}
