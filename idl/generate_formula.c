/* The literals of an example's formula, in the syntax of the file format: =NAME(1;"text";{1;2|3;4};;5). */
#include "generate.h"
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *at;
    const char *fault;
} reader;

static void skip(reader *r)
{
    while (*r->at == ' ')
        r->at++;
}

static bool read_literal(reader *r, value *out)
{
    skip(r);
    if (*r->at == '"') {
        char *text = malloc(strlen(r->at));
        size_t n = 0;
        if (!text)
            abort();
        for (r->at++; *r->at; r->at++) {
            if (*r->at == '"' && *++r->at != '"')
                break;
            text[n++] = *r->at;
        }
        text[n] = '\0';
        *out = (value){.kind = TEXT, .text = text};
        skip(r);
        return true;
    }
    char *end = NULL;
    double number = strtod(r->at, &end);
    if (end == r->at || isalpha((unsigned char)*r->at) || !isfinite(number)) {
        r->fault = "a literal was expected";
        return false;
    }
    r->at = end;
    skip(r);
    *out = (value){.kind = NUMBER, .number = number};
    return true;
}

static void push(value **cells, size_t *n, value cell)
{
    *cells = realloc(*cells, (*n + 1) * sizeof **cells);
    if (!*cells)
        abort();
    (*cells)[(*n)++] = cell;
}

static bool read_array(reader *r, value *out)
{
    size_t n = 0, columns = 0, in_row = 0;
    *out = (value){.kind = ARRAY};
    for (;;) {
        value cell;
        r->at++;
        if (!read_literal(r, &cell))
            return false;
        push(&out->cells, &n, cell);
        in_row++;
        if (*r->at == ';')
            continue;
        if (*r->at != '|' && *r->at != '}') {
            r->fault = "the array is not closed";
            return false;
        }
        if (columns && columns != in_row) {
            r->fault = "the array's rows differ in length";
            return false;
        }
        columns = in_row;
        in_row = 0;
        out->rows++;
        if (*r->at == '}')
            break;
    }
    out->columns = columns;
    r->at++;
    skip(r);
    return true;
}

static bool read_call(reader *r, const char *name, example *out)
{
    if (*r->at != '=' || strncmp(r->at + 1, name, strlen(name)) != 0 || r->at[1 + strlen(name)] != '(') {
        r->fault = "must be =NAME(...) of this function";
        return false;
    }
    r->at += strlen(name) + 1;
    if (r->at[1] == ')') {
        r->at += 2;
        return *r->at == '\0';
    }
    do {
        value given = {.kind = OMITTED};
        r->at++;
        skip(r);
        bool good = true;
        if (*r->at == '{')
            good = read_array(r, &given);
        else if (*r->at != ';' && *r->at != ')')
            good = read_literal(r, &given);
        if (!good)
            return false;
        push(&out->arguments, &out->n_arguments, given);
    } while (*r->at == ';');
    if (*r->at != ')' || r->at[1]) {
        r->fault = "the call is not closed at its end";
        return false;
    }
    return true;
}

void read_formula(const entry *e, size_t index, example *out)
{
    reader r = {.at = out->formula};
    if (read_call(&r, e->name, out))
        return;
    char key[64];
    snprintf(key, sizeof key, "examples[%zu].formula", index);
    complain(e->file, key, "%s, near \"%.20s\"", r.fault ? r.fault : "text behind the end", r.at);
}
