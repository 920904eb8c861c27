#include "data/words.h"
#include <string.h>

const sx_canon *sx_canon_named(const char *name)
{
    for (size_t i = 0; i < sx_n_canons; i++)
        if (strcmp(sx_canons[i].name, name) == 0)
            return &sx_canons[i];
    return NULL;
}

int sx_field_named(const char *name)
{
    for (int i = 0; i < SX_N_FIELDS; i++)
        if (strcmp(sx_field_names[i], name) == 0)
            return i;
    return -1;
}

const sx_word *sx_word_find(const sx_word *words, size_t n, const char *folded)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(words[middle].word, folded);
        if (order == 0)
            return &words[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

bool sx_is_word(sx_word_list list, const char *folded)
{
    return sx_word_find(sx_word_lists[list].words, sx_word_lists[list].n, folded) != NULL;
}

bool sx_begins_with_word(sx_word_list list, const char *folded)
{
    const sx_word_set *set = &sx_word_lists[list];
    for (size_t i = 0; i < set->n; i++) {
        size_t length = strlen(set->words[i].word);
        if (strncmp(folded, set->words[i].word, length) == 0 && (folded[length] == '\0' || folded[length] == ' '))
            return true;
    }
    return false;
}

bool sx_holds_word(sx_word_list list, const char *folded)
{
    const char *at = folded;
    while (at && *at) {
        if (sx_begins_with_word(list, at))
            return true;
        at = strchr(at, ' ');
        at = at ? at + 1 : NULL;
    }
    return false;
}
