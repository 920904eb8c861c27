/* Every word of the dictionary of headers is read. words_read.txt holds headers, one a line,
 * "table<TAB>field=Header<TAB>...": an export with that header must have each of its columns taken for that field.
 * words_cells.txt holds the words of cells, "list: word | word". What core/data/words has and these have not, or the
 * other way round, is a fault: a word that is lost, moved or misspelt is noticed, and one that is added gets its line.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "data/export.h"
#include "data/fold.h"

enum { FIELDS = 32, TABLES = 32, WORDS = 512 };

static unsigned char *read_words[TABLES]; /* which words of a table were read */

static char *all_of(const char *path)
{
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    static char text[1 << 20];
    text[fread(text, 1, sizeof text - 1, f)] = '\0';
    fclose(f);
    return text;
}

/* Cuts off what stands before the sign; NULL: nothing is left. */
static char *cut(char **rest, char sign)
{
    char *here = *rest, *end = here ? strchr(here, sign) : NULL;
    if (end)
        *end = '\0';
    *rest = end ? end + 1 : NULL;
    return here;
}

static int kind_of(const sx_canon *table, int field)
{
    for (size_t i = 0; i < table->n_columns; i++)
        if (table->columns[i].field == field)
            return table->columns[i].kind;
    return -1;
}

static const char *value_of(int kind)
{
    switch ((sx_column_kind)kind) {
    case SX_KIND_DATE:
    case SX_KIND_MOMENT:
    case SX_KIND_MONTH:
        return "2025-11-13";
    case SX_KIND_CODE:
        return "EUR";
    case SX_KIND_NUMBER:
    case SX_KIND_MONEY:
        return "12.50";
    case SX_KIND_TEXT:
        break;
    }
    return "abc";
}

static void mark(const sx_canon *table, const char *header)
{
    char folded[128];
    sx_fold(header, strlen(header), folded, sizeof folded);
    for (int bare = 0; bare < 2; bare++) {
        const sx_word *word = sx_word_find(table->words, table->n_words, folded);
        if (word)
            read_words[table->id][word - table->words] = 1;
        sx_fold_bare(folded);
    }
}

/* One header as an export of one row; how many of its columns were taken for another field, or none. */
static size_t read_line(char *line)
{
    char csv[8192], *fields[FIELDS], *headers[FIELDS];
    size_t n = 0, at = 0, wrong = 0;
    char *rest = line, *name = cut(&rest, '\t');
    const sx_canon *table = sx_canon_named(name);
    assert_non_null(table);
    for (char *part; (part = cut(&rest, '\t')) && n < FIELDS; n++) {
        headers[n] = strchr(part, '=');
        assert_non_null(headers[n]);
        *headers[n]++ = '\0';
        fields[n] = part;
    }
    assert_true(strlen(name) + 2000 < sizeof csv);
    for (size_t i = 0; i < n; i++)
        at += (size_t)snprintf(csv + at, sizeof csv - at, "%s\"%s\"", i ? ";" : "", headers[i]);
    at += (size_t)snprintf(csv + at, sizeof csv - at, "\n");
    for (size_t i = 0; i < n; i++)
        at += (size_t)snprintf(csv + at, sizeof csv - at, "%s%s", i ? ";" : "",
                               value_of(kind_of(table, sx_field_named(fields[i]))));
    at += (size_t)snprintf(csv + at, sizeof csv - at, "\n");
    sx_bytes bytes;
    sx_export x;
    assert_int_equal(sx_bytes_read(csv, at, &bytes), SX_OK);
    assert_int_equal(sx_export_read(&x, table, &bytes, NULL, NULL, 0, NULL, NULL), SX_OK);
    for (size_t i = 0; i < n; i++) {
        int field = sx_field_named(fields[i]);
        assert_true(field >= 0 && kind_of(table, field) >= 0);
        mark(table, headers[i]);
        if (x.column[field] == (int)i)
            continue;
        wrong++;
        fprintf(stderr, "%s: \"%s\" is not taken for %s\n", table->name, headers[i], fields[i]);
    }
    sx_export_free(&x);
    sx_bytes_free(&bytes);
    return wrong;
}

static void every_header_word_is_read(void **state)
{
    (void)state;
    size_t wrong = 0, lines = 0;
    for (size_t t = 0; t < sx_n_canons; t++) {
        assert_true((size_t)sx_canons[t].id < sizeof read_words / sizeof *read_words);
        read_words[sx_canons[t].id] = calloc(sx_canons[t].n_words, 1);
        assert_non_null(read_words[sx_canons[t].id]);
    }
    char *rest = all_of("tests/core/words_read.txt");
    for (char *line; (line = cut(&rest, '\n'));)
        if (line[0] && line[0] != '#') {
            lines++;
            wrong += read_line(line);
        }
    for (size_t t = 0; t < sx_n_canons; t++) {
        const sx_canon *table = &sx_canons[t];
        for (size_t i = 0; i < table->n_words; i++)
            if (!read_words[table->id][i]) {
                fprintf(stderr, "%s: no line of words_read.txt reads \"%s\" (%s)\n", table->name, table->words[i].word,
                        sx_field_names[table->words[i].field]);
                wrong++;
            }
        free(read_words[table->id]);
    }
    assert_true(lines > 1000);
    assert_int_equal(wrong, 0);
}

/* The k-th line is of the k-th list. */
static void every_word_of_a_cell_is_known(void **state)
{
    (void)state;
    size_t wrong = 0, list = 0;
    char *rest = all_of("tests/core/words_cells.txt");
    for (char *line; (line = cut(&rest, '\n'));) {
        if (!line[0] || line[0] == '#')
            continue;
        const sx_word_set *set = &sx_word_lists[list];
        unsigned char known[WORDS] = {0};
        char *name = cut(&line, ':');
        assert_true(set->n <= WORDS);
        for (char *word; (word = cut(&line, '|'));) {
            char folded[128];
            sx_fold(word, strlen(word), folded, sizeof folded);
            const sx_word *found = sx_word_find(set->words, set->n, folded);
            if (found)
                known[found - set->words] = 1;
            else {
                fprintf(stderr, "%s: \"%s\" is no word of the list\n", name, word);
                wrong++;
            }
        }
        for (size_t i = 0; i < set->n; i++)
            if (!known[i]) {
                fprintf(stderr, "%s: no line of words_cells.txt holds \"%s\"\n", name, set->words[i].word);
                wrong++;
            }
        list++;
    }
    assert_int_equal(list, SX_N_LISTS);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_header_word_is_read),
                                       cmocka_unit_test(every_word_of_a_cell_is_known)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
