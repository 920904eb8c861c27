/* What is read and what is written: all outputs or none, and no half file. */
#include "generate.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST = 128 };
typedef struct {
    const char *name;
    char *path, *fresh, *text; /* where it goes, and where it is written first */
    size_t length;
    FILE *f;
} file;
static file files[MOST];
static size_t n_files;

char *read_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return NULL;
    char *text = NULL;
    size_t length = 0, got = 0;
    do {
        text = realloc(text, length + 65536 + 1);
        if (!text)
            abort();
        got = fread(text + length, 1, 65536, f);
        length += got;
    } while (got);
    bool whole = !ferror(f);
    fclose(f);
    text[length] = '\0';
    if (whole)
        return text;
    free(text);
    return NULL;
}

FILE *output(const char *name)
{
    file *out = &files[n_files];
    if (n_files++ == MOST || !(out->name = strdup(name)) || !(out->f = open_memstream(&out->text, &out->length)))
        abort();
    return out->f;
}

static bool is_there(const file *out)
{
    char *text = read_file(out->path);
    bool same = text && strcmp(text, out->text) == 0;
    free(text);
    return same;
}

static bool write_fresh(const file *out)
{
    FILE *f = fopen(out->fresh, "wb");
    bool whole = f && fwrite(out->text, 1, out->length, f) == out->length;
    if (f)
        whole = fclose(f) == 0 && whole;
    if (!whole)
        perror(out->fresh);
    return whole;
}

bool publish(const char *folder)
{
    bool good = true;
    for (file *out = files; out < files + n_files; out++) {
        if (fclose(out->f) != 0)
            abort();
        add(&out->path, "%s/%s", folder, out->name);
        add(&out->fresh, "%s.new", out->path);
    }
    for (file *out = files; good && out < files + n_files; out++)
        good = is_there(out) || write_fresh(out);
    for (file *out = files; out < files + n_files; out++)
        if (!good)
            (void)remove(out->fresh);
        else if (access(out->fresh, F_OK) == 0 && rename(out->fresh, out->path) != 0) {
            perror(out->path);
            good = false;
        }
    return good;
}
