/* Parts: what several specifications share stands once, in parts/NAME.json beside them. {"part": "NAME", ...} is
 * replaced by it, {"part": "NAME.MEMBER"} by a member of it; "$key" in a part by what the specification gives as key,
 * an array among the items of an array item by item. */
#include <string.h>
#include "write.h"

enum { DEEPEST = 8 }; /* parts within parts; deeper is a circle */

/* The JSON of a part: read once, kept to the end. */
static const cJSON *part_of(book *b, const cJSON *where, const char *name)
{
    int length = (int)strspn(name, "abcdefghijklmnopqrstuvwxyz");
    const char *member = name[length] ? name + length : NULL;
    if (!length || (member && *member != '.'))
        broken(b, where, "\"%s\" is no part: lower case letters, and a member's name after a point", name);
    const char *slash = strrchr(b->file, '/');
    const char *path = say(b, "%.*sparts/%.*s.json", slash ? (int)(slash + 1 - b->file) : 0, b->file, length, name);
    const cJSON *part = cJSON_GetObjectItemCaseSensitive(b->parts, path);
    if (!part) {
        cJSON *fresh = read_json(b, path);
        cJSON_AddItemToObject(b->parts, path, fresh);
        part = fresh;
    }
    if (member && !(part = cJSON_GetObjectItemCaseSensitive(part, member + 1)))
        broken(b, where, "%s has no member \"%s\"", path, member + 1);
    return part;
}

static const char *parameter(const cJSON *node)
{
    return cJSON_IsString(node) && node->valuestring[0] == '$' ? node->valuestring + 1 : NULL;
}

static bool asks_for(const cJSON *part, const char *key)
{
    const char *name = parameter(part);
    if (name)
        return strcmp(name, key) == 0;
    const cJSON *child;
    cJSON_ArrayForEach(child, part) if (asks_for(child, key)) return true;
    return false;
}

static void add_to(cJSON *to, const char *key, cJSON *item)
{
    if (key)
        cJSON_AddItemToObject(to, key, item);
    else
        cJSON_AddItemToArray(to, item);
}

/* What the specification gives, without the key that it has there. */
static cJSON *copy_of(const cJSON *given)
{
    cJSON *copy = cJSON_Duplicate(given, true);
    cJSON_free(copy->string);
    copy->string = NULL;
    return copy;
}

/* A copy of the part with the parameters filled. */
static cJSON *filled(book *b, const cJSON *use, const cJSON *part)
{
    if (!cJSON_IsArray(part) && !cJSON_IsObject(part))
        return cJSON_Duplicate(part, true);
    cJSON *copy = cJSON_IsArray(part) ? cJSON_CreateArray() : cJSON_CreateObject();
    const cJSON *child, *item;
    cJSON_ArrayForEach(child, part)
    {
        const char *key = parameter(child);
        const cJSON *given = key ? cJSON_GetObjectItemCaseSensitive(use, key) : NULL;
        if (key && !given)
            broken(b, use, "the part asks for \"%s\"", key);
        if (!key)
            add_to(copy, child->string, filled(b, use, child));
        else if (cJSON_IsArray(part) && cJSON_IsArray(given))
            cJSON_ArrayForEach(item, given) add_to(copy, NULL, cJSON_Duplicate(item, true));
        else
            add_to(copy, child->string, copy_of(given));
    }
    return copy;
}

/* What stands in place of a use of a part, named for complaints (an object's valuestring is free for that). */
static cJSON *expanded(book *b, const cJSON *use)
{
    const char *name = need_text(b, use, "part");
    const cJSON *part = part_of(b, use, name), *argument;
    cJSON_ArrayForEach(argument, use)
    {
        if (strcmp(argument->string, "part") && !asks_for(part, argument->string))
            broken(b, argument, "the part does not ask for it");
    }
    cJSON *put = filled(b, use, part);
    if (cJSON_IsObject(put)) {
        put->valuestring = cJSON_malloc(strlen(name) + 1);
        strcpy(put->valuestring, name);
    }
    return put;
}

static cJSON *replaced(book *b, cJSON *node, cJSON *use)
{
    cJSON *put = expanded(b, use);
    if (use->string)
        cJSON_ReplaceItemInObjectCaseSensitive(node, say(b, "%s", use->string), put);
    else
        cJSON_ReplaceItemViaPointer(node, use, put);
    return put;
}

void expand_parts(book *b, cJSON *node, int depth)
{
    for (cJSON *child = node->child; child; child = child->next) {
        int deeper = depth;
        while (cJSON_GetObjectItemCaseSensitive(child, "part")) {
            if (deeper++ == DEEPEST)
                broken(b, child, "parts within parts without an end");
            child = replaced(b, node, child);
        }
        expand_parts(b, child, deeper);
    }
}
