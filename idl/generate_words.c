/* The words where the office and the commands read them: menu_words.h and .c for the commands' C, the .properties
 * beside each dialog, the titles in the menu's .xcu files. And what can be said of a text before anybody looks at the
 * window: that somebody uses it, that it fits its field, that no access key of a dialog stands twice. */
#include "generate.h"
#include <ctype.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>

static const char *const office_languages[N_LANGUAGES] = {"en-US", "de", "fr"};
static const char *const file_languages[N_LANGUAGES] = {"en_US", "de_DE", "fr_FR"};
static bool *used;

static size_t index_of(const char *key)
{
    for (size_t i = 0; i < word_count(); i++)
        if (strcmp(word_key(i), key) == 0)
            return i;
    return word_count();
}

/* "WORD_EXPLAIN_TITLE" of "explain.title". */
static char *constant(const char *key)
{
    char *name = NULL;
    add(&name, "WORD_%s", key);
    for (char *c = name; *c; c++)
        *c = isalnum((unsigned char)*c) ? (char)toupper((unsigned char)*c) : '_';
    return name;
}

static bool has_word(const char *text, const char *name)
{
    size_t n = strlen(name);
    for (const char *at = text; (at = strstr(at, name)); at += n)
        if (!isalnum((unsigned char)at[n]) && at[n] != '_')
            return true;
    return false;
}

static char *read_all(const char *folder, const char *pattern)
{
    glob_t found;
    char *path = NULL, *all = NULL;
    add(&path, "%s/%s", folder, pattern);
    add(&all, "%s", "");
    if (glob(path, 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++) {
            char *text = read_file(found.gl_pathv[i]);
            add(&all, "%s", text ? text : "");
            free(text);
        }
    globfree(&found);
    free(path);
    return all;
}

static void write_c(const char *folder)
{
    FILE *h = output("menu_words.h"), *c = output("menu_words.c");
    char *sources = read_all(folder, "*.[ch]");
    fputs(
        "/* Generated from idl/words.*. */\n#ifndef SX_MENU_WORDS_H\n#define SX_MENU_WORDS_H\ntypedef enum sx_word {\n",
        h);
    fprintf(c, "/* Generated from idl/words.*. */\n#include \"menu_words.h\"\n"
               "const char *const sx_menu_words[SX_N_LANGUAGES][SX_N_WORDS] = {\n");
    for (size_t i = 0; i < word_count(); i++) {
        char *name = constant(word_key(i));
        if (has_word(sources, name) || strncmp(word_key(i), "wizard.", 7) == 0) /* generate_xcu.c, generate_texts.c */
            used[i] = true;
        fprintf(h, "    %s,\n", name);
        free(name);
    }
    fprintf(h,
            "    SX_N_WORDS\n} sx_word;\nenum { SX_N_LANGUAGES = %d };\n"
            "extern const char *const sx_menu_words[SX_N_LANGUAGES][SX_N_WORDS];\n#endif\n",
            N_LANGUAGES);
    for (int l = 0; l < N_LANGUAGES; l++) {
        fputs("    {\n", c);
        for (size_t i = 0; i < word_count(); i++) {
            fputs("        ", c);
            put_c_string(c, word_text(i, l));
            fputs(",\n", c);
        }
        fputs("    },\n", c);
    }
    fputs("};\n", c);
    free(sources);
}

/* "@menu.explain@" in an .xcu becomes the value in each language. */
static void write_menu(const char *folder, const char *name)
{
    char *path = NULL;
    add(&path, "%s/package/%s", folder, name);
    char *text = read_file(path), *rest = text;
    FILE *f = output(name);
    if (!text)
        complain(name, "the file", "cannot be read");
    while (text && rest) {
        char *mark = strchr(rest, '@'), *end = mark ? strchr(mark + 1, '@') : NULL;
        if (!end) {
            fputs(rest, f);
            break;
        }
        *mark = *end = '\0';
        fputs(rest, f);
        size_t i = index_of(mark + 1);
        if (i == word_count())
            complain(name, mark + 1, "is no key of the words");
        else
            for (int l = 0; l < N_LANGUAGES; l++) {
                fprintf(f, "<value xml:lang=\"%s\">", office_languages[l]);
                put_xml(f, word_text(i, l));
                fputs("</value>", f);
            }
        if (i < word_count())
            used[i] = true;
        rest = end + 1;
    }
    free(text);
    free(path);
}

static int attribute(const char *line, const char *name)
{
    char *key = NULL;
    add(&key, "dlg:%s=\"", name);
    const char *at = strstr(line, key);
    int found = at ? (int)strtol(at + strlen(key), NULL, 10) : 0;
    free(key);
    return found;
}

/* Does the text fit its field? A unit of a dialog is a quarter of a character's width; a button and a box have more
 * than their text. The widths were measured in a window (gtk3, gen), where 7 units hold 2 characters of mixed text. */
static void check_width(const char *file, const char *line, const char *key)
{
    int width = attribute(line, "width"), height = attribute(line, "height");
    bool button = strstr(line, "<dlg:button"), box = strstr(line, "<dlg:checkbox") || strstr(line, "<dlg:radio");
    if (width <= 0 || strstr(line, "<dlg:window") || strstr(line, "<dlg:menulist"))
        return;
    int lines = strstr(line, "multiline=\"true\"") ? (height + 1) / 9 : 1;
    double room = (width - (button ? 10 : box ? 14 : 0)) * (double)(lines > 0 ? lines : 1) / 3.3;
    for (int l = 0; l < N_LANGUAGES; l++)
        if ((double)characters(word_named(key, l)) > room + 1)
            complain(file, key, "%s: \"%s\" is longer than its field (%d units)", languages[l], word_named(key, l),
                     width);
}

static void check_access_key(const char *file, const char *key, bool taken[N_LANGUAGES][128])
{
    for (int l = 0; l < N_LANGUAGES; l++) {
        const char *mark = strchr(word_named(key, l), '~');
        int c = mark ? tolower((unsigned char)mark[1]) : 0;
        if (!mark || c >= 128)
            continue;
        if (taken[l][c])
            complain(file, key, "%s: the access key %c stands twice", languages[l], c);
        taken[l][c] = true;
    }
}

static void put_property(FILE *f, const char *key, const char *text)
{
    fprintf(f, "%s=", key);
    for (const unsigned char *c = (const unsigned char *)text; *c;) {
        unsigned code = *c++;
        if (code >= 0x80) { /* two or three bytes: what these languages are written in */
            int more = code >= 0xE0 ? 2 : 1;
            code &= more == 2 ? 0x0Fu : 0x1Fu;
            while (more-- > 0)
                code = code << 6 | (*c++ & 0x3Fu);
            fprintf(f, "\\u%04x", code);
        } else if (code == '\\') {
            fputs("\\\\", f);
        } else {
            fputc((int)code, f);
        }
    }
    fputc('\n', f);
}

static void write_dialog(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *name = NULL, *file[N_LANGUAGES] = {NULL}, *text = read_file(path), *rest, *base = NULL;
    FILE *f[N_LANGUAGES];
    bool taken[N_LANGUAGES][128] = {{false}};
    add(&name, "%s", slash ? slash + 1 : path);
    bool *here = calloc(word_count() + 1, sizeof *here);
    if (!here || !text)
        abort();
    name[strlen(name) - strlen(".xdl")] = '\0';
    if (!strstr(text, "dlg:button-type=\"cancel\""))
        complain(name, "the window", "no button of the type cancel: Escape would do nothing");
    for (int l = 0; l < N_LANGUAGES; l++) {
        add(&file[l], "dialogs/%s_%s.properties", name, file_languages[l]);
        f[l] = output(file[l]);
    }
    add(&base, "dialogs/%s_en_US.default", name); /* the resolver wants it; empty */
    output(base);
    for (char *line = text; line; line = rest) {
        rest = strchr(line, '\n');
        if (rest)
            *rest++ = '\0';
        for (char *at = line; (at = strstr(at, "\"&amp;"));) {
            bool is_value = at - line > 6 && strncmp(at - 6, "value=", 6) == 0;
            char *key = at + strlen("\"&amp;"), *end = strchr(key, '"'), *copy = NULL;
            add(&copy, "%.*s", (int)(end - key), key);
            at = end;
            size_t i = index_of(copy);
            if (i == word_count()) {
                complain(name, copy, "is no key of the words");
            } else {
                if (is_value && !strstr(line, "<dlg:menulist")) {
                    check_width(name, line, copy);
                    check_access_key(name, copy, taken);
                }
                for (int l = 0; !here[i] && l < N_LANGUAGES; l++)
                    put_property(f[l], copy, word_text(i, l));
                here[i] = used[i] = true;
            }
            free(copy);
        }
    }
    free(here);
    free(text);
}

void write_words(const char *folder)
{
    glob_t found;
    char *pattern = NULL;
    used = calloc(word_count() + 1, sizeof *used);
    if (!used)
        abort();
    add(&pattern, "%s/dialogs/*.xdl", folder);
    write_c(folder);
    write_menu(folder, "Addons.xcu");
    if (glob(pattern, 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            write_dialog(found.gl_pathv[i]);
    globfree(&found);
    free(pattern);
    for (size_t i = 0; i < word_count(); i++)
        if (!used[i])
            complain("words.en", word_key(i), "no dialog, menu or command uses it");
    free(used);
}
