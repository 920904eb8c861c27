/* jobs samples WORKBOOK   writes the samples of its cases, work/laid/WORKBOOK+CASE.json
 * jobs first WORKBOOK     what the office has to do with the workbook (office.bas): load, store, show
 * jobs faults WORKBOOK    faults typed into its sample, a line a job
 * All below $BUILD/tests/workbooks/work, as run.sh lays it out. */
#define _XOPEN_SOURCE 700
#include <stdlib.h>
#include <string.h>
#include "cases.h"
#include "edits.h"

typedef struct workbook {
    const char *name, *build, *work; /* folders, from the root: the office asks for that */
    cases cases;
    book names;
    const cells *sample;
} workbook;

/* A table's rows in the sample, or in one that lies below it. */
static cJSON *rows_of_sample(const char *name, const char *table)
{
    cJSON *sample = sample_of(name), *rows = cJSON_DetachItemFromObject(cJSON_GetObjectItem(sample, "tables"), table);
    const char *below = cJSON_GetStringValue(cJSON_GetObjectItem(sample, "with"));
    if (!rows && below)
        rows = rows_of_sample(written("%.*s", (int)(strlen(below) - strlen(".json")), below), table);
    cJSON_Delete(sample);
    return rows;
}

/* The table that is laid over: a file's name beside the JSON, or rows. */
static cJSON *laid_table(const workbook *w, const line *l)
{
    const char *from = l->parts[3];
    if (*from == '{' || *from == '[')
        return cJSON_Parse(from);
    if (strcmp(from, "sample") == 0) {
        cJSON *rows = rows_of_sample(w->name, l->parts[2]);
        edit_rows(rows, l->parts + 4, l->n - 4);
        return rows;
    }
    const char *name = written("%s+%s-%s.csv", w->name, l->parts[1], l->parts[2]);
    char *text = read_text(starts(from, "story/") ? written("%s/story-data/%s", w->build, from + strlen("story/"))
                                                  : written("templates/sample/%s", from));
    FILE *to = open_to_write(written("%s/laid/%s", w->work, name));
    if (l->n > 4) {
        raw table = raw_of(text);
        write_edited(&table, l->parts + 4, l->n - 4, to);
    } else {
        fputs(text, to);
    }
    fclose(to);
    return cJSON_CreateString(name);
}

/* The first line that lays something over for its case? */
static bool is_first(const workbook *w, const line *l)
{
    size_t from = 0;
    const line *other = next_case(&w->cases, "laid", &from);
    while (other && strcmp(other->parts[1], l->parts[1]) != 0)
        other = next_case(&w->cases, "laid", &from);
    return other == l;
}

static void write_samples(const workbook *w)
{
    size_t from = 0, further = 0;
    for (const line *l; (l = next_case(&w->cases, "laid", &from));) {
        if (!is_first(w, l))
            continue;
        cJSON *sample = cJSON_CreateObject(), *tables = cJSON_AddObjectToObject(sample, "tables");
        further = 0;
        for (const line *k; (k = next_case(&w->cases, "laid", &further));) {
            if (strcmp(k->parts[1], l->parts[1]) != 0)
                continue;
            bool inputs = strcmp(k->parts[2], "inputs") == 0;
            cJSON_AddItemToObject(inputs ? sample : tables, k->parts[2], laid_table(w, k));
        }
        FILE *to = open_to_write(written("%s/laid/%s+%s.json", w->work, w->name, l->parts[1]));
        char *text = cJSON_Print(sample);
        fputs(text, to);
        fclose(to);
        cJSON_free(text);
        cJSON_Delete(sample);
    }
}

static void load(const char *document)
{
    printf("load\t%s\n", document);
}

static void store(const workbook *w, const char *folder)
{
    printf("store\tOpenDocument Spreadsheet Flat XML\t%s/%s/%s.fods\n", w->work, folder, w->name);
}

/* The sheets that the places of these lines stand on, each once: name[index], tab ... */
static void print_sheets(const workbook *w, char *lines)
{
    const char *seen = "\t";
    for (char *l; (l = next_line(&lines));) {
        char *part[2];
        place at;
        if (cut(l, '\t', part, 2) < 2 || !find_place(&w->names, part[0], &at) ||
            strstr(seen, written("\t%s\t", at.sheet)))
            continue;
        printf("\t%s", at.sheet);
        seen = written("%s%s\t", seen, at.sheet);
    }
}

/* What must be seen of a case that is laid over: where its figures stand, or Checks and Review. */
static void show_laid(const workbook *w, const char *name)
{
    printf("show\t%s/laid/%s+%s.tsv", w->work, w->name, name);
    const char *figures = "";
    bool checks = false;
    for (size_t i = 0; i < w->cases.n; i++) {
        const line *l = &w->cases.lines[i];
        if (l->n < 2 || strcmp(l->parts[1], name) != 0)
            continue;
        checks |= strcmp(l->parts[0], "spoils") == 0 || strcmp(l->parts[0], "keeps") == 0;
        if (strcmp(l->parts[0], "shows") == 0)
            figures = written("%s%s\t\n", figures, l->parts[2]);
        else if (strcmp(l->parts[0], "keeps") == 0)
            figures = written("%s%s", figures, read_text(written("%s/%s.figures", w->work, w->name)));
    }
    if (checks)
        printf("\tChecks\tReview");
    print_sheets(w, keep(figures, strlen(figures)));
    putchar('\n');
}

static void first_jobs(const workbook *w)
{
    load(written("%s/templates/%s.ots", w->build, w->name));
    store(w, "blank");
    printf("locked\t%s, blank\n", w->name);
    load(written("%s/letter/%s.ods", w->work, w->name));
    printf("store\tcalc_pdf_Export\t%s/letter/%s.pdf\n", w->work, w->name);
    load(written("%s/samples/plain/%s.ods", w->build, w->name));
    store(w, "plain");
    load(written("%s/samples/%s.ods", w->build, w->name));
    printf("locked\t%s, sample\n", w->name);
    store(w, "sample");
    printf("store\tCalc MS Excel 2007 XML\t%s/back/%s.xlsx\n", w->work, w->name);
    load(written("%s/back/%s.xlsx", w->work, w->name));
    store(w, "back");
    load(written("%s/without-inputs/%s.ods", w->work, w->name));
    store(w, "without-inputs");
    load(written("%s/without-tables/%s.ods", w->work, w->name));
    store(w, "without-tables");
    size_t from = 0;
    for (const line *l; (l = next_case(&w->cases, "laid", &from));)
        if (is_first(w, l)) {
            load(written("%s/laid/%s+%s.ods", w->work, w->name, l->parts[1]));
            show_laid(w, l->parts[1]);
        }
}

/* What stands in a cell of the sample, as it would be typed: dates as days. */
static const char *stored(const workbook *w, const place *at, long column)
{
    const cell *is = cell_at(w->sample, at->sheet, at->row, column);
    if (!is)
        return "";
    return strcmp(is->type, "date") == 0 ? written("%.0f", day(is->value)) : is->value;
}

static void set(const workbook *w, const char *edit)
{
    size_t n = strcspn(edit, "=");
    const char *value = edit[n] ? edit + n + 1 : "";
    place to, from = {0};
    if (!find_place(&w->names, keep(edit, n), &to) || (*value == '@' && !find_place(&w->names, value + 1, &from))) {
        fprintf(stderr, "%s.cases: no such place: %s\n", w->name, edit);
        exit(1);
    }
    for (long i = 0; i < to.cells; i++)
        printf("set\t%s\t%ld\t%ld\t%s\n", to.sheet, to.column + i, to.row,
               *value == '@' ? stored(w, &from, from.column + i) : value);
}

static void fault_jobs(const workbook *w)
{
    faults all = faults_of(&w->cases, &w->names, w->sample);
    load(written("%s/samples/%s.ods", w->build, w->name));
    for (const fault *f = all.items; f < all.items + all.n; f++) {
        for (size_t i = 0; i < f->n; i++)
            set(w, f->edits[i]);
        printf("show\t%s/faults/%s+%s.tsv\tChecks\tReview\nundo\n", w->work, w->name, f->name);
    }
    size_t from = 0;
    for (const line *l; (l = next_case(&w->cases, "reads", &from));) {
        place at;
        if (!find_place(&w->names, l->parts[2], &at)) {
            fprintf(stderr, "%s.cases: no such place: %s\n", w->name, l->parts[2]);
            exit(1);
        }
        for (size_t i = 4; i < l->n; i++)
            set(w, l->parts[i]);
        printf("show\t%s/faults/%s+%s.tsv\t%s\nundo\n", w->work, w->name, l->parts[1], at.sheet);
    }
}

int main(int n, char **words)
{
    const char *folder = getenv("BUILD");
    char build[4096];
    if (n != 3 || !realpath(folder ? folder : "build", build)) {
        fputs("usage: jobs samples|first|faults WORKBOOK\n", stderr);
        return 2;
    }
    workbook w = {.name = words[2], .build = build, .work = written("%s/tests/workbooks/work", build)};
    w.cases = read_cases(w.name);
    if (strcmp(words[1], "samples") == 0) {
        write_samples(&w);
        return 0;
    }
    w.names = book_of(w.name, read_text(written("%s/%s.names", w.work, w.name)));
    cells sample = {0};
    if (strcmp(words[1], "faults") == 0)
        sample = cells_of_file(written("%s/sample/%s.fods", w.work, w.name));
    w.sample = &sample;
    if (strcmp(words[1], "first") == 0)
        first_jobs(&w);
    else
        fault_jobs(&w);
    return 0;
}
