#include "edits.h"
#include <stdlib.h>
#include <string.h>

static void impossible(const char *edit)
{
    fprintf(stderr, "cases: \"%s\" finds nothing to edit\n", edit);
    exit(2);
}

/* A line as it was read, for how it begins. */
static const char *whole(const raw *table, size_t line)
{
    const char *made = table->lines[line][0];
    for (size_t i = 1; i < table->columns; i++)
        made = written("%s,%s", made, table->lines[line][i]);
    return made;
}

static bool is_meant(const raw *table, size_t line, const char *which, size_t last)
{
    if (strcmp(which, "#last") == 0)
        return line == last;
    return *which == '#' ? line + 1 == strtoul(which + 1, NULL, 10) : starts(whole(table, line), which);
}

static void drop(raw *table, size_t line)
{
    memmove(&table->lines[line], &table->lines[line + 1], (--table->n - line) * sizeof *table->lines);
}

static void insert(raw *table, size_t line, char **fields)
{
    table->lines = grown(table->lines, table->n, sizeof *table->lines);
    memmove(&table->lines[line + 1], &table->lines[line], (table->n++ - line) * sizeof *table->lines);
    table->lines[line] = fields;
}

static void add_line(raw *table, size_t line, const char *text)
{
    raw one = raw_of(keep(text, strlen(text)));
    insert(table, line, one.lines[0]);
    free(one.lines);
}

static void add_lines(raw *table, const char *count, const char *text)
{
    const char *mark = strchr(text, '#');
    for (unsigned long i = 1, n = strtoul(count, NULL, 10); i <= n; i++)
        add_line(table, table->n, mark ? written("%.*s%lu%s", (int)(mark - text), text, i, mark + 1) : text);
}

/* By two columns, then by the whole line. */
static void sort(raw *table, const char *first, const char *second)
{
    for (size_t i = 2; i < table->n; i++)
        for (size_t k = i; k > 1; k--) {
            int order = strcmp(text_at(table, k - 1, first), text_at(table, k, first));
            if (order == 0)
                order = strcmp(text_at(table, k - 1, second), text_at(table, k, second));
            if (order <= 0)
                break;
            char **line = table->lines[k];
            table->lines[k] = table->lines[k - 1];
            table->lines[k - 1] = line;
        }
}

static bool edit_line(raw *table, size_t line, char *const *word)
{
    char **fields = table->lines[line];
    if (strcmp(word[0], "set") == 0) {
        fields[column_of(table, word[2])] = word[3];
    } else if (strcmp(word[0], "swap") == 0) {
        size_t a = column_of(table, word[2]), b = column_of(table, word[3]);
        char *field = fields[a];
        fields[a] = fields[b];
        fields[b] = field;
    } else if (strcmp(word[0], "drop") == 0) {
        drop(table, line);
    } else if (strcmp(word[0], "twice") == 0) {
        insert(table, line, fields);
    } else if (strcmp(word[0], "blank") == 0) {
        char *commas = keep("", 0);
        for (size_t i = 1; i < table->columns; i++)
            commas = written("%s,", commas);
        add_line(table, line, commas);
    } else {
        return false;
    }
    return true;
}

static void edit(raw *table, const char *text)
{
    char *word[4] = {keep("", 0), keep("", 0), keep("", 0), keep("", 0)};
    size_t n = cut(keep(text, strlen(text)), ' ', word, 3), done = 0;
    if (strcmp(word[0], "add") == 0 && n == 3) {
        add_lines(table, word[1], word[2]);
        return;
    }
    if (strcmp(word[0], "sort") == 0 && n == 3) {
        sort(table, word[1], word[2]);
        return;
    }
    if (n == 3) { /* the value may hold blanks */
        char *value = strchr(word[2], ' ');
        if (value)
            *value++ = '\0';
        word[3] = value ? value : word[3];
    }
    size_t last = table->n - 1;
    for (size_t line = table->n; line-- > 0;)
        if (is_meant(table, line, word[1], last)) {
            done++;
            if (!edit_line(table, line, word))
                impossible(text);
        }
    if (!done)
        impossible(text);
}

void write_edited(raw *table, const char *const *edits, size_t n, FILE *to)
{
    for (size_t i = 0; i < n; i++) {
        if (starts(edits[i], "as ")) {
            if (!export_as(edits[i] + 3, table, to))
                impossible(edits[i]);
            return;
        }
        edit(table, edits[i]);
    }
    for (size_t line = 0; line < table->n; line++)
        fprintf(to, "%s\n", whole(table, line));
}

/* cJSON_InsertItemInArray of Debian 12's 1.7.15 refuses every place but the first. */
static void blank_row(cJSON *rows, int at)
{
    int behind = cJSON_GetArraySize(rows) - at;
    cJSON_AddItemToArray(rows, cJSON_CreateObject());
    for (int i = 0; i < behind; i++)
        cJSON_AddItemToArray(rows, cJSON_DetachItemFromArray(rows, at));
}

void edit_rows(cJSON *rows, const char *const *edits, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char *word[4];
        if (!cJSON_IsArray(rows))
            impossible(edits[i]);
        size_t words = cut(keep(edits[i], strlen(edits[i])), ' ', word, 4);
        if (words == 2 && strcmp(word[0], "blank") == 0 && *word[1] == '#') {
            blank_row(rows, (int)strtol(word[1] + 1, NULL, 10) - 1);
            continue;
        }
        cJSON *row = words >= 3 && strcmp(word[0], "set") == 0 && *word[1] == '#'
                         ? cJSON_GetArrayItem(rows, (int)strtol(word[1] + 1, NULL, 10) - 1)
                         : NULL;
        if (!row || !cJSON_GetObjectItem(row, word[2]))
            impossible(edits[i]);
        cJSON_DeleteItemFromObject(row, word[2]);
        if (words == 4)
            cJSON_AddStringToObject(row, word[2], word[3]);
    }
}
