/* functions.json: the specification of the workbook "Sextant functions", a page a family, which stands among the
 * templates. An office without a browser's help still opens a spreadsheet; LibreOffice since 6.0 shows its help as web
 * pages and has no place left for an extension's own (.xhp): its window opens empty, and no menu leads there. */
#include "generate.h"
#include <stdlib.h>
#include <string.h>

static cJSON *block(cJSON *blocks, const char *kind)
{
    cJSON *b = cJSON_CreateObject();
    cJSON_AddStringToObject(b, "kind", kind);
    cJSON_AddItemToArray(blocks, b);
    return b;
}

static void line(cJSON *lines, const char *style, const char *text)
{
    cJSON *l = cJSON_CreateObject();
    cJSON_AddStringToObject(l, "text", text);
    cJSON_AddStringToObject(l, "style", style);
    cJSON_AddItemToArray(lines, l);
}

/* prefix: of a function, whose arguments a link leads to; else NULL */
static cJSON *two_columns(cJSON *blocks, const char *prefix, const char *first, const char *second)
{
    static int tables; /* the writer wants an id */
    char id[64];
    cJSON *table = block(blocks, "table");
    if (prefix)
        snprintf(id, sizeof id, "of_%s", prefix);
    else
        snprintf(id, sizeof id, "table_%d", ++tables);
    cJSON_AddStringToObject(table, "id", id);
    const char *header[] = {first, second};
    cJSON *columns = cJSON_AddArrayToObject(table, "columns");
    for (int i = 0; i < 2; i++) {
        cJSON *c = cJSON_CreateObject();
        cJSON_AddStringToObject(c, "id", i ? "meaning" : "name");
        cJSON_AddStringToObject(c, "header", header[i]);
        cJSON_AddStringToObject(c, "type", "text");
        cJSON_AddItemToArray(columns, c);
    }
    cJSON_AddArrayToObject(table, "data");
    return table;
}

static void row(cJSON *table, const char *name, const char *meaning)
{
    cJSON *r = cJSON_CreateObject(), *data = cJSON_GetObjectItem(table, "data");
    cJSON_AddStringToObject(r, "name", name);
    cJSON_AddStringToObject(r, "meaning", meaning);
    cJSON_AddItemToArray(data, r);
    cJSON_DeleteItemFromObject(table, "rows");
    cJSON_AddNumberToObject(table, "rows", cJSON_GetArraySize(data));
}

static void put_arguments(cJSON *blocks, const entry *e)
{
    char name[256], text[4096];
    cJSON *table = two_columns(blocks, e->prefix, "Argument", "Meaning");
    for (size_t i = 0; i < e->n_arguments; i++) {
        const argument *a = &e->arguments[i];
        char *help = full_help(a, 0);
        size_t used = (size_t)snprintf(text, sizeof text, "%s", help);
        for (size_t k = 0; k < a->n_choices && used < sizeof text; k++)
            used +=
                (size_t)snprintf(text + used, sizeof text - used, " \"%s\": %s", a->choices[k].id, a->choices[k].help);
        snprintf(name, sizeof name, a->optional ? "[%s]" : "%s", a->name);
        row(table, name, text);
        free(help);
    }
}

static void put_columns(cJSON *blocks, const entry *e)
{
    char text[4096];
    cJSON *table = two_columns(blocks, NULL, "Column", "Holds");
    for (size_t i = 0; i < e->n_columns; i++) {
        size_t end = strlen(e->columns[i].help);
        bool stop = end > 0 && e->columns[i].help[end - 1] == '.';
        snprintf(text, sizeof text, "%s%s Unit: %s.", e->columns[i].help, stop ? "" : ".", e->columns[i].unit);
        row(table, e->columns[i].name, text);
    }
}

/* A line that leads to a function: to its arguments, or to its family's sheet where it takes none. */
static void way(const catalogue *all, cJSON *lines, const entry *e, const char *text)
{
    char to[80];
    line(lines, "text", text);
    snprintf(to, sizeof to, "of_%s.name", e->prefix);
    for (const family *room = all->families; !e->n_arguments && room < all->families + all->n_families; room++)
        if (strcmp(room->id, e->family) == 0)
            snprintf(to, sizeof to, "%s", room->word);
    cJSON_AddStringToObject(cJSON_GetArrayItem(lines, cJSON_GetArraySize(lines) - 1), "link", to);
}

static void put_function(const catalogue *all, cJSON *blocks, const entry *e)
{
    char text[4096], *call = syntax(e);
    cJSON *top = block(blocks, "text"), *lines = cJSON_AddArrayToObject(top, "lines");
    cJSON_AddStringToObject(top, "title", e->name);
    line(lines, "answer", call);
    line(lines, "text", e->summary);
    free(call);
    if (e->n_arguments)
        put_arguments(blocks, e);
    if (e->n_columns)
        put_columns(blocks, e);
    lines = cJSON_AddArrayToObject(block(blocks, "text"), "lines");
    if (!e->n_columns) {
        snprintf(text, sizeof text, "Returns: %s.", e->returns_unit);
        line(lines, "text", text);
    }
    line(lines, "text", e->definition);
    for (size_t i = 0; i < e->n_errors; i++) {
        snprintf(text, sizeof text, "%s when %s.", status_shown(e->errors[i].status), e->errors[i].when);
        line(lines, "text", text);
    }
    for (size_t i = 0; i < e->n_examples; i++) {
        char *gives = gives_shown(&e->examples[i]);
        snprintf(text, sizeof text, "Example: %s gives %s", e->examples[i].formula, gives);
        line(lines, "text", text);
        free(gives);
    }
    snprintf(text, sizeof text, "Source: %s", e->source);
    line(lines, "note", text);
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, e->see_also)
    {
        snprintf(text, sizeof text, "See also %s", item->valuestring);
        way(all, lines, entry_named(all, item->valuestring), text);
    }
}

/* How much of a sentence says what it is, in one line: a link is never broken into two. */
static size_t beginning(const char *sentence)
{
    enum { LINE = 85 };
    size_t n = strcspn(sentence, ":;.");
    while (n > LINE && n-- > 0)
        while (n > 0 && sentence[n] != ',' && sentence[n] != ' ')
            n--;
    return n;
}

static void put_recipes(const catalogue *all, cJSON *blocks)
{
    char text[512];
    for (size_t i = 0; recipe_at(i); i++) {
        const recipe *r = recipe_at(i);
        cJSON *lines = cJSON_AddArrayToObject(block(blocks, "text"), "lines");
        snprintf(text, sizeof text, "I have %s, and want %s.", r->have, r->want);
        line(lines, "answer", text);
        for (size_t k = 0; k < r->n; k++) {
            const char *summary = r->leads[k]->summary;
            snprintf(text, sizeof text, "%s  %.*s", r->leads[k]->name, (int)beginning(summary), summary);
            way(all, lines, r->leads[k], text);
        }
    }
}

static cJSON *sheet(cJSON *sheets, const char *name, const char *subtitle)
{
    cJSON *s = cJSON_CreateObject(), *columns = cJSON_AddArrayToObject(s, "columns");
    cJSON_AddStringToObject(s, "name", name);
    cJSON_AddStringToObject(s, "subtitle", subtitle);
    cJSON_AddStringToObject(s, "freeze", "title");
    cJSON_AddItemToArray(columns, cJSON_CreateNumber(5.2));
    cJSON_AddItemToArray(columns, cJSON_CreateNumber(13.2));
    cJSON_AddItemToArray(sheets, s);
    return cJSON_AddArrayToObject(s, "blocks");
}

static void put_families(cJSON *blocks, const catalogue *all)
{
    char text[80];
    cJSON *top = block(blocks, "text"), *lines = cJSON_AddArrayToObject(top, "lines");
    cJSON_AddStringToObject(top, "title", "Families");
    for (const family *room = all->families; room < all->families + all->n_families; room++) {
        snprintf(text, sizeof text, "%s: %zu functions", room->word, room->n);
        line(lines, "text", text);
        cJSON_AddStringToObject(cJSON_GetArrayItem(lines, cJSON_GetArraySize(lines) - 1), "link", room->word);
    }
}

static void put_index(cJSON *blocks, const catalogue *all)
{
    cJSON *lines = cJSON_AddArrayToObject(block(blocks, "text"), "lines");
    line(lines, "text",
         "Type a function into any cell, or choose it with Insert > Function. Optional arguments stand in brackets, "
         "ranges end in two dots. The examples part arguments with semicolons and write arrays as {next cell;next "
         "cell|next row}: type the separators of your own Calc.");
    line(lines, "text",
         "A cell shows an error? Put the same arguments into SEXTANT.WHY, =SEXTANT.WHY(\"KPI.CAC\";50000;0), and it "
         "says in words which argument broke which rule.");
    line(lines, "text",
         "A blank cell for a number is 0, as everywhere in Calc. Text where a number belongs is #VALUE!, a number out "
         "of its range #NUM!, an unknown word for a choice Err:502. Rates and ratios are fractions, dates are Calc's "
         "own. Whole columns may be given: their blank end does not count.");
    put_families(blocks, all);
    cJSON *table = two_columns(blocks, NULL, "Function", "What it gives");
    for (size_t i = 0; i < all->n; i++)
        row(table, all->entries[i].name, all->entries[i].summary);
}

void write_help(const catalogue *all)
{
    cJSON *root = cJSON_CreateObject();
    char count[80];
    cJSON_AddStringToObject(root, "title", "Sextant functions");
    cJSON_AddStringToObject(root, "subject", "Every function: arguments, definition, source, errors, examples.");
    cJSON *sheets = cJSON_AddArrayToObject(root, "sheets");
    snprintf(count, sizeof count, "All %zu functions of Sextant %s; a sheet for each family.", all->n, all->version);
    put_index(sheet(sheets, "Functions", count), all);
    if (recipe_at(0))
        put_recipes(all, sheet(sheets, "Recipes", "What you have, what you want, and the functions that lead there."));
    for (const family *room = all->families; room < all->families + all->n_families; room++) {
        snprintf(count, sizeof count, "%zu functions, in the order of the alphabet.", room->n);
        cJSON *blocks = sheet(sheets, room->word, count);
        for (size_t i = 0; i < room->n; i++)
            put_function(all, blocks, &room->entries[i]);
    }
    char *text = cJSON_Print(root);
    if (!text)
        abort();
    fprintf(output("functions.json"), "%s\n", text);
    free(text);
    cJSON_Delete(root);
}
