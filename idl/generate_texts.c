/* What entries say, in the languages besides English: summaries (idl/functions.*), definitions (idl/definitions.*), and
 * arguments, choices and columns (idl/arguments.*), these as lines "English => sentence". English is the key, so that a
 * sentence whose English has changed is no longer shown. They become texts.h and .c, sorted, which the add-in looks
 * into; texts.txt names what is missing, what belongs to nothing and what is too long for its place, for
 * tests/house.sh. */
#include "generate.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_TEXTS = 4096 };
typedef struct {
    const char *english, *text[N_LANGUAGES];
    bool used;
} sentence;
static sentence known[MOST_TEXTS];
static size_t n_known;
static sentence rows[MOST_TEXTS]; /* what is written out */
static size_t n_rows;

static void take(char *line, int language, const char *file)
{
    char *mark = strstr(line, " => ");
    size_t i = 0;
    if (!*line || strncmp(line, "# ", 2) == 0)
        return;
    if (!mark || !mark[4]) {
        complain(file, line, "no line \"English => sentence\"");
        return;
    }
    *mark = '\0';
    while (i < n_known && strcmp(known[i].english, line) != 0)
        i++;
    if (i == MOST_TEXTS)
        abort();
    if (i == n_known)
        known[n_known++].english = line;
    if (known[i].text[language])
        complain(file, line, "stands there twice");
    known[i].text[language] = mark + 4;
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
    for (size_t i = 0; language && i < n_known; i++)
        if (strcmp(known[i].english, english) == 0) {
            known[i].used = true;
            return known[i].text[language];
        }
    return language ? NULL : english;
}

static void add_word(char **text, const char *key, int language)
{
    const char *word = word_named(key, language);
    if (!word)
        complain("words", key, "is missing");
    add(text, "%s", word ? word : "");
}

static void add_number(char **text, double x, int language)
{
    char *number = NULL;
    add(&number, "%.15g", x);
    for (char *c = number; language && *c; c++) /* these languages have a decimal comma */
        *c = *c == '.' ? ',' : *c;
    add(text, "%s", number);
    free(number);
}

/* " Must be at least 0 and below 1." */
static void add_bounds(char **text, const argument *a, int language)
{
    const cJSON *low = a->min ? a->min : a->above, *high = a->max ? a->max : a->below;
    const char *joint = "wizard.must";
    if (low) {
        add(text, " ");
        add_word(text, joint, language);
        add(text, " ");
        add_word(text, a->min ? "wizard.min" : "wizard.above", language);
        add(text, " ");
        add_number(text, low->valuedouble, language);
        joint = "wizard.and";
    }
    if (high) {
        add(text, " ");
        add_word(text, joint, language);
        add(text, " ");
        add_word(text, a->max ? "wizard.max" : "wizard.below", language);
        add(text, " ");
        add_number(text, high->valuedouble, language);
    }
    if (low || high)
        add(text, ".");
    if (a->whole) {
        add(text, " ");
        add_word(text, "wizard.whole", language);
    }
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
    add(text, " ");
    add_word(text, a->fallback ? "wizard.default" : "wizard.leftout", language);
    if (a->fallback && cJSON_IsNumber(a->fallback)) {
        add(text, " ");
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
        add(&text, " ");
        add_word(&text, "wizard.oneof", language);
        for (size_t i = 0; i < a->n_choices; i++)
            add(&text, "%s \"%s\"", i ? "," : "", a->choices[i].id);
        add(&text, ".");
    }
    add_bounds(&text, a, language);
    add_default(&text, a, language);
    if (strcmp(a->unit, "text") != 0) {
        add(&text, " ");
        add_word(&text, "wizard.unit", language);
        add(&text, " ");
        add_unit(&text, a->unit, language);
        add(&text, ".");
    }
    return text;
}

/* The row of a text, once. */
static sentence *row(const char *english)
{
    for (size_t i = 0; i < n_rows; i++)
        if (strcmp(rows[i].english, english) == 0)
            return NULL;
    if (n_rows == MOST_TEXTS)
        abort();
    rows[n_rows] = (sentence){.english = english};
    return &rows[n_rows++];
}

static size_t characters(const char *text)
{
    size_t n = 0;
    for (; *text; text++)
        n += ((unsigned char)*text & 0xC0) != 0x80;
    return n;
}

/* A text that the files have, or should have. */
static void put(FILE *missing, const char *where, const char *english)
{
    enum { SOME = 60, HALF = 2 }; /* longer than English by more than half and some: the window's fields are not */
    sentence *r = row(english);
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
    sentence *r = row(e->summary);
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
        sentence *r = row(unit->string);
        for (int l = 1; r && l < N_LANGUAGES; l++) {
            char *text = NULL;
            add_unit(&text, unit->string, l);
            r->text[l] = text;
        }
    }
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
        sentence *r = row(word_named(joints[i], 0));
        for (int l = 1; r && l < N_LANGUAGES; l++)
            r->text[l] = word_named(joints[i], l);
    }
}

static int by_english(const void *a, const void *b)
{
    return strcmp(((const sentence *)a)->english, ((const sentence *)b)->english);
}

static void write_rows(void)
{
    FILE *h = output("texts.h"), *c = output("texts.c");
    fprintf(h,
            "/* Generated from idl/functions.*, definitions.*, arguments.*: sorted by their bytes. */\n"
            "#ifndef SX_TEXTS_H\n#define SX_TEXTS_H\n#include <stddef.h>\nenum { SX_TEXT_LANGUAGES = %d };\n"
            "typedef struct sx_said {\n    const char *english, *text[SX_TEXT_LANGUAGES]; /* NULL: none */\n"
            "} sx_said;\nextern const sx_said sx_texts[];\nextern const size_t sx_n_texts;\n#endif\n",
            N_LANGUAGES);
    fputs("/* Generated from idl/functions.*, definitions.*, arguments.*. */\n#include \"texts.h\"\n"
          "const sx_said sx_texts[] = {\n",
          c);
    for (size_t i = 0; i < n_rows; i++) {
        fputs("    {", c);
        put_c_string(c, rows[i].english);
        for (int l = 0; l < N_LANGUAGES; l++) {
            fputs(l ? ", " : ", {", c);
            put_c_string(c, rows[i].text[l]);
        }
        fputs("}},\n", c);
    }
    fprintf(c, "};\nconst size_t sx_n_texts = %zu;\n", n_rows);
}

void write_texts(const catalogue *all)
{
    FILE *missing = output("texts.txt");
    put_words(all);
    for (size_t i = 0; i < all->n; i++)
        put_entry(missing, &all->entries[i]);
    for (size_t i = 0; i < n_known; i++)
        if (!known[i].used)
            fprintf(missing, "no entry says: %s\n", known[i].english);
    qsort(rows, n_rows, sizeof *rows, by_english);
    write_rows();
}
