/* Scores forecasts by the official rules of the M4 competition (Makridakis, Spiliotis and Assimakopoulos 2020):
 * score TRAIN.csv TEST.csv PERIOD NAME=FORECASTS.csv[,MS] ...
 * PERIOD: the competition's seasonal period, for MASE and Naive2 (weekly: 1). FORECASTS.csv as run.c writes it; MS: its
 * time a series. Each method is scored on the series that it has; the first is compared with each on those that both
 * have: difference of OWA with a 95 % paired bootstrap interval over series (1 000 draws of a fixed generator). */
#define _POSIX_C_SOURCE 200809L
#include "series.h"
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_STEPS = 64, MOST_METHODS = 16, DRAWS = 1000 };

typedef struct outcome {
    int done;
    double smape, mase, msis[2], held[2]; /* means over the steps; at 80 and 95 % */
} outcome;

typedef struct method {
    const char *name;
    double ms;
    outcome *of; /* a series each */
} method;

static const bench_series *trains[1 << 15];
static double scales[1 << 15];

/* R's seasonality test of the M4 benchmarks: 90 %, three seasons, and as many lags as acf() shows. */
static int naive2_is_seasonal(const double *x, size_t n, size_t m)
{
    if (m <= 1 || n < 3 * m || floor(10.0 * log10((double)n)) < (double)m)
        return 0;
    double mean = 0.0, whole = 0.0, sum = 1.0, r = 0.0;
    for (size_t t = 0; t < n; t++)
        mean += x[t] / (double)n;
    for (size_t t = 0; t < n; t++)
        whole += (x[t] - mean) * (x[t] - mean);
    for (size_t lag = 1; lag <= m && whole > 0.0; lag++) {
        r = 0.0;
        for (size_t t = lag; t < n; t++)
            r += (x[t] - mean) * (x[t - lag] - mean) / whole;
        sum += lag < m ? 2.0 * r * r : 0.0;
    }
    return fabs(r) > 1.645 * sqrt(sum / (double)n);
}

static double centred(const double *x, size_t t, size_t m)
{
    double sum = 0.0;
    size_t half = m / 2;
    for (size_t s = t - half; s <= t + half; s++)
        sum += x[s] * (m % 2 == 0 && (s == t - half || s == t + half) ? 0.5 : 1.0);
    return sum / (double)m;
}

/* Last value carried on, on the series without the season of R's decompose(type = "multiplicative"). */
static void naive2(const double *x, size_t n, size_t m, size_t horizon, double *out)
{
    double figure[64], mean = 0.0;
    int seasonal = naive2_is_seasonal(x, n, m);
    for (size_t i = 0; i < m && seasonal; i++) {
        double sum = 0.0, count = 0.0;
        for (size_t t = i; t + m / 2 < n; t += m) {
            if (t < m / 2)
                continue;
            sum += x[t] / centred(x, t, m);
            count += 1.0;
        }
        figure[i] = sum / count;
        mean += figure[i] / (double)m;
    }
    for (size_t i = 0; i < m && seasonal; i++)
        seasonal = isfinite(figure[i]) && figure[i] != 0.0;
    for (size_t h = 0; h < horizon; h++)
        out[h] = seasonal ? x[n - 1] / figure[(n - 1) % m] * figure[(n + h) % m] : x[n - 1];
    (void)mean; /* the figure's mean cancels */
}

static void score_one(const bench_series *test, double scale, const double f[][5], outcome *o)
{
    *o = (outcome){.done = 1};
    double steps = (double)test->n;
    for (size_t h = 0; h < test->n; h++) {
        double y = test->value[h], e = fabs(y - f[h][0]), both = fabs(y) + fabs(f[h][0]);
        o->smape += both > 0.0 ? 200.0 * e / both / steps : 0.0;
        o->mase += e / scale / steps;
        for (size_t k = 0; k < 2; k++) {
            double lower = f[h][1 + 2 * k], upper = f[h][2 + 2 * k], penalty = k ? 40.0 : 10.0;
            o->msis[k] += (upper - lower + penalty * (fmax(lower - y, 0.0) + fmax(y - upper, 0.0))) / scale / steps;
            o->held[k] += (y >= lower && y <= upper ? 1.0 : 0.0) / steps;
        }
    }
}

static int read_forecasts(const char *path, const bench_set *test, outcome *of)
{
    FILE *file = fopen(path, "r");
    char line[512], id[32] = "";
    double f[MOST_STEPS][5];
    size_t at = 0, have = 0;
    if (!file)
        return 0;
    for (int more = 1; more;) {
        more = fgets(line, sizeof line, file) != NULL;
        char *comma = more ? strchr(line, ',') : NULL;
        if (comma)
            *comma = '\0';
        if (!comma || strcmp(id, line) != 0) {
            if (have && at < test->n && have >= test->series[at].n && scales[at] > 0.0)
                score_one(&test->series[at], scales[at], (const double(*)[5])f, &of[at]);
            have = 0;
            if (!comma)
                continue;
            snprintf(id, sizeof id, "%.31s", line);
            for (size_t tried = 0; tried < test->n && strcmp(test->series[at % test->n].id, id) != 0; tried++)
                at = (at + 1) % test->n;
            if (strcmp(test->series[at % test->n].id, id) != 0)
                continue;
        }
        int step;
        if (have < MOST_STEPS && sscanf(comma + 1, "%d,%lf,%lf,%lf,%lf,%lf", &step, &f[have][0], &f[have][1],
                                        &f[have][2], &f[have][3], &f[have][4]) >= 2)
            have++;
    }
    fclose(file);
    return 1;
}

/* Relative to Naive2 on the series taken (draw: indices, or NULL for all of both). */
static double owa(const outcome *of, const outcome *reference, const outcome *other, const size_t *draw, size_t n)
{
    double s = 0.0, m = 0.0, s2 = 0.0, m2 = 0.0;
    for (size_t i = 0; i < n; i++) {
        size_t k = draw ? draw[i] : i;
        if (!of[k].done || !other[k].done)
            continue;
        s += of[k].smape;
        m += of[k].mase;
        s2 += reference[k].smape;
        m2 += reference[k].mase;
    }
    return 0.5 * (s / s2 + m / m2);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void bootstrap(const outcome *ours, const outcome *theirs, const outcome *reference, size_t n, double *low,
                      double *high)
{
    static double gap[DRAWS];
    size_t *both = malloc((n + 1) * sizeof *both), *draw = malloc((n + 1) * sizeof *draw), k = 0;
    uint64_t state = 20240229;
    if (!both || !draw)
        exit(1);
    for (size_t i = 0; i < n; i++)
        if (ours[i].done && theirs[i].done)
            both[k++] = i;
    for (size_t d = 0; d < DRAWS; d++) {
        for (size_t i = 0; i < k; i++) {
            state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407); /* Knuth's MMIX */
            draw[i] = both[(size_t)((state >> 33) % k)];
        }
        gap[d] = owa(ours, reference, theirs, draw, k) - owa(theirs, reference, ours, draw, k);
    }
    qsort(gap, DRAWS, sizeof *gap, ascending);
    *low = gap[DRAWS / 40];
    *high = gap[DRAWS - 1 - DRAWS / 40];
    free(both);
    free(draw);
}

static void print_method(const method *m, const method *first, const outcome *reference, size_t n)
{
    outcome sum = {0};
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        const outcome *o = &m->of[i];
        if (!o->done)
            continue;
        count++;
        sum.smape += o->smape;
        sum.mase += o->mase;
        for (size_t k = 0; k < 2; k++) {
            sum.msis[k] += o->msis[k];
            sum.held[k] += o->held[k];
        }
    }
    double c = (double)count;
    printf("%-12s %6zu %7.4f %8.3f %7.3f %8.2f %6.3f %6.3f %9.3f", m->name, count,
           owa(m->of, reference, m->of, NULL, n), sum.smape / c, sum.mase / c, sum.msis[1] / c, sum.held[0] / c,
           sum.held[1] / c, m->ms);
    if (m != first && first->ms > 0.0) {
        double low, high;
        bootstrap(first->of, m->of, reference, n, &low, &high);
        printf(" %7.0f  %+.4f [%+.4f, %+.4f]", m->ms / first->ms,
               owa(first->of, reference, m->of, NULL, n) - owa(m->of, reference, first->of, NULL, n), low, high);
    }
    putchar('\n');
}

static outcome *new_outcomes(size_t n)
{
    outcome *of = calloc(n + 1, sizeof *of);
    if (!of)
        exit(1);
    return of;
}

static outcome *score_naive2(const bench_set *test, size_t period)
{
    outcome *of = new_outcomes(test->n);
    for (size_t i = 0; i < test->n; i++) {
        double path[MOST_STEPS], f[MOST_STEPS][5] = {{0}};
        if (!(scales[i] > 0.0))
            continue;
        naive2(trains[i]->value, trains[i]->n, period, test->series[i].n, path);
        for (size_t h = 0; h < test->series[i].n; h++)
            f[h][0] = path[h];
        score_one(&test->series[i], scales[i], (const double(*)[5])f, &of[i]);
    }
    return of;
}

static void measure_scales(const bench_set *train, const bench_set *test, size_t period)
{
    for (size_t i = 0; i < test->n; i++) {
        const bench_series *t = i < train->n && strcmp(train->series[i].id, test->series[i].id) == 0
                                    ? &train->series[i]
                                    : bench_find(train, test->series[i].id);
        trains[i] = t;
        scales[i] = 0.0;
        for (size_t s = period; t && s < t->n; s++)
            scales[i] += fabs(t->value[s] - t->value[s - period]) / (double)(t->n - period);
    }
}

int main(int argc, char **argv)
{
    bench_set train, test;
    static method methods[MOST_METHODS];
    size_t n_methods = 0;
    if (argc < 5 || !bench_read(argv[1], &train) || !bench_read(argv[2], &test) || test.n > 1 << 15) {
        fputs("usage: score TRAIN.csv TEST.csv PERIOD NAME=FORECASTS.csv[,MS] ...\n", stderr);
        return 2;
    }
    size_t period = (size_t)atoi(argv[3]);
    measure_scales(&train, &test, period);
    outcome *reference = score_naive2(&test, period);
    printf("%-12s %6s %7s %8s %7s %8s %6s %6s %9s %7s  %s\n", "method", "series", "OWA", "sMAPE", "MASE", "MSIS95",
           "held80", "held95", "ms/series", "ratio", "OWA of the first less this [95 % of paired bootstraps]");
    for (int i = 4; i < argc && n_methods < MOST_METHODS; i++) {
        char *path = strchr(argv[i], '='), *ms = path ? strchr(path, ',') : NULL;
        if (!path)
            continue;
        *path++ = '\0';
        if (ms)
            *ms++ = '\0';
        method *m = &methods[n_methods];
        *m = (method){argv[i], ms ? atof(ms) : 0.0, new_outcomes(test.n)};
        if (!read_forecasts(path, &test, m->of))
            continue;
        n_methods++;
        print_method(m, &methods[0], reference, test.n);
    }
    return 0;
}
