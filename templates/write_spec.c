/* Reading a specification strictly: cJSON takes duplicate keys and trailing text, we do not. */
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "write.h"

/* The path of a node, found by walking down from the root: only needed once, when something is wrong. */
static bool path_to(const cJSON *from, const cJSON *where, sx_text *path)
{
    if (from == where)
        return true;
    size_t length = path->length;
    int index = 0;
    for (const cJSON *child = from ? from->child : NULL; child; child = child->next, index++) {
        if (child->string)
            sx_text_add(path, "%s%s", length ? "." : "", child->string);
        else
            sx_text_add(path, "[%d]", index);
        if (cJSON_IsObject(child) && child->valuestring)
            sx_text_add(path, "(part %s)", child->valuestring);
        if (path_to(child, where, path))
            return true;
        path->length = length;
        path->data[length] = '\0';
    }
    return false;
}

void broken(const book *b, const cJSON *where, const char *format, ...)
{
    sx_text path = {0};
    sx_text_add(&path, "%s", "");
    path_to(b->spec, where, &path);
    fprintf(stderr, "%s: %s: ", b->file, path.length ? path.data : "specification");
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(1);
}

void *keep(book *b, size_t bytes)
{
    void **block = calloc(1, sizeof *block * 2 + bytes);
    if (!block)
        broken(b, NULL, "out of memory");
    block[0] = b->kept;
    b->kept = block;
    return block + 2;
}

const char *say(book *b, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        broken(b, NULL, "a text cannot be written");
    char *text = keep(b, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

void whole(const book *b, const sx_text *text)
{
    if (text->status != SX_OK)
        broken(b, NULL, "out of memory");
}

const char *ended(book *b, sx_text *text)
{
    whole(b, text);
    const char *kept = say(b, "%s", text->data ? text->data : "");
    sx_text_free(text);
    return kept;
}

const char *read_text(book *b, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        broken(b, NULL, "cannot open %s: %s", path, strerror(errno));
    sx_text text = {0};
    char part[8192];
    size_t n;
    while ((n = fread(part, 1, sizeof part, file)) > 0)
        sx_text_add_bytes(&text, part, n);
    if (ferror(file))
        broken(b, NULL, "cannot read %s: %s", path, strerror(errno));
    fclose(file);
    if (text.data && strlen(text.data) < text.length)
        broken(b, NULL, "%s: a NUL in a text", path);
    return ended(b, &text);
}

static const cJSON *duplicate(const cJSON *node)
{
    for (const cJSON *child = node->child; child; child = child->next) {
        for (const cJSON *later = child->next; cJSON_IsObject(node) && later; later = later->next)
            if (!strcmp(child->string, later->string))
                return later;
        const cJSON *deeper = duplicate(child);
        if (deeper)
            return deeper;
    }
    return NULL;
}

cJSON *read_json(book *b, const char *path)
{
    const char *text = read_text(b, path), *end = NULL;
    cJSON *root = cJSON_ParseWithOpts(text, &end, true);
    if (!root) {
        int line = 1;
        for (const char *p = text; p < end; p++)
            line += *p == '\n';
        broken(b, NULL, "%s: line %d: not JSON, or text after its end", path, line);
    }
    const cJSON *twice = duplicate(root);
    if (twice) {
        b->spec = root;
        broken(b, twice, "%s: key \"%s\" stands twice", path, twice->string);
    }
    return root;
}

void only_keys(const book *b, const cJSON *object, const char *keys)
{
    if (!cJSON_IsObject(object))
        broken(b, object, "must be an object");
    for (const cJSON *child = object->child; child; child = child->next) {
        size_t length = strlen(child->string);
        const char *found = keys;
        while ((found = strstr(found, child->string)) &&
               !((found == keys || found[-1] == ' ') && (found[length] == ' ' || !found[length])))
            found++;
        if (!found || !length)
            broken(b, child, "unknown key; known here: %s", keys);
    }
}

const cJSON *get_items(const book *b, const cJSON *object, const char *key, bool required)
{
    const cJSON *items = cJSON_GetObjectItemCaseSensitive(object, key);
    if (!items && required)
        broken(b, object, "key \"%s\" is missing", key);
    if (items && (!cJSON_IsArray(items) || !items->child))
        broken(b, items, "must be an array that is not empty");
    return items;
}

const char *get_text(book *b, const cJSON *object, const char *key, const char *otherwise)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key), *part;
    if (!item)
        return otherwise;
    if (cJSON_IsString(item))
        return item->valuestring;
    if (!cJSON_IsArray(item) || !item->child)
        broken(b, item, "must be a text, or an array of its parts");
    const char *text = "";
    cJSON_ArrayForEach(part, item)
    {
        if (!cJSON_IsString(part))
            broken(b, part, "must be a part of a text");
        text = say(b, "%s%s", text, part->valuestring);
    }
    return text;
}

const char *need_text(book *b, const cJSON *object, const char *key)
{
    const char *text = get_text(b, object, key, NULL);
    if (!text)
        broken(b, object, "key \"%s\" is missing", key);
    return text;
}

double get_number(const book *b, const cJSON *object, const char *key, double otherwise)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    if (!item)
        return otherwise;
    if (!cJSON_IsNumber(item))
        broken(b, item, "must be a number");
    return item->valuedouble;
}

int get_whole(const book *b, const cJSON *object, const char *key, int otherwise, int low, int high)
{
    double number = get_number(b, object, key, otherwise);
    if (!(number >= low && number <= high) || floor(number) < number)
        broken(b, object, "\"%s\" must be a whole number from %d to %d", key, low, high);
    return (int)number;
}

bool get_flag(const book *b, const cJSON *object, const char *key, bool otherwise)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    if (item && !cJSON_IsBool(item))
        broken(b, item, "must be true or false");
    return item ? cJSON_IsTrue(item) : otherwise;
}
