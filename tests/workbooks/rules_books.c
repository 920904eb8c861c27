/* Rules about several workbooks, and about the office that made them. */
#include <math.h>
#include <string.h>
#include "rules.h"

enum { MOST_PLACES = 16 };

/* WORKBOOK:place[+place...], its sum; complains and gives NaN where there is none. Cut in place. */
static double sum_of(report *r, const filled *books, size_t n, char *text)
{
    char *part[2], *places[MOST_PLACES];
    const filled *in = NULL;
    bool whole = cut(text, ':', part, 2) == 2;
    for (size_t i = 0; whole && i < n; i++)
        if (strcmp(books[i].names->title, part[0]) == 0)
            in = &books[i];
    if (!in) {
        complain(r, "no workbook %s", part[0]);
        return NAN;
    }
    double sum = 0;
    size_t count = cut(part[1], '+', places, MOST_PLACES);
    for (size_t i = 0; i < count; i++) {
        place at;
        double x = 0;
        if (!find_place(in->names, places[i], &at)) {
            complain(r, "%s has no place %s", part[0], places[i]);
            return NAN;
        }
        if (!number_of(value_at(in->sample, at.sheet, at.row, at.column), &x)) {
            complain(r, "%s, %s: no number", part[0], address(at.sheet, at.row, at.column));
            return NAN;
        }
        sum += x;
    }
    return sum;
}

void agree(report *r, const filled *books, size_t n, char *line)
{
    char *part[MOST_PLACES];
    size_t count = cut(line, '\t', part, MOST_PLACES);
    begin(r, written("%s stands elsewhere", part[0]));
    if (count < 2)
        complain(r, "a figure and where else it stands, please");
    double first = sum_of(r, books, n, part[0]);
    for (size_t i = 1; i < count; i++) {
        const char *as_written = keep(part[i], strlen(part[i]));
        double other = sum_of(r, books, n, part[i]);
        if (fabs(other - first) > 1e-6)
            complain(r, "it is %.6f, %s is %.6f", first, as_written, other);
    }
    end(r);
}

void office_done(report *r, char *lines)
{
    const char *last = "";
    begin(r, "every job was done");
    for (char *line; (line = next_line(&lines)); last = line)
        if (strcmp(line, "done") != 0)
            complain(r, "%s", line);
    end(r);
    begin(r, "the office came to the end of its jobs");
    if (strcmp(last, "done") != 0)
        complain(r, "it did not");
    end(r);
}
