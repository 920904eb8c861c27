#include "utf8.h"
#include <stdbool.h>

static uint32_t next_code(const uint16_t *from, size_t n, size_t *at)
{
    uint32_t code = from[(*at)++];
    if (code >= 0xD800 && code < 0xDC00 && *at < n && from[*at] >= 0xDC00 && from[*at] < 0xE000)
        return 0x10000 + ((code - 0xD800) << 10) + (from[(*at)++] - 0xDC00u);
    return code == 0 || (code >= 0xD800 && code < 0xE000) ? 0xFFFD : code;
}

/* Most texts of a sheet: read without a branch a character. */
static bool is_ascii(const uint16_t *from, size_t n)
{
    uint16_t outside = 0;
    for (size_t i = 0; i < n; i++)
        outside |= (uint16_t)(from[i] - 1u) >= 0x7F;
    return !outside;
}

size_t sx_utf8_length(const uint16_t *from, size_t n)
{
    size_t length = 0;
    if (is_ascii(from, n))
        return n;
    for (size_t at = 0; at < n;) {
        uint32_t code = next_code(from, n, &at);
        length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    }
    return length;
}

void sx_put_utf8(const uint16_t *from, size_t n, char *to)
{
    if (is_ascii(from, n)) {
        for (size_t i = 0; i < n; i++)
            to[i] = (char)from[i];
        to[n] = '\0';
        return;
    }
    for (size_t at = 0; at < n;) {
        uint32_t code = next_code(from, n, &at);
        if (code < 0x80) {
            *to++ = (char)code;
            continue;
        }
        int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
        *to++ = (char)((0xFF00u >> (more + 1) & 0xFFu) | code >> (6 * more));
        while (more-- > 0)
            *to++ = (char)(0x80u | (code >> (6 * more) & 0x3Fu));
    }
    *to = '\0';
}
