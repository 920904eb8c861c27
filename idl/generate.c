/* generate IDL-FOLDER OUT-FOLDER VERSION: reads the entries, lints them, writes everything that is derived. */
#include "generate.h"
#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static int n_complaints;

void complain(const char *file, const char *key, const char *format, ...)
{
    va_list arguments;
    fprintf(stderr, "idl/%s: %s: ", file, key);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    n_complaints++;
}

int complaints(void)
{
    return n_complaints;
}

FILE *output(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "w");
    if (!f) {
        perror(path);
        exit(2);
    }
    return f;
}

bool is_family_start(const catalogue *all, size_t i)
{
    return i == 0 || strcmp(all->entries[i - 1].family, all->entries[i].family) != 0;
}

const char *upper(const char *text, char buffer[64])
{
    size_t i = 0;
    for (; i < 63 && text[i]; i++)
        buffer[i] = (char)toupper((unsigned char)text[i]);
    buffer[i] = '\0';
    return buffer;
}

const char *capitalised(const char *family, char buffer[64])
{
    snprintf(buffer, 64, "%s", family);
    buffer[0] = (char)toupper((unsigned char)buffer[0]);
    return buffer;
}

static void add(char **text, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add(char **text, const char *format, ...)
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

static void add_bounds(char **text, const argument *a)
{
    const char *joint = " Must be ";
    if (a->min)
        add(text, "%sat least %.15g", joint, a->min->valuedouble);
    else if (a->above)
        add(text, "%sabove %.15g", joint, a->above->valuedouble);
    if (a->min || a->above)
        joint = " and ";
    if (a->max)
        add(text, "%sat most %.15g", joint, a->max->valuedouble);
    else if (a->below)
        add(text, "%sbelow %.15g", joint, a->below->valuedouble);
    if (a->min || a->above || a->max || a->below)
        add(text, ".");
    if (a->whole)
        add(text, " A whole number.");
}

char *full_help(const argument *a)
{
    char *text = NULL;
    add(&text, "%s", a->help);
    if (a->n_choices) {
        add(&text, " One of");
        for (size_t i = 0; i < a->n_choices; i++)
            add(&text, "%s \"%s\"", i ? "," : "", a->choices[i].id);
        add(&text, ".");
    }
    add_bounds(&text, a);
    if (a->fallback && cJSON_IsNumber(a->fallback))
        add(&text, " Default: %.15g.", a->fallback->valuedouble);
    else if (a->fallback)
        add(&text, " Default: \"%s\".", a->fallback->valuestring);
    else if (a->optional)
        add(&text, " May be left out.");
    if (strcmp(a->unit, "text") != 0)
        add(&text, " Unit: %s.", a->unit);
    return text;
}

char *syntax(const entry *e)
{
    char *text = NULL;
    add(&text, "%s(", e->name);
    for (size_t i = 0; i < e->n_arguments; i++) {
        const argument *a = &e->arguments[i];
        bool range = strcmp(a->shape, "number") != 0 && strcmp(a->shape, "text") != 0 &&
                     strcmp(a->shape, "choice") != 0 && strcmp(a->shape, "rest") != 0;
        add(&text, "%s%s%s%s%s", i ? "; " : "", a->optional ? "[" : "", a->name,
            range ? ".." : (strcmp(a->shape, "rest") == 0 ? "..." : ""), a->optional ? "]" : "");
    }
    add(&text, ")");
    return text;
}

const char *status_shown(const char *status)
{
    static const char *const shown[][2] = {{"DIV0", "#DIV/0!"},  {"NA", "#N/A"},          {"NUM", "#NUM!"},
                                           {"VALUE", "#VALUE!"}, {"ARGUMENT", "Err:502"}, {"NOCONV", "Err:523"}};
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        if (strcmp(shown[i][0], status) == 0 || strcmp(shown[i][1], status) == 0)
            return shown[i][shown[i][0] == status || strcmp(shown[i][0], status) == 0];
    return NULL;
}

void put_xml(FILE *f, const char *text)
{
    for (; *text; text++)
        switch (*text) {
        case '<':
            fputs("&lt;", f);
            break;
        case '>':
            fputs("&gt;", f);
            break;
        case '&':
            fputs("&amp;", f);
            break;
        case '"':
            fputs("&quot;", f);
            break;
        default:
            fputc(*text, f);
        }
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

int main(int n, char **words)
{
    if (n != 4) {
        fprintf(stderr, "usage: generate IDL-FOLDER OUT-FOLDER VERSION\n");
        return 2;
    }
    catalogue all = {0};
    bool readable = read_catalogue(words[1], words[3], &all);
    if (readable)
        lint(&all);
    if (!complaints()) {
        char lock[4096], fresh[4096];
        snprintf(lock, sizeof lock, "%s/ids.lock", words[1]);
        snprintf(fresh, sizeof fresh, "%s/ids.lock", words[2]);
        check_lock(&all, lock, fresh);
    }
    if (complaints()) {
        fprintf(stderr, "%d fault%s in the catalogue: nothing written\n", complaints(), complaints() == 1 ? "" : "s");
        return 1;
    }
    write_idl(&all, words[2]);
    write_xcu(&all, words[2]);
    write_headers(&all, words[2]);
    write_tables(&all, words[2]);
    write_reference(&all, words[2]);
    write_help(&all, words[2]);
    return 0;
}
