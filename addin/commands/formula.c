#include "formula.h"
#include "formula_scan.h"
#include "base/value.h"
#include <string.h>

bool formula_is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool formula_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool formula_in_name(char c)
{
    return formula_is_letter(c) || formula_is_digit(c) || c == '_' || c == '.' || (unsigned char)c >= 0x80;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool begins(const char *text, size_t length, const char *prefix)
{
    size_t n = strlen(prefix);
    if (length < n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (lower(text[i]) != lower(prefix[i]))
            return false;
    return true;
}

const char *formula_behind_quotes(const char *at)
{
    char quote = *at++;
    for (; *at; at++)
        if (*at == quote) {
            if (at[1] != quote)
                return at + 1;
            at++;
        }
    return at;
}

const char *formula_behind_braces(const char *at)
{
    for (at++; *at && *at != '}'; at++)
        if (*at == '"')
            at = formula_behind_quotes(at) - 1;
    return *at ? at + 1 : at;
}

static formula_piece piece_of(const char *from, const char *to)
{
    while (from < to && (*from == ' ' || *from == '\n'))
        from++;
    while (to > from && (to[-1] == ' ' || to[-1] == '\n'))
        to--;
    return (formula_piece){from, (size_t)(to - from)};
}

/* The open parentheses while the formula is read: those of our calls know their place in calls. */
typedef struct reading {
    formula_call *calls;
    size_t n, most, depth;
    struct {
        size_t call; /* n of a parenthesis that is none of ours */
        const char *argument;
        bool any;
    } open[256];
} reading;

static const size_t NONE = (size_t)-1;

static void close_argument(reading *r, const char *at, bool last)
{
    size_t call = r->open[r->depth - 1].call;
    if (call == NONE)
        return;
    formula_call *c = &r->calls[call];
    formula_piece piece = piece_of(r->open[r->depth - 1].argument, at);
    r->open[r->depth - 1].argument = at + 1;
    if (last && piece.length == 0 && c->n_arguments == 0)
        return;
    if (c->n_arguments < FORMULA_MOST_ARGUMENTS)
        c->arguments[c->n_arguments++] = piece;
}

static bool open_parenthesis(reading *r, const char *name, const char *at, const char *prefix)
{
    if (r->depth == sizeof r->open / sizeof *r->open)
        return false;
    size_t call = NONE;
    if (name && begins(name, (size_t)(at - name), prefix) && r->n < r->most) {
        call = r->n++;
        memset(&r->calls[call], 0, sizeof r->calls[call]);
        r->calls[call].name = (formula_piece){name, (size_t)(at - name)};
        r->calls[call].whole = (formula_piece){name, 0};
        r->calls[call].depth = r->depth;
    }
    r->open[r->depth].call = call;
    r->open[r->depth++].argument = at + 1;
    return true;
}

size_t formula_calls(const char *formula, const char *prefix, formula_call *calls, size_t most)
{
    reading r = {.calls = calls, .most = most};
    const char *at = *formula == '{' ? formula + 1 : formula, *name = NULL;
    while (*at) {
        if (formula_in_name(*at)) {
            name = name ? name : at;
            at++;
            continue;
        }
        if (*at == '"' || *at == '\'') {
            at = formula_behind_quotes(at);
        } else if (*at == '{') {
            at = formula_behind_braces(at);
        } else {
            if (*at == '(' && !open_parenthesis(&r, name, at, prefix))
                break;
            if (*at == ';' && r.depth > 0)
                close_argument(&r, at, false);
            if (*at == ')' && r.depth > 0) {
                close_argument(&r, at, true);
                size_t call = r.open[--r.depth].call;
                if (call != NONE)
                    calls[call].whole.length = (size_t)(at + 1 - calls[call].whole.text);
            }
            at++;
        }
        name = NULL;
    }
    size_t kept = 0;
    for (size_t i = 0; i < r.n; i++)
        if (calls[i].whole.length > 0)
            calls[kept++] = calls[i];
    return kept;
}

/* "B5" or, where letters or digits alone will do, "B" or "5": how many characters, 0 for none. Dollars are left out of
 * place. */
static size_t read_corner(const char *text, size_t n, char *place, bool *letters, bool *digits)
{
    size_t at = 0, out = strlen(place), n_letters = 0, n_digits = 0;
    if (at < n && text[at] == '$')
        at++;
    for (; at < n && formula_is_letter(text[at]) && n_letters < 4; at++, n_letters++)
        place[out++] = text[at];
    if (at < n && text[at] == '$' && n_letters)
        at++;
    for (; at < n && formula_is_digit(text[at]) && n_digits < 8; at++, n_digits++)
        place[out++] = text[at];
    place[out] = '\0';
    *letters = n_letters > 0 && n_letters < 4;
    *digits = n_digits > 0 && n_digits < 8;
    return n_letters + n_digits ? at : 0;
}

/* The sheet before the point, "$'My sheet'." or "Sheet1.": how many characters, 0 for none. */
static size_t read_sheet(formula_piece p, char *sheet)
{
    size_t at = p.length && p.text[0] == '$', out = 0;
    if (at < p.length && p.text[at] == '\'') {
        for (at++; at < p.length; at++) {
            if (p.text[at] == '\'' && (++at >= p.length || p.text[at] != '\''))
                break;
            if (out + 1 < FORMULA_SHEET_ROOM)
                sheet[out++] = p.text[at];
        }
        sheet[out] = '\0';
        return at < p.length && p.text[at] == '.' ? at + 1 : 0;
    }
    for (; at < p.length && formula_in_name(p.text[at]) && p.text[at] != '.'; at++)
        if (out + 1 < FORMULA_SHEET_ROOM)
            sheet[out++] = p.text[at];
    sheet[out] = '\0';
    return out && at < p.length && p.text[at] == '.' ? at + 1 : 0;
}

static formula_kind reference(formula_piece p, formula_place *to)
{
    bool letters = false, digits = false, letters_2 = false, digits_2 = false;
    *to = (formula_place){.sheet = ""};
    size_t at = read_sheet(p, to->sheet);
    if (!at)
        to->sheet[0] = '\0';
    size_t n = read_corner(p.text + at, p.length - at, to->place, &letters, &digits);
    if (!n)
        return FORMULA_OTHER;
    at += n;
    if (at == p.length)
        return letters && digits ? FORMULA_CELL : FORMULA_OTHER;
    if (p.text[at] != ':')
        return FORMULA_OTHER;
    strcat(to->place, ":");
    if (++at < p.length && p.text[at] == '.') /* Sheet.A1:.B2 */
        at++;
    n = read_corner(p.text + at, p.length - at, to->place, &letters_2, &digits_2);
    return n && at + n == p.length && letters == letters_2 && digits == digits_2 && (letters || digits) ? FORMULA_RANGE
                                                                                                        : FORMULA_OTHER;
}

static bool is_number(formula_piece p)
{
    char text[64];
    double x;
    if (p.length >= sizeof text)
        return false;
    memcpy(text, p.text, p.length);
    text[p.length] = '\0';
    return (formula_is_digit(text[0]) || text[0] == '-' || text[0] == '.') && sx_text_to_number(text, &x);
}

formula_kind formula_kind_of(formula_piece p, formula_place *place)
{
    if (p.length == 0)
        return FORMULA_NOTHING;
    if (is_number(p))
        return FORMULA_NUMBER;
    if (p.text[0] == '"' && formula_behind_quotes(p.text) == p.text + p.length)
        return FORMULA_TEXT;
    if (p.text[0] == '{' && formula_behind_braces(p.text) == p.text + p.length)
        return FORMULA_ARRAY;
    formula_kind kind = reference(p, place);
    if (kind != FORMULA_OTHER)
        return kind;
    for (size_t i = 0; i < p.length; i++)
        if (!formula_in_name(p.text[i]))
            return FORMULA_OTHER;
    return formula_is_digit(p.text[0]) ? FORMULA_OTHER : FORMULA_NAME;
}

void formula_shown(const char *formula, char *shown, size_t size)
{
    static const char stored[] = "SEXTANT.";
    size_t out = 0, length = strlen(formula);
    const char *at = formula, *end = formula + length;
    if (length > 1 && *at == '{' && end[-1] == '}') {
        at++;
        end--;
    }
    char before = '\0';
    while (at < end && out + 1 < size) {
        if (*at == '"' || *at == '\'') {
            for (const char *to = formula_behind_quotes(at); at < to && at < end && out + 1 < size;)
                shown[out++] = *at++;
            before = '"';
            continue;
        }
        size_t n = sizeof stored - 1;
        if (!formula_in_name(before) && begins(at, (size_t)(end - at), stored)) {
            /* two points before the parenthesis: the family's name and the function's */
            size_t points = 0, i = n;
            for (; at + i < end && formula_in_name(at[i]); i++)
                points += at[i] == '.';
            if (points == 1 && at + i < end && at[i] == '(')
                at += n;
        }
        before = *at;
        shown[out++] = *at++;
    }
    while (out && ((unsigned char)*at & 0xC0) == 0x80 && ((unsigned char)shown[out - 1] & 0x80))
        out--; /* not half a character */
    shown[out] = '\0';
}
