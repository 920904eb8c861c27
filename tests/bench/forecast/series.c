#define _POSIX_C_SOURCE 200809L
#include "series.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *need(void *memory)
{
    if (!memory) {
        fputs("out of memory\n", stderr);
        exit(1);
    }
    return memory;
}

/* A number at *p, with quotes and blanks around; moves *p to the next comma or end. 0: no number. */
static int read_number(char **p, double *out)
{
    while (**p == '"' || **p == ' ')
        ++*p;
    char *end;
    double value = strtod(*p, &end);
    int found = end != *p && !isnan(value);
    *p = end + strcspn(end, ",\n");
    *out = value;
    return found;
}

static size_t read_values(char *p, double **values)
{
    size_t n = 0, room = 64;
    *values = need(malloc(room * sizeof **values));
    while (*p == ',') {
        double value;
        p++;
        if (!read_number(&p, &value))
            break;
        if (n == room)
            *values = need(realloc(*values, (room *= 2) * sizeof **values));
        (*values)[n++] = value;
    }
    return n;
}

int bench_read(const char *path, bench_set *set)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t capacity = 0, room = 256;
    if (!file)
        return 0;
    *set = (bench_set){need(malloc(room * sizeof *set->series)), 0};
    while (getline(&line, &capacity, file) > 0) {
        char *comma = line + strcspn(line, ",\n");
        bench_series row = {.n = 0};
        const char *name = line;
        for (size_t i = 0; name < comma && i + 1 < sizeof row.id; name++)
            if (*name != '"')
                row.id[i++] = *name;
        row.n = read_values(comma, &row.value);
        if (row.n == 0) {
            free(row.value);
            continue;
        }
        if (set->n == room)
            set->series = need(realloc(set->series, (room *= 2) * sizeof *set->series));
        set->series[set->n++] = row;
    }
    free(line);
    fclose(file);
    return 1;
}

void bench_free(bench_set *set)
{
    for (size_t i = 0; i < set->n; i++)
        free(set->series[i].value);
    free(set->series);
    *set = (bench_set){NULL, 0};
}

const bench_series *bench_find(const bench_set *set, const char *id)
{
    for (size_t i = 0; i < set->n; i++)
        if (strcmp(set->series[i].id, id) == 0)
            return &set->series[i];
    return NULL;
}
