/* The catalogue as the generator holds it: read once, linted, then written out by one file an output. From the ground
 * up: say.c, shapes.c, text.c, files.c; above them the reader, the lint, the lock and the writers; above all main.c. */
#ifndef SX_GENERATE_H
#define SX_GENERATE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <cjson/cJSON.h>

/* All that the generator knows of a shape is its row in shapes.c. In a pattern $ stands for the argument. */
enum {
    RANGE = 1,   /* of cells: may be asked for a least count of values */
    NUMBERS = 2, /* may have bounds and be whole; a range of them has a policy for blanks */
    PAIRS = 4,   /* may be paired with another of its kind */
    WORDS = 8,   /* one of a list of values */
    CALLS = 16   /* arguments as a call has them, any number of them: stands last */
};
typedef struct {
    const char *name;
    unsigned can;
    int fallback; /* the kind of JSON value that is a default for it, or 0 */
    const char *dots, *uno, *parameter, *natural;
    const char *result; /* the C type that it is returned in, or NULL */
} shape;

typedef struct {
    const char *id, *help;
} choice;

typedef struct {
    const char *name, *unit, *help, *blank, *pairs_with;
    const shape *shape;
    bool optional, whole, keep_front;
    const cJSON *fallback, *min, *max, *above, *below, *at_least;
    choice *choices;
    size_t n_choices;
} argument;

typedef struct {
    const char *name, *unit, *help;
} column;

typedef struct {
    const char *status, *when;
} error_case;

/* One value of an example's formula: omitted, a number, a text, or an array of those. */
typedef struct value {
    enum { OMITTED, NUMBER, TEXT, ARRAY } kind;
    double number;
    char *text;
    size_t rows, columns;
    struct value *cells;
} value;

typedef struct {
    const char *formula;
    value *arguments;
    size_t n_arguments;
    const cJSON *gives;
    double tolerance;
} example;

typedef struct {
    char *file; /* "kpi/cac.json" */
    cJSON *json;
    const char *id, *name, *family, *category, *since, *c, *summary, *definition, *source;
    char *stored, *prefix; /* "SEXTANT.KPI.CAC", "kpi_cac" */
    bool context;
    const shape *returns;
    const char *returns_unit;
    argument *arguments;
    size_t n_arguments;
    column *columns;
    size_t n_columns;
    error_case *errors;
    size_t n_errors;
    const cJSON *see_also;
    example *examples;
    size_t n_examples;
} entry;

typedef struct {
    const char *id;     /* "kpi" */
    char *title, *word; /* "Kpi", "KPI" */
    entry *entries;     /* by id */
    size_t n;
} family;

typedef struct {
    family *families; /* by id */
    size_t n_families;
    entry *entries; /* of all families, one behind the other */
    size_t n;
    const char *version;
    cJSON *units, *categories, *reserved;
} catalogue;

/* say.c: every fault is printed with its file and key, and counted. */
void complain(const char *file, const char *key, const char *format, ...) __attribute__((format(printf, 3, 4)));
int complaints(void);

/* shapes.c: NULL when there is no such shape */
const shape *find_shape(const char *name);

/* text.c */
void add(char **text, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *upper(const char *text);
/* how a call is written; what an example gives */
char *syntax(const entry *e);
char *gives_shown(const example *x);
/* "#DIV/0!" of "DIV0", and back; NULL when there is none. The statuses are those of core/call/status.c. */
const char *status_shown(const char *name);
const char *status_named(const char *shown);
/* pattern, with `with` for every $ */
void put_pattern(FILE *f, const char *pattern, const char *with);
void put_xml(FILE *f, const char *text);
void put_c_string(FILE *f, const char *text);
/* As they are seen: without the mark of a key (~). */
size_t characters(const char *text);

/* files.c: read_file gives NULL when it cannot. What is written to an output stays in memory until publish(), which
 * puts all of them into their folder or, when one cannot be written, leaves everything as it was and is false. An
 * output whose bytes are there already keeps its time. */
char *read_file(const char *path);
FILE *output(const char *name);
bool publish(const char *folder);

/* generate_read.c */
bool read_catalogue(const char *folder, const char *version, catalogue *out);
/* generate_formula.c: the literals of "=KPI.CAC(1;2)"; a complaint when it is not such a call */
void read_formula(const entry *e, size_t index, example *out);
/* generate_lint.c */
void lint(const catalogue *all);
/* generate_lock.c: nothing that was released may be gone */
void check_lock(const catalogue *all, const char *path);

/* languages.c: the words of menus, dialogs and sentences (idl/words.*), by key and by position */
enum { N_LANGUAGES = 3 };
extern const char *const languages[N_LANGUAGES];
void read_languages(const char *folder);
/* Each line of FOLDER/KIND.LANGUAGE, to be kept by whoever takes it. */
void read_lines(const char *folder, const char *kind, int language,
                void (*take)(char *line, int language, const char *file));
/* The next line of a text, which is cut there; NULL behind the last. */
char *next_line(char **rest);
/* Lines "KEY mark SENTENCE" of several languages, one beside the other. */
typedef struct {
    const char *key, *text[N_LANGUAGES]; /* NULL: none */
    bool used;
} translation;
typedef struct {
    const char *mark, *form; /* what stands between, and the line as it must be */
    translation *of;
    size_t n, most;
} translations;
translation *take_translation(translations *list, char *line, int language,
                              const char *file); /* NULL: a remark or a fault */
translation *translation_of(const translations *list, const char *key);
/* "{key, {texts}}," of a table in C */
void put_translation(FILE *f, const translation *s);
/* generate_reasons.c: the core's reasons in the other languages */
void read_reasons(const char *folder);
void write_reasons(const catalogue *all);
/* generate_texts.c: what entries say in the other languages. text_in: NULL where there is none; it is English itself
 * for language 0. full_help: with range, default and unit behind it. */
void read_texts(const char *folder);
void write_texts(const catalogue *all);
const char *text_in(const char *english, int language);
char *full_help(const argument *a, int language);
/* generate_recipes.c: what a person has and wants; NULL behind the last */
enum { MOST_LEADS = 8 };
typedef struct {
    const char *have, *want;
    const entry *leads[MOST_LEADS];
    size_t n;
} recipe;
/* NULL: there is none */
const entry *entry_named(const catalogue *all, const char *name);
void read_recipes(const catalogue *all, const char *folder);
const recipe *recipe_at(size_t i);
size_t word_count(void);
const char *word_key(size_t i);
const char *word_text(size_t i, int language);
const char *word_named(const char *key, int language);
/* what a function is, in another language than English; NULL: not said yet */
const char *function_text(const char *name, int language);
/* generate_words.c: where they are read, and a lint of them; folder: that of the commands */
void write_words(const char *folder);

/* One file an output. */
void write_lock(const catalogue *all);
void write_idl(const catalogue *all);
void write_xcu(const catalogue *all);
void write_components(const catalogue *all);
void write_headers(const catalogue *all);
void write_tables(const catalogue *all);
void write_reference(const catalogue *all);
void write_help(const catalogue *all);
#endif
