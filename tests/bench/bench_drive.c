/* The driver model: 12 stages over 52 periods, deterministic and with 4 096 draws, and the same simulation in R. */
#define _GNU_SOURCE
#include <string.h>
#include <sys/resource.h>
#include "bench/bench.h"
#include "drive.h"
#include "drive/sample.h"

enum { STAGES = 12, PERIODS = 52 };

/* One bench's drivers and where its results go. */
typedef struct work {
    sx_model model;
    double level[STAGES], spend[PERIODS];
    sx_flow flow;
    int counts;
    double out[(PERIODS + 3) * 16];
} work;

static void stop(const char *what)
{
    fprintf(stderr, "bench_drive: %s failed\n", what);
    exit(1);
}

static void make(work *w)
{
    memset(w, 0, sizeof *w);
    w->model.n = STAGES;
    for (size_t k = 0; k < STAGES; k++) {
        sx_driver *d = &w->model.driver[k];
        d->name = "stage";
        d->kind = k == 0 ? SX_COST_PER : k + 1 == STAGES ? SX_WORTH : SX_RATE;
        d->likely = k == 0 ? 50.0 : k + 1 == STAGES ? 9000.0 : 0.7;
        d->low = 0.8 * d->likely;
        d->high = 1.2 * d->likely;
        d->family = SX_PERT;
        d->lag = 0.5 + 0.3 * (double)k;
        d->spread = 0.5 * d->lag;
        w->level[k] = d->likely;
    }
    for (size_t t = 0; t < PERIODS; t++)
        w->spend[t] = 100000.0 + 1000.0 * (double)t;
}

static void funnel(void *state)
{
    work *w = state;
    double overdue;
    if (sx_flow_run(&w->model, w->level, w->spend, PERIODS, NULL, 0, &w->flow, &overdue) != SX_OK)
        stop("funnel");
}

/* From the driver table's numbers to every quantile and its error: fit, tables, flow, 8 x 512 points. */
static void simulate(void *state)
{
    work *w = state;
    static const double levels[] = {0.1, 0.5, 0.9};
    sx_marginal *marginal = malloc(STAGES * sizeof *marginal);
    for (size_t k = 0; k < STAGES; k++) {
        if (!marginal || sx_driver_fit(&w->model.driver[k], &marginal[k], NULL) != SX_OK)
            stop("fit");
        sx_marginal_tabulate(&marginal[k]);
    }
    sx_range range = {.model = &w->model, .marginal = marginal, .levels = levels, .n_levels = 3, .periods = PERIODS};
    const sx_sampling how = {.points = 512, .replicates = 8, .seed = 2, .counts = w->counts};
    if (sx_range_make(&range, w->spend) != SX_OK || sx_range_sample(&range, &how, w->out) != SX_OK)
        stop("range");
    free(range.pipeline);
    free(marginal);
}

/* R draws PERTs by qbeta, carries every draw through the stages by a matrix of lag shares, and takes quantiles. */
static const char script[] =
    "n <- 4096; H <- 52; S <- 12; set.seed(1)\n"
    "like <- c(50, rep(.7, 10), 9000); lag <- .5 + .3 * (0:11); sd <- .5 * lag; spend <- 1e5 + 1e3 * (0:51)\n"
    "run <- function() {\n"
    "  f <- function(m) { q <- qbeta(c(.1, .9), 1 + 4 * m, 5 - 4 * m); (m - q[1]) / (q[2] - q[1]) - .5 }\n"
    "  m <- uniroot(f, c(0, 1), tol = 1e-12)$root; q <- qbeta(c(.1, .9), 1 + 4 * m, 5 - 4 * m); w <- .4 / (q[2] - "
    "q[1])\n"
    "  x <- sapply(like, function(l) l * (.8 - w * q[1] + w * qbeta(runif(n), 1 + 4 * m, 5 - 4 * m)))\n"
    "  y <- matrix(spend, n, H, byrow = TRUE)\n"
    "  for (k in 1:S) {\n"
    "    s2 <- log1p((sd[k] / lag[k])^2); s <- sqrt(s2); mu <- log(lag[k]) - s2 / 2; j <- 1:(H + 1)\n"
    "    d <- (mu - log(j)) / s; loss <- c(lag[k], lag[k] * pnorm(d + s) - j * pnorm(d))\n"
    "    tail <- -diff(loss)[1:H]; share <- c(1, tail[-H]) - tail\n"
    "    A <- matrix(0, H, H); for (i in 1:H) A[i, i:H] <- share[1:(H - i + 1)]\n"
    "    y <- (y %*% A) * (if (k == 1) 1 / x[, 1] else x[, k])\n"
    "    if (k == 10) p <- y * x[, 12]\n"
    "  }\n"
    "  cbind(t(apply(p, 2, quantile, c(.1, .5, .9))), colMeans(p), t(apply(y, 2, quantile, c(.1, .5, .9))), "
    "colMeans(y))\n"
    "}\n"
    "z <- run(); s <- sapply(1:3, function(i) system.time(run())[['elapsed']]); cat(median(s), z[52, 5:8], '\\n')\n";

static void against_r(const work *w, double seconds)
{
    double elapsed, r[4];
    char path[] = "/tmp/sextant-bench-XXXXXX", command[64];
    int descriptor = mkstemp(path);
    FILE *file = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
    if (!file || fputs(script, file) < 0 || fclose(file) != 0)
        stop("the script for R");
    snprintf(command, sizeof command, "Rscript %s 2>/dev/null", path);
    FILE *pipe = popen(command, "r");
    int n = pipe ? fscanf(pipe, "%lf %lf %lf %lf %lf", &elapsed, &r[0], &r[1], &r[2], &r[3]) : 0;
    if (pipe)
        pclose(pipe);
    remove(path);
    if (n != 5) {
        printf("no Rscript: not compared\n");
        return;
    }
    const double *last = w->out + (PERIODS - 1) * 16 + 4;
    sx_bench_line("R 4.2, vectorised, 4 096 draws", elapsed * 1e3, "ms", 0.0);
    printf("%-44s %10.1f times   bar 10 times   %s\n", "faster than R", elapsed / seconds,
           elapsed / seconds >= 10.0 ? "met" : "MISSED");
    printf("revenue of period 52: P10 %.0f P50 %.0f P90 %.0f mean %.0f; R %.0f %.0f %.0f %.0f\n", last[0], last[1],
           last[2], last[3], r[0], r[1], r[2], r[3]);
}

static double peak_mib(void)
{
    struct rusage used;
    return getrusage(RUSAGE_SELF, &used) == 0 ? (double)used.ru_maxrss / 1024.0 : 0.0;
}

int main(void)
{
    static work w;
    make(&w);
    if (sx_flow_make(&w.flow, STAGES, PERIODS) != SX_OK)
        stop("memory");
    printf("driver model, %d stages x %d periods, one core, median\n", STAGES, PERIODS);
    sx_bench_line("deterministic", sx_bench_median(funnel, &w, 101) * 1e6, "us", 50.0);
    double before = peak_mib();
    w.counts = 1;
    sx_bench_line("4 096 draws, with the chance of whole counts", sx_bench_median(simulate, &w, 21) * 1e3, "ms", 30.0);
    w.counts = 0;
    double seconds = sx_bench_median(simulate, &w, 21);
    sx_bench_line("4 096 draws", seconds * 1e3, "ms", 30.0);
    sx_bench_line("memory that the draws added", peak_mib() - before, "MiB", 8.0);
    sx_bench_line("memory of the whole program", peak_mib(), "MiB", 8.0);
    against_r(&w, seconds);
    sx_flow_free(&w.flow);
    return 0;
}
