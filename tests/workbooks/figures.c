/* figures WORKBOOK: a line each: name[index], tab, the figure that the filled sample must show there; and where the
 * library itself had to be asked, a tab and its function. Those without stand in WORKBOOK.figures as well. */
#define _POSIX_C_SOURCE 200809L
#include "figures.h"
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

double win_rate(double won, double lost)
{
    return won / (won + lost);
}

/* The n at which the margin of those that stayed, m (1 - (1 - churn)^n) / churn, equals what a customer cost. */
double payback(double cac, double revenue, double margin, double churn)
{
    return log(1 - cac * churn / (revenue * margin)) / log(1 - churn);
}

static bool held(const raw *forecasts, size_t line)
{
    double actual = number_at(forecasts, line, "actual");
    return actual >= number_at(forecasts, line, "low") && actual <= number_at(forecasts, line, "high");
}

double share_held(const raw *forecasts)
{
    double n = 0;
    for (size_t i = 1; i < forecasts->n; i++)
        n += held(forecasts, i);
    return n / (double)(forecasts->n - 1);
}

double bias(const raw *forecasts)
{
    lines_where all = {0};
    return (sum(forecasts, "point", all) - sum(forecasts, "actual", all)) / sum(forecasts, "actual", all);
}

double wape(const raw *forecasts)
{
    double off = 0, of = 0;
    for (size_t i = 1; i < forecasts->n; i++) {
        off += fabs(number_at(forecasts, i, "point") - number_at(forecasts, i, "actual"));
        of += fabs(number_at(forecasts, i, "actual"));
    }
    return off / of;
}

cJSON *ask(const char *function, const char *format, ...)
{
    char arguments[1 << 16], said[1 << 16];
    va_list list;
    va_start(list, format);
    vsnprintf(arguments, sizeof arguments, format, list);
    va_end(list);
    const char *build = getenv("BUILD");
    FILE *from = popen(written("%s/sextant call %s %s 2>/dev/null", build ? build : "build", function, arguments), "r");
    size_t n = from ? fread(said, 1, sizeof said - 1, from) : 0;
    said[n] = '\0';
    cJSON *read = from && pclose(from) == 0 ? cJSON_Parse(said) : NULL;
    if (!read) {
        fprintf(stderr, "figures: %s gives no answer\n", function);
        exit(2);
    }
    return read;
}

double answer(const cJSON *table, int row, int column)
{
    const cJSON *cell =
        cJSON_IsNumber(table) ? table : cJSON_GetArrayItem(cJSON_GetArrayItem(table, row - 1), column - 1);
    return cJSON_IsNumber(cell) ? cell->valuedouble : (double)NAN;
}

void asked(double x, const char *function, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    printf("\t%.15g\t%s\n", x, function);
}

const char *down(const raw *of, const char *column, size_t first)
{
    const char *made = "";
    for (size_t i = first; i < of->n; i++)
        made = written("%s%s[%s]", made, i > first ? "," : "", text_at(of, i, column));
    return written("'[%s]'", made);
}

int main(int n, char **words)
{
    static const struct {
        const char *workbook;
        void (*figures)(const char *);
    } all[] = {{"monthly-outcomes-and-drivers", monthly_figures},
               {"quarterly-return-and-reallocation", quarterly_figures},
               {"return-on-marketing", return_figures},
               {"weekly-cash-and-signals", weekly_figures},
               {"yearly-budget-review", yearly_figures}};
    if (n != 2) {
        fputs("usage: figures WORKBOOK\n", stderr);
        return 2;
    }
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].workbook, words[1]) == 0)
            all[i].figures(words[1]);
    return 0;
}
