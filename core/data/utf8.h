/* Characters as UTF-8. */
#ifndef SX_UTF8_H
#define SX_UTF8_H
#include <stddef.h>
#include <stdint.h>

/* Writes the character as UTF-8; out has room for four bytes. How many it took. */
static inline size_t sx_utf8_put(uint32_t c, char *out)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

/* The character at text (whole UTF-8, length > 0) and how many bytes it takes. */
static inline uint32_t sx_utf8_get(const char *text, size_t length, size_t *taken)
{
    const unsigned char *t = (const unsigned char *)text;
    size_t n = t[0] < 0x80 ? 1 : t[0] < 0xE0 ? 2 : t[0] < 0xF0 ? 3 : 4;
    if (n > length || t[0] < 0x80) {
        *taken = 1;
        return t[0];
    }
    *taken = n;
    uint32_t c = n == 2 ? t[0] & 0x1Fu : n == 3 ? t[0] & 0x0Fu : t[0] & 0x07u;
    for (size_t i = 1; i < n; i++)
        c = c << 6 | (t[i] & 0x3Fu);
    return c;
}
#endif
