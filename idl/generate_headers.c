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

static void put_choices(FILE *f, const entry *e, const argument *a)
{
    if (!a->n_choices)
        return;
    char *prefix = NULL;
    add(&prefix, "sx_%s_%s", e->prefix, a->name);
    for (size_t i = 0; i < a->n_choices; i++) {
        char *name = NULL;
        add(&name, "%s_%s", prefix, a->choices[i].id);
        fputs(i ? ", " : "enum { ", f);
        for (const char *c = name; *c; c++)
            fputc(isalnum((unsigned char)*c) ? toupper((unsigned char)*c) : '_', f);
        free(name);
    }
    fputs(" };\n", f);
    free(prefix);
}

static void put_prototype(FILE *f, const entry *e)
{
    fputs("\n/*\n", f);
    put_comment(f, "", e->summary);
    for (size_t i = 0; i < e->n_arguments; i++) {
        const argument *a = &e->arguments[i];
        char lead[160], *help = full_help(a, 0);
        snprintf(lead, sizeof lead, "%s (%s): ", a->name, a->shape->name);
        put_comment(f, lead, help);
        free(help);
    }
    put_comment(f, "Returns: ", e->returns_unit ? e->returns_unit : e->returns->name);
    for (size_t i = 0; i < e->n_errors; i++) {
        char lead[64];
        snprintf(lead, sizeof lead, "%s: ", e->errors[i].status);
        put_comment(f, lead, e->errors[i].when);
    }
    put_comment(f, "Definition: ", e->definition);
    put_comment(f, "Source: ", e->source);
    fputs(" */\n", f);
    for (size_t i = 0; i < e->n_arguments; i++)
        put_choices(f, e, &e->arguments[i]);
    fprintf(f, "sx_status %s(", e->c);
    for (size_t i = 0; i < e->n_arguments; i++) {
        put_pattern(f, e->arguments[i].shape->parameter, e->arguments[i].name);
        fputs(", ", f);
    }
    fprintf(f, "%s *result%s);\n", e->returns->result, e->context ? ", sx_context *context" : "");
}

/* A function of any arguments gets them as the door has them; no other family knows the door. */
static bool takes_calls(const family *room)
{
    for (size_t i = 0; i < room->n; i++)
        for (size_t k = 0; k < room->entries[i].n_arguments; k++)
            if (room->entries[i].arguments[k].shape->can & CALLS)
                return true;
    return false;
}

void write_headers(const catalogue *all)
{
    for (const family *room = all->families; room < all->families + all->n_families; room++) {
        char name[80];
        snprintf(name, sizeof name, "%s.h", room->id);
        FILE *f = output(name);
        fprintf(f,
                "/* Generated from idl/%s/: the functions that a cell reaches. */\n#ifndef SX_%s_H\n"
                "#define SX_%s_H\n#include \"%s\"\n",
                room->id, room->word, room->word, takes_calls(room) ? "call/call.h" : "base/value.h");
        for (size_t i = 0; i < room->n; i++)
            put_prototype(f, &room->entries[i]);
        fputs("\n#endif\n", f);
    }
}
