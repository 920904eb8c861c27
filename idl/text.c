/* The texts that more than one output shows. */
#include "generate.h"
#include "call/call.h"
#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void add(char **text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int more = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    size_t used = *text ? strlen(*text) : 0;
    *text = realloc(*text, used + (size_t)more + 1);
    if (!*text)
        abort();
    va_start(arguments, format);
    vsnprintf(*text + used, (size_t)more + 1, format, arguments);
    va_end(arguments);
}

size_t characters(const char *text)
{
    size_t n = 0;
    for (; *text; text++)
        n += ((unsigned char)*text & 0xC0) != 0x80 && *text != '~';
    return n;
}

char *upper(const char *text)
{
    char *copy = NULL;
    add(&copy, "%s", text);
    for (char *c = copy; *c; c++)
        *c = (char)toupper((unsigned char)*c);
    return copy;
}

char *syntax(const entry *e)
{
    char *text = NULL;
    add(&text, "%s(", e->name);
    for (size_t i = 0; i < e->n_arguments; i++) {
        const argument *a = &e->arguments[i];
        add(&text, a->optional ? "%s[%s%s]" : "%s%s%s", i ? "; " : "", a->name, a->shape->dots);
    }
    add(&text, ")");
    return text;
}

const char *status_shown(const char *name)
{
    for (sx_status s = SX_OK; s <= SX_NOMEM; s++)
        if (sx_status_name(s) && strcmp(sx_status_name(s), name) == 0)
            return sx_status_text(s);
    return NULL;
}

const char *status_named(const char *shown)
{
    for (sx_status s = SX_OK; s <= SX_NOMEM; s++)
        if (sx_status_name(s) && strcmp(sx_status_text(s), shown) == 0)
            return sx_status_name(s);
    return NULL;
}

void put_pattern(FILE *f, const char *pattern, const char *with)
{
    for (; *pattern; pattern++)
        if (*pattern == '$')
            fputs(with, f);
        else
            fputc(*pattern, f);
}

void put_xml(FILE *f, const char *text)
{
    for (; *text; text++)
        if (*text == '<' || *text == '>' || *text == '&' || *text == '"')
            fprintf(f, "&#%d;", *text);
        else
            fputc(*text, f);
}

void put_c_string(FILE *f, const char *text)
{
    if (!text) {
        fputs("NULL", f);
        return;
    }
    fputc('"', f);
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        if (*c == '"' || *c == '\\' || *c == '?')
            fprintf(f, "\\%c", *c);
        else if (*c < 32 || *c > 126)
            fprintf(f, "\\%03o", *c);
        else
            fputc(*c, f);
    }
    fputc('"', f);
}

static void add_cell(char **text, const cJSON *cell)
{
    if (cJSON_IsNumber(cell))
        add(text, "%.15g", cell->valuedouble);
    else if (cJSON_IsString(cell))
        add(text, "\"%s\"", cell->valuestring);
    else if (cJSON_IsObject(cell))
        add(text, "%s", cJSON_GetObjectItemCaseSensitive(cell, "error")->valuestring);
}

char *gives_shown(const example *x)
{
    char *text = NULL;
    if (!cJSON_IsArray(x->gives)) {
        add_cell(&text, x->gives);
        return text;
    }
    const cJSON *row = NULL;
    cJSON_ArrayForEach(row, x->gives)
    {
        add(&text, "%s", row == x->gives->child ? "{" : " | ");
        const cJSON *cell = NULL;
        cJSON_ArrayForEach(cell, row)
        {
            add(&text, "%s", cell == row->child ? "" : "; ");
            add_cell(&text, cell);
        }
    }
    add(&text, "}");
    return text;
}
