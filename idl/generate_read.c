/* Reads the entries strictly: an unknown key, a duplicate one, a wrong kind of value or text behind the end is a fault.
 */
#include "generate.h"
#include <dirent.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

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

static cJSON *read_json(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    char *text = read_file(path);
    if (!text) {
        complain(name, "file", "cannot be read");
        return NULL;
    }
    const char *end = NULL;
    cJSON *json = cJSON_ParseWithOpts(text, &end, 1);
    if (!json) {
        int line = 1;
        for (const char *c = text; c < end; c++)
            line += *c == '\n';
        complain(name, "file", "not JSON, or text behind its end, at line %d near \"%.20s\"", line, end);
    } else {
        find_duplicates(json, name);
    }
    free(text);
    return json;
}

/* An object of an entry, and where it stands, for complaints: "args[1]". */
typedef struct {
    const cJSON *object;
    const char *file;
    char key[128];
} place;

__attribute__((format(printf, 3, 4))) static void fault(const place *at, const char *key, const char *format, ...)
{
    char path[256], words[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(words, sizeof words, format, arguments);
    va_end(arguments);
    snprintf(path, sizeof path, "%s%s%s", at->key, *at->key && *key ? "." : "", key);
    complain(at->file, *path ? path : "file", "%s", words);
}

static const cJSON *get(const place *at, const char *key, bool required, int kinds)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(at->object, key);
    if (!item && required)
        fault(at, key, "is missing");
    if (item && !(item->type & kinds)) {
        fault(at, key, "has the wrong kind of value");
        return NULL;
    }
    if (item && cJSON_IsNumber(item) && !isfinite(item->valuedouble)) {
        fault(at, key, "is not a finite number");
        return NULL;
    }
    return item;
}

static const char *text(const place *at, const char *key, bool required)
{
    const cJSON *item = get(at, key, required, cJSON_String);
    if (item && !item->valuestring[0]) {
        fault(at, key, "is empty");
        return NULL;
    }
    return item ? item->valuestring : NULL;
}

/* Only these keys, each between blanks, may stand in the object. */
static void allow(const place *at, const char *keys)
{
    if (!cJSON_IsObject(at->object))
        fault(at, "", "must be an object");
    for (const cJSON *item = at->object->child; item; item = item->next) {
        char padded[80];
        snprintf(padded, sizeof padded, " %.70s ", item->string ? item->string : "");
        if (!strstr(keys, padded))
            fault(at, item->string ? item->string : "", "unknown key");
    }
}

static void *many(size_t n, size_t size)
{
    void *space = calloc(n ? n : 1, size);
    if (!space)
        abort();
    return space;
}

/* A list of objects, each of which `read` turns into one thing of that size; *n counts them. */
static void *list(const place *at, const char *key, bool required, size_t *n, size_t size,
                  void (*read)(const place *at, void *thing))
{
    const cJSON *array = get(at, key, required, cJSON_Array), *item = NULL;
    char *things = many((size_t)cJSON_GetArraySize(array), size);
    *n = 0;
    cJSON_ArrayForEach(item, array)
    {
        place here = {.object = item, .file = at->file};
        snprintf(here.key, sizeof here.key, "%.60s%s%s[%zu]", at->key, *at->key ? "." : "", key, *n);
        read(&here, things + size * (*n)++);
    }
    return things;
}

static void read_choice(const place *at, void *thing)
{
    allow(at, " id help ");
    *(choice *)thing = (choice){.id = text(at, "id", true), .help = text(at, "help", true)};
}

static const shape *read_shape(const place *at)
{
    const char *name = text(at, "shape", true);
    const shape *known = name ? find_shape(name) : NULL;
    if (name && !known)
        fault(at, "shape", "unknown shape \"%s\"", name);
    return known;
}

static void read_argument(const place *at, void *thing)
{
    argument *a = thing;
    allow(at, " name shape unit help optional default min max above below whole values blank at_least pairs_with "
              "keep_front ");
    a->name = text(at, "name", true);
    a->shape = read_shape(at);
    a->unit = text(at, "unit", true);
    a->help = text(at, "help", true);
    a->blank = text(at, "blank", false);
    a->pairs_with = text(at, "pairs_with", false);
    a->keep_front = cJSON_IsTrue(get(at, "keep_front", false, cJSON_True | cJSON_False));
    a->optional = cJSON_IsTrue(get(at, "optional", false, cJSON_True | cJSON_False));
    a->whole = cJSON_IsTrue(get(at, "whole", false, cJSON_True | cJSON_False));
    a->fallback = get(at, "default", false, cJSON_Number | cJSON_String);
    a->min = get(at, "min", false, cJSON_Number);
    a->max = get(at, "max", false, cJSON_Number);
    a->above = get(at, "above", false, cJSON_Number);
    a->below = get(at, "below", false, cJSON_Number);
    a->at_least = get(at, "at_least", false, cJSON_Number);
    a->choices = list(at, "values", false, &a->n_choices, sizeof *a->choices, read_choice);
}

static void read_column(const place *at, void *thing)
{
    allow(at, " name unit help ");
    *(column *)thing =
        (column){.name = text(at, "name", true), .unit = text(at, "unit", true), .help = text(at, "help", true)};
}

static void read_example(const place *at, void *thing)
{
    example *x = thing;
    const cJSON *tolerance = get(at, "tolerance", false, cJSON_Number);
    allow(at, " formula gives tolerance ");
    x->formula = text(at, "formula", true);
    x->gives = get(at, "gives", true, ~0);
    x->tolerance = tolerance ? tolerance->valuedouble : 1e-9;
}

static void read_error(const place *at, void *thing)
{
    error_case *c = thing;
    allow(at, " status when ");
    c->status = text(at, "status", true);
    c->when = text(at, "when", true);
    if (c->status && !status_shown(c->status))
        fault(at, "status", "unknown status \"%s\"", c->status);
}

static void read_entry(entry *e)
{
    place at = {.object = e->json, .file = e->file};
    allow(&at,
          " id name family category since c context summary args returns errors definition source see_also examples ");
    e->id = text(&at, "id", true);
    e->name = text(&at, "name", true);
    e->family = text(&at, "family", true);
    e->category = text(&at, "category", true);
    e->since = text(&at, "since", true);
    e->c = text(&at, "c", true);
    e->context = cJSON_IsTrue(get(&at, "context", false, cJSON_True | cJSON_False));
    e->summary = text(&at, "summary", true);
    e->definition = text(&at, "definition", true);
    e->source = text(&at, "source", true);
    e->arguments = list(&at, "args", true, &e->n_arguments, sizeof *e->arguments, read_argument);
    place returns = {.object = get(&at, "returns", true, cJSON_Object), .file = e->file, .key = "returns"};
    if (returns.object) {
        allow(&returns, " shape unit columns ");
        e->returns = read_shape(&returns);
        e->returns_unit = text(&returns, "unit", false);
        e->columns = list(&returns, "columns", false, &e->n_columns, sizeof *e->columns, read_column);
    }
    e->errors = list(&at, "errors", false, &e->n_errors, sizeof *e->errors, read_error);
    e->see_also = get(&at, "see_also", false, cJSON_Array);
    e->examples = list(&at, "examples", true, &e->n_examples, sizeof *e->examples, read_example);
    if (e->n_examples == 0)
        fault(&at, "examples", "at least one is needed");
    if (complaints())
        return;
    for (size_t i = 0; i < e->n_examples; i++)
        read_formula(e, i, &e->examples[i]);
    char *word = upper(e->id), *room = upper(e->family);
    add(&e->stored, "SEXTANT.%s.%s", room, word);
    add(&e->prefix, "%s_%s", e->family, e->id);
    free(word);
    free(room);
}

static int by_file(const void *a, const void *b)
{
    return strcmp(((const entry *)a)->file, ((const entry *)b)->file);
}

static void read_family(const char *folder, const char *name, catalogue *all)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    DIR *dir = opendir(path);
    if (!dir)
        return;
    for (struct dirent *item = readdir(dir); item; item = readdir(dir)) {
        size_t length = strlen(item->d_name);
        if (item->d_name[0] == '.')
            continue;
        char shown[1024];
        snprintf(shown, sizeof shown, "%s/%s", name, item->d_name);
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

static void gather_families(catalogue *all)
{
    all->families = many(all->n, sizeof *all->families);
    for (size_t i = 0; i < all->n; i++) {
        entry *e = &all->entries[i];
        if (i == 0 || strcmp(e->family, e[-1].family) != 0) {
            family *f = &all->families[all->n_families++];
            *f = (family){.id = e->family, .word = upper(e->family), .entries = e};
            add(&f->title, "%c%s", f->word[0], e->family + 1);
        }
        all->families[all->n_families - 1].n++;
    }
}

bool read_catalogue(const char *folder, const char *version, catalogue *out)
{
    out->version = version;
    out->units = read_json(folder, "units.json");
    out->categories = read_json(folder, "categories.json");
    out->reserved = read_json(folder, "reserved.json");
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
        e->json = read_json(folder, e->file);
        if (e->json)
            read_entry(e);
    }
    if (out->n == 0)
        complain(folder, "folder", "holds no entry");
    if (!complaints())
        gather_families(out);
    return out->units && out->categories && out->reserved && !complaints();
}
