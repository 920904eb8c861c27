/* cells FILE.fods: every cell that holds something, a line each, for the tests to read: sheet, row, column (from 1),
 * type (float, date, percentage, boolean, string, error), value as stored, formula, what the cell shows. Reads what the
 * office wrote, nothing else. */
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

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END)) {
        perror(path);
        exit(1);
    }
    long size = ftell(file);
    char *text = calloc(1, (size_t)size + 1);
    rewind(file);
    if (!text || fread(text, 1, (size_t)size, file) != (size_t)size) {
        perror(path);
        exit(1);
    }
    fclose(file);
    return text;
}

/* The next tag; NULL at the end. Quotes in attributes may hold a '>'. */
static const char *next_tag(const char *p, tag *t)
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
static void decode(char *out, size_t room, const char *from, const char *to)
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

static bool attribute(const tag *t, const char *name, char *out, size_t room)
{
    size_t length = strlen(name);
    for (const char *p = t->from; p + length + 2 < t->to; p++) {
        if (*p == ' ' && !strncmp(p + 1, name, length) && p[length + 1] == '=' && p[length + 2] == '"') {
            const char *value = p + length + 3, *end = strchr(value, '"');
            *out = '\0';
            decode(out, room, value, end);
            return true;
        }
    }
    return false;
}

static long repeated(const tag *t, const char *name)
{
    char text[32];
    return attribute(t, name, text, sizeof text) ? strtol(text, NULL, 10) : 1;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: cells FILE.fods\n", stderr);
        return 2;
    }
    char *text = read_file(argv[1]), sheet[256] = "", type[64], value[MAX_VALUE], formula[MAX_VALUE], shown[MAX_VALUE];
    long row = 0, column = 0, row_step = 1, depth = 0;
    tag t;
    for (const char *p = text; (p = next_tag(p, &t));) {
        if (!strcmp(t.name, "draw:frame")) { /* charts hold tables of their own */
            depth += t.closes ? -1 : !t.empty;
        } else if (depth) {
            continue;
        } else if (!strcmp(t.name, "table:table") && !t.closes) {
            attribute(&t, "table:name", sheet, sizeof sheet);
            row = 0;
            row_step = 1;
        } else if (!strcmp(t.name, "table:table-row") && !t.closes) {
            row += row ? row_step : 1;
            row_step = repeated(&t, "table:number-rows-repeated");
            column = 0;
        } else if ((!strcmp(t.name, "table:table-cell") || !strcmp(t.name, "table:covered-table-cell")) && !t.closes) {
            long step = repeated(&t, "table:number-columns-repeated");
            *type = *value = *formula = *shown = '\0';
            if (!attribute(&t, "calcext:value-type", type, sizeof type))
                attribute(&t, "office:value-type", type, sizeof type);
            attribute(&t, "table:formula", formula, sizeof formula);
            if (!attribute(&t, "office:value", value, sizeof value))
                attribute(&t, "office:date-value", value, sizeof value);
            char name[MAX_NAME];
            strcpy(name, t.name);
            bool frame = false;
            for (const char *from = p; !t.empty && (p = next_tag(p, &t)); from = p) {
                const char *open = t.from - strlen(t.name) - 1 - t.closes;
                frame = frame || !strcmp(t.name, "draw:frame") || !strcmp(t.name, "office:annotation");
                if (!frame)
                    decode(shown, sizeof shown, from, open);
                if (t.closes && (!strcmp(t.name, "draw:frame") || !strcmp(t.name, "office:annotation")))
                    frame = false;
                if (t.closes && !frame && !strcmp(t.name, name))
                    break;
                t.empty = false;
            }
            char *last = shown + strlen(shown), *first = shown + strspn(shown, " ");
            while (last > first && last[-1] == ' ')
                *--last = '\0';
            for (long i = 0; i < step && (*type || *formula); i++)
                printf("%s\t%ld\t%ld\t%s\t%s\t%s\t%s\n", sheet, row, column + i + 1, type, *value ? value : first,
                       formula, first);
            column += step;
        }
    }
    free(text);
    return 0;
}
