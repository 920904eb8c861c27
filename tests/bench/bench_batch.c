/* sextant batch over a million KPI.CAC lines: seconds and peak memory. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include "bench/bench.h"

static char program[4096], lines[] = "/tmp/sextant-bench-XXXXXX";
static double peak; /* MiB */

static int write_lines(int n)
{
    int descriptor = mkstemp(lines);
    FILE *file = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
    for (int i = 0; file && i < n; i++)
        fprintf(file, "{\"f\":\"KPI.CAC\",\"args\":[%d,%d]}\n", 50000 + i, i % 1000 + 1);
    return file && fclose(file) == 0;
}

static void answer(void *state)
{
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        int in = open(lines, O_RDONLY), out = open("/dev/null", O_WRONLY);
        dup2(in, STDIN_FILENO);
        dup2(out, STDOUT_FILENO);
        execl(program, program, "batch", (char *)NULL);
        _exit(127);
    }
    struct rusage used;
    int status = 0;
    if (child < 0 || wait4(child, &status, 0, &used) != child || status != 0) {
        fprintf(stderr, "bench_batch: %s failed\n", program);
        exit(1);
    }
    double mib = (double)used.ru_maxrss / 1024.0;
    peak = mib > peak ? mib : peak;
}

int main(void)
{
    const char *build = getenv("BUILD");
    cpu_set_t cores;
    snprintf(program, sizeof program, "%s/sextant", build ? build : "build");
    int n_cores = sched_getaffinity(0, sizeof cores, &cores) == 0 ? CPU_COUNT(&cores) : 0;
    printf("sextant batch, KPI.CAC lines, %d cores, median of 5\n", n_cores);
    for (int n = 100000; n <= 1000000; n *= 10) {
        char what[64];
        strcpy(lines + sizeof lines - 7, "XXXXXX");
        if (!write_lines(n))
            return 1;
        peak = 0.0;
        double seconds = sx_bench_median(answer, NULL, 5);
        unlink(lines);
        snprintf(what, sizeof what, "%d lines", n);
        sx_bench_line(what, seconds, "s", n == 1000000 ? 4.0 : 0.0);
        sx_bench_line("  peak memory", peak, "MiB", 64.0);
    }
    return 0;
}
