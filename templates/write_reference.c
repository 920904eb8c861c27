/* References: names of the specification become cells. */
#include <stdlib.h>
#include <string.h>
#include "write.h"

enum { MAX_SYMBOLS = 4096 };

bool lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool part(char c)
{
    return lower(c) || (c >= '0' && c <= '9') || c == '_';
}

symbol *add_symbol(book *b, const cJSON *where, const char *name)
{
    for (const char *p = name; *p; p++)
        if (p == name ? !lower(*p) : !part(*p) && *p != '.')
            broken(b, where, "\"%s\" is no name: lower case letters, digits and _ only", name);
    symbol fresh = {.name = name, .label = name, .sheet = b->now, .columns = 1, .rows = 1, .json = where};
    if (b->block) {
        fresh.block = get_text(b, b->block, "id", NULL);
        if (cJSON_IsString(cJSON_GetObjectItemCaseSensitive(b->block, "title")))
            fresh.title = get_text(b, b->block, "title", NULL);
    }
    if (!b->learning) { /* known from the first pass */
        symbol *again = keep(b, sizeof *again);
        *again = fresh;
        return again;
    }
    if (find_symbol(b, name))
        broken(b, where, "the name \"%s\" is taken", name);
    if (!b->symbols) /* once: callers keep what they were given while they add more */
        b->symbols = keep(b, sizeof *b->symbols * MAX_SYMBOLS);
    if (b->n_symbols == MAX_SYMBOLS)
        broken(b, where, "more than %d names in the workbook", MAX_SYMBOLS);
    symbol *s = &b->symbols[b->n_symbols++];
    *s = fresh;
    return s;
}

const symbol *find_symbol(const book *b, const char *name)
{
    for (int i = 0; i < b->n_symbols; i++)
        if (!strcmp(b->symbols[i].name, name))
            return &b->symbols[i];
    return NULL;
}

static const symbol *known(book *b, const cJSON *where, const char *name)
{
    static const symbol unknown = {.name = "", .label = "", .columns = 1 << 20, .rows = 1 << 20};
    const symbol *s = find_symbol(b, name);
    if (!s && b->learning)
        return &unknown; /* may stand further down; the second pass knows */
    if (!s)
        broken(b, where, "\"%s\" is not a name of this workbook", name);
    return s;
}

const char *word(book *b, const char **p)
{
    const char *from = *p;
    while (part(**p))
        ++*p;
    return say(b, "%.*s", (int)(*p - from), from);
}

/* One bound of [from:to]: n from 1, last, last-n; with @ an offset. */
static int bound(const char **p, int length, int base)
{
    if (!strncmp(*p, "last", 4)) {
        *p += 4;
        return **p == '-' ? length - 1 + (int)strtol(*p, (char **)(size_t)p, 10) : length - 1;
    }
    return base + (int)strtol(*p, (char **)(size_t)p, 10);
}

/* @name, block.column, block.first:last, with [index] or [from:to] along the block's periods. */
target parse_reference(book *b, const cJSON *where, const char **p, scope s)
{
    target found = {.relative = **p == '@'};
    const char *text = *p;
    *p += found.relative;
    if (found.relative && s.index < 0)
        broken(b, where, "%s: @ means a row or period, and there is none here", text);
    const char *name = word(b, p);
    if (**p == '.') {
        ++*p;
        name = say(b, "%s.%s", name, word(b, p));
    } else if (found.relative) {
        name = say(b, "%s.%s", s.block, name);
    }
    const symbol *first = known(b, where, name), *last = first;
    if (**p == ':' && lower((*p)[1])) {
        ++*p;
        last = known(b, where, say(b, "%.*s.%s", (int)strcspn(name, "."), name, word(b, p)));
    }
    found.symbol = first;
    found.column = first->column;
    found.row = first->row;
    found.columns = last->column + last->columns - first->column;
    found.rows = last->row + last->rows - first->row;
    int length = first->across ? found.columns : found.rows;
    int from = 0, to = length - 1;
    size_t block = strcspn(name, ".");
    found.filled = first->filled && first == last && !found.relative && **p != '[' &&
                   !(s.block && strlen(s.block) == block && !memcmp(s.block, name, block));
    if (found.relative)
        from = to = s.index;
    if (**p == '[') {
        ++*p;
        from = to = bound(p, length, found.relative ? s.index : -1);
        if (**p == ':') {
            ++*p;
            to = bound(p, length, found.relative ? s.index : -1);
        }
        if (**p != ']')
            broken(b, where, "%s: [index], [from:to] or [last] expected", text);
        ++*p;
    }
    if (b->learning)
        return found;
    if (from < (first->opening ? -1 : 0) || to >= length || from > to)
        broken(b, where, "%s: outside \"%s\", which has %d", text, first->name, length);
    *(first->across ? &found.column : &found.row) += from;
    *(first->across ? &found.columns : &found.rows) = to - from + 1;
    return found;
}

const char *target_text(book *b, target found)
{
    if (found.symbol->named) /* floor reads itself, $Inputs.$B$10 does not */
        return found.symbol->name;
    const char *lock = found.relative ? "" : "$";
    const char *other = found.symbol->sheet == b->now ? "" : say(b, "$%s", quoted_sheet(b, found.symbol->sheet));
    const char *from = say(b, "%s.%s%s%s%d", other, lock, column_name(b, found.column), lock, found.row + 1);
    if (found.columns == 1 && found.rows == 1)
        return say(b, "[%s]", from);
    if (found.filled) /* what is blank below costs nothing then */
        return say(b, "[%s]:INDEX([%s:.$%s$%d];%s)", from, from, column_name(b, found.column), found.row + found.rows,
                   found.symbol->filled);
    return say(b, "[%s:.%s%s%s%d]", from, lock, column_name(b, found.column + found.columns - 1), lock,
               found.row + found.rows);
}

target whole_reference(book *b, const cJSON *where, const char *text, scope s)
{
    const char *p = text;
    if (!lower(*p) && *p != '@')
        broken(b, where, "\"%s\" is no reference", text);
    target found = parse_reference(b, where, &p, s);
    if (*p)
        broken(b, where, "\"%s\": one reference expected", text);
    return found;
}

const char *reference(book *b, const cJSON *where, const char *text, scope s)
{
    return target_text(b, whole_reference(b, where, text, s));
}

const char *chart_range(book *b, const cJSON *where, const char *text, symbol *out)
{
    target found = whole_reference(b, where, text, (scope){.index = -1});
    *out = *found.symbol;
    out->column = found.column;
    out->row = found.row;
    out->columns = found.columns;
    out->rows = found.rows;
    const char *name = quoted_sheet(b, out->sheet);
    return say(b, "%s.%s%d:%s.%s%d", name, column_name(b, out->column), out->row + 1, name,
               column_name(b, out->column + out->columns - 1), out->row + out->rows);
}
