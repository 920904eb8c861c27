#define _POSIX_C_SOURCE 200809L
#include "cli/progress.h"
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BAR = 30 };

void sx_progress_start(sx_progress *progress, int in, int out)
{
    struct stat file;
    *progress = (sx_progress){.shown = isatty(STDERR_FILENO) && !isatty(out)};
    if (progress->shown && fstat(in, &file) == 0 && S_ISREG(file.st_mode))
        progress->whole = (double)file.st_size;
}

void sx_progress_show(sx_progress *progress, size_t bytes, size_t lines)
{
    struct timespec now;
    progress->done += (double)bytes;
    if (!progress->shown || clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        return;
    double waited =
        (double)(now.tv_sec - progress->last.tv_sec) + 1e-9 * (double)(now.tv_nsec - progress->last.tv_nsec);
    if (waited < 0.1)
        return;
    progress->last = now;
    if (progress->whole > 0.0) {
        double part = progress->done < progress->whole ? progress->done / progress->whole : 1.0;
        char bar[BAR + 1] = {0};
        for (int i = 0; i < BAR; i++)
            bar[i] = i < part * BAR ? '=' : ' ';
        fprintf(stderr, "\r[%s] %3.0f %%  %zu lines", bar, 100.0 * part, lines);
    } else
        fprintf(stderr, "\r%zu lines", lines);
}

void sx_progress_end(sx_progress *progress)
{
    if (progress->shown)
        fputs("\r\033[K", stderr);
}
