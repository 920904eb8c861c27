/* Allocation and fit: the bars of their issue; then 200 generated cases against NLopt's SLSQP with 20 random starts,
 * where libnlopt is installed (it is loaded at run time, and nothing that ships knows it). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <math.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include "bench/bench.h"
#include "core/draw.h"
#include "plan.h"
#include "plan/search.h"
#if __has_include(<nlopt.h>)
#include <nlopt.h>
#define HAVE_NLOPT 1
#endif

static double gap_left; /* of the flight that was timed last */

enum { MOST = 200, COLUMNS = 8, CASES = 200, STARTS = 20 };

/* A sheet's tables. */
typedef struct sheet {
    double budget;
    char names[MOST][8];
    sx_cell curves[MOST * COLUMNS], groups[MOST * 4];
    sx_table curve_table, group_table;
    size_t group_rows;
} sheet;

static sx_cell number(double x)
{
    return (sx_cell){.kind = SX_NUMBER, .as.number = x};
}

static sx_cell text(const char *s)
{
    return (sx_cell){.kind = SX_TEXT, .as.text = s, .length = (uint32_t)strlen(s)};
}

static void group_row(sheet *s, const char *name, const char *parent, double high)
{
    sx_cell *row = s->groups + 4 * s->group_rows++;
    row[0] = text(name);
    if (parent)
        row[1] = text(parent);
    if (high > 0.0)
        row[3] = number(high);
}

static void make_sheet(sheet *s, size_t n, double budget, int kind, int groups)
{
    static const char *const GROUP[] = {"Digital", "Paid", "Social", "Events"};
    memset(s, 0, sizeof *s);
    s->budget = budget;
    if (groups) {
        group_row(s, GROUP[0], NULL, 0.7 * budget);
        group_row(s, GROUP[1], GROUP[0], 0.5 * budget);
        group_row(s, GROUP[2], GROUP[1], 0.2 * budget);
        group_row(s, GROUP[3], NULL, 0.25 * budget);
    }
    for (size_t i = 0; i < n; i++) {
        sx_cell *row = s->curves + i * COLUMNS;
        snprintf(s->names[i], sizeof s->names[i], "C%zu", i + 1);
        row[0] = text(s->names[i]);
        row[1] = text(kind == 2 && i % 3 == 1 ? "log" : kind == 2 && i % 3 == 2 ? "exp" : "hill");
        row[5] = number(50.0 + 200.0 * draw());
        row[6] = number(budget * (0.4 + 2.0 * draw()) / (double)n);
        if (row[1].as.text[0] == 'h')
            row[7] = number(kind == 1 ? 1.2 + 2.5 * draw() : kind == 3 ? 0.4 + 0.6 * draw() : 1.0);
        if (groups)
            group_row(s, s->names[i], GROUP[i % 4], 0.0);
    }
    s->curve_table = sx_bench_table(n, COLUMNS, s->curves);
    s->group_table = sx_bench_table(s->group_rows, 4, s->groups);
}

static void allocate(void *state)
{
    const sheet *s = state;
    sx_table result;
    sx_context context = {0};
    if (sx_plan_allocate(s->budget, &s->curve_table, NULL, NULL, s->group_rows ? &s->group_table : NULL, NULL, NULL,
                         NAN, NAN, &result, &context) != SX_OK) {
        fprintf(stderr, "bench_plan: %s\n", context.reason);
        exit(1);
    }
    sx_table_free(&result);
}

static void flight(void *state)
{
    const sheet *s = state;
    static sx_cell month[12 * 2];
    for (size_t t = 0; t < 12; t++) {
        month[2 * t] = text("month");
        month[2 * t + 1] = number(1.0 + 0.3 * sin(0.5236 * (double)t));
    }
    sx_table result, periods = sx_bench_table(12, 2, month);
    sx_context context = {0};
    if (sx_plan_flight(12.0 * s->budget, &s->curve_table, &periods, NULL, NULL, s->group_rows ? &s->group_table : NULL,
                       NULL, NULL, &result, &context) != SX_OK) {
        fprintf(stderr, "bench_plan: %s\n", context.reason);
        exit(1);
    }
    double brought = result.cells[13 * 13 + 12].as.number, most = result.cells[14 * 13 + 12].as.number;
    gap_left = (most - brought) / brought;
    sx_table_free(&result);
}

typedef struct history {
    double spend[208], outcome[208];
    int kind;
} history;

static void fit(void *state)
{
    const history *h = state;
    sx_table result;
    sx_context context = {0};
    sx_cell rate = number(0.4);
    sx_table carry = sx_bench_table(1, 1, &rate);
    if (sx_plan_fit(h->spend, 208, h->outcome, 208, h->kind, &carry, NULL, 1, 0.8, 0, 100.0, 1.0, NULL, &result,
                    &context) != SX_OK) {
        fprintf(stderr, "bench_plan: %s\n", context.reason);
        exit(1);
    }
    sx_table_free(&result);
}

static void bars(void)
{
    static sheet s;
    static history h;
    seed = 20;
    make_sheet(&s, 20, 1e6, 1, 1);
    pid_t child = fork();
    if (child == 0) {
        allocate(&s);
        _exit(0);
    }
    struct rusage used;
    int status = 0;
    if (child < 0 || wait4(child, &status, 0, &used) != child || status != 0)
        exit(1);
    sx_bench_line("20 S-shaped hills, groups of 3 levels", 1e3 * sx_bench_median(allocate, &s, 51), "ms", 50.0);
    sx_bench_line("  peak memory of the process", (double)used.ru_maxrss / 1024.0, "MiB", 16.0);
    make_sheet(&s, 200, 1e6, 2, 0);
    sx_bench_line("200 concave channels, hill log exp", 1e3 * sx_bench_median(allocate, &s, 51), "ms", 1.0);
    make_sheet(&s, 200, 1e6, 3, 0);
    sx_bench_line("200 concave hills of slope below 1", 1e3 * sx_bench_median(allocate, &s, 51), "ms", 1.0);
    make_sheet(&s, 10, 1e6, 2, 1);
    for (size_t i = 0; i < 10; i++)
        s.curves[i * COLUMNS + 2] = number(0.08 * (double)i);
    sx_bench_line("flight of 12 months, 10 concave channels", 1e3 * sx_bench_median(flight, &s, 11), "ms", 1000.0);
    sx_bench_line("  what it may be short of the best", 1e2 * gap_left, "%", 1.0);
    for (int t = 0; t < 208; t++) {
        h.spend[t] = 1000.0 + 4000.0 * draw();
        h.outcome[t] = 5000.0 + 20000.0 * h.spend[t] / (3000.0 + h.spend[t]) + 500.0 * (draw() - 0.5);
    }
    static const char *const KIND[] = {"fit of 208 weeks, hill", "fit of 208 weeks, S-curve"};
    for (h.kind = 0; h.kind < 2; h.kind++)
        sx_bench_line(KIND[h.kind], 1e3 * sx_bench_median(fit, &h, 51), "ms", 5.0);
}

#ifdef HAVE_NLOPT
typedef struct made_case {
    sx_curve curves[MOST];
    sx_domain domains[MOST];
    size_t group[MOST];
    sx_allocation_group groups[5];
    double sums[10];
    sx_allocation_problem problem;
} made_case;

/* 4 to 20 channels, mostly S-shaped; every other case with groups of three levels and bounds. */
static void make_case(made_case *c, int k)
{
    size_t n = 4 + (size_t)(k % 17);
    double budget = 1e6;
    bool grouped = k % 2 == 1;
    *c = (made_case){.problem = {n, c->curves, c->domains, c->group, grouped ? 4 : 1, c->groups, c->sums}};
    c->groups[0] = (sx_allocation_group){0, 0.0, budget};
    c->groups[1] = (sx_allocation_group){0, 0.0, budget * (0.4 + 0.4 * draw())};
    c->groups[2] = (sx_allocation_group){1, 0.0, budget * (0.2 + 0.3 * draw())};
    c->groups[3] = (sx_allocation_group){2, 0.0, budget * (0.1 + 0.2 * draw())};
    for (size_t i = 0; i < n; i++) {
        double half = budget * (0.3 + 2.0 * draw()) / (double)n, slope = draw() < 0.7 ? 1.2 + 3.0 * draw() : 1.0;
        c->curves[i] = (sx_curve){.kind = SX_CURVE_HILL, .top = 50.0 + 200.0 * draw(), .half = half};
        c->curves[i].slope = slope;
        c->curves[i].log_half = log(half);
        c->group[i] = grouped ? (size_t)(4.0 * draw()) : 0;
        c->domains[i] = (sx_domain){false, grouped && draw() < 0.3 ? 0.02 * budget * draw() : 0.0,
                                    budget * (grouped ? 0.2 + 0.5 * draw() : 1.0)};
    }
}

/* SLSQP works in shares of the budget, where it is at its best: in money its steps are badly scaled. */
static double objective(unsigned n, const double *x, double *gradient, void *data)
{
    const sx_allocation_problem *p = data;
    double sum = 0.0, budget = p->groups[0].high;
    for (unsigned i = 0; gradient && i < n; i++)
        gradient[i] = budget * sx_curve_slope(&p->curves[i], budget * fmax(x[i], 0.0));
    for (unsigned i = 0; i < n; i++)
        sum += sx_curve_value(&p->curves[i], budget * fmax(x[i], 0.0));
    return sum;
}

typedef struct row {
    const sx_allocation_problem *problem;
    size_t group;
} row;

static double constraint(unsigned n, const double *x, double *gradient, void *data)
{
    const row *r = data;
    const sx_allocation_problem *p = r->problem;
    double sum = -p->groups[r->group].high / p->groups[0].high;
    for (unsigned i = 0; i < n; i++) {
        size_t at = p->group[i];
        while (at > r->group)
            at = p->groups[at].parent;
        bool in = at == r->group;
        sum += in ? x[i] : 0.0;
        if (gradient)
            gradient[i] = in ? 1.0 : 0.0;
    }
    return sum;
}

/* The functions of libnlopt that are used. */
static struct nlopt {
    nlopt_opt (*create)(nlopt_algorithm, unsigned);
    void (*destroy)(nlopt_opt);
    nlopt_result (*max)(nlopt_opt, nlopt_func, void *);
    nlopt_result (*low)(nlopt_opt, const double *), (*high)(nlopt_opt, const double *);
    nlopt_result (*constrain)(nlopt_opt, nlopt_func, void *, double);
    nlopt_result (*tolerance)(nlopt_opt, double), (*most)(nlopt_opt, int);
    nlopt_result (*run)(nlopt_opt, double *, double *);
} nlopt;

static void *find(void *library, const char *name, void *to)
{
    void *symbol = dlsym(library, name);
    memcpy(to, &symbol, sizeof symbol); /* ISO C has no cast from an object to a function pointer */
    return symbol;
}

static int load(void)
{
    void *library = dlopen("libnlopt.so.0", RTLD_NOW);
    return library && find(library, "nlopt_create", &nlopt.create) && find(library, "nlopt_destroy", &nlopt.destroy) &&
           find(library, "nlopt_set_max_objective", &nlopt.max) &&
           find(library, "nlopt_set_lower_bounds", &nlopt.low) &&
           find(library, "nlopt_set_upper_bounds", &nlopt.high) &&
           find(library, "nlopt_add_inequality_constraint", &nlopt.constrain) &&
           find(library, "nlopt_set_ftol_rel", &nlopt.tolerance) && find(library, "nlopt_set_maxeval", &nlopt.most) &&
           find(library, "nlopt_optimize", &nlopt.run);
}

/* The best feasible value of 20 starts; *hits: how many came within 1e-6 of best. */
static double slsqp(made_case *c, double best, int *hits)
{
    sx_allocation_problem *p = &c->problem;
    double low[MOST], high[MOST], x[MOST], most = -INFINITY, budget = p->groups[0].high;
    row rows[5];
    nlopt_opt opt = nlopt.create(NLOPT_LD_SLSQP, (unsigned)p->n);
    for (size_t i = 0; i < p->n; i++) {
        low[i] = c->domains[i].low / budget;
        high[i] = fmin(c->domains[i].high / budget, 1.0);
    }
    nlopt.low(opt, low);
    nlopt.high(opt, high);
    nlopt.max(opt, objective, p);
    nlopt.tolerance(opt, 1e-10);
    nlopt.most(opt, 2000);
    for (size_t g = 0; g < p->n_groups; g++) {
        rows[g] = (row){p, g};
        nlopt.constrain(opt, constraint, &rows[g], 1e-9);
    }
    for (int start = 0; start < STARTS; start++) {
        double sum = 0.0, value = 0.0;
        for (size_t i = 0; i < p->n; i++)
            sum += x[i] = -log(1.0 - draw());
        for (size_t i = 0; i < p->n; i++)
            x[i] = fmin(fmax(x[i] / sum, low[i]), high[i]);
        bool ended = nlopt.run(opt, x, &value) > 0;
        for (size_t i = 0; i < p->n; i++)
            x[i] *= budget;
        if (!ended || !sx_allocation_meets(p, x, 1e-2))
            continue;
        most = fmax(most, value);
        *hits += value >= best * (1.0 - 1e-6);
    }
    nlopt.destroy(opt);
    return most;
}

static void against_slsqp(void)
{
    static made_case c;
    double ours = 0.0, theirs = 0.0, worst_gap = 0.0, worst = 0.0, x[MOST];
    int as_good = 0, better = 0, hits = 0, slower = 0, solved = 0;
    seed = 200;
    for (int k = 0; k < CASES; k++) {
        make_case(&c, k);
        sx_allocation_answer answer = {.x = x};
        double start = sx_bench_now();
        if (sx_allocation_search(&c.problem, NULL, &answer) != SX_OK || !answer.found)
            exit(1);
        double took = sx_bench_now() - start;
        start = sx_bench_now();
        double value = slsqp(&c, answer.value, &hits), took_there = sx_bench_now() - start;
        /* SLSQP may stand up to its tolerance of 1e-9 beyond a bound: 1e-8 of the value allows for that. */
        as_good += answer.value >= value * (1.0 - 1e-8);
        better += answer.value > value * (1.0 + 1e-6);
        slower += took > took_there;
        solved += isfinite(value);
        worst_gap = fmax(worst_gap, answer.bound / answer.value - 1.0);
        worst = fmax(worst, took);
        ours += took;
        theirs += took_there;
    }
    printf("%d generated cases, 4 to 20 channels, against NLopt's SLSQP with %d random starts\n", CASES, STARTS);
    printf("  at least as good %d, better by over 1e-6 %d, slower %d; SLSQP feasible in %d\n", as_good, better, slower,
           solved);
    printf("  starts of SLSQP that reach our value: %.1f %%; our worst gap %.2g\n", 100.0 * hits / (CASES * STARTS),
           worst_gap);
    sx_bench_line("  time of a case, mean", 1e3 * ours / CASES, "ms", 0.0);
    sx_bench_line("  time of a case, worst", 1e3 * worst, "ms", 0.0);
    sx_bench_line("  SLSQP's time of a case, mean", 1e3 * theirs / CASES, "ms", 0.0);
    sx_bench_line("  ratio of times", ours / theirs, "", 1.0);
}
#endif

int main(void)
{
    puts("plan: allocation and fit");
    bars();
#ifdef HAVE_NLOPT
    if (load()) {
        against_slsqp();
        return 0;
    }
#endif
    puts("  no libnlopt: the comparison is left out");
    return 0;
}
