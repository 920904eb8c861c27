/* The workbook writer, write [--letter] [--story FOLDER] [--sample SAMPLE.json]... SPEC.json OUT.ods|OUT.ots: one
 * workbook, blank or filled.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "write.h"

static void pass(book *b, bool learning)
{
    const cJSON *sheets = cJSON_GetObjectItemCaseSensitive(b->spec, "sheets");
    b->learning = learning;
    sx_text_free(&b->validations);
    sx_text_free(&b->names);
    b->n_validations = b->n_charts = 0;
    b->n_styles = b->n_sparks = 0;
    int index = 0;
    for (const cJSON *one = sheets->child; one; one = one->next)
        put_sheet(b, one, index++);
}

static void load(book *b)
{
    b->spec = read_json(b, b->file);
    b->parts = cJSON_CreateObject();
    expand_parts(b, b->spec, 0);
    number_steps(b);
    only_keys(b, b->spec, "title subject sheets roll");
    const cJSON *one, *sheets = get_items(b, b->spec, "sheets", true);
    b->sheets = keep(b, sizeof *b->sheets * (size_t)cJSON_GetArraySize(sheets));
    cJSON_ArrayForEach(one, sheets)
    {
        const char *name = need_text(b, one, "name");
        for (const char *p = name; *p; p++)
            if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ", *p))
                broken(b, one, "a sheet's name has letters, digits and blanks only");
        b->sheets[b->n_sheets++].name = name;
    }
}

/* Every name of the workbook with its place, for tests and scripts: name, sheet, column, row, columns, rows (from 1),
 * type, input or computed, label. */
static void print_names(const book *b)
{
    for (int i = 0; i < b->n_symbols; i++) {
        const symbol *s = &b->symbols[i];
        printf("%s\t%s\t%d\t%d\t%d\t%d\t%s\t%s\t%s\n", s->name, b->sheets[s->sheet].name, s->column + 1, s->row + 1,
               s->columns, s->rows, s->type ? s->type->name : "", s->input ? "input" : "computed", s->label);
    }
}

static void write_file(book *b, const char *path)
{
    const char *kind = strrchr(path, '.');
    const char *mimetype = kind && !strcmp(kind, ".ots") ? "application/vnd.oasis.opendocument.spreadsheet-template"
                                                         : "application/vnd.oasis.opendocument.spreadsheet";
    zip_add(&b->zip, "mimetype", mimetype, strlen(mimetype)); /* first, as the format wants it */
    pass(b, false);
    document_write(b, mimetype);
    whole(b, &b->zip.file);
    FILE *file = fopen(path, "wb");
    bool failed = !file || fwrite(b->zip.file.data, 1, b->zip.file.length, file) != b->zip.file.length;
    if (file)
        failed = fclose(file) || failed;
    if (failed)
        broken(b, NULL, "cannot write %s", path);
}

static void release(book *b)
{
    cJSON_Delete(b->spec);
    cJSON_Delete(b->sample);
    cJSON_Delete(b->parts);
    sx_text_free(&b->zip.file);
    sx_text_free(&b->manifest);
    sx_text_free(&b->validations);
    sx_text_free(&b->names);
    for (int i = 0; i < b->n_sheets; i++)
        sx_text_free(&b->sheets[i].conditions), sx_text_free(&b->sheets[i].sparks);
    for (void **block = b->kept, **next; block; block = next) {
        next = block[0];
        free(block);
    }
}

/* cJSON drops what it has no memory for: a sample's line would be missing without a word. */
static void *must_have(size_t bytes)
{
    void *memory = malloc(bytes);
    if (!memory) {
        fputs("write: out of memory\n", stderr);
        exit(1);
    }
    return memory;
}

int main(int argc, char **argv)
{
    static const char usage[] =
        "usage: write [--letter] [--story FOLDER] [--sample SAMPLE.json]... [--without inputs|tables] SPEC.json "
        "OUT.ods|OUT.ots\n"
        "       write --names SPEC.json\n";
    cJSON_InitHooks(&(cJSON_Hooks){must_have, free});
    book b = {.file = "write", .story = "."};
    bool names = false;
    const char *without = "";
    int i = 1;
    for (; i < argc && !strncmp(argv[i], "--", 2); i++) {
        if (!strcmp(argv[i], "--letter"))
            b.letter = true;
        else if (!strcmp(argv[i], "--names"))
            names = true;
        else if (!strcmp(argv[i], "--sample") && i + 1 < argc)
            sample_read(&b, argv[++i]);
        else if (!strcmp(argv[i], "--without") && i + 1 < argc)
            without = argv[++i];
        else if (!strcmp(argv[i], "--story") && i + 1 < argc)
            b.story = argv[++i];
        else
            argc = 0;
    }
    if (argc - i != (names ? 1 : 2)) {
        fputs(usage, stderr);
        return 2;
    }
    b.file = argv[i];
    load(&b);
    cJSON_DeleteItemFromObjectCaseSensitive(b.sample, without);
    pass(&b, true);
    sample_check(&b);
    if (names)
        print_names(&b);
    else
        write_file(&b, argv[i + 1]);
    release(&b);
    return 0;
}
