/* Series of the competitions as CSV: id,v1,v2,... a row; a quoted id, a header row and empty or NA ends are allowed. */
#ifndef SX_BENCH_SERIES_H
#define SX_BENCH_SERIES_H
#include <stddef.h>
typedef struct bench_series {
    char id[32];
    size_t n;
    double *value;
} bench_series;
typedef struct bench_set {
    bench_series *series;
    size_t n;
} bench_set;
/* 1: read; 0: the file does not open. Ends the program when there is no memory. */
int bench_read(const char *path, bench_set *set);
void bench_free(bench_set *set);
/* The row with this id, or NULL. */
const bench_series *bench_find(const bench_set *set, const char *id);
#endif
