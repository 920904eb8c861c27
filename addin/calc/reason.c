#include "reason.h"
#include <string.h>
#include "reasons.h"

enum { MOST_VALUES = 12, MOST_STEPS = 20000, DEEPEST = 4 };

typedef struct value {
    const char *text;
    size_t length;
    bool is_number;
} value;

typedef struct matching {
    value values[MOST_VALUES];
    size_t n;
    int steps; /* a text from a cell may be anything: a match that does not come to an end is none */
} matching;

static bool in_number(char c)
{
    return (c >= '0' && c <= '9') || strchr("+-.einfa", c) != NULL;
}

/* Does the text have this format? Each conversion takes as little as it can. */
static bool match(matching *m, const char *format, const char *text, const char *end)
{
    if (m->steps++ > MOST_STEPS)
        return false;
    for (; *format && *format != '%'; format++, text++)
        if (text == end || *text != *format)
            return false;
    if (!*format)
        return text == end;
    if (format[1] == '%')
        return text < end && *text == '%' && match(m, format + 2, text + 1, end);
    format += 1 + strspn(format + 1, "0123456789.*zl-+");
    bool number = *format != 's';
    if (!*format++ || m->n == MOST_VALUES)
        return false;
    value *v = &m->values[m->n++];
    *v = (value){text, 0, number};
    for (size_t least = number ? 1 : 0;; v->length++) {
        if (v->length >= least && match(m, format, text + v->length, end))
            return true;
        if (text + v->length == end || (number && !in_number(text[v->length])) || m->steps > MOST_STEPS)
            break;
    }
    m->n--;
    return false;
}

static void say(int language, const char *text, size_t length, int depth, sx_text *out);

/* %1, %2 of the sentence are the values, in whose texts there may be sentences again. */
static void fill(int language, const char *sentence, const matching *m, int depth, sx_text *out)
{
    for (const char *at = sentence; *at; at++) {
        if (at[0] != '%' || at[1] < '1' || at[1] > '9' || (size_t)(at[1] - '1') >= m->n) {
            sx_text_add_bytes(out, at, 1);
            continue;
        }
        const value *v = &m->values[*++at - '1'];
        for (size_t i = 0; v->is_number && i < v->length; i++) /* these languages have a decimal comma */
            sx_text_add_bytes(out, v->text[i] == '.' ? "," : &v->text[i], 1);
        if (!v->is_number)
            say(language, v->text, v->length, depth + 1, out);
    }
}

static bool say_whole(int language, const char *text, size_t length, int depth, sx_text *out)
{
    for (size_t i = 0; i < sx_n_reasons && depth < DEEPEST; i++) {
        matching m = {.n = 0};
        const char *sentence = sx_reasons[i].text[language];
        if (sentence && match(&m, sx_reasons[i].english, text, text + length)) {
            fill(language, sentence, &m, depth, out);
            return true;
        }
    }
    return false;
}

/* Where two sentences were put together: the last place from which on the rest is one ("; note: ...", " (a blank ...").
 */
static bool say_parts(int language, const char *text, size_t length, int depth, sx_text *out)
{
    for (size_t at = length; at-- > 1;) {
        sx_text rest = {0};
        bool begins = text[at] == ';' || (text[at] == ' ' && text[at + 1] == '(');
        bool known = begins && say_whole(language, text + at, length - at, depth, &rest);
        if (known && rest.status == SX_OK) {
            say(language, text, at, depth + 1, out);
            sx_text_add_bytes(out, rest.data, rest.length);
        }
        sx_text_free(&rest);
        if (known)
            return true;
    }
    return false;
}

static void say(int language, const char *text, size_t length, int depth, sx_text *out)
{
    if (length == 0)
        return;
    if (depth < DEEPEST &&
        (say_parts(language, text, length, depth, out) || say_whole(language, text, length, depth, out)))
        return;
    for (size_t at = 0; depth < DEEPEST && at + 1 < length; at++) /* notes, one behind the other */
        if (text[at] == ';' && text[at + 1] == ' ') {
            say(language, text, at, depth + 1, out);
            sx_text_add_bytes(out, "; ", 2);
            say(language, text + at + 2, length - at - 2, depth + 1, out);
            return;
        }
    sx_text_add_bytes(out, text, length);
}

void sx_reason_say(int language, const char *english, sx_text *out)
{
    if (language <= 0 || language >= SX_REASON_LANGUAGES)
        sx_text_add_bytes(out, english, strlen(english));
    else
        say(language, english, strlen(english), 0, out);
}

int sx_reason_language(const char *locale)
{
    for (int l = 1; l < SX_REASON_LANGUAGES; l++) {
        size_t n = strlen(sx_reason_languages[l]);
        if (strncmp(locale, sx_reason_languages[l], n) == 0 && (locale[n] == '\0' || locale[n] == '-'))
            return l;
    }
    return 0;
}
