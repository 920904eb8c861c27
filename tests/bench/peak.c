/* peak FILE COMMAND...: runs the command and writes the most memory that one process of it held, in kilobytes, and the
 * milliseconds of processor that all of them took: a busy machine does not show in these. */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static double milliseconds(struct timeval time)
{
    return (double)time.tv_sec * 1e3 + (double)time.tv_usec * 1e-3;
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    pid_t child = fork();
    if (child == 0) {
        execvp(argv[2], argv + 2);
        _exit(127);
    }
    int status = 0;
    struct rusage usage;
    if (child < 0 || waitpid(child, &status, 0) < 0 || getrusage(RUSAGE_CHILDREN, &usage) != 0)
        return 2;
    FILE *file = fopen(argv[1], "w");
    if (!file ||
        fprintf(file, "%ld %.0f\n", usage.ru_maxrss, milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime)) < 0 ||
        fclose(file) != 0)
        return 2;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
