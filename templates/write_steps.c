/* Steps: a row that says "step": "NAME" counts, from 1 in the order of its rows, and "#NAME" in any text of the
 * specification becomes its number: a step put in front moves the numbers of all that follow, wherever they are told.
 * "#steps" becomes how many there are, in words.
 */
#include <string.h>
#include "write.h"

static const char letters[] = "abcdefghijklmnopqrstuvwxyz";

typedef struct steps {
    book *b;
    cJSON *numbers; /* by name */
    int longest;    /* how many rows the longest list of steps has: "#steps", in words */
} steps;

static const char *const count_words[] = {"no",    "one",   "two",  "three", "four",   "five",   "six",
                                          "seven", "eight", "nine", "ten",   "eleven", "twelve", "thirteen"};

static void collect(steps *s, cJSON *node)
{
    int number = 0;
    cJSON *child;
    cJSON_ArrayForEach(child, node)
    {
        const cJSON *step = cJSON_GetObjectItemCaseSensitive(child, "step");
        const char *name = cJSON_IsArray(node) && cJSON_IsString(step) ? step->valuestring : NULL;
        if (name) {
            if (!*name || name[strspn(name, letters)])
                broken(s->b, step, "a step's name has lower case letters only");
            if (cJSON_GetObjectItemCaseSensitive(s->numbers, name) || !strcmp(name, "steps"))
                broken(s->b, step, "a second step \"%s\"", name);
            cJSON_AddNumberToObject(s->numbers, name, ++number);
            s->longest = number > s->longest ? number : s->longest;
            cJSON_DeleteItemFromObjectCaseSensitive(child, "step");
        }
        collect(s, child);
    }
}

static void tell(const steps *s, cJSON *text)
{
    book *b = s->b;
    const char *told = "", *rest = text->valuestring;
    bool any = false;
    for (const char *sign; (sign = strchr(rest, '#')) != NULL;) {
        int length = (int)strspn(sign + 1, letters);
        told = say(b, "%s%.*s", told, (int)(sign - rest), rest);
        if (length) {
            const char *name = say(b, "%.*s", length, sign + 1);
            if (!strcmp(name, "steps") && s->longest < (int)(sizeof count_words / sizeof *count_words)) {
                told = say(b, "%s%s", told, count_words[s->longest]);
                rest = sign + 1 + length;
                any = true;
                continue;
            }
            const cJSON *number = cJSON_GetObjectItemCaseSensitive(s->numbers, name);
            if (!number)
                broken(b, text, "no step is called \"%s\"", name);
            told = say(b, "%s%d", told, number->valueint);
            any = true;
        } else
            told = say(b, "%s#", told);
        rest = sign + 1 + length;
    }
    if (any)
        cJSON_SetValuestring(text, say(b, "%s%s", told, rest));
}

static void tell_all(const steps *s, cJSON *node)
{
    cJSON *child;
    cJSON_ArrayForEach(child, node)
    {
        if (cJSON_IsString(child))
            tell(s, child);
        else
            tell_all(s, child);
    }
}

void number_steps(book *b)
{
    steps s = {.b = b, .numbers = cJSON_CreateObject()};
    collect(&s, b->spec);
    tell_all(&s, b->spec);
    cJSON_Delete(s.numbers);
}
