/* A progress bar on standard error, where that is a terminal and the answers go elsewhere. */
#ifndef SX_PROGRESS_H
#define SX_PROGRESS_H
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

typedef struct sx_progress {
    bool shown;
    double whole, done; /* bytes; whole is 0 where the input has no size */
    struct timespec last;
} sx_progress;

void sx_progress_start(sx_progress *progress, int in, int out);
/* More bytes are answered, and lines so many in all; draws ten times a second at most. */
void sx_progress_show(sx_progress *progress, size_t bytes, size_t lines);
void sx_progress_end(sx_progress *progress);
#endif
