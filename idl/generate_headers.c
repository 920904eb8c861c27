/* <family>.h: the C prototypes. A kernel with another signature does not compile. */
#include "generate.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* One paragraph as comment lines of at most 118 characters. */
static void put_comment(FILE *f, const char *lead, const char *text)
{
    size_t at = strlen(lead) + 3;
    fprintf(f, " * %s", lead);
    while (*text) {
        size_t word = strcspn(text, " \n");
        if (at + word > 116) {
            fputs("\n *   ", f);
            at = 5;
        }
        /* A comment's end inside a text would end the comment. */
        for (size_t i = 0; i < word; i++)
            fputc(text[i] == '*' && text[i + 1] == '/' ? 'x' : text[i], f);
        text += word;
        at += word + 1;
        if (*text) {
            fputc(' ', f);
            text++;
        }
    }
    fputc('\n', f);
}

static void put_parameter(FILE *f, const argument *a)
{
    const char *n = a->name;
    if (strcmp(a->shape, "number") == 0)
        fprintf(f, "double %s, ", n);
    else if (strcmp(a->shape, "text") == 0)
        fprintf(f, "const char *%s, ", n);
    else if (strcmp(a->shape, "choice") == 0)
        fprintf(f, "int %s, ", n);
    else if (strcmp(a->shape, "series") == 0)
        fprintf(f, "const double *%s, size_t n_%s, ", n, n);
    else if (strcmp(a->shape, "texts") == 0)
        fprintf(f, "const char *const *%s, size_t n_%s, ", n, n);
    else if (strcmp(a->shape, "matrix") == 0)
        fprintf(f, "const double *%s, size_t rows_%s, size_t columns_%s, ", n, n, n);
    else if (strcmp(a->shape, "rest") == 0)
        fprintf(f, "const sx_argument *%s, size_t n_%s, ", n, n);
    else
        fprintf(f, "const sx_table *%s, ", n);
}

static void put_choices(FILE *f, const entry *e, const argument *a)
{
    char family[64], id[64], name[64];
    if (!a->n_choices)
        return;
    fputs("enum {", f);
    for (size_t i = 0; i < a->n_choices; i++) {
        fprintf(f, "%s SX_%s_%s_%s_", i ? "," : "", upper(e->family, family), upper(e->id, id), upper(a->name, name));
        for (const char *c = a->choices[i].id; *c; c++)
            fputc(isalnum((unsigned char)*c) ? toupper((unsigned char)*c) : '_', f);
    }
    fputs(" };\n", f);
}

static void put_prototype(FILE *f, const entry *e)
{
    fputs("\n/*\n", f);
    put_comment(f, "", e->summary);
    for (size_t i = 0; i < e->n_arguments; i++) {
        const argument *a = &e->arguments[i];
        char lead[160], *help = full_help(a);
        snprintf(lead, sizeof lead, "%s (%s): ", a->name, a->shape);
        put_comment(f, lead, help);
        free(help);
    }
    put_comment(f, "Returns: ", e->returns_unit ? e->returns_unit : e->returns);
    const cJSON *error = NULL;
    cJSON_ArrayForEach(error, e->errors)
    {
        char lead[64];
        snprintf(lead, sizeof lead, "%s: ", cJSON_GetObjectItemCaseSensitive(error, "status")->valuestring);
        put_comment(f, lead, cJSON_GetObjectItemCaseSensitive(error, "when")->valuestring);
    }
    put_comment(f, "Definition: ", e->definition);
    put_comment(f, "Source: ", e->source);
    fputs(" */\n", f);
    for (size_t i = 0; i < e->n_arguments; i++)
        put_choices(f, e, &e->arguments[i]);
    fprintf(f, "sx_status %s(", e->c);
    for (size_t i = 0; i < e->n_arguments; i++)
        put_parameter(f, &e->arguments[i]);
    if (strcmp(e->returns, "number") == 0)
        fputs("double *result", f);
    else
        fprintf(f, "sx_%s *result", e->returns);
    fprintf(f, "%s);\n", e->context ? ", sx_context *context" : "");
}

/* A function of any arguments gets them as the door has them; no other family knows the door. */
static bool family_takes_calls(const catalogue *all, const char *family)
{
    for (size_t i = 0; i < all->n; i++)
        for (size_t k = 0; k < all->entries[i].n_arguments; k++)
            if (strcmp(all->entries[i].family, family) == 0 && strcmp(all->entries[i].arguments[k].shape, "rest") == 0)
                return true;
    return false;
}

void write_headers(const catalogue *all, const char *folder)
{
    FILE *f = NULL;
    for (size_t i = 0; i < all->n; i++) {
        const entry *e = &all->entries[i];
        char name[80], family[64];
        if (is_family_start(all, i)) {
            snprintf(name, sizeof name, "%s.h", e->family);
            f = output(folder, name);
            fprintf(f,
                    "/* Generated from idl/%s/: the functions that a cell reaches. */\n#ifndef SX_%s_H\n"
                    "#define SX_%s_H\n#include \"%s\"\n",
                    e->family, upper(e->family, family), family,
                    family_takes_calls(all, e->family) ? "call/call.h" : "base/value.h");
        }
        put_prototype(f, e);
        if (i + 1 == all->n || is_family_start(all, i + 1)) {
            fputs("\n#endif\n", f);
            fclose(f);
        }
    }
}
