/* The return on marketing: a real series of quotes and television spend, to April 2005. */
#include <math.h>
#include <stdlib.h>
#include "figures.h"

enum { MOST = 64, AHEAD = 12, CHANNELS = 3 };

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *x, size_t n)
{
    qsort(x, n, sizeof *x, ascending);
    return n % 2 ? x[n / 2] : (x[n / 2 - 1] + x[n / 2]) / 2;
}

/* The median of all slopes between two months, as a share of the median month. */
static double trend(const double *x, size_t n)
{
    double slopes[MOST * MOST], sorted[MOST];
    size_t pairs = 0;
    for (size_t i = 0; i < n; i++) {
        sorted[i] = x[i];
        for (size_t j = i + 1; j < n; j++)
            slopes[pairs++] = (x[j] - x[i]) / (double)(j - i);
    }
    return median(slopes, pairs) / fabs(median(sorted, n));
}

/* Twelve months; year 2: May 2003 to April 2004. The cost of a customer. */
static double year_of(const cJSON *sample, const raw *series, int year)
{
    const char *from = written("%d-05", 2001 + year), *to = written("%d-05", 2002 + year);
    lines_where twelve = {"month", from, to, {{0}}};
    double spend = sum(series, "tv_advert", twelve) * input(sample, "spend_unit");
    double quotes = sum(series, "quotes", twelve) * input(sample, "quote_unit");
    double won = quotes * input(sample, "close_rate") * input(sample, "tv_share"), cac = spend / won;
    double margin = input(sample, "margin"), churn = input(sample, "churn"), revenue = input(sample, "arpa");
    double monthly = pow(1 + input(sample, "discount"), 1.0 / 12) - 1;
    double ltv = revenue * margin / (1 - (1 - churn) / (1 + monthly)); /* paid at the begin of each month */
    figure(spend, "years.spend[%d]", year);
    figure(quotes, "years.quotations[%d]", year);
    figure(spend / quotes, "years.costper[%d]", year);
    figure(cac, "years.cac[%d]", year);
    figure(ltv, "years.ltv[%d]", year);
    figure(ltv / cac, "years.ltvcac[%d]", year);
    figure(payback(cac, revenue, margin, churn), "years.payback[%d]", year);
    figure((won * ltv - spend) / spend, "years.roi[%d]", year);
    return cac;
}

/* The spend of each month, then the plan's: what is known ahead. */
static const char *known_spend(const cJSON *sample, const raw *series)
{
    const char *known = "";
    for (size_t i = 1; i < series->n; i++)
        known = written("%s%s[%.17g]", known, i > 1 ? "," : "",
                        number_at(series, i, "tv_advert") * input(sample, "spend_unit"));
    for (int i = 1; i <= AHEAD; i++)
        known = written("%s,[%.17g]", known, field(sample, "plan", i, "spend"));
    return known;
}

static void ahead(const cJSON *sample, const raw *raw_series, const double *quotes, size_t n)
{
    static const char *const columns[] = {"point", "lower", "upper"};
    const char *series = "", *known = known_spend(sample, raw_series);
    double level = input(sample, "range_level");
    for (size_t i = 0; i < n; i++)
        series = written("%s%s[%.17g]", series, i ? "," : "", quotes[i]);
    cJSON *forecast = ask("FCST.AUTO", "'[%s]' %d null %.17g '[%s]'", series, AHEAD, level, known);
    cJSON *total = ask("FCST.TOTAL", "'[%s]' 1 %d null %.17g null '[%s]'", series, AHEAD, level, known);
    for (int c = 0; c < 3; c++) {
        for (int step = 1; step <= AHEAD; step++)
            asked(answer(forecast, step, c + 1), "FCST.AUTO", "ahead.%s[%d]", columns[c], step);
        asked(answer(total, 1, c + 1), "FCST.TOTAL", "total.%s[1]", columns[c]);
    }
    cJSON_Delete(forecast);
    cJSON_Delete(total);
}

static void plan(void)
{
    cJSON *best = ask("PLAN.ALLOCATE", "1084000 '[[\"Television\",\"hill\",\"\",\"\",\"\",4430000,1398000],"
                                       "[\"Search\",\"hill\",\"\",\"\",\"\",549000,44700],"
                                       "[\"Direct mail\",\"hill\",\"\",\"\",\"\",853000,294000]]' "
                                       "'[[874000],[40000],[50000]]' '[[874000],[160000],[180000]]' null "
                                       "'[[874000],[120000],[90000]]'");
    for (int i = 1; i <= CHANNELS; i++)
        asked(answer(best, i, 1), "PLAN.ALLOCATE", "best.spend[%d]", i);
    cJSON *range = ask("DRIVE.RANGE",
                       "'[[880000],[860000],[840000],[820000],[780000],[760000],[760000],[800000],"
                       "[980000],[1050000],[1020000],[900000]]' '[[\"Quotation\",\"cost per\",64,72,84,0],"
                       "[\"Policy\",\"rate\",0.105,0.12,0.132,1],[\"Lifetime margin\",\"value\",960,1167,1320,0]]'");
    int last = cJSON_GetArraySize(range);
    asked(answer(range, last, 6), "DRIVE.RANGE", "scenarios.p10[1]");
    asked(answer(range, last, 7), "DRIVE.RANGE", "scenarios.p50[1]");
    asked(answer(range, last, 8), "DRIVE.RANGE", "scenarios.p90[1]");
    cJSON_Delete(range);
    cJSON_Delete(best);
}

void return_figures(const char *workbook)
{
    cJSON *sample = sample_of(workbook);
    raw series = raw_of(read_text("templates/sample/insurance-tv.csv"));
    double quotes[MOST] = {0};
    size_t n = 0;
    for (size_t i = 1; i < series.n && n < MOST; i++)
        quotes[n++] = number_at(&series, i, "quotes") * input(sample, "quote_unit");
    year_of(sample, &series, 2);
    figure(year_of(sample, &series, 3), "tile_cac");
    figure(trend(quotes + n - 24, 24), "tile_trend");
    ahead(sample, &series, quotes, n);
    plan();
    cJSON_Delete(sample);
}
