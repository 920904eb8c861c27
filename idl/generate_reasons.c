/* The reasons that the core gives, in the languages besides English: idl/reasons.de, .fr, a line "English | sentence"
 * each, English as the sources have it with its conversions, the sentence with %1, %2 in their order. They become
 * reasons.h and .c, which the hosts match with what the core said. tests/house.sh says what is missing. */
#include "generate.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_REASONS = 2048, FRAME = 1000 /* WHY's own sentence stands around all others */ };
static translation of_reasons[MOST_REASONS];
static translations reasons = {" | ", "English | sentence", of_reasons, 0, MOST_REASONS};

/* How many conversions; what stands beside them is counted. */
static int conversions(const char *format, size_t *literal)
{
    int n = 0;
    for (*literal = 0; *format; format++) {
        if (*format != '%' || format[1] == '%') {
            ++*literal;
            format += *format == '%';
            continue;
        }
        n++;
        format += 1 + strspn(format + 1, "0123456789.*zl-+");
        if (!*format)
            break;
    }
    return n;
}

static void take(char *line, int language, const char *file)
{
    const translation *s = take_translation(&reasons, line, language, file);
    size_t literal;
    int n = s ? conversions(s->key, &literal) : 0;
    for (const char *at = s ? s->text[language] : ""; *at; at++)
        if (at[0] == '%' && at[1] >= '1' && at[1] <= '9' && at[1] - '0' > n)
            complain(file, line, "the sentence has a %%%c, and English has %d places", at[1], n);
}

/* Characters that are no conversion: the more, the surer a match. */
static size_t literal_of(const translation *s)
{
    size_t literal;
    conversions(s->key, &literal);
    return literal + (strncmp(s->key, "%s gives ", 9) == 0 ? FRAME : 0);
}

static int by_literal(const void *a, const void *b)
{
    const translation *x = a, *y = b;
    size_t of_x = literal_of(x), of_y = literal_of(y);
    if (of_x != of_y)
        return of_x > of_y ? -1 : 1;
    return strcmp(x->key, y->key);
}

void read_reasons(const char *folder)
{
    for (int l = 1; l < N_LANGUAGES; l++)
        read_lines(folder, "reasons", l, take);
    qsort(reasons.of, reasons.n, sizeof *reasons.of, by_literal);
}

void write_reasons(const catalogue *all)
{
    FILE *h = output("reasons.h"), *c = output("reasons.c");
    (void)all;
    fprintf(h,
            "/* Generated from idl/reasons.*: those with most words first. */\n#ifndef SX_REASONS_H\n"
            "#define SX_REASONS_H\n#include <stddef.h>\nenum { SX_REASON_LANGUAGES = %d };\n"
            "typedef struct sx_reason {\n    const char *english, *text[SX_REASON_LANGUAGES]; /* NULL: none */\n"
            "} sx_reason;\nextern const sx_reason sx_reasons[];\nextern const size_t sx_n_reasons;\n"
            "extern const char *const sx_reason_languages[SX_REASON_LANGUAGES];\n#endif\n",
            N_LANGUAGES);
    fputs("/* Generated from idl/reasons.*. */\n#include \"reasons.h\"\nconst char *const "
          "sx_reason_languages[SX_REASON_LANGUAGES] = {",
          c);
    for (int l = 0; l < N_LANGUAGES; l++)
        fprintf(c, "%s\"%s\"", l ? ", " : "", languages[l]);
    fputs("};\nconst sx_reason sx_reasons[] = {\n", c);
    for (size_t i = 0; i < reasons.n; i++)
        put_translation(c, &reasons.of[i]);
    fprintf(c, "};\nconst size_t sx_n_reasons = %zu;\n", reasons.n);
}
