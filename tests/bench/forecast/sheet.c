/* A spreadsheet in which Calc's own FORECAST.ETS functions forecast a set: sheet TRAIN.csv SEASON HORIZON SAMPLE >
 * x.fods A row a series: id, then for each step the point and the half-widths at 80 and 95 %, then the values; the
 * first row is the timeline. SAMPLE: at most so many series, evenly through the file. */
#define _POSIX_C_SOURCE 200809L
#include "series.h"
#include <stdio.h>
#include <stdlib.h>

/* "AB" for column 27 (from 0); buffer of 8. */
static const char *letters(size_t column, char *buffer)
{
    char *p = buffer + 7;
    *p = '\0';
    for (column++; column; column = (column - 1) / 26)
        *--p = (char)('A' + (column - 1) % 26);
    return p;
}

static void cell_of_number(double value)
{
    printf("<table:table-cell office:value-type=\"float\" office:value=\"%.15g\"/>", value);
}

static void formulas(size_t row, size_t n, size_t first, size_t season, size_t horizon)
{
    char a[8], b[8];
    const char *from = letters(first, a), *to = letters(first + n - 1, b);
    for (size_t h = 1; h <= horizon; h++) {
        printf("<table:table-cell "
               "table:formula=\"of:=COM.MICROSOFT.FORECAST.ETS(%zu;[.%s%zu:.%s%zu];[.%s1:.%s1];%zu;1)\"/>",
               n + h, from, row, to, row, from, to, season);
        for (int level = 0; level < 2; level++)
            printf(
                "<table:table-cell "
                "table:formula=\"of:=COM.MICROSOFT.FORECAST.ETS.CONFINT(%zu;[.%s%zu:.%s%zu];[.%s1:.%s1];%s;%zu;1)\"/>",
                n + h, from, row, to, row, from, to, level ? "0.95" : "0.8", season);
    }
}

int main(int argc, char **argv)
{
    bench_set set;
    if (argc != 5 || !bench_read(argv[1], &set)) {
        fputs("usage: sheet TRAIN.csv SEASON HORIZON SAMPLE > x.fods\n", stderr);
        return 2;
    }
    size_t season = (size_t)atoi(argv[2]), horizon = (size_t)atoi(argv[3]), sample = (size_t)atoi(argv[4]);
    size_t first = 1 + 3 * horizon, most = 0, row = 1;
    if (sample > set.n)
        sample = set.n;
    for (size_t i = 0; i < sample; i++)
        most = set.series[i * set.n / sample].n > most ? set.series[i * set.n / sample].n : most;
    puts("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
         "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
         "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
         "xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\" office:version=\"1.3\" "
         "office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">\n"
         "<office:body><office:spreadsheet><table:table table:name=\"f\">");
    printf("<table:table-row><table:table-cell table:number-columns-repeated=\"%zu\"/>", first);
    for (size_t t = 1; t <= most; t++)
        cell_of_number((double)t);
    puts("</table:table-row>");
    for (size_t i = 0; i < sample; i++) {
        const bench_series *s = &set.series[i * set.n / sample];
        printf("<table:table-row><table:table-cell office:value-type=\"string\"><text:p>%s</text:p></table:table-cell>",
               s->id);
        formulas(++row, s->n, first, season, horizon);
        for (size_t t = 0; t < s->n; t++)
            cell_of_number(s->value[t]);
        puts("</table:table-row>");
    }
    puts("</table:table></office:spreadsheet></office:body></office:document>");
    bench_free(&set);
    return 0;
}
