/* Sextant's forecasts of a set: run TRAIN.csv SEASON HORIZON > forecasts.csv
 * Rows: id,step,point,lower80,upper80,lower95,upper95. The processor time a series goes to standard error, in
 * milliseconds. */
#define _POSIX_C_SOURCE 200809L
#include "forecast/outlook.h"
#include "series.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

int main(int argc, char **argv)
{
    bench_set set;
    if (argc != 4 || !bench_read(argv[1], &set)) {
        fputs("usage: run TRAIN.csv SEASON HORIZON > forecasts.csv\n", stderr);
        return 2;
    }
    size_t season = (size_t)atoi(argv[2]), horizon = (size_t)atoi(argv[3]);
    double spent = 0.0;
    for (size_t i = 0; i < set.n; i++) {
        const bench_series *s = &set.series[i];
        sx_outlook *o;
        double lower[2], upper[2], start = now();
        if (sx_outlook_get(s->value, s->n, season, horizon, &o, NULL) != SX_OK)
            return 1;
        spent += now() - start;
        for (size_t h = 0; h < horizon; h++) {
            sx_outlook_range(o, h, 0.8, &lower[0], &upper[0]);
            sx_outlook_range(o, h, 0.95, &lower[1], &upper[1]);
            printf("%s,%zu,%.10g,%.10g,%.10g,%.10g,%.10g\n", s->id, h + 1, o->step[h][0], lower[0], upper[0], lower[1],
                   upper[1]);
        }
        free(o);
    }
    fprintf(stderr, "%.4f\n", spent / (double)set.n);
    bench_free(&set);
    return 0;
}
