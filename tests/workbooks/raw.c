#include "raw.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 64 };

static const char *folder(const char *in)
{
    const char *build = getenv("BUILD");
    return written("%s/%s", build ? build : "build", in);
}

raw raw_of(char *text)
{
    raw made = {0};
    for (char *line; (line = next_line(&text));) {
        char *part[MOST_COLUMNS];
        size_t n = cut(line, ',', part, MOST_COLUMNS);
        if (!made.n)
            made.columns = n;
        char **kept = (char **)(void *)keep((const char *)part, sizeof part);
        for (size_t i = n; i < MOST_COLUMNS; i++)
            kept[i] = keep("", 0);
        made.lines = grown(made.lines, made.n, sizeof *made.lines);
        made.lines[made.n++] = kept;
    }
    return made;
}

raw story(const char *name)
{
    return raw_of(read_text(written("%s/%s.csv", folder("story-data"), name)));
}

size_t column_of(const raw *of, const char *name)
{
    for (size_t i = 0; of->n && i < of->columns; i++)
        if (strcmp(of->lines[0][i], name) == 0)
            return i;
    fprintf(stderr, "no column %s\n", name);
    exit(2);
}

const char *text_at(const raw *of, size_t line, const char *column)
{
    return of->lines[line][column_of(of, column)];
}

double number_at(const raw *of, size_t line, const char *column)
{
    return strtod(text_at(of, line, column), NULL);
}

bool is_where(const raw *of, size_t line, const lines_where *where)
{
    if (where->date) {
        const char *date = text_at(of, line, where->date);
        if (strcmp(date, where->from) < 0 || strcmp(date, where->to) >= 0)
            return false;
    }
    for (int i = 0; i < 2; i++)
        if (where->is[i].column && strcmp(text_at(of, line, where->is[i].column), where->is[i].text) != 0)
            return false;
    return true;
}

double sum(const raw *of, const char *column, lines_where where)
{
    double total = 0;
    for (size_t i = 1; i < of->n; i++)
        if (is_where(of, i, &where))
            total += number_at(of, i, column);
    return total;
}

double count(const raw *of, lines_where where)
{
    double total = 0;
    for (size_t i = 1; i < of->n; i++)
        total += is_where(of, i, &where);
    return total;
}

const char *month(int number)
{
    return written("%04d-%02d-01", 2024 + (number - 1) / 12, (number - 1) % 12 + 1);
}

/* By counting: whole years, whole months, days. */
double day(const char *date)
{
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    long year = strtol(date, NULL, 10), in = strtol(date + 5, NULL, 10), days = strtol(date + 8, NULL, 10) + 1;
    for (long y = 1900; y < year; y++)
        days += 365 + (y % 4 == 0 && (y % 100 != 0 || y % 400 == 0));
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return (double)(days + (in >= 1 && in <= 12 ? before[in - 1] : 0) + (leap && in > 2));
}

cJSON *sample_of(const char *workbook)
{
    cJSON *read = cJSON_Parse(read_text(written("templates/sample/%s.json", workbook)));
    if (!read) {
        fprintf(stderr, "templates/sample/%s.json is no JSON\n", workbook);
        exit(2);
    }
    return read;
}

static double or_end(const cJSON *number, const char *id)
{
    if (!cJSON_IsNumber(number)) {
        fprintf(stderr, "the sample has no number %s\n", id);
        exit(2);
    }
    return number->valuedouble;
}

double input(const cJSON *sample, const char *id)
{
    const cJSON *of = cJSON_GetObjectItem(cJSON_GetObjectItem(sample, "inputs"), id);
    return or_end(cJSON_IsObject(of) ? cJSON_GetObjectItem(of, "value") : of, id);
}

double field(const cJSON *sample, const char *table, int line, const char *column)
{
    const cJSON *rows = cJSON_GetObjectItem(cJSON_GetObjectItem(sample, "tables"), table);
    return or_end(cJSON_GetObjectItem(cJSON_GetArrayItem(rows, line - 1), column), column);
}

void figure(double x, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    printf("\t%.15g\n", x);
}
