/* Makes core/fcst/quantiles.c from training values: calibrate SERIES BUSINESS > quantiles.c, folders of the
 * competitions' training halves and of business series.
 *
 * From each series forecasts are made at many origins inside its own training values (no test value is read), from the
 * last few seasons and from all that stands before; the latest origins give the first steps only. The logarithm of the
 * error's size is regressed on those of the scale's parts (interval.h), a constant for each step, one over the seasons
 * at hand and the logarithm of the error's share of a value; exponents sum to 1, and a part whose exponent would be
 * negative is left out. Then come the quantiles of the errors over that scale, a step each, over all dates of a window.
 * Windows of a group count by their share, not by their size, in both. At last the quantiles are made not to fall with
 * the step. core/fcst/README.md says how this was chosen. */
#include "fcst/interval.h"
#include "base/linear.h"
#include "base/statistics.h"
#include "series.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_SOURCES = 10,
    MOST_LENGTHS = 7,
    MOST_CELLS = MOST_SOURCES * MOST_LENGTHS,
    WHOLE = 9999,
    LEAST_OF_CELL = 30
};

typedef struct source {
    int business;                /* folder */
    const char *file;            /* NAME-train.csv */
    size_t horizon, every;       /* steps; every so many series */
    size_t origins, apart;       /* the first origin leaves one value, the next so many more */
    size_t length[MOST_LENGTHS]; /* windows: so many values before the origin, or all of them */
} source;

typedef struct plan {
    const char *name;
    size_t season, asked, horizon; /* greatest period of the group; the period that forecasts are made with */
    size_t least;                  /* values of the shortest history */
    int noisy;
    double growth; /* chosen on inner holdouts: quantiles of the first half of the steps used for the second */
    source from[MOST_SOURCES];
} plan;

static const plan plans[SX_QUANTILE_GROUPS] = {
    {"yearly or no season",
     1,
     1,
     8,
     8,
     0,
     0.5,
     {{0, "m4-yearly", 8, 3, 12, 2, {WHOLE}},
      {0, "m4-yearly", 8, 9, 12, 2, {WHOLE}},
      {0, "m4-yearly", 8, 9, 12, 2, {8, 14}}}},
    {"no season, noise about a level",
     1,
     1,
     24,
     9,
     1,
     0.25,
     {{0, "m4-yearly", 8, 3, 12, 2, {WHOLE}},
      {0, "m4-yearly", 8, 9, 12, 2, {WHOLE}},
      {0, "m3-quarterly", 12, 1, 12, 2, {WHOLE}},
      {0, "tourism-quarterly", 12, 1, 16, 2, {WHOLE}},
      {0, "m4-weekly", 13, 1, 15, 6, {WHOLE}},
      {0, "m3-monthly", 24, 1, 12, 4, {WHOLE}},
      {0, "tourism-monthly", 24, 1, 18, 6, {WHOLE}},
      {1, "m60", 12, 1, 8, 3, {24, 36}}}},
    {"quarterly",
     4,
     4,
     12,
     8,
     0,
     0.25,
     {{0, "m3-quarterly", 12, 1, 8, 2, {8, 10, 12, 16, 20, WHOLE}},
      {0, "tourism-quarterly", 12, 1, 12, 2, {8, 10, 12, 16, 20, WHOLE}},
      {1, "q20", 8, 1, 8, 1, {8, 10, 12, 16}},
      {1, "q16", 4, 1, 6, 1, {8, 10, 12}},
      {1, "q12", 4, 1, 4, 1, {8}}}},
    {"days",
     10,
     7,
     24,
     42,
     0,
     0.25,
     {{1, "d182", 24, 1, 4, 14, {56, 91, WHOLE}}, {1, "d126", 24, 1, 3, 14, {56, 91}}, {1, "d91", 24, 1, 3, 7, {56}}}},
    {"monthly",
     24,
     12,
     24,
     24,
     0,
     0.25,
     {{0, "m3-monthly", 18, 3, 6, 5, {24, 30, 36, 48, 60, WHOLE}},
      {0, "tourism-monthly", 24, 2, 10, 5, {24, 30, 36, 48, 60, WHOLE}},
      {1, "m60", 24, 1, 7, 4, {24, 30, 36, 48}},
      {1, "m48", 12, 1, 5, 4, {24, 30, 36}},
      {1, "m36", 12, 1, 3, 4, {24}}}},
    {"weekly",
     400,
     52,
     13,
     60,
     0,
     0.25,
     {{0, "m4-weekly", 13, 3, 7, 7, {60, 80, 104, 130, WHOLE}},
      {1, "w160", 13, 1, 6, 5, {60, 80, 104, 130}},
      {1, "w130", 13, 1, 6, 5, {60, 80, 104}},
      {1, "w104", 13, 1, 5, 5, {60, 80}}}},
};

const double sx_quantile_levels[SX_QUANTILE_LEVELS] = {0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995};
const sx_quantile_group sx_quantile_groups[SX_QUANTILE_GROUPS]; /* not used here */

typedef struct sample {
    double error, log_error, logs[SX_SCALE_PARTS], early, share; /* early: one over the seasons at hand */
    size_t cell;
} sample;

typedef struct samples {
    sample *at[SX_QUANTILE_STEPS];
    size_t n[SX_QUANTILE_STEPS], room[SX_QUANTILE_STEPS], of[SX_QUANTILE_STEPS][MOST_CELLS], forecasts;
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
        s->cell = which;
        s->early = (double)f->season / (double)f->n;
        s->share = sx_interval_share(f);
        all->of[h][which]++;
        sx_interval_parts(f, h, parts);
        for (size_t i = 0; i < SX_SCALE_PARTS; i++)
            s->logs[i] = log(parts[i]);
    }
    all->forecasts++;
}

static double rounded(double x)
{
    return round(x * 1000.0) / 1000.0;
}

static void collect_window(const plan *p, const source *from, size_t length, const bench_set *set, size_t cell,
                           samples *all)
{
    for (size_t i = 0; i < set->n; i += from->every) {
        const bench_series *s = &set->series[i];
        for (size_t k = 0; k < from->origins; k++) {
            size_t back = 1 + k * from->apart, steps = back < from->horizon ? back : from->horizon;
            size_t n = length == WHOLE ? s->n - back : length;
            sx_forecast f;
            if (s->n < back + n || s->n < back + p->least ||
                sx_forecast_make(s->value + s->n - back - n, n, p->asked, steps, &f) != SX_OK)
                break;
            if (f.method >= SX_METHOD_POOL && f.open_season == p->asked && (f.noisy >= 0.5) == p->noisy)
                keep(all, &f, s->value + s->n - back, steps, cell);
            sx_forecast_free(&f);
        }
    }
}

static void collect(const char *const *folders, const plan *p, size_t which, samples *all)
{
    const source *from = &p->from[which];
    char path[1024];
    bench_set set;
    snprintf(path, sizeof path, "%s/%s-train.csv", folders[from->business], from->file);
    if (!bench_read(path, &set)) {
        fprintf(stderr, "%s does not open\n", path);
        exit(1);
    }
    for (size_t l = 0; l < MOST_LENGTHS && from->length[l]; l++)
        collect_window(p, from, from->length[l], &set, which * MOST_LENGTHS + l, all);
    bench_free(&set);
}

/* Weight of a sample: windows count alike at each step. */
static double weight_of(const samples *all, size_t h, const sample *s)
{
    return 1.0 / (double)all->of[h][s->cell];
}

/* The logarithms of the parts that are in, and of the error, each less that of the last part; before them, one over the
 * seasons at hand and the share. */
static void relative(const sample *s, const size_t *parts, size_t n_parts, double *x)
{
    double last = s->logs[parts[n_parts - 1]];
    x[0] = s->early;
    x[1] = s->share;
    for (size_t i = 0; i + 1 < n_parts; i++)
        x[2 + i] = s->logs[parts[i]] - last;
    x[1 + n_parts] = s->log_error - last;
}

/* Exponents of the parts that are in, by weighted least squares with a constant for each step. */
static void regress(const samples *all, const plan *p, const size_t *parts, size_t n_parts, sx_quantile_group *g)
{
    enum { MOST = SX_SCALE_PARTS + 2 };
    size_t unknowns = n_parts + 1;
    double a[MOST * MOST] = {0}, b[MOST] = {0}, x[MOST + 1], solution[MOST] = {0}, work[2 * MOST];
    for (size_t h = 0; h < p->horizon; h++) {
        double mean[MOST + 1] = {0}, total = 0.0;
        for (size_t t = 0; t < all->n[h]; t++) {
            double weight = weight_of(all, h, &all->at[h][t]);
            relative(&all->at[h][t], parts, n_parts, x);
            total += weight;
            for (size_t i = 0; i <= unknowns; i++)
                mean[i] += weight * (x[i] - mean[i]) / total;
        }
        for (size_t t = 0; t < all->n[h]; t++) {
            double weight = weight_of(all, h, &all->at[h][t]) * (double)all->n[h] / total;
            relative(&all->at[h][t], parts, n_parts, x);
            for (size_t i = 0; i < unknowns; i++) {
                for (size_t j = 0; j < unknowns; j++)
                    a[i * unknowns + j] += weight * (x[i] - mean[i]) * (x[j] - mean[j]);
                b[i] += weight * (x[i] - mean[i]) * (x[unknowns] - mean[unknowns]);
            }
        }
    }
    sx_least_squares(a, b, unknowns, unknowns, 1e-9, solution, NULL, work);
    for (size_t i = 0; i < SX_SCALE_PARTS; i++)
        g->exponent[i] = 0.0;
    g->early = rounded(solution[0]);
    g->share = rounded(solution[1]);
    g->exponent[parts[n_parts - 1]] = 1.0;
    for (size_t i = 0; i + 1 < n_parts; i++) {
        g->exponent[parts[i]] = rounded(solution[2 + i]);
        g->exponent[parts[n_parts - 1]] -= g->exponent[parts[i]];
    }
}

/* Without negative exponents: the part with the most negative one is left out until there is none. */
static void fit_exponents(const samples *all, const plan *p, sx_quantile_group *g)
{
    size_t parts[SX_SCALE_PARTS], n_parts = SX_SCALE_PARTS;
    for (size_t i = 0; i < n_parts; i++)
        parts[i] = i;
    for (;;) {
        size_t worst = 0;
        regress(all, p, parts, n_parts, g);
        for (size_t i = 1; i < n_parts; i++)
            if (g->exponent[parts[i]] < g->exponent[parts[worst]])
                worst = i;
        if (g->exponent[parts[worst]] >= -1e-9)
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

/* Years cut short show what few values cost, but their ranges hold more often than those of series that are as short by
 * themselves: the quantiles are of histories as they come. */
static int is_of_quantiles(const samples *all, const plan *p, size_t h, size_t cell)
{
    size_t length = p->from[cell / MOST_LENGTHS].length[cell % MOST_LENGTHS];
    return all->of[h][cell] >= LEAST_OF_CELL && (p->asked > 1 || p->noisy || length == WHOLE);
}

static void fit_quantiles(const samples *all, const plan *p, sx_quantile_group *g)
{
    for (size_t h = 0; h < p->horizon; h++) {
        double cells = 0.0, *ratio = malloc((all->n[h] + 1) * sizeof *ratio);
        if (!ratio)
            exit(1);
        for (size_t k = 0; k < MOST_CELLS; k++)
            cells += is_of_quantiles(all, p, h, k) ? 1.0 : 0.0;
        for (size_t k = 0; k < MOST_CELLS; k++) {
            size_t n = 0;
            if (!is_of_quantiles(all, p, h, k))
                continue;
            for (size_t t = 0; t < all->n[h]; t++) {
                const sample *s = &all->at[h][t];
                double scale = g->early * s->early + g->share * s->share;
                for (size_t i = 0; i < SX_SCALE_PARTS; i++)
                    scale += g->exponent[i] * s->logs[i];
                if (s->cell == k)
                    ratio[n++] = s->error / exp(scale);
            }
            sx_sort(ratio, n);
            for (size_t l = 0; l < SX_QUANTILE_LEVELS; l++) {
                double tail = 0.5 - 0.5 * sx_quantile_levels[l];
                g->below[h][l] -= sx_quantile_sorted(ratio, n, tail) / cells;
                g->above[h][l] += sx_quantile_sorted(ratio, n, 1.0 - tail) / cells;
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
    printf(" */\n    {.name = \"%s\",\n     .season = %zu,\n     .n_steps = %zu,\n     .exponent = {", p->name,
           p->season, p->horizon);
    for (size_t i = 0; i < SX_SCALE_PARTS; i++)
        printf("%s%.3f", i ? ", " : "", g->exponent[i]);
    printf("},\n     .early = %.3f,\n     .share = %.3f,\n     .growth = %.3g,\n", g->early, g->share, p->growth);
    print_rows("below", g->below, p->horizon);
    print_rows("above", g->above, p->horizon);
    printf("    },\n");
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: calibrate SERIES BUSINESS > core/fcst/quantiles.c\n", stderr);
        return 2;
    }
    const char *const folders[2] = {argv[1], argv[2]};
    puts("/* Made by tests/bench/forecast/calibrate.c from inner holdouts of training values: halves of M4, M3\n"
         " * and Tourism series, and business series (no test values); do not edit. A row a step; columns as the "
         "levels. */\n"
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
            collect(folders, &plans[i], k, &all);
        fit_exponents(&all, &plans[i], &g);
        fit_quantiles(&all, &plans[i], &g);
        print_group(&plans[i], &g, all.forecasts);
        for (size_t h = 0; h < SX_QUANTILE_STEPS; h++)
            free(all.at[h]);
    }
    puts("};");
    return 0;
}
