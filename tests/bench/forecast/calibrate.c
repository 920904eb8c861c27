/* Makes core/forecast/quantiles.c from the training halves of competition series: calibrate FOLDER > quantiles.c
 *
 * From each series forecasts are made at origins that leave one, two, ... horizons of its own training values (no test
 * value is read). The logarithm of the error's size is regressed on those of the scale's parts (interval.h), with a
 * constant for each step and exponents that sum to 1, and where the plan says so on that
 * of the number of values. Then come the quantiles of
 * the errors over that scale, a step each: series of one set that end at the same date share its shocks, so quantiles
 * are taken within each set and origin and averaged (Vincent 1912), which aims at a typical date; pooled over dates
 * they would be too wide for most. At last they are made not to fall with the step. */
#include "forecast/interval.h"
#include "base/linear.h"
#include "base/statistics.h"
#include "series.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct source {
    const char *file;                     /* NAME-train.csv */
    size_t season, every, origins, apart; /* every: which series are taken; periods between two origins */
} source;

enum { BATCHES = 16 }; /* most origins of a source */

typedef struct plan {
    const char *name;
    size_t season, horizon;
    int by_length; /* the number of values has an exponent too */
    source from[2];
} plan;

static const plan plans[SX_QUANTILE_GROUPS] = {
    {"yearly or no season", 1, 8, 0, {{"m4-yearly", 1, 1, 3, 3}, {NULL, 0, 0, 0, 0}}},
    {"quarterly", 6, 12, 1, {{"m3-quarterly", 4, 1, 4, 3}, {"tourism-quarterly", 4, 1, 6, 3}}},
    {"monthly", 24, 24, 0, {{"m3-monthly", 12, 1, 4, 5}, {"tourism-monthly", 12, 1, 8, 5}}},
    {"weekly", 400, 13, 1, {{"m4-weekly", 52, 1, 10, 7}, {NULL, 0, 0, 0, 0}}},
};

const double sx_quantile_levels[SX_QUANTILE_LEVELS] = {0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995};
const sx_quantile_group sx_quantile_groups[SX_QUANTILE_GROUPS]; /* not used here */

typedef struct sample {
    double error, logs[SX_SCALE_PARTS], log_n;
    size_t batch; /* set and origin */
} sample;

typedef struct samples {
    sample *at[SX_QUANTILE_STEPS];
    size_t n, room;
} samples;

static void keep(samples *all, const sx_forecast *f, const double *actual, size_t batch)
{
    if (all->n == all->room) {
        all->room = all->room ? 2 * all->room : 4096;
        for (size_t h = 0; h < SX_QUANTILE_STEPS; h++) {
            all->at[h] = realloc(all->at[h], all->room * sizeof(sample));
            if (!all->at[h])
                exit(1);
        }
    }
    for (size_t h = 0; h < f->horizon; h++) {
        double parts[SX_SCALE_PARTS];
        sample *s = &all->at[h][all->n];
        s->error = actual[h] - f->point[h];
        s->batch = batch;
        s->log_n = log((double)f->n);
        sx_interval_parts(f, h, parts);
        for (size_t i = 0; i < SX_SCALE_PARTS; i++)
            s->logs[i] = log(parts[i]);
    }
    all->n++;
}

static void collect(const char *folder, const source *from, size_t horizon, size_t first_batch, samples *all)
{
    char path[1024];
    bench_set set;
    snprintf(path, sizeof path, "%s/%s-train.csv", folder, from->file);
    if (!bench_read(path, &set)) {
        fprintf(stderr, "%s does not open\n", path);
        exit(1);
    }
    size_t least = from->season > 1 ? 3 * from->season : 9;
    for (size_t i = 0; i < set.n; i += from->every) {
        const bench_series *s = &set.series[i];
        for (size_t k = 0; k < from->origins; k++) {
            size_t back = horizon + k * from->apart;
            sx_forecast f;
            if (s->n < least + back || sx_forecast_make(s->value, s->n - back, from->season, horizon, &f) != SX_OK)
                break;
            if (f.method >= SX_METHOD_POOL && f.season == from->season)
                keep(all, &f, s->value + s->n - back, first_batch + k);
            sx_forecast_free(&f);
        }
    }
    bench_free(&set);
}

static double rounded(double x)
{
    return round(x * 1000.0) / 1000.0;
}

/* Exponents by least squares of log |error| - log(last part) on the differences of the other parts from the last. */
static void fit_exponents(const samples *all, const plan *p, double *exponent, double *length)
{
    enum { U = SX_SCALE_PARTS, LAST = U - 1 }; /* the last unknown: the length's */
    double a[U * U] = {0}, b[U] = {0}, work[2 * U], solution[U];
    size_t unknowns = U;
    for (size_t h = 0; h < p->horizon; h++) {
        double mean[U + 1] = {0}, x[U + 1];
        for (int pass = 0; pass < 2; pass++) {
            for (size_t t = 0; t < all->n; t++) {
                const sample *s = &all->at[h][t];
                double last = s->logs[LAST], floor = exp(last) * 1e-3;
                for (size_t i = 0; i < U; i++)
                    x[i] = (i == LAST ? (p->by_length ? s->log_n : 0.0) : s->logs[i] - last) - (pass ? mean[i] : 0.0);
                x[U] = log(fmax(fabs(s->error), floor)) - last - (pass ? mean[U] : 0.0);
                for (size_t i = 0; i <= U && !pass; i++)
                    mean[i] += x[i] / (double)all->n;
                for (size_t i = 0; i < U && pass; i++) {
                    for (size_t j = 0; j < U; j++)
                        a[i * U + j] += x[i] * x[j];
                    b[i] += x[i] * x[U];
                }
            }
        }
    }
    sx_least_squares(a, b, unknowns, unknowns, 1e-9, solution, NULL, work);
    exponent[LAST] = 1.0;
    for (size_t i = 0; i < LAST; i++) {
        exponent[i] = rounded(solution[i]);
        exponent[LAST] -= exponent[i];
    }
    *length = rounded(solution[LAST]);
}

/* Least squares among the sequences that do not fall (pool adjacent violators), in the steps; then rounded and, where
 * the rounding or a bias of the point forecast asks for it, not negative and growing with the level. */
static void tidy(double rows[SX_QUANTILE_STEPS][SX_QUANTILE_LEVELS], size_t n)
{
    for (size_t l = 0; l < SX_QUANTILE_LEVELS; l++) {
        double mean[SX_QUANTILE_STEPS], weight[SX_QUANTILE_STEPS];
        size_t blocks = 0;
        for (size_t h = 0; h < n; h++) {
            mean[blocks] = rows[h][l];
            weight[blocks++] = 1.0;
            for (; blocks > 1 && mean[blocks - 2] > mean[blocks - 1]; blocks--) {
                double both = weight[blocks - 2] + weight[blocks - 1];
                mean[blocks - 2] =
                    (mean[blocks - 2] * weight[blocks - 2] + mean[blocks - 1] * weight[blocks - 1]) / both;
                weight[blocks - 2] = both;
            }
        }
        for (size_t h = 0, block = 0; h < n; h++) {
            double least = l ? rows[h][l - 1] + 0.001 : 0.0;
            rows[h][l] = fmax(rounded(mean[block]), least);
            weight[block] -= 1.0;
            block += weight[block] < 0.5 ? 1 : 0;
        }
    }
}

static void fit_quantiles(const samples *all, const plan *p, sx_quantile_group *g)
{
    double *ratio = malloc(all->n * sizeof *ratio);
    if (!ratio)
        exit(1);
    for (size_t h = 0; h < p->horizon; h++) {
        for (size_t batch = 0; batch < 2 * BATCHES; batch++) {
            size_t n = 0;
            for (size_t t = 0; t < all->n; t++) {
                const sample *s = &all->at[h][t];
                double scale = g->length * s->log_n;
                for (size_t i = 0; i < SX_SCALE_PARTS; i++)
                    scale += g->exponent[i] * s->logs[i];
                if (s->batch == batch)
                    ratio[n++] = s->error / exp(scale);
            }
            if (n == 0)
                continue;
            sx_sort(ratio, n);
            for (size_t l = 0; l < SX_QUANTILE_LEVELS; l++) {
                double tail = 0.5 - 0.5 * sx_quantile_levels[l], share = (double)n / (double)all->n;
                g->below[h][l] -= share * sx_quantile_sorted(ratio, n, tail);
                g->above[h][l] += share * sx_quantile_sorted(ratio, n, 1.0 - tail);
            }
        }
    }
    tidy(g->below, p->horizon);
    tidy(g->above, p->horizon);
    free(ratio);
}

static void print_rows(const char *name, const double rows[SX_QUANTILE_STEPS][SX_QUANTILE_LEVELS], size_t n)
{
    printf("     .%s = {\n", name);
    for (size_t h = 0; h < n; h++) {
        printf("         {");
        for (size_t l = 0; l < SX_QUANTILE_LEVELS; l++)
            printf("%s%.3f", l ? ", " : "", rows[h][l]);
        printf("},\n");
    }
    printf("     },\n");
}

static void print_group(const plan *p, const sx_quantile_group *g, size_t n)
{
    printf("    /* %s: %zu forecasts of %zu steps, of %s", p->name, n, p->horizon, p->from[0].file);
    printf(p->from[1].file ? " and %s */\n" : " */\n", p->from[1].file);
    printf("    {.name = \"%s\",\n     .season = %zu,\n     .n_steps = %zu,\n     .exponent = {", p->name, p->season,
           p->horizon);
    for (size_t i = 0; i < SX_SCALE_PARTS; i++)
        printf("%s%.3f", i ? ", " : "", g->exponent[i]);
    printf("},\n     .length = %.3f,\n", g->length);
    print_rows("below", g->below, p->horizon);
    print_rows("above", g->above, p->horizon);
    printf("    },\n");
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: calibrate FOLDER > core/forecast/quantiles.c\n", stderr);
        return 2;
    }
    puts(
        "/* Made by tests/bench/forecast/calibrate.c from inner holdouts of the training halves of M4, M3 and Tourism\n"
        " * series (no test values); do not edit. A row a step; columns as the levels. */\n"
        "/* clang-format off */\n"
        "#include \"forecast/quantiles.h\"\n");
    printf("const double sx_quantile_levels[SX_QUANTILE_LEVELS] = {");
    for (size_t l = 0; l < SX_QUANTILE_LEVELS; l++)
        printf("%s%.15g", l ? ", " : "", sx_quantile_levels[l]);
    puts("};\n\nconst sx_quantile_group sx_quantile_groups[SX_QUANTILE_GROUPS] = {");
    for (size_t i = 0; i < SX_QUANTILE_GROUPS; i++) {
        samples all = {.n = 0};
        sx_quantile_group g = {0};
        for (size_t k = 0; k < 2 && plans[i].from[k].file; k++)
            collect(argv[1], &plans[i].from[k], plans[i].horizon, k * BATCHES, &all);
        fit_exponents(&all, &plans[i], g.exponent, &g.length);
        fit_quantiles(&all, &plans[i], &g);
        print_group(&plans[i], &g, all.n);
        for (size_t h = 0; h < SX_QUANTILE_STEPS; h++)
            free(all.at[h]);
    }
    puts("};");
    return 0;
}
