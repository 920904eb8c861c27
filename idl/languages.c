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

/* What a function is, in the languages besides English: idl/functions.de, .fr, a line "NAME = sentence" each. */
static word functions[MOST_WORDS];
static size_t n_functions;

static void take_function(char *line, int language, const char *file)
{
    char *mark = strstr(line, " = ");
    if (!*line || *line == '#')
        return;
    if (!mark || !mark[3]) {
        complain(file, line, "no line \"NAME = sentence\"");
        return;
    }
    *mark = '\0';
    size_t i = 0;
    while (i < n_functions && strcmp(functions[i].key, line) != 0)
        i++;
    if (i == MOST_WORDS)
        abort();
    if (i == n_functions)
        functions[n_functions++].key = line;
    if (functions[i].text[language])
        complain(file, line, "stands there twice");
    functions[i].text[language] = mark + 3;
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
    for (char *line = text; line; line = rest) {
        rest = strchr(line, '\n');
        if (rest)
            *rest++ = '\0';
        take(line, language, file);
    }
    free(path);
    free(file);
}

const char *function_text(const char *name, int language)
{
    for (size_t i = 0; i < n_functions; i++)
        if (strcmp(functions[i].key, name) == 0)
            return functions[i].text[language];
    return NULL;
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
