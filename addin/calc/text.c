#include "text.h"
#include <string.h>
#include "texts.h"

const char *sx_text_said(int language, const char *english)
{
    size_t low = 0, high = language > 0 && language < SX_TEXT_LANGUAGES ? sx_n_texts : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(english, sx_texts[middle].english);
        if (order == 0)
            return sx_texts[middle].text[language];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}
