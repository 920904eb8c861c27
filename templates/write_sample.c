/* What fills a workbook: {"inputs": {id: value or {"value","source","owner","date"}},
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
                cJSON_AddItemToArray(line, value_of(text, quoted));
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
    const char *path = drawn ? say(b, "%s/%s", b->story, table->valuestring + sizeof story - 1)
                             : say(b, "%s%s", b->folder, table->valuestring);
    cJSON *rows = read_csv(b, path, !raw);
    cJSON_ReplaceItemInObjectCaseSensitive(tables, id, rows); /* read once, freed with the sample */
    return rows;
}
