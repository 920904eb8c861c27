/* sextant import: an export in, canonical CSV out (or rows into a database), the report as one JSON object on standard
 * error. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "cli/cli.h"
#include "cli/import.h"
#include "cli/import_into.h"
#include "cli/progress.h"
#include "cli/system.h"
#include "data/export.h"

enum { MOST_SETTINGS = 64 };

typedef struct arguments {
    const sx_canon *table;
    const char *file, *into, *source;
    sx_setting settings[MOST_SETTINGS];
    size_t n_settings;
    bool remember;
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
    sx_setting_fault fault = sx_setting_check(word, equal + 1);
    if (fault == SX_SETTING_UNKNOWN)
        return wrong("there is no question ", word);
    if (fault == SX_SETTING_NO_CHOICE)
        return wrong("--set: there is no such choice for ", word);
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
        } else if (strcmp(words[i], "--into") == 0 && i + 1 < n) {
            a->into = words[++i];
        } else if (strcmp(words[i], "--source") == 0 && i + 1 < n) {
            a->source = words[++i];
        } else if (strcmp(words[i], "--remember") == 0) {
            a->remember = true;
        } else if (words[i][0] == '-' && words[i][1])
            return wrong("unknown option ", words[i]);
        else if (a->file)
            return wrong("one file at a time, not also ", words[i]);
        else
            a->file = words[i];
    }
    if (!a->table)
        return wrong("--table is missing: which table is the file to be read into?", "");
    if (a->source && !a->into)
        return wrong("--source names where rows come from in a database: --into FILE is missing", "");
    return a->file ? 0 : wrong("which file?", "");
}

/* The rows go to the CSV or the database, the bar by where in the file the row's texts stand. */
typedef struct writer {
    sx_csv csv;
    sx_progress progress;
    const sx_bytes *bytes;
    size_t rows;
    sx_into *into; /* NULL: to the CSV */
} writer;

static sx_status write_row(void *data, const sx_out *row, size_t n)
{
    enum { EVERY = 4096 };
    writer *w = data;
    if (w->rows++ % EVERY == 0 && w->progress.shown)
        for (size_t i = 0; i < n; i++)
            if (row[i].kind == SX_OUT_TEXT && row[i].text.text >= w->bytes->text &&
                row[i].text.text < w->bytes->text + w->bytes->length) {
                w->progress.done = 0; /* the first half of the time went into looking at all of it */
                sx_progress_show(&w->progress, (w->bytes->length + (size_t)(row[i].text.text - w->bytes->text)) / 2,
                                 w->rows);
                break;
            }
    return w->into ? sx_into_row(w->into, row, n) : sx_csv_row(&w->csv, row, n);
}

/* What was answered before for this header joins the settings. */
static sx_status recall(arguments *a, const sx_bytes *bytes, sx_text *texts)
{
    sx_export x = {0};
    sx_status status = sx_export_read(&x, a->table, bytes, NULL, a->settings, a->n_settings, NULL, NULL);
    if (status == SX_OK && x.header.line)
        a->n_settings =
            sx_profile_read(a->file, a->table->name, x.header.hash, a->settings, a->n_settings, MOST_SETTINGS, texts);
    sx_export_free(&x);
    return status == SX_OK ? texts->status : status;
}

static int read_export(arguments *a, int file, const char *raw, size_t n)
{
    sx_bytes bytes;
    sx_export x = {0};
    sx_into into = {.db = NULL};
    writer w = {.bytes = &bytes, .into = a->into ? &into : NULL};
    sx_text report = {0}, texts = {0};
    if (a->into && !sx_into_open(&into, a->into, a->table)) {
        int none = wrong("", into.why);
        sx_into_close(&into);
        return none;
    }
    if (!a->into)
        sx_csv_start(&w.csv, stdout, a->table);
    sx_progress_start(&w.progress, file, STDOUT_FILENO);
    sx_status status = sx_bytes_read(raw, n, &bytes);
    if (status == SX_OK && sx_profile_exists(a->file))
        status = recall(a, &bytes, &texts);
    if (status == SX_OK)
        status = sx_export_read(&x, a->table, &bytes, NULL, a->settings, a->n_settings, write_row, &w);
    sx_progress_end(&w.progress);
    if (status == SX_OK && !a->into)
        status = sx_csv_end(&w.csv);
    if (status == SX_OK && a->into && !sx_into_end(&into, &x, a->file, a->source))
        status = SX_ARGUMENT;
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
    else if (a->into)
        code = wrong("", into.why);
    if (code == SX_EXIT_ANSWER && a->remember &&
        !sx_profile_write(a->file, a->table->name, x.header.hash, a->settings, a->n_settings))
        code = wrong("the answers could not be kept beside ", a->file);
    sx_text_free(&texts);
    sx_text_free(&report);
    if (!a->into)
        sx_csv_free(&w.csv);
    sx_into_close(&into);
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
    int file = sx_system_descriptor(a.file), code = SX_EXIT_USAGE;
    const char *raw = sx_system_map(file, &n);
    if (raw)
        code = read_export(&a, file, raw, n);
    else
        fprintf(stderr, "sextant import: %s: %s\n", a.file, strerror(errno));
    if (raw)
        sx_system_unmap(raw, n);
    if (file >= 0)
        close(file);
    return code;
}
