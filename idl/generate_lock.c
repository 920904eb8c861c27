/* ids.lock: a line a function, its stored name and arguments in order. It only ever grows: workbooks of users hold
 * these names and this order. */
#include "generate.h"
#include <stdlib.h>
#include <string.h>

static const entry *find(const catalogue *all, const char *stored)
{
    for (size_t i = 0; i < all->n; i++) {
        char name[160], family[64], id[64];
        snprintf(name, sizeof name, "SEXTANT.%s.%s", upper(all->entries[i].family, family),
                 upper(all->entries[i].id, id));
        if (strcmp(name, stored) == 0)
            return &all->entries[i];
    }
    return NULL;
}

static void check_line(const catalogue *all, char *line)
{
    char *word = strtok(line, " ");
    const entry *e = word ? find(all, word) : NULL;
    if (!word)
        return;
    if (!e) {
        complain("ids.lock", word, "was released and is gone: released names stay");
        return;
    }
    size_t i = 0;
    for (char *name = strtok(NULL, " "); name; name = strtok(NULL, " "), i++)
        if (i >= e->n_arguments || strcmp(e->arguments[i].name, name) != 0)
            complain(e->file, "args", "argument %zu was released as %s: it may not go, move or change its name", i + 1,
                     name);
    for (; i < e->n_arguments; i++)
        if (!e->arguments[i].optional)
            complain(e->file, e->arguments[i].name, "is new behind released arguments and must be optional");
}

void check_lock(const catalogue *all, const char *lock_path, const char *out_path)
{
    char *text = read_file(lock_path);
    for (char *line = text, *next = NULL; line && *line; line = next) {
        char *end = strchr(line, '\n');
        next = end ? end + 1 : NULL;
        if (end)
            *end = '\0';
        char copy[4096];
        snprintf(copy, sizeof copy, "%s", line);
        check_line(all, copy);
    }
    free(text);
    if (complaints())
        return;
    FILE *f = fopen(out_path, "w");
    if (!f) {
        complain("ids.lock", "file", "cannot be written");
        return;
    }
    for (size_t i = 0; i < all->n; i++) {
        const entry *e = &all->entries[i];
        char family[64], id[64];
        fprintf(f, "SEXTANT.%s.%s", upper(e->family, family), upper(e->id, id));
        for (size_t a = 0; a < e->n_arguments; a++)
            fprintf(f, " %s", e->arguments[a].name);
        fputc('\n', f);
    }
    fclose(f);
}
