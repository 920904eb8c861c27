/* Reads the entries strictly: an unknown key, a duplicate one, a wrong kind of value or text behind the end is a fault.
 */
#include "generate.h"
#include <dirent.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

char *read_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return NULL;
    char *text = NULL;
    size_t length = 0, got = 0;
    do {
        text = realloc(text, length + 65536 + 1);
        if (!text)
            abort();
        got = fread(text + length, 1, 65536, f);
        length += got;
    } while (got);
    fclose(f);
    text[length] = '\0';
    return text;
}

static void find_duplicates(const cJSON *node, const char *file)
{
    if (cJSON_IsObject(node))
        for (const cJSON *a = node->child; a; a = a->next)
            for (const cJSON *b = a->next; b; b = b->next)
                if (strcmp(a->string, b->string) == 0)
                    complain(file, a->string, "this key stands here twice");
    for (const cJSON *child = node->child; child; child = child->next)
        find_duplicates(child, file);
}

cJSON *read_json(const char *path, const char *shown)
{
    char *text = read_file(path);
    if (!text) {
        complain(shown, "file", "cannot be read");
        return NULL;
    }
    const char *end = NULL;
    cJSON *json = cJSON_ParseWithOpts(text, &end, 1);
    if (!json) {
        int line = 1;
        for (const char *c = text; c < end; c++)
            line += *c == '\n';
        complain(shown, "file", "not JSON, or text behind its end, at line %d near \"%.20s\"", line, end);
    } else {
        find_duplicates(json, shown);
    }
    free(text);
    return json;
}

/* Where we are, for complaints: "args[1].min". */
typedef struct {
    const char *file;
    char key[256];
} place;

static place below(const place *at, const char *key, int index)
{
    place deeper = *at;
    size_t used = strlen(deeper.key);
    if (index >= 0)
        snprintf(deeper.key + used, sizeof deeper.key - used, "[%d]", index);
    else
        snprintf(deeper.key + used, sizeof deeper.key - used, "%s%s", used ? "." : "", key);
    return deeper;
}

static void allow(const cJSON *object, const place *at, const char *keys)
{
    for (const cJSON *item = object->child; item; item = item->next) {
        char padded[80];
        snprintf(padded, sizeof padded, " %.70s ", item->string);
        if (!strstr(keys, padded))
            complain(at->file, below(at, item->string, -1).key, "unknown key");
    }
}

static const cJSON *get(const cJSON *object, const place *at, const char *key, bool required, int kind)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    if (!item) {
        if (required)
            complain(at->file, below(at, key, -1).key, "is missing");
        return NULL;
    }
    bool boolean = kind == (cJSON_True | cJSON_False);
    if (boolean ? !cJSON_IsBool(item) : (item->type & 0xff) != kind) {
        complain(at->file, below(at, key, -1).key, "has the wrong kind of value");
        return NULL;
    }
    if (kind == cJSON_Number && !isfinite(item->valuedouble)) {
        complain(at->file, below(at, key, -1).key, "is not a finite number");
        return NULL;
    }
    return item;
}

static const char *text(const cJSON *object, const place *at, const char *key, bool required)
{
    const cJSON *item = get(object, at, key, required, cJSON_String);
    if (item && !item->valuestring[0]) {
        complain(at->file, below(at, key, -1).key, "is empty");
        return NULL;
    }
    return item ? item->valuestring : NULL;
}

static bool truth(const cJSON *object, const place *at, const char *key)
{
    return cJSON_IsTrue(get(object, at, key, false, cJSON_True | cJSON_False));
}

static void *many(int n, size_t size)
{
    void *space = calloc(n > 0 ? (size_t)n : 1, size);
    if (!space)
        abort();
    return space;
}

static void read_choices(const cJSON *json, const place *at, argument *a)
{
    int n = cJSON_GetArraySize(json);
    a->choices = many(n, sizeof *a->choices);
    for (int i = 0; i < n; i++) {
        const cJSON *item = cJSON_GetArrayItem(json, i);
        place here = below(at, "", i);
        allow(item, &here, " id help ");
        a->choices[i].id = text(item, &here, "id", true);
        a->choices[i].help = text(item, &here, "help", true);
    }
    a->n_choices = (size_t)n;
}

static void read_argument(const cJSON *json, const place *at, argument *a)
{
    allow(json, at,
          " name shape unit help optional default min max above below whole values blank at_least pairs_with ");
    a->name = text(json, at, "name", true);
    a->shape = text(json, at, "shape", true);
    a->unit = text(json, at, "unit", true);
    a->help = text(json, at, "help", true);
    a->blank = text(json, at, "blank", false);
    a->pairs_with = text(json, at, "pairs_with", false);
    a->optional = truth(json, at, "optional");
    a->whole = truth(json, at, "whole");
    a->fallback = cJSON_GetObjectItemCaseSensitive(json, "default");
    a->min = get(json, at, "min", false, cJSON_Number);
    a->max = get(json, at, "max", false, cJSON_Number);
    a->above = get(json, at, "above", false, cJSON_Number);
    a->below = get(json, at, "below", false, cJSON_Number);
    const cJSON *least = get(json, at, "at_least", false, cJSON_Number);
    a->at_least = least ? (int)least->valuedouble : 1;
    const cJSON *values = get(json, at, "values", false, cJSON_Array);
    place here = below(at, "values", -1);
    if (values)
        read_choices(values, &here, a);
}

static void read_returns(entry *e, const place *at)
{
    place here = below(at, "returns", -1);
    const cJSON *json = get(e->json, at, "returns", true, cJSON_Object);
    if (!json)
        return;
    allow(json, &here, " shape unit columns ");
    e->returns = text(json, &here, "shape", true);
    e->returns_unit = text(json, &here, "unit", false);
    const cJSON *columns = get(json, &here, "columns", false, cJSON_Array);
    int n = cJSON_GetArraySize(columns);
    e->columns = many(n, sizeof *e->columns);
    e->n_columns = (size_t)n;
    for (int i = 0; i < n; i++) {
        place deeper = below(&here, "columns", -1);
        deeper = below(&deeper, "", i);
        const cJSON *item = cJSON_GetArrayItem(columns, i);
        allow(item, &deeper, " name unit help ");
        e->columns[i].name = text(item, &deeper, "name", true);
        e->columns[i].unit = text(item, &deeper, "unit", true);
        e->columns[i].help = text(item, &deeper, "help", true);
    }
}

static void read_examples(entry *e, const place *at)
{
    const cJSON *json = get(e->json, at, "examples", true, cJSON_Array);
    int n = cJSON_GetArraySize(json);
    if (json && n == 0)
        complain(e->file, "examples", "at least one is needed");
    e->examples = many(n, sizeof *e->examples);
    e->n_examples = (size_t)n;
    for (int i = 0; i < n; i++) {
        const cJSON *item = cJSON_GetArrayItem(json, i);
        place here = below(at, "examples", -1);
        here = below(&here, "", i);
        example *x = &e->examples[i];
        allow(item, &here, " formula gives tolerance ");
        x->formula = text(item, &here, "formula", true);
        x->gives = cJSON_GetObjectItemCaseSensitive(item, "gives");
        const cJSON *tolerance = get(item, &here, "tolerance", false, cJSON_Number);
        x->tolerance = tolerance ? tolerance->valuedouble : 1e-9;
        if (!x->gives)
            complain(e->file, here.key, "gives is missing");
    }
}

static void read_errors(const entry *e, const place *at)
{
    int i = 0;
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, e->errors)
    {
        place here = below(at, "errors", -1);
        here = below(&here, "", i++);
        allow(item, &here, " status when ");
        const char *status = text(item, &here, "status", true);
        (void)text(item, &here, "when", true);
        if (status && (!status_shown(status) || strpbrk(status, "#:")))
            complain(e->file, here.key, "unknown status \"%s\"", status);
    }
}

static void read_entry(entry *e)
{
    place at = {.file = e->file};
    if (!cJSON_IsObject(e->json)) {
        complain(e->file, "file", "must be one object");
        return;
    }
    allow(e->json, &at,
          " id name family category since c context summary args returns errors definition source see_also examples ");
    e->id = text(e->json, &at, "id", true);
    e->name = text(e->json, &at, "name", true);
    e->family = text(e->json, &at, "family", true);
    e->category = text(e->json, &at, "category", true);
    e->since = text(e->json, &at, "since", true);
    e->c = text(e->json, &at, "c", true);
    e->context = truth(e->json, &at, "context");
    e->summary = text(e->json, &at, "summary", true);
    e->definition = text(e->json, &at, "definition", true);
    e->source = text(e->json, &at, "source", true);
    const cJSON *arguments = get(e->json, &at, "args", true, cJSON_Array);
    int n = cJSON_GetArraySize(arguments);
    e->arguments = many(n, sizeof *e->arguments);
    e->n_arguments = (size_t)n;
    for (int i = 0; i < n; i++) {
        place here = below(&at, "args", -1);
        here = below(&here, "", i);
        read_argument(cJSON_GetArrayItem(arguments, i), &here, &e->arguments[i]);
    }
    read_returns(e, &at);
    e->errors = get(e->json, &at, "errors", false, cJSON_Array);
    read_errors(e, &at);
    e->see_also = get(e->json, &at, "see_also", false, cJSON_Array);
    read_examples(e, &at);
    for (size_t i = 0; !complaints() && i < e->n_examples; i++)
        read_formula(e, i, &e->examples[i]);
}

static int by_file(const void *a, const void *b)
{
    return strcmp(((const entry *)a)->file, ((const entry *)b)->file);
}

static void read_family(const char *folder, const char *family, catalogue *all)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, family);
    DIR *dir = opendir(path);
    if (!dir)
        return;
    for (struct dirent *item = readdir(dir); item; item = readdir(dir)) {
        size_t length = strlen(item->d_name);
        if (item->d_name[0] == '.')
            continue;
        char shown[1024];
        snprintf(shown, sizeof shown, "%s/%s", family, item->d_name);
        if (length < 6 || strcmp(item->d_name + length - 5, ".json") != 0) {
            complain(shown, "file", "does not belong here");
            continue;
        }
        all->entries = realloc(all->entries, (all->n + 1) * sizeof *all->entries);
        if (!all->entries)
            abort();
        all->entries[all->n++] = (entry){.file = strdup(shown)};
    }
    closedir(dir);
}

bool read_catalogue(const char *folder, const char *version, catalogue *out)
{
    char path[4096];
    out->version = version;
    snprintf(path, sizeof path, "%s/units.json", folder);
    out->units = read_json(path, "units.json");
    snprintf(path, sizeof path, "%s/categories.json", folder);
    out->categories = read_json(path, "categories.json");
    snprintf(path, sizeof path, "%s/reserved.json", folder);
    out->reserved = read_json(path, "reserved.json");
    DIR *dir = opendir(folder);
    if (!dir) {
        complain(folder, "folder", "cannot be read");
        return false;
    }
    for (struct dirent *item = readdir(dir); item; item = readdir(dir))
        if (!strchr(item->d_name, '.'))
            read_family(folder, item->d_name, out);
    closedir(dir);
    qsort(out->entries, out->n, sizeof *out->entries, by_file);
    for (size_t i = 0; i < out->n; i++) {
        entry *e = &out->entries[i];
        snprintf(path, sizeof path, "%s/%s", folder, e->file);
        e->json = read_json(path, e->file);
        if (e->json)
            read_entry(e);
    }
    if (out->n == 0)
        complain(folder, "folder", "holds no entry");
    return out->units && out->categories && out->reserved && !complaints();
}
