/* Reading a flat document that the office wrote: its tags one by one. */
#ifndef SX_TESTS_FODS_H
#define SX_TESTS_FODS_H
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_NAME = 64, MAX_VALUE = 8192 };

typedef struct tag {
    char name[MAX_NAME];
    const char *from, *to; /* its attributes */
    bool closes, empty;
} tag;

/* The next tag; NULL at the end. Quotes in attributes may hold a '>'. */
static inline const char *next_tag(const char *p, tag *t)
{
    p = strchr(p, '<');
    if (!p)
        return NULL;
    t->closes = p[1] == '/';
    p += 1 + t->closes;
    size_t n = strcspn(p, " \t\r\n/>");
    snprintf(t->name, sizeof t->name, "%.*s", (int)n, p);
    t->from = p + n;
    bool quoted = false;
    for (p = t->from; *p && (quoted || *p != '>'); p++)
        quoted ^= *p == '"';
    t->to = p;
    t->empty = p > t->from && p[-1] == '/';
    return *p ? p + 1 : p;
}

/* Text without markup: entities decoded, tabs and line ends as blanks so that a line stays a line. */
static inline void decode(char *out, size_t room, const char *from, const char *to)
{
    static const char *const entities[][2] = {
        {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}};
    size_t n = strlen(out);
    while (from < to && n + 2 < room) {
        size_t i = 0;
        while (i < 5 && strncmp(from, entities[i][0], strlen(entities[i][0])) != 0)
            i++;
        out[n++] = i < 5 ? *entities[i][1] : (*from == '\t' || *from == '\n') ? ' ' : *from;
        from += i < 5 ? strlen(entities[i][0]) : 1;
    }
    out[n] = '\0';
}

static inline bool attribute(const tag *t, const char *name, char *out, size_t room)
{
    size_t length = strlen(name);
    for (const char *p = t->from; p + length + 2 < t->to; p++) {
        if ((*p == ' ' || *p == '\n') && !strncmp(p + 1, name, length) && p[length + 1] == '=' &&
            p[length + 2] == '"') {
            const char *value = p + length + 3, *end = strchr(value, '"');
            *out = '\0';
            decode(out, room, value, end);
            return true;
        }
    }
    return false;
}

static inline long repeated(const tag *t, const char *name)
{
    char text[32];
    return attribute(t, name, text, sizeof text) ? strtol(text, NULL, 10) : 1;
}

/* What the cell shows whose tag was just read, without blanks at its ends; charts and notes that hang on it are left
 * out. Behind the cell. */
static inline const char *cell_text(const char *p, tag t, char shown[MAX_VALUE])
{
    char name[MAX_NAME];
    strcpy(name, t.name);
    *shown = '\0';
    int hanging = 0;
    for (const char *from = p; !t.empty && (p = next_tag(p, &t)); from = p) {
        if (!hanging)
            decode(shown, MAX_VALUE, from, t.from - strlen(t.name) - 1 - t.closes);
        if (!strcmp(t.name, "draw:frame") || !strcmp(t.name, "office:annotation"))
            hanging += t.closes ? -1 : !t.empty;
        if (t.closes && !hanging && !strcmp(t.name, name))
            break;
        t.empty = false;
    }
    size_t blanks = strspn(shown, " "), n = strlen(shown) - blanks;
    memmove(shown, shown + blanks, n + 1);
    while (n > 0 && shown[n - 1] == ' ')
        shown[--n] = '\0';
    return p;
}

#endif
