/* Rules about formulas, as the document stores them. */
#include <ctype.h>
#include <string.h>
#include "rules.h"

static bool in_name(char c)
{
    return isupper((unsigned char)c) || isdigit((unsigned char)c) || c == '.';
}

/* Behind the text, the reference in brackets or the function's name that begins here; the same place if none does. */
static const char *skip(const char *f)
{
    if (*f == '"' || *f == '[') {
        const char *closing = strchr(f + 1, *f == '"' ? '"' : ']');
        return closing ? closing + 1 : f + strlen(f);
    }
    const char *behind = f;
    while (isupper((unsigned char)*f) && in_name(*behind))
        behind++;
    return behind > f && *behind == '(' ? behind : f;
}

/* Behind what f opens with a parenthesis; the end where it stays open. */
static const char *skip_parenthesis(const char *f)
{
    int open = 0;
    while (*f) {
        const char *behind = skip(f);
        if (behind > f) {
            f = behind;
            continue;
        }
        open += (*f == '(') - (*f == ')');
        f++;
        if (open == 0)
            return f;
    }
    return f;
}

/* Behind the column in INDEX(SEXTANT...(...);row;column), which the writer takes from the catalogue by its name, or
 * behind a row in brackets and the column: f is the semicolon. The same place if it is none. */
static const char *skip_column(const char *formula, const char *f)
{
    static const char index[] = "INDEX(";
    const char *behind = f + 1 + strspn(f + 1, "0123456789");
    if (*f == ';' && behind > f + 1 && *behind == ';')
        behind += 1 + strspn(behind + 1, "0123456789");
    if (*f != ';' || behind == f + 1 || *behind != ')')
        return f;
    for (const char *at = formula; (at = strstr(at, "INDEX(SEXTANT.")) && at < f; at++)
        if (skip_parenthesis(at + sizeof index - 2) == behind + 1)
            return behind;
    return f;
}

/* Units that the writer's phrases and pictures count in: no assumption, and none that a specification may write. */
static const char *skip_unit(const char *formula, const char *f)
{
    static const char *const units[] = {"*100;",        "*100)",     "/1000;",    "/1000)",    "/1000000;",
                                        "/1000000)",    "<1000;",    "<1000000;", "<1000000)", ";1000)",
                                        "UNICHAR(160)", "ROUND(28*", "ROUND(31*"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t n = strlen(units[i]);
        for (size_t back = 0; back < n && f - back >= formula; back++)
            if (strncmp(f - back, units[i], n) == 0)
                return f - back + n - !isdigit((unsigned char)units[i][n - 1]);
    }
    return f;
}

/* A digit but a lone 0 or 1. */
static bool has_constant(const char *formula)
{
    for (const char *f = formula; *f;) {
        const char *behind = skip(f);
        if (behind == f)
            behind = skip_column(formula, f);
        if (behind == f && isdigit((unsigned char)*f))
            behind = skip_unit(formula, f);
        if (behind > f) {
            f = behind;
            continue;
        }
        if ((*f >= '2' && *f <= '9') || ((*f == '0' || *f == '1') && (isdigit((unsigned char)f[1]) || f[1] == '.')))
            return true;
        f++;
    }
    return false;
}

void no_constants(report *r, const cells *of)
{
    begin(r, "no constant in a formula but 0 and 1");
    for (const cell *c = of->items; c < of->items + of->n; c++)
        if (has_constant(c->formula))
            complain(r, "%s: %s", where(c), c->formula);
    end(r);
}

void no_wandering(report *r, const cells *of)
{
    static const char *const wandering[] = {"OFFSET(", "INDIRECT(", "TODAY(", "NOW(", "RAND("};
    begin(r, "no function that looks where it is told, at the day or at chance");
    for (const cell *c = of->items; c < of->items + of->n; c++)
        for (size_t i = 0; i < sizeof wandering / sizeof *wandering; i++)
            if (strstr(c->formula, wandering[i]))
                complain(r, "%s: %s", where(c), c->formula);
    end(r);
}

static bool may_be_typed(const book *names, const cell *c)
{
    for (size_t i = 0; i < names->n; i++) {
        const named *n = &names->names[i];
        if (strcmp(n->sheet, c->sheet) == 0 && (n->input || strcmp(n->type, "line") == 0) && c->row >= n->row &&
            c->row < n->row + n->rows && c->column >= n->column && c->column < n->column + n->columns)
            return true;
    }
    return false;
}

void nothing_typed_over(report *r, const book *names, const cells *of)
{
    begin(r, "nothing is typed over on Review");
    for (const cell *c = of->items; c < of->items + of->n; c++)
        if (strcmp(c->sheet, "Review") == 0 && strcmp(c->type, "string") != 0 && !*c->formula &&
            !may_be_typed(names, c))
            complain(r, "%s: %s", where(c), c->value);
    end(r);
}
