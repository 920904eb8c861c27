/* mutants FILE: the places of a C source that can be broken, a line each: number, line, kind, what stands and what
 * would. mutants FILE K: the source with place K broken. The source is laid out by clang-format: binary operators stand
 * between blanks, a statement on lines of its own. What stands in comments, texts, characters and after # is left
 * alone. */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct place {
    size_t at, length, line;
    const char *kind;
    char to[40];
} place;

typedef struct source {
    char *text;
    size_t length;
    bool *code; /* neither comment, text, character nor preprocessor */
    place *places;
    size_t n;
} source;

static void stop(const char *why, const char *what)
{
    fprintf(stderr, "mutants: %s: %s\n", what, why);
    exit(2);
}

static source read_source(const char *name)
{
    source s = {0};
    FILE *file = fopen(name, "rb");
    if (!file)
        stop("cannot be read", name);
    for (size_t n = 1; n > 0; s.length += n) {
        s.text = realloc(s.text, s.length + 65536 + 1);
        if (!s.text)
            abort();
        n = fread(s.text + s.length, 1, 65536, file);
    }
    s.text[s.length] = '\0';
    fclose(file);
    s.code = calloc(s.length + 1, sizeof *s.code);
    if (!s.code)
        abort();
    return s;
}

static void mark_code(source *s)
{
    enum { CODE, LINE, BLOCK, TEXT, LETTER, DIRECTIVE } in = CODE;
    for (size_t i = 0; i < s->length; i++) {
        char c = s->text[i], d = s->text[i + 1];
        bool first = i == 0 || s->text[i - 1] == '\n';
        if (in == CODE) {
            in = c == '/' && d == '/'   ? LINE
                 : c == '/' && d == '*' ? BLOCK
                 : c == '"'             ? TEXT
                 : c == '\''            ? LETTER
                                        : CODE;
            in = first && c == '#' ? DIRECTIVE : in;
            s->code[i] = in == CODE;
            i += in == BLOCK;
        } else if ((in == TEXT || in == LETTER || in == DIRECTIVE) && c == '\\') {
            i++;
        } else if ((in == LINE || in == DIRECTIVE) && c == '\n') {
            in = CODE;
        } else if (in == BLOCK && c == '*' && d == '/') {
            in = CODE;
            i++;
        } else if ((in == TEXT && c == '"') || (in == LETTER && c == '\'')) {
            in = CODE;
        }
    }
}

static void add(source *s, size_t at, size_t length, const char *kind, const char *to)
{
    s->places = realloc(s->places, (s->n + 1) * sizeof *s->places);
    if (!s->places)
        abort();
    place *p = &s->places[s->n++];
    *p = (place){.at = at, .length = length, .kind = kind, .line = 1};
    snprintf(p->to, sizeof p->to, "%s", to);
    for (size_t i = 0; i < at; i++)
        p->line += s->text[i] == '\n';
}

static void find_operator(source *s, size_t i)
{
    static const struct {
        const char *from, *to, *kind;
    } swaps[] = {{" < ", " <= ", "compare"},     {" <= ", " < ", "compare"},    {" > ", " >= ", "compare"},
                 {" >= ", " > ", "compare"},     {" == ", " != ", "compare"},   {" != ", " == ", "compare"},
                 {" + ", " - ", "arithmetic"},   {" - ", " + ", "arithmetic"},  {" * ", " / ", "arithmetic"},
                 {" / ", " * ", "arithmetic"},   {" && ", " || ", "logic"},     {" || ", " && ", "logic"},
                 {" += ", " -= ", "arithmetic"}, {" -= ", " += ", "arithmetic"}};
    for (size_t k = 0; k < sizeof swaps / sizeof *swaps; k++)
        if (strncmp(s->text + i, swaps[k].from, strlen(swaps[k].from)) == 0)
            add(s, i, strlen(swaps[k].from), swaps[k].kind, swaps[k].to);
}

/* A number becomes another one: 0 and 1 each other, the rest one more; a fraction half of itself more. */
static void find_number(source *s, size_t i)
{
    char before = i ? s->text[i - 1] : ' ', *end = NULL, to[40];
    if (!isdigit((unsigned char)s->text[i]) || isalnum((unsigned char)before) || before == '_' || before == '.')
        return;
    double x = strtod(s->text + i, &end);
    size_t length = (size_t)(end - (s->text + i));
    bool whole = !memchr(s->text + i, '.', length) && !memchr(s->text + i, 'e', length);
    if (isalnum((unsigned char)*end) || memchr(s->text + i, 'x', length) || length > 24)
        return; /* with a suffix, or hexadecimal: masks and seeds */
    if (whole)
        snprintf(to, sizeof to, "%.0f", x == 1.0 ? 0.0 : x + 1.0);
    else
        snprintf(to, sizeof to, x == 0.0 ? "1.0" : x == 1.0 ? "0.0" : "(%.17g)", 1.5 * x);
    add(s, i, length, "constant", to);
}

/* A statement that is no declaration and gives nothing back: a call or an assignment on a line of its own. */
static void find_statement(source *s, size_t i)
{
    size_t from = i, end = i;
    while (s->text[from] == ' ')
        from++;
    while (end < s->length && s->text[end] != '\n')
        end++;
    if (from == i || end == from || s->text[end - 1] != ';' || !s->code[from] || s->text[from] == '}')
        return;
    const char *t = s->text + from;
    size_t word = strcspn(t, " (=+-*/[.;<>&|");
    bool call = t[word] == '(' && strncmp(t, "if", word) != 0 && strncmp(t, "for", word) != 0 &&
                strncmp(t, "while", word) != 0 && strncmp(t, "return", word) != 0 && strncmp(t, "assert", word) != 0 &&
                strncmp(t, "free", word) != 0;
    bool assignment = false;
    for (size_t k = from; k + 2 < end && s->text[k] != '('; k++) {
        if (strncmp(s->text + k, " = ", 3) == 0 || strncmp(s->text + k, "= ", 2) == 0) {
            assignment = true;
            for (size_t j = from; j < k; j++) /* "size_t n = 0": a type and a name */
                assignment = assignment &&
                             !(s->text[j] == ' ' && (isalpha((unsigned char)s->text[j + 1]) || s->text[j + 1] == '*'));
            break;
        }
    }
    if (call || assignment)
        add(s, from, end - from, "dropped", ";");
}

static void find_all(source *s)
{
    bool line = true, asserts = false; /* an assertion that is wrong stops what was right */
    for (size_t i = 0; i < s->length; i++) {
        if (line) {
            find_statement(s, i);
            asserts = strncmp(s->text + i + strspn(s->text + i, " "), "assert(", 7) == 0;
        }
        line = s->text[i] == '\n';
        if (!s->code[i] || asserts)
            continue;
        find_operator(s, i);
        find_number(s, i);
    }
}

int main(int argc, char **argv)
{
    if (argc < 2 || argc > 3)
        stop("FILE [K]", "usage");
    source s = read_source(argv[1]);
    mark_code(&s);
    find_all(&s);
    if (argc == 2)
        for (size_t k = 0; k < s.n; k++)
            printf("%zu %zu %s %.*s -> %s\n", k, s.places[k].line, s.places[k].kind, (int)s.places[k].length,
                   s.text + s.places[k].at, s.places[k].to);
    else {
        size_t k = (size_t)strtoul(argv[2], NULL, 10);
        if (k >= s.n)
            stop("no such place", argv[2]);
        const place *p = &s.places[k];
        printf("%.*s%s%s", (int)p->at, s.text, p->to, s.text + p->at + p->length);
    }
    free(s.places);
    free(s.code);
    free(s.text);
    return ferror(stdout) ? 2 : 0;
}
