/* Turns the files of header words and words in cells into a table for the core: generate_words FOLDER OUT.h OUT.c.
 * A word that belongs to two fields of one table stops the build, and so does a word of an unknown field. */
#include "data/fold.h"
#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_WORDS = 16000,
    MOST_TABLES = 16,
    MOST_FIELDS = 128,
    MOST_COLUMNS = 24,
    MOST_LISTS = 64,
    WORD = 96,
    LIKELY = 1000
};

typedef struct {
    char word[WORD];
    int owner, field, rank; /* owner: a table, or MOST_TABLES + a list */
    char shown[WORD];
} word;
typedef struct {
    char name[32], money[32], names[64];
    int dated, n_columns, fields[MOST_COLUMNS], kinds[MOST_COLUMNS], required[MOST_COLUMNS], n_canonical,
        ranks[MOST_FIELDS];
} table;

static word words[MOST_WORDS];
static table tables[MOST_TABLES];
static char fields[MOST_FIELDS][32], lists[MOST_LISTS][32];
static int n_words, n_tables, n_fields, n_lists, list_ranks[MOST_LISTS], faults;
static const char *const kinds[] = {"text", "date", "moment", "month", "code", "number", "money"};

static void complain(const char *file, int line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "%s:%d: ", file, line);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    faults++;
}

static int find(char (*names)[32], int *n, const char *name, int most)
{
    for (int i = 0; i < *n; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    if (*n == most || strlen(name) > 31)
        return -1;
    memcpy(names[*n], name, strlen(name) + 1);
    return (*n)++;
}

static void add_words(const char *file, int line, char *text, int owner, int field, int *rank)
{
    for (char *w = strtok(text, "|\n"); w; w = strtok(NULL, "|\n")) {
        word *x = &words[n_words];
        if (sx_fold(w, strlen(w), x->word, WORD) == 0) {
            complain(file, line, "an empty word");
            continue;
        }
        while (*w == ' ')
            w++;
        snprintf(x->shown, WORD, "%s", w);
        for (size_t n = strlen(x->shown); n && x->shown[n - 1] == ' ';)
            x->shown[--n] = '\0';
        int twice = 0;
        for (int i = 0; i < n_words; i++)
            if (words[i].owner == owner && strcmp(words[i].word, x->word) == 0) {
                twice = 1;
                if (words[i].field != field)
                    complain(file, line, "\"%s\" belongs to %s already", x->word, fields[words[i].field]);
            }
        if (twice)
            continue;
        x->owner = owner;
        x->field = field;
        x->rank = (*rank)++ + (w[strspn(w, " ")] == '?' ? LIKELY : 0);
        if (++n_words == MOST_WORDS) {
            complain(file, line, "too many words");
            exit(1);
        }
    }
}

static void read_line(const char *file, int line, char *text, table **now)
{
    char verb[16] = "", a[64] = "", b[16] = "", c[16] = "";
    char *colon = strchr(text, ':');
    if (sscanf(text, "%15s", verb) != 1 || verb[0] == '#')
        return;
    if (strcmp(verb, "table") == 0) {
        *now = &tables[n_tables++];
        sscanf(text, "table %31s", (*now)->name);
        (*now)->dated = strstr(text, " date") != NULL;
        if (strstr(text, "money="))
            sscanf(strstr(text, "money="), "money=%31s", (*now)->money);
        if (strstr(text, "names="))
            sscanf(strstr(text, "names="), "names=%63s", (*now)->names);
        return;
    }
    if (strcmp(verb, "list") == 0 && colon && sscanf(text, "list %31[^:]", a) == 1) {
        int list = find(lists, &n_lists, a, MOST_LISTS);
        if (list < 0)
            complain(file, line, "too many lists");
        else
            add_words(file, line, colon + 1, MOST_TABLES + list, list, &list_ranks[list]);
        return;
    }
    if (!*now) {
        complain(file, line, "no table yet");
        return;
    }
    if (strcmp(verb, "words") == 0 && colon && sscanf(text, "words %31[^:]", a) == 1) {
        int known = -1, field = find(fields, &n_fields, a, MOST_FIELDS);
        for (int i = 0; i < (*now)->n_columns; i++)
            if ((*now)->fields[i] == field)
                known = i;
        if (known < 0)
            complain(file, line, "%s is no column of %s", a, (*now)->name);
        else
            add_words(file, line, colon + 1, (int)(*now - tables), field, &(*now)->ranks[field]);
        return;
    }
    int canonical = strcmp(verb, "column") == 0;
    if ((canonical || strcmp(verb, "aside") == 0) && sscanf(text, "%*s %31s %15s %15s", a, b, c) >= 2) {
        int i = (*now)->n_columns++, kind = -1;
        for (int k = 0; k < (int)(sizeof kinds / sizeof *kinds); k++)
            if (strcmp(kinds[k], b) == 0)
                kind = k;
        if (kind < 0)
            complain(file, line, "no kind %s", b);
        (*now)->fields[i] = find(fields, &n_fields, a, MOST_FIELDS);
        (*now)->kinds[i] = kind;
        (*now)->required[i] = strcmp(c, "required") == 0;
        (*now)->n_canonical += canonical;
        return;
    }
    complain(file, line, "not understood: %s", text);
}

/* The words of a table once more without their small words, where that names one field only. */
static void add_bare(void)
{
    int n = n_words, bare = 0;
    for (int i = 0; i < n && n_words < MOST_WORDS - 1; i++) {
        word *x = &words[n_words];
        *x = words[i];
        int taken = x->owner >= MOST_TABLES || sx_fold_bare(x->word) == 0 || strcmp(x->word, words[i].word) == 0;
        for (int k = 0; k < n_words && !taken; k++)
            if (words[k].owner == x->owner && strcmp(words[k].word, x->word) == 0) {
                taken = 1;
                if (k >= n && words[k].field != x->field)
                    words[k].field = -1;
            }
        n_words += !taken;
    }
    for (int i = n; i < n_words; i++)
        if (words[i].field >= 0)
            words[n + bare++] = words[i];
    n_words = n + bare;
}

static int by_word(const void *a, const void *b)
{
    const word *x = a, *y = b;
    return x->owner != y->owner ? x->owner - y->owner : strcmp(x->word, y->word);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void upper(FILE *f, const char *name)
{
    for (; *name; name++)
        fputc(*name >= 'a' && *name <= 'z' ? *name - 32 : *name, f);
}

static void put(FILE *f, const char *text)
{
    fputc('"', f);
    for (; *text; text++)
        if (*text == '"' || *text == '\\')
            fprintf(f, "\\%c", *text);
        else if ((unsigned char)*text < 0x80)
            fputc(*text, f);
        else
            fprintf(f, "\\%03o", (unsigned char)*text);
    fputc('"', f);
}

static void write_header(const char *path)
{
    FILE *f = fopen(path, "w");
    if (!f)
        exit(1);
    fputs("/* Made from core/data/words by generate_words. */\n#ifndef SX_GEN_WORDS_H\n#define SX_GEN_WORDS_H\n"
          "typedef enum sx_field {\n",
          f);
    for (int i = 0; i < n_fields; i++) {
        fputs("    SX_F_", f);
        upper(f, fields[i]);
        fputs(",\n", f);
    }
    fputs("    SX_N_FIELDS\n} sx_field;\ntypedef enum sx_word_list {\n", f);
    for (int i = 0; i < n_lists; i++) {
        fputs("    SX_W_", f);
        upper(f, lists[i]);
        fputs(",\n", f);
    }
    fputs("    SX_N_LISTS\n} sx_word_list;\ntypedef enum sx_canon_id {\n", f);
    for (int i = 0; i < n_tables; i++) {
        fputs("    SX_T_", f);
        upper(f, tables[i].name);
        fputs(",\n", f);
    }
    fputs("    SX_N_TABLES\n} sx_canon_id;\n#endif\n", f);
    fclose(f);
}

static void write_words(FILE *f, const char *name, int owner)
{
    fprintf(f, "static const sx_word words_%s[] = {\n", name);
    for (int i = 0; i < n_words; i++)
        if (words[i].owner == owner) {
            fputs("    {", f);
            put(f, words[i].word);
            fprintf(f, ", %d, %d},\n", words[i].field, words[i].rank);
        }
    fputs("};\n", f);
}

static void write_tables(const char *path)
{
    FILE *f = fopen(path, "w");
    if (!f)
        exit(1);
    fputs("/* Made from core/data/words by generate_words. */\n#include \"data/words.h\"\n", f);
    for (int t = 0; t < n_tables; t++)
        write_words(f, tables[t].name, t);
    for (int l = 0; l < n_lists; l++) {
        char name[48];
        snprintf(name, sizeof name, "list_%s", lists[l]);
        write_words(f, name, MOST_TABLES + l);
    }
    fputs("const sx_canon sx_canons[] = {\n", f);
    for (int t = 0; t < n_tables; t++) {
        table *x = &tables[t];
        fprintf(f,
                "    {.name = \"%s\", .dated = %d, .words = words_%s, .n_words = sizeof words_%s / sizeof *words_%s,\n "
                "    .n_columns = %d, .n_canonical = %d, .columns = {",
                x->name, x->dated, x->name, x->name, x->name, x->n_columns, x->n_canonical);
        for (int c = 0; c < x->n_columns; c++)
            fprintf(f, "{%d, %d, %d}, ", x->fields[c], x->kinds[c], x->required[c]);
        fputs("},\n     .id = SX_T_", f);
        upper(f, x->name);
        fprintf(f, ", .money = %d, .names = {", x->money[0] ? find(fields, &n_fields, x->money, MOST_FIELDS) : -1);
        int n = 0;
        for (char *name = strtok(x->names, ","); name; name = strtok(NULL, ","), n++)
            fprintf(f, "%d, ", find(fields, &n_fields, name, MOST_FIELDS));
        fprintf(f, "}, .n_names = %d},\n", n);
    }
    fprintf(f, "};\nconst size_t sx_n_canons = %d;\nconst char *const sx_field_names[] = {", n_tables);
    for (int i = 0; i < n_fields; i++)
        fprintf(f, "\"%s\", ", fields[i]);
    fputs("};\nconst sx_word_set sx_word_lists[] = {\n", f);
    for (int l = 0; l < n_lists; l++)
        fprintf(f, "    {words_list_%s, sizeof words_list_%s / sizeof *words_list_%s},\n", lists[l], lists[l],
                lists[l]);
    fputs("};\n", f);
    fclose(f);
}

int main(int n, char **argument)
{
    if (n != 4)
        return 2;
    DIR *folder = opendir(argument[1]);
    char *names[64];
    int n_names = 0;
    for (struct dirent *e; folder && (e = readdir(folder)) && n_names < 64;) {
        size_t length = strlen(e->d_name);
        if (length > 6 && strcmp(e->d_name + length - 6, ".words") == 0)
            names[n_names++] = strdup(e->d_name);
    }
    qsort(names, (size_t)n_names, sizeof *names, by_name);
    for (int i = 0; i < n_names; i++) {
        char path[512];
        static char text[1 << 16];
        snprintf(path, sizeof path, "%s/%s", argument[1], names[i]);
        FILE *f = fopen(path, "r");
        table *now = NULL;
        for (int line = 1; f && fgets(text, sizeof text, f); line++)
            read_line(path, line, text, &now);
        if (f)
            fclose(f);
        free(names[i]);
    }
    if (folder)
        closedir(folder);
    add_bare();
    qsort(words, (size_t)n_words, sizeof *words, by_word);
    write_header(argument[2]);
    write_tables(argument[3]);
    return faults || !n_words ? 1 : 0;
}
