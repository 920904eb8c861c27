/* The raw tables that fill the samples, and sums over them: by themselves, without the core and without a workbook. */
#ifndef SX_TESTS_RAW_H
#define SX_TESTS_RAW_H
#include <cjson/cJSON.h>
#include "text.h"

/* A CSV without quotes: its first line names the columns. */
typedef struct raw {
    char ***lines; /* the first is the heading */
    size_t n;      /* lines, the heading with them */
    size_t columns;
} raw;

raw raw_of(char *text);
/* A table of the sample company, out of the folder story-data. */
raw story(const char *name);
/* Its number; the program ends where there is no such column: a test's own mistake. */
size_t column_of(const raw *of, const char *name);
const char *text_at(const raw *of, size_t line, const char *column); /* line: from 1 */
double number_at(const raw *of, size_t line, const char *column);

/* Which lines: of a time, from <= date < to as the texts sort; whose columns hold these texts. */
typedef struct lines_where {
    const char *date, *from, *to;
    struct {
        const char *column, *text;
    } is[2];
} lines_where;
bool is_where(const raw *of, size_t line, const lines_where *where);
double sum(const raw *of, const char *column, lines_where where);
double count(const raw *of, lines_where where);

/* 1: January 2024, as "2024-01-01". */
const char *month(int number);
/* Days since 1899-12-30 of "2025-12-28". */
double day(const char *date);

/* The sample of a workbook: the value of an input, the fields of a table written out there. */
cJSON *sample_of(const char *workbook);
double input(const cJSON *sample, const char *id);
double field(const cJSON *sample, const char *table, int line, const char *column); /* line: from 1 */

/* A figure that the workbook must show: name[index], tab, figure. */
void figure(double x, const char *format, ...) PRINTS(2, 3);
#endif
