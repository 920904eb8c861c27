/* What a person has and wants, and the functions that lead there: idl/recipes, a line "I have | and want | NAME ...".
 */
#include "generate.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_RECIPES = 128 };
static recipe recipes[MOST_RECIPES];
static size_t n_recipes;

const entry *entry_named(const catalogue *all, const char *name)
{
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(all->entries[i].name, name) == 0)
            return &all->entries[i];
    return NULL;
}

static void take(const catalogue *all, char *line)
{
    char *want = strstr(line, " | "), *names = want ? strstr(want + 3, " | ") : NULL;
    if (!*line || *line == '#')
        return;
    if (!names || n_recipes == MOST_RECIPES) {
        complain("recipes", line, "no line \"I have | and want | NAME ...\"");
        return;
    }
    recipe *r = &recipes[n_recipes++];
    *want = *names = '\0';
    *r = (recipe){.have = line, .want = want + 3};
    for (char *name = strtok(names + 3, " "); name; name = strtok(NULL, " ")) {
        const entry *e = entry_named(all, name);
        if (!e)
            complain("recipes", line, "there is no function %s", name);
        else if (r->n == MOST_LEADS)
            complain("recipes", line, "more than %d functions", (int)MOST_LEADS);
        else
            r->leads[r->n++] = e;
    }
}

void read_recipes(const catalogue *all, const char *folder)
{
    char *path = NULL, *rest;
    add(&path, "%s/recipes", folder);
    rest = read_file(path); /* a catalogue without them has none */
    for (char *line = next_line(&rest); line; line = next_line(&rest))
        take(all, line);
    free(path);
}

const recipe *recipe_at(size_t i)
{
    return i < n_recipes ? &recipes[i] : NULL;
}
