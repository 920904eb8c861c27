/* PLAN.MIX in a cell: time and memory of one fit by channels and weeks. */
#define _GNU_SOURCE
#include <math.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include "bench/bench.h"
#include "core/draw.h"
#include "plan.h"

enum { WEEKS_MOST = 208, CHANNELS_MOST = 10 };

typedef struct sheet {
    size_t channels, weeks;
    char names[CHANNELS_MOST][4];
    sx_cell outcome[WEEKS_MOST], spends[(WEEKS_MOST + 1) * CHANNELS_MOST];
} sheet;

static sx_cell number(double x)
{
    return (sx_cell){.kind = SX_NUMBER, .as.number = x};
}

/* Channels that saturate and carry over, a season, noise. */
static void make_sheet(sheet *s, size_t channels, size_t weeks)
{
    double stock[CHANNELS_MOST] = {0.0};
    *s = (sheet){.channels = channels, .weeks = weeks};
    seed = 5;
    for (size_t k = 0; k < channels; k++) {
        snprintf(s->names[k], sizeof s->names[k], "C%zu", k);
        s->spends[k] = (sx_cell){.kind = SX_TEXT, .as.text = s->names[k], .length = (uint32_t)strlen(s->names[k])};
    }
    for (size_t t = 0; t < weeks; t++) {
        double sum = 1e6 * (1.0 + 0.1 * sin(0.1204 * (double)t) + 0.06 * (draw() - 0.5));
        for (size_t k = 0; k < channels; k++) {
            double spend = 1e4 * (double)(k + 1) * exp(draw() - 0.5);
            stock[k] = t ? 0.08 * (double)k * stock[k] + (1.0 - 0.08 * (double)k) * spend : spend;
            sum += 1e5 * stock[k] / (stock[k] + 1e4 * (double)(k + 1));
            s->spends[(t + 1) * channels + k] = number(spend);
        }
        s->outcome[t] = number(sum);
    }
}

static void mix(void *state)
{
    sheet *s = state;
    sx_table result, outcome = sx_bench_table(s->weeks, 1, s->outcome),
                     spends = sx_bench_table(s->weeks + 1, s->channels, s->spends);
    sx_context context = {0};
    if (sx_plan_mix(&outcome, &spends, NULL, NULL, 52.0, 0.8, NULL, SX_PLAN_MIX_PART_CHANNELS, 100.0, 1.0, &result,
                    &context) != SX_OK) {
        fprintf(stderr, "bench_plan_mix: %s\n", context.reason);
        exit(1);
    }
    sx_table_free(&result);
}

static double peak(sheet *s)
{
    pid_t child = fork();
    if (child == 0) {
        mix(s);
        _exit(0);
    }
    struct rusage used;
    int status = 0;
    if (child < 0 || wait4(child, &status, 0, &used) != child || status != 0)
        exit(1);
    return (double)used.ru_maxrss / 1024.0;
}

int main(void)
{
    static sheet s;
    printf("plan: the mix\n");
    make_sheet(&s, 5, 156);
    sx_bench_line("5 channels, 156 weeks", sx_bench_median(mix, &s, 5), "s", 0.5);
    make_sheet(&s, 10, 208);
    sx_bench_line("10 channels, 208 weeks", sx_bench_median(mix, &s, 5), "s", 2.5);
    sx_bench_line("  peak memory of the process", peak(&s), "MiB", 64.0);
    return 0;
}
