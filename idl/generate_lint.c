/* What an entry must be besides well-formed: names, vocabularies, and arguments that make sense together. */
#include "generate.h"
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST_ROWS = 1048576 }; /* of a sheet */

static bool listed(const cJSON *list, const char *word)
{
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, list) if (cJSON_IsString(item) && strcmp(item->valuestring, word) == 0) return true;
    return false;
}

static const char *reserved(const catalogue *all, const char *word)
{
    for (const cJSON *list = all->reserved->child; list; list = list->next)
        if (listed(list, word))
            return list->string;
    return NULL;
}

static bool is_plain(const char *word)
{
    if (!islower((unsigned char)*word))
        return false;
    for (; *word; word++)
        if (!islower((unsigned char)*word) && !isdigit((unsigned char)*word))
            return false;
    return true;
}

/* KPI.A1 would be cell A1 of a sheet KPI. */
static bool is_address(const char *id)
{
    size_t letters = strspn(id, "abcdefghijklmnopqrstuvwxyz"), digits = strspn(id + letters, "0123456789");
    return letters >= 1 && letters <= 3 && digits >= 1 && !id[letters + digits];
}

static void lint_name(const catalogue *all, const entry *e)
{
    char expected[160];
    if (!is_plain(e->id) || is_address(e->id) || strlen(e->id) > 40)
        complain(e->file, "id", "must be lower case letters and digits, and no cell address");
    const char *list = reserved(all, e->id);
    if (list)
        complain(e->file, "id", "\"%s\" is a reserved word (%s)", e->id, list);
    if (strcmp(strchr(e->stored, '.') + 1, e->name) != 0)
        complain(e->file, "name", "must be %s", strchr(e->stored, '.') + 1);
    if ((list = reserved(all, e->name)) != NULL)
        complain(e->file, "name", "\"%s\" clashes (%s)", e->name, list);
    if (strncmp(e->c, "sx_", 3) != 0 || strcmp(e->c + 3, e->prefix) != 0)
        complain(e->file, "c", "must be sx_%s", e->prefix);
    snprintf(expected, sizeof expected, "%s/%s.json", e->family, e->id);
    if (strcmp(expected, e->file) != 0)
        complain(e->file, "file", "must stand in %s", expected);
    for (const entry *other = all->entries; other < e; other++)
        if (strcmp(other->name, e->name) == 0)
            complain(e->file, "name", "is also that of %s", other->file);
    if (!listed(all->categories, e->category))
        complain(e->file, "category", "\"%s\" is not one of Calc's", e->category);
}

/* "0.2.0" as one number that grows; -1 when it is no version. */
static long version_of(const char *text)
{
    long number = 0;
    for (int part = 0; part < 3; part++) {
        char *end = NULL;
        long x = strtol(text, &end, 10);
        if (!isdigit((unsigned char)*text) || x > 999 || *end != (part < 2 ? '.' : '\0'))
            return -1;
        number = 1000 * number + x;
        text = end + 1;
    }
    return number;
}

static void lint_since(const catalogue *all, const entry *e)
{
    long since = version_of(e->since);
    if (since < 0 || since > version_of(all->version))
        complain(e->file, "since", "\"%s\" is no version up to %s", e->since, all->version);
}

static bool known_unit(const catalogue *all, const char *unit)
{
    return cJSON_GetObjectItemCaseSensitive(all->units, unit) != NULL;
}

/* What a workbook stores or names, choices and columns, as a line of the lock can hold it. */
static void lint_word(const entry *e, const char *key, const char *word, const char *signs)
{
    if (!isalnum((unsigned char)*word) || strpbrk(word, signs))
        complain(e->file, key, "\"%s\" must begin with a letter or digit and hold none of \"%s\"", word, signs);
}

static bool one_of(const char *word, const char *words)
{
    char padded[64];
    snprintf(padded, sizeof padded, " %.60s ", word);
    return strstr(words, padded) != NULL;
}

static bool within(const argument *a, double x)
{
    return !(a->min && x < a->min->valuedouble) && !(a->max && x > a->max->valuedouble) &&
           !(a->above && x <= a->above->valuedouble) && !(a->below && x >= a->below->valuedouble);
}

static void lint_bounds(const entry *e, const argument *a, const char *key)
{
    const cJSON *low = a->min ? a->min : a->above, *high = a->max ? a->max : a->below;
    if (!(a->shape->can & NUMBERS) && (low || high || a->whole))
        complain(e->file, key, "has bounds and no numbers");
    if ((a->min && a->above) || (a->max && a->below))
        complain(e->file, key, "has two bounds on one side");
    if (low && high && !within(a, low->valuedouble) && !within(a, (low->valuedouble + high->valuedouble) / 2.0))
        complain(e->file, key, "its bounds leave no number between them");
    double least = a->at_least ? a->at_least->valuedouble : 1.0;
    if (a->at_least && !(a->shape->can & RANGE))
        complain(e->file, key, "has at_least and is no range");
    if (!(least >= 0.0 && least <= MOST_ROWS) || least != floor(least))
        complain(e->file, key, "at_least must be a whole number from 0 to %d", MOST_ROWS);
}

static void lint_fallback(const entry *e, const argument *a, const char *key)
{
    if (!a->fallback)
        return;
    if (!a->optional)
        complain(e->file, key, "has a default and is not optional");
    if ((a->fallback->type & 0xff) != a->shape->fallback) {
        complain(e->file, key, "its default does not fit its shape");
        return;
    }
    bool found = !(a->shape->can & WORDS);
    for (size_t i = 0; !found && i < a->n_choices; i++)
        found = strcmp(a->choices[i].id, a->fallback->valuestring) == 0;
    if (!found)
        complain(e->file, key, "its default is not one of its values");
    double x = a->fallback->valuedouble;
    if ((a->shape->can & NUMBERS) && !(within(a, x) && isfinite(x)))
        complain(e->file, key, "its default is out of its own bounds");
    if (a->whole && x != floor(x))
        complain(e->file, key, "its default is no whole number");
}

static void lint_pair(const entry *e, const argument *a, const char *key)
{
    if (a->keep_front && (strcmp(a->shape->name, "series") != 0 || (a->blank && strcmp(a->blank, "zero") == 0)))
        complain(e->file, key, "keep_front is for a series whose blanks are missing values or refused");
    if (!a->pairs_with)
        return;
    for (const argument *b = e->arguments; b < a; b++)
        if (strcmp(b->name, a->pairs_with) == 0 && (b->shape->can & a->shape->can & PAIRS) && !b->pairs_with)
            return;
    complain(e->file, key, "pairs_with must name an earlier series that leads its group");
}

static void lint_argument(const catalogue *all, const entry *e, const argument *a)
{
    char key[128];
    size_t index = (size_t)(a - e->arguments);
    snprintf(key, sizeof key, "args[%zu] (%s)", index, a->name);
    const char *list = reserved(all, a->name);
    if (!is_plain(a->name))
        complain(e->file, key, "its name must be lower case letters and digits");
    if (list)
        complain(e->file, key, "its name is a reserved word (%s)", list);
    for (size_t i = 0; i < index; i++)
        if (strcmp(e->arguments[i].name, a->name) == 0)
            complain(e->file, key, "its name stands twice");
    if (index && a[-1].optional && !a->optional && !(a->shape->can & CALLS))
        complain(e->file, key, "is required behind an optional one");
    if ((a->shape->can & CALLS) && (index + 1 != e->n_arguments || a->optional))
        complain(e->file, key, "%s must be last, and is never called optional", a->shape->name);
    if (!known_unit(all, a->unit))
        complain(e->file, key, "unknown unit \"%s\"", a->unit);
    if (a->blank && !one_of(a->blank, " missing zero refused "))
        complain(e->file, key, "unknown blank policy \"%s\"", a->blank);
    if (a->blank && (a->shape->can & (RANGE | NUMBERS)) != (RANGE | NUMBERS))
        complain(e->file, key, "has a blank policy and is no range of numbers");
    if (((a->shape->can & WORDS) != 0) != (a->n_choices > 0))
        complain(e->file, key, "a choice has values, nothing else has");
    for (size_t i = 0; i < a->n_choices; i++) {
        lint_word(e, key, a->choices[i].id, " |()?");
        for (size_t k = 0; k < i; k++)
            if (strcasecmp(a->choices[i].id, a->choices[k].id) == 0)
                complain(e->file, key, "its value \"%s\" stands twice", a->choices[i].id);
    }
    lint_bounds(e, a, key);
    lint_fallback(e, a, key);
    lint_pair(e, a, key);
}

static bool cell_fits(const cJSON *cell)
{
    const cJSON *error = cJSON_GetObjectItemCaseSensitive(cell, "error");
    if (cJSON_IsObject(cell))
        return cJSON_GetArraySize(cell) == 1 && cJSON_IsString(error) && status_named(error->valuestring);
    return (cJSON_IsNumber(cell) && isfinite(cell->valuedouble)) || cJSON_IsString(cell) || cJSON_IsNull(cell);
}

static bool rows_fit(const cJSON *rows)
{
    const cJSON *row = NULL, *cell = NULL;
    int width = cJSON_GetArraySize(cJSON_GetArrayItem(rows, 0));
    cJSON_ArrayForEach(row, rows)
    {
        if (!cJSON_IsArray(row) || cJSON_GetArraySize(row) != width)
            return false;
        cJSON_ArrayForEach(cell, row) if (!cell_fits(cell)) return false;
    }
    return width > 0;
}

static void lint_result(const catalogue *all, const entry *e)
{
    bool table = (e->returns->can & RANGE) != 0;
    if (!e->returns->result)
        complain(e->file, "returns.shape", "unknown shape \"%s\" of a result", e->returns->name);
    if (table != (e->n_columns > 0))
        complain(e->file, "returns.columns", "a table has columns, nothing else has");
    if (!table && (!e->returns_unit || !known_unit(all, e->returns_unit)))
        complain(e->file, "returns.unit", "unknown unit");
    for (size_t i = 0; i < e->n_columns; i++) {
        if (!known_unit(all, e->columns[i].unit))
            complain(e->file, "returns.columns", "unknown unit \"%s\"", e->columns[i].unit);
        lint_word(e, "returns.columns", e->columns[i].name, "|()");
        for (size_t k = 0; k < i; k++)
            if (strcasecmp(e->columns[i].name, e->columns[k].name) == 0)
                complain(e->file, "returns.columns", "\"%s\" stands twice", e->columns[i].name);
    }
    for (size_t i = 0; i < e->n_examples; i++) {
        const example *x = &e->examples[i];
        char key[64];
        snprintf(key, sizeof key, "examples[%zu].gives", i);
        if (cJSON_IsArray(x->gives) ? !table || !rows_fit(x->gives) : !cell_fits(x->gives))
            complain(e->file, key, "is no number, text, error or array of rows of those");
        bool open = e->n_arguments && (e->arguments[e->n_arguments - 1].shape->can & CALLS);
        if (x->n_arguments > e->n_arguments && !open)
            complain(e->file, key, "its formula has too many arguments");
        if (!(x->tolerance > 0.0 && x->tolerance < 1.0))
            complain(e->file, key, "its tolerance must lie between 0 and 1");
    }
}

static void lint_see_also(const catalogue *all, const entry *e)
{
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, e->see_also)
    {
        const char *name = cJSON_IsString(item) ? item->valuestring : "?";
        bool found = false;
        for (size_t i = 0; i < all->n; i++)
            found = found || strcmp(all->entries[i].name, name) == 0;
        if (!found)
            complain(e->file, "see_also", "\"%s\" is no function", name);
        if (strcmp(name, e->name) == 0)
            complain(e->file, "see_also", "names the function itself");
        for (const cJSON *other = e->see_also->child; other != item; other = other->next)
            if (cJSON_IsString(other) && strcmp(other->valuestring, name) == 0)
                complain(e->file, "see_also", "\"%s\" stands twice", name);
    }
}

void lint(const catalogue *all)
{
    if (version_of(all->version) < 0)
        complain("..", "VERSION", "\"%s\" is no version", all->version);
    for (size_t i = 0; i < all->n; i++) {
        const entry *e = &all->entries[i];
        lint_name(all, e);
        lint_since(all, e);
        if (e->n_arguments > 16)
            complain(e->file, "args", "more than 16");
        for (size_t a = 0; a < e->n_arguments; a++)
            lint_argument(all, e, &e->arguments[a]);
        lint_result(all, e);
        lint_see_also(all, e);
    }
}
