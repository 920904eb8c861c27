/* What entries say, in the languages besides English: summaries (idl/functions.*), definitions (idl/definitions.*), and
 * arguments, choices and columns (idl/arguments.*), these as lines "English => sentence". English is the key, so that a
 * sentence whose English has changed is no longer shown. They become texts.h and .c, sorted, which the add-in looks
 * into; texts.txt names what is missing, what belongs to nothing and what is too long for its place, for
 * tests/house.sh. */
#include "generate.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_TEXTS = 4096 };
static translation of_known[MOST_TEXTS], of_rows[MOST_TEXTS];
static translations known = {" => ", "English => sentence", of_known, 0, MOST_TEXTS};
static translations rows = {.of = of_rows, .most = MOST_TEXTS}; /* what is written out */

static void take(char *line, int language, const char *file)
{
    take_translation(&known, line, language, file);
}

void read_texts(const char *folder)
{
    for (int l = 1; l < N_LANGUAGES; l++) {
        read_lines(folder, "definitions", l, take);
        read_lines(folder, "arguments", l, take);
    }
}

const char *text_in(const char *english, int language)
{
    translation *s = language ? translation_of(&known, english) : NULL;
    if (!s)
        return language ? NULL : english;
    s->used = true;
    return s->text[language];
}

/* A word behind a blank. */
static void add_word(char **text, const char *key, int language)
{
    const char *word = word_named(key, language);
    if (!word)
        complain("words", key, "is missing");
    add(text, " %s", word ? word : "");
}

static void add_number(char **text, double x, int language)
{
    char *number = NULL;
    add(&number, "%.15g", x);
    for (char *c = number; language && *c; c++) /* these languages have a decimal comma */
        *c = *c == '.' ? ',' : *c;
    add(text, " %s", number);
    free(number);
}

static void add_limit(char **text, const char *joint, const char *key, const cJSON *limit, int language)
{
    add_word(text, joint, language);
    add_word(text, key, language);
    add_number(text, limit->valuedouble, language);
}

/* " Must be at least 0 and below 1." */
static void add_bounds(char **text, const argument *a, int language)
{
    const cJSON *low = a->min ? a->min : a->above, *high = a->max ? a->max : a->below;
    if (low)
        add_limit(text, "wizard.must", a->min ? "wizard.min" : "wizard.above", low, language);
    if (high)
        add_limit(text, low ? "wizard.and" : "wizard.must", a->max ? "wizard.max" : "wizard.below", high, language);
    if (low || high)
        add(text, ".");
    if (a->whole)
        add_word(text, "wizard.whole", language);
}

/* "wizard.unit.moneyaday" of "money a day" */
static void add_unit(char **text, const char *unit, int language)
{
    char *key = NULL;
    add(&key, "wizard.unit.");
    for (const char *c = unit; *c; c++)
        if (*c != ' ')
            add(&key, "%c", *c);
    add_word(text, key, language);
    free(key);
}

static void add_default(char **text, const argument *a, int language)
{
    if (!a->fallback && !a->optional)
        return;
    add_word(text, a->fallback ? "wizard.default" : "wizard.leftout", language);
    if (a->fallback && cJSON_IsNumber(a->fallback)) {
        add_number(text, a->fallback->valuedouble, language);
    } else if (a->fallback) {
        add(text, " \"%s\"", a->fallback->valuestring);
    }
    add(text, a->fallback ? "." : "");
}

char *full_help(const argument *a, int language)
{
    const char *help = text_in(a->help, language);
    char *text = NULL;
    add(&text, "%s", help ? help : a->help);
    if (a->n_choices) {
        add_word(&text, "wizard.oneof", language);
        for (size_t i = 0; i < a->n_choices; i++)
            add(&text, "%s \"%s\"", i ? "," : "", a->choices[i].id);
        add(&text, ".");
    }
    add_bounds(&text, a, language);
    add_default(&text, a, language);
    if (strcmp(a->unit, "text") != 0) {
        add_word(&text, "wizard.unit", language);
        add_unit(&text, a->unit, language);
        add(&text, ".");
    }
    return text;
}

/* The row of a text, once. */
static translation *row(const char *english)
{
    if (translation_of(&rows, english))
        return NULL;
    if (rows.n == rows.most)
        abort();
    rows.of[rows.n] = (translation){.key = english};
    return &rows.of[rows.n++];
}

/* A text that the files have, or should have. */
static void put(FILE *missing, const char *where, const char *english)
{
    enum { SOME = 60, HALF = 2 }; /* longer than English by more than half and some: the window's fields are not */
    translation *r = row(english);
    for (int l = 1; r && l < N_LANGUAGES; l++) {
        r->text[l] = text_in(english, l);
        if (!r->text[l])
            fprintf(missing, "%s, %s: is missing: %s\n", languages[l], where, english);
        else if (characters(r->text[l]) > characters(english) + characters(english) / HALF + SOME)
            fprintf(missing, "%s, %s: is too long: %s\n", languages[l], where, english);
    }
}

static void put_entry(FILE *missing, const entry *e)
{
    translation *r = row(e->summary);
    for (int l = 1; r && l < N_LANGUAGES; l++)
        r->text[l] = function_text(e->name, l);
    put(missing, e->name, e->definition);
    for (size_t a = 0; a < e->n_arguments; a++) {
        const argument *x = &e->arguments[a];
        const char *said[N_LANGUAGES] = {NULL};
        for (int l = 1; l < N_LANGUAGES; l++)
            said[l] = text_in(x->help, l) ? full_help(x, l) : NULL;
        put(missing, e->name, x->help);
        r = row(full_help(x, 0)); /* as the core's table has it */
        for (int l = 1; r && l < N_LANGUAGES; l++)
            r->text[l] = said[l];
        for (size_t i = 0; i < x->n_choices; i++)
            put(missing, e->name, x->choices[i].help);
    }
    for (size_t i = 0; i < e->n_columns; i++)
        put(missing, e->name, e->columns[i].help);
}

/* The units, and what SEXTANT.ABOUT puts between the texts (core/sextant/about.h). */
static void put_words(const catalogue *all)
{
    static const char *const joints[] = {"wizard.about.default", "wizard.about.when", "wizard.about.one",
                                         "wizard.about.none"};
    const cJSON *unit = NULL;
    cJSON_ArrayForEach(unit, all->units)
    {
        translation *r = row(unit->string);
        for (int l = 1; r && l < N_LANGUAGES; l++) {
            char *text = NULL;
            add_unit(&text, unit->string, l);
            r->text[l] = text + 1; /* without the blank */
        }
    }
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
        translation *r = row(word_named(joints[i], 0));
        for (int l = 1; r && l < N_LANGUAGES; l++)
            r->text[l] = word_named(joints[i], l);
    }
}

static int by_english(const void *a, const void *b)
{
    return strcmp(((const translation *)a)->key, ((const translation *)b)->key);
}

static void write_rows(void)
{
    FILE *h = output("texts.h"), *c = output("texts.c");
    fprintf(h,
            "/* Generated from idl/functions.*, definitions.*, arguments.*: sorted by their bytes. */\n"
            "#ifndef SX_TEXTS_H\n#define SX_TEXTS_H\n#include <stddef.h>\nenum { SX_TEXT_LANGUAGES = %d };\n"
            "typedef struct sx_text_row {\n    const char *english, *text[SX_TEXT_LANGUAGES]; /* NULL: none */\n"
            "} sx_text_row;\nextern const sx_text_row sx_texts[];\nextern const size_t sx_n_texts;\n#endif\n",
            N_LANGUAGES);
    fputs("/* Generated from idl/functions.*, definitions.*, arguments.*. */\n#include \"texts.h\"\n"
          "const sx_text_row sx_texts[] = {\n",
          c);
    for (size_t i = 0; i < rows.n; i++)
        put_translation(c, &rows.of[i]);
    fprintf(c, "};\nconst size_t sx_n_texts = %zu;\n", rows.n);
}

void write_texts(const catalogue *all)
{
    FILE *missing = output("texts.txt");
    put_words(all);
    for (size_t i = 0; i < all->n; i++)
        put_entry(missing, &all->entries[i]);
    for (size_t i = 0; i < known.n; i++)
        if (!known.of[i].used)
            fprintf(missing, "no entry says: %s\n", known.of[i].key);
    qsort(rows.of, rows.n, sizeof *rows.of, by_english);
    write_rows();
}
