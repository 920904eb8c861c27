/* The literals of an example's formula, in the syntax of the file format: =NAME(1;"text";{1;2|3;4};;5). A reader that
 * meets something else stays where it is, and that is what the complaint shows. */
#include "generate.h"
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *skip(const char *at)
{
    return at + strspn(at, " ");
}

static bool eat(const char **at, char sign)
{
    *at = skip(*at);
    if (**at != sign)
        return false;
    ++*at;
    return true;
}

/* A quote within a text stands twice. */
static void read_text(const char **at, value *out)
{
    *out = (value){.kind = TEXT, .text = calloc(strlen(*at) + 1, 1)};
    if (!out->text)
        abort();
    for (char *to = out->text; **at; *to++ = *(*at)++)
        if (**at == '"' && *++*at != '"')
            return;
}

static bool read_literal(const char **at, value *out)
{
    char *end = NULL;
    if (eat(at, '"')) {
        read_text(at, out);
        return true;
    }
    *out = (value){.kind = NUMBER, .number = strtod(*at, &end)};
    if (end == *at || isalpha((unsigned char)**at) || !isfinite(out->number))
        return false;
    *at = end;
    return true;
}

static value *one_more(value **values, size_t n)
{
    *values = realloc(*values, (n + 1) * sizeof **values);
    if (!*values)
        abort();
    (*values)[n] = (value){.kind = OMITTED};
    return *values + n;
}

static const char *read_array(const char **at, value *out)
{
    size_t n = 0, row = 0;
    *out = (value){.kind = ARRAY};
    do {
        for (row = n; n == row || eat(at, ';'); n++)
            if (!read_literal(at, one_more(&out->cells, n)))
                return "a literal was expected";
        out->columns = out->columns ? out->columns : n;
        out->rows++;
        if (n - row != out->columns)
            return "the array's rows differ in length";
    } while (eat(at, '|'));
    return eat(at, '}') ? NULL : "the array is not closed";
}

/* What is wrong, or NULL. */
static const char *read_call(const char **at, const char *name, example *out)
{
    size_t length = strlen(name);
    if (**at != '=' || strncmp(*at + 1, name, length) != 0 || (*at)[1 + length] != '(')
        return "must be =NAME(...) of this function";
    *at += length + 2;
    bool closed = eat(at, ')');
    while (!closed) {
        value *given = one_more(&out->arguments, out->n_arguments++);
        const char *wrong = NULL;
        if (eat(at, '{'))
            wrong = read_array(at, given);
        else if (!strchr(";)", **at) && !read_literal(at, given))
            wrong = "a literal was expected";
        if (wrong)
            return wrong;
        closed = eat(at, ')');
        if (!closed && !eat(at, ';'))
            return "the call is not closed at its end";
    }
    return **at ? "text behind the end" : NULL;
}

void read_formula(const entry *e, size_t index, example *out)
{
    const char *at = out->formula, *wrong = read_call(&at, e->name, out);
    char key[64];
    snprintf(key, sizeof key, "examples[%zu].formula", index);
    if (wrong)
        complain(e->file, key, "%s, near \"%.20s\"", wrong, at);
}
