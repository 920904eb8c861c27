/* FUNCTIONS.md: the reference, committed, compared with a fresh one by a test. */
#include "generate.h"
#include <stdlib.h>
#include <string.h>

/* "[KPI.CAC](#kpicac)", as the usual readers of Markdown name a heading */
static void put_way(FILE *f, const char *name)
{
    char *anchor = NULL;
    for (const char *c = name; *c; c++)
        if (*c != '.')
            add(&anchor, "%c", *c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
    fprintf(f, "[%s](#%s)", name, anchor);
    free(anchor);
}

static void put_recipes(FILE *f)
{
    if (recipe_at(0))
        fputs("\n## What leads where\n\n| I have | and want | then |\n|---|---|---|\n", f);
    for (size_t i = 0; recipe_at(i); i++) {
        const recipe *r = recipe_at(i);
        fprintf(f, "| %s | %s | ", r->have, r->want);
        for (size_t k = 0; k < r->n; k++) {
            fputs(k ? ", " : "", f);
            put_way(f, r->leads[k]->name);
        }
        fputs(" |\n", f);
    }
}

static void put_arguments(FILE *f, const entry *e)
{
    if (!e->n_arguments)
        return;
    fputs("\n| argument | shape | meaning |\n|---|---|---|\n", f);
    for (size_t i = 0; i < e->n_arguments; i++) {
        const argument *a = &e->arguments[i];
        char *help = full_help(a, 0);
        fprintf(f, "| %s%s%s | %s | ", a->optional ? "[" : "", a->name, a->optional ? "]" : "", a->shape->name);
        for (const char *c = help; *c; c++)
            fprintf(f, *c == '|' ? "\\%c" : "%c", *c);
        for (size_t k = 0; k < a->n_choices; k++)
            fprintf(f, " \"%s\": %s", a->choices[k].id, a->choices[k].help);
        fputs(" |\n", f);
        free(help);
    }
}

static void put_result(FILE *f, const entry *e)
{
    if (!e->n_columns) {
        fprintf(f, "\nReturns: %s.\n", e->returns_unit);
        return;
    }
    fputs("\nReturns a table:\n\n| column | unit | holds |\n|---|---|---|\n", f);
    for (size_t i = 0; i < e->n_columns; i++)
        fprintf(f, "| %s | %s | %s |\n", e->columns[i].name, e->columns[i].unit, e->columns[i].help);
}

static void put_entry(FILE *f, const entry *e)
{
    char *call = syntax(e);
    fprintf(f, "\n### %s\n\n`%s`\n\n%s\n", e->name, call, e->summary);
    free(call);
    put_arguments(f, e);
    put_result(f, e);
    const cJSON *item = NULL;
    for (size_t i = 0; i < e->n_errors; i++)
        fprintf(f, "%s`%s` when %s.\n", i ? "" : "\n", status_shown(e->errors[i].status), e->errors[i].when);
    fprintf(f, "\n%s\n\nSource: %s\n\n", e->definition, e->source);
    for (size_t i = 0; i < e->n_examples; i++) {
        char *gives = gives_shown(&e->examples[i]);
        fprintf(f, "    %s  ->  %s\n", e->examples[i].formula, gives);
        free(gives);
    }
    cJSON_ArrayForEach(item, e->see_also)
    {
        fputs(item == e->see_also->child ? "\nSee also: " : ", ", f);
        put_way(f, item->valuestring);
    }
    fprintf(f, "%sSince %s. Stored as `SEXTANT.%s`.\n", cJSON_GetArraySize(e->see_also) ? ". " : "\n", e->since,
            e->name);
}

void write_reference(const catalogue *all)
{
    FILE *f = output("FUNCTIONS.md");
    fprintf(f,
            "# The functions of Sextant\n\nGenerated from the catalogue (`idl/<family>/<function>.json`): %zu "
            "functions. Optional arguments stand in brackets, ranges end in `..`. Rates and ratios are fractions "
            "(0.125, never 12.5), money is one currency a call, dates are Calc's serial dates. Inline arrays in the "
            "examples are written as the file stores them: `;` to the next cell, `|` to the next row; type them with "
            "the separators of your own Calc. `SEXTANT.WHY(\"KPI.CAC\"; ...)` says in words why a cell shows an "
            "error.\n\nA blank cell for a number is 0, as everywhere in Calc. Text where a number belongs is "
            "`#VALUE!`, a number out of its range `#NUM!`, an unknown word for a choice Err:502. Whole columns may be "
            "given: their blank end does not count.\n",
            all->n);
    put_recipes(f);
    for (const family *room = all->families; room < all->families + all->n_families; room++) {
        fprintf(f, "\n## %s\n\n", room->word);
        for (size_t i = 0; i < room->n; i++) {
            fputs(i ? " · " : "", f);
            put_way(f, room->entries[i].name);
        }
        fputs("\n", f);
        for (size_t i = 0; i < room->n; i++)
            put_entry(f, &room->entries[i]);
    }
}
