/* What fills a workbook: {"with": "another.json", "inputs": {id: value or {"value","source","owner","date"}},
 * "tables": {id: [{column: value}...], or "file.csv"}}. A table's CSV has column ids in its first line; a raw block
 * takes its CSV as it is. */
#include <stdlib.h>
#include <string.h>
#include "write.h"

const cJSON *sample_input(const book *b, const char *id)
{
    return cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(b->sample, "inputs"), id);
}

/* One field of a CSV line, its quotes taken off; *p moves behind it. */
static const char *field(book *b, const char **p, bool *quoted)
{
    const char *from = *p, *end = from;
    for (bool inside = false; *end && (inside || (*end != ',' && *end != '\n')); end++)
        inside ^= *end == '"';
    char *out = keep(b, (size_t)(end - from) + 1), *to = out;
    *quoted = *from == '"';
    for (; from < end; from++) {
        if (*from != '"')
            *to++ = *from;
        else if (from > *p && from[1] == '"') /* a doubled quote inside quotes stands for one */
            *to++ = *from++;
    }
    if (to > out && to[-1] == '\r')
        to--;
    *to = '\0';
    *p = end;
    return out;
}

static cJSON *value_of(const char *text, bool quoted)
{
    double number;
    if (!*text)
        return cJSON_CreateNull();
    if (!quoted && sx_text_to_number(text, &number))
        return cJSON_CreateNumber(number);
    return cJSON_CreateString(text);
}

/* By rows; with names each row is an object keyed by the first line. */
static cJSON *read_csv(book *b, const char *path, bool names)
{
    const char *p = read_text(b, path);
    const char *heads[MAX_COLUMNS];
    int n_heads = 0;
    bool quoted;
    for (bool more = names; more && n_heads < MAX_COLUMNS; p++) {
        heads[n_heads++] = field(b, &p, &quoted);
        if (*p != ',') {
            more = false;
            p -= !*p;
        }
    }
    cJSON *rows = cJSON_CreateArray();
    while (*p) {
        cJSON *line = names ? cJSON_CreateObject() : cJSON_CreateArray();
        for (int i = 0;; i++) {
            const char *text = field(b, &p, &quoted);
            if (!names)
                cJSON_AddItemToArray(line, cJSON_CreateString(text)); /* as it is pasted */
            else if (i < n_heads && *text)
                cJSON_AddItemToObject(line, heads[i], value_of(text, quoted));
            if (*p != ',')
                break;
            p++;
        }
        p += *p == '\n';
        cJSON_AddItemToArray(rows, line);
    }
    return rows;
}

cJSON *sample_table(book *b, const char *id, bool raw)
{
    cJSON *tables = cJSON_GetObjectItemCaseSensitive(b->sample, "tables");
    cJSON *table = cJSON_GetObjectItemCaseSensitive(tables, id);
    if (!cJSON_IsString(table))
        return table;
    /* "story/spend.csv": drawn at build time (story.c), one set for all samples. */
    static const char story[] = "story/";
    bool drawn = strncmp(table->valuestring, story, sizeof story - 1) == 0;
    const char *path = drawn ? say(b, "%s/%s", b->story, table->valuestring + sizeof story - 1) : table->valuestring;
    cJSON *rows = read_csv(b, path, !raw);
    cJSON_ReplaceItemInObjectCaseSensitive(tables, id, rows); /* read once, freed with the sample */
    return rows;
}

/* Adds one part of a sample, "inputs" or "tables", to what is there; a later file's entries take the place of earlier
 * ones. */
static void merge(book *b, const char *part, cJSON *from, const char *folder)
{
    if (!cJSON_HasObjectItem(b->sample, part))
        cJSON_AddObjectToObject(b->sample, part);
    cJSON *to = cJSON_GetObjectItemCaseSensitive(b->sample, part), *item;
    while (from && (item = from->child)) {
        cJSON_DetachItemViaPointer(from, item);
        const char *name = say(b, "%s", item->string);
        if (cJSON_IsString(item) && !strcmp(part, "tables") && strncmp(item->valuestring, "story/", 6) != 0) {
            const char *path = say(b, "%s%s", folder, item->valuestring);
            cJSON_Delete(item);
            item = cJSON_CreateString(path);
        }
        cJSON_DeleteItemFromObjectCaseSensitive(to, name);
        cJSON_AddItemToObject(to, name, item);
    }
}

void sample_read(book *b, const char *path)
{
    const char *slash = strrchr(path, '/'), *folder = slash ? say(b, "%.*s", (int)(slash + 1 - path), path) : "";
    const char *before = b->file;
    b->file = path;
    cJSON *file = read_json(b, path);
    only_keys(b, file, "with inputs tables");
    if (cJSON_HasObjectItem(file, "with")) /* what several samples share */
        sample_read(b, say(b, "%s%s", folder, need_text(b, file, "with")));
    b->file = path;
    if (!b->sample)
        b->sample = cJSON_CreateObject();
    merge(b, "inputs", cJSON_GetObjectItemCaseSensitive(file, "inputs"), folder);
    merge(b, "tables", cJSON_GetObjectItemCaseSensitive(file, "tables"), folder);
    cJSON_Delete(file);
    b->file = before;
}

/* What the sample fills must exist, else a typing error would leave a cell empty. */
void sample_check(const book *b)
{
    static const char *const parts[] = {"inputs", "tables"};
    for (size_t i = 0; b->sample && i < 2; i++) {
        const cJSON *item;
        cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(b->sample, parts[i]))
        {
            const char *raw = NULL;
            for (int k = 0; k < b->n_symbols && !raw; k++)
                if (!strncmp(b->symbols[k].name, item->string, strlen(item->string)) &&
                    !strcmp(b->symbols[k].name + strlen(item->string), ".area"))
                    raw = b->symbols[k].name;
            if (!raw && !find_symbol(b, item->string))
                broken(b, NULL, "the sample fills \"%s\", which is no %s of the workbook", item->string,
                       i ? "table" : "input");
        }
    }
}
