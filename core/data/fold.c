#include "data/fold.h"
#include <stdbool.h>
#include <string.h>
#include "data/utf8.h"

/* The letters from U+00C0 to U+017F without their accents; a blank: no letter; two letters where one is not enough. */
static const char *plain_latin(uint32_t c)
{
    static const char first[] = "aaaaaa\1ceeeeiiiidnooooo ouuuuy\2\3aaaaaa\1ceeeeiiiidnooooo ouuuuy\2y";
    static const char second[] = "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii\4\4jjkkkllllllllll"
                                 "nnnnnnnnnoooooo\5\5rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
    static const char *const pairs[] = {"ae", "th", "ss", "ij", "oe"};
    static const char letters[][2] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m",
                                      "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z"};
    char to = c < 0x100 ? first[c - 0xC0] : second[c - 0x100];
    if (to >= 1 && to <= 5)
        return pairs[to - 1];
    if (to >= 'a' && to <= 'z')
        return letters[to - 'a'];
    return "";
}

static uint32_t lower(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E)
        c -= 0xFEE0; /* full width */
    if (c >= 'A' && c <= 'Z')
        return c + 32;
    if ((c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F))
        return c + 32;
    if (c >= 0x400 && c <= 0x40F)
        return c + 80;
    return c;
}

static int is_word(uint32_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (c < 0xC0)
        return c == 0xAA || c == 0xB5 || c == 0xBA;
    if ((c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x3004) || (c >= 0x3008 && c <= 0x3020) ||
        (c >= 0xFF00 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) || (c >= 0xFF3B && c <= 0xFF40) ||
        (c >= 0xFF5B && c <= 0xFF65) || c == 0xFEFF || c == 0xFFFD || c == 0x30FB)
        return 0;
    return 1;
}

size_t sx_fold(const char *text, size_t length, char *out, size_t size)
{
    size_t n = 0, i = 0;
    int gap = 0;
    while (i < length) {
        size_t taken;
        uint32_t c = lower(sx_utf8_get(text + i, length - i, &taken));
        i += taken;
        char one[4];
        const char *put = one;
        size_t n_put;
        if (c >= 0x300 && c < 0x370)
            continue; /* an accent of its own */
        if (c >= 0xC0 && c < 0x180) {
            put = plain_latin(c);
            n_put = strlen(put);
        } else
            n_put = is_word(c) ? sx_utf8_put(c, one) : 0;
        if (n_put == 0) {
            gap = n > 0;
            continue;
        }
        if (n + n_put + (size_t)gap + 1 > size)
            break;
        if (gap)
            out[n++] = ' ';
        gap = 0;
        memcpy(out + n, put, n_put);
        n += n_put;
    }
    out[n] = '\0';
    return n;
}

uint64_t sx_hash(const void *bytes, size_t n, uint64_t start)
{
    const unsigned char *b = bytes;
    uint64_t hash = start ^ n * 0x9E3779B97F4A7C15u;
    for (; n >= 8; n -= 8, b += 8) {
        uint64_t word;
        memcpy(&word, b, 8);
        hash = (hash ^ word) * 0xFF51AFD7ED558CCDu;
        hash ^= hash >> 32;
    }
    uint64_t last = 0;
    for (size_t i = 0; i < n; i++)
        last = last << 8 | b[i];
    hash = (hash ^ last) * 0xC4CEB9FE1A85EC53u;
    return hash ^ hash >> 29;
}

static bool is_small(const char *word, size_t length)
{
    static const char *const small[] = {"of",    "the",   "de",  "du",  "des", "d",     "l",     "la",
                                        "le",    "les",   "el",  "los", "las", "del",   "di",    "dell",
                                        "da",    "do",    "das", "dos", "dal", "della", "dello", "dei",
                                        "degli", "delle", "der", "die", "den", "van",   "het",   "s"};
    if (length > 5 || !strchr("otdlevhs", word[0]))
        return false;
    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        if (small[i][0] == word[0] && strncmp(small[i], word, length) == 0 && small[i][length] == '\0')
            return true;
    return false;
}

size_t sx_fold_bare(char *folded)
{
    size_t n = 0;
    for (const char *at = folded; *at;) {
        size_t length = strcspn(at, " "), next = length + (at[length] == ' ');
        if (!is_small(at, length)) {
            if (n)
                folded[n++] = ' ';
            memmove(folded + n, at, length);
            n += length;
        }
        at += next;
    }
    folded[n] = '\0';
    return n;
}
