#include "rows.h"
#include <string.h>

const char *row_cell(desk *d, const char *text, size_t n, bool right)
{
    size_t all = 0, i = 0;
    for (const char *at = text; *at; at++)
        all += ((unsigned char)*at & 0xC0) != 0x80;
    if (all > n) { /* as many characters as leave room for the ellipsis */
        for (size_t kept = 0; text[i]; i++)
            if (((unsigned char)text[i] & 0xC0) != 0x80 && kept++ == n - 1)
                break;
        return desk_text(d, "%.*s…", (int)i, text);
    }
    const char *blanks = desk_text(d, "%*s", (int)(n - all), "");
    return right ? desk_text(d, "%s%s", blanks, text) : desk_text(d, "%s%s", text, blanks);
}
