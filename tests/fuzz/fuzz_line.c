/* Fuzzer of the lines of a batch: golden values whose cells, words and bytes are changed. An answer is one line of
 * JSON, the same when asked again, and the contract of a call holds. The words of tables (headings, kinds of curves,
 * approvers) come from the golden values themselves, so that the insides of functions that read them are reached. Built
 * with clang -fsanitize=fuzzer a libFuzzer target, whose bytes choose the golden value and its changes; else main()
 * makes them, repeated by their seed: fuzz_line [cases [seed] | inputs.hex]. Run from the top; SHOW=1 prints each line.
 */
#define _POSIX_C_SOURCE 200809L
#include <glob.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/memo.h"
#include "cli/cli.h"
#include "cli/json.h"
#include "random.h"

enum { MOST_WORDS = 4096, MOST_GOLDENS = 8192, MEMO_BYTES = 1 << 20 };

static cJSON *files_read[64], *goldens[MOST_GOLDENS];
static const char *word[MOST_WORDS];
static size_t n_goldens, n_words;

static size_t take_below(fuzz_bytes *b, size_t n)
{
    size_t high = take(b);
    return (high << 8 | take(b)) % n;
}

static void collect_words(const cJSON *item)
{
    for (; item; item = item->next) {
        if (cJSON_IsString(item) && n_words < MOST_WORDS)
            word[n_words++] = item->valuestring;
        collect_words(item->child);
    }
}

static void read_goldens(void)
{
    glob_t files;
    if (glob("tests/catalogue/golden/*.json", 0, NULL, &files) != 0)
        abort(); /* not run from the top */
    for (size_t i = 0; i < files.gl_pathc && i < sizeof files_read / sizeof *files_read; i++) {
        FILE *file = fopen(files.gl_pathv[i], "rb");
        sx_text text = {0};
        char piece[65536];
        for (size_t n; file && (n = fread(piece, 1, sizeof piece, file)) > 0;)
            sx_text_add_bytes(&text, piece, n);
        cJSON *all = text.data ? cJSON_ParseWithLength(text.data, text.length) : NULL, *golden = NULL;
        if (!file || !cJSON_IsArray(all))
            abort();
        files_read[i] = all;
        cJSON_ArrayForEach(golden, all)
        {
            cJSON *args = cJSON_GetObjectItemCaseSensitive(golden, "args");
            if (n_goldens < MOST_GOLDENS && args) {
                goldens[n_goldens++] = golden;
                collect_words(args->child);
            }
        }
        fclose(file);
        sx_text_free(&text);
    }
    globfree(&files);
}

/* The cell number k below an item, counting as it goes; NULL: there are fewer. */
static cJSON *find_cell(cJSON *item, size_t *k)
{
    for (; item; item = item->next) {
        cJSON *found = item->child ? find_cell(item->child, k) : (*k)-- == 0 ? item : NULL;
        if (found)
            return found;
    }
    return NULL;
}

static size_t count_cells(const cJSON *item)
{
    size_t n = 0;
    for (; item; item = item->next)
        n += item->child ? count_cells(item->child) : 1;
    return n;
}

static cJSON *other_cell(fuzz_bytes *b)
{
    static const double odd[] = {0.0,     -0.0,      1.0,  -1.0,   2.0,          0.5,   -0.5,    1e-9,
                                 1e308,   -1e308,    12.0, 5e-324, 4294967296.0, 45000, 2958465, 1e15,
                                 1048577, 0.9999999, 52.0, 1e-300, 100.0,        31.0,  365.25,  2e9};
    unsigned kind = take(b);
    if (kind < 90 && n_words)
        return cJSON_CreateString(word[take_below(b, n_words)]);
    if (kind < 120)
        return cJSON_CreateNull();
    if (kind < 130)
        return cJSON_CreateBool(kind % 2);
    return cJSON_CreateNumber(kind < 200 ? odd[kind % (sizeof odd / sizeof *odd)]
                                         : ((double)take(b) - 100.0) * (kind < 230 ? 1.0 : 0.01));
}

/* Another cell in place of one, a row or an argument twice, or one less. */
static void change(cJSON *args, fuzz_bytes *b)
{
    unsigned kind = take(b);
    size_t n = (size_t)cJSON_GetArraySize(args), cells = count_cells(args->child);
    cJSON *argument = n ? cJSON_GetArrayItem(args, (int)take_below(b, n)) : NULL;
    if (kind < 170 && cells) {
        size_t k = take_below(b, cells);
        cJSON *cell = find_cell(args->child, &k), *other = other_cell(b);
        if (!cell || !other)
            abort();
        cJSON keep = *cell; /* what they hold changes places, the links stay */
        cell->type = other->type;
        cell->valuestring = other->valuestring;
        cell->valueint = other->valueint;
        cell->valuedouble = other->valuedouble;
        other->type = keep.type;
        other->valuestring = keep.valuestring;
        cJSON_Delete(other);
    } else if (kind < 200 && argument && cJSON_IsArray(argument) && argument->child) {
        cJSON *row = cJSON_GetArrayItem(argument, (int)take_below(b, (size_t)cJSON_GetArraySize(argument)));
        cJSON_AddItemToArray(argument, cJSON_Duplicate(row, 1));
    } else if (kind < 225 && argument && cJSON_IsArray(argument) && argument->child) {
        cJSON_DeleteItemFromArray(argument, (int)take_below(b, (size_t)cJSON_GetArraySize(argument)));
    } else if (kind < 240 && n) {
        cJSON_DeleteItemFromArray(args, (int)take_below(b, n));
    } else if (argument) {
        cJSON_AddItemToArray(args, cJSON_Duplicate(argument, 1));
    }
}

static void broken(const char *what, const char *line, const char *answer)
{
    fprintf(stderr, "fuzz_line: %s\n%s\n%s\n", what, line, answer);
    abort();
}

static void ask(const char *line, size_t length)
{
    static struct sx_memo *memo;
    if (!memo)
        memo = sx_memo_new(MEMO_BYTES);
    sx_context plain = {{0}, NULL}, kept = {{0}, memo};
    sx_text one = {0}, two = {0};
    if (getenv("SHOW"))
        fprintf(stderr, "%s\n", line);
    if (sx_answer_line(line, length, 1, &one, &plain) != SX_OK || sx_answer_line(line, length, 1, &two, &kept) != SX_OK)
        broken("no answer", line, "");
    if (one.length != two.length || memcmp(one.data, two.data, one.length) != 0)
        broken("two answers", line, two.data);
    if (memchr(one.data, '\n', one.length) != one.data + one.length - 1)
        broken("not one line", line, one.data);
    cJSON *json = cJSON_ParseWithLength(one.data, one.length);
    const cJSON *error = cJSON_GetObjectItemCaseSensitive(json, "error"),
                *why = cJSON_GetObjectItemCaseSensitive(json, "why");
    if (!cJSON_IsObject(json) || !error != (cJSON_GetObjectItemCaseSensitive(json, "value") != NULL))
        broken("neither a value nor an error", line, one.data);
    if (error && !(cJSON_IsString(why) && why->valuestring[0]))
        broken("an error without a reason", line, one.data);
    cJSON_Delete(json);
    sx_text_free(&one);
    sx_text_free(&two);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes b = {data, size};
    if (!n_goldens)
        read_goldens();
    const cJSON *golden = goldens[take_below(&b, n_goldens)];
    const char *name = cJSON_GetObjectItemCaseSensitive(golden, "f")->valuestring;
    cJSON *line = cJSON_CreateObject(), *args = cJSON_Duplicate(cJSON_GetObjectItemCaseSensitive(golden, "args"), 1);
    cJSON_AddStringToObject(line, "f", name);
    for (unsigned changes = take(&b) % 5; changes > 0; changes--)
        change(args, &b);
    cJSON_AddItemToObject(line, "args", args);
    char *text = cJSON_PrintUnformatted(line);
    size_t length = strlen(text);
    for (unsigned changes = take(&b) < 40 ? take(&b) % 4 : 0; changes > 0 && length; changes--)
        text[take_below(&b, length)] = (char)take(&b);
    length = strlen(text);
    ask(text, length);
    cJSON_free(text);
    cJSON_Delete(line);
    return 0;
}

#ifndef SX_LIBFUZZER
int main(int n_arguments, char **arguments)
{
    uint8_t data[64];
    int failed = draw_cases(n_arguments, arguments, "fuzz_line", data, sizeof data);
    printf("fuzz_line: %zu golden values\n", n_goldens);
    return failed;
}
#endif
