/* What the slowest call costs: every function with the arguments of its examples and golden values, their ranges grown
 * to the longest that it takes (a column is 1 048 576 rows), in five ways, together and one at a time, and its numbers
 * at their upper bounds. bounded [NAME...] reports, a line a function, the most seconds of the processor and the most
 * memory beyond the arguments and the cells of the answer of any of these calls, and which it was; each call runs in a
 * process of its own. */
#define _GNU_SOURCE
#include <glob.h>
#include <math.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include "catalogue/catalogue.h"

enum { MOST_ARGUMENTS = 16, MOST_CASES = 2048, MOST_CELLS = 1 << 21, LIMIT_SECONDS = 8, KEPT = 2 };
static const double BAR_SECONDS = 1.0, BAR_MIB = 64.0;

typedef enum sx_way { TILED, RANDOM, CONSTANT, RISING, DISTINCT, N_WAYS } sx_way;
static const char *const WAYS[] = {"repeated", "random", "constant", "rising", "all different"};

/* A call to start from. */
typedef struct start {
    const sx_function *function;
    const sx_argument *arguments;
    size_t n, cells;
} start;

/* How a start is grown: the arguments of this mask to so many rows; at: a number at its upper bound, or -1. */
typedef struct growth {
    size_t rows;
    unsigned mask;
    sx_way way;
    int at;
} growth;

/* What a call cost; status: how it ended, -1 when it did not end in time. */
typedef struct cost {
    double seconds, mib;
    int status;
} cost;

typedef struct worst {
    cost slowest, largest;
    char slow[200], large[200]; /* more than describe ever says */
    size_t calls;
} worst;

static uint64_t seed;

static double draw(void)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (double)(seed >> 11) / 9007199254740992.0;
}

static bool is_range(const sx_argument *a)
{
    return !a->omitted && a->table && a->table->rows && a->table->columns;
}

/* Does the first row stand above figures, as headings do? */
static bool has_heading(const sx_table *t, bool wide)
{
    bool heading = !wide && t->rows > 1, figures = false;
    for (size_t c = 0; c < t->columns; c++) {
        heading = heading && sx_at(t, 0, c)->kind != SX_NUMBER;
        figures = figures || (t->rows > 1 && sx_at(t, 1, c)->kind == SX_NUMBER);
    }
    return heading && figures;
}

static sx_cell grown_cell(const sx_table *t, size_t k, size_t n, size_t lane, bool wide, bool heading, sx_way way)
{
    size_t first = heading ? 1 : 0, length = (wide ? t->columns : t->rows) - first;
    if (k < first)
        return *sx_at(t, k, lane);
    size_t from = first + (way == CONSTANT ? 0 : (k - first) % length);
    sx_cell cell = wide ? *sx_at(t, lane, from) : *sx_at(t, from, lane);
    if (cell.kind == SX_TEXT && way == DISTINCT) {
        char *text = NULL;
        int size = asprintf(&text, "%s%s%zu", cell.as.text, *cell.as.text ? " " : "", k);
        return (sx_cell){.kind = SX_TEXT, .as.text = text, .length = (uint32_t)(size < 0 ? 0 : size)};
    }
    if (cell.kind != SX_NUMBER || way == TILED || way == CONSTANT)
        return cell;
    double low = cell.as.number, high = low;
    bool whole = true;
    for (size_t i = 0; i < length; i++) {
        const sx_cell *c = wide ? sx_at(t, lane, first + i) : sx_at(t, first + i, lane);
        if (c->kind == SX_NUMBER) {
            low = fmin(low, c->as.number);
            high = fmax(high, c->as.number);
            whole = whole && c->as.number == floor(c->as.number);
        }
    }
    double x = low + (high - low) * (way == RISING ? (double)k / (double)n : draw());
    cell.as.number = whole ? floor(x) : x;
    return cell;
}

static sx_table *grow(const sx_table *t, size_t rows, sx_way way)
{
    bool wide = t->rows == 1 && t->columns > 1, heading = has_heading(t, wide);
    size_t lanes = wide ? t->rows : t->columns, least = wide ? t->columns : t->rows;
    rows = rows > MOST_CELLS / lanes ? MOST_CELLS / lanes : rows;
    rows = rows < least ? least : rows;
    sx_table *out = calloc(1, sizeof *out);
    sx_cell *cells = calloc(rows * lanes, sizeof *cells);
    if (!out || !cells)
        _exit(3);
    for (size_t k = 0; k < rows; k++)
        for (size_t lane = 0; lane < lanes; lane++)
            cells[k * lanes + lane] = grown_cell(t, k, rows, lane, wide, heading, way);
    *out = (sx_table){.rows = wide ? 1 : rows, .columns = wide ? rows : lanes, .cells = cells};
    out->declared_rows = out->rows;
    out->declared_columns = out->columns;
    return out;
}

static void grown(const start *s, const growth *g, sx_argument *arguments)
{
    seed = 1;
    for (size_t i = 0; i < s->n; i++) {
        arguments[i] = s->arguments[i];
        if ((g->mask >> i & 1) && is_range(&arguments[i]))
            arguments[i].table = grow(arguments[i].table, g->rows, g->way);
        if ((int)i == g->at)
            arguments[i] = (sx_argument){.cell = {.kind = SX_NUMBER, .as.number = s->function->parameters[i].high}};
    }
}

static double resident(const char *key) /* in MiB, as the kernel counts */
{
    char line[256];
    double kib = 0.0;
    FILE *file = fopen("/proc/self/status", "r");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, key, strlen(key)) == 0)
            kib = strtod(line + strlen(key), NULL);
    if (file)
        fclose(file);
    return kib / 1024.0;
}

static double processor(void)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return (double)used.ru_utime.tv_sec + (double)used.ru_stime.tv_sec +
           1e-6 * (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

static cost call_once(const start *s, const growth *g)
{
    sx_argument arguments[MOST_ARGUMENTS];
    sx_context context = {{0}, NULL};
    sx_result result = {0};
    grown(s, g, arguments);
    FILE *reset = fopen("/proc/self/clear_refs", "w"); /* the peak begins here */
    if (reset) {
        fputs("5", reset);
        fclose(reset);
    }
    double memory = resident("VmRSS:"), before = processor();
    sx_status status = sx_call(s->function, arguments, s->n, &result, &context);
    double seconds = processor() - before;
    double cells =
        status == SX_OK && result.shape == SX_SHAPE_TABLE ? (double)(result.table.rows * result.table.columns) : 0.0;
    double answer = cells * (double)sizeof(sx_cell) / 1048576.0;
    return (cost){.seconds = seconds, .mib = fmax(resident("VmHWM:") - memory - answer, 0.0), .status = (int)status};
}

static cost measure(const start *s, const growth *g)
{
    int ends[2];
    cost c = {.seconds = LIMIT_SECONDS, .status = -1};
    fflush(stdout);
    if (pipe(ends) != 0)
        exit(2);
    pid_t child = fork();
    if (child == 0) {
        struct rlimit most = {LIMIT_SECONDS, LIMIT_SECONDS};
        setrlimit(RLIMIT_CPU, &most);
        c = call_once(s, g);
        _exit(write(ends[1], &c, sizeof c) == (ssize_t)sizeof c ? 0 : 2);
    }
    close(ends[1]);
    if (child < 0 || read(ends[0], &c, sizeof c) != (ssize_t)sizeof c)
        c = (cost){.seconds = LIMIT_SECONDS, .status = -1};
    close(ends[0]);
    int end = 0;
    waitpid(child, &end, 0);
    if (WIFSIGNALED(end) && WTERMSIG(end) != SIGXCPU && WTERMSIG(end) != SIGKILL) {
        fprintf(stderr, "bounded: %s ended by signal %d\n", s->function->name, WTERMSIG(end));
        exit(1);
    }
    return c;
}

static void describe(const start *s, const growth *g, int status, char *out, size_t size)
{
    char which[100] = "";
    for (size_t i = 0; i < s->n && i < s->function->n_parameters; i++)
        if ((g->mask >> i & 1) && is_range(&s->arguments[i]) && strlen(which) < 60)
            snprintf(which + strlen(which), sizeof which - strlen(which), "%s%s", *which ? ", " : "",
                     s->function->parameters[i].name);
    int used = *which ? snprintf(out, size, "%s %s", which, WAYS[g->way]) : snprintf(out, size, "as an example has it");
    if (g->at >= 0)
        used += snprintf(out + used, size - (size_t)used, ", largest %s", s->function->parameters[g->at].name);
    if (status)
        used += snprintf(out + used, size - (size_t)used, status < 0 ? ", not ended" : ", refused");
    if (*which)
        snprintf(out + used, size - (size_t)used, ", %zu", g->rows);
}

static cost weigh(const start *s, const growth *g, worst *w)
{
    cost c = measure(s, g);
    w->calls++;
    if (c.seconds > w->slowest.seconds) {
        w->slowest = c;
        describe(s, g, c.status, w->slow, sizeof w->slow);
    }
    if (c.mib > w->largest.mib) {
        w->largest = c;
        describe(s, g, c.status, w->large, sizeof w->large);
    }
    return c;
}

/* The most rows that are taken, to a sixteenth; 0 where not even the start is. What is refused is weighed too. */
static size_t most_rows(const start *s, growth g, worst *w)
{
    static const size_t sizes[] = {1048576, 262144, 65536, 20000, 4096, 1024, 256, 64, 16, 1};
    size_t taken = 0, refused = 0;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes && !taken; i++) {
        g.rows = sizes[i];
        if (weigh(s, &g, w).status == 0)
            taken = sizes[i];
        else
            refused = sizes[i];
    }
    while (taken && refused && refused - taken > taken / 16 + 1) {
        g.rows = taken + (refused - taken) / 2;
        if (weigh(s, &g, w).status == 0)
            taken = g.rows;
        else
            refused = g.rows;
    }
    return taken;
}

static void all_ways(const start *s, growth g, worst *w)
{
    g.way = TILED;
    g.rows = most_rows(s, g, w);
    for (int way = 0; g.rows && way < N_WAYS; way++) {
        growth other = g;
        other.way = (sx_way)way;
        if (way != TILED && weigh(s, &other, w).status != 0)
            most_rows(s, other, w);
    }
}

static void look(const start *s, worst *w)
{
    unsigned ranges = 0;
    int n_ranges = 0;
    for (size_t i = 0; i < s->n; i++)
        if (is_range(&s->arguments[i])) {
            ranges |= 1U << i;
            n_ranges++;
        }
    if (ranges)
        all_ways(s, (growth){.mask = ranges, .at = -1}, w);
    for (size_t i = 0; n_ranges > 1 && i < s->n; i++)
        if (ranges >> i & 1)
            all_ways(s, (growth){.mask = 1U << i, .at = -1}, w);
    for (size_t i = 0; i < s->n && i < s->function->n_parameters; i++) {
        const sx_parameter *p = &s->function->parameters[i];
        if (p->shape != SX_SHAPE_NUMBER || !p->has_high)
            continue;
        weigh(s, &(growth){.at = (int)i}, w);
        if (ranges)
            most_rows(s, (growth){.mask = ranges, .at = (int)i, .way = RANDOM}, w);
    }
    weigh(s, &(growth){.at = -1}, w);
}

static start starts[MOST_CASES];
static size_t n_starts;

static void add_start(const sx_function *function, const sx_argument *arguments, size_t n)
{
    sx_context context = {{0}, NULL};
    sx_result result = {0};
    if (!function || n > MOST_ARGUMENTS || n_starts == MOST_CASES || strcmp(function->method, "selftest") == 0 ||
        sx_call(function, arguments, n, &result, &context) != SX_OK)
        return;
    sx_result_free(&result);
    start s = {.function = function, .arguments = arguments, .n = n};
    for (size_t i = 0; i < n; i++)
        s.cells += is_range(&arguments[i]) ? arguments[i].table->rows * arguments[i].table->columns + 1000 : 1;
    starts[n_starts++] = s;
}

/* The arguments stay: they are read once, and every call starts from them. */
static void read_starts(void)
{
    for (size_t s = 0; s < sx_n_services; s++)
        for (size_t f = 0; f < sx_services[s].n_functions; f++)
            for (size_t e = 0; e < sx_services[s].functions[f].n_examples; e++)
                add_start(&sx_services[s].functions[f], sx_services[s].functions[f].examples[e].arguments,
                          sx_services[s].functions[f].examples[e].n_arguments);
    glob_t files = {0};
    glob("tests/catalogue/golden/*.json", 0, NULL, &files);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        const cJSON *one = NULL;
        const cJSON *all = sx_read_goldens(files.gl_pathv[i]);
        cJSON_ArrayForEach(one, all)
        {
            sx_context context = {{0}, NULL};
            sx_json_arguments read = {0};
            if (sx_json_arguments_read(cJSON_GetObjectItem(one, "args"), &read, &context) == SX_OK)
                add_start(sx_find(cJSON_GetObjectItem(one, "f")->valuestring), read.items, read.n);
        }
    }
    globfree(&files);
}

static int by_size(const void *a, const void *b)
{
    const start *x = a, *y = b;
    return x->cells != y->cells ? (x->cells < y->cells) - (x->cells > y->cells) : (x > y) - (x < y);
}

static bool asked(const char *name, int n_words, char **words)
{
    bool any = n_words == 0;
    for (int i = 0; i < n_words; i++)
        any = any || strncmp(name, words[i], strlen(words[i])) == 0;
    return any;
}

int main(int n_words, char **words)
{
    bool missed = false;
    read_starts();
    qsort(starts, n_starts, sizeof *starts, by_size);
    for (size_t s = 0; s < sx_n_services; s++)
        for (size_t f = 0; f < sx_services[s].n_functions; f++) {
            const sx_function *function = &sx_services[s].functions[f];
            worst w = {0};
            if (!asked(function->name, n_words - 1, words + 1))
                continue;
            for (size_t i = 0, kept = 0; i < n_starts && kept < KEPT; i++)
                if (starts[i].function == function) {
                    kept++;
                    look(&starts[i], &w);
                }
            bool met = w.slowest.seconds <= BAR_SECONDS && w.largest.mib <= BAR_MIB;
            missed = missed || !met;
            printf("%-18s %7.3f s %7.1f MiB  %s  %s; memory: %s (%zu calls)\n", function->name, w.slowest.seconds,
                   w.largest.mib, met ? "met   " : "MISSED", w.slow, w.large, w.calls);
            fflush(stdout);
        }
    return missed;
}
