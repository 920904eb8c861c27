#include "fcst/intermittent.h"
#include <math.h>

static double run(const double *y, size_t n, double size, double probability, sx_intermittent *trial)
{
    double squares = 0.0;
    for (size_t t = 0; t < n; t++) {
        double error = y[t] - size * probability;
        squares += error * error;
        if (y[t] > 0.0) {
            size += trial->alpha * (y[t] - size);
            probability += trial->beta * (1.0 - probability);
        } else {
            probability -= trial->beta * probability;
        }
    }
    trial->size = size;
    trial->probability = probability;
    return squares;
}

void sx_intermittent_fit(const double *y, size_t n, sx_intermittent *fit)
{
    static const double grid[] = {0.05, 0.1, 0.2, 0.3};
    double sum = 0.0, count = 0.0, best = INFINITY;
    for (size_t t = 0; t < n; t++) {
        sum += y[t];
        count += y[t] > 0.0 ? 1.0 : 0.0;
    }
    for (size_t i = 0; i < sizeof grid / sizeof *grid; i++) {
        for (size_t j = 0; j < sizeof grid / sizeof *grid; j++) {
            sx_intermittent trial = {.alpha = grid[i], .beta = grid[j]};
            double squares = run(y, n, sum / count, count / (double)n, &trial);
            if (squares < best) {
                best = squares;
                *fit = trial;
            }
        }
    }
}
