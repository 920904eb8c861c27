/* ids.lock: a line a function, with all of it that a workbook stores or that stands in its formulas. It only ever
 * grows. What came with the version in the making is not released, and its line may still change or go. */
#include "generate.h"
#include <stdlib.h>
#include <string.h>

static const char head[] =
    "# What workbooks hold, a line a function: its stored name, the version that brought it, its arguments (with the\n"
    "# words of a choice, ? for what may be left out, = and what then holds) and its result (with its columns).\n"
    "# make catalogue writes it.\n"
    "# What was released stays. A function of the version in the making (VERSION in the Makefile) is not released: "
    "its\n"
    "# line follows its entry, and goes with it. CONTRIBUTING.md, Release, says more.\n";

/* The default as it stands in the lock; "": there is none, or it would not fit a word of the line. */
static const char *fallback_text(const argument *a, char room[40])
{
    room[0] = '\0';
    if (a->fallback && cJSON_IsNumber(a->fallback))
        snprintf(room, 40, "%.17g", a->fallback->valuedouble);
    else if (a->fallback)
        snprintf(room, 40, "%s", a->fallback->valuestring);
    return room;
}

static void put_line(FILE *f, const entry *e)
{
    fprintf(f, "%s %s", e->stored, e->since);
    for (const argument *a = e->arguments; a < e->arguments + e->n_arguments; a++) {
        fprintf(f, " %s:%s", a->name, a->shape->name);
        for (size_t i = 0; i < a->n_choices; i++)
            fprintf(f, "%s%s%s", i ? "|" : "(", a->choices[i].id, i + 1 == a->n_choices ? ")" : "");
        char room[40];
        const char *fallback = fallback_text(a, room);
        fprintf(f, "%s%s%s", a->optional ? "?" : "", *fallback ? "=" : "", fallback);
    }
    fprintf(f, " -> %s", e->returns->name);
    for (size_t i = 0; i < e->n_columns; i++)
        fprintf(f, "%s%s%s", i ? "|" : "(", e->columns[i].name, i + 1 == e->n_columns ? ")" : "");
    fputc('\n', f);
}

void write_lock(const catalogue *all)
{
    FILE *f = output("ids.lock");
    fputs(head, f);
    for (size_t i = 0; i < all->n; i++)
        put_line(f, &all->entries[i]);
}

/* Parts "shape(one|two)" behind the shape; what is left there are the words, or NULL. */
static char *open_list(char *text)
{
    char *words = strchr(text, '(');
    if (!words)
        return NULL;
    text[strlen(text) - 1] = '\0';
    *words = '\0';
    return words + 1;
}

static void check_argument(const entry *e, size_t i, char *released)
{
    const argument *a = &e->arguments[i];
    char *mark = strchr(released, '?'), *rest = NULL, room[40];
    const char *fallback = mark && mark[1] == '=' ? mark + 2 : NULL;
    if (mark)
        *mark = '\0';
    char *words = open_list(released), *shown = strchr(released, ':');
    if (shown)
        *shown++ = '\0';
    if (i >= e->n_arguments || strcmp(a->name, released) != 0) {
        complain(e->file, "args", "argument %zu was released as %s: it may not go, move or change its name", i + 1,
                 released);
        return;
    }
    if (!shown || strcmp(a->shape->name, shown) != 0)
        complain(e->file, a->name, "was released as a %s", shown ? shown : "shape that the lock does not tell");
    if (mark && !a->optional)
        complain(e->file, a->name, "was released as optional: a workbook may leave it out");
    if (fallback && strcmp(fallback_text(a, room), fallback) != 0)
        complain(e->file, a->name, "was released with %s for what is left out", fallback);
    for (char *word = words ? strtok_r(words, "|", &rest) : NULL; word; word = strtok_r(NULL, "|", &rest)) {
        bool found = false;
        for (size_t k = 0; k < a->n_choices; k++)
            found = found || strcmp(a->choices[k].id, word) == 0;
        if (!found)
            complain(e->file, a->name, "\"%s\" was released as one of its values", word);
    }
}

static void check_result(const entry *e, char *released)
{
    char *words = open_list(released), *rest = NULL;
    size_t i = 0;
    if (strcmp(e->returns->name, released) != 0)
        complain(e->file, "returns", "was released as a %s", released);
    for (char *word = words ? strtok_r(words, "|", &rest) : NULL; word; word = strtok_r(NULL, "|", &rest), i++)
        if (i >= e->n_columns || strcmp(e->columns[i].name, word) != 0)
            complain(e->file, "returns.columns", "column %zu was released as %s: it may not go or move", i + 1, word);
}

static const entry *find(const catalogue *all, const char *stored)
{
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(all->entries[i].stored, stored) == 0)
            return &all->entries[i];
    return NULL;
}

static void check_line(const catalogue *all, char *line, bool *found)
{
    char *result = strstr(line, " -> "), *rest = NULL;
    if (result)
        *result = '\0';
    char *stored = strtok_r(line, " ", &rest), *since = strtok_r(NULL, " ", &rest);
    if (!result || !stored || !since) {
        complain("ids.lock", "line", "\"%.40s\" is no line of the lock", line);
        return;
    }
    const entry *e = find(all, stored);
    if (e)
        found[e - all->entries] = true;
    if (strcmp(since, all->version) == 0)
        return;
    if (!e) {
        complain("ids.lock", stored, "was released with %s and is gone: released names stay", since);
        return;
    }
    if (strcmp(e->since, since) != 0)
        complain(e->file, "since", "was released with %s", since);
    size_t i = 0;
    for (char *word = strtok_r(NULL, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        check_argument(e, i++, word);
    for (; i < e->n_arguments; i++)
        if (!e->arguments[i].optional)
            complain(e->file, e->arguments[i].name, "is new behind released arguments and must be optional");
    check_result(e, result + 4);
}

void check_lock(const catalogue *all, const char *path)
{
    char *text = read_file(path), *rest = NULL;
    bool *found = calloc(all->n, sizeof *found);
    if (!text)
        complain("ids.lock", "file", "cannot be read");
    if (!found)
        abort();
    for (char *line = text ? strtok_r(text, "\n", &rest) : NULL; line; line = strtok_r(NULL, "\n", &rest))
        if (*line != '#')
            check_line(all, line, found);
    for (const entry *e = all->entries; e < all->entries + all->n; e++)
        if (!found[e - all->entries] && strcmp(e->since, all->version) != 0)
            complain(e->file, "since", "is not in ids.lock, so it comes with %s", all->version);
    free(found);
    free(text);
}
