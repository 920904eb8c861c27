/* sextant import: an export in, canonical CSV out, the report as one JSON object on standard error. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "cli/cli.h"
#include "cli/import.h"
#include "data/export.h"

enum { MOST_SETTINGS = 64 };

typedef struct arguments {
    const sx_canon *table;
    const char *file;
    sx_setting settings[MOST_SETTINGS];
    size_t n_settings;
} arguments;

static int wrong(const char *what, const char *word)
{
    fprintf(stderr, "sextant import: %s%s\n", what, word);
    return SX_EXIT_USAGE;
}

static int read_setting(arguments *a, char *word)
{
    char *equal = strchr(word, '=');
    if (!equal || equal == word || a->n_settings == MOST_SETTINGS)
        return wrong("--set takes ID=CHOICE, not ", word);
    *equal = '\0';
    a->settings[a->n_settings++] = (sx_setting){word, equal + 1};
    return 0;
}

static int read_arguments(int n, char *const *words, arguments *a)
{
    *a = (arguments){0};
    for (int i = 0; i < n; i++) {
        if (strcmp(words[i], "--table") == 0 && i + 1 < n) {
            a->table = sx_canon_named(words[++i]);
            if (!a->table)
                return wrong("there is no table ", words[i]);
        } else if (strcmp(words[i], "--set") == 0 && i + 1 < n) {
            if (read_setting(a, words[++i]) != 0)
                return SX_EXIT_USAGE;
        } else if (words[i][0] == '-' && words[i][1])
            return wrong("unknown option ", words[i]);
        else if (a->file)
            return wrong("one file at a time, not also ", words[i]);
        else
            a->file = words[i];
    }
    if (!a->table)
        return wrong("--table is missing: which table is the file to be read into?", "");
    return a->file ? 0 : wrong("which file?", "");
}

/* The file's bytes; a file that is empty has none. */
static const char *map_file(const char *path, size_t *n)
{
    struct stat is;
    int file = open(path, O_RDONLY);
    if (file < 0)
        return NULL;
    if (fstat(file, &is) != 0 || !S_ISREG(is.st_mode)) {
        if (!S_ISREG(is.st_mode))
            errno = EINVAL;
        close(file);
        return NULL;
    }
    *n = (size_t)is.st_size;
    void *bytes = *n ? mmap(NULL, *n, PROT_READ, MAP_PRIVATE, file, 0) : NULL;
    close(file);
    return !*n ? "" : bytes == MAP_FAILED ? NULL : bytes;
}

static int read_export(const arguments *a, const char *raw, size_t n)
{
    sx_bytes bytes;
    sx_export x = {0};
    sx_csv csv = {0};
    sx_text report = {0};
    sx_csv_start(&csv, stdout, a->table);
    sx_status status = sx_bytes_read(raw, n, &bytes);
    if (status == SX_OK)
        status = sx_export_read(&x, a->table, &bytes, NULL, a->settings, a->n_settings, sx_csv_row, &csv);
    if (status == SX_OK)
        status = sx_csv_end(&csv);
    if (status == SX_OK)
        status = sx_report_json(&x, &report);
    int code = SX_EXIT_USAGE;
    if (status == SX_OK) {
        fwrite(report.data, 1, report.length, stderr);
        code = x.report.status == SX_READ_OK    ? SX_EXIT_ANSWER
               : x.report.status == SX_READ_ASK ? SX_EXIT_ASK
                                                : SX_EXIT_USAGE;
    } else if (status == SX_NOMEM)
        code = wrong("out of memory", "");
    sx_text_free(&report);
    sx_csv_free(&csv);
    sx_export_free(&x);
    sx_bytes_free(&bytes);
    return code;
}

int sx_cli_import(int n_words, char *const *words)
{
    arguments a;
    if (read_arguments(n_words, words, &a) != 0)
        return SX_EXIT_USAGE;
    size_t n = 0;
    const char *raw = map_file(a.file, &n);
    if (!raw) {
        fprintf(stderr, "sextant import: %s: %s\n", a.file, strerror(errno));
        return SX_EXIT_USAGE;
    }
    int code = read_export(&a, raw, n);
    if (n)
        munmap((void *)(uintptr_t)raw, n);
    return code;
}
