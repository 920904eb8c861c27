/* The words of menus, dialogs and sentences in each language: idl/words.en, .de, .fr, a line "key = text" each. English
 * says which keys there are; the others must have the same, with the same places %1, %2. */
#include "generate.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_WORDS = 4096 };
typedef struct {
    char *key, *text[N_LANGUAGES];
} word;
static word words[MOST_WORDS];
static size_t n_words;

const char *const languages[N_LANGUAGES] = {"en", "de", "fr"};

static word *find(const char *key)
{
    for (size_t i = 0; i < n_words; i++)
        if (strcmp(words[i].key, key) == 0)
            return &words[i];
    return NULL;
}

size_t word_count(void)
{
    return n_words;
}

const char *word_key(size_t i)
{
    return words[i].key;
}

const char *word_text(size_t i, int language)
{
    return words[i].text[language] ? words[i].text[language] : "";
}

const char *word_named(const char *key, int language)
{
    const word *found = find(key);
    return found ? found->text[language] : NULL;
}

static void take_line(char *line, int language, const char *file)
{
    char *mark = strstr(line, " = ");
    if (!*line || *line == '#')
        return;
    if (!mark || mark == line || !mark[3]) {
        complain(file, line, "no line \"key = text\"");
        return;
    }
    *mark = '\0';
    word *w = find(line);
    if (!w && language > 0) {
        complain(file, line, "English has no such key");
        return;
    }
    if (!w && n_words == MOST_WORDS)
        abort();
    if (!w) {
        w = &words[n_words++];
        w->key = line;
    }
    if (w->text[language])
        complain(file, line, "stands there twice");
    w->text[language] = mark + 3;
    if (line[strlen(line) - 1] == ' ' || mark[3] == ' ' || mark[3 + strlen(mark + 3) - 1] == ' ')
        complain(file, line, "blanks around it");
}

/* Which of %1 to %9 a text has, as bits. */
static unsigned places(const char *text)
{
    unsigned found = 0;
    for (; *text; text++)
        if (text[0] == '%' && text[1] >= '1' && text[1] <= '9')
            found |= 1u << (text[1] - '0');
    return found;
}

translation *translation_of(const translations *list, const char *key)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->of[i].key, key) == 0)
            return &list->of[i];
    return NULL;
}

translation *take_translation(translations *list, char *line, int language, const char *file)
{
    char *mark = strstr(line, list->mark), *text = mark ? mark + strlen(list->mark) : NULL;
    if (!*line || strncmp(line, "# ", 2) == 0) /* #VALUE! is a reason's part */
        return NULL;
    if (!text || !*text) {
        complain(file, line, "no line \"%s\"", list->form);
        return NULL;
    }
    *mark = '\0';
    translation *s = translation_of(list, line);
    if (!s && list->n == list->most)
        abort();
    if (!s) {
        s = &list->of[list->n++];
        s->key = line;
    }
    if (s->text[language])
        complain(file, line, "stands there twice");
    s->text[language] = text;
    return s;
}

void put_translation(FILE *f, const translation *s)
{
    fputs("    {", f);
    put_c_string(f, s->key);
    for (int l = 0; l < N_LANGUAGES; l++) {
        fputs(l ? ", " : ", {", f);
        put_c_string(f, s->text[l]);
    }
    fputs("}},\n", f);
}

/* What a function is, in the languages besides English: idl/functions.de, .fr. */
static translation of_functions[MOST_WORDS];
static translations functions = {" = ", "NAME = sentence", of_functions, 0, MOST_WORDS};

static void take_function(char *line, int language, const char *file)
{
    take_translation(&functions, line, language, file);
}

char *next_line(char **rest)
{
    char *line = *rest;
    *rest = line ? strchr(line, '\n') : NULL;
    if (*rest)
        *(*rest)++ = '\0';
    return line;
}

void read_lines(const char *folder, const char *kind, int language,
                void (*take)(char *line, int language, const char *file))
{
    char *path = NULL, *file = NULL;
    add(&file, "%s.%s", kind, languages[language]);
    add(&path, "%s/%s", folder, file);
    char *text = read_file(path), *rest;
    if (!text)
        complain(file, "the file", "cannot be read");
    rest = text;
    for (char *line = next_line(&rest); line; line = next_line(&rest))
        take(line, language, file);
    free(path);
    free(file);
}

const char *function_text(const char *name, int language)
{
    const translation *s = translation_of(&functions, name);
    return s ? s->text[language] : NULL;
}

void read_languages(const char *folder)
{
    for (int l = 0; l < N_LANGUAGES; l++) {
        char *file = NULL;
        add(&file, "words.%s", languages[l]);
        read_lines(folder, "words", l, take_line);
        if (l > 0)
            read_lines(folder, "functions", l, take_function);
        for (size_t i = 0; i < n_words; i++)
            if (!words[i].text[l])
                complain(file, words[i].key, "is missing");
            else if (places(words[i].text[l]) != places(words[i].text[0]))
                complain(file, words[i].key, "has not the places %%1, %%2 of the English text");
        free(file);
    }
}
