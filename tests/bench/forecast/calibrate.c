/* Makes core/fcst/quantiles.c from the training halves of competition series: calibrate FOLDER > quantiles.c
 *
 * From each series forecasts are made at many origins inside its own training values (no test value is read); the
 * latest origins give the first steps only. The logarithm of the error's size is regressed on those of the scale's
 * parts (interval.h) with a constant for each step; exponents sum to 1, and a part whose exponent would be negative is
 * left out. Then come the quantiles of the errors over that scale, a step each, over all dates of a set. Sets of a
 * group count by their share, not by their size, in both. At last the quantiles are made not to fall with the step.
 * core/fcst/README.md says how this was chosen. */
#include "fcst/interval.h"
#include "base/linear.h"
#include "base/statistics.h"
#include "series.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SOURCES = 6 };

typedef struct source {
    const char *file;      /* NAME-train.csv */
    size_t horizon, least; /* steps; values of the shortest history */
    size_t origins, apart; /* the first origin leaves one value, the next so many more */
    double share;          /* of the set in its group */
} source;

typedef struct plan {
    const char *name;
    size_t season, asked, horizon; /* greatest period of the group; the period that forecasts are made with */
    int noisy;
    double growth; /* chosen on inner holdouts: quantiles of the first half of the steps used for the second */
    source from[MOST_SOURCES];
} plan;

static const plan plans[SX_QUANTILE_GROUPS] = {
    {"yearly or no season", 1, 1, 8, 0, 0.5, {{"m4-yearly", 8, 9, 12, 2, 1.0}}},
    {"no season, noise about a level",
     1,
     1,
     24,
     1,
     0.25,
     {{"m4-yearly", 8, 9, 12, 2, 5.0},
      {"m3-quarterly", 12, 12, 12, 2, 1.0},
      {"tourism-quarterly", 12, 12, 16, 2, 1.0},
      {"m4-weekly", 13, 80, 15, 6, 1.0},
      {"m3-monthly", 24, 36, 12, 4, 1.0},
      {"tourism-monthly", 24, 36, 18, 6, 1.0}}},
    {"quarterly", 6, 4, 12, 0, 0.25, {{"m3-quarterly", 12, 12, 24, 1, 1.0}, {"tourism-quarterly", 12, 12, 32, 1, 1.0}}},
    {"monthly", 24, 12, 24, 0, 0.25, {{"m3-monthly", 24, 36, 24, 2, 1.0}, {"tourism-monthly", 24, 36, 36, 3, 1.0}}},
    {"weekly", 400, 52, 13, 0, 0.25, {{"m4-weekly", 13, 104, 30, 3, 1.0}}},
};

const double sx_quantile_levels[SX_QUANTILE_LEVELS] = {0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995};
const sx_quantile_group sx_quantile_groups[SX_QUANTILE_GROUPS]; /* not used here */

typedef struct sample {
    double error, log_error, logs[SX_SCALE_PARTS];
    size_t source;
} sample;

typedef struct samples {
    sample *at[SX_QUANTILE_STEPS];
    size_t n[SX_QUANTILE_STEPS], room[SX_QUANTILE_STEPS], of[SX_QUANTILE_STEPS][MOST_SOURCES], forecasts;
} samples;

static void keep(samples *all, const sx_forecast *f, const double *actual, size_t steps, size_t which)
{
    for (size_t h = 0; h < steps; h++) {
        if (all->n[h] == all->room[h]) {
            all->room[h] = all->room[h] ? 2 * all->room[h] : 4096;
            all->at[h] = realloc(all->at[h], all->room[h] * sizeof(sample));
            if (!all->at[h])
                exit(1);
        }
        double parts[SX_SCALE_PARTS];
        sample *s = &all->at[h][all->n[h]++];
        s->error = actual[h] - f->point[h];
        s->log_error = log(fmax(fabs(s->error), 1e-3 * f->change));
        s->source = which;
        all->of[h][which]++;
        sx_interval_parts(f, h, parts);
        for (size_t i = 0; i < SX_SCALE_PARTS; i++)
            s->logs[i] = log(parts[i]);
    }
    all->forecasts++;
}

static void collect(const char *folder, const plan *p, size_t which, samples *all)
{
    const source *from = &p->from[which];
    char path[1024];
    bench_set set;
    snprintf(path, sizeof path, "%s/%s-train.csv", folder, from->file);
    if (!bench_read(path, &set)) {
        fprintf(stderr, "%s does not open\n", path);
        exit(1);
    }
    for (size_t i = 0; i < set.n; i++) {
        const bench_series *s = &set.series[i];
        for (size_t k = 0; k < from->origins; k++) {
            size_t back = 1 + k * from->apart, steps = back < from->horizon ? back : from->horizon;
            sx_forecast f;
            if (s->n < from->least + back || sx_forecast_make(s->value, s->n - back, p->asked, steps, &f) != SX_OK)
                break;
            if (f.method >= SX_METHOD_POOL && f.season == p->asked && f.noisy == p->noisy)
                keep(all, &f, s->value + s->n - back, steps, which);
            sx_forecast_free(&f);
        }
    }
    bench_free(&set);
}

static double rounded(double x)
{
    return round(x * 1000.0) / 1000.0;
}

/* Weight of a sample: its set counts by its share at each step. */
static double weight_of(const samples *all, const plan *p, size_t h, const sample *s)
{
    return p->from[s->source].share / (double)all->of[h][s->source];
}

/* The logarithms of the parts that are in, and of the error, each less that of the last part. */
static void relative(const sample *s, const size_t *parts, size_t n_parts, double *x)
{
    double last = s->logs[parts[n_parts - 1]];
    for (size_t i = 0; i + 1 < n_parts; i++)
        x[i] = s->logs[parts[i]] - last;
    x[n_parts - 1] = s->log_error - last;
}

/* Exponents of the parts that are in, by weighted least squares with a constant for each step. */
static void regress(const samples *all, const plan *p, const size_t *parts, size_t n_parts, double *exponent)
{
    enum { MOST = SX_SCALE_PARTS };
    size_t unknowns = n_parts - 1;
    double a[MOST * MOST] = {0}, b[MOST] = {0}, x[MOST], solution[MOST] = {0}, work[2 * MOST];
    for (size_t h = 0; h < p->horizon; h++) {
        double mean[MOST] = {0}, total = 0.0;
        for (size_t t = 0; t < all->n[h]; t++) {
            double weight = weight_of(all, p, h, &all->at[h][t]);
            relative(&all->at[h][t], parts, n_parts, x);
            total += weight;
            for (size_t i = 0; i < n_parts; i++)
                mean[i] += weight * (x[i] - mean[i]) / total;
        }
        for (size_t t = 0; t < all->n[h]; t++) {
            double weight = weight_of(all, p, h, &all->at[h][t]) * (double)all->n[h] / total;
            relative(&all->at[h][t], parts, n_parts, x);
            for (size_t i = 0; i < unknowns; i++) {
                for (size_t j = 0; j < unknowns; j++)
                    a[i * unknowns + j] += weight * (x[i] - mean[i]) * (x[j] - mean[j]);
                b[i] += weight * (x[i] - mean[i]) * (x[unknowns] - mean[unknowns]);
            }
        }
    }
    if (unknowns)
        sx_least_squares(a, b, unknowns, unknowns, 1e-9, solution, NULL, work);
    for (size_t i = 0; i < MOST; i++)
        exponent[i] = 0.0;
    exponent[parts[unknowns]] = 1.0;
    for (size_t i = 0; i < unknowns; i++) {
        exponent[parts[i]] = rounded(solution[i]);
        exponent[parts[unknowns]] -= exponent[parts[i]];
    }
}

/* Without negative exponents: the part with the most negative one is left out until there is none. */
static void fit_exponents(const samples *all, const plan *p, double *exponent)
{
    size_t parts[SX_SCALE_PARTS], n_parts = SX_SCALE_PARTS;
    for (size_t i = 0; i < n_parts; i++)
        parts[i] = i;
    for (;;) {
        size_t worst = 0;
        regress(all, p, parts, n_parts, exponent);
        for (size_t i = 1; i < n_parts; i++)
            if (exponent[parts[i]] < exponent[parts[worst]])
                worst = i;
        if (exponent[parts[worst]] >= -1e-9)
            return;
        n_parts--;
        for (size_t i = worst; i < n_parts; i++)
            parts[i] = parts[i + 1];
    }
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
    for (size_t h = 0; h < p->horizon; h++) {
        double shares = 0.0, *ratio = malloc((all->n[h] + 1) * sizeof *ratio);
        if (!ratio)
            exit(1);
        for (size_t k = 0; k < MOST_SOURCES; k++)
            shares += all->of[h][k] ? p->from[k].share : 0.0;
        for (size_t k = 0; k < MOST_SOURCES; k++) {
            size_t n = 0;
            for (size_t t = 0; t < all->n[h]; t++) {
                const sample *s = &all->at[h][t];
                double scale = 0.0;
                for (size_t i = 0; i < SX_SCALE_PARTS; i++)
                    scale += g->exponent[i] * s->logs[i];
                if (s->source == k)
                    ratio[n++] = s->error / exp(scale);
            }
            if (n == 0)
                continue;
            sx_sort(ratio, n);
            for (size_t l = 0; l < SX_QUANTILE_LEVELS; l++) {
                double tail = 0.5 - 0.5 * sx_quantile_levels[l], share = p->from[k].share / shares;
                g->below[h][l] -= share * sx_quantile_sorted(ratio, n, tail);
                g->above[h][l] += share * sx_quantile_sorted(ratio, n, 1.0 - tail);
            }
        }
        free(ratio);
    }
    tidy(g->below, p->horizon);
    tidy(g->above, p->horizon);
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
    printf("    /* %s: %zu forecasts of up to %zu steps, of", p->name, n, p->horizon);
    for (size_t i = 0; i < MOST_SOURCES && p->from[i].file; i++)
        printf("%s %s", i ? "," : "", p->from[i].file);
    printf(
        " */\n    {.name = \"%s\",\n     .season = %zu,\n     .n_steps = %zu,\n     .noisy = %d,\n     .exponent = {",
        p->name, p->season, p->horizon, p->noisy);
    for (size_t i = 0; i < SX_SCALE_PARTS; i++)
        printf("%s%.3f", i ? ", " : "", g->exponent[i]);
    printf("},\n     .growth = %.3g,\n", p->growth);
    print_rows("below", g->below, p->horizon);
    print_rows("above", g->above, p->horizon);
    printf("    },\n");
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: calibrate FOLDER > core/fcst/quantiles.c\n", stderr);
        return 2;
    }
    puts(
        "/* Made by tests/bench/forecast/calibrate.c from inner holdouts of the training halves of M4, M3 and Tourism\n"
        " * series (no test values); do not edit. A row a step; columns as the levels. */\n"
        "/* clang-format off */\n"
        "#include \"fcst/quantiles.h\"\n");
    printf("const double sx_quantile_levels[SX_QUANTILE_LEVELS] = {");
    for (size_t l = 0; l < SX_QUANTILE_LEVELS; l++)
        printf("%s%.15g", l ? ", " : "", sx_quantile_levels[l]);
    puts("};\n\nconst sx_quantile_group sx_quantile_groups[SX_QUANTILE_GROUPS] = {");
    for (size_t i = 0; i < SX_QUANTILE_GROUPS; i++) {
        samples all = {.forecasts = 0};
        sx_quantile_group g = {0};
        for (size_t k = 0; k < MOST_SOURCES && plans[i].from[k].file; k++)
            collect(argv[1], &plans[i], k, &all);
        fit_exponents(&all, &plans[i], g.exponent);
        fit_quantiles(&all, &plans[i], &g);
        print_group(&plans[i], &g, all.forecasts);
        for (size_t h = 0; h < SX_QUANTILE_STEPS; h++)
            free(all.at[h]);
    }
    puts("};");
    return 0;
}
