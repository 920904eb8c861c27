#include "data/bytes.h"
#include <string.h>

static const char *const names[] = {"utf-8", "utf-16-le", "utf-16-be", "windows-1252", "iso-8859-15"};

const char *sx_encoding_name(sx_encoding encoding)
{
    return names[encoding];
}

/* Where strict UTF-8 (RFC 3629) ends: n where all of it is. *nul counts NUL bytes. */
static size_t whole_utf8(const unsigned char *b, size_t n, size_t *nul)
{
    size_t i = 0;
    while (i < n) {
        uint64_t word;
        while (i + 8 <= n && (memcpy(&word, b + i, 8), (word & 0x8080808080808080u) == 0) &&
               ((word - 0x0101010101010101u) & 0x8080808080808080u) == 0) /* ASCII, and no NUL */
            i += 8;
        if (i == n)
            break;
        if (b[i] < 0x80) {
            *nul += b[i] == 0;
            i++;
            continue;
        }
        size_t more = b[i] >= 0xC2 && b[i] <= 0xDF   ? 1
                      : (b[i] & 0xF0u) == 0xE0       ? 2
                      : b[i] >= 0xF0 && b[i] <= 0xF4 ? 3
                                                     : 0;
        if (more == 0 || i + more >= n)
            return i;
        for (size_t k = 1; k <= more; k++)
            if ((b[i + k] & 0xC0u) != 0x80)
                return i;
        if ((b[i] == 0xE0 && b[i + 1] < 0xA0) || (b[i] == 0xED && b[i + 1] > 0x9F) ||
            (b[i] == 0xF0 && b[i + 1] < 0x90) || (b[i] == 0xF4 && b[i + 1] > 0x8F))
            return i;
        i += more + 1;
    }
    return n;
}

static bool begins(const char *bytes, size_t n, const char *with)
{
    size_t length = strlen(with);
    if (n < length)
        return false;
    for (size_t i = 0; i < length; i++)
        if ((bytes[i] >= 'A' && bytes[i] <= 'Z' ? bytes[i] + 32 : bytes[i]) != with[i])
            return false;
    return true;
}

/* What the first bytes say that is no table of text, NULL: nothing. */
static const char *magic(const char *bytes, size_t n)
{
    static const struct {
        const char *bytes;
        size_t n;
        const char *what;
    } known[] = {{"PK\x03\x04", 4, "xlsx"}, {"PK\x05\x06", 4, "xlsx"}, {"\xD0\xCF\x11\xE0", 4, "xls"},
                 {"%PDF", 4, "pdf"},        {"\x1F\x8B", 2, "gzip"},   {"{\\rtf", 5, "binary"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (n >= known[i].n && memcmp(bytes, known[i].bytes, known[i].n) == 0)
            return known[i].what;
    while (n && (*bytes == ' ' || (*bytes >= '\t' && *bytes <= '\r')))
        bytes++, n--;
    if (n == 0)
        return "empty";
    static const char *const pages[] = {"<html", "<table", "<!doctype", "<?xml", "<meta", "<head", "<body", "<style"};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (begins(bytes, n, pages[i]))
            return "html";
    if (*bytes == '[' || *bytes == '{') {
        size_t i = 1;
        while (i < n && (bytes[i] == ' ' || (bytes[i] >= '\t' && bytes[i] <= '\r')))
            i++;
        if (i < n && (bytes[i] == '"' || bytes[i] == '{' || bytes[i] == '[' || bytes[i] == ']' || bytes[i] == '}'))
            return "json";
    }
    return NULL;
}

static sx_status from_utf16(const unsigned char *b, size_t n, bool big, sx_bytes *out)
{
    if (n % 2)
        out->truncated = true;
    for (size_t i = 0; i + 1 < n; i += 2) {
        uint32_t c = big ? (uint32_t)b[i] << 8 | b[i + 1] : (uint32_t)b[i + 1] << 8 | b[i];
        if (c >= 0xD800 && c < 0xDC00 && i + 3 < n) {
            uint32_t low = big ? (uint32_t)b[i + 2] << 8 | b[i + 3] : (uint32_t)b[i + 3] << 8 | b[i + 2];
            if (low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            } else
                c = 0xFFFD;
        } else if (c >= 0xD800 && c < 0xE000)
            c = 0xFFFD;
        if (c == 0) {
            out->refused = "binary";
            return SX_OK;
        }
        char one[4];
        sx_text_add_bytes(&out->owned, one, sx_utf8_put(c, one));
    }
    out->encoding = big ? SX_UTF16BE : SX_UTF16LE;
    out->text = out->owned.data ? out->owned.data : "";
    out->length = out->owned.length;
    return out->owned.status;
}

static sx_status from_page(const unsigned char *b, size_t n, sx_bytes *out)
{
    static const uint16_t high[32] = {0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                      0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x8D,   0x17D,  0x8F,
                                      0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                      0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};
    bool windows = false, currency = false;
    for (size_t i = 0; i < n; i++) {
        windows |= b[i] >= 0x80 && b[i] < 0xA0;
        currency |= b[i] == 0xA4;
    }
    out->encoding = currency && !windows ? SX_LATIN9 : SX_CP1252;
    for (size_t i = 0; i < n; i++) {
        uint32_t c = b[i] >= 0x80 && b[i] < 0xA0 ? high[b[i] - 0x80] : b[i];
        if (out->encoding == SX_LATIN9)
            c = c == 0xA4   ? 0x20AC
                : c == 0xA6 ? 0x160
                : c == 0xA8 ? 0x161
                : c == 0xB4 ? 0x17D
                : c == 0xB8 ? 0x17E
                : c == 0xBC ? 0x152
                : c == 0xBD ? 0x153
                : c == 0xBE ? 0x178
                            : c;
        char one[4];
        sx_text_add_bytes(&out->owned, one, sx_utf8_put(c, one));
    }
    out->text = out->owned.data ? out->owned.data : "";
    out->length = out->owned.length;
    return out->owned.status;
}

/* Whether NULs stand in every second place: 1 in the odd ones (little end first), 2 in the even ones, 0 no. */
static int alternating(const unsigned char *b, size_t n)
{
    size_t look = n < 4096 ? n : 4096, at[2] = {0, 0};
    for (size_t i = 0; i < look; i++)
        at[i % 2] += b[i] == 0;
    if ((at[0] + at[1]) * 10 <= look * 3)
        return 0;
    return at[1] > 4 * at[0] ? 1 : at[0] > 4 * at[1] ? 2 : 0;
}

/* Drops the line that broke off. */
static void whole_lines(sx_bytes *out)
{
    while (out->length && out->text[out->length - 1] != '\n')
        out->length--;
}

sx_status sx_bytes_read(const char *bytes, size_t n, sx_bytes *out)
{
    *out = (sx_bytes){.text = "", .encoding = SX_UTF8};
    const unsigned char *b = (const unsigned char *)bytes;
    if (n >= 2 && ((b[0] == 0xFF && b[1] == 0xFE) || (b[0] == 0xFE && b[1] == 0xFF))) {
        out->bom = true;
        sx_status status = from_utf16(b + 2, n - 2, b[0] == 0xFE, out);
        if (status == SX_OK && !out->refused)
            out->refused = magic(out->text, out->length);
        return status;
    }
    if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        out->bom = true;
        bytes += 3, b += 3, n -= 3;
    }
    if ((out->refused = magic(bytes, n)))
        return SX_OK;
    int way = alternating(b, n);
    if (way) {
        sx_status status = from_utf16(b, n, way == 2, out);
        if (status == SX_OK && !out->refused)
            out->refused = magic(out->text, out->length);
        return status;
    }
    size_t nul = 0, whole = whole_utf8(b, n, &nul);
    if (nul || (whole < n && memchr(b, 0, n))) {
        out->refused = "binary";
        return SX_OK;
    }
    if (whole == n || n - whole <= 3) {
        bool broken_mark = whole < n && b[whole] < 0xC2; /* one odd byte at the end of an 8-bit file */
        bool other = false;
        for (size_t i = 0; i < whole && whole < n && !other; i++)
            other = b[i] >= 0x80;
        if (whole == n || (other && !broken_mark)) {
            out->text = bytes;
            out->length = whole;
            out->truncated = whole < n;
            if (out->truncated)
                whole_lines(out);
            return SX_OK;
        }
    }
    return from_page(b, n, out);
}

void sx_bytes_free(sx_bytes *bytes)
{
    sx_text_free(&bytes->owned);
    *bytes = (sx_bytes){0};
}
