#include "gov/naming.h"
#include <stddef.h>
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || ((unsigned char)c & 0x80u);
}

sx_text *sx_next_fault(sx_text *faults)
{
    if (faults->length)
        sx_text_add_bytes(faults, "; ", 2);
    return faults;
}

bool sx_has_upper(const char *text)
{
    for (; *text; text++)
        if (*text >= 'A' && *text <= 'Z')
            return true;
    return false;
}

/* Bytes of the UTF-8 character at text (RFC 3629); 0: none is there. */
static size_t character_length(const char *text)
{
    unsigned char lead = (unsigned char)text[0];
    size_t length = 0;
    if (lead < 0x80)
        length = 1;
    else if (lead >= 0xC2 && lead < 0xE0)
        length = 2;
    else if (lead >= 0xE0 && lead < 0xF0)
        length = 3;
    else if (lead >= 0xF0 && lead < 0xF5)
        length = 4;
    for (size_t i = 1; i < length; i++)
        if (((unsigned char)text[i] & 0xC0u) != 0x80u)
            return 0;
    return length;
}

static bool allowed(char c, const char *also)
{
    return !((unsigned char)c & 0x80u) && (is_word(c) || strchr(also, c));
}

static bool seen_before(const char *text, const char *here, size_t length)
{
    for (; text < here; text++)
        if (strncmp(text, here, length) == 0)
            return true;
    return false;
}

void sx_fault_characters(sx_text *faults, const char *where, const char *text, const char *also)
{
    enum { MOST = 8 };
    size_t found = 0;
    for (const char *c = text; *c;) {
        size_t length = character_length(c), step = length ? length : 1;
        if (!allowed(*c, also) && !seen_before(text, c, step) && found++ < MOST) {
            if (found == 1)
                sx_text_add(sx_next_fault(faults), "characters: %s holds", where);
            if (length == 0)
                sx_text_add(faults, " a byte 0x%02X that is no UTF-8", (unsigned char)*c);
            else if (*c == ' ')
                sx_text_add(faults, " a blank");
            else if ((unsigned char)*c < 0x20 || *c == 0x7F)
                sx_text_add(faults, " U+%04X", (unsigned char)*c);
            else
                sx_text_add(faults, " \"%.*s\"", (int)length, c);
        }
        c += step;
    }
    if (found > MOST)
        sx_text_add(faults, " and more");
}

static bool is_address(const char *text, const char *at)
{
    if (at == text || !(is_word(at[-1]) || strchr("._-+", at[-1])))
        return false;
    const char *c = at + 1;
    bool dot = false;
    for (; is_word(*c) || *c == '-' || (*c == '.' && is_word(c[1])); c++)
        dot = dot || (*c == '.' && c > at + 1);
    return dot;
}

/* Digits of a run with single separators between. */
static size_t run_of_digits(const char *c)
{
    size_t digits = 0;
    int apart = 0;
    for (; *c; c++) {
        if (is_digit(*c)) {
            digits++;
            apart = 0;
        } else if (strchr(" -./()", *c) && apart < 2) {
            apart++; /* ") " and " (" are two */
        } else {
            break;
        }
    }
    return is_word(*c) && apart == 0 ? 0 : digits;
}

static bool is_phone(const char *text, const char *here)
{
    if (here > text && (is_word(here[-1]) || here[-1] == '.' || (here[-1] == '-' && *here != '+')))
        return false;
    bool plus = *here == '+' && is_digit(here[1]);
    bool zero = *here == '0' && (here[1] != '0' || (here[1] == '0' && here[2] != '0')) && here[1] != '.';
    if (!plus && !zero && !(*here == '(' && (here[1] == '0' || here[1] == '+')))
        return false;
    size_t digits = run_of_digits(*here == '+' ? here + 1 : here[1] == '+' ? here + 2 : here);
    return digits >= (plus ? 8 : 9) && digits <= 15;
}

const char *sx_personal_data(const char *text)
{
    for (const char *c = text; *c; c++)
        if (*c == '@' && is_address(text, c))
            return "an e-mail address";
    for (const char *c = text; *c; c++)
        if (is_phone(text, c))
            return "a phone number";
    return NULL;
}
