/* What an entry must be besides well-formed: names, vocabularies, and arguments that make sense together. */
#include "generate.h"
#include <ctype.h>
#include <string.h>

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
    char family[64], id[64], expected[160];
    if (!is_plain(e->id) || is_address(e->id) || strlen(e->id) > 40)
        complain(e->file, "id", "must be lower case letters and digits, and no cell address");
    const char *list = reserved(all, e->id);
    if (list)
        complain(e->file, "id", "\"%s\" is a reserved word (%s)", e->id, list);
    snprintf(expected, sizeof expected, "%s.%s", upper(e->family, family), upper(e->id, id));
    if (strcmp(expected, e->name) != 0)
        complain(e->file, "name", "must be %s", expected);
    if ((list = reserved(all, e->name)) != NULL)
        complain(e->file, "name", "\"%s\" clashes (%s)", e->name, list);
    snprintf(expected, sizeof expected, "sx_%s_%s", e->family, e->id);
    if (strcmp(expected, e->c) != 0)
        complain(e->file, "c", "must be %s", expected);
    snprintf(expected, sizeof expected, "%s/%s.json", e->family, e->id);
    if (strcmp(expected, e->file) != 0)
        complain(e->file, "file", "must stand in %s", expected);
    for (size_t i = 0; i < all->n; i++)
        if (&all->entries[i] < e && strcmp(all->entries[i].name, e->name) == 0)
            complain(e->file, "name", "is also that of %s", all->entries[i].file);
    if (!listed(all->categories, e->category))
        complain(e->file, "category", "\"%s\" is not one of Calc's", e->category);
}

static bool known_unit(const catalogue *all, const char *unit)
{
    return cJSON_GetObjectItemCaseSensitive(all->units, unit) != NULL;
}

static bool one_of(const char *word, const char *words)
{
    char padded[64];
    snprintf(padded, sizeof padded, " %.60s ", word);
    return strstr(words, padded) != NULL;
}

static void lint_fallback(const entry *e, const argument *a, const char *key)
{
    if (!a->fallback)
        return;
    bool number = strcmp(a->shape, "number") == 0, chosen = strcmp(a->shape, "choice") == 0;
    if (!a->optional)
        complain(e->file, key, "has a default and is not optional");
    if (number ? !cJSON_IsNumber(a->fallback) : !chosen || !cJSON_IsString(a->fallback)) {
        complain(e->file, key, "its default does not fit its shape");
        return;
    }
    bool found = number;
    for (size_t i = 0; chosen && i < a->n_choices; i++)
        found = found || strcmp(a->choices[i].id, a->fallback->valuestring) == 0;
    if (!found)
        complain(e->file, key, "its default is not one of its values");
    double x = number ? a->fallback->valuedouble : 0.0;
    if (number && ((a->min && x < a->min->valuedouble) || (a->max && x > a->max->valuedouble) ||
                   (a->above && x <= a->above->valuedouble) || (a->below && x >= a->below->valuedouble)))
        complain(e->file, key, "its default is out of its own bounds");
}

static void lint_pair(const entry *e, size_t index, const char *key)
{
    const argument *a = &e->arguments[index];
    if (!a->pairs_with)
        return;
    for (size_t i = 0; i < index; i++)
        if (strcmp(e->arguments[i].name, a->pairs_with) == 0 && strcmp(e->arguments[i].shape, "series") == 0 &&
            strcmp(a->shape, "series") == 0 && !e->arguments[i].pairs_with)
            return;
    complain(e->file, key, "pairs_with must name an earlier series that leads its group");
}

static void lint_argument(const catalogue *all, const entry *e, size_t index)
{
    const argument *a = &e->arguments[index];
    char key[128];
    snprintf(key, sizeof key, "args[%zu] (%s)", index, a->name);
    const char *list = reserved(all, a->name);
    if (!is_plain(a->name))
        complain(e->file, key, "its name must be lower case letters and digits");
    if (list)
        complain(e->file, key, "its name is a reserved word (%s)", list);
    for (size_t i = 0; i < index; i++)
        if (strcmp(e->arguments[i].name, a->name) == 0)
            complain(e->file, key, "its name stands twice");
    if (index && e->arguments[index - 1].optional && !a->optional && strcmp(a->shape, "rest") != 0)
        complain(e->file, key, "is required behind an optional one");
    if (!one_of(a->shape, " number text choice series texts matrix table any rest "))
        complain(e->file, key, "unknown shape \"%s\"", a->shape);
    if (strcmp(a->shape, "rest") == 0 && index + 1 != e->n_arguments)
        complain(e->file, key, "rest must be last");
    if (!known_unit(all, a->unit))
        complain(e->file, key, "unknown unit \"%s\"", a->unit);
    bool numeric = one_of(a->shape, " number series matrix ");
    if (!numeric && (a->min || a->max || a->above || a->below || a->whole))
        complain(e->file, key, "has bounds and no numbers");
    if ((a->min && a->above) || (a->max && a->below))
        complain(e->file, key, "has two bounds on one side");
    if (a->blank && !one_of(a->blank, " missing zero refused "))
        complain(e->file, key, "unknown blank policy \"%s\"", a->blank);
    if (a->blank && !one_of(a->shape, " series matrix "))
        complain(e->file, key, "has a blank policy and is no range of numbers");
    if ((strcmp(a->shape, "choice") == 0) != (a->n_choices > 0))
        complain(e->file, key, "a choice has values, nothing else has");
    lint_fallback(e, a, key);
    lint_pair(e, index, key);
}

static bool cell_fits(const cJSON *cell)
{
    const cJSON *error = cJSON_GetObjectItemCaseSensitive(cell, "error");
    if (cJSON_IsObject(cell))
        return cJSON_GetArraySize(cell) == 1 && cJSON_IsString(error) && strpbrk(error->valuestring, "#:") &&
               status_shown(error->valuestring);
    return cJSON_IsNumber(cell) || cJSON_IsString(cell) || cJSON_IsNull(cell);
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
    if (!one_of(e->returns, " number text table "))
        complain(e->file, "returns.shape", "unknown shape \"%s\"", e->returns);
    bool table = strcmp(e->returns, "table") == 0;
    if (table != (e->n_columns > 0))
        complain(e->file, "returns.columns", "a table has columns, nothing else has");
    if (!table && (!e->returns_unit || !known_unit(all, e->returns_unit)))
        complain(e->file, "returns.unit", "unknown unit");
    for (size_t i = 0; i < e->n_columns; i++)
        if (!known_unit(all, e->columns[i].unit))
            complain(e->file, "returns.columns", "unknown unit \"%s\"", e->columns[i].unit);
    for (size_t i = 0; i < e->n_examples; i++) {
        const example *x = &e->examples[i];
        char key[64];
        snprintf(key, sizeof key, "examples[%zu].gives", i);
        if (cJSON_IsArray(x->gives) ? !table || !rows_fit(x->gives) : !cell_fits(x->gives))
            complain(e->file, key, "is no number, text, error or array of rows of those");
        bool open = e->n_arguments && strcmp(e->arguments[e->n_arguments - 1].shape, "rest") == 0;
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
        bool found = false;
        for (size_t i = 0; cJSON_IsString(item) && i < all->n; i++)
            found = found || strcmp(all->entries[i].name, item->valuestring) == 0;
        if (!found)
            complain(e->file, "see_also", "\"%s\" is no function", cJSON_IsString(item) ? item->valuestring : "?");
    }
}

void lint(const catalogue *all)
{
    for (size_t i = 0; i < all->n; i++) {
        const entry *e = &all->entries[i];
        lint_name(all, e);
        if (e->n_arguments > 16)
            complain(e->file, "args", "more than 16");
        for (size_t a = 0; a < e->n_arguments; a++)
            lint_argument(all, e, a);
        lint_result(all, e);
        lint_see_also(all, e);
    }
}
